"""The fonts room: installed variable fonts -> the few static faces that every document is set in.

Alone in importing uharfbuzz, fontTools, brotli and fontpkg; none of them is imported before a face must be made.
"""

from __future__ import annotations

from briefgen.fonts.css import face_css, faces_for
from briefgen.fonts.cuts import SCRIPTS
from briefgen.fonts.foundry import check_fonts, faces

__all__ = ["SCRIPTS", "check_fonts", "face_css", "faces", "faces_for"]
