"""The rows of a table to records of facts, each of whose fields knows its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.load.files import UNPRINTABLE, unprintable
from briefgen.load.from_csv import LISTS, record_of, tree_of
from briefgen.load.project import LONGEST_TEXT
from briefgen.model.diagnostic import Diagnostic, Place, Severity, finding
from briefgen.model.loaded import LoadedFile, Plain
from briefgen.tabular.cell_places import CellPlaces, only
from briefgen.tabular.cells import Fault, Row, Sheet
from briefgen.tabular.columns import Columns
from briefgen.tabular.fields import Kind, kind_of
from briefgen.tabular.instructions import Instructions
from briefgen.tabular.meaning import read, spelt_number, text_of
from briefgen.tabular.naming import Naming
from briefgen.tabular.slugs import slug

_PERCENT = "percent"
_SHARE = frozenset({"", "%", _PERCENT})


@dataclass(frozen=True, slots=True)
class Table:
    """The records that a table holds."""

    file: LoadedFile
    """They under the file's name, with the cell of each field."""
    lines: tuple[int, ...]
    """The line of each record as places have it."""
    fields: frozenset[str]
    """The fields of facts that the table's columns and instructions give."""
    bad: frozenset[int] = frozenset()
    """The lines of records that cannot be right, whatever they hold."""
    diagnostics: tuple[Diagnostic, ...] = ()

    def without(self, bad: frozenset[int]) -> Table:
        """Leave out the records of some lines."""
        kept = [number for number, line in enumerate(self.lines) if line not in bad]
        return Table(only(self.file, kept), tuple(self.lines[number] for number in kept), self.fields)


def read_rows(sheet: Sheet, columns: Columns, said: Instructions, naming: Naming) -> Table:
    """Turn the rows below the headings into records; faults of cells (BG157 to BG159, BG167) are among its diagnostics."""
    reader = _Reader(sheet, columns, said, naming)
    rows = [row for row in sheet.rows if row.number > columns.header.number]
    reader.merged(rows)
    for row in rows:
        reader.row(row)
    reader.found += _hidden(sheet, reader.kept)
    named = reader.at.get("id", 0)
    start = reader.columns[named] if named < len(reader.columns) else 0
    file = LoadedFile(
        name=sheet.file,
        value=_records(reader.paths, reader.texts),
        starts=tuple(sheet.spot(row, start) for row in reader.kept),
        spots=lambda: CellPlaces(sheet, reader.kept, reader.texts, reader.paths, reader.columns),
    )
    lines = tuple(row.line or row.number for row in reader.kept)
    fields = frozenset(path.partition(".")[0] for path in reader.paths)
    return Table(file, lines, fields, frozenset(reader.bad), tuple(reader.found))


def _records(paths: list[str], rows: list[list[str]]) -> list[Plain]:
    """Build the record of each row; rows of which the same cells are filled have the same form, which is found out once."""
    forms: dict[tuple[bool, ...], dict[str, Plain]] = {}
    lists = frozenset(str(number) for number, path in enumerate(paths) if path in LISTS)
    records: list[Plain] = []
    for texts in rows:
        filled = tuple(map(bool, texts))
        if filled not in forms:
            columns = [str(number) if text else "" for number, text in enumerate(texts)]
            forms[filled] = record_of(tree_of(paths, columns), columns)
        record = {name: _filled(form, texts, lists) for name, form in forms[filled].items()}
        topic = record.get("topic")
        records.append(record | {"topic": topic[0]} if isinstance(topic, list) and len(topic) == 1 else record)
    return records


def _filled(form: Plain, texts: list[str], lists: frozenset[str]) -> Plain:
    """Put the texts of a row in the place of the numbers of their columns; those of `lists` hold several words each."""
    if isinstance(form, str):
        return texts[int(form)]
    if isinstance(form, dict):
        return {name: _filled(part, texts, lists) for name, part in form.items()}
    if form and isinstance(form[0], str) and form[0] in lists:
        return [part for word in texts[int(form[0])].split(";") if (part := word.strip())]
    return [_filled(part, texts, lists) for part in form or ()]


def _hidden(sheet: Sheet, rows: list[Row]) -> Iterator[Diagnostic]:
    """Warn of rows that whoever looks at the table does not see."""
    hidden = [row for row in rows if row.is_hidden]
    if hidden:
        message = f"{len(hidden)} of the rows are hidden in the table and were read all the same; the first is {hidden[0].number}"
        hint = "look at them: delete what is not wanted"
        yield finding("BG164", message, sheet.place(hidden[0], 0), hint, Severity.WARNING)


class _Reader:
    """Reads row after row and collects what is wrong with their cells."""

    def __init__(self, sheet: Sheet, columns: Columns, said: Instructions, naming: Naming) -> None:
        self.sheet, self.said, self.naming = sheet, said, naming
        self.of_ids = columns.of_ids
        self.width = len(columns.headings)
        self.columns = [number for number, path in enumerate(columns.paths) if path]
        self.paths = [columns.paths[number] for number in self.columns]
        units = {_unit_of(path): None for path in self.paths if kind_of(path) == "number"}
        more = dict.fromkeys((*said.fixed, *units, *(["id"] if columns.of_ids else [])))
        self.paths += [path for path in more if path not in self.paths]
        self.kinds: list[Kind] = [kind_of(path) for path in self.paths]
        self.at = {path: number for number, path in enumerate(self.paths)}
        parts = {path: [at for other, at in self.at.items() if other.startswith(f"{path}.")] for path in self.at}
        self.ranges = [(path, self.at[path], found) for path, found in parts.items() if found]
        self.units = [number for path, number in self.at.items() if path.rpartition(".")[2] == "unit"]
        self.kept: list[Row] = []
        self.texts: list[list[str]] = []
        self.bad: set[int] = set()
        self.found: list[Diagnostic] = []

    def row(self, row: Row) -> None:
        """Read one row, unless nothing stands in its columns."""
        if self.sheet.is_text and len(row.cells) != self.width:
            message = f"the row has {len(row.cells)} cells, the headings have {self.width}"
            hint = "give each row as many cells; put a cell that contains what parts the cells in quotation marks"
            self._refuse("BG101", message, row, 0, hint)
            return
        texts = [""] * len(self.paths)
        spelt, shares = [], []
        for number, column in enumerate(self.columns):
            cell = row.cells[column] if column < len(row.cells) else None
            if cell is None:
                continue
            if self.kinds[number] == "number" and isinstance(cell, str):
                texts[number] = self._fit(cell.strip(), row, column)
                spelt.append(number)
                continue
            found = read(cell, self.kinds[number])
            if isinstance(found, Fault):
                self._refuse("BG157", f"`{found.shown}` {found.reason}", row, column, found.hint)
                continue
            texts[number] = self.naming.id_of(self.paths[number], self._fit(found[0], row, column))
            shares += [number] if found[1] else []
        if not any(texts) and (row.line or row.number) not in self.bad:
            return
        self._name(row, texts)
        self._units(row, texts, [*shares, *self._spelt(row, texts, spelt)])
        self._ranges(row, texts)
        self.kept.append(row)
        self.texts.append(texts)

    def _fit(self, text: str, row: Row, column: int) -> str:
        """Refuse what no file of facts may hold."""
        text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        if bad := UNPRINTABLE.search(text):
            self.bad.add(row.line or row.number)
            self.found.append(unprintable(bad.group(), self.sheet.place(row, column)))
        if len(text) > LONGEST_TEXT:
            message = f"the cell has {len(text):,} characters; {LONGEST_TEXT:,} are allowed"
            self._refuse("BG106", message, row, column, "")
        return text

    def _name(self, row: Row, texts: list[str]) -> None:
        """Make the id, and fill in what stands in every row."""
        if self.of_ids:
            cells = (row.cells[column] if column < len(row.cells) else None for column in self.of_ids)
            words = [text_of(cell) for cell in cells if not isinstance(cell, Fault)]
            texts[self.at["id"]] = slug(*words)
            if not texts[self.at["id"]]:
                hint = "name other columns with --id-from, or give ids in a column of their own"
                self._refuse("BG167", "no id can be made of the words of this row", row, self.of_ids[0], hint)
        for path, text in self.said.fixed.items():
            if not texts[self.at[path]]:
                texts[self.at[path]] = self.naming.id_of(path, text)

    def _spelt(self, row: Row, texts: list[str], spelt: list[int]) -> Iterator[int]:
        """Read the numbers of a row that stand as text, where numbers have to be; give those that are percentages."""
        is_figure = "type" in self.at and texts[self.at["type"]] == "figure"
        for number in spelt:
            if is_figure or texts[self.at[_unit_of(self.paths[number])]] or ("unit" in self.at and texts[self.at["unit"]]):
                found = spelt_number(texts[number], self.said.number_locale)
                if isinstance(found, Fault):
                    self._refuse("BG159", f"`{found.shown}` {found.reason}", row, self.columns[number], found.hint)
                    continue
                texts[number] = found[0]
                if found[1]:
                    yield number

    def _units(self, row: Row, texts: list[str], shares: list[int]) -> None:
        for number in shares:
            unit = self.at[_unit_of(self.paths[number])]
            given = texts[unit] if unit < len(self.columns) else ""
            if given not in _SHARE:
                message = f"the number is a percentage, but its unit is `{given}`"
                hint = "show the cell as a number, or write percent as its unit"
                self._refuse("BG159", message, row, self.columns[number], hint)
            texts[unit] = _PERCENT
        for number in self.units:
            if texts[number] == "%":
                texts[number] = _PERCENT

    def _ranges(self, row: Row, texts: list[str]) -> None:
        """Refuse a value beside its bounds, or a unit beside its plural forms: one of them would be lost."""
        for path, number, parts in self.ranges:
            if texts[number] and any(texts[at] for at in parts):
                column = self.columns[number] if number < len(self.columns) else 0
                self._refuse("BG159", f"`{path}` is given in one and in several columns", row, column, "empty one or the other")

    def merged(self, rows: list[Row]) -> None:
        """Find merged cells among those that are read: only the first of them holds a value."""
        if not rows or not self.columns:
            return
        used = {column + 1 for column in self.columns}
        for area in self.sheet.merged:
            touched = [row for row in rows if area.top <= row.number <= area.bottom]
            if touched and any(area.left <= column <= area.right for column in used):
                self.bad |= {row.number for row in touched}
                place = Place(self.sheet.file, area.top, area.left, self.sheet.cell(area.name))
                message = "these cells are merged into one, which has one value for all of them"
                self.found.append(finding("BG158", message, place, "part them, and give each row its own value"))

    def _refuse(self, code: str, message: str, row: Row, column: int, hint: str) -> None:
        self.bad.add(row.line or row.number)
        self.found.append(finding(code, message, self.sheet.place(row, column), hint))


def _unit_of(path: str) -> str:
    """Give the field of the unit that goes with a value: for `alternatives.0.value.min` it is `alternatives.0.unit`."""
    return f"{path.rpartition('value')[0]}unit"
