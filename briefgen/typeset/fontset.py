"""Gives a document its faces and no other font, so that it is set alike on every machine.

WeasyPrint would load the system's fonts: a character that our faces lack would then be drawn in whatever is installed
there, and no one would be told.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from weasyprint import CSS
from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from briefgen.typeset.fetch import FONT_SCHEME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model.briefing import Face
    from briefgen.typeset.fetch import Fetcher

_GENERIC = {"serif": "Brief Serif", "sans-serif": "Brief Sans", "monospace": "Brief Sans", "system-ui": "Brief Sans"}


MARKERS = "ul{list-style-type:disc}"  # the circle and square of nested lists are in few fonts; a template may say otherwise

ffi.cdef("FcConfig * FcConfigCreate (void);", override=True)  # the one function that WeasyPrint does not declare


class OwnFonts(FontConfiguration):
    """A font configuration that starts empty; WeasyPrint's own starts with the fonts of the system."""

    def __init__(self, families: Sequence[str]) -> None:
        # The body of FontConfiguration.__init__ with another first line; WeasyPrint has no option for it.
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the map keeps a reference of its own
        self._folder = None
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _aliases(families), True)


def own_fonts(faces: Sequence[Face], fetcher: Fetcher) -> tuple[OwnFonts, CSS]:
    """Load faces from memory; returns the font configuration and the styles that name them.

    A second face for the same family, weight and style (another script's) goes by a name of its own and is found when
    the first lacks a character: WeasyPrint would take two fonts of one name for the same file, and print nonsense.
    """
    fonts = OwnFonts([face.family for face in faces])
    seen: Counter[tuple[str, int, str]] = Counter()
    rules = [MARKERS]
    for number, face in enumerate(faces):
        key = (face.family, face.weight, face.style)
        family = f"{face.family} {seen[key] + 1}" if seen[key] else face.family
        seen[key] += 1
        rules.append(
            f'@font-face{{font-family:"{family}";font-style:{face.style};font-weight:{face.weight};'
            f"src:url({FONT_SCHEME}:{number})}}"
        )
    return fonts, CSS(string="\n".join(rules), font_config=fonts, url_fetcher=fetcher)


def _aliases(families: Sequence[str]) -> bytes:
    """Let the generic families of CSS mean our own faces; the first one where a brand has replaced the stock's."""
    meant = {generic: own if own in families else families[0] for generic, own in _GENERIC.items()}
    rules = "".join(
        f'<alias binding="same"><family>{generic}</family><prefer><family>{escape(own)}</family></prefer></alias>'
        for generic, own in meant.items()
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>{rules}</fontconfig>'.encode()
    )
