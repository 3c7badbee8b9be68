"""The fonts of a PDF: what character each of their codes is, how wide it is, and whether the font is in the file.

Sources: ISO 32000-1, 9.6 to 9.9 (fonts, embedded font programs), 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CHARACTER = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_WIDTHS = re.compile(rb"\[([^\]]*)\]|([-+.\d]+)")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_USUAL = 500.0


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font as a PDF uses it."""

    name: str
    embedded: bool
    code_bytes: int
    """How many bytes a code has: 2 in a composite font, else 1."""
    characters: Mapping[int, str] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    """Thousandths of the size by code."""
    usual: float = _USUAL
    """Width of a code that has none of its own."""

    def codes(self, string: bytes) -> Sequence[int]:
        """Part a string into its codes."""
        return string if self.code_bytes == 1 else struct.unpack(f">{len(string) // 2}H", string[: len(string) // 2 * 2])

    def text(self, codes: Sequence[int]) -> str:
        """Give the characters of some codes; a code of unknown meaning in a simple font is itself (Latin-1)."""
        known = self.characters
        if self.code_bytes == 1:
            return "".join(known.get(code, chr(code)) for code in codes)
        return "".join([known.get(code, "\ufffd") for code in codes])

    def width(self, codes: Sequence[int]) -> float:
        """Give the width of some codes together, in thousandths of the size."""
        known, usual = self.widths, self.usual
        return sum([known.get(code, usual) for code in codes])


def typeface(font: Any) -> Typeface:
    """Turn a font dictionary (pikepdf) into what of it is needed to read a page."""
    is_composite = font.get("/Subtype") == "/Type0"
    inner = font.DescendantFonts[0] if is_composite else font
    characters = _characters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    widths = _composite_widths(inner) if is_composite else _simple_widths(font)
    return Typeface(
        name=str(font.get("/BaseFont", font.get("/Name", "?"))).lstrip("/"),
        embedded=_is_embedded(inner),
        code_bytes=2 if is_composite else 1,
        characters=characters,
        widths=widths,
        usual=float(inner.get("/DW", 1000)) if is_composite else _USUAL,
    )


def _is_embedded(font: Any) -> bool:
    """Tell whether the shapes of a font are in the file: in a font program, or drawn as in a Type 3 font."""
    if font.get("/Subtype") == "/Type3":
        return True
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(name in descriptor for name in _FILES)


def _characters(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in _BLOCK.finditer(cmap):
        if block[1] == b"bfchar":
            found.update((int(code, 16), _decoded(text)) for code, text in _CHARACTER.findall(block[2]))
        else:
            for first, last, start, each in _RANGE.findall(block[2]):
                found.update(_in_range(int(first, 16), int(last, 16), start, each))
    return found


def _in_range(first: int, last: int, start: bytes, each: bytes) -> Iterator[tuple[int, str]]:
    if each:
        yield from zip(range(first, last + 1), map(_decoded, _HEX.findall(each)), strict=False)
        return
    text = _decoded(start)
    for code in range(first, last + 1) if text else ():
        yield code, text[:-1] + chr(ord(text[-1]) + code - first)


def _decoded(text: bytes) -> str:
    return bytes.fromhex(text.decode("ascii")).decode("utf-16-be", "replace")


def _simple_widths(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    return {first + place: float(width) for place, width in enumerate(font.get("/Widths", ()))}


def _composite_widths(font: Any) -> dict[int, float]:
    """Read the W array: `first [w w ...]` or `first last w` (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    alone: list[float] = []
    for each, number in _WIDTHS.findall(font.W.unparse()[1:-1]) if "/W" in font else ():
        if number:
            alone.append(float(number))
        elif alone:
            found.update((int(alone[0]) + step, float(width)) for step, width in enumerate(each.split()))
            alone = []
        if len(alone) == 3:
            first, last, width = alone
            found.update(dict.fromkeys(range(int(first), int(last) + 1), width))
            alone = []
    return found
