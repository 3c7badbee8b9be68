"""Spares WeasyPrint 70 asking what cannot matter for values that no style sheet sets.

Most properties of most elements are what they are initially or what the parent's are (CSS Cascade 4, 7.1 and 7.2), and need no
computing. For them the dozen questions that it asks of each value are answered; all others it computes itself.
tests/typeset/test_spared.py holds each value against its own.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.typeset.library import load, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

_BOUND = frozenset({"display", "float", "position", "page"})
"""Properties that depend on each other, or on more than the parent."""
_PROPAGATED = "text_decoration_"


class _Plain(NamedTuple):
    """Properties by what gives their values."""

    initial: frozenset[str]
    inherited: frozenset[str]
    of_sides: frozenset[str]
    """Initial, unless set for the side as a line of text sees it: `padding-block-start` for `padding-top`."""


def plain_values() -> AbstractContextManager[None]:
    """Answer for plain values while a document is laid out."""
    return wrapped("weasyprint.css", "ComputedStyle.__missing__", _answering)


@lru_cache(maxsize=1)
def _plain() -> _Plain:
    css = load("weasyprint.css")
    free = frozenset(name for name in css.INITIAL_VALUES if name not in _BOUND and not name.startswith(_PROPAGATED))
    initial = free - frozenset(css.INHERITED) - frozenset(css.INITIAL_NOT_COMPUTED)
    sides = frozenset(css.PHYSICAL_FUNCTIONS)
    return _Plain(initial - sides, (free & frozenset(css.INHERITED)) - sides, initial & sides)


def _answering(compute: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Wrap WeasyPrint's method that computes a value of a style when it is first asked for."""
    css = load("weasyprint.css")
    values, sides = css.INITIAL_VALUES, css.PHYSICAL_FUNCTIONS
    initial, inherited, of_sides = _plain()

    def missing(style: Any, name: str) -> Any:
        cascaded = style.cascaded
        if name in cascaded:
            return compute(style, name)
        if name in initial:
            value = style[name] = values[name]
        elif name in inherited and style.parent_style is not None:
            value = style[name] = style.parent_style[name]
        elif name in of_sides and sides[name](block="ttb", inline=style["direction"]) not in cascaded:
            value = style[name] = values[name]
        else:
            return compute(style, name)
        return value

    return missing
