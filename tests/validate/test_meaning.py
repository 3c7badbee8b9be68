"""Plain values are given their meaning: what a valid project says is what the work holds."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.load import load
from briefgen.model.diagnostic import Place, Severity
from briefgen.model.fact import Fact
from briefgen.model.settings import Admits, Limits
from briefgen.model.value import PartialDate, Period, Range
from briefgen.validate import validate
from tests.projects import ENTITIES, SETTINGS, fact, opened, problems_of, write_project

MONEY = {
    "id": "a",
    "type": "figure",
    "topic": ["health", "investment"],
    "entity": "france",
    "statement": "It is {value}",
    "value": "1.10",
    "unit": "EUR",
    "as_of": "2025-02",
    "sources": [{"source": "overview", "locator": {"paragraph": "18", "quote": "it, so"}}],
    "confidence": {"level": "low", "why": "one source"},
    "tags": ["x", "y"],
}
FIRST_AS = {
    "first.yaml": """\
- id: a
  type: figure
  topic: [health, investment]
  entity: france
  statement: It is {value}
  value: 1.10
  unit: EUR
  as_of: 2025-02
  sources:
  - source: overview
    locator:
      paragraph: 18
      quote: it, so
  confidence: {level: low, why: one source}
  tags:
    - x
    - "y"
  note:
""",
    "first.json": json.dumps([MONEY]).replace('"1.10"', "1.10").replace('"18"', "18"),
    "first.jsonl": json.dumps(MONEY).replace('"1.10"', "1.10"),
    "first.csv": "id,type,topic,entity,statement,value,unit,as_of,sources.0.source,sources.0.locator.paragraph,"
    "sources.0.locator.quote,confidence.level,confidence.why,tags,note\n"
    'a,figure,health; investment,france,It is {value},1.10,EUR,2025-02,overview,18,"it, so",low,one source,x; y,\n',
}


def _only_fact(tmp_path: Path, **fields: str) -> Fact:
    (found,) = opened(write_project(tmp_path, facts=fact(**fields))).work.dataset.facts.values()
    return found


def test_a_fact_is_the_same_in_every_format(tmp_path: Path):
    found = []
    for name, content in FIRST_AS.items():
        project = write_project(tmp_path / name, {f"data/facts/{name}": content}, facts="")
        found.append(opened(project).work.dataset.facts["a"])
    assert found[0].value == Decimal("1.10")
    assert found[0].as_of == PartialDate(2025, 2)
    assert found[0].sources[0].locator.paragraph == 18
    assert all(item == found[0] for item in found)


def test_norway_stays_norway_and_a_time_stays_text(tmp_path: Path):
    facts = fact(statement="In NO", type="name", value="NO") + fact(id="b", type="name", statement="At noon", value="12:30")
    found = opened(write_project(tmp_path, facts=facts)).work.dataset.facts
    assert [item.value for item in found.values()] == ["NO", "12:30"]


@pytest.mark.parametrize(
    ("kind", "unit", "text", "value"),
    [
        ("figure", "EUR", "109_000_000_000", Decimal(109_000_000_000)),
        ("figure", "", "1.10", Decimal("1.10")),
        ("figure", "percent", "{min: 58, max: 61}", Range(Decimal(58), Decimal(61))),
        ("commitment", "USD", "-2.5", Decimal("-2.5")),
        ("date", "", "2025", PartialDate(2025)),
        ("date", "", "2025-02-06/2025-02-11", Period(PartialDate(2025, 2, 6), PartialDate(2025, 2, 11))),
        ("event", "", "2025-02-10", PartialDate(2025, 2, 10)),
        ("event", "", "2025-02", PartialDate(2025, 2)),
        ("event", "", "2025-02/2025-03", Period(PartialDate(2025, 2), PartialDate(2025, 3))),
        ("name", "", "2025", "2025"),
        ("name", "", "1984/1985", "1984/1985"),
        ("claim", "", "58", "58"),
        ("name", "", "Current AI", "Current AI"),
    ],
)
def test_the_text_of_a_value_means_what_its_type_and_unit_say(tmp_path: Path, kind, unit, text, value):
    assert _only_fact(tmp_path, type=kind, unit=unit, value=text).value == value


def test_alternatives_take_the_unit_of_their_fact(tmp_path: Path):
    alternatives = "[{value: 61, sources: [{source: overview}]}, {value: 5.0, unit: percent, sources: [{source: overview}]}]"
    found = _only_fact(tmp_path, status="disputed", unit="countries", alternatives=alternatives)
    assert [item.value for item in found.alternatives] == [Decimal(61), Decimal("5.0")]


def test_a_disputed_range_needs_no_alternatives(tmp_path: Path):
    assert _only_fact(tmp_path, status="disputed", value="{min: 58, max: 61}").is_disputed


@pytest.mark.parametrize("statement", ["It is {value}: {{7*7}}", "It is {value} {} {7}", "It is {value} {{ fact('x') }}"])
def test_braces_that_are_no_placeholder_are_text(tmp_path: Path, statement: str):
    assert _only_fact(tmp_path, statement=f'"{statement}"').statement == statement


@pytest.mark.parametrize(
    ("marking", "expected"),
    [
        ("", "TLP:CLEAR"),
        ("marking: {default: TLP:AMBER}\n", "TLP:AMBER"),
        ("marking: {scheme: uk-government}\n", "OFFICIAL"),
        ("marking: {scheme: {id: own, labels: [open, closed]}}\n", "open"),
    ],
)
def test_a_fact_without_a_marking_gets_the_default(tmp_path: Path, marking: str, expected: str):
    work = opened(write_project(tmp_path, settings=SETTINGS + marking, facts=fact())).work
    assert work.dataset.facts["money"].marking == expected
    assert work.scheme.labels[0] in {"TLP:CLEAR", "OFFICIAL", "open"}


def test_facts_keep_the_order_of_their_files_and_know_their_place(tmp_path: Path):
    files = {"data/facts/a.json": '[\n {"id": "z", "type": "claim", "topic": "health", "statement": "Z"}]'}
    dataset = opened(write_project(tmp_path, files)).work.dataset
    assert list(dataset.facts) == ["z", "money", "opening"]
    assert dataset.places["z"] == Place("data/facts/a.json", 2, 2)
    assert dataset.places["opening"] == Place("data/facts/first.yaml", 12, 3)


def test_a_fact_without_a_source_only_warns(tmp_path: Path):
    (found,) = opened(write_project(tmp_path, facts=fact(sources=""))).diagnostics
    assert (found.code, found.severity) == ("BG134", Severity.WARNING)


def _stock(folder: Path) -> Path:
    folder.mkdir()
    (folder / "audiences.yaml").write_text(
        """\
minister:
  title: Ministers
  template: audiences/minister.html.j2
  limits: {pages: 1, sentence_words: 20}
  admits: {marking: TLP:AMBER, statuses: [corroborated]}
  evidence: short
  sections:
    issue: {}
    figures: {facts: {types: [figure]}, take: 4}
"""
    )
    return folder


def test_audiences_of_the_project_are_laid_over_those_of_the_package(tmp_path: Path):
    audiences = """\
minister:
  title: The minister
  limits: {pages: 2}
  admits: {statuses: [disputed]}
  evidence:
mayor:
  title: Mayors
  template: audiences/minister.html.j2
"""
    project = write_project(tmp_path / "p", settings=SETTINGS.replace("public", "mayor"), audiences=audiences)
    found = validate(load(project, _stock(tmp_path / "stock"))).work.audiences
    minister, mayor = found["minister"], found["mayor"]
    assert (minister.title, minister.evidence) == ("The minister", "short")
    assert minister.limits == Limits(pages=2, sentence_words=20)
    assert minister.admits == Admits(marking="TLP:AMBER", statuses=("disputed",))
    assert mayor.sections == minister.sections
    assert list(mayor.sections) == ["issue", "figures"]
    assert (mayor.limits, mayor.evidence) == (Limits(), "notes")


def test_sections_that_a_project_gives_are_taken_whole(tmp_path: Path):
    project = write_project(tmp_path, audiences="minister: {sections: {lead: {take: 1}}}\n")
    assert list(opened(project).work.audiences["minister"].sections) == ["lead"]


def test_a_ceiling_of_the_package_gives_way_under_another_scheme(tmp_path: Path):
    settings = SETTINGS.replace("public", "minister").replace("[minister, minister]", "minister")
    project = write_project(tmp_path / "p", settings=settings + "marking: {scheme: uk-government}\n")
    found = validate(load(project, _stock(tmp_path / "stock"))).work
    assert found.audiences["minister"].admits.marking == ""


def test_a_mistake_in_the_package_names_its_file(tmp_path: Path):
    stock = _stock(tmp_path / "stock")
    text = (stock / "audiences.yaml").read_text()
    (stock / "audiences.yaml").write_text(text.replace("evidence: short", "evidence: long"))
    loaded = load(write_project(tmp_path / "p", settings=SETTINGS.replace("public", "minister")), stock)
    with pytest.raises(Exception, match=r"BG113 .*stock/audiences.yaml:6:3"):
        validate(loaded)


def test_each_document_of_a_series_is_one(tmp_path: Path):
    settings = SETTINGS + "  - {id: country, title: '{item.name}', for_each: {entity: country}, audiences: minister}\n"
    texts = {"data/texts/country/france/minister.fr.md": "## issue\nAh.\n", "data/texts/README.md": "x"}
    work = opened(write_project(tmp_path, texts, settings=settings)).work
    assert work.settings.briefs[1].for_each == ("entity", ("country",))
    assert work.texts["country/france", "minister", "fr"]["issue"].place == Place(
        "data/texts/country/france/minister.fr.md", 2, 1
    )


def test_names_that_differ_in_capitals_only_would_be_one_file(tmp_path: Path):
    project = write_project(tmp_path, audiences="minister: {languages: [pt-BR, pt-br]}\n")
    assert [item.code for item in problems_of(project)] == ["BG007"]


def test_fields_without_a_value_are_left_out(tmp_path: Path):
    empty = dict.fromkeys(("note", "unit", "entity", "tags", "confidence", "as_of", "wording", "relations", "marking"), "~")
    (usual,) = opened(write_project(tmp_path / "a", facts=fact())).work.dataset.facts.values()
    (found,) = opened(write_project(tmp_path / "b", facts=fact(**empty))).work.dataset.facts.values()
    assert replace(found, id="money") == usual


def test_sources_are_read_as_citation_programs_write_them(tmp_path: Path):
    content = json.dumps(
        [
            {
                "id": "overview",
                "type": "report",
                "title": "T",
                "title-short": "Short",
                "author": [{"family": "Doe", "given": "J."}, {"literal": "OECD"}],
                "issued": {"date-parts": [[2025, 2, 12]]},
                "accessed": {"raw": "2025-03"},
                "URL": "https://example.org/",
                "custom": {"file": "overview.txt"},
            }
        ]
    )
    source = opened(write_project(tmp_path, sources=content)).work.dataset.sources["overview"]
    assert (source.issued, source.accessed) == (PartialDate(2025, 2, 12), PartialDate(2025, 3))
    assert [str(name) for name in source.author] == ["J. Doe", "OECD"]
    assert (source.title_short, source.url, source.custom.file) == ("Short", "https://example.org/", "overview.txt")


def test_entities_are_optional_and_facts_may_do_without(tmp_path: Path):
    assert ENTITIES
    assert not opened(write_project(tmp_path, entities="", facts=fact())).work.dataset.entities
