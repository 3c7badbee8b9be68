"""A brand: the colours, typefaces, logo and names that every output wears."""

from __future__ import annotations

from dataclasses import dataclass


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


LIGHT = Palette(paper="#ffffff", ink="#1b1f24", soft="#4b5563", rule="#c9ced6", accent="#0b4f6c", tint="#eef4f6", focus="#b45309")
DARK = Palette(paper="#14181d", ink="#e6e9ed", soft="#aeb7c2", rule="#3c4550", accent="#7cc4e4", tint="#1c262e", focus="#f5b556")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What a project's brand file says, the stock look where it is silent."""

    light: Palette = LIGHT
    dark: Palette = DARK
