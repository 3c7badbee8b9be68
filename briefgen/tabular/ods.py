"""A sheet of an OpenDocument spreadsheet to its cells (OpenDocument 1.3, part 3, sections 9 and 19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from lxml import etree

from briefgen.model.diagnostic import Problems
from briefgen.model.value import DateError, PartialDate, parse_date
from briefgen.tabular.cells import Area, Cell, Fault, Row, Sheet
from briefgen.tabular.number_formats import Meaning
from briefgen.tabular.numerals import decimal, percent
from briefgen.tabular.packages import MOST_CELLS, Package, encrypted, too_large
from briefgen.tabular.sheets import chosen

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_STEPS = (f"{_OFFICE}automatic-styles", _SHEET, _ROW, f"{_TABLE}table-column")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SILENT = (f"{_OFFICE}annotation", "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame")
_ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "Err:")


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one sheet."""

    name: str
    """The file's."""
    precisions: Mapping[str, Meaning]
    columns: list[str] = field(default_factory=list)
    """The style of each column's cells, as far as columns have one."""
    rows: list[Row] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    number: int = 0
    count: int = 0


def read_ods(package: Package, wanted: str) -> Sheet:
    """Turn a spreadsheet document into one of its sheets: the one that is named, else the first that can be seen.

    A formula gives the value that was stored with it. Problems (BG150 to BG153).
    """
    if package.has(_MANIFEST):
        with package.opened(_MANIFEST) as stream:
            if b"encryption-data" in stream.read():
                raise Problems(encrypted(package.name))
    tables = _Tables(package.name, wanted)
    with package.opened(CONTENT) as stream:
        # huge_tree lifts limits of the library that real sheets reach; `opened` has its own
        events = etree.iterparse(
            stream, events=("start", "end"), tag=_STEPS, resolve_entities=False, no_network=True, huge_tree=True
        )
        for event, element in events:
            if event == "start":
                tables.start(element)
            else:
                tables.end(element)
    name = chosen(package.name, wanted, tuple(tables.every), tuple(tables.visible))
    reading = tables.reading or _Reading(package.name, {})
    others = tuple(item for item in tables.visible if item != name)
    return Sheet(file=package.name, name=name, rows=tuple(reading.rows), merged=tuple(reading.merged), others=others)


class _Tables:
    """Takes the elements of a document as they come, reads the one sheet that is wanted, and forgets each when it is read."""

    def __init__(self, file: str, wanted: str) -> None:
        self.file, self.wanted = file, wanted
        self.every: list[str] = []
        self.visible: list[str] = []
        self.hidden: frozenset[str] = frozenset()
        self.precisions: Mapping[str, Meaning] = {}
        self.reading: _Reading | None = None
        self.is_open = False
        self.depth = 0

    def start(self, element: Any) -> None:
        """Note a sheet that begins, and tell whether it is the one; tables within a cell are none."""
        if element.tag != _SHEET:
            return
        self.depth += 1
        if self.depth > 1:
            return
        name = str(element.get(f"{_TABLE}name", ""))
        is_first = not self.visible and element.get(f"{_TABLE}style-name") not in self.hidden
        self.every.append(name)
        if element.get(f"{_TABLE}style-name") not in self.hidden:
            self.visible.append(name)
        is_near = self.reading is None and name.casefold() == self.wanted.casefold()
        self.is_open = name == self.wanted or is_near if self.wanted else is_first
        if self.is_open:
            self.reading = _Reading(self.file, self.precisions)

    def end(self, element: Any) -> None:
        """Read what is complete."""
        if element.tag == f"{_OFFICE}automatic-styles":
            self.hidden, self.precisions = _hidden(element), _precisions(element)
            return
        if element.tag == _SHEET:
            self.depth -= 1
        elif self.is_open and self.depth == 1 and self.reading is not None:
            if element.tag == _ROW:
                _row(element, self.reading)
            else:
                style = str(element.get(f"{_TABLE}default-cell-style-name", ""))
                self.reading.columns += [style] * min(_repeated(element, "columns"), 1_000)
        if self.depth <= 1:
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]


def _hidden(root: Any) -> frozenset[str]:
    """Give the styles of sheets that are not shown."""
    styles = root.iterfind(f"{_STYLE}style")
    return frozenset(
        str(item.get(f"{_STYLE}name"))
        for item in styles
        if any(part.get(f"{_TABLE}display") == "false" for part in item.iterfind(f"{_STYLE}table-properties"))
    )


def _precisions(root: Any) -> dict[str, Meaning]:
    """Give for the styles of cells how precisely they show dates."""
    shown = {}
    for style in root.iter(f"{_NUMBER}date-style"):
        parts = {etree.QName(part).localname for part in style if isinstance(part.tag, str)}
        if "day" not in parts and not parts & {"hours", "minutes"}:
            shown[style.get(f"{_STYLE}name")] = Meaning.MONTH if "month" in parts else Meaning.YEAR
    return {
        str(item.get(f"{_STYLE}name")): shown[data]
        for item in root.iter(f"{_STYLE}style")
        if (data := item.get(f"{_STYLE}data-style-name")) in shown
    }


def _row(element: Any, reading: _Reading) -> None:
    times = _repeated(element, "rows")
    cells = list(_cells(element, reading))
    while cells and cells[-1] is None:
        cells.pop()
    if cells:
        reading.count += times * len(cells)
        if reading.count > MOST_CELLS:
            raise Problems(too_large(reading.name, f"a sheet has more than {MOST_CELLS:,} cells"))
        is_hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
        reading.rows += [Row(reading.number + n, cells, is_hidden=is_hidden) for n in range(1, times + 1)]
    reading.number += times


def _cells(row: Any, reading: _Reading) -> Iterator[Cell]:
    """Give the cells of a row; empty ones at its end may be missing, however often the file repeats them."""
    column, waiting = 0, 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        times = _repeated(element, "columns")
        style = element.get(f"{_TABLE}style-name") or (reading.columns[column] if column < len(reading.columns) else "")
        cell = _cell(element, reading.precisions.get(style, Meaning.DAY)) if element.tag == _CELLS[0] else None
        _note_merged(element, column + 1, reading)
        if cell is None:
            waiting += times
        else:
            if reading.count + column + times > MOST_CELLS:
                raise Problems(too_large(reading.name, f"a sheet has more than {MOST_CELLS:,} cells"))
            yield from (None for _ in range(waiting))
            yield from (cell for _ in range(times))
            waiting = 0
        column += times


def _note_merged(element: Any, column: int, reading: _Reading) -> None:
    width, height = (_whole(element.get(f"{_TABLE}number-{kind}-spanned")) for kind in ("columns", "rows"))
    if width > 1 or height > 1:
        row = reading.number + 1
        reading.merged.append(Area(row, column, row + height - 1, column + width - 1))


def _repeated(element: Any, kind: str) -> int:
    return _whole(element.get(f"{_TABLE}number-{kind}-repeated"))


def _whole(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) <= 9 else 1


def _cell(element: Any, precision: Meaning) -> Cell:
    kind = element.get(f"{_OFFICE}value-type")
    words = _words(element)
    if element.get(f"{_TABLE}formula") is not None and words.startswith(_ERRORS):
        return Fault(words, f"holds the error {words}", "correct the formula, and save the file again")
    match kind:
        case "float" | "currency":
            return decimal(element.get(f"{_OFFICE}value", ""))
        case "percentage":
            return percent(element.get(f"{_OFFICE}value", ""))
        case "date":
            return _date(element.get(f"{_OFFICE}date-value", ""), precision)
        case "time":
            return words or None
        case "boolean":
            return bool(element.get(f"{_OFFICE}boolean-value") == "true")
        case _:
            return element.get(f"{_OFFICE}string-value") or words or None


def _date(text: str, precision: Meaning) -> Cell:
    try:
        if "T" in text:
            found = datetime.fromisoformat(text)
            if found.time() != time():
                return found
            text = text.partition("T")[0]
        date = parse_date(text)
    except (DateError, ValueError):
        return Fault(text, "is shown as a date, but is no day of the calendar")
    if not isinstance(date, PartialDate) or precision is Meaning.DAY:
        return date if isinstance(date, PartialDate) else text
    return PartialDate(date.year, date.month if precision is Meaning.MONTH else None)


def _words(element: Any) -> str:
    """Give the words of a cell as they are shown, its paragraphs on lines of their own; comments are left out."""
    return "\n".join("".join(_spoken(part)) for part in element if part.tag == f"{_TEXT}p")


def _spoken(element: Any) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag == f"{_TEXT}s":
            yield " " * min(_whole(part.get(f"{_TEXT}c")), 1_000)
        elif part.tag == f"{_TEXT}tab":
            yield "\t"
        elif part.tag == f"{_TEXT}line-break":
            yield "\n"
        elif part.tag not in _SILENT and isinstance(part.tag, str):
            yield from _spoken(part)
        yield part.tail or ""
