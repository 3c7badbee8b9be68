"""Spares WeasyPrint 70 measuring the boxes of a line again each time that the line is laid out.

What a box on a line has for margins, borders and padding depends on its style and the room of its block, and the height of a
line on the style alone. tests/typeset/test_spared.py holds the pages against its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from briefgen.typeset.library import load, wrapped

_SIDES = ("top", "right", "bottom", "left")
_USED = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{limit}{side}" for limit in ("", "min_", "max_") for side in ("width", "height")),
)
"""The used values that resolving percentages gives a box."""


@contextmanager
def known_measures() -> Iterator[None]:
    """Remember the measures of boxes on lines while a document is laid out."""
    inline = "weasyprint.layout.inline"
    with wrapped(inline, "resolve_percentages", _resolving), wrapped(inline, "strut", _once_for_each_style):
        yield


def _resolving(resolve: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Wrap WeasyPrint's function that gives a box its used values, for `room`: the block around it, or width and height.

    A style stands for itself while a document is laid out; that it is held here keeps its number from being given to another.
    Borders that collapse are not what the style says.
    """
    boxes = load("weasyprint.formatting_structure.boxes")
    on_lines = (boxes.LineBox, boxes.InlineBox, boxes.TextBox)
    known: dict[tuple[object, ...], tuple[Any, dict[str, Any]]] = {}

    def resolve_percentages(box: Any, room: Any) -> None:
        kind = type(box)
        if kind not in on_lines:
            resolve(box, room)
            return
        width, height = (room.width, room.height) if isinstance(room, boxes.Box) else room
        key = (id(box.style), kind, width, height)
        used = vars(box)
        if key in known:
            used.update(known[key][1])
            return
        resolve(box, room)
        if box.style["border_collapse"] != "collapse":
            known[key] = (box.style, {name: used[name] for name in _USED})

    return resolve_percentages


def _once_for_each_style(measure: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wrap WeasyPrint's function that gives height and baseline of a line of some style."""
    known: dict[int, tuple[Any, Any]] = {}

    def strut(style: Any) -> Any:
        if id(style) not in known:
            known[id(style)] = (style, measure(style))
        return known[id(style)][1]

    return strut
