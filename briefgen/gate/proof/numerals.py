"""Writes numbers with their units in every form in which a document could print them, as words to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.gate.proof.words import Words, digits, length_of_number, words

if TYPE_CHECKING:
    from briefgen.model.fields import Unit
    from briefgen.render.format import Formatter

_SCALES = (("trillion", 12, ""), ("billion", 9, "b"), ("million", 6, "m"), ("thousand", 3, ""))
_MOST_COUNTED = 6
"""Digits that a number before a word of scale has at most: "1500 million"."""
_MOST_DECIMALS = 3
_OF = frozenset({"d", "de"})
_GROUPED_FROM = 1000
_LONE = 4
_LONE_DIGITS = 3
_LONG = 7
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)


def numerals(number: Decimal, printed: Iterable[Words], names: frozenset[str] = frozenset()) -> tuple[Words, ...]:
    """Write a number in figures, grouped with blanks, counted in English words of scale, and as each language prints it.

    `printed` are the forms of languages, from which words of the unit (`names`) are taken away at both ends.
    """
    plain = format(abs(number), "f")
    found = [_figures(plain)]
    if abs(number) >= _GROUPED_FROM:
        found.append(_grouped(number))
    if "." in plain:
        found.append(_figures(plain.rstrip("0").rstrip(".")))
    for word, power, letter in _SCALES:
        counted = _counted(abs(number), power)
        if counted:
            figures = _figures(counted)
            found.append((*figures, word))
            if letter:
                found.append((*figures, letter))
    found.extend(_without(form, names) for form in printed)
    return tuple(form for form in dict.fromkeys(found) if form)


def _figures(plain: str) -> Words:
    return (plain,) if plain.isdecimal() else tuple(words(plain))


def _grouped(number: Decimal) -> Words:
    """Write a number with blanks between groups of three digits, each of which is a word then."""
    *groups, last = f"{abs(number):,f}".split(",")
    return (*groups, *_figures(last))


def _without(form: Words, names: frozenset[str]) -> Words:
    """Take the words of a unit away from both ends of a printed form."""
    first, last = 0, len(form)
    while first < last and form[first] in names:
        first += 1
    while last > first and form[last - 1] in names:
        last -= 1
    return form[first:last]


def with_unit(number: Decimal, unit: Unit, printed: tuple[Words, ...], formatters: tuple[Formatter, ...]) -> Iterator[Words]:
    """Write a positive number with its unit in every form, `printed` ones among them; alone only where that is telling."""
    yield from _alone(number)
    if unit == "" or not (unit == "percent" or _nouns(unit)):
        return  # a unit of signs alone leaves a bare number
    yield from printed
    if unit == "percent":
        for form in numerals(number, printed, frozenset("%")):
            yield from ((*form, "%"), ("%", *form), (*form, "per", "cent"), (*form, "pour", "cent"))
        return
    is_money = isinstance(unit, str) and len(unit) == 3 and unit.isascii() and unit.isupper()
    names = _names(str(unit), formatters) if is_money else _nouns(unit)
    for form in numerals(number, printed, frozenset(word for name in names for word in name)):
        yield from ((*form, *name) for name in names)
        if is_money:
            yield from ((*name, *form) for name in names if name[0] not in _OF)
    if not is_money:
        yield from ((*form, *name) for form in _spelt(number) for name in names)


@lru_cache(maxsize=1024)
def unit_name(unit: Unit) -> str:
    """Give one name of a unit, the same for all ways in which a record may write it."""
    return " ".join(words(unit if isinstance(unit, str) else dict(unit)["other"]))


@lru_cache(maxsize=1024)
def _nouns(unit: Unit) -> tuple[Words, ...]:
    """Give the forms of a noun."""
    texts = (unit,) if isinstance(unit, str) else tuple(form for _, form in unit)
    return tuple(found for found in dict.fromkeys(tuple(words(text)) for text in texts) if found)


@lru_cache(maxsize=256)
def _names(currency: str, formatters: tuple[Formatter, ...]) -> tuple[Words, ...]:
    """Give what a currency is called: its code, its symbols, its names with their plural in "s" or after the French "d'"."""
    texts = [currency]
    for formatter in formatters:
        name = str(formatter.locale.currencies.get(currency, ""))
        texts.extend((formatter.head(currency, 0), name, f"{name}s" if name.isascii() else name))
        if formatter.language.startswith("fr"):
            texts.extend((f"d’{name}", f"d’{name}s", f"de {name}s"))
    return tuple(found for found in dict.fromkeys(tuple(words(text)) for text in texts) if found)


def _alone(number: Decimal) -> Iterator[Words]:
    """Write a number that betrays its fact by its digits alone: of four digits or more, unless they are mostly noughts.

    At least three digits before the noughts at its end, or seven digits in all: 1580 and 109000000000, not 1600.
    """
    plain = format(number, "f")
    if len(plain) < _LONE:
        return
    forms = [_figures(plain), _grouped(number)]
    if len(digits(plain.replace(".", ""))) >= _LONE:
        forms.extend(_figures(counted) for _, power, _ in _SCALES if (counted := _counted(number, power)))
    for found in forms:
        joined = "".join(found)
        length = length_of_number(joined)
        if length >= _LONG or (length >= _LONE and len(digits(joined)) >= _LONE_DIGITS):
            yield found


def _counted(number: Decimal, power: int) -> str:
    """Write a number counted in a power of ten, or nothing where that would be below one or long."""
    if number < Decimal(10) ** power:
        return ""
    text = format(number.scaleb(-power).normalize(), "f")
    whole, _, decimals = text.partition(".")
    most = _MOST_DECIMALS if power > 3 else 0  # nobody writes "1.58 thousand"
    return text if len(whole) <= _MOST_COUNTED and len(decimals) <= most else ""


def _spelt(number: Decimal) -> Iterator[Words]:
    """Write a whole number from two to ninety-nine in English words."""
    if number != int(number) or not 2 <= number <= 99:
        return
    tens, ones = divmod(int(number), 10)
    if number < len(_ONES):
        yield (_ONES[int(number)],)
    else:
        yield (_TENS[tens - 2], _ONES[ones]) if ones else (_TENS[tens - 2],)
