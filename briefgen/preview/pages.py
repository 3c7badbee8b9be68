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
_KEPT, _AHEAD = 128_000_000, 4
"""Bytes of pictures that are kept, and how many pages are drawn before they are asked for."""


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Give the width and height of each page in points."""
    with closing(_opened(pdf)) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


class Pictures:
    """Draws pages, and keeps the latest of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._asked: dict[str, tuple[str, dict[int, int]]] = {}
        """Of each document the version that was last asked for, with the width of each page."""

    def picture(self, name: str, sheets: Sheets, number: int, width: int) -> bytes:
        """Draw a page of a document, counted from 1, as a picture of about some width in pixels.

        IndexError where there is no such page.
        """
        if not 1 <= number <= len(sheets.sizes):
            raise IndexError(number)
        width = min(WIDEST, max(NARROWEST, -(-width // STEP) * STEP))
        version, widths = self._asked.get(name, ("", {}))
        self._asked[name] = (sheets.version, {**(widths if version == sheets.version else {}), number: width})
        return self.draw(sheets, number, width)

    def asked(self, name: str) -> tuple[tuple[int, int], ...]:
        """Give the first pages that were asked for of a document's last version, each with its width."""
        _, widths = self._asked.get(name, ("", {}))
        return tuple(sorted(widths.items())[:_AHEAD])

    def draw(self, sheets: Sheets, number: int, width: int) -> bytes:
        """Draw a page at a width that is one of the steps, unless it is kept."""
        key = (sheets.version, number, width)
        if key not in self._kept:
            self._kept[key] = _drawn(sheets.pdf, number, width / sheets.sizes[number - 1][0])
        self._kept.move_to_end(key)
        while sum(map(len, self._kept.values())) > _KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)
        return self._kept[key]


def _opened(pdf: bytes) -> Any:
    library: Any = pypdfium2
    return library.PdfDocument(pdf)


def _drawn(pdf: bytes, number: int, scale: float) -> bytes:
    out = BytesIO()
    with closing(_opened(pdf)) as document:
        picture = document[number - 1].render(scale=scale, rev_byteorder=True).to_pil()
        picture.save(out, "BMP")  # it crosses no network: a PNG takes four times as long to write as the page to draw
    return out.getvalue()
