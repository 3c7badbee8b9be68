"""A brand: the colours, typefaces, logo and names that every output wears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.diagnostic import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one ground, each as #rrggbb; `tokens.css` gives them to the styles under the same names."""

    paper: str
    ink: str
    soft: str
    rule: str
    accent: str
    tint: str
    focus: str
    heading: str = ""
    """Colour of headings; the accent where it is empty."""
    link: str = ""
    """Colour of links; the accent where it is empty."""


LIGHT = Palette(paper="#ffffff", ink="#1b1f24", soft="#4b5563", rule="#c9ced6", accent="#0b4f6c", tint="#eef4f6", focus="#b45309")
DARK = Palette(paper="#14181d", ink="#e6e9ed", soft="#aeb7c2", rule="#3c4550", accent="#7cc4e4", tint="#1c262e", focus="#f5b556")
SERIF, SANS, DISPLAY = "Brief Serif", "Brief Sans", "Brief Display"
"""The stock families for text, for labels and tables, and for headings, as the styles name them."""
REGULAR, STRONG = 400, 600
"""The two weights that the styles use (CSS `font-weight`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """A font file of the project: what it holds, and what the brand file says of it."""

    name: str
    """Its path, relative to the project."""
    content: bytes = field(repr=False)
    weight: int = 0
    """The weight that the brand file states; 0 where the font itself is to be asked."""
    style: str = ""
    """normal or italic; empty where the font itself is to be asked."""
    place: Place = field(default_factory=Place, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A family that the brand names for one use: its files, or none where it is the family of an installed font package."""

    family: str
    files: tuple[FontFile, ...] = ()
    weight: int = 0
    """The weight that stands for the styles' own in this use: for text and labels the regular, for headings the strong one."""
    place: Place = field(default_factory=Place, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A logo: its file, and what it says to readers who cannot see it."""

    name: str
    """Its path, relative to the project."""
    content: bytes = field(repr=False)
    media_type: str
    """image/svg+xml or image/png."""
    width: float
    height: float
    """Its size in pixels or user units: only how the two relate matters."""
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What a project's brand file says, the stock look where it is silent."""

    light: Palette = LIGHT
    dark: Palette = DARK
    colours: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The brand's own named colours, each for the light and the dark ground."""
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict, repr=False)
    """Where the brand file gives a colour, by its ground (light, dark) and its name in `Palette`; nothing where it is derived."""
    text: Typeface | None = None
    labels: Typeface | None = None
    headings: Typeface | None = None
    size: float = 1.0
    """The size of text on screen as a part of what the reader has set."""
    leading: float = 0.0
    """Line height of text as a part of its size; 0 for the stock one."""
    logo: Picture | None = None
    logo_dark: Picture | None = None
    """The logo for a dark ground, where it has one of its own."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the brand file and of each file that it names, by their paths: what every document is made from, too."""

    @property
    def families(self) -> tuple[str, str, str]:
        """The families for text, labels and headings, as the styles and charts name them.

        Headings have a family of their own also where the brand names one for all: it is cut for large sizes and another weight.
        """
        text, labels = self.text, self.labels
        is_own = labels is not None and text is not None and labels.family == text.family and labels.weight != text.weight
        return (
            text.family if text else SERIF,
            f"{labels.family} Labels" if labels and is_own else labels.family if labels else SANS,
            f"{self.headings.family} Headings" if self.headings else DISPLAY,
        )
