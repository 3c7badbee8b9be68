"""Faults of templates: each is told with its code, template, line and a hint, and never as a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.diagnostic import Place
from tests.builders import make_fact, refused, rendered

FAULTS = {
    "a tag that is not closed": ("{% if x %}", "BG401", 4, ""),
    "an unknown tag": ("{% wibble %}", "BG401", 3, ""),
    "an undefined name": ("{{ titel }}", "BG402", 3, "did you mean `title`"),
    "an undefined part": ("{{ brief.titel }}", "BG402", 3, "did you mean `title`"),
    "an undefined section": ("{{ sections.al }}", "BG402", 3, "did you mean `all`?"),
    "an undefined part of a fact": ("{{ fact('money').statment }}", "BG402", 3, "did you mean `statement`"),
    "a name tested": ("{% if titel %}x{% endif %}", "BG402", 3, "did you mean `title`"),
    "an unknown filter": ("{{ fact('money') | valeu }}", "BG403", 3, "did you mean `value`?"),
    "an unknown test": ("{{ 1 is evn }}", "BG403", 3, "did you mean `even`"),
    "an unknown fact": ("{{ fact('mony') }}", "BG406", 3, "did you mean `money`?"),
    "a fact unlike any": ("{{ fact('zzzzzzz') }}", "BG406", 3, "facts list"),
    "a forbidden fact": ("{{ fact('secret') }}", "BG301", 3, "what they may see"),
    "a missing include": ("{% include 'papers.html.j2' %}", "BG405", 3, "did you mean `paper.html.j2`"),
    "a missing parent": ("{% extends 'base.j2' %}", "BG405", 3, "base.html.j2"),
    "a missing import": ("{% from 'gone.html' import x %}", "BG405", 3, "create"),
    "a missing style": ("{{ style('styles/bas.css') }}", "BG405", 3, "did you mean"),
    "a name made while it runs": ("{% include 'gone' ~ '.html' %}", "BG405", 3, "create"),
    "a macro that is not there": ("{% from 'partials/evidence.html.j2' import nothing %}{{ nothing() }}", "BG402", 3, ""),
    "the wrong kind for a filter": ("{{ 'x' | value }}", "BG404", 3, "a fact"),
    "nothing for a filter": ("{{ '' | range }}", "BG404", 3, "a fact"),
    "a number for a date": ("{{ 5 | date }}", "BG404", 3, "a date"),
    "text for a note": ("{{ 'x' | note }}", "BG404", 3, "a fact"),
    "division by zero": ("{{ 1 / 0 }}", "BG404", 3, "kinds of values"),
    "sums of unlike kinds": ("{{ 1 + 'x' }}", "BG404", 3, "kinds of values"),
    "a call with wrong arguments": ("{{ fact() }}", "BG404", 3, 'fact("money")'),
    "a call of what is no function": ("{{ title() }}", "BG404", 3, "kinds of values"),
    "a list printed": ("{{ sections.all.facts }}", "BG407", 3, "filter"),
    "text where a list belongs": ("{{ facts(ids=5) }}", "BG404", 3, ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_code_place_and_hint(tmp_path: Path, fault: str) -> None:
    text, code, line, hint = FAULTS[fault]
    (found,) = refused(tmp_path, f"first line\n\n{text}\nlast line", make_fact(), make_fact("secret", marking="TLP:RED"))
    assert (found.code, found.place) == (code, Place("templates/paper.html.j2", line))
    assert hint in found.hint
    assert found.hint or code == "BG401"


def test_a_fault_in_an_included_template_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "part.html").write_text("\n\n{{ fact('money') | valeu }}")
    (found,) = refused(tmp_path, "{% include 'part.html' %}")
    assert (found.code, found.place) == ("BG403", Place("templates/part.html", 3))


def test_a_fault_in_a_macro_is_told_where_the_macro_is_written(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "part.html").write_text("{% macro show(f) %}\n{{ f | value }}{% endmacro %}")
    (found,) = refused(tmp_path, "\n\n\n{% from 'part.html' import show %}{{ show('x') }}")
    assert (found.code, found.place) == ("BG404", Place("templates/part.html", 2))


def test_faults_in_several_templates_are_told_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "one.html").write_text("\n{% if %}")
    (tmp_path / "templates" / "two.html").write_text("{% include 'three.html' %}")
    found = refused(tmp_path, "{% include 'one.html' %}\n{% include 'two.html' %}\n{% include 'four.html' %}")
    assert {(item.code, str(item.place)) for item in found} == {
        ("BG401", "templates/one.html:2"),
        ("BG405", "templates/two.html:1"),
        ("BG405", "templates/paper.html.j2:3"),
    }


def test_several_unknown_facts_are_told_in_one_run(tmp_path: Path) -> None:
    found = refused(tmp_path, "{{ fact('a') | value }}\n{{ fact('b').sentence }}\n{{ fact('c') | range }}\n{{ fact('d') }}")
    assert [item.place.line for item in found if item.code == "BG406"] == [1, 2, 3], "the range of what is not there ends the run"


def test_an_include_that_may_be_missing_is_no_fault(tmp_path: Path) -> None:
    template = "{% include 'gone.html' ignore missing %}{% include ['gone.html', 'here.html'] %}"
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "here.html").write_text("here")
    page = rendered(tmp_path, template)
    assert page.html == "here"
    assert page.ledger.templates == ("here.html", "paper.html.j2")


def test_a_template_that_includes_itself_ends_with_a_finding(tmp_path: Path) -> None:
    found = refused(tmp_path, "{% include 'paper.html.j2' %}")
    assert [(item.code, item.place.file) for item in found] == [("BG404", "templates/paper.html.j2")]


def test_a_bug_of_the_program_is_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefgen.render.studio import Studio

    def broken(_self: object, _skeleton: str, _name: str) -> str:
        raise KeyError("a bug")

    monkeypatch.setattr(Studio, "_whole", broken)
    with pytest.raises(KeyError):
        rendered(tmp_path, "{{ title }}")
