"""The colours of a picture: the brand's, and one between accent and paper that stands apart from both, in greys too."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.brand import Palette

_STEPS = 100


def shades(palette: Palette) -> Mapping[str, str]:
    """Give the colours that a picture is drawn in by their names; `part` is that of a part beside its whole."""
    names = ("ink", "soft", "rule", "accent", "tint", "paper")
    return {**{name: getattr(palette, name).lower() for name in names}, "part": between(palette.accent, palette.paper)}


def between(dark: str, light: str) -> str:
    """Mix two colours to the one whose contrast to either is the same: 3:1 to each where theirs to each other is 9:1."""
    mixes = (mixed(dark, light, step / _STEPS) for step in range(_STEPS + 1))
    return min(mixes, key=lambda colour: abs(contrast(colour, dark) - contrast(colour, light)))


def mixed(first: str, second: str, share: float) -> str:
    """Mix two colours (#rrggbb) by the share of the second."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def contrast(first: str, second: str) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Give how light a colour is, from 0 to 1: what is left of it in greys (WCAG 2.2, relative luminance)."""
    linear = (c / 12.92 if (c := value / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for value in _channels(colour))
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
