"""Plots become small, sober SVG: the same for the same plot, kept by content, and readable without colours."""

from __future__ import annotations

import itertools
import json
import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.charts import Easel, png
from briefgen.charts.shades import contrast, luminance, shades
from briefgen.fonts import faces
from briefgen.model.brand import DARK, LIGHT, Palette
from briefgen.model.chart import STAND_IN, Mark, Panel, Plot
from briefgen.model.diagnostic import Problems

COLOURS = shades(LIGHT)
RED = Palette(paper="#ffffff", ink="#000000", soft="#555555", rule="#cccccc", accent="#7a1f1f", tint="#f5eeee", focus="#000000")


def stand_in(number: int) -> str:
    return STAND_IN.format(number=number)


def mark(low: float, high: float | None = None, **fields: object) -> Mark:
    return Mark(label=(stand_in(0),), text=stand_in(1), low=low, high=low if high is None else high, **fields)  # type: ignore[arg-type] # what a test asks for


def plot(kind: str, *marks: Mark, **fields: object) -> Plot:
    panels = (Panel(marks=marks, heading=(stand_in(2),)),) if marks else ()
    return Plot(**({"type": kind, "palette": LIGHT, "panels": panels} | fields))  # type: ignore[arg-type] # as above


EVERY = {
    "bars": plot("bars", mark(200), mark(150, depth=1, end=200), mark(30, 50, depth=1, end=200), mark(20, hollow=True)),
    "dots": plot("dots", mark(58), mark(60, towards="more"), mark(60, hollow=True), mark(61, towards="less"), mark(58, 61)),
    "timeline": plot("timeline", mark(0, 3), mark(200), mark(400)),
    "counts": plot("counts", *(Mark(hollow=bool(number % 2)) for number in range(40))),
    "lines": plot("lines", mark(1, at=0), mark(3, at=9), Mark(at=12), mark(2, at=20)),
}


def boxes(svg: str) -> list[tuple[str, float, float]]:
    """Give fill, left edge and width of each box of a picture."""
    found = re.findall(r'd="M([\d.]+),[\d.]+h([\d.]+)v[\d.]+h-[\d.]+Z" fill="(#\w+)"', svg)
    return [(fill, float(left), float(width)) for left, width, fill in found]


@pytest.mark.parametrize("kind", EVERY)
def test_a_picture_holds_shapes_and_words_and_nothing_else(kind: str) -> None:
    svg = Easel().draw(EVERY[kind])
    assert svg.startswith('<svg viewBox="0 0 320 ')
    assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "g", "path", "text", "rect", "circle", "line"}
    assert not re.search(r"opacity|aria-|\bid=|clip|style|href|script|url\(|title", svg)
    assert "NaN" not in svg
    assert "undefined" not in svg
    assert 'd=""' not in svg
    words = set(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    assert all(re.fullmatch("\ue010\\d+\ue011", found) for found in words), "no axis, no tick: only what the page puts in"


@pytest.mark.parametrize("kind", EVERY)
def test_equal_plots_give_equal_bytes(kind: str) -> None:
    assert Easel().draw(EVERY[kind]) == Easel().draw(EVERY[kind])


def test_a_picture_is_kept_and_one_that_was_changed_is_drawn_again(tmp_path: Path) -> None:
    first = Easel(tmp_path).draw(EVERY["bars"])
    (kept,) = (tmp_path / "charts").iterdir()
    good = kept.read_bytes()
    assert re.fullmatch(r"[0-9a-f]{64}\.svg", kept.name)
    kept.write_bytes(good.replace(b"#0b4f6c", b"#ff0000"))
    assert Easel(tmp_path).draw(EVERY["bars"]) == first
    assert kept.read_bytes() == good
    kept.write_bytes(good[:100])
    assert Easel(tmp_path).draw(EVERY["bars"]) == first
    kept.unlink()
    assert Easel(tmp_path).draw(EVERY["bars"]) == first


def test_a_kept_picture_is_read_and_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Easel(tmp_path).draw(EVERY["dots"])
    monkeypatch.setattr("briefgen.charts.easel._drawn", lambda _spec: pytest.fail("drawn again"))
    assert Easel(tmp_path).draw(EVERY["dots"])
    with pytest.raises(pytest.fail.Exception):
        Easel(tmp_path).draw(EVERY["lines"])


def test_another_palette_is_another_picture_with_the_same_classes(tmp_path: Path) -> None:
    light, dark = (Easel(tmp_path).draw(plot("bars", mark(2), mark(1, depth=1, end=2), palette=one)) for one in (LIGHT, DARK))
    assert LIGHT.accent in light
    assert LIGHT.accent not in dark
    assert DARK.accent in dark
    assert re.findall('class="[^"]*"', light) == re.findall('class="[^"]*"', dark)
    assert {"fill-accent stroke-accent", "fill-part stroke-accent", "fill-ink"} <= set(re.findall('class="([^"]*)"', light))


def test_a_part_stands_within_the_length_of_its_whole() -> None:
    svg = Easel().draw(plot("bars", mark(200), mark(150, depth=1, end=200)))
    whole, track, part = boxes(svg)
    assert (whole[0], track[0], part[0]) == (COLOURS["accent"], COLOURS["tint"], COLOURS["part"])
    assert whole[1:] == track[1:]
    assert part[1] == whole[1]
    assert part[2] / whole[2] == pytest.approx(0.75, abs=0.01)


def test_a_value_between_bounds_is_no_full_bar() -> None:
    svg = Easel().draw(plot("bars", mark(100), mark(30, 50)))
    full, low = boxes(svg)
    assert low[2] / full[2] == pytest.approx(0.3, abs=0.01), "the bar ends at the lowest value"
    assert svg.count(COLOURS["ink"] + '" stroke-width') == 3, "a line with a mark at either end"


def test_what_is_estimated_is_open() -> None:
    assert boxes(Easel().draw(plot("bars", mark(5, hollow=True))))[0][0] == LIGHT.paper


def test_a_missing_value_is_a_gap() -> None:
    whole = Easel().draw(plot("lines", mark(1, at=0), mark(3, at=9), mark(2, at=15), mark(2, at=20)))
    broken = Easel().draw(EVERY["lines"])
    assert (whole.count("L"), broken.count("L")) == (3, 1)


def test_more_than_four_lines_become_small_multiples() -> None:
    def height(count: int) -> float:
        panels = tuple(Panel(marks=(mark(1, at=0), mark(number, at=9)), heading=(stand_in(2),)) for number in range(count))
        return float(re.findall(r'viewBox="0 0 320 ([\d.]+)"', Easel().draw(Plot(type="lines", palette=LIGHT, panels=panels)))[0])

    assert height(4) < 180
    assert height(6) > 250


@pytest.mark.parametrize("palette", [LIGHT, RED])
def test_whole_part_and_paper_stay_apart_in_greys(palette: Palette) -> None:
    found = shades(palette)
    assert contrast(found["part"], found["accent"]) > 2.7
    assert contrast(found["part"], found["paper"]) > 2.7
    assert contrast(found["accent"], found["paper"]) > 4.5
    greys = sorted(luminance(found[name]) for name in ("accent", "part", "tint"))
    assert all(later - sooner > 0.15 for sooner, later in itertools.pairwise(greys))


def own(**spec: object) -> Plot:
    """Make a plot of a project's own specification."""
    values = [{"label": stand_in(0), "text": stand_in(1), "value": 3}, {"label": stand_in(2), "text": stand_in(3), "value": 5}]
    return Plot(type="spec", palette=LIGHT, spec=json.dumps({"data": {"values": values}, **spec}))


BAR = {"mark": "bar", "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": {"field": "label", "type": "nominal"}}}


def test_a_specification_of_ones_own_wears_the_brand_and_has_no_axis_numbers() -> None:
    svg = Easel().draw(own(**BAR))
    assert LIGHT.accent in svg
    assert not re.search(r"<text[^>]*>[^<]*</text>", svg)


@pytest.mark.parametrize(
    "spec",
    [
        {"mark": "bar", "layer": [{"data": {"url": "https://example.org/data.csv"}, "mark": "bar"}]},
        {"mark": {"type": "image"}, "encoding": {}},
        {"mark": "bar", "encoding": {"href": {"field": "label"}}},
        {"mark": "no such mark", "encoding": {}},
    ],
)
def test_a_specification_that_asks_for_what_is_elsewhere_or_is_wrong_is_refused(spec: dict[str, object]) -> None:
    with pytest.raises(Problems) as found:
        Easel().draw(own(**spec))
    assert {item.code for item in found.value.diagnostics} == {"BG437"}


def test_transparency_that_a_specification_asks_for_does_not_reach_the_page() -> None:
    assert "opacity" not in Easel().draw(own(**{**BAR, "mark": {"type": "bar", "opacity": 0.4}}))


@pytest.mark.parametrize("kind", EVERY)
def test_a_picture_read_from_the_right_begins_there_with_its_words_upright(kind: str) -> None:
    svg = Easel().draw(replace(EVERY[kind], is_mirrored=True))
    assert svg.count('<g transform="translate(320,0) scale(-1,1)">') == 1
    words = re.findall("<text([^>]*)>", svg)
    assert words
    assert all('scale(-1,1)"' in found and 'direction="rtl"' in found for found in words)
    plain = Easel().draw(EVERY[kind])
    assert re.sub(r' scale\(-1,1\)| direction="rtl"', "", svg) == plain.replace(
        'img">', 'img"><g transform="translate(320,0)">'
    ).replace("</svg>", "</g></svg>")


def test_pictures_of_both_directions_are_kept_apart(tmp_path: Path) -> None:
    easel = Easel(tmp_path)
    assert easel.draw(EVERY["bars"]) != easel.draw(replace(EVERY["bars"], is_mirrored=True))
    assert easel.draw(EVERY["bars"]) == Easel().draw(EVERY["bars"])


def test_words_from_the_right_begin_at_the_right_in_mail_too(tmp_path: Path, font_cache: Path) -> None:
    svg = Easel().draw(plot("bars", mark(200), is_mirrored=True)).replace(stand_in(0), "Words").replace(stand_in(1), "")
    image = png(svg, 640, faces(font_cache), tmp_path / "fonts")
    assert image != png(svg.replace(">Words<", "><"), 640, faces(font_cache), tmp_path / "fonts"), "the words are in the picture"


def test_a_picture_becomes_pixels_for_mail(tmp_path: Path, font_cache: Path) -> None:
    svg = re.sub("\ue010\\d+\ue011", "Words", Easel().draw(EVERY["bars"]))
    image = png(svg, 640, faces(font_cache), tmp_path / "fonts")
    assert image.startswith(b"\x89PNG")
    assert struct.unpack(">I", image[16:20]) == (640,)
    assert image == png(svg, 640, faces(font_cache), tmp_path / "fonts")
    assert image != png(svg, 640, faces(font_cache), tmp_path / "fonts", "#14181d")
