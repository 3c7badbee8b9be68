"""Earlier proofs: a document that stands is searched once more exactly when a changed fact can make a leak of its words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest import mock

import pytest

from briefgen import Project
from briefgen.build.proving import Prover
from briefgen.build.upkeep import Upkeep
from briefgen.model.briefing import DocumentId
from briefgen.model.value import parse_instant
from briefgen.report import Report
from tests.projects import ENTITIES, SETTINGS, SOURCES, TOPICS, write_project
from tests.shipped import AS_AT, lend_fonts

TEXT = """\
## bottom_line

A reserve is kept in the harbour warehouse of the northern district. Refrigerated containers wait there with 9,317 ampoules.
The Census of Mountain Villages is read by the Western Harbour Board. A 40 carton
stack is no more. It snowed on 7 May 2031. Nobody spoke of the Quiet Valley Programme.
Chartered vessels lie there.
"""
FACTS = """\
- {id: money, type: name, topic: investment, statement: Money was promised, sources: [{source: overview}]}
- id: hidden
  type: figure
  topic: health
  statement: "A reserve of {value} vaccines is kept in the harbour warehouse of the northern district"
  value: 77_123
  unit: {one: dose, other: doses}
  sources: [{source: overview}]
  marking: TLP:RED
- {id: cold, type: name, topic: health, statement: The first of them, note: Refrigerated containers,
   sources: [{source: overview}], marking: TLP:RED}
- {id: counted, type: name, topic: health, statement: The second of them, note: Census of Mountain Villages,
   sources: [{source: overview}], marking: TLP:RED}
- {id: ruled, type: name, topic: health, statement: The third of them, note: Western Harbour Board,
   sources: [{source: overview}], marking: TLP:RED}
- {id: filled, type: figure, topic: health, statement: "The fourth are {value}", value: 9_317,
   unit: {one: ampoule, other: ampoules}, sources: [{source: overview}], marking: TLP:RED}
- {id: stacked, type: figure, topic: health, statement: "The fifth are {value}", value: 40,
   unit: {one: carton, other: cartons}, sources: [{source: overview}], marking: TLP:RED}
- {id: opened, type: date, topic: health, statement: "The sixth is of {value}", value: 2031-05-07, sources: [{source: overview}],
   marking: TLP:RED}
- {id: quiet, type: name, topic: health, statement: The seventh of them, note: Quiet Valley Programme,
   sources: [{source: overview}], marking: TLP:RED}
- {id: hired, type: name, topic: health, statement: The eighth of them, note: Chartered vessels,
   sources: [{source: overview}], marking: TLP:RED}
"""
ELSEWHERE = """\
- id: open
  type: figure
  topic: health
  statement: "{value} of grain is kept in the harbour warehouse of the northern district"
  value: 5_411
  unit: {one: tonne, other: tonnes}
  sources: [{source: overview}]
  tags: [elsewhere]
- id: other
  type: figure
  topic: health
  statement: "The mill grinds {value}"
  value: 640
  unit: {one: sack, other: sacks}
  sources: [{source: overview}]
  tags: [elsewhere]
"""
OPEN = """\
- {id: lorry, type: name, topic: health, statement: A refrigerated lorry came, sources: [{source: overview}]}
- {id: villages, type: name, topic: health, statement: Villages were asked, sources: [{source: census}]}
- {id: crane, type: name, topic: health, entity: board, statement: The crane was mended, sources: [{source: overview}]}
- {id: glass, type: figure, topic: health, statement: "The glassworks make {value}", value: 9_317,
   unit: {one: ampoule, other: ampoules}, sources: [{source: overview}]}
- {id: boxes, type: figure, topic: health, statement: "The packers fill {value}", value: 40, unit: cartons,
   sources: [{source: overview}]}
- {id: packed, type: name, topic: health, statement: "40 cartons and forty cartons stand in a row", sources: [{source: overview}]}
"""
"""Facts that make the document's words open, none by saying them: a word written small, a source, an entity, an amount."""
ONLY_MONEY = SETTINGS.replace("audiences: [minister, public]", "audiences: [minister]\n    facts: {ids: [money, hidden]}")


@pytest.fixture
def project(tmp_path: Path, font_cache: Path) -> Iterator[Path]:
    """A project whose one document says in words of its own what an open fact says that it does not read."""
    files = {"data/texts/summit/minister.md": TEXT, "data/facts/second.yaml": ELSEWHERE, "data/facts/third.yaml": OPEN}
    sources = SOURCES + "- {id: census, type: report, title: Census of Mountain Villages, issued: 2031-05-07}\n"
    topics = TOPICS + "- {id: valley, title: Quiet Valley Programme}\n- {id: trains, title: Of chartered trains}\n"
    entities = ENTITIES + "- {id: board, type: body, name: Western Harbour Board}\n"
    parts = {"sources": sources, "topics": topics, "entities": entities}
    root = write_project(tmp_path / "project", files, settings=ONLY_MONEY, facts=FACTS, **parts)
    lend_fonts(font_cache, root)
    with mock.patch("briefgen.intake.reading._WORTH_KEEPING", 0):
        report, _ = build(root)
        assert report.withheld == ()
        yield root


def build(project: Path, *, jobs: int = 1) -> tuple[Report, list[str]]:
    """Build, and give the documents whose files this process searched once more although they were not made again."""
    searched: list[str] = []
    whole = Prover.search

    def told(prover: Prover, document: DocumentId, contents: Mapping[str, bytes], used: tuple[str, ...]) -> object:
        searched.append(document.stem)
        return whole(prover, document, contents, used)

    with mock.patch.object(Prover, "search", told):
        report = Project.open(project).build(formats=("html",), jobs=jobs, as_at=parse_instant(AS_AT))
    made = {row.name for row in report.documents} | set(report.withheld)
    return report, [name for name in searched if name not in made]


def edit(project: Path, old: str, new: str, file: str = "second") -> None:
    path = next(path for path in (project / f"data/facts/{file}.yaml", project / f"data/{file}.yaml") if path.exists())
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 640", "value: 641"),
        ("value: 5_411", "value: 5_412"),
        ("The mill grinds", "The new mill grinds"),
        ("- id: other", "- {id: more, type: name, topic: health, statement: More, sources: [{source: overview}]}\n- id: other"),
        (ELSEWHERE[ELSEWHERE.index("- id: other") :], ""),
    ],
)
def test_an_edit_that_takes_away_no_open_words_makes_no_search_necessary(project: Path, old: str, new: str) -> None:
    edit(project, old, new)
    report, searched = build(project)
    assert (len(report.unchanged), searched, report.withheld) == (1, [], ())
    report, searched = build(project)  # the proof is remembered as good
    assert (len(report.unchanged), searched) == (1, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kept in the harbour warehouse of the northern district", "sold"),
        ("  tags: [elsewhere]\n- id: other", "  marking: TLP:RED\n- id: other"),
        (ELSEWHERE[: ELSEWHERE.index("- id: other")], ""),
    ],
)
def test_words_that_no_open_fact_says_any_more_are_found_in_a_document_that_stands(project: Path, old: str, new: str) -> None:
    edit(project, old, new)
    report, _ = build(project)
    assert report.withheld == ("summit-minister-en",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A refrigerated lorry", "A chilled lorry"),
        ("source: census", "source: overview"),
        ("entity: board", "entity: france"),
        ("value: 9_317", "value: 9_318"),
        ("value: 40", "value: 41"),
    ],
)
def test_what_makes_words_open_without_saying_them_is_missed_when_it_goes(project: Path, old: str, new: str) -> None:
    edit(project, old, new, "third")
    report, _ = build(project)
    assert report.withheld == ("summit-minister-en",)


BESIDE = {
    "sources": ("title: Census of Mountain Villages", "title: Census of the Villages"),
    "the day of a source": ("issued: 2031-05-07", "issued: 2031-05-08"),
    "entities": ("name: Western Harbour Board", "name: Western Board"),
    "topics": ("title: Quiet Valley Programme", "title: Valley Programme"),
    "a small word of a topic": ("title: Of chartered trains", "title: Of trains"),
}


@pytest.mark.parametrize("what", BESIDE)
def test_words_that_nothing_beside_the_facts_says_any_more_are_found_in_a_document_that_stands(project: Path, what: str) -> None:
    edit(project, *BESIDE[what], {"the day of a source": "sources", "a small word of a topic": "topics"}.get(what, what))
    report, searched = build(project)
    assert (report.withheld, searched) == (("summit-minister-en",), [])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sources", "title: Census of Mountain Villages", "title: The Census of Mountain Villages of the north"),
        ("sources", "- {id: census", "- {id: gazette, type: report, title: Gazette, issued: 2024-01-01}\n- {id: census"),
        ("entities", "name: Western Harbour Board", "name: The Western Harbour Board"),
        ("entities", "- {id: board", "- {id: mill, type: body, name: The Northern Mill}\n- {id: board"),
        ("topics", "- {id: valley", "- {id: snow, title: Snow}\n- {id: valley"),
    ],
)
def test_what_is_said_beside_the_facts_and_takes_no_words_away_makes_no_search_necessary(
    project: Path, file: str, old: str, new: str
) -> None:
    edit(project, old, new, file)
    report, searched = build(project)
    assert (len(report.unchanged), searched, report.withheld) == (1, [], ())


def test_the_packages_own_words_make_a_search_necessary(project: Path) -> None:
    whole = Prover.base.func
    with mock.patch.object(Prover, "base", property(lambda prover: whole(prover) + "another")):
        report, searched = build(project)
    assert (len(report.unchanged), searched) == (1, ["summit-minister-en"])


@pytest.mark.parametrize(("most", "expected"), [(1, ["summit-minister-en"]), (2, [])])
def test_where_too_many_facts_have_changed_the_files_are_searched(project: Path, most: int, expected: list[str]) -> None:
    edit(project, "value: 640", "value: 641")
    edit(project, "value: 5_411", "value: 5_412")
    with mock.patch("briefgen.build.precedent._MOST_CHANGED", most):
        report, searched = build(project)
    assert (len(report.unchanged), searched) == (1, expected)


def test_where_nobody_knows_what_a_changed_fact_said_the_files_are_searched(project: Path) -> None:
    for path in (project / ".briefgen/cache/facts").glob("*.records"):
        path.unlink()
    edit(project, "kept in the harbour warehouse of the northern district", "sold")
    report, _ = build(project)
    assert report.withheld == ("summit-minister-en",)


def test_a_secret_that_says_by_now_what_a_document_says_is_found_in_it(project: Path) -> None:
    edit(
        project,
        "A reserve of {value} vaccines is kept in the harbour",
        "Of {value} vaccines a reserve is kept in the harbour",
        "first",
    )
    report, _ = build(project)
    assert report.withheld == ("summit-minister-en",)


def test_a_changed_secret_makes_a_search_necessary(project: Path) -> None:
    edit(project, "77_123", "88_321", "first")
    report, searched = build(project)
    assert (len(report.unchanged), searched) == (1, ["summit-minister-en"])


def test_what_proofs_were_made_with_may_be_deleted(project: Path) -> None:
    (project / ".briefgen/cache/proof/made-with.json").unlink()
    edit(project, "value: 640", "value: 641")
    report, searched = build(project)
    assert (len(report.unchanged), searched) == (1, ["summit-minister-en"])


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch, forked: None) -> None:  # noqa: ARG001 -- the crew's processes are forked, too
    """One document counts as many."""
    monkeypatch.setattr("briefgen.build.run._MANY", 1)
    monkeypatch.setattr("briefgen.build.run.start_method", lambda: "fork")


@pytest.mark.usefixtures("crowded")
def test_many_documents_are_searched_by_as_many_processes_as_may_be(project: Path) -> None:
    edit(project, "77_123", "88_321", "first")
    report, searched = build(project, jobs=2)
    assert (len(report.unchanged), searched, report.withheld) == (1, [], ())
    edit(project, "value: 640", "value: 641")
    report, searched = build(project)
    assert (len(report.unchanged), searched) == (1, []), "what the processes found is remembered"


@pytest.mark.usefixtures("crowded")
def test_what_a_process_finds_in_a_document_that_stands_is_withheld(project: Path) -> None:
    edit(project, "kept in the harbour warehouse of the northern district", "sold")
    report, _ = build(project, jobs=2)
    assert report.withheld == ("summit-minister-en",)


@pytest.mark.usefixtures("crowded")
def test_a_document_whose_search_was_lost_is_made_again(project: Path) -> None:
    edit(project, "77_123", "88_321", "first")
    with mock.patch.object(Upkeep, "searched", side_effect=lambda _: os._exit(1)):
        report, _ = build(project, jobs=2)
    assert ([row.name for row in report.documents], report.failed) == (["summit-minister-en"], ())
