"""Dates for a language: days, months, years and intervals, and until when something is under embargo, by Babel and CLDR."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time

from briefgen.language.conventions import day_of_month, digits
from briefgen.model.value import DateValue, PartialDate
from briefgen.render.amounts import numbering_system

Length = Literal["long", "short"]


class Days:
    """Writes dates for readers of one locale."""

    def __init__(self, locale: Locale, gettext: Callable[[str], str]) -> None:
        self.locale, self.gettext = locale, gettext
        self._own_digits = digits(numbering_system(locale))

    def date(self, value: DateValue, length: Length = "long") -> str:
        """Turn a date or an interval into text: "6 to 11 February 2025"."""
        if isinstance(value, PartialDate):
            return self._partial(value, length)
        start, end = value.start, value.end
        if start == end:
            return self._partial(end, length)
        if self._day_comes_first and start.day and end.day and start.year == end.year:
            skeleton = "d" if start.month == end.month else self._skeleton("MMMMd", length)
            first = self._dated(str(format_skeleton(skeleton, start.first, locale=self.locale)), start)
            return self._from_to(first, self._partial(end, length), is_days=True)
        return self._from_to(self._partial(start, length), self._partial(end, length), is_days=bool(start.day and end.day))

    def embargo(self, until: datetime) -> str:
        """Say until when a document is under embargo, with the time zone's distance from UTC, which no reader can mistake."""
        day = format_date(until.date(), "long", locale=self.locale)
        time = format_time(until.timetz().replace(tzinfo=None), "short", locale=self.locale)
        words = self.gettext("Embargoed until %(time)s (%(zone)s), %(day)s")
        for name, text in (("time", time), ("zone", _zone(until)), ("day", day)):
            words = words.replace(f"%({name})s", str(text).translate(self._own_digits))
        return words

    def _from_to(self, start: str, end: str, *, is_days: bool) -> str:
        """Join the ends of an interval: days as "6 to 11 February 2025", months and years with words of their own."""
        words = self.gettext("%(first)s to %(last)s") if is_days else self.gettext("%(start)s to %(end)s")
        for name, text in (("first", start), ("last", end), ("start", start), ("end", end)):
            words = words.replace(f"%({name})s", text)
        return words

    @cached_property
    def _day_comes_first(self) -> bool:
        return str(self.locale.date_formats["long"]).startswith("d")

    def _partial(self, value: PartialDate, length: Length) -> str:
        first: date = value.first
        if value.month is None:
            return self._dated(str(format_skeleton("y", first, locale=self.locale)), value)
        if value.day is None:
            return self._dated(str(format_skeleton(self._skeleton("yMMMM", length), first, locale=self.locale)), value)
        if length == "short":
            pattern = "d MMM y" if self._day_comes_first else "medium"
            return self._dated(str(format_date(first, pattern, locale=self.locale)), value)
        return self._dated(str(format_date(first, "long", locale=self.locale)), value)

    def _dated(self, text: str, value: PartialDate) -> str:
        return day_of_month(text, value.day or 0, self.locale.language).translate(self._own_digits)

    @staticmethod
    def _skeleton(skeleton: str, length: Length) -> str:
        return skeleton.replace("MMMM", "MMM") if length == "short" else skeleton


def _zone(instant: datetime) -> str:
    """Write the distance of a time zone from UTC: "UTC", "UTC+1", "UTC−3:30"."""
    minutes = int((instant.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "" if not minutes else "+" if minutes > 0 else "\u2212"
    return f"UTC{sign}{hours or ''}{f':{rest:02}' if rest else ''}"
