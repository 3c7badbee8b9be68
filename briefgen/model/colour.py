"""Colours as #rrggbb: how far one stands out from another, what lies between two, and the nearest one that stands out enough."""

from __future__ import annotations

from collections.abc import Iterable

TEXT, PART = 4.5, 3.0
"""The least contrast of text with its ground, and of parts of a picture with what they adjoin (WCAG 2.2, 1.4.3 and 1.4.11)."""
BLACK, WHITE = "#000000", "#ffffff"
_KNEE, _EXPONENT = 0.04045, 2.4  # of the sRGB curve (IEC 61966-2-1)
_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in relative luminance (WCAG 2.2, definitions)
_STEPS = 50

Parts = tuple[float, ...]
"""Red, green and blue of an sRGB colour, each from 0 to 1."""


def parts(colour: str) -> Parts:
    """Turn #rrggbb into its parts."""
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def written(colour: Parts) -> str:
    """Turn parts into #rrggbb."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in colour)


def contrast(one: Parts, other: Parts) -> float:
    """Give the contrast of two opaque sRGB colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def between(one: str, other: str) -> float:
    """Give the contrast of two colours written as #rrggbb."""
    return contrast(parts(one), parts(other))


def mixed(front: str, ground: str, share: float) -> str:
    """Give the colour that lies between two: `share` of the first, from 0 to 1, and the rest of the second."""
    return written(tuple(a * share + b * (1 - share) for a, b in zip(parts(front), parts(ground), strict=True)))


def is_dark(colour: str) -> bool:
    """Tell whether white stands out more from a ground than black does."""
    return between(colour, WHITE) > between(colour, BLACK)


def standing_out(colour: str, grounds: Iterable[str], least: float = TEXT) -> str:
    """Give the nearest shade of a colour that has a contrast on all grounds; itself where it has it already.

    It is mixed with black on light grounds and with white on dark ones, the first of which decides.
    """
    grounds = tuple(grounds)
    end = WHITE if is_dark(grounds[0]) else BLACK
    shades = (mixed(end, colour, step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if all(between(shade, ground) >= least for ground in grounds)), end)


def _luminance(colour: Parts) -> float:
    linear = (part / 12.92 if part <= _KNEE else ((part + 0.055) / 1.055) ** _EXPONENT for part in colour)
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))
