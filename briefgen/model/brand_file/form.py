"""The sections of a brand file, as Quarto's `_brand.yml` has them (https://posit-dev.github.io/brand-yml/brand/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from briefgen.model.brand_file.notation import HYPHENATED, OPEN, Anything, Leading, Short, Size, Weight
from briefgen.model.fields import Filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """One colour, or one for light and one for dark grounds: CSS colours, or names of the palette or of the theme."""

    __pydantic_config__ = HYPHENATED

    light: str = ""
    dark: str = ""


Colour = Annotated[Shades, Short("light")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FullName:
    """A name in full and in short."""

    __pydantic_config__ = HYPHENATED

    full: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses of the publisher; any more are allowed."""

    __pydantic_config__ = OPEN

    home: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Who the brand belongs to; what briefgen.yaml says of the publisher wins."""

    __pydantic_config__ = OPEN

    name: Annotated[FullName, Short("full")] = FullName()
    link: Annotated[Links, Short("home")] = Links()
    email: str = ""
    contact: str = ""
    """How readers reach the publisher, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    """A picture of the project: SVG or PNG, named relative to the brand file; with what it says to readers who cannot see it."""

    __pydantic_config__ = HYPHENATED

    path: str = ""
    alt: str = ""
    attrs: Anything = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(ImageFile):
    """A picture, or one for light and one for dark grounds; each a path or a name of `images`."""

    __pydantic_config__ = HYPHENATED

    light: Annotated[ImageFile, Short("path")] | None = None
    dark: Annotated[ImageFile, Short("path")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo(ImageFile):
    """The logo in its sizes; documents take the medium one, else the large one, else the small one."""

    __pydantic_config__ = HYPHENATED

    images: Mapping[str, Annotated[ImageFile, Short("path")]] = field(default_factory=dict)
    small: Annotated[Image, Short("path")] | None = None
    medium: Annotated[Image, Short("path")] | None = None
    large: Annotated[Image, Short("path")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The named colours, and those of the theme."""

    __pydantic_config__ = HYPHENATED

    palette: Mapping[str, Colour] = field(default_factory=dict)
    foreground: Colour = Shades()
    background: Colour = Shades()
    primary: Colour = Shades()
    secondary: Colour = Shades()
    tertiary: Colour = Shades()
    success: Colour = Shades()
    info: Colour = Shades()
    warning: Colour = Shades()
    danger: Colour = Shades()
    light: Colour = Shades()
    dark: Colour = Shades()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A font file, named relative to the brand file: TTF, OTF, WOFF or WOFF2, static or variable."""

    __pydantic_config__ = HYPHENATED

    path: Filled
    weight: Weight = 0
    style: Literal["", "normal", "italic"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A family, and where it comes from; google and bunny mean an installed font package, since nothing is fetched."""

    __pydantic_config__ = HYPHENATED

    family: Filled
    source: Literal["", "file", "google", "bunny", "system"] = ""
    files: tuple[Annotated[File, Short("path")], ...] = ()
    weight: Anything = None
    style: Anything = None
    display: Anything = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one kind of text is set."""

    __pydantic_config__ = HYPHENATED

    family: str = ""
    weight: Weight = 0
    size: Size = 0.0
    line_height: Leading = 0.0
    style: Anything = None
    decoration: Anything = None
    color: Colour = Shades()
    background_color: Anything = None


Set = Annotated[Setting, Short("family")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """The fonts and what each is for."""

    __pydantic_config__ = HYPHENATED

    fonts: tuple[Font, ...] = ()
    base: Set = Setting()
    headings: Set = Setting()
    link: Set = Setting()
    monospace: Set = Setting()
    monospace_inline: Set = Setting()
    monospace_block: Set = Setting()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Colours of the styles, named as in tokens.css, that are not to be derived from the theme."""

    __pydantic_config__ = HYPHENATED

    paper: str = ""
    ink: str = ""
    soft: str = ""
    rule: str = ""
    accent: str = ""
    tint: str = ""
    focus: str = ""
    heading: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the form has no field for and briefgen has."""

    __pydantic_config__ = HYPHENATED

    labels: Set = Setting()
    """The family of labels, tables and notes; that of `base` when left out."""
    light: Tokens = Tokens()
    dark: Tokens = Tokens()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What programs say for themselves; sections of other programs are left to them."""

    __pydantic_config__ = OPEN

    briefgen: Own = Own()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFile:
    """A brand file; every part may be left out."""

    __pydantic_config__ = HYPHENATED

    meta: Meta = Meta()
    logo: Annotated[Logo, Short("path")] = field(default_factory=Logo)
    color: Colours = field(default_factory=Colours)
    typography: Typography = Typography()
    defaults: Defaults = Defaults()
