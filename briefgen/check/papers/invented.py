"""Datasets that nobody has, to try templates with: what they hold is never written to any file.

Facts lie in the project's topics, are about its entities and carry the tags that the audience's sections ask for, so that each
section has some.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, get_args

from briefgen.model.briefing import DocumentId, Text, Work
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Alternative, Confidence, Evidence, Fact, FactType, Level, Locator, Relation, Status
from briefgen.model.settings import Audience, Publisher
from briefgen.model.source import Name, Source
from briefgen.model.value import PartialDate, Period, Range, Value

_DAY = PartialDate(2024, 2, 29)
_TYPES: tuple[FactType, ...] = get_args(FactType)
_LEVELS: tuple[Level, ...] = get_args(Level)
_SOME: tuple[FactType, ...] = ("figure", "quotation")
_PLAIN = "It is so"
_LONG = f"Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerung {'x' * 60}"
_ARABIC = "مثال على جملة من اليمين إلى اليسار"
_VALUES: tuple[tuple[Value, str], ...] = (
    (Decimal(109_000_000_000), "EUR"),
    (Decimal("12.5"), "percent"),
    (Range(Decimal(2), Decimal(1_000_000)), "things"),
    (Decimal(-3), "km²"),
)


@dataclass(frozen=True, slots=True)
class Extreme:
    """A kind of data to try a template with."""

    phrase: str
    """How a finding names it."""
    words: str = _PLAIN
    types: tuple[FactType, ...] = _TYPES
    each: int = 1
    """Facts of each type."""
    is_bare: bool = False
    """Whether everything that may be left out is."""
    has_texts: bool = False
    """Whether an editor has written every section."""
    locale: str = ""
    is_rehearsal: bool = False
    """Whether only the template is run: words do not change what elements a page has."""


EXTREMES = (
    Extreme("no facts", types=(), is_bare=True),
    Extreme("one fact", types=("figure",)),
    Extreme("the longest words", words=_LONG, types=_SOME, is_rehearsal=True),
    Extreme("the longest words in every text", words=_LONG, types=(), has_texts=True),
    Extreme("right-to-left words", words=_ARABIC, types=_SOME, locale="ar", is_rehearsal=True),
    Extreme("every optional field missing", is_bare=True),
    Extreme("many facts", each=2, is_rehearsal=True),
)


def invented(work: Work, document: DocumentId, extreme: Extreme) -> Work:
    """Turn a project into one with the same brief, audience and topics, and data that are extreme in one way."""
    audience = work.audiences[document.audience]
    brief = next(item for item in work.settings.briefs if item.id == document.brief)
    words = extreme.words
    sources = _sources(extreme)
    dataset = replace(
        work.dataset,
        facts={fact.id: fact for fact in _facts(work, audience, document, extreme)},
        sources={source.id: source for source in sources},
        topics={name: replace(topic, title=words, translations={}) for name, topic in work.dataset.topics.items()},
        entities={name: replace(entity, name=words, translations={}) for name, entity in work.dataset.entities.items()},
        places={},
        record_places={},
    )
    publisher = Publisher(name=words) if extreme.is_bare else replace(work.settings.publisher, name=words)
    subtitle, date = ("", None) if extreme.is_bare else (words, _DAY)
    settings = replace(
        work.settings,
        publisher=publisher,
        locale=extreme.locale or work.settings.locale,
        briefs=(replace(brief, title=words, subtitle=subtitle, date=date, facts=replace(brief.facts, **_EVERYTHING)),),
    )
    texts = {(document.brief, document.audience, ""): _texts(audience, words)} if extreme.has_texts else {}
    return replace(work, settings=settings, dataset=dataset, texts=texts)


_EVERYTHING: dict[str, Any] = dict.fromkeys(("topics", "tags", "entities", "ids", "types", "statuses"), ())


def _texts(audience: Audience, words: str) -> dict[str, Text]:
    return {name: Text(words, Place("data/texts")) for name in audience.sections}


def _sources(extreme: Extreme) -> tuple[Source, ...]:
    bare = Source(id="first", type="document", title=extreme.words)
    if extreme.is_bare:
        return (bare,)
    full = replace(
        bare,
        id="second",
        title_short=extreme.words,
        author=(Name(literal=extreme.words),),
        publisher=extreme.words,
        container_title=extreme.words,
        issued=_DAY,
        url=f"https://example.org/{'x' * 60}",
        note=extreme.words,
    )
    return bare, full


def _facts(work: Work, audience: Audience, document: DocumentId, extreme: Extreme) -> Iterator[Fact]:
    """Make facts of each type: bare ones, or such as have everything, one after another disputed, corrected and so on."""
    topics = (document.item,) if document.item in work.dataset.topics else tuple(work.dataset.topics)
    entities = (document.item,) if document.item in work.dataset.entities else ("", *work.dataset.entities)
    rules = tuple(rule.facts for rule in audience.sections.values() if rule.facts)
    tags = tuple(dict.fromkeys(tag for rule in rules for tag in rule.tags))
    for number in range(len(extreme.types) * extreme.each):
        kind = extreme.types[number % len(extreme.types)]
        fact = Fact(
            id=f"{kind}-{number}",
            type=kind,
            topic=(topics[number // 3 % len(topics)],) if topics else (),
            statement=extreme.words,
            entity=entities[number % len(entities)],
            tags=tags,
            marking=work.scheme.labels[0],
            status="corroborated",
        )
        fact = replace(fact, **_needed(kind))
        yield fact if extreme.is_bare else _full(fact, number, extreme)


def _needed(kind: FactType) -> dict[str, Any]:
    """Give what a fact of a type cannot be without."""
    match kind:
        case "figure":
            return {"value": Decimal(1), "statement": "{value}"}
        case "date":
            return {"value": _DAY, "statement": "{value}"}
        case "recommendation":
            return {"actor": "not stated"}
    return {}


def _full(fact: Fact, number: int, extreme: Extreme) -> Fact:
    """Give a fact everything that a fact may have."""
    words = extreme.words
    evidence = tuple(
        Evidence(source=name, locator=Locator(page="1", paragraph=number + 1, section=words, quote=words))
        for name in ("first", "second")
    )
    level = _LEVELS[number % len(_LEVELS)]
    common = replace(
        fact,
        statement=words,
        as_of=Period(PartialDate(2023, 12), _DAY) if number % 2 else _DAY,
        definition=words,
        sources=evidence,
        confidence=Confidence(level=level, why=words),
        actor=words,
        note=words,
        priority=number % 9 + 1,
        relations=(Relation(type="part_of", fact=f"{fact.type}-{number - len(extreme.types)}"),)
        if number >= len(extreme.types)
        else (),
    )
    if fact.type == "date":
        return replace(common, statement=f"{words} {{value}}", value=_DAY)
    if fact.type != "figure":
        return common
    value, unit = _VALUES[number // len(extreme.types) % len(_VALUES)]
    other = Alternative(value=Decimal(7), note=words, as_of=_DAY, sources=evidence)
    status: Status = "disputed" if number // len(extreme.types) % 2 else fact.status
    return replace(common, statement=f"{{value}} {words}", value=value, unit=unit, alternatives=(other,), status=status)
