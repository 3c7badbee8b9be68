"""Where the words of a finished page were written: in a fact's record, in an editor's text, or in a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.gate.reading import Block
from briefgen.model.briefing import PROSE_MARK, Briefing, Entry, Page, Text
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Fact

_WORD = re.compile(r"[^\W\d_]{2,}")
_WORDS = re.compile(r"\S+")
_MARK = re.compile(rf"{PROSE_MARK[0]}(\d+){PROSE_MARK[1]}")
_BESIDE = 2  # words beside a statement that do not make a sentence an editor's: a confidence word, a note's number
_ENOUGH = 8  # words that tell a sentence from any other of a text
_BETWEEN = r"[\s*_`\[\]]+"  # what Markdown may have between two words


def place_of(block: Block, extent: tuple[int, int], page: Page, briefing: Briefing) -> Place:
    """Turn a stretch of a block's text (start and end) into the line where its words are written.

    The fact's record where the words are its own statement, the line of the text where an editor wrote them, otherwise
    the line of the template that printed a value in them, or the audience's template as a whole.
    """
    if fact := stated(block, extent) or _remarked(block, extent, briefing):
        return briefing.dataset.places.get(fact, _template(briefing))
    printed = [entry.place for entry in entries_of(block, extent, page)]
    edited = (place for place in printed if place.file.startswith("data/"))
    written = next(_typed(block, extent, page), None) or next(edited, None) or text_place(block, extent, briefing)
    return written or next(iter(printed), _template(briefing))


def element_place(element: Any, page: Page, briefing: Briefing) -> Place:
    """Turn an element of the page's tree (or none) into the line that made it, as near as ledger and texts tell."""
    if element is None:
        return _template(briefing)
    anchors = {inner.get("id") for inner in element.iter() if inner.get("data-fact")} - {None}
    if anchors:
        return next((entry.place for entry in page.ledger.entries if entry.anchor in anchors), _template(briefing))
    text = element.text_content()
    if mark := _MARK.search(text):
        return page.prose[int(mark[1])].place
    words = " ".join(text.split())
    block = Block("", words, "", furniture=False, spans=(), within=())
    return (text_place(block, (0, len(words)), briefing) if words else None) or _template(briefing)


def stated(block: Block, extent: tuple[int, int]) -> str:
    """Give the fact whose own statement a stretch of text is, or an empty string where others' words stand in it."""
    start, end = extent
    if len(_WORD.findall(block.typed()[start:end])) > _BESIDE:
        return ""
    statements = [span for span in block.spans if span.kind == "statement" and span.start < end and span.end > start]
    longest = max(statements, key=lambda span: min(span.end, end) - max(span.start, start), default=None)
    return longest.fact if longest else ""


def remarks(fact: Fact) -> tuple[str, ...]:
    """Give what a fact's record says beside its statement: definition, notes, the reason for any doubt."""
    found = (fact.definition, fact.note, fact.confidence.why, *(item.note for item in fact.alternatives))
    return tuple(text for text in found if text)


def _remarked(block: Block, extent: tuple[int, int], briefing: Briefing) -> str:
    """Give the fact whose record's remark makes up most of a stretch, or an empty string."""
    words = block.text[extent[0] : extent[1]]
    facts = (briefing.dataset.facts.get(name) for name in block.facts())
    said = ((len(remark), fact.id) for fact in facts if fact for remark in remarks(fact) if remark.rstrip(".") in words)
    length, name = max(said, default=(0, ""))
    return name if 2 * length > len(words) else ""


def entries_of(block: Block, extent: tuple[int, int], page: Page) -> tuple[Entry, ...]:
    """Give the ledger's entries of what stands in a stretch of a block's text."""
    start, end = extent
    anchors = {span.anchor for span in block.spans if span.anchor and span.start < end and span.end > start}
    return tuple(entry for entry in page.ledger.entries if entry.anchor in anchors) if anchors else ()


def entry_place(anchor: str, page: Page) -> Place | None:
    """Find the line that printed the value or statement with an id."""
    return next((entry.place for entry in page.ledger.entries if anchor and entry.anchor == anchor), None)


def text_place(block: Block, extent: tuple[int, int], briefing: Briefing) -> Place | None:
    """Find the line of an editor's text on which the words of a stretch stand that no fact says."""
    texts = [section.text for section in briefing.sections.values() if section.text]
    for words in sorted(_runs(block, extent), key=len, reverse=True):
        pattern = re.compile(_BETWEEN.join(re.escape(word) for word in words[:_ENOUGH]))
        for text in texts:
            if found := pattern.search(text.body):
                return _line(text, found.start())
    return None


def _runs(block: Block, extent: tuple[int, int]) -> Iterator[list[str]]:
    """Give the words of a stretch that stand between what facts and records say, in runs."""
    start, end = extent
    inside = [span for span in block.spans if span.start < end and span.end > start]
    position = start
    for span in (*inside, None):
        words = _WORDS.findall(block.text[position : span.start if span else end])
        if any(_WORD.search(word) for word in words):
            yield words
        position = max(position, span.end) if span else end


def _typed(block: Block, extent: tuple[int, int], page: Page) -> Iterator[Place]:
    """Give the lines of the figures that a stretch types itself."""
    start, end = extent
    for span in block.spans:
        if span.kind == "prose" and span.start < end and span.end > start:
            yield page.prose[span.place].place


def _line(text: Text, position: int) -> Place:
    return Place(text.place.file, text.place.line + text.body.count("\n", 0, position))


def _template(briefing: Briefing) -> Place:
    return Place(f"templates/{briefing.audience.template}")
