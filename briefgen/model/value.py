"""Values of facts: exact decimals, ranges, calendar dates and periods of day, month or year precision, or text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

_DECIMAL = re.compile(r"[+-]?(?:\d(?:_?\d)*)(?:\.\d(?:_?\d)*)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LONGEST_WHOLE = 9


class NumberError(ValueError):
    """A text that should be a number is none."""


class DateError(ValueError):
    """A text that should be a date, an interval or an instant is none."""


@dataclass(frozen=True, slots=True)
class Range:
    """A value known only between two bounds, both of which it may take."""

    min: Decimal
    max: Decimal


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of day, month or year precision (ISO 8601-1:2019, 5.2.2)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that it covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it covers."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """Its ISO 8601 form: 2025, 2025-02 or 2025-02-11."""
        numbers = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(numbers)


@dataclass(frozen=True, slots=True)
class Period:
    """An interval between two dates, both included (ISO 8601-1:2019, 5.5)."""

    start: PartialDate
    end: PartialDate

    @property
    def first(self) -> date:
        """The first day that it covers."""
        return self.start.first

    @property
    def last(self) -> date:
        """The last day that it covers."""
        return self.end.last

    @property
    def iso(self) -> str:
        """Its ISO 8601 form: 2025-02-06/2025-02-11."""
        return f"{self.start.iso}/{self.end.iso}"


DateValue = PartialDate | Period
Value = Decimal | Range | PartialDate | Period | str


def parse_decimal(text: str) -> Decimal:
    """Turn the text of a number into an exact decimal; underscores may part its digits. ValueError when it is none."""
    if not _DECIMAL.fullmatch(text):
        raise NumberError(f"`{text}` is not a number")
    return Decimal(text.replace("_", ""))


def parse_date(text: str) -> DateValue:
    """Turn ISO 8601 text (day, month, year, or an interval of them) into a date value. ValueError when it is none."""
    start, slash, end = text.partition("/")
    if not slash:
        return _partial_date(start)
    period = Period(_partial_date(start), _partial_date(end))
    if period.last < period.first:
        raise DateError(f"the interval `{text}` ends before it starts")
    return period


def _partial_date(text: str) -> PartialDate:
    found = _DATE.fullmatch(text)
    if not found:
        raise DateError(f"`{text}` is not an ISO 8601 date, such as 2025-02-11, 2025-02, 2025 or 2025-02-06/2025-02-11")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # noqa: S101 -- the expression has matched four digits
    result = PartialDate(year, month, day)
    try:
        _ = result.last, result.first
    except ValueError as error:
        raise DateError(f"`{text}` is not a day of the calendar") from error
    return result


def parse_day(text: str) -> date:
    """Turn the text of a full date into a day. ValueError when it is none."""
    value = _partial_date(text)
    if value.day is None:
        raise DateError(f"`{text}` is not a full date, such as 2027-01-31")
    return value.first


def parse_instant(text: str) -> datetime:
    """Turn ISO 8601 text into an instant; one without a time zone is refused, since it would name no instant."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise DateError(f"`{text}` is not an ISO 8601 instant, such as 2025-02-11T12:00+01:00") from error
    if instant.tzinfo is None:
        raise DateError(f"`{text}` has no time zone; write it as 2025-02-11T12:00+01:00")
    return instant


def raw(value: Value) -> str:
    """Turn a value into its exact, language-free text, as it stands in `<data value>`, ledgers and exports."""
    match value:
        case Decimal():
            return format(value, "f")
        case Range():
            return f"{raw(value.min)}/{raw(value.max)}"
        case PartialDate() | Period():
            return value.iso
        case _:
            return value


@dataclass(frozen=True, slots=True, eq=False)
class FromText:
    """Marks a field whose value `parse` reads from the text in the file; `schema` describes that text to editors.

    The validating library finds the two methods by name; it is imported only when it asks for them.
    """

    parse: Callable[[Any], Any]
    schema: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> Any:
        """Tell the validator to call `parse`."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        """Tell editors what the text looks like."""
        return dict(self.schema)


def from_text(parse: Callable[[str], Any], **schema: Any) -> FromText:
    """Mark a field that a function of its text reads; anything but text in the file is an error."""

    def checked(found: Any) -> Any:
        if not isinstance(found, str):
            raise ValueError("expected text")  # noqa: TRY004 -- the validator collects ValueErrors only
        return parse(found)

    return FromText(checked, {"type": "string", **schema})


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_WHOLE):
        raise NumberError(f"`{text}` is not a whole number")
    return int(text)


Whole = Annotated[int, from_text(_whole, type="integer", minimum=0)]
