"""A brand file is read in Quarto's form, and each mistake in it is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.brand import Brand
from briefgen.model.diagnostic import Place, Severity
from briefgen.project import Project
from tests.brand.branding import LOGO, brand_of, branded, told
from tests.projects import SETTINGS, problems_of, write_project

FULL = """\
meta:
  name: {full: House of Examples, short: House}
  link: {home: https://example.org/, mastodon: https://example.org/@house}
  email: house@example.org
  contact: "Front desk"
logo:
  images:
    mark: {path: logo.svg, alt: House mark}
  small: mark
color:
  palette:
    wine: "#7a1f3d"
    deep: wine
    blue: "rgb(20 40 120)"
  foreground: "#222"
  background: white
  primary: deep
  secondary: blue
typography:
  fonts:
    - {family: Public Sans, source: google, weight: [400, 700], style: normal, display: block}
  base: {family: Public Sans, size: 18px, line-height: 1.5}
  headings: {family: Source Serif 4, weight: bold, color: secondary}
  link: {color: {light: blue, dark: "#9db8ff"}}
  monospace: Fira Code
defaults:
  quarto: {format: {html: {theme: flatly}}}
  briefgen: {dark: {paper: "#101010"}}
"""


def test_a_full_file_in_quarto_s_form_becomes_a_brand(tmp_path: Path) -> None:
    project = Project.open(branded(tmp_path, FULL, {"logo.svg": LOGO}))
    brand, publisher = project.work.brand, project.work.settings.publisher
    assert (brand.light.accent, brand.light.ink, brand.light.paper) == ("#7a1f3d", "#222222", "#ffffff")
    assert (brand.light.heading, brand.light.link, brand.dark.link) == ("#142878", "#142878", "#9db8ff")
    assert brand.dark.paper == "#101010"
    assert brand.colours["deep"] == ("#7a1f3d", "#7a1f3d")
    assert brand.families == ("Public Sans", "Public Sans", "Source Serif 4 Headings")
    assert brand.headings is not None
    assert (brand.headings.weight, brand.size, brand.leading) == (700, 1.125, 1.5)
    assert brand.logo is not None
    assert (brand.logo.alt, brand.logo.width, brand.logo.media_type) == ("House mark", 80, "image/svg+xml")
    assert set(brand.inputs) == {"_brand.yml", "logo.svg"}
    assert publisher.name == "Example Unit", "what briefgen.yaml says of the publisher wins"
    assert (publisher.url, publisher.email, publisher.contact) == ("https://example.org/", "house@example.org", "Front desk")


def test_the_places_of_colours_are_where_they_are_written(tmp_path: Path) -> None:
    places = brand_of(tmp_path, FULL, {"logo.svg": LOGO}).places
    assert places["light", "accent"] == Place("_brand.yml", 12, 5), "where the name of the palette has its value"
    assert places["light", "ink"] == Place("_brand.yml", 15, 3)
    assert places["dark", "paper"].line == 28
    assert ("light", "tint") not in places


def test_a_project_without_a_brand_file_has_the_stock_look(tmp_path: Path) -> None:
    assert Project.open(write_project(tmp_path)).work.brand == Brand()


def test_the_brand_may_name_the_publisher_alone(tmp_path: Path) -> None:
    settings = SETTINGS.replace("publisher: {name: Example Unit}\n", "")
    project = Project.open(branded(tmp_path, "meta: {name: House}\n", settings=settings))
    assert project.work.settings.publisher.name == "House"


def test_somebody_must_answer_for_the_briefs(tmp_path: Path) -> None:
    settings = SETTINGS.replace("publisher: {name: Example Unit}\n", "")
    found = problems_of(branded(tmp_path, "color: {primary: navy}\n", settings=settings))
    assert [(item.code, item.place.file) for item in found] == [("BG111", "briefgen.yaml")]
    assert "meta.name" in found[0].hint


def test_a_brand_file_elsewhere_names_its_files_from_its_own_folder(tmp_path: Path) -> None:
    files = {"house/brand.yml": "logo: {medium: mark.svg}\n", "house/mark.svg": LOGO}
    project = Project.open(write_project(tmp_path, files, settings=SETTINGS + "brand: house/brand.yml\n"))
    assert project.work.brand.logo is not None
    assert project.work.brand.logo.name == "house/mark.svg"
    assert project.work.brand.logo.alt == "Example Unit", "a logo without words of its own is its publisher's"


MISTAKES = [
    ("unknown field", "color:\n  primery: navy\n", "BG110", 2, "primery"),
    ("no colour", "color:\n  primary: navi\n", "BG140", 2, "navi"),
    ("see-through", 'color:\n  primary: "#1234"\n', "BG140", 2, "opaque"),
    ("near name", "color:\n  palette: {wine: maroon}\n  primary: wien\n", "BG140", 3, "wien"),
    ("circle", "color:\n  palette:\n    a: b\n    b: a\n", "BG141", 3, "circle"),
    ("itself", "color:\n  palette:\n    house: house\n", "BG141", 3, "circle"),
    ("odd name", "color:\n  palette:\n    1st: navy\n", "BG112", 3, "1st"),
    ("token", "defaults:\n  briefgen:\n    light:\n      acent: navy\n", "BG110", 4, "acent"),
    ("size", "typography:\n  base:\n    size: 3px\n", "BG112", 3, "3px"),
    ("leading", "typography:\n  base:\n    line-height: 9\n", "BG112", 3, "9"),
    ("weight", "typography:\n  base:\n    weight: fat\n", "BG112", 3, "fat"),
    ("family", 'typography:\n  base: "A; } b { c"\n', "BG112", 2, "family"),
    ("missing logo", "logo:\n  medium: logo.png\n", "BG002", 2, "logo.png"),
    ("logo outside", "logo:\n  medium: ../../../etc/hosts.svg\n", "BG002", 2, "hosts"),
    ("logo from a network", "logo:\n  medium: https://example.org/logo.svg\n", "BG142", 2, "https"),
    ("unknown logo", "logo:\n  images: {mark: here.svg}\n  medium: mork\n", "BG142", 3, "mork"),
    ("no picture", "logo:\n  medium: here.gif\n", "BG142", 2, "neither"),
    ("missing font", "typography:\n  fonts:\n    - {family: A, files: [a.ttf]}\n  base: A\n", "BG002", 3, "a.ttf"),
    ("no font", "typography:\n  fonts:\n    - {family: A, files: [here.ttf]}\n  base: A\n", "BG145", 3, "TTF"),
    ("font from a network", "typography:\n  fonts:\n    - {family: A, files: [//a/b.ttf]}\n", "BG145", 3, "network"),
    ("font without files", "typography:\n  fonts:\n    - {family: A, source: file}\n", "BG145", 3, "files"),
    (
        "not installed",
        "typography:\n  fonts:\n    - {family: No Such Face, source: bunny}\n  base: No Such Face\n",
        "BG144",
        3,
        "No Such",
    ),
    ("not listed", "typography:\n  base: No Such Face\n", "BG144", 2, "No Such"),
]


@pytest.mark.parametrize(("brand", "code", "line", "says"), [pytest.param(*row[1:], id=row[0]) for row in MISTAKES])
def test_a_mistake_is_told_at_its_line(tmp_path: Path, brand: str, code: str, line: int, says: str) -> None:
    found = told(tmp_path, brand, {"here.svg": LOGO, "here.gif": b"GIF89a", "here.ttf": b"none"})
    errors = [item for item in found if item.is_error]
    assert [(item.code, item.place.file, item.place.line) for item in errors] == [(code, "_brand.yml", line)], errors
    assert errors[0].place.column
    assert says in errors[0].message
    assert errors[0].hint


def test_a_family_that_is_not_here_names_its_package(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "typography: {base: No Such  Face}\n")
    assert "pip install fontpkg-no-such-face" in found.hint


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    brand = "color: {primary: navi, secondary: gren}\nlogo: {medium: nowhere.svg}\ntypography: {base: {size: huge}}\n"
    assert [item.code for item in told(tmp_path, brand)] == ["BG002", "BG112"], "the form first"
    assert [item.code for item in told(tmp_path, brand.replace("huge", "1rem"))] == ["BG140", "BG140", "BG002"]


def test_what_has_no_effect_is_a_note(tmp_path: Path) -> None:
    found = told(tmp_path, "typography: {monospace: {family: Fira Code, size: 0.9em}, headings: {style: italic}}\n")
    assert {(item.code, item.severity) for item in found} == {("BG148", Severity.NOTE)}
    assert any("`family`, `size` of `monospace`" in item.message for item in found)


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<rect onclick="x()" width="9" height="9"/>', "script"),
        ('<image href="https://example.org/x.png" width="9" height="9"/>', "elsewhere"),
        ('<rect width="9" height="9" style="fill: url(https://example.org/x.svg#a)"/>', "elsewhere"),
        ("<style>@import 'x.css';</style>", "elsewhere"),
        ("<foreignObject/>", "foreignObject"),
        ("<g>", "whole"),
    ],
)
def test_a_logo_that_does_or_fetches_something_is_refused(tmp_path: Path, inside: str, says: str) -> None:
    svg = LOGO.replace("</svg>", f"{inside}</svg>")
    (found,) = told(tmp_path, "logo: {medium: logo.svg}\n", {"logo.svg": svg})
    assert (found.code, found.place) == ("BG142", Place("_brand.yml", 1, 8))
    assert says in found.message


def test_entities_in_a_logo_are_not_expanded(tmp_path: Path) -> None:
    svg = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + LOGO.replace("</svg>", "<title>&a;</title></svg>")
    assert [item.code for item in told(tmp_path, "logo: logo.svg\n", {"logo.svg": svg})] == ["BG142"]


def test_letters_in_a_logo_are_warned_of(tmp_path: Path) -> None:
    svg = LOGO.replace("</svg>", "<text>House</text></svg>")
    (found,) = told(tmp_path, "logo: {medium: logo.svg}\n", {"logo.svg": svg})
    assert (found.code, found.severity) == ("BG143", Severity.WARNING)


def test_a_colour_that_stands_out_too_little_is_told_once_where_it_is_written(tmp_path: Path) -> None:
    found = told(tmp_path, 'color:\n  palette:\n    sun: "#e0a526"\n  primary: sun\n')
    (low,) = [item for item in found if item.code == "BG256"]
    assert low.place == Place("_brand.yml", 3, 5)
    assert "#e0a526 on #ffffff (light) has a contrast of 2.1" in low.message
    better = low.hint.split()[-1]
    assert not [item for item in told(tmp_path, f'color: {{primary: "{better}"}}\n') if item.code == "BG256"]


def test_a_page_s_colour_from_the_brand_is_told_at_the_brand_s_line(tmp_path: Path) -> None:
    template = '{% extends "base.html.j2" %}{% block paper_css %}:root { --paper: #8090a0; }{% endblock %}'
    files = {"templates/audiences/minister.html.j2": template}
    found = told(tmp_path, 'color:\n  primary: "#14565a"\n', files)
    assert {item.place for item in found if item.code == "BG256" and "--accent #14565a" in item.message} == {
        Place("_brand.yml", 2, 3)
    }
