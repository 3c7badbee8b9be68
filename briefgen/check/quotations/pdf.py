"""PDF: the bytes of a file to its pages, with the labels by which their readers know them."""

from __future__ import annotations

import re

from briefgen.check.quotations.pieces import Piece, UnreadableError

_LINE_END_HYPHEN = re.compile("[\x02\ufffe]")
"""What the library writes for a hyphen at the end of a line whose word goes on."""


def pages_of(content: bytes) -> tuple[Piece, ...]:
    """Read the text of a PDF's pages, line by line within each."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:  # type: ignore[no-untyped-call] # the library is not typed
            pieces = []
            for number, page in enumerate(document, 1):
                text = page.get_textpage().get_text_bounded()
                label = document.get_page_label(number - 1)
                names = tuple(dict.fromkeys(name for name in (label, str(number)) if name))
                pieces.append(Piece(_LINE_END_HYPHEN.sub("-\n", text.replace("\r\n", "\n")), pages=names))
            return tuple(pieces)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
