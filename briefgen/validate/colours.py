"""The colours of a brand file: names followed to what they stand for, each with the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from tinycss2 import color5

from briefgen.model.brand_file import BrandFile, Colours, Shades, Tokens
from briefgen.model.colour import written
from briefgen.model.diagnostic import did_you_mean
from briefgen.model.loaded import Path
from briefgen.validate.remarks import Remark, listed

_parse: Callable[..., Any] = color5.parse_color  # which is not typed
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)  # what Sass and CSS take for the name of a property
GROUNDS = ("light", "dark")
Found = tuple[str, Path]
"""A colour as #rrggbb, and the way to where it is written."""


class ColourBook:
    """Reads the colours of one brand file and collects what is wrong with them."""

    def __init__(self, brand: BrandFile) -> None:
        self.brand = brand
        self.remarks: dict[Remark, None] = {}
        self.circles: set[frozenset[str]] = set()
        own: Mapping[str, Shades] = {item.name: getattr(brand.color, item.name) for item in fields(Colours)[1:]}
        self.theme = {name: shades for name, shades in own.items() if shades != Shades()}

    def given(self, ground: str) -> dict[str, Found]:
        """Give the colours that the file states for a ground, by their names in `Palette`.

        A colour without variants is one for light grounds: on a dark one its contrast would be another.
        """
        color, typography, own = self.brand.color, self.brand.typography, self.brand.defaults.briefgen
        stated: dict[str, tuple[Shades, Path]] = {
            "ink": (typography.base.color, ("typography", "base", "color")),
            "heading": (typography.headings.color, ("typography", "headings", "color")),
            "link": (typography.link.color, ("typography", "link", "color")),
        }
        themed = {"ink": "foreground", "paper": "background", "accent": "primary"}
        stated |= {
            token: (getattr(color, name), ("color", name)) for token, name in themed.items() if getattr(color, name) != Shades()
        }
        found = {token: self._on(ground, shades, path) for token, (shades, path) in stated.items()}
        tokens: Tokens = getattr(own, ground)
        for item in fields(Tokens):
            if text := getattr(tokens, item.name):
                found[item.name] = self._colour(text, ("defaults", "briefgen", ground, item.name), ground)
        return {token: colour for token, colour in found.items() if colour}

    def named(self) -> dict[str, tuple[str, str]]:
        """Give every colour of the palette and the theme, for the light and the dark ground."""
        colours: dict[str, tuple[Shades, Path]] = {
            name: (shades, ("color", "palette", name)) for name, shades in self.brand.color.palette.items()
        }
        for name in self.brand.color.palette:
            if not _NAME.fullmatch(name):
                hint = "use letters, digits, hyphens and underscores, a letter first"
                self._remark("BG112", ("color", "palette", name), f"`{name}` is no name for a colour", hint)
        colours |= {name: (shades, ("color", name)) for name, shades in self.theme.items()}
        found = {}
        for name, (shades, path) in colours.items():
            light = self._on("light", shades, path)
            dark = self._on("dark", shades, path) or light
            if light or dark:
                found[name] = ((light or dark or ("", ()))[0], (dark or light or ("", ()))[0])
        return found

    def _on(self, ground: str, shades: Shades, path: Path) -> Found | None:
        """Give a colour for a ground; nothing where the file states none for it."""
        has_variants = bool(shades.dark)
        way = (*path, ground) if has_variants else path
        if text := getattr(shades, ground):
            return self._colour(text, way, ground)
        if ground == "dark" and shades.light in self.brand.color.palette:
            inner = self.brand.color.palette[shades.light]
            return self._on("dark", inner, ("color", "palette", shades.light)) if inner.dark else None
        return None

    def _colour(self, text: str, path: Path, ground: str, seen: tuple[str, ...] = ()) -> Found | None:
        """Follow a text to its colour: a name of the palette, one of the theme, or a colour of CSS."""
        name = text.strip()
        followed = next(iter(self._followed(name, ground)), None) if name not in seen else None
        if followed:
            return self._colour(*followed, ground, (*seen, name))
        if name in seen and _css(name) is None:
            self._circle(seen[seen.index(name) :], path)
            return None
        colour = _css(name)
        if colour is None:
            known = [*self.brand.color.palette, *self.theme]
            hint = did_you_mean(name, known) or listed(known) or "write it as #1f6f78, or by a name of CSS"
            self._remark("BG140", path, f"`{name}` is no opaque colour and no name of the palette", hint)
            return None
        return colour, path

    def _followed(self, name: str, ground: str) -> Iterator[tuple[str, Path]]:
        for known, path in ((self.brand.color.palette, ("color", "palette")), (self.theme, ("color",))):
            if (shades := known.get(name)) is not None:
                text = getattr(shades, ground) or shades.light or shades.dark
                variant = (ground if getattr(shades, ground) else "light" if shades.light else "dark",) if shades.dark else ()
                yield text, (*path, name, *variant)

    def _circle(self, names: tuple[str, ...], path: Path) -> None:
        """Tell of a circle of names, once whichever of them leads into it."""
        if frozenset(names) not in self.circles:
            self.circles.add(frozenset(names))
            shown = " -> ".join(f"`{name}`" for name in (*names, names[0]))
            self._remark("BG141", path, f"the colours refer to each other in a circle: {shown}", "give one of them a value")

    def _remark(self, code: str, path: Path, message: str, hint: str) -> None:
        self.remarks.setdefault(Remark(code, path, message, hint))


def _css(text: str) -> str | None:
    """Read an opaque colour of CSS; nothing where it is none, or cannot be turned into sRGB."""
    try:
        found = _parse(text)
        rgb = found.to("srgb")
    except (AttributeError, NotImplementedError):  # no colour, a word such as currentcolor, or a space it cannot turn
        return None
    return written(tuple(float(part) for part in rgb.coordinates)) if float(rgb.alpha) == 1 else None
