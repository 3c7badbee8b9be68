"""CSV text to plain records: a heading such as `sources.0.locator.quote` is the way to a field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.load.files import MOST_REPORTED
from briefgen.model.diagnostic import Diagnostic, Place, finding
from briefgen.model.loaded import HEADER, Path, Plain, Spot

LISTS = ("topic", "tags", "obs_status")
"""Fields whose cells may hold several words: `a; b`."""
_MOST_STEPS = 10
_MOST_COLUMNS = 300

Tree = dict[Any, Any]
"""Steps of headings, down to column numbers."""


def parse_csv(text: str, name: str) -> tuple[Plain, tuple[Spot, ...], tuple[Diagnostic, ...], bool]:
    """Turn CSV text (RFC 4180, with headings) into its records, their spots, what is wrong, and whether it is whole.

    An empty cell is a field left out. Semicolons part the cells where the headings have no comma, as spreadsheet
    programs write it in some countries.
    """
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True)
    records: list[Plain] = []
    starts: list[Spot] = []
    diagnostics: list[Diagnostic] = []
    headings: list[str] = []
    line = 1
    try:
        for row in reader:
            if len(diagnostics) >= MOST_REPORTED:
                break
            place, line = Place(name, line, 1), reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if not headings:
                headings = [cell.strip() for cell in row]
                diagnostics += _headings_wrong(headings, place)
            elif len(row) != len(headings):
                message = f"the row has {len(row)} cells, the headings have {len(headings)}"
                hint = "give each row as many cells; put a cell that contains a comma in quotation marks"
                diagnostics.append(finding("BG101", message, place, hint))
            else:
                records.append(record_of(tree_of(headings, row), row))
                starts.append((place.line, 1))
    except csv.Error as error:
        diagnostics.append(_broken(error, Place(name, line)))
    return records, tuple(starts), tuple(diagnostics), not diagnostics


def csv_spots(text: str) -> Mapping[Path, Spot]:
    """Turn CSV text into the spot of every field, and of every heading (under `HEADER`)."""
    delimiter = _delimiter(text)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    spots: dict[Path, Spot] = {}
    headings: list[str] = []
    number = 0
    for row, cells in zip(rows, _cells(text, delimiter), strict=False):
        if not any(cell.strip() for cell in row):
            continue
        if not headings:
            headings = [cell.strip() for cell in row]
            spots |= {(HEADER, *path): cells[column] for path, column in paths_of(tree_of(headings, headings))}
        elif len(row) == len(headings):
            spots[(number,)] = cells[0][0], 1
            spots |= {(number, *path): cells[column] for path, column in paths_of(tree_of(headings, row))}
            number += 1
    return spots


def _delimiter(text: str) -> str:
    headings = text.lstrip().partition("\n")[0]
    return ";" if ";" in headings and "," not in headings else ","


def _headings_wrong(headings: list[str], place: Place) -> Iterator[Diagnostic]:
    if len(headings) > _MOST_COLUMNS:
        hint = "check the quotation marks of the first line"
        yield finding("BG101", f"there are {len(headings)} columns; {_MOST_COLUMNS} are allowed", place, hint)
        return
    for number, heading in enumerate(headings):
        steps = heading.split(".")
        if not heading or not all(steps) or len(steps) > _MOST_STEPS:
            message = f"column {number + 1} has the heading `{heading}`, which is no name of a field"
            yield finding("BG101", message, place, "write the name of a field, such as `statement` or `confidence.level`")
        elif heading in headings[:number]:
            yield finding("BG102", f"two columns have the heading `{heading}`", place, "delete one of the two")
        elif any(other.startswith(f"{heading}.") for other in headings):
            message = f"`{heading}` is both a column and the beginning of other columns"
            yield finding("BG101", message, place, f"keep either `{heading}` or the columns `{heading}.*`")


def tree_of(headings: list[str], row: list[str]) -> Tree:
    """Turn the headings of the filled cells into a tree whose leaves are the numbers of the columns."""
    root: Tree = {}
    for column, (heading, cell) in enumerate(zip(headings, row, strict=True)):
        *way, last = heading.split(".")
        tree = root
        for step in way:
            inner = tree.setdefault(step, {})
            tree = inner if isinstance(inner, dict) else {}
        if cell.strip():
            tree.setdefault(last, column)
    return root


def _steps(tree: Tree) -> list[tuple[str | int, Any]]:
    """Give the branches of a tree that hold something; numbered ones in the order of their numbers, counted from 0."""
    filled = [(step, inner) for step, inner in tree.items() if not isinstance(inner, dict) or _steps(inner)]
    if filled and all(step.isascii() and step.isdecimal() for step, _ in filled):
        filled.sort(key=lambda branch: (len(branch[0]), branch[0]))
        return [(number, inner) for number, (_, inner) in enumerate(filled)]
    return filled


def record_of(tree: Tree, row: list[str]) -> dict[str, Plain]:
    """Turn a tree of columns and the row that they are of into a record."""
    return {str(step): _plain(inner, row, str(step)) for step, inner in _steps(tree)}


def _plain(tree: Any, row: list[str], name: str = "") -> Plain:
    if not isinstance(tree, dict):
        cell = row[tree].strip()
        return [item.strip() for item in cell.split(";") if item.strip()] if name in LISTS else cell
    steps = _steps(tree)
    if steps and isinstance(steps[0][0], int):
        return [_plain(inner, row) for _, inner in steps]
    return {str(step): _plain(inner, row) for step, inner in steps}


def paths_of(tree: Tree) -> Iterator[tuple[Path, int]]:
    """Give the way to each field of a tree's record, with the number of the column that it comes from."""
    for step, inner in _steps(tree):
        if isinstance(inner, dict):
            yield from (((step, *path), column) for path, column in paths_of(inner))
        else:
            yield (step,), inner


def _cells(text: str, delimiter: str) -> Iterator[list[Spot]]:
    """Turn CSV text into the spot of each cell, row by row: where its first character or quotation mark stands."""
    line, column = 1, 1
    cells: list[Spot] = [(1, 1)]
    is_start, is_quoted, was_quoted = True, False, False
    for char in text:
        column += 1
        if char == '"' and (is_start or is_quoted or was_quoted):
            is_quoted, was_quoted, is_start = not is_quoted, is_quoted, False
            continue
        is_start = was_quoted = False
        if char == "\n":
            line, column = line + 1, 1
        if is_quoted:
            continue
        if char == delimiter:
            cells.append((line, column))
            is_start = True
        elif char == "\n":
            yield cells
            cells, is_start = [(line, column)], True
    yield cells


def _broken(error: csv.Error, place: Place) -> Diagnostic:
    if "field limit" in str(error):
        return finding("BG106", "a cell is far too long", place, "close the quotation mark, or shorten the text")
    return finding("BG101", f"not valid CSV: {error}", place, "put a cell in quotation marks, and double those within it")
