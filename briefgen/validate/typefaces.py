"""The typography of a brand file: which family each kind of text is set in, and the files that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from briefgen.model.brand import FontFile, Typeface
from briefgen.model.brand_file import BrandFile, File, Font, Setting
from briefgen.model.diagnostic import Severity
from briefgen.model.loaded import LoadedFile, Path
from briefgen.validate.remarks import Remark

_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui", "cursive", "fantasy"})
_FORBIDDEN = frozenset("\"'\\{}<>;,")
"""What a family's name may not hold, since it stands in styles."""
_APPLIED = {
    "base": {"family", "weight", "size", "line_height", "color"},
    "headings": {"family", "weight", "color"},
    "link": {"color"},
    "labels": {"family", "weight"},
}
"""What of each kind of text briefgen sets as the file says; the rest is left to its styles."""


class FontCase:
    """Finds the families of one brand file and collects what is wrong with them."""

    def __init__(self, brand: BrandFile, file: LoadedFile, contents: Mapping[str, bytes], folder: str) -> None:
        self.brand, self.file, self.contents, self.folder = brand, file, contents, folder
        self.remarks: list[Remark] = []

    def families(self) -> tuple[Typeface | None, Typeface | None, Typeface | None]:
        """Give the families for text, labels and headings; nothing where the stock one stays."""
        typography = self.brand.typography
        for number, font in enumerate(typography.fonts):
            self._check(font, ("typography", "fonts", number))
        self.remarks += _without_effect(self.brand)
        base = self._typeface(typography.base, ("typography", "base"))
        labels = self._typeface(self.brand.defaults.briefgen.labels, ("defaults", "briefgen", "labels"))
        headings = self._typeface(typography.headings, ("typography", "headings"), typography.base)
        return base, labels or base, headings

    def _typeface(self, setting: Setting, path: Path, other: Setting | None = None) -> Typeface | None:
        """Give the family of one kind of text, or that of another kind where it names none of its own."""
        family, path = (
            (setting.family, (*path, "family")) if setting.family or not other else (other.family, (*path[:-1], "base"))
        )
        if not family or family in _GENERIC:
            return None
        if _FORBIDDEN & set(family) or not family.isprintable():
            self.remarks.append(
                Remark("BG112", path, f"`{family}` is no name of one family", "name one family, as its font names it")
            )
            return None
        number, font = next(
            ((number, font) for number, font in enumerate(self.brand.typography.fonts) if font.family == family), (0, None)
        )
        way = ("typography", "fonts", number)
        files = self._files(font.files, way) if font else ()
        return Typeface(family=family, files=files, weight=setting.weight, place=self.file.place(way if font else path))

    def _files(self, files: tuple[File, ...], path: Path) -> tuple[FontFile, ...]:
        return tuple(
            FontFile(
                name=f"{self.folder}{file.path}",
                content=self.contents[file.path],
                weight=file.weight,
                style=file.style,
                place=self.file.place((*path, "files", number)),
            )
            for number, file in enumerate(files)
            if file.path in self.contents
        )

    def _check(self, font: Font, path: Path) -> None:
        """Find files that are named so that nothing could be read."""
        if font.source == "file" and not font.files:
            self.remarks.append(Remark("BG145", path, f"the font `{font.family}` has no files", "list them below `files`"))
        for number, file in enumerate(font.files):
            if file.path not in self.contents and ("//" in file.path or "." not in file.path.rpartition("/")[2]):
                message = f"`{file.path}` is no font file of the project; nothing is fetched from a network"
                hint = "put the TTF, OTF, WOFF or WOFF2 file into the project"
                self.remarks.append(Remark("BG145", (*path, "files", number), message, hint))


def _without_effect(brand: BrandFile) -> Iterator[Remark]:
    """Note what other programs do with the file and briefgen does not."""
    typography = brand.typography
    settings = {item.name: getattr(typography, item.name) for item in fields(typography) if item.name != "fonts"}
    for name, setting in (*settings.items(), ("labels", brand.defaults.briefgen.labels)):
        path: Path = ("defaults", "briefgen", name) if name == "labels" else ("typography", name.replace("_", "-"))
        unused = [
            item.name.replace("_", "-")
            for item in fields(Setting)
            if item.name not in _APPLIED.get(name, set()) and getattr(setting, item.name) != item.default
        ]
        if unused:
            message = f"no effect on briefs: {', '.join(f'`{name}`' for name in unused)} of `{path[-1]}`"
            yield Remark("BG148", path, message, severity=Severity.NOTE)
        if setting.weight and not (setting.family or typography.base.family):
            yield Remark("BG148", path, f"`weight` of `{path[-1]}` has no effect without a family", severity=Severity.NOTE)
