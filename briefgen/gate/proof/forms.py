"""Writes a fact in all the ways in which a document could give it away: its texts, and its values in every printed form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from briefgen.gate.proof.numerals import numerals, unit_name, with_unit
from briefgen.gate.proof.views import SEPARATOR
from briefgen.gate.proof.words import Words, words
from briefgen.model.fact import SLOT, Alternative, Fact, values_of_unit
from briefgen.model.fields import Unit
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value
from briefgen.render.format import Formatter

Key = tuple[Decimal, str] | DateValue | None
"""What is written: a number and the name of its unit, or a date."""
_TELLING = 5
"""Letters of the one neighbouring word that makes the surroundings of a bare number telling."""
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a fact: which field they are of, and whether a part of them betrays it as well."""

    field: str
    words: Words
    partial: bool
    least: int = 3
    """Words from which on it is distinctive."""
    value: tuple[int, int] = (0, 0)
    """Which of the words are the value of the fact."""
    written: str = ""
    """The text with its capitals, by which names are known."""
    says: bool = False
    """Whether it says the fact itself, and does not only speak of it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values for the readers of some languages, each distinct one once."""

    formatters: tuple[Formatter, ...]
    _texts: dict[tuple[Value, Unit, str], str] = field(default_factory=dict)
    _dates: dict[DateValue, tuple[Words, ...]] = field(default_factory=dict)
    _amounts: dict[tuple[Decimal, Unit], tuple[Words, ...]] = field(default_factory=dict)

    def texts(self, fact: Fact) -> Iterator[Text]:
        """Give the texts of a fact; statements as they are stored and with each printed form of the value in place."""
        forms: list[tuple[str, Words]] = []
        for name, statement in _statements(fact):
            before, slot, after = statement.partition(SLOT)
            if not slot:
                yield Text(name, tuple(words(statement)), partial=True, written=statement, says=True)
                continue
            forms = forms or [(form, tuple(words(form))) for form in self.printed(fact)]
            left, right = tuple(words(before)), tuple(words(after.replace(SLOT, SEPARATOR)))
            yield Text(name, left, partial=True, least=4, written=before, says=True)
            yield Text(name, right, partial=True, least=4, written=after, says=True)
            for form, inside in forms:
                value = (len(left), len(left) + len(inside))
                whole = (*left, *inside, *right)
                least = 2 if form == fact.value else 3
                yield Text(name, whole, partial=True, least=least, value=value, written=f"{before}{form}{after}", says=True)
        for name, quotation in _quotations(fact):
            yield Text(name, tuple(words(quotation)), partial=True, written=quotation)
        for name, text in _remarks(fact):
            yield Text(name, tuple(words(text)), partial=False, least=4 if name == "actor" else 3, written=text)

    def printed(self, fact: Fact) -> tuple[str, ...]:
        """Give what stands in a statement where its value goes: the slot itself, and the forms in which templates print it."""
        if fact.value is None or isinstance(fact.value, str):
            return (SLOT, fact.value) if fact.value else (SLOT,)
        numbers = values_of_unit(fact)
        units = _units(fact)
        found: dict[str, None] = {SLOT: None}
        for formatter in self.formatters:
            for unit in units:
                found[formatter.qualified(self._text(fact.value, unit, formatter), fact.qualifier)] = None
                if fact.alternatives and numbers:
                    found[formatter.span(min(numbers), max(numbers), unit)] = None
        return tuple(found)

    def values(self, fact: Fact) -> Iterator[tuple[str, Words, Key]]:
        """Give what betrays the values of a fact by themselves: with their unit, as a whole date, or among neighbouring words.

        The third is the amount or date that is written; nothing where the neighbouring words are another part of it.
        """
        others = (("alternatives.value", item.value, item.unit or fact.unit) for item in fact.alternatives)
        for name, value, unit in (("value", fact.value, fact.unit), *others):
            for number in _numbers(value):
                yield from self._amounts_of(fact, name, number, unit)
            if isinstance(value, PartialDate | Period):
                yield from ((name, found, value) for found in self.date(value))
                if isinstance(value, PartialDate) and value.day is None:
                    yield from ((name, found, None) for form in self.months(value) for found in _among(fact, form))

    def _amounts_of(self, fact: Fact, name: str, number: Decimal, unit: Unit) -> Iterator[tuple[str, Words, Key]]:
        units = (unit, *_units(fact)[1:]) if unit == fact.unit else (unit,)
        for each in units:
            key = (abs(number), unit_name(each))
            yield from ((name, found, key) for found in self.amount(number, each))
        if unit == "":
            figures = numerals(number, self._printed(number, unit))
            yield from ((name, found, None) for form in figures for found in _among(fact, form))

    def amount(self, number: Decimal, unit: Unit) -> tuple[Words, ...]:
        """Give a number in all forms that its unit makes telling, and alone where its digits do."""
        key = (abs(number), unit)
        if key not in self._amounts:
            printed = self._printed(abs(number), unit)
            self._amounts[key] = tuple(dict.fromkeys(with_unit(abs(number), unit, printed, self.formatters)))
        return self._amounts[key]

    def _printed(self, number: Decimal, unit: Unit) -> tuple[Words, ...]:
        return tuple(tuple(words(self._text(number, unit, formatter))) for formatter in self.formatters)

    def _text(self, value: Value, unit: Unit, formatter: Formatter) -> str:
        key = (value, unit, formatter.language)
        if key not in self._texts:
            self._texts[key] = formatter.value(value, unit)
        return self._texts[key]

    def date(self, value: DateValue) -> tuple[Words, ...]:
        """Give a day or an interval in long, short and numeric forms; nothing for a month or year, which say too little."""
        if isinstance(value, PartialDate) and value.day is None:
            return ()
        if value not in self._dates:
            texts = [value.iso, *(form.date(value, length) for form in self.formatters for length in ("long", "short"))]
            if isinstance(value, PartialDate):
                texts.extend(_days(value, self.formatters))
            self._dates[value] = tuple(dict.fromkeys(tuple(words(text)) for text in texts))
        return self._dates[value]

    def months(self, value: DateValue) -> tuple[Words, ...]:
        """Give a date in long, short and numeric form, also a month or year."""
        texts = [value.iso, *(form.date(value, length) for form in self.formatters for length in ("long", "short"))]
        return tuple(dict.fromkeys(tuple(words(text)) for text in texts))


def raw_texts(fact: Fact) -> Iterator[str]:
    """Give the texts of a fact as they are stored, and statements also with a value in place that is text."""
    yield fact.id
    for _, statement in _statements(fact):
        yield statement
        if isinstance(fact.value, str) and SLOT in statement:
            yield statement.replace(SLOT, fact.value)
    yield from (quotation for _, quotation in _quotations(fact))
    yield from (text for _, text in _remarks(fact))


def _days(value: PartialDate, formatters: tuple[Formatter, ...]) -> Iterator[str]:
    """Write a day in further ways: figures alone, and the month's name before and after the day."""
    for mark in ("/", "."):
        yield f"{value.day:02}{mark}{value.month:02}{mark}{value.year}"
    for formatter in formatters:
        month = formatter.locale.months["format"]["wide"][value.month]
        yield f"{value.day} {month} {value.year}"
        yield f"{month} {value.day} {value.year}"


def _numbers(value: Value | None) -> tuple[Decimal, ...]:
    if isinstance(value, Range):
        return (value.min, value.max)
    return (value,) if isinstance(value, Decimal) else ()


def _among(fact: Fact, number: Words) -> Iterator[Words]:
    """Give a number with two neighbouring words of each statement, one of which is long enough to tell something."""
    for _, statement in _statements(fact):
        before, slot, after = statement.partition(SLOT)
        if slot:
            left, right = tuple(words(before)), tuple(words(after))
            for first, last in ((left[-_AROUND:], ()), (left[-1:], right[:1]), ((), right[:_AROUND])):
                neighbours = (*first, *last)
                if len(neighbours) == _AROUND and max(map(len, neighbours)) >= _TELLING:
                    yield (*first, *number, *last)


def _units(fact: Fact) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys((fact.unit, *(item.unit for item in fact.translations.values() if item.unit))))


def _statements(fact: Fact) -> Iterator[tuple[str, str]]:
    yield "statement", fact.statement
    yield from ((f"wording.{audience}", text) for audience, text in fact.wording.items())
    for language, item in fact.translations.items():
        if item.statement:
            yield f"translations.{language}.statement", item.statement
        yield from ((f"translations.{language}.wording.{audience}", text) for audience, text in item.wording.items())


def _quotations(fact: Fact) -> Iterator[tuple[str, str]]:
    yield from (("sources.locator.quote", item.locator.quote) for item in fact.sources if item.locator.quote)
    for alternative in fact.alternatives:
        found = (item.locator.quote for item in alternative.sources)
        yield from (("alternatives.sources.locator.quote", quote) for quote in found if quote)


def _remarks(fact: Fact) -> Iterator[tuple[str, str]]:
    """Give the texts of a fact that betray it only as a whole."""
    named = (("definition", fact.definition), ("note", fact.note), ("actor", fact.actor), ("confidence.why", fact.confidence.why))
    yield from ((name, text) for name, text in named if text)
    for language, item in fact.translations.items():
        said = (
            ("definition", item.definition),
            ("note", item.note),
            ("actor", item.actor),
            ("confidence.why", item.confidence.why),
            ("value", item.value),
            *(("alternatives.note", other.note) for other in item.alternatives),
            *(("alternatives.value", other.value) for other in item.alternatives),
        )
        yield from ((f"translations.{language}.{name}", text) for name, text in said if text)
    if isinstance(fact.value, str):
        yield "value", fact.value
    yield from _of_alternatives(fact.alternatives)


def _of_alternatives(alternatives: tuple[Alternative, ...]) -> Iterator[tuple[str, str]]:
    for alternative in alternatives:
        if alternative.note:
            yield "alternatives.note", alternative.note
        if isinstance(alternative.value, str):
            yield "alternatives.value", alternative.value
