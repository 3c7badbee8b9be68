"""The sentences of a finished page in reading order: which printed values stand in each, whose evidence it shows, its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefgen.gate.reading import HEADINGS, Block, Reading
from briefgen.language.sentences import sentences
from briefgen.model.briefing import PROSE_END, PROSE_MARK, Page, Position, Typeset
from briefgen.model.ledger import Sentence

_EVIDENCE, _SOURCE = "e-", "s-"
"""What the ids of elements begin with that show a fact's evidence, and a source's reference."""
_ANCHORED = f"[starts-with(@id, '{_EVIDENCE}') or starts-with(@id, '{_SOURCE}')]"
_WITHIN_LINES = frozenset({"a", "b", "cite", "data", "em", "i", "q", "small", "span", "strong", "sub", "sup"})
_CELL_END = " | "
_MARK = re.compile(rf"{PROSE_MARK[0]}\d+{PROSE_MARK[1]}|{PROSE_END}")
_HYPHENS = dict.fromkeys(map(ord, "-\u00ad\u2010\u2011\u200b\ufffe"))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some words that stand together, with the ids of the elements in and around them."""

    text: str
    kind: str
    heading: str
    anchors: tuple[tuple[int, str], ...]
    """Where each anchored value or statement begins in the text."""
    shows: tuple[str, ...]
    """Ids of elements that show evidence or a source."""

    @property
    def is_whole(self) -> bool:
        """Whether it is not parted into sentences: a row of a table, a note, an entry of a list of sources."""
        return self.kind == "tr" or (bool(self.shows) and not self.anchors)


def sentences_of(page: Page, reading: Reading, typeset: Typeset | None, words: Sequence[str] = ()) -> tuple[Sentence, ...]:
    """Turn a page as it is read into its sentences; a row of a table is one, with its cells between bars.

    The page of a sentence is that of a value or evidence in it, or the one on which its neighbours stand. `words` are those
    of the PDF's pages: with them it is also found where the neighbours stand on different ones.
    """
    known = {f"{_EVIDENCE}{name}" for name in page.ledger.facts} | {f"{_SOURCE}{name}" for name in page.ledger.sources}
    found = [item for piece in _pieces(reading, known) for item in _parted(piece, reading.language)]
    if typeset is None:
        return tuple(sentence for sentence, _ in found)
    pages = [_page(sentence, piece, typeset.positions) for sentence, piece in found]
    squeezed = tuple(_squeezed(text) for text in words)
    return tuple(
        replace(sentence, page=number or _between(sentence, bounds, squeezed))
        for (sentence, _), number, bounds in zip(found, pages, _bounds(pages, typeset.pages), strict=True)
    )


def _pieces(reading: Reading, known: set[str]) -> Iterator[_Piece]:
    """Give blocks and rows of tables, in order."""
    shown = _shown_by_words(reading.tree, known)
    rows = iter([(row, words) for row in reading.tree.iter("tr") if (words := _unspaced(_content(row)))])
    waiting = list(reversed(reading.blocks))
    while waiting:
        block = waiting[-1]
        row = _row(waiting, rows) if "tr" in block.within else None
        if row is not None:
            element, cells = row
            if not block.furniture:
                yield _joined(cells, tuple(_names(element, known)))
            continue
        waiting.pop()
        if not block.furniture:
            anchors = tuple((span.start, span.anchor) for span in block.spans if span.anchor)
            yield _Piece(block.text, block.kind, block.heading, anchors, shown.get(_spaced(block.text), ()))


def _row(waiting: list[Block], rows: Iterator[tuple[Any, str]]) -> tuple[Any, list[Block]] | None:
    """Take the blocks of the next row of a table from the end of a list; nothing where they do not make up a row."""
    element, words = next(rows, (None, ""))
    taken = length = 0
    while length < len(words) and taken < len(waiting):
        taken += 1
        length += len(_unspaced(waiting[-taken].text))
    cells = waiting[: -taken - 1 : -1]
    if element is None or "".join(_unspaced(cell.text) for cell in cells) != words:
        return None
    del waiting[-taken:]
    return element, cells


def _joined(cells: Sequence[Block], shows: tuple[str, ...]) -> _Piece:
    text, anchors = "", []
    for cell in cells:
        text += _CELL_END if text else ""
        anchors += [(len(text) + span.start, span.anchor) for span in cell.spans if span.anchor]
        text += cell.text
    return _Piece(text, "tr", cells[0].heading, tuple(anchors), shows)


def _parted(piece: _Piece, language: str) -> Iterator[tuple[Sentence, _Piece]]:
    """Part a piece into its sentences; a value belongs to the one in which it begins."""
    whole = ((0, len(piece.text)),)
    for start, end in whole if piece.is_whole else sentences(piece.text, language) or whole:
        anchors = tuple(anchor for position, anchor in piece.anchors if start <= position < end)
        shows = () if anchors else piece.shows
        yield (
            Sentence(
                text=piece.text[start:end].strip(),
                kind=piece.kind,
                heading=piece.heading,
                anchors=anchors,
                shows=_without_prefix(shows, _EVIDENCE),
                sources=_without_prefix(shows, _SOURCE),
            ),
            piece,
        )


def _without_prefix(names: Sequence[str], prefix: str) -> tuple[str, ...]:
    return tuple(name.removeprefix(prefix) for name in names if name.startswith(prefix))


def _shown_by_words(tree: Any, known: set[str]) -> Mapping[str, tuple[str, ...]]:
    """Give what blocks show of evidence and sources, by the blocks' words; rows of tables are found by their elements."""
    found: dict[str, dict[str, None]] = {}
    for element in tree.xpath(f"//*{_ANCHORED}"):
        name = _plain_name(element)
        if name not in known or element.tag == "tr":
            continue
        outer = element
        while outer.tag in _WITHIN_LINES and outer.getparent() is not None:
            outer = outer.getparent()
        inside = (inner for inner in element.iterdescendants() if isinstance(inner.tag, str) and inner.tag not in _WITHIN_LINES)
        for holder in (outer, *inside):
            found.setdefault(_spaced(_content(holder)), {})[name] = None
    return {words: tuple(names) for words, names in found.items() if words}


def _names(row: Any, known: set[str]) -> Iterator[str]:
    """Give what a row of a table shows of evidence and sources."""
    names = dict.fromkeys(_plain_name(element) for element in row.xpath(f"descendant-or-self::*{_ANCHORED}"))
    return (name for name in names if name in known)


def _plain_name(element: Any) -> str:
    """Give the id of an element without the number by which a repeated anchor differs; ids of facts have no underscore."""
    return str(element.get("id")).partition("_")[0]


def _content(element: Any) -> str:
    """Give the words in an element; marks of typed figures are taken out."""
    return _MARK.sub("", element.text_content())


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _squeezed(text: str) -> str:
    """Give the letters of a text without what line ends change: spaces and hyphens."""
    return _unspaced(text).translate(_HYPHENS)


def _page(sentence: Sentence, piece: _Piece, positions: Mapping[str, Position]) -> int | None:
    """Give the page of the first thing with a known place in a sentence."""
    names = sentence.anchors or (piece.shows if len(piece.shows) == 1 else ())
    return next((positions[name].page for name in names if name in positions), None)


def _bounds(pages: Sequence[int | None], last: int) -> list[tuple[int, int]]:
    """Give for each sentence the pages of the nearest known ones before and after it."""
    before, after = [], []
    page = 1
    for item in pages:
        page = item or page
        before.append(page)
    page = last
    for item in reversed(pages):
        page = item or page
        after.append(page)
    return list(zip(before, reversed(after), strict=True))


def _between(sentence: Sentence, bounds: tuple[int, int], pages: Sequence[str]) -> int | None:
    """Find the page of a sentence between two pages; nothing where that is not certain."""
    first, last = bounds
    if first == last:
        return first
    if sentence.kind in HEADINGS and first < last:
        return last  # no heading stands at the foot of a page (domain, page design)
    words = _squeezed(sentence.text.replace(_CELL_END, ""))
    numbers = range(first, last + 1) if first < last else range(1, len(pages) + 1)
    return next((number for number in numbers if number <= len(pages) and words in pages[number - 1]), None)
