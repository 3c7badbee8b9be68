"""The headings of a table to the field of each column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, did_you_mean, finding
from briefgen.tabular.cells import Fault, Row, Sheet, letters, number_of
from briefgen.tabular.fields import path_of
from briefgen.tabular.instructions import IGNORED, Instructions
from briefgen.tabular.meaning import text_of

_SEARCHED = 30
"""Rows in which headings are looked for."""
_MOST = 300
_LETTERS = re.compile(r"[A-Z]{1,3}")
_REQUIRED = ("id", "type", "topic", "statement")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field."""

    header: Row
    headings: tuple[str, ...]
    paths: tuple[str, ...]
    """The field of each column, with dots; an empty text for one that is left out."""
    of_ids: tuple[int, ...]
    """The columns of whose words ids are made."""


def columns_of(sheet: Sheet, said: Instructions) -> tuple[Columns, tuple[Diagnostic, ...]]:
    """Turn a table's headings into the fields of its columns, with warnings about those that are left out.

    Raises Problems: BG153 where the table holds no headings, BG154 where a name is no column's or two columns have one field,
    BG155 where nothing gives a field that every fact needs.
    """
    header = _header(sheet, said)
    headings = tuple("" if cell is None or isinstance(cell, Fault) else text_of(cell).strip() for cell in header.cells)
    wrong: list[Diagnostic] = []
    mapped: dict[int, str] = {}
    for name, path in said.columns.items():
        column = _column(name, headings)
        if column is None:
            wrong.append(_no_column(name, headings, sheet, header))
        else:
            mapped[column] = path
    of_ids: list[int] = []
    for name in said.id_from:
        column = _column(name, headings)
        if column is None:
            wrong.append(_no_column(name, headings, sheet, header))
        else:
            of_ids.append(column)
    paths = [mapped.get(number, path_of(heading)) for number, heading in enumerate(headings)]
    if of_ids:  # they are made, whatever a heading says
        paths = ["" if path == "id" and number not in mapped else path for number, path in enumerate(paths)]
    found = Columns(header, headings, tuple("" if path == IGNORED else path for path in paths), tuple(of_ids))
    wrong += [*_twice(sheet, found), *_missing(sheet, found, said)]
    if wrong:
        raise Problems(*wrong)
    ignored = {number for number, path in mapped.items() if path == IGNORED} | set(found.of_ids)
    return found, tuple(_left_out(sheet, found, ignored))


def _header(sheet: Sheet, said: Instructions) -> Row:
    """Find the row of headings: the one that is told, else the first that names two fields, else the first."""
    place = Place(sheet.file, cell=sheet.cell("A1")) if sheet.name else Place(sheet.file)
    if not sheet.rows:
        raise Problems(finding("BG153", "the table is empty", place, "name another sheet with --sheet"))
    if said.header_row:
        for row in sheet.rows:
            if row.number == said.header_row:
                return row
        raise Problems(finding("BG153", f"row {said.header_row} is empty", place, "give the number of the row of headings"))
    for row in sheet.rows[:_SEARCHED]:
        named = [cell.strip() for cell in row.cells[:_MOST] if isinstance(cell, str)]
        if sum(name in said.columns or name in said.id_from or bool(path_of(name)) for name in named) > 1:
            return row
    return sheet.rows[0]


def _column(name: str, headings: tuple[str, ...]) -> int | None:
    """Find a column by its heading, in letters of any case, or by its letters, such as C."""
    if name in headings:
        return headings.index(name)
    near = [number for number, heading in enumerate(headings) if heading and heading.casefold() == name.strip().casefold()]
    if near:
        return near[0]
    number = number_of(name) if _LETTERS.fullmatch(name) else 0
    return number - 1 if 0 < number <= len(headings) else None


def _no_column(name: str, headings: tuple[str, ...], sheet: Sheet, header: Row) -> Diagnostic:
    hint = did_you_mean(name, headings) or f"the headings are: {', '.join(heading for heading in headings if heading)}"
    return finding("BG154", f"there is no column `{name}`", sheet.place(header, 0), hint)


def _twice(sheet: Sheet, columns: Columns) -> Iterator[Diagnostic]:
    for number, path in enumerate(columns.paths):
        first = columns.paths.index(path)
        if path and first < number:
            message = f"the columns {letters(first + 1)} and {letters(number + 1)} both hold `{path}`"
            hint = f'leave one out with --map "{letters(number + 1)}=-", or map it to another field'
            yield finding("BG154", message, sheet.place(columns.header, number), hint)


def _missing(sheet: Sheet, columns: Columns, said: Instructions) -> Iterator[Diagnostic]:
    given = {path.partition(".")[0] for path in (*columns.paths, *said.fixed)}
    for name in _REQUIRED:
        if name not in given and not (name == "id" and columns.of_ids):
            hint = f'name the column with --map "COLUMN={name}", or give all rows the same with --set {name}=...'
            if name == "id":
                hint = 'name the column with --map "COLUMN=id", or make ids from others with --id-from COLUMN'
            yield finding("BG155", f"no column holds `{name}`", sheet.place(columns.header, 0), hint)


def _left_out(sheet: Sheet, columns: Columns, ignored: set[int]) -> Iterator[Diagnostic]:
    for number, (heading, path) in enumerate(zip(columns.headings, columns.paths, strict=True)):
        if heading and not path and number not in ignored:
            message = f"the column `{heading}` matches no field and was left out"
            hint = f'name its field with --map "{heading}=FIELD", or leave it out for good with --map "{heading}=-"'
            yield finding("BG156", message, sheet.place(columns.header, number), hint, Severity.WARNING)
