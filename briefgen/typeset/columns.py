"""Mends how WeasyPrint 70 balances columns: where their items must not break, it makes the columns higher pixel by pixel.

It asks how much room the next item needs by laying it out where there is none. Of an item that may break that gives its first
line; one that may not is as high as it is, but is torn there all the same, so that the answer is no guide, and the columns are
laid out dozens of times. Asked with room enough, the next height that can make a difference is known at once
(tests/typeset/test_columns.py).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from math import inf
from typing import TYPE_CHECKING, Any

from briefgen.typeset.library import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

_WHOLE = frozenset({"avoid", "avoid-column", "avoid-page"})


def whole_items() -> AbstractContextManager[None]:
    """Measure items of columns that must not break as a whole while a document is laid out."""
    return wrapped("weasyprint.layout.block", "block_box_layout", _measuring)


def _measuring(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap WeasyPrint's function that lays out a block: columns ask for the next item with all room taken away."""

    def block_box_layout(context: Any, box: Any, bottom_space: Any, skip_stack: Any, *more: Any, **rest: Any) -> Any:
        if bottom_space == inf and context.in_column and skip_stack:
            ((number, within),) = skip_stack.items()
            item = box.children[number]
            is_plain = all(child.is_in_normal_flow() for child in box.children)  # what floats takes room from what follows
            if within is None and is_plain and item.style["break_inside"] in _WHOLE:
                box, bottom_space = box.copy_with_children(box.children[: number + 1]), -inf
        return lay_out(context, box, bottom_space, skip_stack, *more, **rest)

    return block_box_layout
