"""The words of a finished page, as a reader meets them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HIDDEN = frozenset({"head", "script", "style", "template"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time"}
)
_WORD = re.compile(r"\w[\w’'.,:/+%-]*|[€£$]\d[\w.,]*")
FURNITURE = "furniture"  # class of what stands on the page but is not the document's own words


class _Words(HTMLParser):
    """Collects the text that is neither hidden nor furniture."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")
        if tag not in _VOID:
            classes = (dict(attrs).get("class") or "").split()
            self._open.append((tag, tag in _HIDDEN or FURNITURE in classes))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self.parts.append(data)


def prose(html: str) -> str:
    """Turn a finished document into its visible words, a line for each block; page furniture is left out."""
    parser = _Words()
    parser.feed(html)
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def count_words(html: str) -> int:
    """Count the words of a finished document; a figure with its sign counts as one."""
    return len(_WORD.findall(prose(html)))
