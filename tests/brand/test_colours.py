"""Colours: contrast, shades that stand out, and palettes from the few colours that a brand file gives."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import product

import pytest

from briefgen.gate.contrast import PAIRS
from briefgen.model.brand import DARK, LIGHT, Palette
from briefgen.model.colour import TEXT, between, is_dark, mixed, standing_out
from briefgen.stock import stock_templates
from briefgen.validate.palettes import palettes

TOKENS = (stock_templates() / "styles" / "tokens.css").read_text(encoding="utf-8")


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#\w+|var\(--accent\));", css))


def test_the_styles_and_the_model_name_the_same_stock_colours() -> None:
    light, _, dark = TOKENS.partition("@media")
    own = [item.name for item in fields(Palette) if item.default == ""]
    assert declared(light) == {item.name: getattr(LIGHT, item.name) or "var(--accent)" for item in fields(Palette)}
    assert declared(dark) == {item.name: getattr(DARK, item.name) for item in fields(Palette) if item.name not in own}


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), ("#fff000", "#fff000", 1)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert between(one, other) == pytest.approx(ratio, abs=0.01)
    assert between(other, one) == between(one, other)


def test_a_mix_lies_between_its_colours() -> None:
    assert (mixed("#000000", "#ffffff", 0), mixed("#000000", "#ffffff", 1)) == ("#ffffff", "#000000")
    assert mixed("#204060", "#ffffff", 0.5) == "#90a0b0"


def test_a_shade_is_changed_only_as_far_as_it_must_be() -> None:
    assert standing_out("#0b4f6c", ("#ffffff",)) == "#0b4f6c"
    gold = standing_out("#ffd700", ("#ffffff", "#fffbe6"))
    assert TEXT <= between(gold, "#fffbe6") < 5
    night = standing_out("#0b4f6c", ("#14181d",))
    assert TEXT <= between(night, "#14181d") < 5


GIVEN = ("#000000", "#ffffff", "#7a1f3d", "#ffd700", "#14565a", "#00ff00", "#3355ff", "#888888")


@pytest.mark.parametrize(("accent", "ink"), list(product(GIVEN, ("", "#222222"))))
def test_what_is_derived_stands_out_from_its_ground_whatever_the_accent(accent: str, ink: str) -> None:
    light, dark = palettes({"accent": accent} | ({"ink": ink} if ink else {}), {})
    assert light.accent == accent, "what the brand gives stands"
    for palette in (light, dark):
        for front, back, least, what in PAIRS:
            colour = getattr(palette, front.removeprefix("--"))
            is_derived = colour and (palette is dark or front != "--accent")
            if is_derived:
                assert between(colour, getattr(palette, back.removeprefix("--"))) >= least, (what, palette)
    assert is_dark(dark.paper)
    assert not is_dark(light.paper)


def test_an_accent_that_is_derived_stands_out_from_a_box_that_is_given() -> None:
    light, dark = palettes({"tint": "#8fb0b9"}, {"tint": "#3a4a55"})
    assert between(light.accent, light.tint) >= TEXT
    assert between(dark.accent, dark.tint) >= TEXT


def test_without_a_colour_the_stock_s_palettes_stand() -> None:
    assert palettes({}, {}) == (LIGHT, DARK)


def test_a_brand_that_is_dark_only_is_the_dark_one_s_and_the_light_one_is_derived() -> None:
    light, dark = palettes({"paper": "#1a1a1a", "ink": "#f1f1f2", "accent": "#75a5cc"}, {})
    assert (dark.paper, dark.ink, dark.accent) == ("#1a1a1a", "#f1f1f2", "#75a5cc")
    assert light.paper == "#ffffff"
    assert between(light.accent, light.tint) >= TEXT


def test_dark_colours_that_are_given_stand() -> None:
    light, dark = palettes({"accent": "#14565a"}, {"accent": "#7fd1c7", "paper": "#000000"})
    assert (light.accent, dark.accent, dark.paper) == ("#14565a", "#7fd1c7", "#000000")
