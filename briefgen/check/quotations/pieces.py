"""Pieces: the lines, blocks or pages that the text of a source is read as, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableError(Exception):
    """The local copy of a source cannot be read; says why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a plain text, a block of a web page or a page of a PDF; what its kind does not tell is 0 or empty."""

    text: str
    paragraph: int = 0
    """Paragraph that it belongs to, counted from 1."""
    line: int = 0
    """Line of the file, counted from 1."""
    pages: tuple[str, ...] = ()
    """Names of its page: the label where the file has labels, then the number counted from 1."""
    headings: tuple[str, ...] = ()
    """Headings that it stands under, the highest first; a heading stands under itself."""


def under(headings: tuple[tuple[int, str], ...], level: int, heading: str) -> tuple[tuple[int, str], ...]:
    """Give the headings, with their levels, that hold below a new one: those of higher rank stay."""
    return (*((rank, words) for rank, words in headings if rank < level), (level, heading))
