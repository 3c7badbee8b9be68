"""Spares WeasyPrint 70 the styles of notes that a document does not have.

Its own style sheet gives each element five pseudo-elements for footnotes and notes, which are matched, cascaded and computed for
all of them, and asked for where an element floats to the foot of a page or is put into an area of notes: CSS Generated Content
for Paged Media 3, chapter 2. Where no style of a page can say so, the sheet goes without them.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from briefgen.typeset.library import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

_OF_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_MAY_HAVE_NOTES = re.compile(r"footnote|\bnote\(|@import|<link\b|\\[0-9a-z]", re.IGNORECASE)
"""`float: footnote` and `position: note(area)`; or styles from elsewhere, or in escaped letters (CSS Syntax 3, 4.3.7)."""
_LINE_END = re.compile(r"\\A(?![0-9a-z])", re.IGNORECASE)
"""The escape that styles use for itself: an end of a line in `content`."""


def without_notes(html: str) -> AbstractContextManager[None]:
    """Leave the styles of notes out while a page is laid out that cannot have any."""
    if _MAY_HAVE_NOTES.search(_LINE_END.sub("", unescape(html))):  # attributes may spell letters by their numbers
        return nullcontext()
    return wrapped("weasyprint", "HTML._ua_stylesheets", _leaner)


def _leaner(give: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Wrap WeasyPrint's method that gives its own style sheets."""

    def sheets(html: Any, forms: bool = False) -> list[Any]:
        first, *others = give(html, forms)
        return [_lean(first), *others]

    return sheets


@lru_cache(maxsize=1)
def _lean(sheet: Any) -> Any:
    lean = copy(sheet)
    lean.matcher = copy(sheet.matcher)
    lean.matcher.other_selectors = [entry for entry in sheet.matcher.other_selectors if entry[3] not in _OF_NOTES]
    return lean
