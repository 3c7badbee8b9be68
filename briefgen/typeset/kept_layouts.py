"""Spares WeasyPrint 70 shaping each line a second time to draw it.

It lets go of Pango's layout of a line as soon as it knows the line's width, and makes the same one again when the line is drawn,
to save memory: some thousand lines keep theirs here. tests/typeset/test_spared.py holds the pages against its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from briefgen.typeset.library import load, wrapped

_MOST = 4_000
"""Layouts that are kept at a time; each takes some kilobytes."""
_ENDS_A_LINE = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


@contextmanager
def kept_layouts() -> Iterator[None]:
    """Keep the layouts of lines until they are drawn, while a document is laid out."""
    keeping, room = "weasyprint.text.line_break", _Room()
    with (
        wrapped(keeping, "Layout.set_text", _of_one_paragraph),
        wrapped(keeping, "Layout.deactivate", room.keeping),
        wrapped(keeping, "Layout.reactivate", room.taking),
    ):
        yield


def _of_one_paragraph(set_text: Callable[..., None]) -> Callable[..., None]:
    """Wrap the method that gives a layout its text: say of a text without line ends that it has none.

    Who draws says so of every text, which would make Pango shape the line again if it had not been said before.
    """
    pango = load("weasyprint.text.line_break").pango

    def with_text(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, not _ENDS_A_LINE.search(layout.text))

    return with_text


class _Room:
    """How many more layouts may be kept."""

    def __init__(self) -> None:
        self._left = _MOST

    def keeping(self, deactivate: Callable[[Any], None]) -> Callable[[Any], None]:
        """Wrap the method with which WeasyPrint lets go of Pango's layout, once it is measured and once it is drawn."""

        def keep(layout: Any) -> None:
            if self._left and not hasattr(layout, "is_kept"):
                layout.is_kept = True
                self._left -= 1
            else:
                deactivate(layout)

        return keep

    def taking(self, reactivate: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        """Wrap the method with which WeasyPrint makes Pango's layout again: of a line that is not spread it is the same."""

        def take(layout: Any, style: Any) -> None:
            if getattr(layout, "style", None) is not style or layout.justification_spacing:
                reactivate(layout, style)

        return take
