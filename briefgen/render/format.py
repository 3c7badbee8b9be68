"""Formatting of values for a language: numbers, money, shares, dates and ranges, by Babel and CLDR."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, localcontext
from functools import cached_property
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, get_currency_symbol

from briefgen.model.fact import Qualifier
from briefgen.model.fields import Unit
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value

Length = Literal["long", "short"]
_COMPACT_FROM = Decimal(1_000_000)
_COMPACT_BELOW = Decimal(1_000_000)  # of the largest word of scale
_COMPACT_DECIMALS = 2


class Formatter:
    """Writes values for readers of one locale; never rounds unless it is asked to."""

    def __init__(self, locale: str, gettext: Callable[[str], str]) -> None:
        self.locale = Locale.parse(locale, sep="-")
        self._gettext = gettext

    @property
    def language(self) -> str:
        """Its BCP 47 tag, for `lang` attributes."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    def value(self, value: Value, unit: Unit = "", qualifier: Qualifier | None = None, *, noun: bool = True) -> str:
        """Turn a value into text with its qualifier and, where `noun`, the noun or symbol of its unit."""
        match value:
            case str():
                return value
            case PartialDate() | Period():
                text = self.date(value)
            case Range():
                text = self.span(value.min, value.max, unit, noun=noun)
            case Decimal():
                text = self._amount(value, unit, noun=noun)
        return self.qualified(text, qualifier)

    def span(self, low: Decimal, high: Decimal, unit: Unit, *, noun: bool = True) -> str:
        """Turn two bounds into text that names the unit once where it is a noun: "58 to 61 countries"."""
        if low == high:
            return self._amount(high, unit, noun=noun)
        return self._join(self._amount(low, unit, noun=False), self._amount(high, unit, noun=noun))

    def noun(self, value: Value, unit: Unit) -> str:
        """Give the noun or symbol of a unit in the form that a value asks for; empty for money and shares."""
        number = value.max if isinstance(value, Range) else value
        if not isinstance(number, Decimal) or _is_currency(unit) or unit in ("percent", ""):
            return ""
        return self._noun(number, unit)

    def scaled(self, low: Decimal, high: Decimal, scale: int) -> str:
        """Write one number, or two bounds, counted in a power of ten, for a table whose head names it."""
        with _exactly(low, high):
            texts = [self._digits(number.scaleb(-scale).normalize()) for number in dict.fromkeys((low, high))]
        return self._join(*texts) if len(texts) > 1 else texts[0]

    def head(self, unit: Unit, scale: int) -> str:
        """Write a unit with its scale for the head of a table: "€ billion"."""
        words = self._scales.get("other", {}).get(str(10**scale)) if scale else None
        symbol = "%" if unit == "percent" else self.noun(Decimal(10), unit)
        if _is_currency(unit):
            symbol = str(get_currency_symbol(str(unit), locale=self.locale))
        scale_words = str(words.pattern).replace("0", "").replace("'", "").strip() if words else ""
        return " ".join(part for part in ((symbol, scale_words) if _is_currency(unit) else (scale_words, symbol)) if part)

    def qualified(self, text: str, qualifier: Qualifier | None) -> str:
        """Put a qualifier before the text of a value: "nearly 40%"."""
        return self._qualifiers[qualifier].replace("%(value)s", text) if qualifier else text

    def differing(self, text: str) -> str:
        """Say after a value that other values were published."""
        return self._gettext("%(value)s (published values differ)").replace("%(value)s", text)

    def date(self, value: DateValue, length: Length = "long") -> str:
        """Turn a date or an interval into text: "6 to 11 February 2025"."""
        if isinstance(value, PartialDate):
            return self._partial(value, length)
        start, end = value.start, value.end
        if start == end:
            return self._partial(end, length)
        if self._day_comes_first and start.day and end.day and start.year == end.year:
            skeleton = "d" if start.month == end.month else self._skeleton("MMMMd", length)
            return self._join(str(format_skeleton(skeleton, start.first, locale=self.locale)), self._partial(end, length))
        return self._join(self._partial(start, length), self._partial(end, length))

    def embargo(self, until: datetime) -> str:
        """Say until when a document is under embargo, with the time zone's distance from UTC, which no reader can mistake."""
        day = format_date(until.date(), "long", locale=self.locale)
        time = format_time(until.timetz().replace(tzinfo=None), "short", locale=self.locale)
        words = self._gettext("Embargoed until %(time)s (%(zone)s), %(day)s")
        for name, text in (("time", time), ("zone", _zone(until)), ("day", day)):
            words = words.replace(f"%({name})s", str(text))
        return words

    def release(self, embargo: str) -> str:
        """Say at the head of a press release from when on it may be used: its embargo, or at once."""
        return embargo or self._gettext("For immediate release")

    @cached_property
    def _qualifiers(self) -> dict[Qualifier, str]:
        translate = self._gettext
        return {
            "over": translate("over %(value)s"),
            "nearly": translate("nearly %(value)s"),
            "about": translate("about %(value)s"),
            "at-least": translate("at least %(value)s"),
            "up-to": translate("up to %(value)s"),
        }

    @cached_property
    def _day_comes_first(self) -> bool:
        return str(self.locale.date_formats["long"]).startswith("d")

    def _join(self, low: str, high: str) -> str:
        return self._gettext("%(low)s to %(high)s").replace("%(low)s", low).replace("%(high)s", high)

    def _amount(self, number: Decimal, unit: Unit, *, noun: bool) -> str:
        with _exactly(number):
            if unit == "percent":
                text = _NUMERALS.sub(self._digits(abs(number)), str(self.locale.percent_formats[None].pattern), count=1)
                return self._signed(number, text)
            if _is_currency(unit):
                return self._money(number, str(unit))
            text = self._signed(number, self._number(abs(number)))
        word = self._noun(number, unit) if noun and unit else ""
        return f"{text} {word}" if word else text

    def _signed(self, number: Decimal, text: str) -> str:
        sign = str(self.locale.number_symbols["latn"]["minusSign"]).replace("-", "\u2212")
        return f"{sign}{text}" if number < 0 else text

    def _number(self, number: Decimal) -> str:
        """Write every digit of a number, in words of scale where that loses none: "109 billion"."""
        return (self._compact(number) if number >= _COMPACT_FROM else "") or self._digits(number)

    def _compact(self, number: Decimal) -> str:
        """Write a number in the locale's words of scale; empty where it has none or a digit would be lost (UTS 35-3, 2.4)."""
        powers = [power for power in map(int, self._scales.get("other", ())) if power <= number]
        if not powers:
            return ""
        power = str(max(powers))
        pattern = str(self._scales["other"][power].pattern)
        counted = number.scaleb(pattern.count("0") - len(power)).normalize()
        if pattern == "0" or _decimals(counted) > _COMPACT_DECIMALS or counted >= _COMPACT_BELOW:
            return ""
        form = self._scales.get(self.locale.plural_form(counted), {}).get(power)
        return _ZEROS.sub(self._digits(counted), str(form.pattern) if form else pattern, count=1).replace("'", "")

    @cached_property
    def _scales(self) -> Mapping[str, Any]:
        """Patterns of large numbers by plural category and power of ten; long ones, or short where a language has one set."""
        formats: Mapping[str, Mapping[str, Any]] = self.locale.compact_decimal_formats
        return formats["long"] if "long" in formats else formats.get("short", {})

    def _digits(self, number: Decimal) -> str:
        """Write a number with each of its digits, also zeros at its end, grouped as its readers are used to."""
        whole = str(self.locale.decimal_formats[None].pattern).partition(";")[0].partition(".")[0]
        pattern = whole + ("." + "0" * _decimals(number) if _decimals(number) else "")
        text = format_decimal(abs(number), format=pattern, locale=self.locale, decimal_quantization=False)
        return self._signed(number, str(text))

    def _money(self, number: Decimal, currency: str) -> str:
        symbol = str(get_currency_symbol(currency, locale=self.locale))
        pattern = str(self.locale.currency_formats["standard"].pattern).split(";")[0]
        spaced = "\u00a0" if "\u00a0" in pattern or symbol[-1:].isalpha() else ""
        text = self._number(abs(number))
        leads = pattern.lstrip("\u200f").startswith("¤")
        return self._signed(number, f"{symbol}{spaced}{text}" if leads else f"{text}{spaced}{symbol}")

    def _noun(self, number: Decimal, unit: Unit) -> str:
        if isinstance(unit, str):
            return unit
        forms = dict(unit)
        return forms.get(self.locale.plural_form(abs(number)), forms["other"])

    def _partial(self, value: PartialDate, length: Length) -> str:
        first: date = value.first
        if value.month is None:
            return str(format_skeleton("y", first, locale=self.locale))
        if value.day is None:
            return str(format_skeleton(self._skeleton("yMMMM", length), first, locale=self.locale))
        if length == "short":
            return str(format_date(first, "d MMM y" if self._day_comes_first else "medium", locale=self.locale))
        return str(format_date(first, "long", locale=self.locale))

    @staticmethod
    def _skeleton(skeleton: str, length: Length) -> str:
        return skeleton.replace("MMMM", "MMM") if length == "short" else skeleton


def _zone(instant: datetime) -> str:
    """Write the distance of a time zone from UTC: "UTC", "UTC+1", "UTC−3:30"."""
    minutes = int((instant.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "" if not minutes else "+" if minutes > 0 else "\u2212"
    return f"UTC{sign}{hours or ''}{f':{rest:02}' if rest else ''}"


def _is_currency(unit: Unit) -> bool:
    """Tell whether a unit is money: `validate` has made sure that three capitals are an ISO 4217 code."""
    return isinstance(unit, str) and len(unit) == 3 and unit.isascii() and unit.isupper()


_NUMERALS = re.compile(r"[#0.,]+")
_ZEROS = re.compile("0+")


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _exactly(*numbers: Decimal) -> AbstractContextManager[Context]:
    """Give a context of arithmetic in which these numbers keep every digit when their decimal point is moved."""
    room = max(len(digits) + abs(int(exponent)) for _, digits, exponent in (number.as_tuple() for number in numbers))
    return localcontext(Context(prec=room + 40))
