"""A finished page as it is read: its blocks of words in order, what stands in them, and what is said beside the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from briefgen.gate.asides import Aside, asides
from briefgen.gate.spans import MARK, Span, tag_name, unmarked

_UNREAD = frozenset({"head", "title", "script", "style", "template", "noscript"})
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
     "time", "u", "var", "wbr", "input", "label"}
)  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FURNITURE = "furniture"
"""Class of what stands on a page but is not the document's own words: running heads, skip links, marking."""
_EMPTY = "<html><body></body></html>"


@dataclass(frozen=True, slots=True)
class Block:
    """Words that stand together: a paragraph, item, heading, cell or caption, or what stands loose between such."""

    kind: str
    """Name of the element that holds it: p, li, h2, td, th, caption, title, text (of a drawing) ..."""
    text: str
    heading: str
    """Words of the nearest heading above, or of itself where it is one."""
    furniture: bool
    spans: tuple[Span, ...]
    within: tuple[str, ...]
    """Names of the elements around it, the outermost first."""
    classes: frozenset[str] = frozenset()
    """Classes of the elements around it, by which templates say what their parts are."""

    def facts(self, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """Give the facts of which something stands between two positions, each once, in order."""
        last = len(self.text) if end is None else end
        found = (span.fact for span in self.spans if span.fact and span.start < last and span.end > start)
        return tuple(dict.fromkeys(found))

    def typed(self) -> str:
        """Give the text with blanks in the place of all that facts say: what a template or text says itself."""
        letters = list(self.text)
        for span in self.spans:
            if span.fact:
                letters[span.start : span.end] = " " * (span.end - span.start)
        return "".join(letters)


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it is read."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    asides: tuple[Aside, ...]
    tree: Any
    """Root of the parsed document, for what is not about words."""

    @property
    def own(self) -> tuple[Block, ...]:
        """The document's own words, without page furniture."""
        return tuple(block for block in self.blocks if not block.furniture)


def read(html: str, language: str) -> Reading:
    """Turn a finished page into what its readers meet; marks of typed figures are taken out and noted."""
    tree = _tree(html)
    reader = _Reader()
    reader.walk(tree, (), FURNITURE in _classes(tree))
    reader.close()
    title, _ = unmarked("".join(tree.findtext(".//title") or ""))
    return Reading(" ".join(title.split()), language, tuple(reader.blocks), tuple(asides(tree)), tree)


def read_markup(html: str, language: str) -> Reading:
    """Turn a finished page into its elements alone, for what is not about words: that is four times as fast."""
    return Reading("", language, (), (), _tree(html))


def _tree(html: str) -> Any:
    parse: Any = lxml_html.document_fromstring  # the library is not typed
    try:
        return parse(html)
    except etree.ParserError:  # a page without an element
        return parse(_EMPTY)


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


@dataclass
class _Reader:
    """Collects blocks while it walks through the tree of a page."""

    blocks: list[Block] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _spans: list[Span] = field(default_factory=list)
    _open: tuple[tuple[str, ...], bool] = ((), False)
    _heading: str = ""
    _prose: tuple[int, int] | None = None
    _is_own: bool = False
    """Whether some of the words are not page furniture: a link that is may stand loose before others."""
    _around: list[str] = field(default_factory=list)

    def walk(self, element: Any, above: tuple[str, ...], furniture: bool) -> None:
        """Read an element and all that is in it."""
        name = tag_name(element)
        if not name or name in _UNREAD:
            return
        inside = (*above, name)
        begins_furniture = not furniture and FURNITURE in _classes(element)
        furniture = furniture or begins_furniture
        is_inline = name in INLINE or name == "tspan" or ("svg" in above and name in ("a", "g"))
        is_block = begins_furniture or not is_inline
        if is_block:
            self.close()
        depth = len(self._around)
        self._around.extend(_classes(element))
        self._open = (inside if is_block else self._open[0] or inside, furniture)
        start = self._length
        if "svg" not in above or name not in ("title", "desc", "metadata"):
            self._say(element.text)
            for child in element:
                self.walk(child, inside, furniture)
                self._open = (inside if is_block else self._open[0] or inside, furniture)
                self._say(child.tail)
        if fact := element.get("data-fact"):
            kind = "value" if name == "data" else "statement"
            self._spans.append(Span(start, self._length, fact, element.get("id") or "", kind))
        if is_block:
            self.close()
        del self._around[depth:]

    def close(self) -> None:
        """End the block that is open, if there is one."""
        text = "".join(self._text)
        if text.strip():
            self._finish(text.rstrip())
        self._text, self._spans, self._length, self._is_own = [], [], 0, False

    def _finish(self, text: str) -> None:
        within, furniture = self._open[0], not self._is_own
        kind = next((name for name in reversed(within) if name not in INLINE), "body")
        if kind in HEADINGS and not furniture:
            self._heading = text
        spans = sorted(self._spans, key=lambda span: (span.start, -span.end))
        kept = tuple(Span(s.start, min(s.end, len(text)), s.fact, s.anchor, s.kind, s.place) for s in spans)
        self.blocks.append(Block(kind, text, self._heading, furniture, kept, within, frozenset(self._around)))

    def _say(self, text: str | None) -> None:
        if not text:
            return
        position = 0
        for mark in MARK.finditer(text):
            self._add(text[position : mark.start()])
            position = mark.end()
            if mark[1] is not None:
                self._prose = (self._length, int(mark[1]))
            elif self._prose is not None:
                start, number = self._prose
                self._spans.append(Span(start, self._length, kind="prose", place=number))
                self._prose = None
        self._add(text[position:])

    def _add(self, text: str) -> None:
        """Add words, with single spaces and none at the start of a block."""
        words = re.sub(r"[ \t\n\r\f]+", " ", text)
        if words.startswith(" ") and (not self._text or self._text[-1].endswith(" ")):
            words = words[1:]
        if words:
            self._text.append(words)
            self._length += len(words)
            self._is_own = self._is_own or (not self._open[1] and bool(words.strip()))
