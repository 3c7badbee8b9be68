"""The ledger of a document: its page, the places of its values in the PDF and its sentences become one record to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.model.briefing import Briefing, Entry, Page, Position, Typeset
from briefgen.model.fact import Fact
from briefgen.model.ledger import Citation, LedgerFile, Printed, Sentence, alternative_key
from briefgen.publish.manifest import name_of


def ledger_of(briefing: Briefing, page: Page, typeset: Typeset | None, sentences: Sequence[Sentence]) -> LedgerFile:
    """Turn a finished document into its ledger; positions are in points from the page's left and top edge."""
    facts = briefing.dataset.facts
    positions = typeset.positions if typeset else {}
    ledger = page.ledger
    return LedgerFile(
        document=name_of(page.id),
        title=page.title,
        language=page.language,
        edition=page.edition,
        marking=page.marking,
        digest=page.digest,
        pages=typeset.pages if typeset else None,
        words=page.words,
        entries=tuple(_printed(entry, facts[entry.fact], positions.get(entry.anchor)) for entry in ledger.entries),
        sentences=tuple(sentences),
        evidence=dict(_evidence(facts[name] for name in ledger.facts)),
        facts=ledger.facts,
        sources=ledger.sources,
        reads=ledger.reads,
        selections=ledger.selections,
        templates=ledger.templates,
    )


def _printed(entry: Entry, fact: Fact, position: Position | None) -> Printed:
    return Printed(
        anchor=entry.anchor,
        where=entry.where,
        fact=entry.fact,
        also=entry.also,
        role=entry.role,
        formatter=entry.formatter,
        raw=entry.raw,
        printed=entry.printed,
        qualifier=_qualifier(entry, fact),
        file=entry.place.file,
        line=entry.place.line,
        page=position.page if position else None,
        x=round(position.x, 1) if position else None,
        y=round(position.y, 1) if position else None,
        evidence=alternative_key(fact.id, entry.alternative),
    )


def _qualifier(entry: Entry, fact: Fact) -> str:
    """Give the qualifier that stands in the words of an entry: ranges of published values and dates of validity have none."""
    if entry.role == "alternative" and entry.alternative:
        return fact.alternatives[entry.alternative - 1].qualifier or ""
    is_qualified = entry.role in ("value", "alternative", "rounded", "magnitude") or entry.formatter == "wholes"
    return (fact.qualifier or "") if is_qualified else ""


def _evidence(facts: Iterator[Fact]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for fact in facts:
        for number, sources in enumerate((fact.sources, *(item.sources for item in fact.alternatives))):
            yield alternative_key(fact.id, number), tuple(Citation.of(evidence) for evidence in sources)
