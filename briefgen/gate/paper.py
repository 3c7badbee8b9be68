"""A finished PDF as it is read on paper: its pages with their lines of words, and its fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf

from briefgen.gate.drawing import Drawing, Piece
from briefgen.gate.spelling import spelt
from briefgen.gate.typefaces import Typeface, typeface
from briefgen.language.sentences import count_words
from briefgen.model.diagnostic import Diagnostic

_ASCENT, _DESCENT = 0.75, 0.25  # of the size: where letters end above and below their baseline, near enough for a box
_WORD_SPACE = 0.12  # of the size: what is nearer is one word
_COLUMN_SPACE = 1.5  # of the size: what is farther apart is another line
_SAME_SIZE = 0.1  # points
_SAME_ROW = 3  # points
_LONGEST_LABEL = 10
_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxlcdm]{1,6})[.)]\s+|\s+[.(]\d{1,3}", re.IGNORECASE)  # "2. ", from the right " .2"
_UNPRINTED = re.compile("[\u0000\u034f]")  # what glyphs without a character of their own are mapped to
_HYPHENS = ("-", "\u2010", "\u00ad")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of a page. Places are points from its left and top edges."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """Height of its largest letters' font, in points."""
    furniture: bool
    """Whether it is page furniture: running heads and feet."""
    label: bool
    """Whether it is only the sign or number of a list's item, which styles write."""
    repeated: bool = False
    """Whether it opens its page as it stands on the page before: the head of a table that runs on."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, its size in points, its lines in the order in which they are drawn, which is that of reading."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def content(self) -> tuple[Line, ...]:
        """The document's own lines, without furniture and the labels of lists."""
        return tuple(line for line in self.lines if not line.furniture and not line.label)

    @property
    def furniture(self) -> tuple[Line, ...]:
        """Running heads and feet."""
        return tuple(line for line in self.lines if line.furniture)


@dataclass(frozen=True)
class Paper:
    """A finished PDF as it is read."""

    pages: tuple[Sheet, ...]
    fonts: tuple[Typeface, ...]

    @cached_property
    def words(self) -> int:
        """How many words the document's own lines hold; a figure with its sign is one, and so is a hyphenated word.

        The head of a table that runs on over a page counts once.
        """
        return count_words(joined(line.text for page in self.pages for line in page.content if not line.repeated))


def read_pdf(pdf: bytes | pikepdf.Pdf) -> Paper:
    """Turn a finished PDF, as bytes or opened already, into what a reader meets on its pages.

    Raises pikepdf.PdfError where the bytes are no PDF.
    """
    if isinstance(pdf, bytes):
        with pikepdf.open(BytesIO(pdf)) as opened:
            return read_pdf(opened)
    shelf = _Shelf({})
    pages = [_sheet(page, shelf) for page in pdf.pages]
    told = [_with_repeated(before, page) for before, page in pairwise(pages)]
    return Paper((*pages[:1], *told), tuple(shelf.fonts.values()))


def unembedded_fonts(paper: Paper) -> tuple[Diagnostic, ...]:
    """Find fonts that are not in the file, so that another machine would print other letters."""
    return tuple(
        Diagnostic("BG254", f"the font `{font.name}` is not embedded in the PDF", hint="use a font that may be embedded")
        for font in sorted(paper.fonts, key=lambda font: font.name)
        if not font.embedded
    )


def joined(lines: Iterable[str]) -> str:
    """Put lines together as running text: a space between them, none after the hyphen that parts a word."""
    parts: list[str] = []
    for line in lines:
        text = line.strip()
        parts.append(text[:-1] if len(text) > 1 and text.endswith(_HYPHENS) and text[-2].isalpha() else f"{text} ")
    return "".join(parts).rstrip()


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The fonts of a PDF that have been used so far, each read once."""

    fonts: dict[tuple[Any, str], Typeface]

    def font(self, resources: Any, name: str) -> Typeface | None:
        """Give a font by the resources that name it and its name there."""
        fonts = resources.get("/Font") if resources is not None else None
        font = fonts.get(f"/{name}") if fonts is not None else None
        if font is None:
            return None
        key = (font.objgen, "" if font.is_indirect else name)
        if key not in self.fonts:
            self.fonts[key] = typeface(font)
        return self.fonts[key]


def _sheet(page: pikepdf.Page, shelf: _Shelf) -> Sheet:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    contents = page.obj.get("/Contents", ())
    streams = contents if isinstance(contents, pikepdf.Array | tuple) else [contents]
    drawing = Drawing(shelf.font)
    drawing.follow(b"\n".join(stream.read_bytes() for stream in streams), page.obj.get("/Resources"))
    on_page = (piece for piece in drawing.pieces if left < piece.right and piece.left < right and bottom < piece.baseline < top)
    return Sheet(right - left, top - bottom, tuple(_line(line, left, top) for line in _lines(on_page)))


def _with_repeated(before: Sheet, page: Sheet) -> Sheet:
    """Mark the lines at the top of a page that stand one after the other, at the same distance from the left, before it."""
    first, second = before.content, page.content
    longest = max((_alike(first[start:], second) for start in range(len(first)) if _alike(first[start:], second[:1])), default=0)
    # A row of the table's body may begin like one before it: what repeats is whole rows.
    while longest and longest < len(second) and abs(second[longest].bottom - second[longest - 1].bottom) < _SAME_ROW:
        longest -= 1
    if not longest:
        return page
    repeated = frozenset(second[:longest])
    return replace(page, lines=tuple(replace(line, repeated=line in repeated) for line in page.lines))


def _alike(first: tuple[Line, ...], second: tuple[Line, ...]) -> int:
    """Count the lines with which two rows of lines begin alike."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one.text != other.text or abs(one.left - other.left) > 1 or abs(one.size - other.size) > _SAME_SIZE:
            break
        count += 1
    return count


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Put pieces that follow each other on a line together; blank ones say nothing."""
    line: list[Piece] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if line and all(map(unicodedata.combining, piece.text)):  # a mark above or below letters is drawn by itself
            line[-1] = replace(line[-1], text=line[-1].text + piece.text, left=min(line[-1].left, piece.left))
            continue
        if line and not _goes_on(line[-1], piece):
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _goes_on(before: Piece, piece: Piece) -> bool:
    size = max(before.size, piece.size)
    return (
        before.furniture == piece.furniture
        and abs(before.baseline - piece.baseline) < size / 2
        and -size < _gap(before, piece) < _COLUMN_SPACE * size
    )


def _gap(before: Piece, piece: Piece) -> float:
    """Give the space between two pieces, whichever way they are written; less than none where they overlap."""
    return max(piece.left - before.right, before.left - piece.right)


def _line(pieces: list[Piece], left: float, top: float) -> Line:
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        is_near = _gap(before, piece) < _WORD_SPACE * min(before.size, piece.size)
        text += piece.text if is_near else f" {piece.text}"
    text = _UNPRINTED.sub("", text)
    size = max(piece.size for piece in pieces)
    return Line(
        text=text.strip(),
        left=min(piece.left for piece in pieces) - left,
        top=top - max(piece.baseline + piece.size * _ASCENT for piece in pieces),
        right=max(piece.right for piece in pieces) - left,
        bottom=top - min(piece.baseline - piece.size * _DESCENT for piece in pieces),
        size=size,
        furniture=pieces[0].furniture,
        label=len(text) < _LONGEST_LABEL and (_LABEL.fullmatch(text) is not None or not spelt(text)),
    )
