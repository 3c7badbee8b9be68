"""What templates see of evidence: dates, sources, citations, other published values, confidence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from briefgen.model.fact import Alternative, Confidence, Evidence, Fact, Qualifier, values_of_unit
from briefgen.model.source import Source
from briefgen.model.value import DateValue, Range, raw
from briefgen.render.days import Length
from briefgen.render.desk import Desk
from briefgen.render.format import is_language
from briefgen.render.record import Basis, Record, Word, here, is_safe, refused


class DateView:
    """A date: prints in its long form; `date("short")` prints it short."""

    def __init__(self, value: DateValue, desk: Desk, fact: str = "", role: str = "date", alternative: int = 0) -> None:
        self._value, self._desk, self._fact, self._role = value, desk, fact, role
        self._basis = Basis(alternative)

    def formatted(self, length: Length = "long", formatter: str = "date") -> str:
        """Give the token of the date in the document's language."""
        text = self._desk.formatter.date(self._value, length)
        if not self._fact:
            return self._desk.record.words(text)
        exact = raw(self._value)
        return self._desk.record.value(self._fact, text, role=self._role, formatter=formatter, raw=exact, basis=self._basis)

    def __str__(self) -> str:
        return self.formatted()

    @property
    def iso(self) -> str:
        """Its ISO 8601 form, for `datetime` attributes."""
        return self._desk.record.words(self._value.iso)


class SourceView:
    """A source, and which facts it supports where a template asked for that."""

    def __init__(self, source: Source, desk: Desk, facts: tuple[object, ...] = ()) -> None:
        self._source, self._desk = source, desk
        self.facts = facts
        self.id, self.type = Word(source.id), Word(source.type)
        self._words = desk.record.words

    @property
    def language(self) -> str:
        """Its language where that is known and another than the document's."""
        found = self._source.language
        return found if is_language(found) and found.split("-")[0] != self._desk.formatter.locale.language else ""

    def _name(self, field: str) -> str:
        """Give the token of one of its own names, in its own language where that is not translated."""
        is_own = ("source", self._source.id, f"own {field}") in self._desk.lacks
        return self._words(getattr(self._source, field), language=self.language if is_own else "")

    @property
    def short(self) -> str:
        """The name by which it is cited within a sentence."""
        names = ("title_short", "container_title", "publisher")
        return self._name(next((name for name in names if getattr(self._source, name)), "title"))

    @property
    def code(self) -> str:
        """A few letters that stand for it in this document and for no other source."""
        return self._desk.record.code(self._source.id)

    @property
    def title(self) -> str:
        """Its title; a description instead of one only in the document's language."""
        self._desk.ask("source", self._source.id, "title")
        return self._name("title")

    @property
    def authors(self) -> str:
        """Its authors, parted by commas."""
        return self._words(", ".join(str(name) for name in self._source.author))

    @property
    def publisher(self) -> str:
        """Who published it."""
        return self._name("publisher" if self._source.publisher else "authority")

    @property
    def container(self) -> str:
        """What it appeared in."""
        return self._name("container_title")

    @property
    def note(self) -> str:
        """What editors note about it."""
        return self._desk.words("source", self._source.id, "note", self._source.note)

    @property
    def url(self) -> str:
        """Its address where the scheme is one that may be followed, otherwise an error and nothing."""
        return self._words(safe_address(self._source.url, self._desk.record))

    @property
    def issued(self) -> DateView | str:
        """When it was published; nothing where no source says."""
        return DateView(self._source.issued, self._desk) if self._source.issued else ""


class CitationView:
    """One piece of evidence of a fact: source, locator, quotation."""

    def __init__(self, evidence: Evidence, fact: str, desk: Desk) -> None:
        self._locator, self._fact, self._desk = evidence.locator, fact, desk
        self.source = SourceView(desk.dataset.sources[evidence.source], desk)

    @property
    def place(self) -> str:
        """Source and locator as plain words, to compare with."""
        return f"{self.source.id} {replace(self._locator, quote='')}"

    @property
    def locator(self) -> str:
        """Where in the source: "¶18", "p. 4"."""
        return self._desk.record.words(self._desk.formatter.locator(self._locator), self._fact)

    @property
    def quote(self) -> str:
        """The words that pin the fact, in the language of their source."""
        return self._desk.record.words(self._locator.quote, self._fact, self.source.language)


class AlternativeView:
    """Another published value of a fact, or its main value as one of those that were published."""

    def __init__(self, alternative: Alternative, fact: Fact, desk: Desk, *, number: int) -> None:
        self._alternative, self._fact, self._desk = alternative, fact, desk
        self._number = number
        """Which of the fact's alternatives it is, from 1; 0 for its main value."""
        self.is_main = number == 0
        self.citations = tuple(CitationView(evidence, fact.id, desk) for evidence in alternative.sources)

    def formatted(self, *, noun: bool, formatter: str) -> str:
        """Give the token of its value."""
        item = self._alternative
        name = f"alternatives.{self._number - 1}" if self._number else ""
        self._desk.ask("fact", self._fact.id, f"{name}.value" if name else "value", needed=True)
        if noun:
            self._desk.ask(
                "fact", self._fact.id, f"{name}.unit" if name and item.unit != self._fact.unit else "unit", needed=True
            )
        text = self._desk.formatter.value(item.value, item.unit or self._fact.unit, item.qualifier, noun=noun)
        exact, basis = self._desk.exact(self._fact.id, item.value, self._number), Basis(self._number)
        return self._desk.record.value(self._fact.id, text, role="alternative", formatter=formatter, raw=exact, basis=basis)

    def bounds(self) -> tuple[Decimal, ...]:
        """Give its lowest and highest number; nothing in another unit than the fact's, with which no scale compares it."""
        item = self._alternative
        if item.unit not in ("", self._fact.unit):
            return ()
        if isinstance(item.value, Range):
            return item.value.min, item.value.max
        return (item.value, item.value) if isinstance(item.value, Decimal) else ()

    def qualifier(self) -> Qualifier | None:
        """Say how it stands to the true value."""
        return self._alternative.qualifier

    @property
    def place(self) -> int | None:
        """Where it lies between the lowest (0) and the highest (100) published value; nothing in another unit than the fact's."""
        item, numbers = self._alternative, values_of_unit(self._fact)
        if not isinstance(item.value, Decimal) or item.unit not in ("", self._fact.unit) or len(set(numbers)) < 2:
            return None
        low, high = min(numbers), max(numbers)
        return round((item.value - low) / (high - low) * 100)

    @property
    def note(self) -> str:
        """What editors note about it; of the main value, its definition."""
        field = f"alternatives.{self._number - 1}.note" if self._number else "definition"
        return self._desk.words("fact", self._fact.id, field, self._alternative.note)

    @property
    def as_of(self) -> DateView | str:
        """When the value held."""
        found = self._alternative.as_of
        return DateView(found, self._desk, self._fact.id, "alternative-as-of", self._number) if found else ""

    def __str__(self) -> str:
        return self.formatted(noun=True, formatter="value")


class ConfidenceView:
    """How far a fact can be relied on."""

    def __init__(self, confidence: Confidence, fact: str, desk: Desk) -> None:
        self.level = confidence.level
        self.is_high = confidence.level == "high"
        self._why, self._fact, self._desk = confidence.why, fact, desk

    @property
    def why(self) -> str:
        """The reason for a confidence below high."""
        return self._desk.words("fact", self._fact, "confidence.why", self._why)


def safe_address(address: str, record: Record) -> str:
    """Give an address back where its scheme may be followed by a reader; otherwise write down an error and give nothing."""
    if address and not is_safe(address):
        record.diagnostics.append(refused(address, here()))
        return ""
    return address
