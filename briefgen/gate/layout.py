"""Where the blocks of a page stand in its PDF: which lines of which page hold their words, and what facts they are of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.gate.paper import Line, Paper
from briefgen.gate.reading import HEADINGS, Block, Reading
from briefgen.gate.spelling import MARKS, UNSEEN, letters
from briefgen.language.sentences import count_words

_START = 24  # letters that tell a block whose lines others part
_TELLING = 8  # letters that are found by themselves
_WHOLES = frozenset({"html", "body", "main", "section", "article", "table", "tbody", "ul", "ol", "dl"})
_BLOCKS = frozenset({"p", "li", "td", "th", "div", "dd", "dt", "blockquote", "figcaption", "ul", "ol", "dl"})
_ROW = 3  # points: lines that are nearer than this stand side by side

Row = tuple[int, int]
"""A page, from 1, and a height on it, by which lines that stand side by side are one."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The content of a PDF in the order of reading, with the letters of each line at their place in all its letters."""

    lines: tuple[tuple[int, Line], ...]
    starts: tuple[int, ...]
    text: str

    @classmethod
    def of(cls, paper: Paper) -> Layout:
        """Lay out a PDF's own lines; heads of tables that run on over a page are left out."""
        lines = tuple((number, line) for number, page in enumerate(paper.pages, 1) for line in page.content if not line.repeated)
        starts, parts, length = [], [], 0
        for _, line in lines:
            starts.append(length)
            parts.append(letters(line.text))
            length += len(parts[-1])
        return cls(lines, tuple(starts), "".join(parts))

    def rows(self, start: int, end: int) -> frozenset[Row]:
        """Give the rows that hold the letters between two positions."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1)) - 1
        return frozenset(_row(number, line) for number, line in self.lines[first : last + 1])

    def rows_after(self, page: int) -> frozenset[Row]:
        """Give all rows on the pages after one."""
        return frozenset(_row(number, line) for number, line in self.lines if number > page)

    def first_after(self, page: int) -> int:
        """Give the position of the first letter on the pages after one."""
        return next((start for start, (number, _) in zip(self.starts, self.lines, strict=True) if number > page), len(self.text))


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the positions of its first and after its last letter in the layout."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Room:
    """What a fact takes of a document."""

    rows: frozenset[Row]
    words: int


def placed(reading: Reading, layout: Layout) -> tuple[Placed, ...]:
    """Find each block of a page in its PDF, in the page's order; one whose start is not there is left out."""
    return tuple(_placed(reading.own, layout.text))


def _placed(blocks: Iterable[Block], text: str) -> Iterator[Placed]:
    position = 0
    for block in blocks:
        wanted = letters(block.text)
        if not wanted:
            continue
        found = text.find(wanted, position)
        for start in (position, 0):
            found = found if found >= 0 else text.find(wanted[:_START], start)
        if found >= 0:
            position = found + len(wanted)
            yield Placed(block, found, position)


def words_of(text: str) -> int:
    """Count the words of a page's text as they are counted in its PDF, where signs that are not drawn part none."""
    return count_words(UNSEEN.sub("", text))


def room_of(fact: str, alone: Iterable[str], blocks: Iterable[Placed], layout: Layout) -> Room:
    """Measure what would be gone without a fact: blocks of it `alone` (their texts), and its own words in others."""
    found: dict[int, tuple[int, str]] = {}
    for item in blocks:
        facts = item.block.facts()
        if facts == (fact,):
            found[item.start] = (item.end, item.block.text)
        elif fact in facts:
            for start, end in _stretches(item.block, fact):
                first = item.start + len(letters(item.block.text[:start]))
                words = item.block.text[start:end]
                found[first] = (first + len(letters(words)), words)
    after = min(found, default=0)
    for text in alone:
        wanted = letters(text)
        start = layout.text.find(wanted, after)
        if len(wanted) >= _TELLING and start >= 0:
            found.setdefault(start, (start + len(wanted), text))
    rows = (layout.rows(start, end) for start, (end, _) in found.items())
    return Room(frozenset().union(*rows), sum(words_of(text) for _, text in found.values()))


def _stretches(block: Block, fact: str) -> Iterator[tuple[int, int]]:
    """Give the outermost stretches of a block that are of a fact."""
    end = -1
    for span in block.spans:
        if span.fact == fact and span.end > end:
            yield max(span.start, end), span.end
            end = span.end


def alone(tree: Any) -> Mapping[str, tuple[str, ...]]:
    """Give for each fact of a page (lxml) the texts of the items, rows and boxes that hold it and no other fact.

    The place of its evidence goes with it.
    """
    found: dict[str, dict[str, None]] = {}
    for element in tree.xpath("//*[@data-fact or starts-with(@id, 'e-')]"):
        fact = element.get("data-fact") or element.get("id").removeprefix("e-").partition("_")[0]
        outer = _outermost(element, fact)
        if outer is not element or not element.get("data-fact"):
            found.setdefault(fact, {}).update(dict.fromkeys(_paragraphs(outer)))
    return {fact: tuple(texts) for fact, texts in found.items()}


def _outermost(element: Any, fact: str) -> Any:
    """Climb from an element to the largest one around it that is of the same fact alone."""
    parent = element.getparent()
    while parent is not None and parent.tag not in _WHOLES:
        others = any(inner.get("data-fact", fact) != fact or inner.tag in HEADINGS for inner in parent.iter())
        evidence = {inner.get("id").partition("_")[0] for inner in parent.xpath(".//*[starts-with(@id, 'e-')]")}
        if others or evidence - {f"e-{fact}"}:
            break
        element, parent = parent, parent.getparent()
    return element


def _paragraphs(element: Any) -> Iterator[str]:
    """Give the texts of the innermost blocks within an element."""
    blocks = [child for child in element if isinstance(child.tag, str) and any(inner.tag in _BLOCKS for inner in child.iter())]
    if not blocks:
        yield MARKS.sub("", "".join(element.itertext()))
    for child in blocks:
        yield from _paragraphs(child)


def _row(page: int, line: Line) -> Row:
    return page, round(line.bottom / _ROW)
