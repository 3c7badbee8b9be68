"""Formatting of values for a language: numbers, money, shares, dates and ranges, by Babel and CLDR."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, localcontext
from functools import cached_property
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from briefgen.language.conventions import day_of_month, digits, in_scale
from briefgen.model.fact import Locator, Qualifier
from briefgen.model.fields import Unit
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value

Length = Literal["long", "short"]
_COMPACT_FROM = Decimal(1_000_000)
_COMPACT_BELOW = Decimal(1_000_000)  # of the largest word of scale
_COMPACT_DECIMALS = 2


def direction(tag: str) -> str:
    """Tell whether a language (a BCP 47 tag) is written `rtl` or `ltr`."""
    return "rtl" if Locale.parse(tag, sep="-").character_order == "right-to-left" else "ltr"


def is_language(tag: str) -> bool:
    """Tell whether a text is the BCP 47 tag of a language that CLDR knows."""
    try:
        return bool(tag) and bool(Locale.parse(tag, sep="-"))
    except (ValueError, UnknownLocaleError):
        return False


class Formatter:
    """Writes values for readers of one locale; never rounds unless it is asked to."""

    def __init__(self, locale: str, gettext: Callable[[str], str]) -> None:
        self.locale = Locale.parse(locale, sep="-")
        self.gettext = gettext
        system = str(self.locale.default_numbering_system)
        self._system = system if system in self.locale.number_symbols else "latn"
        self._own_digits = digits(self._system)

    @property
    def language(self) -> str:
        """Its BCP 47 tag, for `lang` attributes."""
        return str(self.locale).replace("_", "-")

    @property
    def language_name(self) -> str:
        """Its language in English, for messages."""
        return str(self.locale.get_language_name("en") or self.language)

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
        return self._join(self._amount(low, unit, noun=noun and _is_currency(unit)), self._amount(high, unit, noun=noun))

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
        return self.gettext(_QUALIFIERS[qualifier]).replace("%(value)s", text) if qualifier else text

    def differing(self, text: str) -> str:
        """Say after a value that other values were published."""
        return self.gettext("%(value)s (published values differ)").replace("%(value)s", text)

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

    def locator(self, found: Locator) -> str:
        """Write where in a source something stands: "¶18", "p. 4"."""
        gettext = self.gettext
        signs = (
            ("¶%(place)s", found.paragraph),
            (gettext("p. %(place)s"), found.page),
            ("§ %(place)s", found.section),
            (gettext("ch. %(place)s"), found.chapter),
            (gettext("fig. %(place)s"), found.figure),
            (gettext("table %(place)s"), found.table),
            (gettext("line %(place)s"), found.line),
            ("%(place)s", found.timestamp),
        )
        return gettext(", ").join(sign.replace("%(place)s", str(place)) for sign, place in signs if place)

    def release(self, embargo: str) -> str:
        """Say at the head of a press release from when on it may be used: its embargo, or at once."""
        return embargo or self.gettext("For immediate release")

    @cached_property
    def _day_comes_first(self) -> bool:
        return str(self.locale.date_formats["long"]).startswith("d")

    def _join(self, low: str, high: str) -> str:
        return self.gettext("%(low)s to %(high)s").replace("%(low)s", low).replace("%(high)s", high)

    def _from_to(self, start: str, end: str, *, is_days: bool) -> str:
        """Join the ends of an interval: days as "6 to 11 February 2025", months and years with words of their own."""
        words = self.gettext("%(first)s to %(last)s") if is_days else self.gettext("%(start)s to %(end)s")
        for name, text in (("first", start), ("last", end), ("start", start), ("end", end)):
            words = words.replace(f"%({name})s", text)
        return words

    def _amount(self, number: Decimal, unit: Unit, *, noun: bool) -> str:
        with _exactly(number):
            if unit == "percent":
                text = _NUMERALS.sub(self._digits(abs(number)), str(self.locale.percent_formats[None].pattern), count=1)
                return self._signed(number, text.replace("%", _bare(self._symbols["percentSign"])))
            if _is_currency(unit):
                return self._money(number, str(unit), noun=noun)
            text = self._signed(number, self._number(abs(number)))
        word = self._noun(number, unit) if noun and unit else ""
        return f"{text} {word}" if word else text

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

    @property
    def _symbols(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.locale.number_symbols[self._system]
        return found

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


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name for it
    """Mark a message for translation where it is not translated yet."""
    return message


def _bare(sign: str) -> str:
    """Take the marks of writing direction off a sign: where it stands they say nothing that its neighbours do not."""
    return sign.strip("\u200e\u200f\u061c")


_QUALIFIERS: Mapping[Qualifier, str] = {
    "over": N_("over %(value)s"),
    "nearly": N_("nearly %(value)s"),
    "about": N_("about %(value)s"),
    "at-least": N_("at least %(value)s"),
    "up-to": N_("up to %(value)s"),
}
_NUMERALS = re.compile(r"[#0.,]+")
_ZEROS = re.compile("0+")


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _exactly(*numbers: Decimal) -> AbstractContextManager[Context]:
    """Give a context of arithmetic in which these numbers keep every digit when their decimal point is moved."""
    room = max(len(digits) + abs(int(exponent)) for _, digits, exponent in (number.as_tuple() for number in numbers))
    return localcontext(Context(prec=room + 40))
