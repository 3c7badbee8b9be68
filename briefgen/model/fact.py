"""The fact record: one atomic statement with its value, evidence, confidence and marking (contract, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from briefgen.model.fields import STRICT, DateText, Day, Filled, Id, Ids, Instant, Priority, UnitText, ValueText
from briefgen.model.value import Range, Whole

FactType = Literal[
    "figure",
    "date",
    "name",
    "event",
    "commitment",
    "initiative",
    "recommendation",
    "claim",
    "interpretation",
    "quotation",
]
Status = Literal["asserted", "corroborated", "disputed", "corrected", "superseded", "refuted", "unverifiable"]
Qualifier = Literal["over", "nearly", "about", "at-least", "up-to"]
Level = Literal["high", "moderate", "low", "very-low"]
RelationType = Literal["part_of", "supersedes", "same_as", "contradicts"]

SLOT = "{value}"
"""Stands in a statement where the formatted value goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where in a source the evidence stands, with the words that pin it."""

    __pydantic_config__ = STRICT

    paragraph: Whole | None = None
    """Paragraph, counted from 1."""
    page: str = ""
    """Page, as it is printed."""
    section: str = ""
    chapter: str = ""
    figure: str = ""
    table: str = ""
    line: Whole | None = None
    timestamp: str = ""
    """Position in a recording, such as 01:02:03."""
    quote: str = ""
    """The shortest phrase of the source that pins the fact, letter for letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A source and the place in it that supports a fact."""

    __pydantic_config__ = STRICT

    source: Id
    """Id of a source in data/sources.yaml."""
    locator: Locator = Locator()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another published value of the same fact, with evidence of its own."""

    __pydantic_config__ = STRICT

    value: ValueText
    unit: UnitText = ""
    """Unit, when it is not the fact's own."""
    qualifier: Qualifier | None = None
    as_of: DateText | None = None
    note: str = ""
    sources: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How far a fact can be relied on; below high the reason is required."""

    __pydantic_config__ = STRICT

    level: Level = "high"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a fact stands to another one."""

    __pydantic_config__ = STRICT

    type: RelationType
    fact: Id
    """Id of the other fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceTranslation:
    """The reason for a confidence in another language."""

    __pydantic_config__ = STRICT

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeTranslation:
    """The words of another published value in another language."""

    __pydantic_config__ = STRICT

    value: str = ""
    """The value, where it is text."""
    unit: UnitText = ""
    """Its unit, where that is not the fact's own."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The words of a fact in another language."""

    __pydantic_config__ = STRICT

    statement: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    """The value, where it is text; numbers and dates need no translation."""
    unit: UnitText = ""
    """The noun of the unit, with its plural forms; currencies, shares and symbols need no translation."""
    definition: str = ""
    note: str = ""
    actor: str = ""
    confidence: ConfidenceTranslation = ConfidenceTranslation()
    alternatives: tuple[AlternativeTranslation, ...] = ()
    """The words of the other published values, in the order of the fact's `alternatives`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One atomic statement about the world, with everything a reader may ask of it."""

    __pydantic_config__ = STRICT

    id: Id
    """Unique name of the fact: small letters, digits and hyphens."""
    type: FactType
    topic: Ids
    """Id of a topic in data/topics.yaml, or a list whose first is its home."""
    statement: Filled
    """One plain sentence without its full stop; {value} stands where the formatted value goes."""
    entity: str = ""
    """Id of the entity that the fact is about."""
    value: ValueText | None = None
    """Exact number, {min, max}, ISO 8601 date or interval, or text."""
    unit: UnitText = ""
    """ISO 4217 currency code, `percent`, or a noun or symbol as it is printed, with plural forms where it inflects."""
    qualifier: Qualifier | None = None
    """How the value stands to the true one."""
    as_of: DateText | None = None
    """When the value held."""
    definition: str = ""
    """What is counted or measured, where readers might take it for something else."""
    sources: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    """Other published values."""
    status: Status = "asserted"
    obs_status: tuple[str, ...] = ()
    """SDMX observation codes."""
    confidence: Confidence = Confidence()
    relations: tuple[Relation, ...] = ()
    actor: str = ""
    """Of a recommendation: who should act; "not stated" where the source names nobody."""
    priority: Priority = 5
    """1 (first) to 9: decides order, and what is dropped where room is short."""
    marking: str = ""
    """A label of the project's marking scheme; the project's default when left out."""
    embargo_until: Instant | None = None
    review_by: Day | None = None
    tags: tuple[str, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    """The statement in other words for one audience."""
    translations: Mapping[str, Translation] = field(default_factory=dict)
    note: str = ""

    @property
    def home(self) -> str:
        """The topic that the fact is filed under first."""
        return self.topic[0]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Its evidence and that of the other published values."""
        return (*self.sources, *(item for other in self.alternatives for item in other.sources))

    @property
    def cites(self) -> tuple[str, ...]:
        """Ids of the sources of its evidence, each once."""
        return tuple(dict.fromkeys(item.source for item in self.evidence))

    @property
    def quotes(self) -> tuple[str, ...]:
        """Ids of the sources that it quotes, one for each quotation."""
        return tuple(item.source for item in self.evidence if item.locator.quote)

    @property
    def is_disputed(self) -> bool:
        """Whether its value may not be printed bare: the sources disagree (domain, evidence rule 6)."""
        return self.status == "disputed"


def values_of_unit(fact: Fact) -> tuple[Decimal, ...]:
    """Give the numbers published for a fact in its own unit, its main value's first; bounds count as two numbers.

    Values of another unit are left out: no comparison across units (domain, evidence rule 4).
    """
    found: list[Decimal] = []
    for value, unit in ((fact.value, fact.unit), *((item.value, item.unit or fact.unit) for item in fact.alternatives)):
        if unit != fact.unit:
            continue
        if isinstance(value, Decimal):
            found.append(value)
        elif isinstance(value, Range):
            found.extend((value.min, value.max))
    return tuple(found)
