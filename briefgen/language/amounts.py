"""Printed amounts read back as exact numbers, by the same locale data that `render` prints them with (CLDR, by Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name

from briefgen.language.figures import (
    CALENDAR,
    FRACTION,
    LEFT,
    MINUS,
    NAMES,
    OUTSIDE_WORDS,
    RIGHT,
    SKIPPED,
    SPACE,
    dates,
)
from briefgen.language.lexicon import NEVER, any_of
from briefgen.language.lexicons import family, lexicon

_MARKS = re.compile("[\u200e\u200f\u061c]")  # of writing direction
_BARE_SIGNS = {"$": "USD", "US$": "USD", "A$": "AUD", "C$": "CAD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_WRITTEN: Mapping[str, Mapping[str, int]] = {
    "en": {"bn": 9, "mn": 6, "tn": 12},
    "fr": {"Mds": 9},
}
"""Words of scale that readers meet and CLDR has not, as powers of ten."""
_MONEY_WORDS = {"dollar": "USD", "dollars": "USD", "pounds": "GBP", "دولار": "USD"}
_NAMED = ("EUR", "USD", "GBP", "JPY", "CNY", "INR", "CHF", "AED", "SAR")
_COUNTS = (1, 2, 3, 11, 100)  # one of each plural category of the languages shipped


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is printed at `text[start:end]`.

    `step` is the value of one unit in its last printed place: 1000000000 for "€109 billion", 0.1 for "2.4%". `unit` is
    an ISO 4217 code, "percent", or empty: nouns are not read.
    """

    value: Decimal
    step: Decimal
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Signs:
    """How a language writes numbers: an expression, and what its words mean."""

    pattern: re.Pattern[str]
    decimal: str
    group: str
    scales: Mapping[str, int]
    units: Mapping[str, str]


def amounts(text: str, language: str) -> tuple[Amount, ...]:
    """Read the numbers in digits that a text of a language (a BCP 47 tag) prints, in their order.

    Dates, times, fractions, ordinals, names with digits and numbers in words are none; "58 to 61" is two.
    """
    signs = _signs(language)
    return tuple(_amount(found, signs) for found in signs.pattern.finditer(text) if found["number"])


def agree(coarse: Amount, fine: Decimal) -> bool:
    """Tell whether an exact value, rounded to the last place of a printed amount, is that amount.

    A half may go away from zero or to the even neighbour: 2.5 agrees with a printed 3 and with a printed 2.
    """
    digits = sum(len(number.as_tuple().digits) + abs(number.adjusted()) for number in (fine, coarse.value, coarse.step))
    with localcontext(Context(prec=digits + 9)):
        counted = fine / coarse.step
        return any(counted.quantize(Decimal(1), way) * coarse.step == coarse.value for way in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def _amount(found: re.Match[str], signs: _Signs) -> Amount:
    digits = re.sub(signs.group, "", found["number"]).replace(signs.decimal, ".").replace("٫", ".")
    number = Decimal(digits)
    scale = signs.scales.get(found["word"] or found["short"] or found["letter"] or "", 0)
    step = Decimal(1).scaleb(scale - max(0, -int(number.as_tuple().exponent)))
    if {found["sign"], found["inner"]} & {"-", "−"}:
        number = number.copy_negate()
    with localcontext(Context(prec=len(digits) + scale + 9)):
        value = number.scaleb(scale)
    return Amount(value, step, _unit(found, signs), *found.span())


def _unit(found: re.Match[str], signs: _Signs) -> str:
    if found["percent"]:
        return "" if "point" in found["percent"] else "percent"
    return signs.units.get(_bare(found["lead"] or found["unit"] or ""), "")


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


@cache
def _signs(language: str) -> _Signs:
    """Gather from CLDR how a language writes numbers, scales and money."""
    locale, words = _locale(language), lexicon(language)
    symbols = locale.number_symbols.get("latn") or next(iter(locale.number_symbols.values()))
    decimal, separator = str(symbols["decimal"]), str(symbols["group"])
    group = r"[ \u00a0\u202f\u2009٬]" if separator.isspace() else rf"[{re.escape(separator)}٬]"
    long, short = _scales(locale)
    short |= _WRITTEN.get(family(language), {})
    units = _units(locale)
    leads, edge = _choice(units), r"(?![^\W\d_])"
    number = rf"(?:\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}(?!\d)|\d+)(?:[{re.escape(decimal)}٫]\d+)?(?!\d)"
    before_money = rf"{_choice(short)}{SPACE}?{leads}"
    scale = (
        rf"(?:{SPACE}?(?P<word>{_choice(long)}){edge}|(?:[\u00a0\u202f]?|{SPACE}(?={before_money}))(?P<short>{_choice(short)}){edge}"
        rf"|(?(lead){SPACE}?(?P<letter>bn|[mk]){edge}|(?!)))?"
    )
    percent = rf"(?P<percent>{SPACE}*[%٪]|{SPACE}+{words.percents}\b)"
    unit = rf"{SPACE}*(?:d[’']|de\s)?(?P<unit>{leads}){edge}(?!\d)"
    amount = (
        rf"(?:(?P<sign>{MINUS})[\u200e\u200f\u061c]*)?(?:(?P<lead>(?<!\w){leads}){SPACE}*(?P<inner>{MINUS})?|{LEFT})"
        rf"(?P<number>{number}){scale}(?:{percent}|{unit})?{RIGHT}"
    )
    pattern = re.compile(rf"{OUTSIDE_WORDS}(?:{SKIPPED}|{dates(words)}|{LEFT}(?:{CALENDAR}|{FRACTION}){RIGHT}|{amount}|{NAMES})")
    return _Signs(pattern, decimal, group, {**long, **short, "bn": 9, "m": 6, "k": 3}, units)


def _choice(words: Iterable[str]) -> str:
    return any_of([re.escape(word) for word in words] or [NEVER])


def _locale(language: str) -> Locale:
    for tag in (language, family(language)):
        try:
            return Locale.parse(tag.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def _scales(locale: Locale) -> tuple[dict[str, int], dict[str, int]]:
    """Give the long and the short words of scale with their powers of ten; a language with one set has them as long."""
    formats: Mapping[str, Mapping[str, Any]] = locale.compact_decimal_formats
    found = {length: dict(_words_of(forms)) for length, forms in formats.items()}
    long = found.get("long") or found.get("short", {})
    return long, {word: power for word, power in found.get("short", {}).items() if word not in long}


def _words_of(forms: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for patterns in forms.values():
        for power, pattern in patterns.items():
            text = str(pattern.pattern).replace("'", "")
            word, zeros = _bare(text.replace("0", "")).strip(), text.count("0")
            if word and zeros:
                yield word, len(power) - zeros


def _units(locale: Locale) -> dict[str, str]:
    """Give each sign, code and name of money with its ISO 4217 code."""
    units = {_bare(str(code)): str(code) for code in locale.currencies}
    for code in _NAMED:
        units |= {str(get_currency_name(code, count=count, locale=locale)): code for count in _COUNTS}
    units |= _MONEY_WORDS | _BARE_SIGNS
    return units | {_bare(str(sign)): str(code) for code, sign in locale.currency_symbols.items()}
