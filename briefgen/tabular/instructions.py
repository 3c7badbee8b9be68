"""How the columns of a table become facts: what the command line says, and a mapping file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.load.edit_yaml import as_file
from briefgen.load.files import read_text
from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean, finding
from briefgen.model.loaded import LoadedFile, Plain
from briefgen.tabular.fields import KNOWN, path_of

IGNORED = "-"
"""Stands in the place of a field for a column that is left out."""
_KEYS = ("sheet", "header_row", "columns", "set", "id_from", "number_locale")
_FORM = "as in {columns: {Land: entity, Wert: value}, set: {topic: investment}, id_from: [Land, Jahr]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """What is said about a table; what is left out is found out from its headings."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Fields by headings (or letters) of columns; `-` leaves a column out."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """What stands in a field where a row says nothing, by the field's way."""
    id_from: tuple[str, ...] = ()
    """Columns of whose words ids are made."""
    sheet: str = ""
    header_row: int = 0
    """The number of the row of headings; found out where it is 0."""
    number_locale: str = ""
    """How numbers are written that stand as text; as in YAML where it is left out."""

    def over(self, other: Instructions) -> Instructions:
        """Lay these over others: what both say is taken from these."""
        return replace(
            self,
            columns={**other.columns, **self.columns},
            fixed={**other.fixed, **self.fixed},
            id_from=self.id_from or other.id_from,
            sheet=self.sheet or other.sheet,
            header_row=self.header_row or other.header_row,
            number_locale=self.number_locale or other.number_locale,
        )


def named_fields(pairs: Mapping[str, str], *, of_columns: bool, place: Place = Place()) -> Mapping[str, str]:  # noqa: B008 -- frozen
    """Turn names of fields into ways: in the values of `--map`, in the keys of `--set`. Problems (BG154) where there is none."""
    found, wrong = {}, []
    for left, right in pairs.items():
        name = right if of_columns else left
        path = IGNORED if of_columns and name.strip() in {"", IGNORED} else path_of(name)
        if not path:
            wrong.append(unknown_field(name, place))
        found[left if of_columns else path] = path if of_columns else right
    if wrong:
        raise Problems(*wrong)
    return found


def unknown_field(name: str, place: Place) -> Diagnostic:
    """Make the finding about a name that is no field's."""
    hint = (
        did_you_mean(name.casefold(), KNOWN) or "name a field of the fact record, such as `statement` or `sources.0.locator.page`"
    )
    return finding("BG154", f"there is no field `{name}`", place, hint)


def read_mapping(path: Path) -> Instructions:
    """Turn a mapping file (YAML) into instructions. Problems (BG003, BG101 to BG105, BG154)."""
    real = path.resolve()
    text, found = read_text(real.parent, real)
    if found:
        raise Problems(*found)
    file = as_file(real.name, text)
    if wrong := tuple(_wrong(file)):
        raise Problems(*wrong)
    value = file.value if isinstance(file.value, dict) else {}
    columns, fixed = (_texts(value.get(key)) for key in ("columns", "set"))
    ids = value.get("id_from") or []
    return Instructions(
        columns=named_fields(columns, of_columns=True, place=file.place(("columns",))),
        fixed=named_fields(fixed, of_columns=False, place=file.place(("set",))),
        id_from=tuple(str(item) for item in ([ids] if isinstance(ids, str) else ids)),
        sheet=str(value.get("sheet") or ""),
        header_row=int(str(value.get("header_row") or 0)),
        number_locale=str(value.get("number_locale") or ""),
    )


def _texts(value: Plain) -> Mapping[str, str]:
    return {name: str(item or "") for name, item in value.items()} if isinstance(value, dict) else {}


def _wrong(file: LoadedFile) -> Iterator[Diagnostic]:
    if not isinstance(file.value, dict):
        yield finding("BG154", f"`{file.name}` should hold fields", file.place(), _FORM)
        return
    for key, value in file.value.items():
        place = file.place((key,))
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or f"the fields here are: {', '.join(_KEYS)}"
            yield finding("BG154", f"there is no field `{key}` in a mapping file", place, hint)
        elif key in {"columns", "set"} and not _is_flat(value):
            yield finding("BG154", f"`{key}` should hold a text for each name", place, _FORM)
        elif key == "id_from" and not (
            isinstance(value, str) or (isinstance(value, list) and all(isinstance(i, str) for i in value))
        ):
            yield finding("BG154", "`id_from` should be a list of columns", place, _FORM)
        elif key == "header_row" and not (isinstance(value, str) and value.isdecimal() and len(value) < 8):
            yield finding("BG154", "`header_row` should be the number of a row", place, _FORM)
        elif key in {"sheet", "number_locale"} and not isinstance(value, str):
            yield finding("BG154", f"`{key}` should be a text", place, _FORM)


def _is_flat(value: Plain) -> bool:
    return isinstance(value, dict) and all(item is None or isinstance(item, str) for item in value.values())
