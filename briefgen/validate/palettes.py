"""The few colours that a brand file gives to the whole palettes of light and dark grounds.

What the file gives stands as it is and is judged by the gate; what it leaves out is derived so that it stands out enough.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.brand import DARK, LIGHT, Palette
from briefgen.model.colour import PART, TEXT, between, is_dark, mixed, standing_out

_TINTS = {"light": (0.07, 0.05, 0.03, 0.015), "dark": (0.12, 0.09, 0.06, 0.03)}
"""How much of the accent a box may have, the most first: less where text would not stand out from it."""
_SOFT, _RULE, _NIGHT = 0.76, 0.22, 0.06
"""How much of the ink quiet text and rules have, and of the accent a dark ground that is derived."""


def palettes(light: Mapping[str, str], dark: Mapping[str, str]) -> tuple[Palette, Palette]:
    """Turn the colours that are given for light and for dark grounds, by their names in `Palette`, into both palettes.

    Where the one ground that is given is dark, it is the dark one's, and the light one is derived from its accent.
    """
    if "paper" in light and is_dark(light["paper"]) and "paper" not in dark:
        light, dark = {}, {**light, **dark}
    day = _derived(light, LIGHT, dark.get("accent", "")) if light or dark else LIGHT
    return day, _derived(dark, DARK, day.accent) if light or dark else DARK


def _derived(given: Mapping[str, str], stock: Palette, hint: str) -> Palette:
    """Fill up the palette of one ground; `hint` is the other ground's accent."""
    is_night = stock is DARK
    accent = given.get("accent") or hint or stock.accent
    is_tinged = is_night and accent != LIGHT.accent
    paper = given.get("paper") or (mixed(accent, stock.paper, _NIGHT) if is_tinged else stock.paper)
    ink = given.get("ink") or standing_out(stock.ink, (paper,))
    if "accent" not in given:
        accent = standing_out(accent, (paper,))
    tint = given.get("tint") or _tint(accent, ink, paper, _TINTS["dark" if is_night else "light"])
    if "accent" not in given:
        accent = standing_out(accent, (paper, tint))
    derived = {
        "paper": paper,
        "ink": ink,
        "accent": accent,
        "tint": tint,
        "soft": standing_out(mixed(ink, paper, _SOFT), (paper, tint)),
        "rule": mixed(ink, paper, _RULE),
        "focus": standing_out(stock.focus, (paper, tint), PART),
    }
    return Palette(**{**derived, **given})


def _tint(accent: str, ink: str, paper: str, shares: tuple[float, ...]) -> str:
    """Give the ground of boxes: as much of the accent as leaves what stands in them readable."""
    tints = (mixed(accent, paper, share) for share in shares)
    return next((tint for tint in tints if all(between(front, tint) >= TEXT for front in (accent, ink))), paper)
