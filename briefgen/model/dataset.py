"""The dataset: facts with the topics, entities and sources they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.model.diagnostic import Place
from briefgen.model.fact import Fact
from briefgen.model.fields import STRICT, Filled, Id
from briefgen.model.rows import Indexed, Places, in_order, rows_of
from briefgen.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTranslation:
    """A topic in another language."""

    __pydantic_config__ = STRICT

    title: Filled


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTranslation:
    """An entity in another language."""

    __pydantic_config__ = STRICT

    name: Filled
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A heading that facts are filed under."""

    __pydantic_config__ = STRICT

    id: Id
    title: Filled
    translations: Mapping[str, TopicTranslation] = field(default_factory=dict)
    """The title in other languages."""

    @property
    def name(self) -> str:
        """Its title, so that an item of `for_each` has a name whatever it is."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What facts are about: a country, a body, an initiative."""

    __pydantic_config__ = STRICT

    id: Id
    type: Filled
    name: Filled
    aliases: tuple[str, ...] = ()
    translations: Mapping[str, EntityTranslation] = field(default_factory=dict)
    """The name and the aliases in other languages."""

    @property
    def title(self) -> str:
        """Its name, so that an item of `for_each` has a title whatever it is."""
        return self.name


@dataclass(frozen=True, slots=True)
class Dataset:
    """All facts of a project with what they refer to, in reading order; `places` tells where a record is written."""

    facts: Mapping[str, Fact]
    topics: Mapping[str, Topic]
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    places: Mapping[str, Place] = field(default_factory=dict)
    """Place of each fact by its id."""
    record_places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Place of each source, topic, entity, brief and audience by its kind (`source`, `topic` ...) and id."""

    @property
    def rows(self) -> Mapping[str, Indexed]:
        """What decides about each fact, by its id: looking at it reads no fact."""
        return rows_of(self.facts)

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Put the ids of its facts into reading order, each once; other names are left out."""
        return in_order(names, self.facts)

    def file_of(self, name: str) -> str:
        """Tell in which file one of its facts is written; an empty string where that is not known."""
        places = self.places
        return places.file(name) if isinstance(places, Places) else places.get(name, Place()).file

    def fact_at(self, place: Place) -> str:
        """Give the id of the fact that is written at a place; an empty string where there is none."""
        places = self.places
        return places.at(place) if isinstance(places, Places) else next((name for name in places if places[name] == place), "")
