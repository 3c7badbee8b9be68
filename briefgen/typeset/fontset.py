"""Gives a document its faces and no other font, so that it is set alike on every machine.

WeasyPrint would load the system's fonts: a character that our faces lack would then be drawn in whatever is installed
there, and no one would be told. Documents of the same faces share what Pango has read of them, a fifteenth of the time of a page;
one whose styles may bring fonts of their own gets its own.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from weasyprint import CSS
from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from briefgen.typeset.fetch import FONT_SCHEME, Fetcher
from briefgen.typeset.findings import listening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model.briefing import Face

_MOST = 4
"""Sets of faces that are held ready."""
_MAY_BRING_FONTS = re.compile(r"@font-face\b|@import\b|<link\b|@[\w-]*\\", re.IGNORECASE)
"""Styles that declare fonts, come from elsewhere, or have a name in escaped letters (CSS Syntax 3, 4.3.7)."""
_OPEN_FILES = Path("/proc/self/fd")

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
        self._folder: Any = _Memory() if _can_hold_files() else None
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _aliases(families), True)


class _Memory:
    """Stands for the folder into which WeasyPrint writes fonts for fontconfig, and which it removes: files without a name.

    Nothing of them is left when the process ends, however it ends.
    """

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}

    def __bool__(self) -> bool:
        return False  # there is nothing to remove

    def __truediv__(self, name: str) -> _File:
        return self._files.setdefault(name, _File(name))


class _File:
    """What WeasyPrint asks of a path."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._number: int | None = None

    def exists(self) -> bool:
        return self._number is not None

    def write_bytes(self, content: bytes) -> None:
        self._number = os.memfd_create(self._name)
        with open(self._number, "wb", closefd=False) as file:
            file.write(content)

    def as_posix(self) -> str:
        return f"{_OPEN_FILES}/{self._number}"

    def __del__(self) -> None:
        if self._number is not None:
            os.close(self._number)


def own_fonts(faces: Sequence[Face], html: str) -> tuple[OwnFonts, CSS]:
    """Load the faces of a page from memory; returns the font configuration and the styles that name them.

    Where a face cannot be loaded, each document hears of it.
    """
    if _MAY_BRING_FONTS.search(unescape(html)) or not _can_hold_files():
        return _loaded(faces)
    with listening() as listener:
        found = _shared(tuple(faces))
        if listener.records:
            _shared.cache_clear()
    return found


def _can_hold_files() -> bool:
    """Tell whether a file without a name can be opened as if it had one; not every system has them, or lets everybody."""
    file = _File("briefgen")
    try:
        file.write_bytes(b"")
    except (AttributeError, OSError):
        return False
    return Path(file.as_posix()).exists()


@lru_cache(maxsize=_MOST)
def _shared(faces: tuple[Face, ...]) -> tuple[OwnFonts, CSS]:
    return _loaded(faces)


def _loaded(faces: Sequence[Face]) -> tuple[OwnFonts, CSS]:
    """Load faces.

    A second face for the same family, weight and style (another script's) goes by a name of its own and is found when
    the first lacks a character: WeasyPrint would take two fonts of one name for the same file, and print nonsense.
    """
    fonts = OwnFonts([face.family for face in faces])
    fetcher = Fetcher([face.ttf for face in faces], ())
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
