"""Reads the words that a person meets in a document, from its HTML and from its PDF, so that the two can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

_HIDDEN = frozenset({"head", "script", "style", "template"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# A number with its separators, a word, or any sign but punctuation, which styles may add (quotation marks, bullets).
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|[^\w\s.,:;!?'’\"“”‘«»()\[\]{}·•/\\–—‐‑…_\ufffe-]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # may break here, may not break here
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LONG = 20  # letters that a line's end may part more than once
_HYPHEN = "\x02"  # how pdfium writes any hyphen at a line's end


class _Visible(HTMLParser):
    """Collects the text that is neither hidden nor page furniture; what a drawing is called is not printed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(" ")
        named = dict(attrs)
        hidden = tag in _HIDDEN or "furniture" in (named.get("class") or "").split() or "hidden" in named
        in_drawing = any(name == "svg" for name, _ in self._open)
        if tag not in _VOID:
            self._open.append((tag, hidden or (in_drawing and tag in {"title", "desc", "metadata"})))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the library's signature
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(" ")
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self.parts.append(data)


def html_words(html: str) -> Counter[str]:
    """Count the visible words of a page, in small letters; each element's words are words of their own."""
    parser = _Visible()
    parser.feed(html)
    return Counter(_tokens("".join(parser.parts)))


def pdf_words(path: Path, known: Counter[str]) -> Counter[str]:
    """Count the words of a PDF's tagged content in small letters, without the labels of lists, which styles write.

    A running head or foot is not in the structure tree; the head of a table that runs on over a page counts once.
    What a line's end parted is one word where only the whole is `known`.
    """
    with pikepdf.open(path) as tagged, pypdfium2.PdfDocument(path) as document:
        content = _Content(tagged)
        head = ""
        for number, ids, opens_page in content.heads:
            before, head = head, " ".join(_text(document[number], ids).split())
            if opens_page and head == before:
                content.pages[number] -= ids
        text = "\n".join(_text(page, content.pages[number]) for number, page in enumerate(document))
    lines = re.sub(rf"{_HYPHEN}\s*", f"{_HYPHEN}\n", text).split("\n")
    return Counter(_joined([(_tokens(line.rstrip(_HYPHEN)), line.endswith(_HYPHEN)) for line in lines], known))


class _Content:
    """The numbers of the marked content that the structure tree leads to, by page; table heads also on their own."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self.pages: list[set[int]] = [set() for _ in self._numbers]
        self.heads: list[tuple[int, set[int], bool]] = []
        """Page, content, and whether nothing stands before it on its page."""
        self._walk(pdf.Root.StructTreeRoot, None)

    def _walk(self, element: Any, page: Any) -> list[tuple[int, int]]:
        """Enter what is below an element and give it, each piece as its page and its number there."""
        if isinstance(element, int) or "/MCID" in element:
            number, piece = self._numbers[page.objgen], int(element if isinstance(element, int) else element.MCID)
            self.pages[number].add(piece)
            return [(number, piece)]
        kids = element.get("/K")
        if element.get("/S") == "/Lbl" or kids is None:
            return []
        filled = [bool(ids) for ids in self.pages]
        below = kids if isinstance(kids, pikepdf.Array) else [kids]
        found = [piece for kid in below for piece in self._walk(kid, element.get("/Pg", page))]
        if element.get("/S") == "/THead" and found:
            number = found[0][0]
            self.heads.append((number, {piece for _, piece in found}, not filled[number]))
        return found


def _text(page: pypdfium2.PdfPage, content: set[int]) -> str:
    """Read the text of a page; a change of size parts words, as between a sentence and its raised note number."""
    words = page.get_textpage()
    parts: list[str] = []
    size = 0.0
    for index in range(words.count_chars()):
        drawn = pdfium.FPDFText_GetTextObject(words, index)
        if drawn and pdfium.FPDFPageObj_GetMarkedContentID(drawn) not in content:
            continue
        character = chr(pdfium.FPDFText_GetUnicode(words, index))
        if not character.isspace():
            old, size = size, pdfium.FPDFText_GetFontSize(words, index)
            if old != size:
                parts.append(" ")
        parts.append(character)
    return "".join(parts).replace("\r\n", "\n").replace("\r", "\n")


def _tokens(text: str) -> list[str]:
    """Give the words of a text; in a right-to-left script by their letters, since pdfium turns ligatures round."""
    found = _TOKEN.findall(_UNSEEN.sub("", text).casefold())
    return ["".join(sorted(word)) if _FROM_THE_RIGHT.search(word) else word for word in found]


def _joined(lines: list[tuple[list[str], bool]], known: Counter[str]) -> Iterator[str]:
    """Give the words of all lines, each with whether it ends in a hyphen; what a line's end parted is put together."""
    carried, was_hyphen = "", False
    for line, ends_in_hyphen in lines:
        if not line:
            continue
        words = list(line)
        whole = carried + words[0]
        is_one = whole in known and (was_hyphen or not (carried in known and words[0] in known))
        if carried and (is_one or (len(words) == 1 and len(whole) > _LONG and any(word.startswith(whole) for word in known))):
            words[0] = whole
        elif carried:
            yield carried
        yield from words[:-1]
        carried, was_hyphen = words[-1], ends_in_hyphen
    if carried:
        yield carried


def difference(html: Counter[str], pdf: Counter[str]) -> str:
    """Say which words only one of two documents has, and how often; nothing where they carry the same."""
    lines = []
    for name, missing in (("only in the HTML", html - pdf), ("only in the PDF", pdf - html)):
        if missing:
            lines.append(f"{name}: " + ", ".join(f"{word} ({count})" for word, count in sorted(missing.items())))
    return "\n".join(lines)
