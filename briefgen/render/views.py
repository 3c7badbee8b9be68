"""Views: what a template sees of facts, sources and dates; each look is written down in the document's record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from briefgen.model.briefing import Briefing
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Severity
from briefgen.model.fact import Alternative, Confidence, Evidence, Fact, Unit, values_of_unit
from briefgen.model.source import Source
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value, raw
from briefgen.render.format import Formatter, Length
from briefgen.render.record import Record, here, is_safe, refused

_SLOT = "{value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every view of one document works with: its record, its formatter, its audience and language, its data."""

    record: Record
    formatter: Formatter
    audience: str
    is_own_language: bool
    dataset: Dataset

    @classmethod
    def of(cls, briefing: Briefing, record: Record, formatter: Formatter) -> Desk:
        """Lay out the desk for one document."""
        own = briefing.id.language.split("-")[0] == briefing.settings.language
        return cls(
            record=record,
            formatter=formatter,
            audience=briefing.id.audience,
            is_own_language=own,
            dataset=briefing.dataset,
        )

    def fact(self, fact: Fact) -> FactView:
        """Show a fact to a template."""
        return FactView(fact, self)


class DateView:
    """A date: prints in its long form; `date("short")` prints it short."""

    def __init__(self, value: DateValue, desk: Desk, fact: str = "", role: str = "date") -> None:
        self._value, self._desk, self._fact, self._role = value, desk, fact, role

    def formatted(self, length: Length = "long", formatter: str = "date") -> str:
        """Give the token of the date in the document's language."""
        text = self._desk.formatter.date(self._value, length)
        if not self._fact:
            return self._desk.record.words(text)
        return self._desk.record.value(self._fact, text, role=self._role, formatter=formatter, raw=raw(self._value))

    def __str__(self) -> str:
        return self.formatted()

    @property
    def iso(self) -> str:
        """Its ISO 8601 form, for `datetime` attributes."""
        return self._desk.record.words(self._value.iso)


class SourceView:
    """A source, and which facts it supports where a template asked for that."""

    def __init__(self, source: Source, desk: Desk, facts: tuple[FactView, ...] = ()) -> None:
        self._source, self._desk = source, desk
        self.facts = facts
        self.id, self.type = source.id, source.type
        words = desk.record.words
        self._words = words

    @property
    def short(self) -> str:
        """The name by which it is cited within a sentence."""
        return self._words(self._source.short)

    @property
    def code(self) -> str:
        """A few letters that stand for it in this document and for no other source."""
        return self._desk.record.code(self.id)

    @property
    def title(self) -> str:
        """Its title."""
        return self._words(self._source.title)

    @property
    def authors(self) -> str:
        """Its authors, parted by commas."""
        return self._words(", ".join(str(name) for name in self._source.author))

    @property
    def publisher(self) -> str:
        """Who published it."""
        return self._words(self._source.publisher or self._source.authority)

    @property
    def container(self) -> str:
        """What it appeared in."""
        return self._words(self._source.container_title)

    @property
    def note(self) -> str:
        """What editors note about it."""
        return self._words(self._source.note)

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
        signs = {
            "paragraph": "¶%s",
            "page": "p. %s",
            "section": "§ %s",
            "chapter": "ch. %s",
            "figure": "fig. %s",
            "table": "table %s",
        }
        signs |= {"line": "line %s", "timestamp": "%s"}
        parts = [sign % getattr(self._locator, name) for name, sign in signs.items() if getattr(self._locator, name)]
        return self._desk.record.words(", ".join(parts), self._fact)

    @property
    def quote(self) -> str:
        """The words that pin the fact."""
        return self._desk.record.words(self._locator.quote, self._fact)


class AlternativeView:
    """Another published value of a fact, or its main value as one of those that were published."""

    def __init__(self, alternative: Alternative, fact: Fact, desk: Desk, *, is_main: bool = False) -> None:
        self._alternative, self._fact, self._desk = alternative, fact, desk
        self.is_main = is_main
        self.citations = tuple(CitationView(evidence, fact.id, desk) for evidence in alternative.sources)

    def formatted(self, *, noun: bool, formatter: str) -> str:
        """Give the token of its value."""
        item = self._alternative
        text = self._desk.formatter.value(item.value, item.unit or self._fact.unit, item.qualifier, noun=noun)
        return self._desk.record.value(self._fact.id, text, role="alternative", formatter=formatter, raw=raw(item.value))

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
        """What editors note about it."""
        return self._desk.record.words(self._alternative.note, self._fact.id)

    @property
    def as_of(self) -> DateView | str:
        """When the value held."""
        found = self._alternative.as_of
        return DateView(found, self._desk, self._fact.id, "alternative-as-of") if found else ""

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
        return self._desk.record.words(self._why, self._fact)


@dataclass(frozen=True, slots=True)
class RelationView:
    """How a fact stands to another one that the document may know."""

    type: str
    fact: FactView


class FactView:
    """A fact as templates see it; looking into it is reading it."""

    def __init__(self, fact: Fact, desk: Desk) -> None:
        self._fact, self._desk = fact, desk
        self.id = fact.id

    # What is compared with

    @property
    def type(self) -> str:
        """Its type."""
        return self._read().type

    @property
    def status(self) -> str:
        """Its status."""
        return self._read().status

    @property
    def priority(self) -> int:
        """Its priority, 1 for the first."""
        return self._read().priority

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        return self._read().tags

    @property
    def marking(self) -> str:
        """Its marking."""
        return self._read().marking

    @property
    def is_disputed(self) -> bool:
        """Whether its sources disagree."""
        return self._read().is_disputed

    @property
    def has_value(self) -> bool:
        """Whether it has a value."""
        return self._read().value is not None

    @property
    def is_numeric(self) -> bool:
        """Whether it has a number."""
        return bool(values_of_unit(self._read()))

    def _read(self) -> Fact:
        self._desk.record.read(self.id)
        return self._fact

    # What is printed

    def __str__(self) -> str:
        return self.shown("fact") if self.has_value else self.statement

    @property
    def statement(self) -> str:
        """What it says, without the full stop."""
        return self._desk.record.statement(self.id, self._filled(self.words(), sentence=False))

    @property
    def opening(self) -> str:
        """The statement with a capital at its head, for a sentence that goes on after it."""
        words = self.words()
        return self._desk.record.statement(self.id, self._filled(words[:1].upper() + words[1:], sentence=True))

    @property
    def sentence(self) -> str:
        """The statement with a capital at its head and a full stop at its end."""
        words = self.words()
        text = self._filled(words[:1].upper() + words[1:], sentence=True)
        return self._desk.record.statement(self.id, text if text.endswith((".", "?", "!")) else f"{text}.")

    @property
    def definition(self) -> str:
        """What is counted or measured."""
        translated = self._fact.translations.get(self._language)
        return self._desk.record.words((translated.definition if translated else "") or self._fact.definition, self.id)

    @property
    def note(self) -> str:
        """What editors note about it."""
        return self._desk.record.words(self._fact.note, self.id)

    @property
    def actor(self) -> str:
        """Who should act on a recommendation."""
        return self._desk.record.words(self._fact.actor, self.id)

    @property
    def topic(self) -> str:
        """The title of its first topic."""
        return self._desk.record.words(self._desk.dataset.topics[self._fact.home].title)

    @property
    def entity(self) -> str:
        """The name of what it is about."""
        found = self._desk.dataset.entities.get(self._fact.entity)
        return self._desk.record.words(found.name if found else "")

    @property
    def as_of(self) -> DateView | str:
        """When the value held."""
        return DateView(self._fact.as_of, self._desk, self.id, "as-of") if self._fact.as_of else ""

    @property
    def confidence(self) -> ConfidenceView:
        """How far it can be relied on."""
        return ConfidenceView(self._fact.confidence, self.id, self._desk)

    @property
    def citations(self) -> tuple[CitationView, ...]:
        """Its evidence."""
        return tuple(CitationView(evidence, self.id, self._desk) for evidence in self._fact.sources)

    @property
    def alternatives(self) -> tuple[AlternativeView, ...]:
        """The other published values."""
        return tuple(AlternativeView(item, self._fact, self._desk) for item in self._fact.alternatives)

    @property
    def published(self) -> tuple[AlternativeView, ...]:
        """Every published value: the main one, with its definition as its note, then the alternatives."""
        fact = self._read()
        if fact.value is None:
            return self.alternatives
        main = Alternative(
            value=fact.value,
            unit=self._unit,
            qualifier=fact.qualifier,
            as_of=fact.as_of,
            note=fact.definition,
            sources=fact.sources,
        )
        return (AlternativeView(main, fact, self._desk, is_main=True), *self.alternatives)

    @property
    def relations(self) -> tuple[RelationView, ...]:
        """How it stands to other facts that the document may know."""
        facts = self._desk.dataset.facts
        return tuple(
            RelationView(item.type, FactView(facts[item.fact], self._desk)) for item in self._fact.relations if item.fact in facts
        )

    # What filters ask for

    def words(self) -> str:
        """The statement in the words for this audience and language, with {value} in it; a warning where it is not translated."""
        words, is_translated = self._worded()
        if not is_translated:
            self._desk.record.problem(
                "BG241",
                f"`{self.id}` has no statement in {self._language}",
                f"add translations: {{{self._language}: {{statement: ...}}}} to the fact",
                Severity.WARNING,
            )
        return words

    def _worded(self) -> tuple[str, bool]:
        """Give the statement for this audience, and whether it is in the document's language."""
        translated = self._fact.translations.get(self._language)
        if translated and (translated.statement or self._desk.audience in translated.wording):
            return translated.wording.get(self._desk.audience) or translated.statement, True
        return self._fact.wording.get(self._desk.audience) or self._fact.statement, self._desk.is_own_language

    def spoken(self) -> str:
        """Give the statement as plain words, for what goes with a document."""
        text, role, _ = self._shown_value(noun=True)
        text = self._desk.formatter.differing(text) if self._fact.is_disputed and role != "range" else text
        return self._worded()[0].replace(_SLOT, text)

    def main(self, formatter: str) -> str:
        """Give the token of the main value."""
        text = self._desk.formatter.value(self._value, self._unit, self._fact.qualifier)
        return self._desk.record.value(self.id, text, role="value", formatter=formatter, raw=raw(self._value))

    def spread(self, formatter: str) -> str:
        """Give the token of the range from the lowest to the highest published value of the fact's unit."""
        text, exact = self._span(noun=True)
        return self._desk.record.value(self.id, text, role="range", formatter=formatter, raw=exact)

    def shown(self, formatter: str, *, noun: bool = True, capital: bool = False) -> str:
        """Give the token of the value as it may stand alone: a disputed one as its range, or with a note where it has none."""
        text, role, exact = self._shown_value(noun=noun)
        text = text[:1].upper() + text[1:] if capital else text
        token = self._desk.record.value(self.id, text, role=role, formatter=formatter, raw=exact)
        return self._desk.formatter.differing(token) if self.is_disputed and role != "range" else token

    def preferred(self) -> str:
        """Give the token of the main value, followed by a note where other values were published."""
        token = self.main("preferred")
        return self._desk.formatter.differing(token) if self.is_disputed or self._fact.alternatives else token

    def noun(self) -> str:
        """Give the token of the unit's noun in the form that the shown value asks for."""
        numbers = values_of_unit(self._fact)
        value = max(numbers) if self.is_disputed and numbers else self._value
        return self._desk.record.words(self._desk.formatter.noun(value, self._unit), self.id)

    def continued(self, words: str) -> str:
        """Give the token of a statement's words after its value, with the noun of the unit before them."""
        noun = self.noun()
        return self._desk.record.statement(self.id, f"{noun} {words}" if noun else words)

    def anchor(self) -> str:
        """Give the token of the id to which its values lead."""
        return self._desk.record.anchor(self.id)

    def first_day(self) -> date:
        """Give the day to sort it by."""
        for found in (self._read().value, self._fact.as_of):
            if isinstance(found, PartialDate | Period):
                return found.first
        return date.max

    def note_number(self) -> str:
        """Give the token of the number of its note."""
        return self._desk.record.note(self.id)

    def refuse_bare(self) -> None:
        """Write down that a disputed value stands alone."""
        if self.is_disputed:
            self._desk.record.problem(
                "BG230",
                f"`{self.id}` is disputed, but one value of it is printed as if it were certain",
                "use `range`, `preferred` or the list of `alternatives` instead of `value`",
            )

    @property
    def _language(self) -> str:
        return self._desk.formatter.locale.language

    @property
    def _unit(self) -> Unit:
        translated = self._fact.translations.get(self._language)
        return (translated.unit if translated else "") or self._fact.unit

    @property
    def _value(self) -> Value:
        return "" if self._fact.value is None else self._fact.value

    def _filled(self, words: str, *, sentence: bool) -> str:
        before, slot, after = words.partition(_SLOT)
        if not slot:
            return words
        return before + self.shown("statement", capital=sentence and not before) + after

    def _shown_value(self, *, noun: bool) -> tuple[str, str, str]:
        """Give text, role and exact form of the value as it may stand alone."""
        if self._fact.is_disputed and len(set(values_of_unit(self._fact))) > 1:
            text, exact = self._span(noun=noun)
            return text, "range", exact
        text = self._desk.formatter.value(self._value, self._unit, self._fact.qualifier, noun=noun)
        return text, "value", raw(self._value)

    def _span(self, *, noun: bool) -> tuple[str, str]:
        """Give text and exact form of the range of published values."""
        numbers = values_of_unit(self._fact)
        low, high = min(numbers), max(numbers)
        return self._desk.formatter.span(low, high, self._unit, noun=noun), raw(Range(low, high))


def safe_address(address: str, record: Record) -> str:
    """Give an address back where its scheme may be followed by a reader; otherwise write down an error and give nothing."""
    if address and not is_safe(address):
        record.diagnostics.append(refused(address, here()))
        return ""
    return address


def by_source(facts: Iterator[FactView], desk: Desk) -> tuple[SourceView, ...]:
    """Turn facts into their sources, each once in the order of first mention, with the facts that it supports."""
    found: dict[str, dict[str, FactView]] = {}
    for view in facts:
        fact = view._fact  # noqa: SLF001 -- views are one room's own
        for evidence in (*fact.sources, *(item for other in fact.alternatives for item in other.sources)):
            found.setdefault(evidence.source, {})[fact.id] = view
    sources: Mapping[str, Source] = desk.dataset.sources
    return tuple(SourceView(sources[name], desk, tuple(views.values())) for name, views in found.items())
