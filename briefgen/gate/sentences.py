"""Sentences of a finished page: their length and number against the audience's limits, and words that may not share one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.gate.reading import Block, Reading
from briefgen.gate.whereabouts import place_of
from briefgen.language.claims import attributed, confidence, likelihood
from briefgen.language.readability import reading_level
from briefgen.language.sentences import count_words, sentences
from briefgen.model.briefing import Briefing, Page
from briefgen.model.diagnostic import Diagnostic, Place, Severity, printable

RUNNING = frozenset({"p", "li", "blockquote", "dd", "td"})
"""Elements whose words are sentences; headings, captions and heads of tables are none."""
PARAGRAPHS = frozenset({"p", "li"})
EVIDENCE = frozenset({"sources", "source-list", "references", "notes", "table-notes", "margin-note"})
"""Classes of what lists sources, which are no sentences: templates/README.md names them."""
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]][.,;]?")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SHOWN = 8  # words of a sentence that a message quotes


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, from `start` to `end` in its text."""

    block: Block
    start: int
    end: int

    @property
    def extent(self) -> tuple[int, int]:
        """Where it stands in its block."""
        return self.start, self.end

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text[self.start : self.end]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that say something in it."""
        return self.block.facts(self.start, self.end)

    @property
    def beginning(self) -> str:
        """Its first words, for a message."""
        words = self.text.split()
        return printable(" ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else ""))


def sentences_of(reading: Reading) -> tuple[Sentence, ...]:
    """Turn a page into the sentences of its running text in order, without lists of sources and asides in brackets."""
    return tuple(
        sentence
        for block in reading.own
        if block.kind in RUNNING and not block.classes & EVIDENCE
        for sentence in _sentences(block, reading.language)
    )


def check_limits(found: tuple[Sentence, ...], reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Hold sentences, paragraphs and the reading level of a page against its audience's limits (domain, audiences)."""
    limits = briefing.audience.limits
    findings: list[Diagnostic] = []
    if limits.sentence_words:
        findings += _long_sentences(found, page, briefing)
    if limits.paragraph_sentences:
        findings += _long_paragraphs(found, page, briefing)
    if limits.reading_level:
        findings += _hard_to_read(found, reading, briefing)
    return tuple(dict.fromkeys(findings))


def check_registers(found: tuple[Sentence, ...], reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find sentences that say how likely something is and how sure we are of it (domain, evidence rule 5)."""
    findings = []
    for sentence in found:
        sure = confidence(sentence.text, reading.language)
        likely = likelihood(sentence.text, reading.language) if sure else ()
        if likely:
            told = f"“{likely[0].text}” and “{sure[0].text}”"
            message = f"likelihood and confidence share a sentence ({told}): “{sentence.beginning}”{naming(sentence.facts)}"
            hint = "say in one sentence how likely it is, and in another how good the evidence is"
            findings.append(Diagnostic("BG236", message, place_of(sentence.block, sentence.extent, page, briefing), hint))
    return tuple(dict.fromkeys(findings))


def naming(facts: tuple[str, ...]) -> str:
    """Name the facts of a sentence at the end of a message."""
    return f"; facts: {', '.join(f'`{name}`' for name in facts)}" if facts else ""


def _sentences(block: Block, language: str) -> Iterator[Sentence]:
    for start, end in sentences(block.text, language):
        text = block.text[start:end].strip()
        if _LETTERS.search(text) and not _BRACKETED.fullmatch(text):
            yield Sentence(block, start, end)


def _long_sentences(found: tuple[Sentence, ...], page: Page, briefing: Briefing) -> Iterator[Diagnostic]:
    limit = briefing.audience.limits.sentence_words
    for sentence in found:
        words = count_words(sentence.text)
        if words > limit:
            words = count_words(_own_words(sentence, briefing, page.language))
        if words > limit:
            message = f"{words} words in a sentence, {words - limit} over the limit of {limit}: “{sentence.beginning}”"
            place = place_of(sentence.block, sentence.extent, page, briefing)
            yield Diagnostic("BG223", message, place, _shorter(place, briefing), Severity.WARNING)


def _own_words(sentence: Sentence, briefing: Briefing, language: str) -> str:
    """Leave out of a sentence what it quotes from a source that it names."""
    text = sentence.text
    names = (source.short for source in briefing.dataset.sources.values())
    is_quoting = attributed(text, language) or any(name in text for name in names)
    return _QUOTED.sub("“…”", text) if is_quoting else text


def _shorter(place: Place, briefing: Briefing) -> str:
    if briefing.dataset.fact_at(place):
        return f"part it, or add wording: {{{briefing.id.audience}: ...}} to the fact"
    return "part it into two sentences"


def _long_paragraphs(found: tuple[Sentence, ...], page: Page, briefing: Briefing) -> Iterator[Diagnostic]:
    limit = briefing.audience.limits.paragraph_sentences
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in found:
        if sentence.block.kind in PARAGRAPHS:
            paragraphs.setdefault(id(sentence.block), []).append(sentence)
    for inside in paragraphs.values():
        if len(inside) > limit:
            first, last = inside[0], inside[-1]
            message = (
                f"{len(inside)} sentences in a paragraph, {len(inside) - limit} over the limit of {limit}: “{first.beginning}”"
            )
            place = _paragraph_place(first.block, (first.start, last.end), page, briefing)
            yield Diagnostic("BG224", message, place, "begin a new paragraph", Severity.WARNING)


def _paragraph_place(block: Block, extent: tuple[int, int], page: Page, briefing: Briefing) -> Place:
    """Find who put a paragraph together, which is no fact: the text, or the template."""
    place = place_of(block, extent, page, briefing)
    if briefing.dataset.fact_at(place):
        anchors = {span.anchor for span in block.spans}
        return next((entry.place for entry in page.ledger.entries if entry.anchor in anchors), place)
    return place


def _hard_to_read(found: tuple[Sentence, ...], reading: Reading, briefing: Briefing) -> Iterator[Diagnostic]:
    limit = briefing.audience.limits.reading_level
    text = "\n".join(sentence.text.strip().rstrip(".") + "." for sentence in found)
    level = reading_level(text, reading.language)
    if level is not None and level > limit:
        place = Place(f"templates/{briefing.audience.template}")
        message = f"the reading level is {level:.0f} on the LIX scale, over the limit of {limit}"
        yield Diagnostic("BG225", message, place, "use shorter sentences and shorter words", Severity.WARNING)
