"""What templates see of facts; each look into one is written down in the document's record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefgen.model.briefing import MUTE, OWN_WORDS
from briefgen.model.fact import Alternative, Fact, Qualifier, values_of_unit
from briefgen.model.value import PartialDate, Period, Range, Value, raw
from briefgen.render.desk import Desk
from briefgen.render.evidence import AlternativeView, CitationView, ConfidenceView, DateView
from briefgen.render.format import Formatter
from briefgen.render.record import Basis, Record, Word

_SLOT = "{value}"


@dataclass(frozen=True, slots=True)
class RelationView:
    """How a fact stands to another one that the document may know."""

    type: str
    fact: FactView


class FactView:
    """A fact as templates see it; looking into it is reading it.

    `is_listed` says that it comes from a list that is made for refuted facts, too: elsewhere they may not be printed.
    """

    def __init__(self, fact: Fact, desk: Desk, *, is_listed: bool = False) -> None:
        self._fact, self._desk, self._is_listed = fact, desk, is_listed
        self.id = Word(fact.id)

    # What is compared with

    @property
    def type(self) -> str:
        """Its type."""
        return self.read().type

    @property
    def status(self) -> str:
        """Its status."""
        return self.read().status

    @property
    def priority(self) -> int:
        """Its priority, 1 for the first."""
        return self.read().priority

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        return tuple(map(Word, self.read().tags))

    @property
    def marking(self) -> str:
        """Its marking."""
        return self.read().marking

    @property
    def is_disputed(self) -> bool:
        """Whether its sources disagree."""
        return self.read().is_disputed

    @property
    def has_value(self) -> bool:
        """Whether it has a value."""
        return self.read().value is not None

    @property
    def is_numeric(self) -> bool:
        """Whether it has a number."""
        return bool(values_of_unit(self.read()))

    def read(self) -> Fact:
        """Give the record, and write down that it was read."""
        self._desk.record.read(self._fact.id)
        return self._fact

    @property
    def _print(self) -> Record:
        """The record, to print something of the fact; a refuted one outside its list is written down as an error."""
        if self._fact.status == "refuted" and not self._is_listed:
            self._desk.record.problem(
                "BG232",
                f"`{self._fact.id}` is refuted, and printed outside a list of refuted facts",
                "print it from a section whose `facts` name the status refuted, or leave it out",
            )
        return self._desk.record

    # What is printed

    def __str__(self) -> str:
        return self.shown("fact") if self.has_value else self.statement

    @property
    def statement(self) -> str:
        """What it says, without the full stop."""
        return self._said(self._filled(self.words(), sentence=False))

    @property
    def opening(self) -> str:
        """The statement with a capital at its head, for a sentence that goes on after it."""
        words = self.words()
        return self._said(self._filled(words[:1].upper() + words[1:], sentence=True))

    @property
    def sentence(self) -> str:
        """The statement with a capital at its head and a full stop at its end."""
        words = self.words()
        text = self._filled(words[:1].upper() + words[1:], sentence=True)
        return self._said(text if text.endswith((".", "?", "!")) else f"{text}.")

    @property
    def definition(self) -> str:
        """What is counted or measured."""
        return self._words("definition", self._fact.definition)

    @property
    def note(self) -> str:
        """What editors note about it."""
        return self._words("note", self._fact.note)

    @property
    def actor(self) -> str:
        """Who should act on a recommendation."""
        return self._words("actor", self._fact.actor)

    @property
    def topic(self) -> str:
        """The title of its first topic."""
        topic = self._desk.dataset.topics[self._fact.home]
        return self._desk.words("topic", topic.id, "title", topic.title, needed=True)

    @property
    def entity(self) -> str:
        """The name of what it is about."""
        found = self._desk.dataset.entities.get(self._fact.entity)
        return self._desk.words("entity", found.id, "name", found.name, needed=True) if found else ""

    @property
    def as_of(self) -> DateView | str:
        """When the value held."""
        return DateView(self._fact.as_of, self._desk, self._fact.id, "as-of") if self._fact.as_of else ""

    @property
    def confidence(self) -> ConfidenceView:
        """How far it can be relied on."""
        return ConfidenceView(self._fact.confidence, self._fact.id, self._desk)

    @property
    def citations(self) -> tuple[CitationView, ...]:
        """Its evidence."""
        return tuple(CitationView(evidence, self._fact.id, self._desk) for evidence in self._fact.sources)

    @property
    def alternatives(self) -> tuple[AlternativeView, ...]:
        """The other published values."""
        return tuple(AlternativeView(item, self._fact, self._desk, number=n) for n, item in enumerate(self._fact.alternatives, 1))

    @property
    def published(self) -> tuple[AlternativeView, ...]:
        """Every published value: the main one, with its definition as its note, then the alternatives."""
        fact = self.read()
        if fact.value is None:
            return self.alternatives
        main = Alternative(
            value=fact.value,
            unit=fact.unit,
            qualifier=fact.qualifier,
            as_of=fact.as_of,
            note=fact.definition,
            sources=fact.sources,
        )
        return (AlternativeView(main, fact, self._desk, number=0), *self.alternatives)

    @property
    def relations(self) -> tuple[RelationView, ...]:
        """How it stands to other facts that the document may know."""
        facts = self._desk.dataset.facts
        for item in self._fact.relations:
            self._desk.record.read(item.fact)
        return tuple(
            RelationView(item.type, FactView(facts[item.fact], self._desk)) for item in self._fact.relations if item.fact in facts
        )

    # What filters ask for

    def words(self) -> str:
        """The statement in the words for this audience, with {value} in it; an error where it has none in this language."""
        self._desk.ask("fact", self._fact.id, "statement", needed=True)
        return self._worded

    def _said(self, text: str) -> str:
        """Give the token of words that say the fact; those of a quotation keep their language."""
        return self._print.statement(self._fact.id, text, self._formatter.language if self._is_quoted else "")

    @property
    def _is_quoted(self) -> bool:
        return ("fact", self._fact.id, OWN_WORDS) in self._desk.lacks

    @property
    def _formatter(self) -> Formatter:
        """What writes its values: in the document's language, or in that of a quotation."""
        return self._desk.original if self._is_quoted else self._desk.formatter

    @property
    def is_mute(self) -> bool:
        """Whether nothing can be said of it in the document's language."""
        return any(("fact", self._fact.id, name) in self._desk.lacks for name in MUTE)

    def miss(self) -> None:
        """Write down that it is left out of a list, since nothing can be said of it in the document's language."""
        for name in MUTE:
            self._desk.ask("fact", self._fact.id, name)

    @property
    def _worded(self) -> str:
        return self._fact.wording.get(self._desk.audience) or self._fact.statement

    def _words(self, field: str, text: str) -> str:
        """Give the token of a field's words; none where it has none in the document's language."""
        return self._desk.words("fact", self._fact.id, field, text)

    def spoken(self) -> str:
        """Give the statement as plain words, for what goes with a document; empty where it has none in this language."""
        if self.is_mute:
            return ""
        text, role, _ = self._shown_value(noun=True)
        text = self._formatter.differing(text) if self._fact.is_disputed and role != "range" else text
        return self._worded.replace(_SLOT, text)

    def main(self, formatter: str) -> str:
        """Give the token of the main value."""
        self._ask_for_value(noun=True)
        text = self._formatter.value(self._value, self._fact.unit, self._fact.qualifier)
        return self._print.value(
            self._fact.id, text, role="value", formatter=formatter, raw=self._desk.exact(self._fact.id, self._value, 0)
        )

    def spread(self, formatter: str) -> str:
        """Give the token of the range from the lowest to the highest published value of the fact's unit."""
        self._ask_for_value(noun=True)
        text, exact = self._span(noun=True)
        return self._print.value(self._fact.id, text, role="range", formatter=formatter, raw=exact)

    def shown(self, formatter: str, *, noun: bool = True, capital: bool = False) -> str:
        """Give the token of the value as it may stand alone: a disputed one as its range, or with a note where it has none."""
        self._ask_for_value(noun=noun)
        text, role, exact = self._shown_value(noun=noun)
        text = text[:1].upper() + text[1:] if capital else text
        token = self._print.value(self._fact.id, text, role=role, formatter=formatter, raw=exact)
        return self._formatter.differing(token) if self.is_disputed and role != "range" else token

    def preferred(self) -> str:
        """Give the token of the main value, followed by a note where other values were published."""
        token = self.main("preferred")
        return self._formatter.differing(token) if self.is_disputed or self._fact.alternatives else token

    def noun(self) -> str:
        """Give the token of the unit's noun in the form that the shown value asks for."""
        numbers = values_of_unit(self._fact)
        value = max(numbers) if self.is_disputed and numbers else self._value
        return self._words("unit", self._formatter.noun(value, self._fact.unit))

    def continued(self, words: str) -> str:
        """Give the token of a statement's words after its value, with the noun of the unit before them."""
        noun = self.noun()
        return self._said(f"{noun} {words}" if noun else words)

    def anchor(self) -> str:
        """Give the token of the id to which its values lead."""
        return self._desk.record.anchor(self._fact.id)

    def first_day(self) -> date:
        """Give the day to sort it by."""
        for found in (self.read().value, self._fact.as_of):
            if isinstance(found, PartialDate | Period):
                return found.first
        return date.max

    def note_number(self) -> str:
        """Give the token of the number of its note."""
        return self._desk.record.note(self._fact.id)

    def written(self, value: Value, qualifier: Qualifier | None) -> str:
        """Write a value in the fact's unit."""
        self._ask_for_value(noun=True)
        return self._formatter.value(value, self._fact.unit, qualifier)

    def computed(self, text: str, role: str, exact: str, also: tuple[str, ...] = ()) -> str:
        """Give the token of words that follow from the value, and from those of further facts."""
        return self._print.value(self._fact.id, text, role=role, formatter=role, raw=exact, basis=Basis(also=also))

    def refuse_bare(self) -> None:
        """Write down that a disputed value stands alone."""
        if self.is_disputed:
            self._desk.record.problem(
                "BG230",
                f"`{self._fact.id}` is disputed, but one value of it is printed as if it were certain",
                "use `range`, `preferred` or the list of `alternatives` instead of `value`",
            )

    @property
    def language(self) -> str:
        """The document's language."""
        return self._desk.formatter.locale.language

    def _ask_for_value(self, *, noun: bool) -> None:
        """Write down where a value that is text, or the noun of its unit, has no words in the document's language."""
        self._desk.ask("fact", self._fact.id, "value", needed=True)
        if noun:
            self._desk.ask("fact", self._fact.id, "unit", needed=True)

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
        text = self._formatter.value(self._value, self._fact.unit, self._fact.qualifier, noun=noun)
        return text, "value", self._desk.exact(self._fact.id, self._value, 0)

    def _span(self, *, noun: bool) -> tuple[str, str]:
        """Give text and exact form of the range of published values."""
        numbers = values_of_unit(self._fact)
        low, high = min(numbers), max(numbers)
        return self._formatter.span(low, high, self._fact.unit, noun=noun), raw(Range(low, high))
