"""Plain text: the bytes of a file to its lines, in paragraphs."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from briefgen.check.quotations.pieces import Piece, UnreadableError, under

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FORM_FEED = "\f"


def lines_of(content: bytes) -> tuple[Piece, ...]:
    """Read the lines of a text that hold words; paragraphs are what blank lines part, or each line where there are none.

    Form feeds part pages, as converters from PDF write them, and `#` begins a heading, as in Markdown.
    """
    if b"\0" in content and encoding_of(content) != "utf-16":
        raise UnreadableError("it is no text")
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line.strip()]
    has_blanks = any(later - earlier > 1 for earlier, later in pairwise(full))
    has_pages = _FORM_FEED in text
    pieces: list[Piece] = []
    headings: tuple[tuple[int, str], ...] = ()
    page, paragraph, last = 1, 0, -2
    for number, line in enumerate(lines):
        page += line.count(_FORM_FEED)
        words = line.strip()
        if not words:
            continue
        paragraph += not has_blanks or number > last + 1
        last = number
        if found := _HEADING.fullmatch(words):
            headings = under(headings, len(found[1]), found[2])
        pages = (str(page),) if has_pages else ()
        pieces.append(Piece(words, paragraph, number + 1, pages, tuple(heading for _, heading in headings)))
    return tuple(pieces)


def encoding_of(content: bytes) -> str:
    """Give the encoding that a byte order mark names, or an empty string."""
    return next((name for mark, name in _BOMS if content.startswith(mark)), "")


def decoded(content: bytes, stated: str = "") -> str:
    """Turn bytes into text: by the byte order mark, by what is stated, as UTF-8, or as Windows-1252 in the end."""
    named = encoding_of(content) or stated
    if named:
        return content.decode(named, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
