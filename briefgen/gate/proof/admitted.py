"""What may be said: the words of admitted facts, of the sources that they cite, and of the brief itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from briefgen.gate.proof.forms import Writer, raw_texts
from briefgen.gate.proof.numerals import unit_name
from briefgen.gate.proof.phrases import Phrases
from briefgen.gate.proof.views import SEPARATOR
from briefgen.gate.proof.words import Words, digits, words
from briefgen.model.fact import Fact
from briefgen.model.fields import Unit
from briefgen.model.source import Name, Source
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value

_GENERAL = ""
"""Stands among the facts that were read for what is known apart from them."""
_SPELT = re.compile(r"[^\W_]+")
_PORTION = 5000
"""Texts that are taken apart at once, so that a large dataset needs little memory."""


@dataclass(frozen=True, slots=True)
class Known:
    """What betrays nothing although no admitted fact says it: titles, names and dates of the briefs, topics and entities."""

    texts: tuple[str, ...] = ()
    dates: tuple[DateValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Admitted:
    """The facts that an audience may see, to be asked whether they say something as well.

    Facts are taken apart only when they are needed, and once: those that a document prints first, all others only if something
    in it is not theirs either.
    """

    facts: Mapping[str, Fact]
    writer: Writer
    known: Known
    sources: Mapping[str, Source]
    _open: set[Words] = field(default_factory=set, repr=False)
    _read: set[str] = field(default_factory=set, repr=False)
    _by_digits: dict[str, dict[str, Fact]] = field(default_factory=dict, repr=False)
    _answers: dict[Words, bool] = field(default_factory=dict, repr=False)
    _small: set[str] = field(default_factory=set, repr=False)

    def amounts(self) -> frozenset[tuple[Decimal, str]]:
        """Give each number with its unit: all printed forms of it are open."""
        return frozenset(
            (abs(number), unit_name(unit))
            for fact in self.facts.values()
            for value, unit in _values(fact)
            for number in _numbers(value)
        )

    def dates(self) -> frozenset[DateValue]:
        """Give each date that is open: a value, the day that a value held, or a date of a source."""
        found = {date for fact in self.facts.values() for date in _dates(fact)}
        for source in self._cited(self.facts.values()):
            found.update(date for date in (source.issued, source.accessed) if date is not None)
        return frozenset(found)

    def writes_small(self, word: str) -> bool:
        """Tell whether an admitted fact or what else is known writes a word in small letters."""
        if not self._small:
            texts = (*self.known.texts, *(text for fact in self.facts.values() for text in raw_texts(fact) if text != fact.id))
            self._small.update(("", *(found for text in texts for found in _SPELT.findall(text) if found[0].islower())))
        return word in self._small

    def unsaid(self, phrases: Phrases, found: set[Words], used: Iterable[str]) -> set[Words]:
        """Leave out of some phrases what an admitted fact says; `used` are the facts that the document prints."""
        left = found - self._open
        if left:
            self._read_more(phrases, used)
            left = {phrase for phrase in left - self._open if not self._says(phrase)}
        if left:
            self._read_more(phrases, self.facts)
        return left - self._open

    def _read_more(self, phrases: Phrases, names: Iterable[str]) -> None:
        """Note which phrases stand in the texts of some facts and of the sources that they cite, and in what else is known."""
        if len(self._read) > len(self.facts):
            return
        facts = [self.facts[name] for name in names if name in self.facts and name not in self._read]
        texts: dict[str, None] = {} if _GENERAL in self._read else dict.fromkeys(self._general())
        for fact in facts:
            texts |= dict.fromkeys(raw_texts(fact))
            if len(texts) > _PORTION:
                self._open.update(phrases.said(words(SEPARATOR.join(texts))))
                texts = {}
        for source in self._cited(facts):
            texts |= dict.fromkeys(_strings(source))
        texts |= dict.fromkeys(self._dated(facts))
        self._open.update(phrases.said(words(SEPARATOR.join(texts))))
        self._read.update((_GENERAL, *(fact.id for fact in facts)))

    def _general(self) -> Iterator[str]:
        yield from self.known.texts
        yield from self._written(self.known.dates)

    def _dated(self, facts: Iterable[Fact]) -> Iterator[str]:
        """Write the dates of some facts and of the sources that they cite."""
        dates = {date for fact in facts for date in _dates(fact)}
        dates.update(date for source in self._cited(facts) for date in (source.issued, source.accessed) if date is not None)
        yield from self._written(dates)

    def _written(self, dates: Iterable[DateValue]) -> Iterator[str]:
        yield from (" ".join(form) for date in dates for form in (*self.writer.date(date), *self.writer.months(date)))

    def _cited(self, facts: Iterable[Fact]) -> Iterator[Source]:
        cited = dict.fromkeys(item.source for fact in facts for item in fact.evidence)
        yield from (self.sources[name] for name in cited if name in self.sources)

    def _says(self, phrase: Words) -> bool:
        """Tell whether an admitted fact prints a phrase that has a number in it."""
        if phrase not in self._answers:
            self._answers[phrase] = any(self._prints(fact, phrase) for fact in self._with_digits(phrase))
        return self._answers[phrase]

    def _with_digits(self, phrase: Words) -> Iterator[Fact]:
        wanted = dict.fromkeys(found for word in phrase if (found := digits(word)))
        if not wanted:
            return
        if not self._by_digits:
            for fact in self.facts.values():
                for number in _digits_of(fact):
                    self._by_digits.setdefault(number, {})[fact.id] = fact
        for number in wanted:
            yield from self._by_digits.get(number, {}).values()

    def _prints(self, fact: Fact, phrase: Words) -> bool:
        forms = (*(text.words for text in self.writer.texts(fact)), *(form for _, form, _ in self.writer.values(fact)))
        return any(_contains(form, phrase) for form in forms)


def _contains(form: Words, phrase: Words) -> bool:
    return any(form[start : start + len(phrase)] == phrase for start in range(len(form) - len(phrase) + 1))


def _values(fact: Fact) -> Iterator[tuple[Value | None, Unit]]:
    units = dict.fromkeys((fact.unit, *(item.unit for item in fact.translations.values() if item.unit)))
    yield from ((fact.value, unit) for unit in units)
    yield from ((item.value, item.unit or fact.unit) for item in fact.alternatives)


def _dates(fact: Fact) -> Iterator[DateValue]:
    for value in (fact.value, fact.as_of, *(found for item in fact.alternatives for found in (item.value, item.as_of))):
        if isinstance(value, PartialDate | Period):
            yield value


def _numbers(value: Value | None) -> tuple[Decimal, ...]:
    if isinstance(value, Range):
        return (value.min, value.max)
    return (value,) if isinstance(value, Decimal) else ()


def _digits_of(fact: Fact) -> Iterator[str]:
    for value, _ in _values(fact):
        yield from (digits(format(abs(number), "f").replace(".", "")) for number in _numbers(value))
        if isinstance(value, PartialDate | Period):
            yield from (digits(str(value.first.year)), digits(str(value.last.year)))


def _strings(source: Source) -> Iterator[str]:
    for item in fields(source):
        found = getattr(source, item.name)
        if isinstance(found, str):
            yield found
        elif isinstance(found, tuple):
            yield from (str(name) for name in found if isinstance(name, Name))
    for said in source.translations.values():
        yield from (getattr(said, item.name) for item in fields(said))
