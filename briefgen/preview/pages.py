"""The pages of a PDF as pictures, at the density of the screen that asks for them.

PDFium may be used by one thread at a time: all that is here, and the proof of a PDF, is called from the thread for paper.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import closing
from io import BytesIO
from typing import Any

import pypdfium2

from briefgen.preview.exhibit import Sheets

NARROWEST, WIDEST, STEP = 200, 2400, 100
"""Widths of pictures in pixels: rounded up to a step, so that a window's every size does not make pictures of its own."""
_KEPT = 60


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Give the width and height of each page in points."""
    with closing(_opened(pdf)) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


class Pictures:
    """Draws pages, and keeps the latest of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()

    def png(self, sheets: Sheets, number: int, width: int) -> bytes:
        """Draw a page, counted from 1, as a PNG of about some width in pixels. IndexError where there is no such page."""
        if not 1 <= number <= len(sheets.sizes):
            raise IndexError(number)
        width = min(WIDEST, max(NARROWEST, -(-width // STEP) * STEP))
        key = (sheets.version, number, width)
        if key not in self._kept:
            self._kept[key] = _drawn(sheets.pdf, number, width / sheets.sizes[number - 1][0])
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


def _opened(pdf: bytes) -> Any:
    library: Any = pypdfium2
    return library.PdfDocument(pdf)


def _drawn(pdf: bytes, number: int, scale: float) -> bytes:
    out = BytesIO()
    with closing(_opened(pdf)) as document:
        picture = document[number - 1].render(scale=scale, rev_byteorder=True).to_pil()
        picture.save(out, "PNG", compress_level=1)  # it crosses no network: quick to write counts, not small
    return out.getvalue()
