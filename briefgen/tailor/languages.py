"""Languages: facts and what they stand on, a brief and an audience in the words of one language, and what has none in it.

A document never falls back to another language: a field without words in its own is empty, and listed among what is lacking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from briefgen.model.briefing import OWN_WORDS, Lack
from briefgen.model.dataset import Dataset, Entity, Topic
from briefgen.model.fact import Alternative, AlternativeTranslation, Fact, Translation
from briefgen.model.fields import Unit
from briefgen.model.settings import Audience, Brief
from briefgen.model.source import Source, SourceTranslation

Found = TypeVar("Found")
_NO_WORDS, _NO_ALTERNATIVE, _NO_NAMES = Translation(), AlternativeTranslation(), SourceTranslation()
_PLACEHOLDER = re.compile(r"\{item\.\w+\}")
_LONGEST_SYMBOL = 3
_NAMES = ("title_short", "publisher", "container_title")
"""What a source is called by: names, which stay as they are where they are not translated."""


@dataclass(frozen=True, slots=True)
class Translator:
    """Puts records into the words of one language, and writes down what has none."""

    tag: str
    """BCP 47 tag of the document's language."""
    is_own: bool
    """Whether it is the language in which the project's records are written."""
    lacks: set[Lack] = field(default_factory=set)
    originals: dict[tuple[str, int], str] = field(default_factory=dict)
    """Values that are text, as they are recorded, by fact and number of the alternative (0 for the fact's own)."""

    def dataset(self, dataset: Dataset) -> Dataset:
        """Put topics, entities and sources of a dataset into the language."""
        return replace(
            dataset,
            topics={name: self._topic(topic) for name, topic in dataset.topics.items()},
            entities={name: self._entity(entity) for name, entity in dataset.entities.items()},
            sources={name: self._source(source) for name, source in dataset.sources.items()},
        )

    def brief(self, brief: Brief) -> Brief:
        """Put title and subtitle of a brief into the language."""
        found = self._of(brief.translations)
        if found is None and self.is_own:
            return brief
        title = found.title if found else brief.title
        if _PLACEHOLDER.sub("", title).strip():  # what is left of the title is words
            title = self._word("brief", brief.id, "title", found.title if found else "", brief.title)
        subtitle = self._word("brief", brief.id, "subtitle", found.subtitle if found else "", brief.subtitle)
        return replace(brief, title=title, subtitle=subtitle)

    def audience(self, name: str, audience: Audience) -> Audience:
        """Put the title of an audience into the language."""
        found = self._of(audience.translations)
        return replace(audience, title=self._word("audience", name, "title", found.title if found else "", audience.title))

    def _of(self, translations: Mapping[str, Found]) -> Found | None:
        """Find the translation into a language, first by its whole tag, then by its language alone."""
        return translations.get(self.tag) or translations.get(self.tag.split("-")[0])

    def _word(self, kind: str, name: str, what: str, translated: str, original: str) -> str:
        """Give the words for a field; none, written down, where it has some but not in this language."""
        if translated or not original or self.is_own:
            return translated or original
        self.lacks.add((kind, name, what))
        return ""

    def fact(self, fact: Fact, audience: str) -> Fact:
        """Put a fact into the language, its statement for one audience."""
        found = self._of(fact.translations) if fact.translations else None
        if found is None and self.is_own:
            return fact
        words = found or _NO_WORDS
        if fact.type == "quotation" and not words.statement and not self.is_own:
            return self._quoted(fact, words)
        wording = {**fact.wording, **words.wording} if self.is_own and not words.statement else words.wording
        has_wording = bool(wording.get(audience))
        unit = self._unit(fact, words.unit)
        why = self._word("fact", fact.id, "confidence.why", words.confidence.why, fact.confidence.why)
        return replace(
            fact,
            statement=words.statement
            if has_wording
            else self._word("fact", fact.id, "statement", words.statement, fact.statement),
            wording=wording,
            value=self._text(fact.id, 0, words.value, fact.value) if isinstance(fact.value, str) else fact.value,
            unit=unit,
            definition=self._word("fact", fact.id, "definition", words.definition, fact.definition),
            note=self._word("fact", fact.id, "note", words.note, fact.note),
            actor=self._word("fact", fact.id, "actor", words.actor, fact.actor),
            confidence=replace(fact.confidence, why=why),
            alternatives=tuple(
                self._alternative(fact, number, item, words, unit) for number, item in enumerate(fact.alternatives)
            ),
        )

    def _quoted(self, fact: Fact, words: Translation) -> Fact:
        """Keep what somebody said in the language in which it is recorded; what is said about it is put into the document's."""
        self.lacks.add(("fact", fact.id, OWN_WORDS))
        why = self._word("fact", fact.id, "confidence.why", words.confidence.why, fact.confidence.why)
        return replace(
            fact,
            definition=self._word("fact", fact.id, "definition", words.definition, fact.definition),
            note=self._word("fact", fact.id, "note", words.note, fact.note),
            confidence=replace(fact.confidence, why=why),
        )

    def _alternative(self, fact: Fact, number: int, item: Alternative, words: Translation, unit: Unit) -> Alternative:
        said = words.alternatives[number] if number < len(words.alternatives) else _NO_ALTERNATIVE
        name = f"alternatives.{number}"
        if item.unit and item.unit == fact.unit:
            own_unit: Unit = unit
        else:
            own_unit = said.unit or item.unit
            if not said.unit and _is_noun(item.unit) and not self.is_own:
                self.lacks.add(("fact", fact.id, f"{name}.unit"))
        value = item.value
        if isinstance(value, str):
            value = self._text(fact.id, number + 1, said.value, value)
        note = self._word("fact", fact.id, f"{name}.note", said.note, item.note)
        return replace(item, value=value, unit=own_unit, note=note)

    def _text(self, fact: str, number: int, translated: str, original: str) -> str:
        """Put a value that is text into the language; as it is recorded it stays what is exact about it."""
        self.originals[fact, number] = original
        return self._word("fact", fact, f"alternatives.{number - 1}.value" if number else "value", translated, original)

    def _unit(self, fact: Fact, translated: Unit) -> Unit:
        if not translated and _is_noun(fact.unit) and not self.is_own:
            self.lacks.add(("fact", fact.id, "unit"))
        return translated or fact.unit

    def _topic(self, topic: Topic) -> Topic:
        found = self._of(topic.translations)
        if found is None and self.is_own:
            return topic
        return replace(topic, title=self._word("topic", topic.id, "title", found.title if found else "", topic.title))

    def _entity(self, entity: Entity) -> Entity:
        found = self._of(entity.translations)
        if found is None and self.is_own:
            return entity
        if found is None:
            name = self._word("entity", entity.id, "name", "", entity.name)
            return replace(entity, name=name, aliases=entity.aliases if name else ())
        return replace(entity, name=found.name, aliases=found.aliases)

    def _source(self, source: Source) -> Source:
        """Put a source into the language; its own title and its names stay as they are where they are not translated."""
        found = self._of(source.translations)
        if found is None and self.is_own:
            return source
        said = found or _NO_NAMES
        title = said.title or source.title
        if source.is_described:
            title = self._word("source", source.id, "title", said.title, source.title)
        elif not said.title and not self.is_own:
            self.lacks.add(("source", source.id, "own title"))
        for name in _NAMES:
            if getattr(source, name) and not getattr(said, name) and not self.is_own:
                self.lacks.add(("source", source.id, f"own {name}"))
        return replace(
            source,
            title=title,
            note=self._word("source", source.id, "note", said.note, source.note),
            **{name: getattr(said, name) or getattr(source, name) for name in _NAMES},
        )


def _is_noun(unit: Unit) -> bool:
    """Tell whether a unit is a word of a language: no currency, no share, and no symbol such as km² or MW."""
    if not isinstance(unit, str):
        return True
    return unit != "percent" and len(unit) > _LONGEST_SYMBOL and all(part.isalpha() for part in unit.replace("-", " ").split())
