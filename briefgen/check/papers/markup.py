"""Elements of a finished page that are not rightly closed or nested; browsers and typesetters mend them each in their own way.

Rules: HTML Living Standard, 13.1.2 (which tags may be left out, which elements have none) and 4.5.1 (no link in a link).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from briefgen.model.diagnostic import printable

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_MAY_STAY_OPEN = frozenset(
    {
        "li",
        "dt",
        "dd",
        "p",
        "option",
        "optgroup",
        "colgroup",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "html",
        "head",
        "body",
    }
)
_ENDS_PARAGRAPH = frozenset(
    {"address", "article", "aside", "blockquote", "div", "dl", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}
)  # fmt: skip
_WITHIN = {
    "li": (("ul", "ol"), ("li", "p")),
    "tr": (("table", "thead", "tbody", "tfoot"), ("tr", "td", "th", "p")),
    "td": (("tr",), ("td", "th", "p")),
    "th": (("tr",), ("td", "th", "p")),
    "dt": (("dl", "div"), ("dt", "dd", "p")),
    "dd": (("dl", "div"), ("dt", "dd", "p")),
}
"""What an element stands in, and what before it may still be open."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an element, what would mend it, and the id of the value or statement that stands in it."""

    message: str
    hint: str
    anchor: str = ""


@dataclass(slots=True)
class _Open:
    name: str
    words: str = ""


class _Reader(HTMLParser):
    """Follows which elements are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Open] = []
        self.faults: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, where it may stand."""
        names = [item.name for item in self.open]
        if "svg" in names or tag in VOID:
            self._open_within_drawing(tag, names)
            return
        given = dict(attrs)
        if tag in ("a", "button") and "a" in names:
            self._report(
                "a link stands inside a link", "print the value without a link around it: it is one already", given.get("id")
            )
        if tag in _ENDS_PARAGRAPH and names[-1:] == ["p"]:
            message = f"<{tag}> stands inside a paragraph{self._quoted()}"
            self._report(
                message, "close the paragraph before it, or write <div> for <p>; a section's `text` has its own paragraphs"
            )
            self.open.pop()
        around, before = _WITHIN.get(tag, ((), ()))
        if around and next((name for name in reversed(names) if name not in before), "") not in around:
            self._report(f"<{tag}> stands outside of <{around[0]}>", "put it into the element that it is part of")
        self.open.append(_Open(tag))

    def _open_within_drawing(self, tag: str, names: list[str]) -> None:
        if "svg" in names and tag not in VOID:
            self.open.append(_Open(tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that closes itself."""

    def handle_data(self, data: str) -> None:
        """Keep the first words of what is open, to name it."""
        if self.open and len(self.open[-1].words) < _SHOWN:
            self.open[-1].words += data

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and all within it that may close with it."""
        if tag in VOID or tag in ("html", "head", "body"):
            return
        names = [item.name for item in self.open]
        if tag not in names:
            if tag != "p":  # told where the paragraph was ended
                self._report(f"</{tag}> closes nothing", "take it out, or open the element before it")
            return
        while (inner := self.open.pop()).name != tag:
            if inner.name not in _MAY_STAY_OPEN:
                self.open.append(inner)
                self._report(f"<{inner.name}>{self._quoted()} is not closed within <{tag}>", f"write </{inner.name}>")
                self.open.pop()

    def _quoted(self) -> str:
        words = " ".join(self.open[-1].words.split())[:_SHOWN]
        return f" (“{printable(words)}”)" if words else ""

    def _report(self, message: str, hint: str, anchor: str | None = None) -> None:
        self.faults.append(Fault(message, hint, anchor or ""))

    def close(self) -> None:
        """Come to the end of the page."""
        super().close()
        for item in self.open:
            if item.name not in _MAY_STAY_OPEN:
                self.faults.append(Fault(f"<{item.name}> is never closed", f"write </{item.name}>"))


def check_markup(html: str) -> Iterator[Fault]:
    """Turn a finished page into what is wrong with its elements, each fault once."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from dict.fromkeys(reader.faults)
