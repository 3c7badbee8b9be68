"""Figures for a language: numbers, money and shares with their units, by Babel and CLDR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from decimal import Context, Decimal, localcontext
from functools import cached_property
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from briefgen.language.conventions import digits, in_scale
from briefgen.model.fields import Unit
from briefgen.model.value import Range, Value

_COMPACT_FROM = Decimal(1_000_000)
_COMPACT_BELOW = Decimal(1_000_000)  # of the largest word of scale
_COMPACT_DECIMALS = 2
_NUMERALS = re.compile(r"[#0.,]+")
_ZEROS = re.compile("0+")


def numbering_system(locale: Locale) -> str:
    """Name the digits that readers of a locale are used to, as CLDR does; Latin ones where it has no signs for them."""
    system = str(locale.default_numbering_system)
    return system if system in locale.number_symbols else "latn"


class Amounts:
    """Writes figures for readers of one locale; never rounds unless it is asked to."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self._system = numbering_system(locale)
        self._own_digits = digits(self._system)

    def amount(self, number: Decimal, unit: Unit, *, noun: bool) -> str:
        """Write a number with its unit; a noun stands after it only where `noun`."""
        with _exactly(number):
            if unit == "percent":
                text = _NUMERALS.sub(self._digits(abs(number)), str(self.locale.percent_formats[None].pattern), count=1)
                return self._signed(number, text.replace("%", _bare(self._symbols["percentSign"])))
            if is_currency(unit):
                return self._money(number, str(unit), noun=noun)
            text = self._signed(number, self._number(abs(number)))
        word = self._noun(number, unit) if noun and unit else ""
        return f"{text} {word}" if word else text

    def noun(self, value: Value, unit: Unit) -> str:
        """Give the noun or symbol of a unit in the form that a value asks for; empty for money and shares."""
        number = value.max if isinstance(value, Range) else value
        if not isinstance(number, Decimal) or is_currency(unit) or unit in ("percent", ""):
            return ""
        return self._noun(number, unit)

    def counted(self, low: Decimal, high: Decimal, scale: int) -> tuple[str, ...]:
        """Write one number, or two bounds, counted in a power of ten, for a table whose head names it."""
        with _exactly(low, high):
            return tuple(self._digits(number.scaleb(-scale).normalize()) for number in dict.fromkeys((low, high)))

    def head(self, unit: Unit, scale: int) -> str:
        """Write a unit with its scale for the head of a table: "€ billion"."""
        words = self._scales.get("other", {}).get(str(10**scale)) if scale else None
        symbol = "%" if unit == "percent" else self.noun(Decimal(10), unit)
        if is_currency(unit):
            symbol = str(get_currency_symbol(str(unit), locale=self.locale))
        scale_words = str(words.pattern).replace("0", "").replace("'", "").strip() if words else ""
        return " ".join(part for part in ((symbol, scale_words) if is_currency(unit) else (scale_words, symbol)) if part)

    def _signed(self, number: Decimal, text: str) -> str:
        sign = str(self._symbols["minusSign"]).replace("-", "\u2212")
        return f"{sign}{text}" if number < 0 else text

    def _number(self, number: Decimal) -> str:
        """Write every digit of a number, in words of scale where that loses none: "109 billion"."""
        return (self._compact(number) if number >= _COMPACT_FROM else "") or self._digits(number)

    def _compact(self, number: Decimal, formats: Mapping[str, Any] | None = None) -> str:
        """Write a number in the locale's words of scale; empty where it has none or a digit would be lost (UTS 35-3, 2.4)."""
        scales = self._scales if formats is None else formats
        powers = [power for power in map(int, scales.get("other", ())) if power <= number]
        if not powers:
            return ""
        power = str(max(powers))
        pattern = str(scales["other"][power].pattern)
        counted = number.scaleb(pattern.count("0") - len(power)).normalize()
        if pattern == "0" or _decimals(counted) > _COMPACT_DECIMALS or counted >= _COMPACT_BELOW:
            return ""
        form = scales.get(self.locale.plural_form(counted), {}).get(power)
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
        text = format_decimal(
            abs(number), format=pattern, locale=self.locale, decimal_quantization=False, numbering_system=self._system
        )
        return self._signed(number, str(text).translate(self._own_digits))

    def _money(self, number: Decimal, currency: str, *, noun: bool) -> str:
        """Write money: with its sign, or in words of scale with its name in languages where that is usual."""
        large = self._compact(abs(number)) if abs(number) >= _COMPACT_FROM else ""
        name = str(get_currency_name(currency, count=int(abs(number)), locale=self.locale)) if large else ""
        named = in_scale(large, name, self.locale.language) if large else ""
        if named:
            return self._signed(number, named if noun else self._short_money(abs(number), currency) or named)
        symbol = str(get_currency_symbol(currency, locale=self.locale))
        pattern = str(self.locale.currency_formats["standard"].pattern).split(";")[0]
        spaced = "\u00a0" if "\u00a0" in pattern or symbol[-1:].isalpha() else ""
        text = self._number(abs(number))
        leads = pattern.lstrip("\u200f").startswith("¤")
        return self._signed(number, f"{symbol}{spaced}{text}" if leads else f"{text}{spaced}{symbol}")

    def _short_money(self, number: Decimal, currency: str) -> str:
        """Write money with the short word of scale and the sign, for large type: "109 Md €"."""
        symbol = str(get_currency_symbol(currency, locale=self.locale))
        formats: Mapping[str, Any] = self.locale.compact_currency_formats.get("short", {})
        return self._compact(number, formats).replace("¤", symbol)

    def _noun(self, number: Decimal, unit: Unit) -> str:
        if isinstance(unit, str):
            return unit
        forms = dict(unit)
        return forms.get(self.locale.plural_form(abs(number)), forms["other"])

    @property
    def _symbols(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.locale.number_symbols[self._system]
        return found


def is_currency(unit: Unit) -> bool:
    """Tell whether a unit is money: `validate` has made sure that three capitals are an ISO 4217 code."""
    return isinstance(unit, str) and len(unit) == 3 and unit.isascii() and unit.isupper()


def _bare(sign: str) -> str:
    """Take the marks of writing direction off a sign: where it stands they say nothing that its neighbours do not."""
    return sign.strip("\u200e\u200f\u061c")


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _exactly(*numbers: Decimal) -> AbstractContextManager[Context]:
    """Give a context of arithmetic in which these numbers keep every digit when their decimal point is moved."""
    room = max(len(digits) + abs(int(exponent)) for _, digits, exponent in (number.as_tuple() for number in numbers))
    return localcontext(Context(prec=room + 40))
