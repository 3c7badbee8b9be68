"""The Briefing of one document: what its audience may see and its editors want, chosen, ordered and grouped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from briefgen.model.briefing import Briefing, DocumentId, Section, Work
from briefgen.model.dataset import Dataset, Entity, Topic
from briefgen.model.fact import Fact
from briefgen.model.settings import Brief
from briefgen.model.source import Source
from briefgen.tailor.admit import forbidden, is_selected, left_out
from briefgen.tailor.charts import with_charts
from briefgen.tailor.languages import Translator
from briefgen.tailor.sections import sections
from briefgen.tailor.texts import texts_of


def tailor(work: Work, document: DocumentId, as_at: datetime, *, embargoed: bool = False) -> Briefing:
    """Turn a project into all that one document may say at an instant; what its audience may not see is not in it.

    With `embargoed`, facts under embargo are in it, and the document has to carry the embargo line.
    """
    brief = _brief(work, document)
    audience = work.audiences[document.audience]
    admitted, refused = _admission(work, document, as_at, embargoed=embargoed)
    known = replace(work.dataset, facts=_known(admitted), sources=_cited(work.dataset, admitted.values()))
    translator = Translator(document.language, is_own=document.language.split("-")[0] == work.settings.language)
    dataset = translator.dataset(known, document.audience)
    mine = {fact.id: fact for fact in dataset.facts.values() if _is_about(fact, brief, document.item)}
    item = dataset.topics.get(document.item) if _is_by_topic(brief) else dataset.entities.get(document.item)
    texts, untold = texts_of(work, document)
    said = translator.brief(brief)
    about = document.item if _is_by_topic(brief) else ""
    found = sections(audience.sections, replace(dataset, facts=mine), texts)
    return Briefing(
        id=document,
        brief=said,
        audience=translator.audience(document.audience, audience),
        settings=work.settings,
        scheme=work.scheme,
        title=_filled(said.title, item),
        item=item,
        sections=with_charts(found, work.charts.values(), document.audience, mine.values(), about),
        dataset=dataset,
        own=tuple(mine.values()),
        refused=refused,
        as_at=as_at,
        brand=work.brand,
        charts=work.charts,
        lacks=frozenset(translator.lacks),
        originals=translator.originals,
        diagnostics=untold,
    )


def _admission(work: Work, document: DocumentId, as_at: datetime, *, embargoed: bool) -> tuple[dict[str, Fact], dict[str, str]]:
    """Part a project's facts into those admitted to a document and the reasons why the others are not."""
    brief, audience = _brief(work, document), work.audiences[document.audience]
    admitted: dict[str, Fact] = {}
    refused: dict[str, str] = {}
    for fact in work.dataset.facts.values():
        reason = forbidden(fact, audience.admits, work.scheme, as_at, embargoed=embargoed) or left_out(fact, audience.admits)
        if not reason and not is_selected(fact, brief.facts):
            reason = "the brief does not select it"
        if reason:
            refused[fact.id] = reason
        else:
            admitted[fact.id] = fact
    return admitted, refused


def fewer(briefing: Briefing, dropped: Collection[str]) -> Briefing:
    """Take some facts out of a briefing's sections, where room is short; texts that name them still may."""
    return replace(briefing, sections={name: _fewer(section, dropped) for name, section in briefing.sections.items()})


def _fewer(section: Section, dropped: Collection[str]) -> Section:
    groups = (replace(group, facts=tuple(fact for fact in group.facts if fact.id not in dropped)) for group in section.groups)
    return replace(
        section,
        facts=tuple(fact for fact in section.facts if fact.id not in dropped),
        groups=tuple(group for group in groups if group.facts),
    )


def secrets(work: Work, document: DocumentId, as_at: datetime, *, embargoed: bool = False) -> tuple[Fact, ...]:
    """Give the facts that are secret from a document's readers: what the proof looks for in the finished files."""
    admits = work.audiences[document.audience].admits
    facts = work.dataset.facts.values()
    return tuple(fact for fact in facts if forbidden(fact, admits, work.scheme, as_at, embargoed=embargoed))


def _brief(work: Work, document: DocumentId) -> Brief:
    return next(item for item in work.settings.briefs if item.id == document.brief)


def _known(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Drop relations to facts that are not among these, so that nothing tells of their existence."""
    return {
        fact.id: replace(fact, relations=kept) if len(kept) < len(fact.relations) else fact
        for fact in facts.values()
        for kept in (tuple(relation for relation in fact.relations if relation.fact in facts),)
    }


def _cited(dataset: Dataset, facts: Iterable[Fact]) -> dict[str, Source]:
    """Keep the sources that some facts cite: that another one exists may say too much."""
    cited = {evidence.source for fact in facts for evidence in fact.evidence}
    return {name: source for name, source in dataset.sources.items() if name in cited}


def _is_by_topic(brief: Brief) -> bool:
    return brief.for_each is not None and brief.for_each[0] == "topic"


def _is_about(fact: Fact, brief: Brief, item: str) -> bool:
    match brief.for_each:
        case None:
            return True
        case ("topic", _):
            return item in fact.topic
        case _:
            return fact.entity == item


def _filled(title: str, item: Entity | Topic | None) -> str:
    if item is None:
        return title
    return title.replace("{item.name}", item.name).replace("{item.title}", item.title)
