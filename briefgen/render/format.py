"""Formatting of values for a language: numbers, money, shares, dates and ranges, by Babel and CLDR."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_symbol

from briefgen.model.fact import Qualifier, Unit
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value

Length = Literal["long", "short"]
_COMPACT_FROM = Decimal(1_000_000)
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
        texts = [
            str(format_decimal(number.scaleb(-scale), locale=self.locale, decimal_quantization=False))
            for number in dict.fromkeys((low, high))
        ]
        return self._join(*texts) if len(texts) > 1 else texts[0]

    def head(self, unit: Unit, scale: int) -> str:
        """Write a unit with its scale for the head of a table: "€ billion"."""
        words = self.locale.compact_decimal_formats["long"]["other"].get(str(10**scale)) if scale else None
        symbol = "%" if unit == "percent" else self.noun(Decimal(10), unit)
        if _is_currency(unit):
            symbol = str(get_currency_symbol(unit, locale=self.locale))
        scale_words = str(words.pattern).replace("0", "").replace("'", "").strip() if words else ""
        return " ".join(part for part in ((symbol, scale_words) if _is_currency(unit) else (scale_words, symbol)) if part)

    def qualified(self, text: str, qualifier: Qualifier | None) -> str:
        """Put a qualifier before the text of a value: "nearly 40%"."""
        return self._qualifiers[qualifier].replace("%(value)s", text) if qualifier else text

    def date(self, value: DateValue, length: Length = "long") -> str:
        """Turn a date or an interval into text: "6 to 11 February 2025"."""
        if isinstance(value, PartialDate):
            return self._partial(value, length)
        start, end = value.start, value.end
        if self._day_comes_first and start.day and end.day and start.year == end.year:
            skeleton = "d" if start.month == end.month else self._skeleton("MMMMd", length)
            return self._join(str(format_skeleton(skeleton, start.first, locale=self.locale)), self._partial(end, length))
        return self._join(self._partial(start, length), self._partial(end, length))

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
        if unit == "percent":
            return str(format_percent(number / 100, locale=self.locale, decimal_quantization=False))
        if _is_currency(unit):
            return self._money(number, str(unit))
        text = self._number(number)
        word = self._noun(number, unit) if noun and unit else ""
        return f"{text} {word}" if word else text

    def _number(self, number: Decimal) -> str:
        """Write every digit of a number, in words of scale where that loses none: "109 billion"."""
        if abs(number) >= _COMPACT_FROM:
            for decimals in range(_COMPACT_DECIMALS + 1):
                scale = Decimal(10) ** (number.adjusted() // 3 * 3 - decimals)
                if number % scale == 0:
                    return str(format_compact_decimal(number, format_type="long", locale=self.locale, fraction_digits=decimals))
        decimals = max(0, -int(number.as_tuple().exponent))
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        return str(format_decimal(number, format=pattern, locale=self.locale, decimal_quantization=False))

    def _money(self, number: Decimal, currency: str) -> str:
        symbol = str(get_currency_symbol(currency, locale=self.locale))
        pattern = str(self.locale.currency_formats["standard"].pattern).split(";")[0]
        spaced = "\u00a0" if "\u00a0" in pattern or symbol[-1:].isalpha() else ""
        text = self._number(abs(number))
        sign = "\u2212" if number < 0 else ""
        return f"{sign}{symbol}{spaced}{text}" if pattern.lstrip("\u200f").startswith("¤") else f"{sign}{text}{spaced}{symbol}"

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


def _is_currency(unit: Unit) -> bool:
    """Tell whether a unit is money: `validate` has made sure that three capitals are an ISO 4217 code."""
    return isinstance(unit, str) and len(unit) == 3 and unit.isascii() and unit.isupper()
