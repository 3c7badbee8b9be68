"""Which sheet of a workbook is meant."""

from __future__ import annotations

from briefgen.model.diagnostic import Place, Problems, did_you_mean, finding


def chosen(file: str, wanted: str, every: tuple[str, ...], visible: tuple[str, ...]) -> str:
    """Choose a sheet by its name, in letters of any case, or the first that can be seen. Problems (BG153)."""
    if not every:
        raise Problems(finding("BG153", f"`{file}` has no sheets", Place(file)))
    if not wanted:
        return (visible or every)[0]
    near = [name for name in every if name == wanted] or [name for name in every if name.casefold() == wanted.casefold()]
    if not near:
        hint = did_you_mean(wanted, every) or f"there are: {', '.join(every)}"
        raise Problems(finding("BG153", f"`{file}` has no sheet `{wanted}`", Place(file), hint))
    return near[0]
