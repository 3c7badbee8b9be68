"""Formatting of values for a language: numbers, money, shares, dates and ranges, by Babel and CLDR."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError

from briefgen.model.fact import Locator, Qualifier
from briefgen.model.fields import Unit
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value
from briefgen.render.amounts import Amounts, is_currency
from briefgen.render.days import Days, Length


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
        self._amounts, self._days = Amounts(self.locale), Days(self.locale, gettext)

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
                text = self._days.date(value)
            case Range():
                text = self.span(value.min, value.max, unit, noun=noun)
            case Decimal():
                text = self._amounts.amount(value, unit, noun=noun)
        return self.qualified(text, qualifier)

    def span(self, low: Decimal, high: Decimal, unit: Unit, *, noun: bool = True) -> str:
        """Turn two bounds into text that names the unit once where it is a noun: "58 to 61 countries"."""
        if low == high:
            return self._amounts.amount(high, unit, noun=noun)
        first = self._amounts.amount(low, unit, noun=noun and is_currency(unit))
        return self._join(first, self._amounts.amount(high, unit, noun=noun))

    def noun(self, value: Value, unit: Unit) -> str:
        """Give the noun or symbol of a unit in the form that a value asks for; empty for money and shares."""
        return self._amounts.noun(value, unit)

    def scaled(self, low: Decimal, high: Decimal, scale: int) -> str:
        """Write one number, or two bounds, counted in a power of ten, for a table whose head names it."""
        texts = self._amounts.counted(low, high, scale)
        return self._join(*texts) if len(texts) > 1 else texts[0]

    def head(self, unit: Unit, scale: int) -> str:
        """Write a unit with its scale for the head of a table: "€ billion"."""
        return self._amounts.head(unit, scale)

    def date(self, value: DateValue, length: Length = "long") -> str:
        """Turn a date or an interval into text: "6 to 11 February 2025"."""
        return self._days.date(value, length)

    def embargo(self, until: datetime) -> str:
        """Say until when a document is under embargo, with the time zone's distance from UTC, which no reader can mistake."""
        return self._days.embargo(until)

    def qualified(self, text: str, qualifier: Qualifier | None) -> str:
        """Put a qualifier before the text of a value: "nearly 40%"."""
        return self.gettext(_QUALIFIERS[qualifier]).replace("%(value)s", text) if qualifier else text

    def differing(self, text: str) -> str:
        """Say after a value that other values were published."""
        return self.gettext("%(value)s (published values differ)").replace("%(value)s", text)

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

    def _join(self, low: str, high: str) -> str:
        return self.gettext("%(low)s to %(high)s").replace("%(low)s", low).replace("%(high)s", high)


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name for it
    """Mark a message for translation where it is not translated yet."""
    return message


_QUALIFIERS: Mapping[Qualifier, str] = {
    "over": N_("over %(value)s"),
    "nearly": N_("nearly %(value)s"),
    "about": N_("about %(value)s"),
    "at-least": N_("at least %(value)s"),
    "up-to": N_("up to %(value)s"),
}
