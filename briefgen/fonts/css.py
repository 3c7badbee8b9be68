"""Turns faces into the `@font-face` rules of a self-contained HTML document."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from briefgen.fonts.cuts import LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model.briefing import Face


def face_css(faces: Iterable[Face]) -> str:
    """Give one `@font-face` rule a face, its web subset in a data: URI; goes where `FONT_SLOT` stands in the HTML."""
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};font-display:block;'
        f'src:url(data:font/woff2;base64,{b64encode(face.woff2).decode()})format("woff2");'
        f"unicode-range:{face.unicode_range}}}"
        for face in faces
    )


def faces_for(faces: Iterable[Face], text: str) -> tuple[Face, ...]:
    """Leave out the faces of scripts that a text does not use; the Latin ones always stay."""
    characters = {ord(char) for char in set(text)} - {char for first, last in LATIN for char in range(first, last + 1)}
    return tuple(face for face in faces if _is_latin(face) or any(_has(face.unicode_range, char) for char in characters))


def _is_latin(face: Face) -> bool:
    return _has(face.unicode_range, ord("a"))


def _has(unicode_range: str, char: int) -> bool:
    for part in unicode_range.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        if int(first, 16) <= char <= int(last or first, 16):
            return True
    return False
