"""The Briefing of one document: what its audience may see and its editors want, chosen, ordered and grouped."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from briefgen.model.briefing import Briefing, DocumentId, Section, Work
from briefgen.model.dataset import Entity, Topic
from briefgen.model.fact import Fact
from briefgen.model.rows import View
from briefgen.model.settings import Brief
from briefgen.tailor.charts import with_charts
from briefgen.tailor.languages import Translator
from briefgen.tailor.pool import Pools
from briefgen.tailor.sections import sections
from briefgen.tailor.texts import texts_of


def tailor(work: Work, document: DocumentId, as_at: datetime, *, embargoed: bool = False, pools: Pools | None = None) -> Briefing:
    """Turn a project into all that one document may say at an instant; what its audience may not see is not in it.

    With `embargoed`, facts under embargo are in it, and the document has to carry the embargo line. `pools` are those of the same
    project at the same instant, where many documents are made.
    """
    pools = pools or Pools(work, as_at, embargoed)
    brief = next(item for item in work.settings.briefs if item.id == document.brief)
    audience = work.audiences[document.audience]
    pool = pools.of(brief, document.audience)
    translator = Translator(document.language, is_own=document.language.split("-")[0] == work.settings.language)
    facts = View(pool.rows, _Teller(work.dataset.facts, pool.rows, translator, document.audience))
    dataset = translator.dataset(replace(work.dataset, facts=facts, sources=pool.sources))
    mine = facts.part(pool.about(document.item))
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
        sections=with_charts(found, work.charts.values(), document.audience, mine.rows.values(), about),
        dataset=dataset,
        own=mine,
        refusal=partial(pools.refusal, brief, document.audience),
        as_at=as_at,
        brand=work.brand,
        charts=work.charts,
        lacks=translator.lacks,
        originals=translator.originals,
        diagnostics=untold,
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells facts as a document may know them."""

    facts: Mapping[str, Fact]
    known: Collection[str]
    """Ids of those that it may know."""
    translator: Translator
    audience: str

    def __call__(self, name: str) -> Fact:
        """Give a fact in the document's language, without a word of facts that it may not know."""
        return self.translator.fact(_known(self.facts[name], self.known), self.audience)


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


def _known(fact: Fact, known: Collection[str]) -> Fact:
    """Drop relations to facts that are not among the known ones, so that nothing tells of their existence."""
    kept = tuple(relation for relation in fact.relations if relation.fact in known)
    return replace(fact, relations=kept) if len(kept) < len(fact.relations) else fact


def _is_by_topic(brief: Brief) -> bool:
    return brief.for_each is not None and brief.for_each[0] == "topic"


def _filled(title: str, item: Entity | Topic | None) -> str:
    if item is None:
        return title
    return title.replace("{item.name}", item.name).replace("{item.title}", item.title)
