"""A CSV file of people (recipients, a pre-release list) to its rows, one at a time, each with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.load.files import name_of, read_text
from briefgen.model.diagnostic import Diagnostic, Place, Problems, finding

_PARTED = {"\t": "tabs", "|": "bars", ":": "colons"}


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows under headings; `rows` may be asked for again."""

    name: str
    """The file, relative to the project."""
    headings: tuple[str, ...]
    text: str
    delimiter: str
    line: int
    """Where the headings stand."""

    @property
    def place(self) -> Place:
        """The file and the line of its headings."""
        return Place(self.name, self.line)

    def rows(self) -> Iterator[tuple[Place, tuple[str, ...]]]:
        """Give each row's place and cells, empty rows left out. Problems (BG602) where the file is no CSV from some line on."""
        reader = csv.reader(io.StringIO(self.text), delimiter=self.delimiter, strict=True)
        start = 1
        try:
            for row in reader:
                line, start = start, reader.line_num + 1
                if line > self.line and any(cell.strip() for cell in row):
                    yield Place(self.name, line), tuple(cell.strip() for cell in row)
        except csv.Error as error:
            hint = "put a cell in quotation marks, and double those within it"
            raise Problems(finding("BG602", f"not valid CSV: {error}", Place(self.name, start), hint)) from error


def load_table(root: Path, name: str, needed: tuple[str, ...]) -> Table:
    """Read a file of the project's folder as a table whose headings are there, small letters, and each given once.

    `name` is relative to the folder; `needed` are headings that it must have. Characters that cannot be printed stand as U+FFFD.
    Commas or semicolons part the cells. Problems (BG002, BG003, BG005, BG602).
    """
    path = root / name
    if not path.exists():
        message, hint = (
            f"`{name}` does not exist",
            f"create it with the headings {', '.join(needed)}, or copy the example beside it",
        )
        raise Problems(finding("BG002", message, Place(name), hint))
    text, _ = read_text(root, path)
    shown = name_of(root, path)
    before = len(text) - len(text.lstrip("\n \ufeff"))
    first, line = text[before:].partition("\n")[0], text[:before].count("\n") + 1
    if not first:
        raise Problems(
            finding("BG602", f"`{name}` is empty", Place(shown), f"write the headings {', '.join(needed)} and a row for each")
        )
    delimiter = ";" if ";" in first and "," not in first else ","
    headings = tuple(cell.strip().lower() for cell in _cells(first, delimiter))
    problems = tuple(_wrong(headings, needed, first, Place(shown, line)))
    if problems:
        raise Problems(*problems)
    return Table(shown, headings, text, delimiter, line)


def _cells(first: str, delimiter: str) -> list[str]:
    return next(csv.reader([first], delimiter=delimiter), [])


def _wrong(headings: tuple[str, ...], needed: tuple[str, ...], first: str, place: Place) -> Iterator[Diagnostic]:
    """Find what makes the first line no line of headings."""
    missing = [name for name in needed if name not in headings]
    if missing:
        parted = next((word for mark, word in _PARTED.items() if mark in first), "")
        guess = f"; its cells seem to be parted by {parted}" if parted and len(headings) == 1 else ""
        message = f"there is no column {', '.join(f'`{name}`' for name in missing)}{guess}"
        hint = "write the headings in the first line, parted by commas or semicolons"
        yield finding("BG602", message, place, hint)
        return
    for number, name in enumerate(headings):
        if not name:
            yield finding("BG602", f"column {number + 1} has no heading", place, "name it, or delete it")
        elif name in headings[:number]:
            yield finding("BG602", f"two columns have the heading `{name}`", place, "delete one of the two")
