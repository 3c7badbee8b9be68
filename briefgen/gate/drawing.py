"""The text of a PDF's page as it is drawn: pieces of text with their places, told apart from page furniture.

Reads content streams itself (ISO 32000-1, 7.8.2 and 9.4): a library that lays out a page's text for selecting it takes
ten times as long. What styles only paint (patterns) holds no text that a reader could select, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.gate.operands import codes_of, name_of, strings_before, tag_before, tokens_of
from briefgen.gate.typefaces import Typeface

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 12  # forms within forms
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_FROM_THE_LEFT = re.compile("[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9.,:\u066b\u066c]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text drawn at once. Places are points from the left and bottom edges of the page's coordinates."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Height of the font as printed, in points."""
    furniture: bool
    """Whether it is an artifact: running heads and feet, and all else that is not the document's own content."""


@dataclass(slots=True)
class _State:
    """What `q` keeps and `Q` gives back."""

    matrix: Matrix = _UNIT
    font: Typeface | None = None
    size: float = 0.0
    rise: float = 0.0
    leading: float = 0.0


@dataclass
class Drawing:
    """Follows a content stream and collects the text that it draws."""

    fonts: Callable[[Any, str], Typeface | None]
    """Gives a font by the resources that name it, and its name there."""
    pieces: list[Piece] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _kept: list[_State] = field(default_factory=list)
    _marked: list[bool] = field(default_factory=list)
    """For each open piece of marked content whether it, or what it is in, is an artifact."""
    _text: Matrix = _UNIT
    _line: Matrix = _UNIT
    _begun: int = 0
    """How many pieces there were when the text object began."""

    def follow(self, stream: bytes, resources: Any, depth: int = 0) -> None:
        """Read a content stream; forms that it draws are read where they are drawn."""
        tokens = tokens_of(stream)
        for place, token in enumerate(tokens):
            if token in _READ:
                _READ[token](self, tokens, place)
            elif token == b"Tf":
                self._state.font = self.fonts(resources, name_of(tokens[place - 2]))
                self._state.size = float(tokens[place - 1])
            elif token == b"Do":
                self._form(resources, name_of(tokens[place - 1]), depth)

    def keep(self, _: list[bytes], __: int) -> None:
        """Keep the state (q)."""
        state = self._state
        self._kept.append(_State(state.matrix, state.font, state.size, state.rise, state.leading))

    def give_back(self, _: list[bytes], __: int) -> None:
        """Give the state back that was kept last (Q)."""
        if self._kept:
            self._state = self._kept.pop()

    def begin_text(self, _: list[bytes], __: int) -> None:
        """Put the pen at the origin (BT)."""
        self._text = self._line = _UNIT
        self._begun = len(self.pieces)

    def end_text(self, _: list[bytes], __: int) -> None:
        """Put what is written from the right into the order of reading: it is drawn from the left (ET)."""
        turned = [place for place in range(self._begun, len(self.pieces)) if _FROM_THE_RIGHT.search(self.pieces[place].text)]
        if turned:
            self.pieces[turned[0] : turned[-1] + 1] = self.pieces[turned[0] : turned[-1] + 1][::-1]

    def concatenate(self, tokens: list[bytes], place: int) -> None:
        """Transform what is drawn from here on (cm)."""
        self._state.matrix = _times(_matrix(tokens[place - 6 : place]), self._state.matrix)

    def set_matrix(self, tokens: list[bytes], place: int) -> None:
        """Put the pen and the start of the line somewhere (Tm)."""
        self._text = self._line = _matrix(tokens[place - 6 : place])

    def begin_marked(self, tokens: list[bytes], place: int) -> None:
        """Begin marked content (BMC, BDC)."""
        is_artifact = bool(self._marked) and self._marked[-1]
        self._marked.append(is_artifact or tag_before(tokens, place) == b"/Artifact")

    def end_marked(self, _: list[bytes], __: int) -> None:
        """End the marked content that began last (EMC)."""
        if self._marked:
            self._marked.pop()

    def rise(self, tokens: list[bytes], place: int) -> None:
        """Raise what is shown (Ts)."""
        self._state.rise = float(tokens[place - 1])

    def lead(self, tokens: list[bytes], place: int) -> None:
        """Set the distance between lines (TL)."""
        self._state.leading = float(tokens[place - 1])

    def move(self, tokens: list[bytes], place: int) -> None:
        """Begin a line at a distance from the start of this one (Td)."""
        self._text = self._line = _moved(self._line, float(tokens[place - 2]), float(tokens[place - 1]))

    def move_and_lead(self, tokens: list[bytes], place: int) -> None:
        """Do so, and take its distance for that between lines (TD)."""
        self._state.leading = -float(tokens[place - 1])
        self.move(tokens, place)

    def next_line(self, _: list[bytes], __: int) -> None:
        """Begin the next line (T*)."""
        self._text = self._line = _moved(self._line, 0, -self._state.leading)

    def show_on_next_line(self, tokens: list[bytes], place: int) -> None:
        """Show text on the next line (', ")."""
        self.next_line(tokens, place)
        self.show(tokens, place)

    def show(self, tokens: list[bytes], place: int) -> None:
        """Add the text of some strings, with the numbers between them that move the pen."""
        state, font = self._state, self._state.font
        if font is None:
            return
        codes, moved = codes_of(strings_before(tokens, place), font)
        advance = (font.width(codes) - moved) / 1000 * state.size
        start = _times(_moved(self._text, 0, state.rise) if state.rise else self._text, state.matrix)
        self._text = _moved(self._text, advance, 0)
        if codes:
            ends = sorted((start[4], start[4] + advance * start[0]))
            size = state.size * abs(start[3] or start[1])
            artifact = bool(self._marked) and self._marked[-1]
            self.pieces.append(Piece(_logical(font, codes), ends[0], ends[1], start[5], size, artifact))

    def _form(self, resources: Any, name: str, depth: int) -> None:
        form = _found(resources, "/XObject", name)
        if form is None or form.get("/Subtype") != "/Form" or depth >= _DEEPEST:
            return
        before, kept = self._state, self._kept
        matrix = _matrix(list(form.get("/Matrix", _UNIT)))
        self._state, self._kept = _State(_times(matrix, before.matrix), before.font, before.size), []
        self.follow(form.read_bytes(), form.get("/Resources", resources), depth + 1)
        self._state, self._kept = before, kept


_READ: Mapping[bytes, Callable[[Drawing, list[bytes], int], None]] = {
    b"q": Drawing.keep,
    b"Q": Drawing.give_back,
    b"cm": Drawing.concatenate,
    b"BT": Drawing.begin_text,
    b"ET": Drawing.end_text,
    b"Tm": Drawing.set_matrix,
    b"Td": Drawing.move,
    b"TD": Drawing.move_and_lead,
    b"T*": Drawing.next_line,
    b"TL": Drawing.lead,
    b"Ts": Drawing.rise,
    b"TJ": Drawing.show,
    b"Tj": Drawing.show,
    b"'": Drawing.show_on_next_line,
    b'"': Drawing.show_on_next_line,
    b"BMC": Drawing.begin_marked,
    b"BDC": Drawing.begin_marked,
    b"EMC": Drawing.end_marked,
}
"""Operators that say where which text stands, and what each does."""


def _found(resources: Any, kind: str, name: str) -> Any:
    """Give a resource by its kind and name, or nothing."""
    named: Mapping[str, Any] = resources.get(kind, {}) if resources is not None else {}
    return named.get(f"/{name}")


def _logical(font: Typeface, codes: Sequence[int]) -> str:
    """Give text as it is read: what is written from the right is drawn from the left, but for the figures in it."""
    text = font.text(codes)
    if text.isascii() or not _FROM_THE_RIGHT.search(text):
        return text
    return _FROM_THE_LEFT.sub(lambda run: run[0][::-1], font.text(codes[::-1]))


def _matrix(numbers: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def _moved(matrix: Matrix, x: float, y: float) -> Matrix:
    a, b, c, d, e, f = matrix
    return a, b, c, d, x * a + y * c + e, x * b + y * d + f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
