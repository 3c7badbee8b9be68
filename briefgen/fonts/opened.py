"""A font file opened: plain font bytes, the design that they hold, and what their licence bits allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any

_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"wOFF", b"wOF2")
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
_RESTRICTED, _PREVIEW, _EDITABLE, _WHOLE_ONLY, _BITMAP_ONLY = 0x2, 0x4, 0x8, 0x100, 0x200
_ITALIC, _OBLIQUE = 0x1, 0x200
Axes = Mapping[str, tuple[float, float, float]]
"""Lowest, usual and highest place on each axis of a variable font, by its tag."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One font: static, or variable with its axes."""

    sfnt: bytes
    """The font as TrueType or OpenType, unpacked from WOFF."""
    low: int
    high: int
    """The weights that it can take: equal in a static font."""
    style: str
    """normal or italic."""
    axes: Axes
    embedding: int
    """The bits of OS/2 fsType."""

    @property
    def forbids(self) -> str:
        """Why it may not stand in a document; empty where it may (OpenType, OS/2 fsType)."""
        if self.embedding & _BITMAP_ONLY:
            return "only bitmaps of it may be embedded"
        if self.embedding & _WHOLE_ONLY:
            return "it may not be embedded in part, as every page does"
        return "it may not be embedded" if self._level == _RESTRICTED else ""

    @property
    def limits(self) -> str:
        """How its embedding is limited; empty where it is not."""
        return "it may be embedded to preview and print only, which a web page is not" if self._level == _PREVIEW else ""

    @property
    def _level(self) -> int:
        """The level of embedding; where a font sets several the least restrictive counts (OpenType, OS/2 fsType)."""
        return next((bit for bit in (_EDITABLE, _PREVIEW, _RESTRICTED) if self.embedding & bit), 0)


def opened(content: bytes) -> Opened:
    """Open the bytes of a TTF, OTF, WOFF or WOFF2 file. Raises `ValueError` with the reason where they are of no use."""
    if content.startswith(b"ttcf"):
        raise ValueError("it is a collection of fonts; save the one that is meant as a file of its own")
    if not content.startswith(_FONTS):
        raise ValueError("it is no TTF, OTF, WOFF or WOFF2 file")
    tools = import_module("fontTools.ttLib")
    try:
        with tools.TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False) as font:
            return _described(font, content)
    except Exception as error:  # whatever the library stumbles over in a damaged file
        raise ValueError(f"it is damaged ({type(error).__name__}: {error})") from error


def _described(font: Any, content: bytes) -> Opened:
    missing = [name for name in _NEEDED if name not in font]
    if missing:
        raise ValueError(f"it has no table {missing[0]}")
    if font.flavor != "woff2" and any(table.offset + table.length > len(content) for table in font.reader.tables.values()):
        raise ValueError("its end is missing")
    axes = {
        axis.axisTag: (axis.minValue, axis.defaultValue, axis.maxValue) for axis in (font["fvar"].axes if "fvar" in font else ())
    }
    about = font["OS/2"]
    weight = int(about.usWeightClass)
    low, _, high = axes.get("wght", (weight, weight, weight))
    is_italic = bool(about.fsSelection & (_ITALIC | _OBLIQUE) or font["head"].macStyle & 2)
    return Opened(
        sfnt=_unpacked(font) if font.flavor else content,
        low=int(low),
        high=int(high),
        style="italic" if is_italic else "normal",
        axes=axes,
        embedding=int(about.fsType),
    )


def _unpacked(font: Any) -> bytes:
    font.flavor = None
    output = BytesIO()
    font.save(output, reorderTables=None)
    return output.getvalue()
