"""Pieces of a text: what comes from a fact, and the figures that a template or text typed, which stand between marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefgen.model.briefing import PROSE_END, PROSE_MARK, Prose

MARK = re.compile(rf"{PROSE_MARK[0]}(\d+){PROSE_MARK[1]}|{PROSE_END}")
"""What stands around typed figures in a marked page."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a block's text that comes from a fact, or a figure that a template or text typed itself."""

    start: int
    end: int
    fact: str = ""
    anchor: str = ""
    """Id of the element, by which the ledger knows it."""
    kind: str = "value"
    """value, statement, or prose for what no record gave."""
    place: int = -1
    """Of prose: its number among the page's typed figures."""


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Take the marks out of a text and give what they held."""
    parts: list[str] = []
    spans: list[Span] = []
    length = position = 0
    begun: tuple[int, int] | None = None
    for mark in MARK.finditer(text):
        parts.append(text[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        if mark[1] is not None:
            begun = (length, int(mark[1]))
        elif begun is not None:
            spans.append(Span(begun[0], length, kind="prose", place=begun[1]))
            begun = None
    parts.append(text[position:])
    return "".join(parts), tuple(spans)


def places(spans: tuple[Span, ...], prose: tuple[Prose, ...]) -> Iterator[tuple[Span, Prose]]:
    """Give the typed figures among some spans, each with its line in a template or text."""
    for span in spans:
        if span.kind == "prose":
            yield span, prose[span.place]


def tag_name(element: Any) -> str:
    """Give the name of an element; nothing for a comment or an instruction."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
