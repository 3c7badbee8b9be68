"""Mends a fault of WeasyPrint 70: words in a drawing are set letter by letter, which no script from the right can be.

Arabic letters take their form from their neighbours and run from right to left, so such words are set in one piece.
Tested with and without in tests/typeset/test_drawn_words.py: once the test without fails, this module can go.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefgen.typeset.library import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Piece(str):
    """Words that are gone through as one letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def words_in_one_piece() -> Iterator[None]:
    """Set words from the right in one piece while a document's drawings are painted."""
    drawings = load("weasyprint.svg")
    original, tags = drawings.text, drawings.TAGS
    mended = _mended(original)
    drawings.text, drawings.TAGS = mended, {tag: mended if draw is original else draw for tag, draw in tags.items()}
    try:
        yield
    finally:
        drawings.text, drawings.TAGS = original, tags


def _mended(draw: Callable[[Any, Any, float], None]) -> Callable[[Any, Any, float], None]:
    """Wrap WeasyPrint's function that paints a text of a drawing."""

    def text(svg: Any, node: Any, font_size: float) -> None:
        if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in node.text or ""):
            node._etree_node.text = _Piece(node.text)  # noqa: SLF001 -- the node's own text cannot be set
        draw(svg, node, font_size)

    return text
