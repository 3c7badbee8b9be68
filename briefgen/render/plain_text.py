"""HTML as editors' texts have it to plain text for a mail: paragraphs, items and headings on lines of their own."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "h3", "h4", "table", "hr"})
_LINES = frozenset({"li", "tr", "br"})


def plain_text(html: object) -> str:
    """Turn clean HTML into plain text: an empty line between blocks, `- ` or a number before items, a link's address after it."""
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    """Collects lines while a piece of HTML is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[list[str]] = [[""]]
        self._lists: list[int] = []
        self._link = ""

    @property
    def text(self) -> str:
        """What was read."""
        blocks = ("\n".join(line for line in map(_tidy, block) if line) for block in self._blocks)
        return "\n\n".join(block for block in blocks if block)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a line or a link."""
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else 0)
        if tag == "li" and self._lists:
            number = self._lists[-1]
            self._line(f"{number}. " if number else "- ")
            self._lists[-1] += 1 if number else 0
        elif tag in _BLOCKS and not (tag == "p" and self._lists):
            self._block()
        elif tag in _LINES:
            self._line()
        elif tag in ("td", "th") and self._last.strip():
            self._write(" | ")
        elif tag == "a":
            self._link = given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        """End a block or a list; write a link's address after its words."""
        if tag == "a" and self._link and not self._last.endswith(self._link.removeprefix("mailto:")):
            self._write(f" ({self._link.removeprefix('mailto:')})")
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS and not self._lists:
            self._block()

    def handle_data(self, data: str) -> None:
        """Take words; line ends within them are spaces."""
        self._write(data.replace("\n", " "))

    @property
    def _last(self) -> str:
        return self._blocks[-1][-1]

    def _write(self, words: str) -> None:
        self._blocks[-1][-1] += words

    def _line(self, start: str = "") -> None:
        self._blocks[-1].append(start)

    def _block(self) -> None:
        self._blocks.append([""])


def _tidy(line: str) -> str:
    words = " ".join(line.split(" ")).strip()
    return words if words != "-" else ""
