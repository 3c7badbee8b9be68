"""A cell to the text of the field that it stands for, as a file of facts would hold it."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from briefgen.language.typed_numbers import typed_number
from briefgen.model.value import NumberError, PartialDate
from briefgen.tabular.cells import Cell, Fault, Percent
from briefgen.tabular.fields import Kind
from briefgen.tabular.numerals import plain_text

_NUMERIC = re.compile(r"[+\-−]?\d[\d.,'’\s\u00a0\u202f\u066b\u066c٫٬]*")
_PERCENT = re.compile(r"(.*\d)\s*[%٪]")
_MINUS = str.maketrans("−", "-")


def text_of(cell: Cell) -> str:
    """Turn a cell that is no fault into text: a number into its digits, a date into ISO 8601, true and false into words."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return str(cell).lower()
        case Decimal():
            return plain_text(cell)
        case Percent():
            return f"{plain_text(cell.number)}%"
        case PartialDate():
            return cell.iso
        case datetime():
            return cell.isoformat(timespec="minutes" if not cell.second else "seconds")
        case Fault():
            return cell.shown
        case _:
            return cell.isoformat(timespec="minutes" if not cell.second else "seconds")


def read(cell: Cell, kind: Kind) -> tuple[str, bool] | Fault:
    """Turn a cell into the text of its field, and whether it is a percentage; or into what is wrong with it."""
    match cell:
        case Fault():
            return cell
        case Percent() if kind == "number":
            return plain_text(cell.number), True
        case _:
            return text_of(cell).strip(), False


def spelt_number(text: str, locale: str) -> tuple[str, bool] | Fault:
    """Turn a number that stands as text into its digits, and tell whether it is a percentage; what is none stays as it is.

    `locale` says how numbers are written; where it is empty they are taken as they are.
    """
    is_percent = (found := _PERCENT.fullmatch(text)) is not None
    bare = (found[1] if found else text).strip().translate(_MINUS)
    if not _NUMERIC.fullmatch(bare):
        return text, False
    if not locale:
        return bare, is_percent
    try:
        return format(typed_number(bare, locale), "f"), is_percent
    except NumberError as error:
        return Fault(text, str(error).partition("` ")[2], "correct the cell, or --number-locale")
