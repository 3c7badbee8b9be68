"""Lints of templates and styles: what goes wrong with some data, in a browser or on paper, is told with its line."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import tinycss2

from briefgen.check.papers.lints import lint_templates
from briefgen.check.papers.styles import IGNORED, IGNORED_VALUES, check_style
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.render import Environment
from briefgen.stock import stock_templates
from tests.builders import briefgen
from tests.shipped import ROOT

FAULTS = {
    "an attribute without quotation marks": ("<p class={{ brief.id }}>", "BG413", 'name="{{ ... }}"'),
    "half of one": ("<p class=a{{ brief.id }}>", "BG413", "quotation marks"),
    "an attribute's name": ("<p {{ brief.id }}>", "BG413", "quotation marks"),
    "an element's name": ("<h{{ 2 }}>", "BG413", "quotation marks"),
    "data in a script": ("<script>var x = '{{ title }}';</script>", "BG414", "data- attribute"),
    "data in a style": ("<style>.a { color: {{ brief.subtitle }} }</style>", "BG414", "style("),
    "data in an event": ('<p onclick="f({{ title }})">', "BG414", "without any"),
    "data in a style attribute": ('<p style="color: {{ title }}">', "BG414", "a class"),
    "safe on data": ("{{ fact('money').note|safe }}", "BG415", "take the filter out"),
    "safe on a sum": ("{{ ('<b>' ~ title) | safe }}", "BG415", "take the filter out"),
    "safe in a condition": ("{% set x = title|safe %}", "BG415", "take the filter out"),
    "escaping switched off": ("{% autoescape false %}{{ title }}{% endautoescape %}", "BG415", "take it out"),
    "a script as address": ('<a href="javascript:alert(1)">x</a>', "BG416", "anchor"),
    "a script in disguise": ("<a href=' Java Script:alert(1)'>x</a>", "BG416", "anchor"),
    "a relative link": ('<a href="other.html">x</a>', "BG417", "whole address"),
    "a link from the root": ('<a href="/{{ brief.id }}.html">x</a>', "BG417", "whole address"),
    "an image without words": ('<img src="data:image/png;base64,x">', "BG418", "say what it shows"),
    "an image with empty words": ('<img src="data:image/png;base64,x" alt="">', "BG418", "ornament"),
    "opacity in a style": ("<style>.a { opacity: 0.5 }</style>", "BG419", "lighter colour"),
    "opacity in a drawing": ('<svg><rect fill-opacity="0.5"/></svg>', "BG419", "lighter colour"),
    "a link around a value": ('<a href="#x"><data value="1">x</data></a>', "BG421", "<data><a>"),
    "a link in a link": ('<a href="#x"><b><a href="#y">x</a></b></a>', "BG421", "link already"),
}


def linted(folder: Path, **files: str) -> tuple[Diagnostic, ...]:
    """Lint the templates of a folder (`paper` is paper.html.j2), which lie over the package's."""
    for name, text in files.items():
        (folder / f"{name}.html.j2").write_text(text, encoding="utf-8")
    environment = Environment((folder, stock_templates()))
    names = [f"{name}.html.j2" for name in files]
    return tuple(
        item
        for item in lint_templates(names, environment.outline_or_problems, environment.folders.read)
        if item.place.file.removeprefix("templates/") in names
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_code_line_and_hint(tmp_path: Path, fault: str) -> None:
    text, code, hint = FAULTS[fault]
    (found,) = linted(tmp_path, paper=f"<p>\nfirst</p>\n{text}\n<p>last</p>")
    assert (found.code, found.place) == (code, Place("templates/paper.html.j2", 3)), found
    assert hint in f"{found.message} {found.hint}"


@pytest.mark.parametrize(
    "text",
    [
        '<p class="{{ brief.id }} a">{{ title }}</p>',
        "<p class='{{ brief.id }}'>{{ title }}</p>",
        '<p{% if title %} class="a"{% endif %}>x</p>',
        '<p {% if title %}class="a"{% else %}class="b"{% endif %}>{{ title }}</p>',
        '{% if title %}<p class="a">{% else %}<p>{% endif %}{{ title }}</p>',
        '<p{% if title %} class="x{% else %} class="y{% endif %} {{ brief.id }}">x</p>',
        "<style>{{ style('styles/base.css') }}@page { size: {{ paper }} }</style>",
        '<script type="application/ld+json">{{ json_ld }}</script>',
        '<div style="inline-size: {{ row.end - row.start }}%">x</div>',
        "{{ '</span>'|safe * 2 }}",
        '<a href="#e-{{ f.id }}">{{ f|note }}</a><a href="{{ source.url|link }}">x</a>',
        '<a href="mailto:a@example.org">x</a><a href="https://example.org/">x</a>',
        '<img src="data:image/png;base64,x" alt="{{ title }}">',
        "<!-- <p class={{ title }}> <a href='x.html'> -->",
        "{# <p class={{ title }}> #}{% raw %}<p class={{ title }}>{% endraw %}",
        "<style>@media screen { .a { opacity: 0.5; filter: blur(1px) } } .b { opacity: 1; text-wrap: balance }</style>",
        '<a href="#x">x</a><data value="1"><a href="#y">x</a></data>',
        "{% macro m() %}<p>{{ title }}</p>{% endmacro %}{% block b %}<p>{{ title }}</p>{% endblock %}",
        "1 < 2 {{ title }} a<b",
    ],
)
def test_what_is_right_is_no_finding(tmp_path: Path, text: str) -> None:
    assert linted(tmp_path, paper=text) == ()


def test_a_block_that_overrides_one_within_a_style_is_within_it(tmp_path: Path) -> None:
    text = '{% extends "base.html.j2" %}\n{% block paper_css %}.a { opacity: 0.2; color: {{ title }} }{% endblock %}'
    found = linted(tmp_path, paper=text)
    assert [(item.code, item.place.line) for item in found] == [("BG414", 2), ("BG419", 2)]


def test_a_block_that_overrides_one_within_an_attribute_is_within_it(tmp_path: Path) -> None:
    text = '{% extends "base.html.j2" %}\n{% block body_class %}{{ audience.id }} <p class={{ title }}>{% endblock %}'
    assert linted(tmp_path, paper=text) == ()


def test_words_that_no_block_holds_are_told_as_not_printed(tmp_path: Path) -> None:
    (found,) = linted(tmp_path, paper='{% extends "base.html.j2" %}\n\n<p>lost</p>\n{% block main %}<p>kept</p>{% endblock %}')
    assert (found.code, found.place.line, found.severity) == ("BG412", 3, Severity.WARNING)
    assert linted(tmp_path, paper='{% extends "base.html.j2" %}\n{# a comment #}\n{% set x = 1 %}\n') == ()


@pytest.mark.parametrize("name", IGNORED)
def test_a_property_that_paper_does_not_keep_is_told_with_what_serves_instead(name: str) -> None:
    (found,) = check_style(f"/* none */\n.a {{ {name}: something }}", "templates/styles/x.css")
    assert (found.code, found.place.line, found.severity) == ("BG419", 2, Severity.WARNING)
    assert found.hint == IGNORED[name]


@pytest.mark.parametrize(("name", "value", "hint"), IGNORED_VALUES)
def test_a_value_that_paper_does_not_keep_is_told_with_what_serves_instead(name: str, value: str, hint: str) -> None:
    (found,) = check_style(f"@media print {{ .a {{ {name}: {value} }} }}", "templates/styles/x.css")
    assert (found.code, found.hint) == ("BG419", hint)


@pytest.mark.parametrize(
    ("name", "value"), [*((name, "something") for name in IGNORED), *((name, value) for name, value, _ in IGNORED_VALUES)]
)
def test_the_typesetter_passes_over_what_the_list_says_that_it_does(
    name: str, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    from weasyprint.css.validation import preprocess_declarations

    with caplog.at_level(logging.DEBUG, logger="weasyprint"):
        kept = list(preprocess_declarations("", tinycss2.parse_blocks_contents(f"{name}: {value}")))
    assert not kept, "the typesetter has learnt it: take it from the list"


def test_the_package_s_own_templates_and_styles_are_clean() -> None:
    environment = Environment((stock_templates(),))
    names = [name for name in environment.folders.list_templates() if name.endswith((".j2", ".css"))]
    assert len(names) > 20
    assert list(lint_templates(names, environment.outline_or_problems, environment.folders.read)) == []


def test_the_shipped_project_has_no_lint() -> None:
    ran = briefgen("check", "--strict", "--as-at", "2026-11-01T12:00Z", at=ROOT)
    assert (ran.status, ran.err) == (0, "")
