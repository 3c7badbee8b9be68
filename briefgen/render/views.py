"""What templates see of facts; each look into one is written down in the document's record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.model.fact import Alternative, values_of_unit
from briefgen.render.evidence import AlternativeView, CitationView, ConfidenceView, DateView
from briefgen.render.printing import PrintedFact
from briefgen.render.record import Word


@dataclass(frozen=True, slots=True)
class RelationView:
    """How a fact stands to another one that the document may know."""

    type: str
    fact: FactView


class FactView(PrintedFact):
    """A fact as templates see it; looking into it is reading it."""

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


def said(views: Iterable[FactView]) -> tuple[FactView, ...]:
    """Leave out of a list what cannot be said in the document's language, and write each down."""
    found = tuple(views)
    for view in found:
        if view.is_mute:
            view.miss()
    return tuple(view for view in found if not view.is_mute)
