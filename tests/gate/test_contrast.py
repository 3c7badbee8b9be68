"""The colours of a page stand out from their ground, in light, in dark and in print."""

from __future__ import annotations

import re

import pytest

from briefgen.gate.contrast import PAIRS, check_contrast, contrast
from briefgen.gate.reading import read
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.stock import stock_templates

TOKENS = (stock_templates() / "styles" / "tokens.css").read_text(encoding="utf-8")


def found(css: str) -> tuple[Diagnostic, ...]:
    return check_contrast(read(f"<style>{css}</style><h1>a</h1>", "en"))


def test_the_stock_colours_stand_out() -> None:
    assert {name for front, ground, _, _ in PAIRS for name in (front, ground)} <= set(re.findall(r"--\w+(?=:)", TOKENS))
    assert found(TOKENS) == ()


def test_an_accent_that_a_user_changed_is_found_where_it_holds() -> None:
    findings = found(TOKENS + ":root { --accent: #ffd700; }")

    first = findings[0]
    assert (first.code, first.severity, first.place) == ("BG256", Severity.ERROR, Place("templates/styles/tokens.css"))
    assert first.message == "--accent #ffd700 on --paper #ffffff has a contrast of 1.4:1 (on screen, light, in print)"
    assert "4.5:1" in first.hint


@pytest.mark.parametrize(
    "colour", ["rgb(255 215 0)", "rgb(255, 215, 0)", "hsl(51 100% 50%)", "gold", "#ffd700ff", "hwb(51 0% 0%)", "var(--brand)"]
)
def test_a_colour_is_read_however_it_is_written(colour: str) -> None:
    assert len(found(f"{TOKENS} :root {{ --brand: gold; --accent: {colour} }}")) == 2


@pytest.mark.parametrize(
    ("css", "ways"),
    [
        ("@media print { :root { --soft: #bbb } }", "in print"),
        ("@media screen { @media (prefers-color-scheme: dark) { :root { --soft: #444 } } }", "on screen, dark"),
        ("@media screen and (min-width: 60rem) { :root { --soft: #bbb } }", "on screen, light"),
        ("@media not print { :root { --soft: #999 } }", "on screen, light"),
        ("aside { --soft: #bbb }", "on screen, light, aside, in print, aside"),
        (":root { --soft: #4b556340 }", "on screen, light, in print"),
        (":root { --focus: light-dark(#ddd, #f5b556) }", "on screen, light, in print"),
    ],
)
def test_a_colour_is_judged_where_it_holds(css: str, ways: str) -> None:
    messages = [item.message for item in found(TOKENS + css)]

    assert any(message.endswith(f"({ways})") for message in messages), messages


def test_a_part_with_colours_of_its_own_may_turn_them_round() -> None:
    assert (
        found(TOKENS + ".night { --paper: #111; --ink: #eee; --soft: #ccc; --accent: #9cf; --tint: #222; --focus: #fc6 }") == ()
    )


def test_the_focus_needs_less_than_text() -> None:
    assert found(":root { --paper: #fff; --focus: #888 }") == ()
    assert len(found(":root { --paper: #fff; --soft: #888 }")) == 1


def test_a_colour_that_cannot_be_read_is_told_and_is_no_error() -> None:
    (first, *_) = found(TOKENS + ":root { --accent: color-mix(in srgb, red, blue) }")

    assert first.severity is Severity.NOTE
    assert "--accent was not judged" in first.message


def test_what_stands_in_strings_and_comments_is_no_colour() -> None:
    assert found(TOKENS + "/* :root { --accent: gold } */ p::after { content: ':root{--accent: gold}' }") == ()


def test_references_in_a_circle_end() -> None:
    findings = found(":root { --paper: #fff; --ink: var(--soft); --soft: var(--ink) }")

    assert {item.severity for item in findings} == {Severity.NOTE}


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    grey = (0x76 / 255,) * 3
    assert contrast(grey, (1, 1, 1)) == pytest.approx(4.54, abs=0.01)
