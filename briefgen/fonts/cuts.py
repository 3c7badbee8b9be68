"""The written list of faces: which cut of which font package stands behind each family name of the styles.

The names are our own: `Serif` or `Sans` would be taken by the system's fonts, and "Source" is a reserved name that a
changed font may not carry (SIL Open Font License 1.1, clause 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.model.brand import DISPLAY, SANS, SERIF


@dataclass(frozen=True, slots=True)
class Cut:
    """One face to be made: its name in the styles, the package and the point of its axes, the characters to keep."""

    family: str
    weight: int
    style: str
    package: str
    """Name of the font package without its `fontpkg-`; empty for a font of the brand."""
    axes: tuple[tuple[str, float], ...]
    script: str = ""
    """The script that it adds to its family; empty for the Latin faces."""

    def inner_family(self, *, is_web: bool) -> str:
        """Give the family's name inside the font: the brand's own in its whole font, a plain one in a changed font."""
        is_stock = self.family in (SERIF, SANS, DISPLAY)
        return self.family if is_stock or not (is_web or self.package) else "Brief Face"

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """First and last characters of the blocks that its web subset keeps, where the font has them."""
        return {**SCRIPTS, **ALPHABETS}[self.script] if self.script else LATIN


SPACES = (0x0020, 0x00A0, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F)
"""Characters that stand between those of every script: shaping asks for them in the font of the word before."""

LATIN = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A
    (0x0192, 0x0192),  # florin
    (0x0218, 0x021B),  # Romanian S and T with comma
    (0x02C6, 0x02DD),  # spacing modifiers
    (0x0300, 0x0304),  # combining accents
    (0x0306, 0x030C),
    (0x0326, 0x0328),
    (0x0394, 0x0394),  # Delta, Omega, mu, pi: in measures and formulae
    (0x03A9, 0x03A9),
    (0x03BC, 0x03BC),
    (0x03C0, 0x03C0),
    (0x1E80, 0x1E85),  # Welsh W
    (0x1E9E, 0x1E9E),  # capital sharp S
    (0x1EF2, 0x1EF3),
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency signs
    (0x2100, 0x215F),  # letterlike signs and fractions
    (0x2190, 0x22FF),  # arrows and mathematical signs
    (0x25A0, 0x27BF),  # geometric shapes, ticks and crosses
    (0xFB00, 0xFB04),  # ligatures
)

SCRIPTS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "arabic": (
        (0x060C, 0x060C),
        (0x061B, 0x061C),
        (0x061E, 0x06FF),  # letters, marks and digits; punctuation shared with Latin stays with the Latin faces
        (0x0750, 0x077F),
        (0x08A0, 0x08FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFC),
    ),
}
"""Blocks of characters by script, for the scripts that an extra font package adds."""

ALPHABETS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "vietnamese": (
        (0x0180, 0x0191),
        (0x0193, 0x0217),
        (0x021C, 0x024F),
        (0x0305, 0x0305),
        (0x0309, 0x0309),
        (0x0323, 0x0325),
        (0x1EA0, 0x1EF1),
        (0x1EF4, 0x1EF9),
    ),
    "greek": ((0x0370, 0x0393), (0x0395, 0x03A8), (0x03AA, 0x03BB), (0x03BD, 0x03BF), (0x03C1, 0x03FF), (0x1F00, 0x1FFF)),
    "cyrillic": ((0x0400, 0x052F), (0x1C80, 0x1C88), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    "hebrew": ((0x0591, 0x05F4), (0xFB1D, 0xFB4F)),
}
"""Further blocks of characters, which a font of the brand brings to a page that uses them."""

_SERIF = "source-serif-4"
_SANS = "public-sans"
_ARABIC = "ibm-plex-sans-arabic"  # one glyph a letter: Noto's parts letters from their dots, and text copied from a PDF is wrong

LATIN_CUTS = (
    Cut(SERIF, 400, "normal", _SERIF, (("opsz", 11), ("wght", 400))),
    Cut(SERIF, 400, "italic", _SERIF, (("opsz", 11), ("wght", 400))),
    Cut(SERIF, 600, "normal", _SERIF, (("opsz", 11), ("wght", 600))),
    Cut(DISPLAY, 600, "normal", _SERIF, (("opsz", 32), ("wght", 600))),
    Cut(SANS, 400, "normal", _SANS, (("wght", 400),)),
    Cut(SANS, 400, "italic", _SANS, (("wght", 400),)),
    Cut(SANS, 600, "normal", _SANS, (("wght", 600),)),
)

SCRIPT_CUTS = tuple(
    Cut(family, weight, "normal", _ARABIC, (), "arabic")
    for family, weight in ((SERIF, 400), (SERIF, 600), (DISPLAY, 600), (SANS, 400), (SANS, 600))
)
"""An upright face serves for italics too: these scripts have none."""
