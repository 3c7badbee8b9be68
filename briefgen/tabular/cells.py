"""Cells, rows and sheets: what every kind of table is read into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from briefgen.model.diagnostic import Place
from briefgen.model.loaded import Spot
from briefgen.model.value import PartialDate


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that is shown as a percentage: 12.5 where the sheet holds 0.125."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value: what it shows, and what is wrong with it."""

    shown: str
    reason: str
    hint: str = ""


Cell = str | bool | Decimal | Percent | PartialDate | datetime | time | Fault | None
"""What a cell holds; None where it is empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something."""

    number: int
    """As spreadsheet programs count, from 1."""
    cells: Sequence[Cell]
    line: int = 0
    """Its line, in a file of text."""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are merged into one: the first and last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The area as spreadsheet programs name it, such as C7:C9."""
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of cells, empty rows left out."""

    file: str
    """Name of the file, without folders."""
    name: str = ""
    """Its name in a workbook; a file of text has none."""
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    others: tuple[str, ...] = ()
    """The workbook's other visible sheets."""

    @property
    def is_text(self) -> bool:
        """Whether it comes from a file of text, whose cells have no types."""
        return not self.name

    def spot(self, row: Row, column: int) -> Spot:
        """Give the spot of a cell; columns are counted from 0."""
        return row.line or row.number, column + 1, self.cell(f"{letters(column + 1)}{row.number}")

    def cell(self, name: str) -> str:
        """Put the sheet's name before a cell's."""
        return f"{self.name}!{name}" if self.name else name

    def place(self, row: Row, column: int) -> Place:
        """Give the place of a cell; columns are counted from 0."""
        return Place(self.file, *self.spot(row, column))


def letters(column: int) -> str:
    """Turn the number of a column, counted from 1, into its letters: 1 is A, 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def number_of(name: str) -> int:
    """Turn the letters of a column into its number, counted from 1."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
