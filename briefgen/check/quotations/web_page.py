"""Web pages: the bytes of an HTML file to the blocks that its reader sees."""

from __future__ import annotations

import re
from typing import Any

from briefgen.check.quotations.pieces import Piece, UnreadableError, under
from briefgen.check.quotations.plain_text import decoded

_CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_FIRST_BYTES = 4096
"""How far into a file its encoding is looked for (HTML standard, 13.2.3.2: at least 1024)."""
_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "iframe", "object", "svg", "math", "rp", "datalist"}
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
     "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
"""Elements that stand as blocks of their own (HTML standard, 15.3)."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def blocks_of(content: bytes) -> tuple[Piece, ...]:
    """Read the visible text of a web page, a piece for each block; nothing that it links to is fetched."""
    import lxml.etree as etree

    text = decoded(content, _stated(content))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.LxmlError as error:
        if not text.strip():
            return ()
        raise UnreadableError(str(error)) from error
    if root is None:
        return ()
    for fault in parser.error_log.filter_from_fatals():  # the rest of the page, from there on, is lost
        raise UnreadableError(fault.message)
    reader = _Blocks()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            reader.end(element)
        elif not reader.start(element):
            walk.skip_subtree()
    return reader.blocks()


def _stated(content: bytes) -> str:
    """Give the encoding that a page's own <meta> names, as browsers take it (Encoding standard, 4.2), or an empty string."""
    found = _CHARSET.search(content[:_FIRST_BYTES])
    name = found[1].decode("ascii", errors="replace").lower() if found else ""
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a <meta> that could be read is not in it
    if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        return "cp1252"
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return ""
    return name


class _Blocks:
    """Collects the words of a page block by block while its elements open and close."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._words: list[str] = []
        self._headings: tuple[tuple[int, str], ...] = ()
        self._level = 0
        self._raised = 0

    def start(self, element: Any) -> bool:
        """Take an element that opens; tell whether its content is seen."""
        name = element.tag
        if name in _BLOCKS:
            self._close()
        if name in _UNSEEN or "hidden" in element.attrib or _HIDING.search(element.get("style", "")):
            return False
        if name in _HEADINGS:
            self._level = _HEADINGS.index(name) + 1
        self._raised += name == "sup"
        self._take(" " if name == "br" else element.text)
        return True

    def end(self, element: Any) -> None:
        """Take an element that closes, and the words behind it."""
        name = element.tag
        if name in _BLOCKS:
            self._close()
        if name in _HEADINGS:
            self._level = 0
        self._raised -= name == "sup" and self._raised > 0
        self._take(element.tail)

    def blocks(self) -> tuple[Piece, ...]:
        """Give the blocks that hold words."""
        self._close()
        return tuple(self._pieces)

    def _take(self, text: str | None) -> None:
        if text:
            self._words.append(text.translate(_RAISED) if self._raised else text)

    def _close(self) -> None:
        text = _SPACES.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if not text:
            return
        if self._level:
            self._headings = under(self._headings, self._level, text)
        headings = tuple(heading for _, heading in self._headings)
        self._pieces.append(Piece(text, paragraph=len(self._pieces) + 1, headings=headings))
