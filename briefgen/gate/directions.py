"""Words of change beside figures: they come from the figure's sign, not from a hand (issue: agreement across audiences)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal

from briefgen.gate.reading import Block, Reading
from briefgen.gate.sentences import Sentence
from briefgen.gate.spans import Span
from briefgen.gate.whereabouts import place_of, remarks
from briefgen.language.claims import Direction, directions
from briefgen.model.briefing import Briefing, Page
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.fact import Fact, values_of_unit

_FIGURES = frozenset({"value", "range", "alternative", "total", "rounded", "magnitude"})
"""Roles of printed numbers; dates and words of direction have others."""
# "rose to −3" and "growth of −3%" are said with a negative number; "rose by −3" is not.
_LEVEL = re.compile(r"\b(?:to|from|at|of|above|below|until|à|au|aux|depuis|jusqu|إلى|من|عند)\b", re.IGNORECASE)


def check_directions(found: tuple[Sentence, ...], reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find words of change that a template or text types beside a fact's number, and statements at odds with their value."""
    figures = {entry.anchor for entry in page.ledger.entries if entry.anchor and entry.role in _FIGURES}
    findings: list[Diagnostic] = []
    for sentence in found:
        numbers = _numbers(sentence, figures, briefing)
        if numbers:
            findings += _typed(sentence, reading, page, briefing)
            findings += _contradicting(sentence, numbers, reading.language, briefing)
    return tuple(dict.fromkeys(findings))


def _numbers(sentence: Sentence, figures: AbstractSet[str], briefing: Briefing) -> tuple[Span, ...]:
    """Give the printed numbers of facts in a sentence."""
    start, end = sentence.extent
    facts = briefing.dataset.facts
    inside = [span for span in sentence.block.spans if span.anchor in figures and span.start < end and span.end > start]
    return tuple(span for span in inside if span.fact in facts and values_of_unit(facts[span.fact]))


def _typed(sentence: Sentence, reading: Reading, page: Page, briefing: Briefing) -> Iterator[Diagnostic]:
    for word in directions(sentence.text, reading.language):
        written = sentence.text[word.start : word.end]
        if not _is_own(sentence, word, briefing):
            continue
        name = sentence.facts[0]
        beside = ", ".join(f"`{fact}`" for fact in sentence.facts)
        message = f"“{written}” is typed beside a number of {beside}: “{sentence.beginning}”"
        hint = (
            f'let the number say it: {{{{ fact("{name}") | direction("rose", "fell") }}}} by {{{{ fact("{name}") | magnitude }}}}'
        )
        yield Diagnostic("BG237", message, place_of(sentence.block, sentence.extent, page, briefing), hint)


def _is_own(sentence: Sentence, word: Direction, briefing: Briefing) -> bool:
    """Tell whether a template or text typed a word, and it is not what a record says."""
    start, end = sentence.start + word.start, sentence.start + word.end
    first = sentence.block.text[start:end].split()[0]
    if not sentence.block.typed()[start:end].startswith(first):
        return False
    return not any(
        found.start() <= start and end <= found.end()
        for text in _given(sentence.block, briefing)
        for found in re.finditer(re.escape(text), sentence.block.text)
    )


def _given(block: Block, briefing: Briefing) -> Iterator[str]:
    """Give what else of their records templates print beside facts: definitions, notes, reasons, names of sources."""
    for name in block.facts():
        fact = briefing.dataset.facts.get(name)
        if fact is not None:
            sources = (briefing.dataset.sources[item.source] for item in fact.sources if item.source in briefing.dataset.sources)
            names = (text for source in sources for text in (source.title, source.short))
            yield from filter(None, (*remarks(fact), *names))


def _contradicting(sentence: Sentence, numbers: tuple[Span, ...], language: str, briefing: Briefing) -> Iterator[Diagnostic]:
    """Find statements that say a rise of a negative number."""
    for number in numbers:
        fact = briefing.dataset.facts[number.fact]
        around = _statement(sentence.block, number)
        if around is None or not _is_negative(fact):
            continue
        words = sentence.block.text[around.start : around.end]
        before = number.start - around.start
        risen = [word for word in directions(words, language) if word.sign > 0 and word.end <= before]
        if risen and not _LEVEL.search(words[risen[-1].start : before]):
            said, printed = words[risen[-1].start : risen[-1].end], words[before : number.end - around.start]
            message = f"`{fact.id}` says “{said}” of {printed}"
            hint = "say what its sign says, or turn the sign round"
            yield Diagnostic("BG237", message, briefing.dataset.places.get(fact.id, Place()), hint)


def _is_negative(fact: Fact) -> bool:
    return isinstance(fact.value, Decimal) and fact.value < 0


def _statement(block: Block, number: Span) -> Span | None:
    """Give the statement of the same fact in which a number stands."""
    for span in block.spans:
        if span.kind == "statement" and span.fact == number.fact and span.start <= number.start and number.end <= span.end:
            return span
    return None
