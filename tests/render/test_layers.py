"""Layers of templates: a project's file over the package's, `stock:` for what lies beneath, and families that do not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.diagnostic import Place
from briefgen.model.layers import place_name, template_of
from tests.builders import make_fact, prose, refused, rendered, say

PRESS = "audiences/press.html.j2"
ALL = {"audience": {"template": PRESS, "sections": {}}}


def write(folder: Path, name: str, text: str) -> None:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_three_lines_change_one_block_and_leave_the_rest_to_the_package(tmp_path: Path) -> None:
    write(
        tmp_path,
        PRESS,
        '{% extends "stock:audiences/press.html.j2" %}\n{% block contact %}\n<p>Ask us.</p>{{ super() }}{% endblock %}',
    )
    page = rendered(tmp_path, "", **ALL)
    words = prose(page.html)
    assert "Ask us." in words
    assert "Ends" in words
    assert "Example Unit" in words.split("Ask us.")[1], "super() prints the package's block"
    assert {PRESS, f"stock:{PRESS}", "base.html.j2"} <= set(page.ledger.templates)


def test_what_the_package_s_template_extends_is_looked_for_in_the_project_first(tmp_path: Path) -> None:
    write(tmp_path, PRESS, '{% extends "stock:audiences/press.html.j2" %}')
    write(tmp_path, "base.html.j2", '{% extends "stock:base.html.j2" %}{% block colophon %}<p>Our colophon.</p>{% endblock %}')
    assert "Our colophon." in prose(rendered(tmp_path, "", **ALL).html)


def test_a_block_may_use_what_the_package_s_template_imports(tmp_path: Path) -> None:
    lines = '{% for f in facts() %}<p id="{{ f|anchor }}">{{ f }}: {{ source_names(f, 1) }}</p>{% endfor %}'
    write(tmp_path, PRESS, f'{{% extends "stock:{PRESS}" %}}{{% block quotation %}}{lines}{{% endblock %}}')
    assert "€109 billion: Overview of the summit" in prose(rendered(tmp_path, "", **ALL).html)


def test_styles_and_partials_are_found_beneath_as_well(tmp_path: Path) -> None:
    write(tmp_path, "styles/press.css", "/* ours */")
    write(
        tmp_path,
        "partials/links.html.j2",
        '{% import "stock:partials/links.html.j2" as links with context %}{% set source_list = links.source_list %}'
        "{% macro more() %}<p>more</p>{% endmacro %}",
    )
    page = rendered(
        tmp_path,
        '{% from "partials/links.html.j2" import source_list, more with context %}<style>{{ style("styles/press.css") }}'
        '{{ style("stock:styles/press.css") }}</style>{{ source_list(facts()) }}{{ more() }}',
    )
    assert "/* ours */" in page.html
    assert ".release" in page.html
    assert "source-list" in page.html
    assert "<p>more</p>" in page.html


def test_a_value_s_ledger_entry_names_the_layer_that_printed_it(tmp_path: Path) -> None:
    write(tmp_path, PRESS, f'{{% extends "stock:{PRESS}" %}}')
    page = rendered(tmp_path, "", audience={"template": PRESS, "sections": {"key_facts": _every()}})
    assert {entry.place.file for entry in page.ledger.entries} >= {"templates/partials/attribution.html.j2"}
    write(
        tmp_path,
        "partials/attribution.html.j2",
        '{% import "stock:partials/attribution.html.j2" as a with context %}'
        "{% set attributed = a.attributed %}{% set editors_note = a.editors_note %}",
    )
    page = rendered(tmp_path, "", audience={"template": PRESS, "sections": {"key_facts": _every()}})
    assert {entry.place.file for entry in page.ledger.entries} >= {"stock:partials/attribution.html.j2"}


def _every() -> object:
    from tests.builders import EVERYTHING

    return EVERYTHING["all"]


@pytest.mark.parametrize("name", ["base.html.j2", "stock:base.html.j2", "styles/x.css"])
def test_what_a_place_calls_a_template_leads_back_to_its_name(name: str) -> None:
    assert template_of(place_name(name)) == name


def test_a_template_that_extends_itself_is_told_how_to_extend_the_package_s(tmp_path: Path) -> None:
    write(tmp_path, PRESS, f'\n{{% extends "{PRESS}" %}}')
    (found,) = refused(tmp_path, "", **ALL)
    assert (found.code, found.place) == ("BG410", Place(f"templates/{PRESS}", 2))
    assert f'{{% extends "stock:{PRESS}" %}}' in found.hint


def test_templates_that_extend_one_another_in_a_circle_are_told(tmp_path: Path) -> None:
    write(tmp_path, "one.html", '{% extends "two.html" %}')
    write(tmp_path, "two.html", '{% extends "one.html" %}')
    (found,) = {item.code: item for item in refused(tmp_path, '{% extends "one.html" %}')}.values()
    assert found.code == "BG410"
    assert "`one.html`, `two.html`, `one.html`" in found.message


def test_a_block_that_no_template_above_has_is_told_with_the_nearest(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, f'{{% extends "{PRESS}" %}}\n{{% block quotaton %}}x{{% endblock %}}')
    assert (found.code, found.place.line) == ("BG411", 2)
    assert "did you mean `quotation`?" in found.hint


def test_a_new_block_within_an_overridden_one_is_none_too_many(tmp_path: Path) -> None:
    page = rendered(
        tmp_path, '{% extends "base.html.j2" %}{% block main %}{% block mine %}<p>new</p>{% endblock %}{% endblock %}'
    )
    assert "new" in prose(page.html)


def test_a_parent_that_only_a_run_can_tell_is_left_to_the_run(tmp_path: Path) -> None:
    page = rendered(tmp_path, '{% extends "base" ~ ".html.j2" %}{% block main %}<p>there</p>{% endblock %}')
    assert "there" in prose(page.html)


def test_a_missing_name_beneath_is_told_with_the_nearest_there(tmp_path: Path) -> None:
    write(tmp_path, "basis.html.j2", "")
    (found,) = refused(tmp_path, '{% extends "stock:basis.html.j2" %}')
    assert found.code == "BG405"
    assert "`stock:base.html.j2`" in found.hint
    assert "`basis.html.j2`" not in found.hint


def test_no_name_beneath_leads_out_of_the_package_s_folder(tmp_path: Path) -> None:
    write(tmp_path, "mine.html", "CANARY")
    for name in ("stock:mine.html", "stock:../README.md", "stock:/etc/passwd", "stock:stock:base.html.j2"):
        (found,) = refused(tmp_path, f'{{% include "{name}" %}}')
        assert found.code == "BG405"


FAULTS = {
    "a criterion that is no list": ("{{ facts(topics='investment')|length }}", "BG404", "a list", "facts(topics="),
    "a number for an id": ("{{ fact(3) }}", "BG404", "not a number", 'fact("money")'),
    "text for facts": ("{{ sources_of('x') }}", "BG404", "not text", "sources_of(used_facts())"),
    "a fact for facts": ("{{ wholes(fact('money')) }}", "BG404", "not a fact", "wholes("),
    "a number for a style": ("{{ style(3) }}", "BG404", "not a number", "style("),
    "too much for a filter": ("{{ fact('money')|level(1) }}", "BG404", "more than it takes", "|level"),
    "too much for a function": ("{{ used_facts(1) }}", "BG404", "more than it takes", "used_facts()"),
    "too little for a macro": ("{% macro m(f) %}{{ f.id }}{% endmacro %}{{ m() }}", "BG404", "without its `f`", "pass it"),
    "too much for a macro": ("{% macro m(f) %}{{ f.id }}{% endmacro %}{{ m(1, 2) }}", "BG404", "macro `m`", "{% macro m(f) %}"),
    "a macro without an end": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "BG404", "without an end", "ask with"),
    "a parent's block that is not there": ("{% block q %}{{ super() }}{% endblock %}", "BG404", "no template above", "super()"),
    "a macro not there": (
        "{% from 'partials/links.html.j2' import list %}{{ list(1) }}",
        "BG402",
        "no macro `list`",
        "source_list",
    ),
    "a part of nothing": ("{{ item.title }}", "BG402", "nothing to take `title` of", "ask first"),
    "a part of an empty value": ("{{ brief.date.iso }}", "BG402", "an empty value has no `iso`", "ask first"),
    "kinds that do not go together": ("{{ 1 + 'x' }}", "BG404", "`+` does not work between a number and text", "kinds"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_kind_is_told_in_plain_words_with_what_is_right(tmp_path: Path, fault: str) -> None:
    text, code, message, hint = FAULTS[fault]
    (found,) = refused(tmp_path, f"\n{text}")
    assert (found.code, found.place) == (code, Place("templates/paper.html.j2", 2))
    assert message in found.message
    assert hint in found.hint


def test_a_fault_names_the_expression_and_the_block(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, '{% extends "base.html.j2" %}{% block main %}\n<p>{{ title }} {{ titel }}</p>{% endblock %}')
    assert found.message == "`titel` is not defined, in `{{ titel }}`, block `main`"


def test_a_fault_in_a_partial_names_the_macro_and_who_called_it(tmp_path: Path) -> None:
    template = (
        '{% extends "base.html.j2" %}{% from "partials/evidence.html.j2" import short_evidence with context %}'
        "{% block main %}\n{{ short_evidence(3) }}{% endblock %}"
    )
    (found,) = refused(tmp_path, template)
    assert found.place.file == "templates/partials/evidence.html.j2"
    assert "in `{{ f|anchor }}`, macro `short_evidence`" in found.message
    assert found.message.endswith("called in block `main` of templates/paper.html.j2:2")


def test_an_unknown_fact_in_a_partial_names_who_called_it(tmp_path: Path) -> None:
    write(tmp_path, "part.html", "{% macro one() %}{{ fact('mony') }}{% endmacro %}")
    template = (
        '{% extends "base.html.j2" %}{% from "part.html" import one with context %}{% block main %}\n\n{{ one() }}{% endblock %}'
    )
    (found,) = refused(tmp_path, template)
    assert (found.code, found.place) == ("BG406", Place("templates/part.html", 1))
    assert (
        found.message
        == "no fact `mony`, in `{{ fact('mony') }}`, macro `one`, called in block `main` of templates/paper.html.j2:3"
    )


def test_a_fault_in_a_text_names_its_section(tmp_path: Path) -> None:
    found = refused(tmp_path, "{{ sections.words.text }}", make_fact(), say("b", "It is"), text="one\ntwo {{ fact('mony') }}")
    assert [item.message for item in found] == ["no fact `mony`, in `{{ fact('mony') }}`, section `words`"]


def test_a_file_that_goes_by_two_names_is_known_by_both(tmp_path: Path) -> None:
    names = ("partials/links.html.j2", "stock:partials/links.html.j2")
    page = rendered(tmp_path, "".join(f'{{% import "{name}" as x{number} with context %}}' for number, name in enumerate(names)))
    assert set(names) <= set(page.ledger.templates), "one may come to lie in the project tomorrow"
