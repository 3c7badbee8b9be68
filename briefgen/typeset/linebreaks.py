"""Mends a fault of WeasyPrint 70: a line that breaks after its first word for no reason.

Where the rest of a text fits a line but for the space at its end, and an inline element follows (a value, a note, a
<small>), WeasyPrint measures the text with that space, takes the line for one that cannot be split, and leaves only
the first word on it: "Fund / reskilling for lower-skilled workers ...". A space at the end of a line hangs and takes
no room (CSS Text 3, 4.1.2). Tested with and without in tests/typeset/test_linebreaks.py: once the test without fails,
this module can go.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from briefgen.typeset.library import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACES = " \u00a0"


def hanging_spaces() -> AbstractContextManager[None]:
    """Let spaces hang while a document is laid out."""
    return wrapped("weasyprint.layout.inline", "split_first_line", _mended)


def _mended(split: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap WeasyPrint's function that splits a text into its first line and the rest."""

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, **rest: Any) -> Any:
        line = split(text, style, context, max_width, spacing, **rest)
        layout, _, resume, _, _, _ = line
        bare = text.rstrip(_SPACES)
        if resume is None or bare == text or not bare or " " in layout.text.strip():
            return line  # all of it fits, it has no space to hang, or more than one word stands on its first line
        _, _, resume, width, _, _ = split(bare, style, context, max_width, spacing, **rest)
        if resume is not None or width > max_width:
            return line
        return split(text, style, context, None, spacing, **rest)

    return split_first_line
