"""The vocabulary of templates is what a document's templates really find, and every example in it works."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as OF_JINJA

from briefgen.model.briefing import DocumentId
from briefgen.model.chart import Chart, Placed
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Relation
from briefgen.model.settings import SectionRule, Selection
from briefgen.model.value import PartialDate
from briefgen.render import Environment
from briefgen.render.page import studio_for
from briefgen.render.studio import Studio
from briefgen.render.typed import FILTER
from briefgen.render.vocabulary import BLOCKS, FILTERS, NAMES, Term, attributes, terms, usage
from briefgen.stock import stock_templates
from briefgen.tailor import tailor
from tests.builders import NOON, disputed, make_fact, make_work, rendered, texts
from tests.shipped import ROOT

SECTIONS = {
    "lead": SectionRule(facts=Selection(), take=1),
    "evidence": SectionRule(facts=Selection(), group_by="topic"),
}
MONEY = Chart(title="Money came", type="bars", facts=Selection(ids=("money", "all-money")))
PARTS: dict[str, Any] = {
    "audience": {"sections": SECTIONS},
    "brief": {"date": PartialDate(2025, 2, 14), "for_each": ("topic", ("investment",)), "subtitle": "What came of it"},
    "texts": texts({"lead": "First of all."}),
    "item": "investment",
    "charts": {"money": Placed("money", MONEY, Place("data/charts.yaml", 1))},
}
FACTS = (
    make_fact(as_of=PartialDate(2025, 2, 9), relations=(Relation(type="part_of", fact="all-money"),)),
    make_fact("all-money", as_of=PartialDate(2025, 2, 9)),
    disputed(),
)


@pytest.fixture(scope="module")
def studio() -> Studio:
    briefing = tailor(make_work(FACTS, **PARTS), DocumentId("summit", "investment", "readers", "en"), NOON)
    return studio_for(briefing, Environment((stock_templates(),)))


def test_the_names_are_those_that_a_document_s_templates_find(studio: Studio) -> None:
    own = set(studio.environment.globals) - set(DEFAULT_NAMESPACE)
    assert {term.name for term in NAMES} == set(studio.names) | own


def test_the_filters_are_those_that_a_document_s_templates_find(studio: Studio) -> None:
    found = {name for name, used in studio.environment.filters.items() if OF_JINJA.get(name) is not used}
    assert {term.name for term in FILTERS} == found - {FILTER}


def test_each_type_has_the_parts_that_templates_may_look_into(studio: Studio) -> None:
    found = {}
    for kind, listed in attributes().items():
        expression = listed[0].example.removeprefix("{{ ").removesuffix(" }}").removeprefix("{% if ").partition(" %}")[0]
        expression = expression.rpartition(".")[0]
        seen = studio.environment.compile_expression(expression)(**studio.names)
        names = seen if isinstance(seen, dict) else [name for name in dir(seen) if not name.startswith("_")]
        found[kind] = {name for name in names if isinstance(seen, dict) or _is_open(studio, seen, name)}
    assert found == {kind: {term.name for term in listed} for kind, listed in attributes().items()}


def _is_open(studio: Studio, seen: object, name: str) -> bool:
    value = getattr(seen, name)
    return studio.environment.is_safe_attribute(seen, name, value) and not callable(value)


def test_the_blocks_are_those_of_the_base_in_its_order(studio: Studio) -> None:
    assert [term.name for term in BLOCKS] == [part.name for part in studio.environment.outline("base.html.j2").blocks]


EXAMPLES = [pytest.param(kind, term, id=f"{kind} {term.name}") for kind, term in terms()]


@pytest.mark.parametrize(("kind", "term"), EXAMPLES)
def test_each_example_works(tmp_path: Path, kind: str, term: Term) -> None:
    parent = '{% extends "base.html.j2" %}' if kind == "block" else ""
    assert rendered(tmp_path, parent + term.example, *FACTS, **PARTS).language == "en-GB"
    assert term.name in term.example


def test_each_word_has_a_sentence_a_type_and_an_example() -> None:
    for kind, term in terms():
        assert all((kind, term.name, term.gives, term.sentence, term.example)), term
        assert not term.sentence.endswith("."), term


def test_a_word_is_written_with_what_it_takes() -> None:
    written = {term.name: term.written for term in NAMES}
    assert written["fact"] == "fact(id)"
    assert written["title"] == "title"
    assert "fact(" in usage(["nothing", "fact"])
    assert usage(["nothing"]) == ""


def test_the_tables_of_the_templates_readme_are_the_vocabulary() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_vocabulary.py"))
    readme = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    assert readme == made["page"](readme), "run `python docs/make_vocabulary.py` (make docs)"
    assert made["LAST"] in readme
    assert readme.count("| `anchor` |") == 1
