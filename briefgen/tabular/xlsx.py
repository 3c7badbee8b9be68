"""A sheet of an Office Open XML workbook to its cells (ECMA-376-1, part 18; also in the strict form)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from briefgen.model.diagnostic import Problems
from briefgen.tabular.cells import Area, Cell, Fault, Row, Sheet, number_of
from briefgen.tabular.number_formats import Meaning, built_in, meaning, typed
from briefgen.tabular.packages import MOST_CELLS, Limited, Package, damaged, too_large
from briefgen.tabular.sheets import chosen

WORKBOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_COLUMN = re.compile(r"[A-Z]{1,3}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNCALCULATED = "holds a formula without a stored value"
_OPEN = "open the file in a spreadsheet program and save it: formulas are never calculated here"
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


@dataclass(frozen=True, slots=True)
class _Book:
    """What cells refer to."""

    texts: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    is_1904: bool


def read_xlsx(package: Package, wanted: str) -> Sheet:
    """Turn a workbook into one of its sheets: the one that is named, else the first that can be seen.

    A formula gives the value that was stored with it. Problems (BG150 to BG153).
    """
    with package.opened(WORKBOOK) as stream:
        root = _root(stream)
    listed = [(_attribute(item, "name"), item) for item in root.iterfind("{*}sheets/{*}sheet")]
    visible = tuple(name for name, item in listed if item.get("state", "visible") == "visible")
    name = chosen(package.name, wanted, tuple(name for name, _ in listed), visible)
    relation = next(_relation(item) for found, item in listed if found == name)
    properties = root.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904", "0") in {"1", "true"}
    targets = _targets(package)
    if relation not in targets:
        raise Problems(damaged(package.name, f"the sheet `{name}` has no part"))
    book = _Book(tuple(_texts(package, targets)), tuple(_meanings(package, targets)), is_1904)
    with package.opened(targets[relation]) as stream:
        rows, merged = _table(stream, book)
    return Sheet(file=package.name, name=name, rows=rows, merged=merged, others=tuple(item for item in visible if item != name))


def _root(stream: Limited) -> Any:
    return etree.parse(stream, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


def _steps(stream: Limited, *tags: str) -> Iterator[tuple[str, Any]]:
    """Give elements of some names when they are complete, each with its name, and forget them afterwards."""
    wanted = tuple(f"{{*}}{tag}" for tag in tags)
    for _, element in etree.iterparse(stream, tag=wanted, resolve_entities=False, no_network=True):
        yield etree.QName(element).localname, element
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]


def _attribute(element: Any, name: str) -> str:
    return str(element.get(name, ""))


def _relation(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == "id"), "")


def _targets(package: Package) -> dict[str, str]:
    """Give the parts that the workbook names, by id; shared texts and styles by their kinds as well."""
    found = {}
    with package.opened("xl/_rels/workbook.xml.rels") as stream:
        for item in _root(stream):
            target = posixpath.normpath(posixpath.join("/xl", _attribute(item, "Target"))).lstrip("/")
            kind = _attribute(item, "Type").rpartition("/")[2]
            found[_attribute(item, "Id")] = target
            if kind in {"sharedStrings", "styles"}:
                found[kind] = target
    return found


def _texts(package: Package, targets: dict[str, str]) -> Iterator[str]:
    if "sharedStrings" not in targets:
        return
    with package.opened(targets["sharedStrings"]) as stream:
        for count, (_, item) in enumerate(_steps(stream, "si")):
            if count > MOST_CELLS:
                raise Problems(too_large(package.name, f"it holds more than {MOST_CELLS:,} texts"))
            yield _said(item)


def _said(element: Any) -> str:
    """Give the words of a text, its runs together; how they are read aloud (rPh) is left out."""
    parts = (t.text or "" for t in element.iterfind(".//{*}t") if etree.QName(t.getparent()).localname != "rPh")
    text = "".join(parts)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _meanings(package: Package, targets: dict[str, str]) -> Iterator[Meaning]:
    """Give what each style's numbers stand for."""
    if "styles" not in targets:
        return
    with package.opened(targets["styles"]) as stream:
        root = _root(stream)
    codes = {_attribute(item, "numFmtId"): _attribute(item, "formatCode") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    for item in root.iterfind("{*}cellXfs/{*}xf"):
        number = _attribute(item, "numFmtId") or "0"
        yield meaning(codes[number]) if number in codes else built_in(int(number) if number.isdecimal() else 0)


def _table(stream: Limited, book: _Book) -> tuple[tuple[Row, ...], tuple[Area, ...]]:
    rows, merged = [], []
    count, number = 0, 0
    for tag, element in _steps(stream, "row", "mergeCell"):
        if tag == "mergeCell":
            merged += [area] if (area := _area(_attribute(element, "ref"))) else []
            continue
        given = _attribute(element, "r")
        number = int(given) if given.isdecimal() and len(given) <= len(str(_LAST_ROW)) else number + 1
        cells = _cells(element, book, stream.name)
        count += len(cells)
        if count > MOST_CELLS or number > _LAST_ROW:
            raise Problems(too_large(stream.name, f"a sheet has more than {MOST_CELLS:,} cells"))
        if any(cell is not None for cell in cells):
            rows.append(Row(number, cells, is_hidden=element.get("hidden", "0") in {"1", "true"}))
    return tuple(rows), tuple(merged)


def _cells(row: Any, book: _Book, name: str) -> list[Cell]:
    cells: list[Cell] = []
    for element in row:
        column = _column(element.get("r", "").rstrip("0123456789")) or len(cells) + 1
        if column > len(cells) + 1:
            if column > _LAST_COLUMN:
                raise Problems(damaged(name, f"it has more than {_LAST_COLUMN:,} columns"))
            cells += [None] * (column - 1 - len(cells))
        elif column <= len(cells):
            raise Problems(damaged(name, "the cells of a row are out of order"))
        cells.append(_cell(element, book))
    return cells


@lru_cache(maxsize=_LAST_COLUMN)
def _column(name: str) -> int:
    """Turn the letters of a column into its number; 0 where they are none."""
    return number_of(name) if _COLUMN.fullmatch(name) else 0


def _cell(element: Any, book: _Book) -> Cell:
    kind = element.get("t", "n")
    text, has_formula = "", False
    for part in element:
        tag = part.tag
        if tag.endswith("}v"):
            text = part.text or ""
        elif tag.endswith("}f"):
            has_formula = True
        elif tag.endswith("}is"):
            return _said(part) or None
    if not text and kind != "str":
        return Fault("", _UNCALCULATED, _OPEN) if has_formula else None
    return _typed(kind, text, element.get("s", "0"), book)


def _typed(kind: str, text: str, style: str, book: _Book) -> Cell:
    match kind:
        case "s":
            number = int(text) if text.isdecimal() else len(book.texts)
            return book.texts[number] if number < len(book.texts) else Fault(text, "refers to a text that the file does not have")
        case "str":
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) or None
        case "b":
            return text.strip() in {"1", "true"}
        case "e":
            return Fault(text, f"holds the error {text}", "correct the formula, and save the file again")
        case "d":
            return text
    number = int(style) if style.isdecimal() else 0
    meant = book.meanings[number] if number < len(book.meanings) else Meaning.NUMBER
    return typed(text.strip(), meant, is_1904=book.is_1904)


def _area(reference: str) -> Area | None:
    ends = [_REFERENCE.fullmatch(end) for end in reference.replace("$", "").split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
    return Area(int(top), number_of(left), int(bottom), number_of(right))
