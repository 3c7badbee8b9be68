"""Spares WeasyPrint 70 what it does again and again with the same outcome: splitting texts into lines.

It balances columns by laying them out with one height after the other (weasyprint.layout.column says so itself), and its lines
are split anew each time. The pages are the same to the byte; tests/typeset/test_columns.py holds them against WeasyPrint's own.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from copy import copy
from math import floor, isinf
from typing import TYPE_CHECKING, Any

from briefgen.typeset.library import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

_UNITS = 1024
"""Pango's units in a pixel, PANGO_SCALE."""


def known_lines() -> AbstractContextManager[None]:
    """Remember how each text was split into lines while a document is laid out."""
    return wrapped("weasyprint.layout.inline", "split_first_line", _remembering)


def _remembering(split: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap WeasyPrint's function that splits a text into its first line and the rest.

    Its result depends on the text, the style and the room, which Pango counts in 1024ths of a pixel: where an item of a grid is
    laid out at one place to measure it and then at another, its width differs by less than that. A style stands for itself while
    a document is laid out; that it is held here keeps its number from being given to another. What a line is drawn with is set
    up by who draws it: each has its own.
    """
    known: dict[tuple[object, ...], tuple[Any, Any]] = {}

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, **rest: Any) -> Any:
        room = max_width if max_width is None or isinf(max_width) else floor(max_width * _UNITS)
        key = (text, id(style), room, spacing, *sorted(rest.items()))
        if key in known:
            _, (layout, *found) = known[key]
            return (copy(layout), *found)
        line = split(text, style, context, max_width, spacing, **rest)
        known[key] = (style, (copy(line[0]), *line[1:]))
        return line

    return split_first_line
