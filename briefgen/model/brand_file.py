"""The brand file as it is written: Quarto's `_brand.yml` (https://posit-dev.github.io/brand-yml/brand/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from briefgen.model.fields import Filled
from briefgen.model.value import FromText, from_text

_WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(px|pt|rem|em|%)", re.ASCII)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": 16.0, "em": 16.0, "%": 0.16}
_USUAL_SIZE = 16.0


def _key(field_name: str) -> str:
    return field_name.replace("_", "-")


_STRICT = {"extra": "forbid", "use_attribute_docstrings": True, "alias_generator": _key}
_OPEN = {**_STRICT, "extra": "ignore"}
"""For sections that the form leaves open to other programs."""


@dataclass(frozen=True, slots=True)
class Short:
    """Lets a record of fields be written as the text of one of them: `base: Georgia` for `base: {family: Georgia}`.

    The validating library finds the two methods by name; it is imported only when it asks for them.
    """

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell the validator to put a text into its field first."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self._whole, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Tell editors that both may be written."""
        return {"anyOf": [handler(schema), {"type": "string"}]}

    def _whole(self, found: Any) -> Any:
        return {self.field: found} if isinstance(found, str) else found


def _weight(text: str) -> int:
    """Read a weight; 0 for `auto`, and for a range such as 300..700, which a variable font states itself."""
    if text == "auto" or re.fullmatch(r"\S+\s*\.\.\.?\s*\S+", text):
        return 0
    number = _WEIGHTS.get(text) or (int(text) if re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII) else 0)
    if not number:
        raise ValueError(f"`{text}` is no weight: write a number from 1 to 999, or one of {', '.join(_WEIGHTS)}")
    return number


def _size(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    scale = float(found[1]) * _PIXELS[found[2]] / _USUAL_SIZE if found else 0.0
    if not 0.5 <= scale <= 2:
        raise ValueError(f"`{text}` is no size of text: write it as 1rem, 17px, 12pt or 110%, from half to twice the usual one")
    return scale


def _leading(text: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", text, re.ASCII)
    leading = float(found[1]) / (100 if found[2] else 1) if found else 0.0
    if not 1 <= leading <= 2.5:
        raise ValueError(f"`{text}` is no line height: write a number from 1 to 2.5")
    return leading


Weight = Annotated[int, from_text(_weight, examples=["400", "semi-bold", "auto"])]
Size = Annotated[float, from_text(_size, examples=["1rem", "17px"])]
Leading = Annotated[float, from_text(_leading, examples=["1.4"])]
Anything = Annotated[object, FromText(lambda found: found, {})]
"""A part of the form that other programs use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """One colour, or one for light and one for dark grounds: CSS colours, or names of the palette or of the theme."""

    __pydantic_config__ = _STRICT

    light: str = ""
    dark: str = ""


Colour = Annotated[Shades, Short("light")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FullName:
    """A name in full and in short."""

    __pydantic_config__ = _STRICT

    full: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses of the publisher; any more are allowed."""

    __pydantic_config__ = _OPEN

    home: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Who the brand belongs to; what briefgen.yaml says of the publisher wins."""

    __pydantic_config__ = _OPEN

    name: Annotated[FullName, Short("full")] = FullName()
    link: Annotated[Links, Short("home")] = Links()
    email: str = ""
    contact: str = ""
    """How readers reach the publisher, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    """A picture of the project: SVG or PNG, named relative to the brand file; with what it says to readers who cannot see it."""

    __pydantic_config__ = _STRICT

    path: str = ""
    alt: str = ""
    attrs: Anything = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(ImageFile):
    """A picture, or one for light and one for dark grounds; each a path or a name of `images`."""

    __pydantic_config__ = _STRICT

    light: Annotated[ImageFile, Short("path")] | None = None
    dark: Annotated[ImageFile, Short("path")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo(ImageFile):
    """The logo in its sizes; documents take the medium one, else the large one, else the small one."""

    __pydantic_config__ = _STRICT

    images: Mapping[str, Annotated[ImageFile, Short("path")]] = field(default_factory=dict)
    small: Annotated[Image, Short("path")] | None = None
    medium: Annotated[Image, Short("path")] | None = None
    large: Annotated[Image, Short("path")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The named colours, and those of the theme."""

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

    path: Filled
    weight: Weight = 0
    style: Literal["", "normal", "italic"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A family, and where it comes from; google and bunny mean an installed font package, since nothing is fetched."""

    __pydantic_config__ = _STRICT

    family: Filled
    source: Literal["", "file", "google", "bunny", "system"] = ""
    files: tuple[Annotated[File, Short("path")], ...] = ()
    weight: Anything = None
    style: Anything = None
    display: Anything = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one kind of text is set."""

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

    labels: Set = Setting()
    """The family of labels, tables and notes; that of `base` when left out."""
    light: Tokens = Tokens()
    dark: Tokens = Tokens()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What programs say for themselves; sections of other programs are left to them."""

    __pydantic_config__ = _OPEN

    briefgen: Own = Own()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFile:
    """A brand file; every part may be left out."""

    __pydantic_config__ = _STRICT

    meta: Meta = Meta()
    logo: Annotated[Logo, Short("path")] = field(default_factory=Logo)
    color: Colours = field(default_factory=Colours)
    typography: Typography = Typography()
    defaults: Defaults = Defaults()
