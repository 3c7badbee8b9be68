"""What a page may not pass off as settled: interpretations, and one of several published values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.gate.reading import Block, Reading
from briefgen.gate.spans import Span
from briefgen.gate.whereabouts import place_of
from briefgen.language.claims import attributed, is_known
from briefgen.language.sentences import sentences
from briefgen.model.briefing import Briefing, Entry, Page
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.fact import Fact

DIFFERING = "(published values differ)"
"""What the filters write after a disputed value that stands alone, in English."""
# The word for the type in the languages that briefgen ships, as the filter `term` writes it.
_TYPE = re.compile(r"\b(?:interpretation|interprétation)s?\b|تفسير", re.IGNORECASE)
# Headings under which a reader expects what somebody thinks; "further reading" is a list of sources.
_VIEWS = re.compile(
    r"\b(?:interpretation|view|assessment|opinion|interprétation|point de vue|avis|appréciation)s?\b"
    r"|(?<!further )\breadings?\b|تفسير|رأي|آراء|تقييم",
    re.IGNORECASE,
)


def check_interpretations(reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find interpretations that are printed as if they were facts (domain, evidence rule 7).

    The words around one, or its heading, name its type or one of its sources, or it says itself whose view it is.
    """
    if not is_known(reading.language):  # how its readers are told of views is not known either
        return ()
    said = [(block, span) for block in reading.own for span in block.spans if span.kind == "statement"]
    of_facts = briefing.dataset.rows
    printed = [(block, span) for block, span in said if (row := of_facts.get(span.fact)) and row.type == "interpretation"]
    rows = _rows(reading.tree) if printed else {}
    return tuple(
        dict.fromkeys(
            _bald(block, span, page, briefing)
            for block, span in printed
            if not _is_marked(f"{block.text} {rows.get(span.anchor, '')}", block, span, briefing)
        )
    )


def _is_marked(around: str, block: Block, span: Span, briefing: Briefing) -> bool:
    if _VIEWS.search(block.heading) or _TYPE.search(around):
        return True
    fact = briefing.dataset.facts[span.fact]
    sources = (briefing.dataset.sources.get(item.source) for item in fact.sources)
    if any(source is not None and source.short in around for source in sources):
        return True
    language = briefing.id.language
    parts = sentences(block.text, language)
    inside = [block.text[start:end] for start, end in parts if start < span.end and end > span.start]
    return attributed(" ".join(inside), language)


def _rows(tree: Any) -> Mapping[str, str]:
    """Give the words of the table's row in which an anchored element stands, by its anchor: a row is one record."""
    return {
        element.get("id"): " ".join(row.text_content().split())
        for row in tree.iter("tr")
        for element in row.iter("span")
        if element.get("data-fact") and element.get("id")
    }


def _bald(block: Block, span: Span, page: Page, briefing: Briefing) -> Diagnostic:
    words = " ".join(block.text[span.start : span.end].split()[:10])
    entry = next((entry for entry in page.ledger.entries if entry.anchor == span.anchor), None)
    place = entry.place if entry else place_of(block, (span.start, span.end), page, briefing)
    message = f"`{span.fact}` is an interpretation, but it is printed as a fact: “{words} …”"
    hint = "say whose view it is, print `{{ f.type | term }}` beside it, or put it under a heading that says so"
    return Diagnostic("BG233", message, place, hint)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page prints of one disputed fact."""

    fact: Fact
    entries: tuple[Entry, ...]
    published: frozenset[str]
    """The exact forms of its published values."""

    @property
    def is_whole(self) -> bool:
        """Whether its range or all its published values are printed."""
        shown = {entry.raw for entry in self.entries if entry.role in ("value", "alternative")}
        return any(entry.role == "range" for entry in self.entries) or self.published <= shown


def check_disputed(reading: Reading, page: Page, briefing: Briefing, differing: str = DIFFERING) -> tuple[Diagnostic, ...]:
    """Find disputed facts of which a page prints one published value by itself (domain, evidence rule 6).

    `differing` is the note, in the page's language, that says beside a value that others were published.
    """
    noted = _noted(reading, differing)
    findings = []
    for shown in _disputed(page, briefing):
        if shown.is_whole:
            continue
        for entry in shown.entries:
            if entry.role in ("value", "alternative") and not _has_note(entry, noted, reading, differing):
                message = f"`{entry.fact}` is disputed, but of its published values “{entry.printed}” stands alone"
                hint = "print its `range`, all that is `published`, or its `preferred` value, which says that others differ"
                findings.append(Diagnostic("BG230", message, entry.place, hint))
    return tuple(dict.fromkeys(findings))


def _disputed(page: Page, briefing: Briefing) -> Iterator[_Shown]:
    for name in page.ledger.facts:
        fact = briefing.dataset.facts[name]
        if fact.is_disputed:
            values = ((0, fact.value), *((number, item.value) for number, item in enumerate(fact.alternatives, 1)))
            published = frozenset(briefing.exact(fact.id, value, number) for number, value in values if value is not None)
            yield _Shown(fact, tuple(entry for entry in page.ledger.entries if entry.fact == fact.id), published)


def _noted(reading: Reading, differing: str) -> frozenset[str]:
    """Give the anchors of the values after which the note stands."""
    return frozenset(
        span.anchor
        for block in reading.blocks
        if differing in block.text
        for span in block.spans
        if span.anchor and block.text[span.end :].lstrip().startswith(differing)
    )


def _has_note(entry: Entry, noted: frozenset[str], reading: Reading, differing: str) -> bool:
    if entry.anchor:
        return entry.anchor in noted
    return any(f"{entry.printed} {differing}" in aside.text for aside in reading.asides)
