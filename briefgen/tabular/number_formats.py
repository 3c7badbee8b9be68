"""The number format of a cell to what its number means (ECMA-376-1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from briefgen.model.value import PartialDate
from briefgen.tabular.cells import Cell, Fault
from briefgen.tabular.numerals import decimal, percent

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_LEAP = 60  # the 29 February 1900 that spreadsheets count and that never was
_SECONDS = 86_400


class Meaning(Enum):
    """What the number of a cell stands for."""

    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    INSTANT = auto()
    TIME = auto()
    DURATION = auto()


_BUILT_IN: Mapping[int, Meaning] = {
    **dict.fromkeys((9, 10), Meaning.PERCENT),
    **dict.fromkeys((14, 15, 16, *range(27, 32), 36, *range(50, 59)), Meaning.DAY),
    17: Meaning.MONTH,
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), Meaning.TIME),
    22: Meaning.INSTANT,
    46: Meaning.DURATION,
}
"""Formats that files name by number alone."""


def built_in(number: int) -> Meaning:
    """Give what a format that has no code in the file stands for."""
    return _BUILT_IN.get(number, Meaning.NUMBER)


@lru_cache
def meaning(code: str) -> Meaning:
    """Turn the code of a number format, such as `0.0%` or `mmm yy`, into what its numbers stand for."""
    bare = _LITERAL.sub("", code).lower().partition(";")[0]
    if "%" in bare:
        return Meaning.PERCENT
    if re.search(r"\[[hms]+\]", bare):
        return Meaning.DURATION
    if "general" in bare or "0" in re.sub(r"s[.,]0+", "s", bare) or "#" in bare:
        return Meaning.NUMBER
    has_time = "h" in bare or "s" in bare
    if "d" in bare or ("y" in bare and has_time):
        return Meaning.INSTANT if has_time else Meaning.DAY
    if has_time:
        return Meaning.TIME
    if "m" in bare:
        return Meaning.MONTH
    return Meaning.YEAR if "y" in bare else Meaning.NUMBER


def typed(text: str, kind: Meaning, *, is_1904: bool) -> Cell:
    """Turn the number of a cell, as it stands in the file, into what it stands for.

    Dates keep the precision that their format shows: a month where it has no day, a year where it has no month.
    """
    match kind:
        case Meaning.NUMBER:
            return decimal(text)
        case Meaning.PERCENT:
            return percent(text)
    number = decimal(text)
    if isinstance(number, Fault):
        return number
    seconds = int((number * _SECONDS).to_integral_value())
    if kind is Meaning.DURATION:
        hours, rest = divmod(abs(seconds), 3600)
        return f"{'-' * (seconds < 0)}{hours}:{rest // 60:02}:{rest % 60:02}"
    if kind is Meaning.TIME and 0 <= number < 1:
        return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    return _moment(text, number, kind, is_1904=is_1904)


def _moment(text: str, number: Decimal, kind: Meaning, *, is_1904: bool) -> Cell:
    last = _LAST_SERIAL - (1462 if is_1904 else 0)
    if not (0 if is_1904 else 1) <= number < last or (not is_1904 and int(number) == _LEAP):
        return Fault(text, "is shown as a date, but is no day of the calendar")
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if number > _LEAP else 31)  # noqa: DTZ001 -- has no zone
    found = start + timedelta(seconds=int((number * _SECONDS).to_integral_value()))
    if kind in {Meaning.INSTANT, Meaning.TIME} and found.time() != time():
        return found
    match kind:
        case Meaning.YEAR:
            return PartialDate(found.year)
        case Meaning.MONTH:
            return PartialDate(found.year, found.month)
        case _:
            return PartialDate(found.year, found.month, found.day)
