"""Orphans: what stands in the dataset and is used by nothing is named at its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen.gate.orphans import orphans
from briefgen.model.diagnostic import Place, Severity
from briefgen.model.fact import Alternative, Evidence
from tests.builders import make_fact, make_work, say
from tests.projects import SOURCES, TOPICS, opened, write_project


def test_a_dataset_in_which_everything_is_used_has_no_orphans() -> None:
    other = Alternative(value="61", sources=(Evidence(source="times"),))
    facts = [make_fact(entity="france", topic=("investment", "health"), alternatives=(other,))]
    assert orphans(make_work(facts).dataset, {"money"}) == ()


def test_a_fact_that_no_document_prints_is_a_note_at_its_line() -> None:
    found = [
        item
        for item in orphans(make_work([make_fact(), say("idle", "Nobody reads it")]).dataset, ["money"])
        if item.code == "BG205"
    ]
    assert [(item.severity, item.place) for item in found] == [(Severity.NOTE, Place("data/facts/first.yaml", 2))]
    assert "`idle`" in found[0].message


def test_many_facts_of_a_file_that_no_document_prints_are_told_at_once() -> None:
    facts = [make_fact(), *(say(f"idle-{number}", f"Nobody reads of it: {number}") for number in range(11))]
    (found,) = (item for item in orphans(make_work(facts).dataset, ["money"]) if item.code == "BG205")
    assert "`idle-0` and 10 more facts of this file" in found.message
    assert len([item for item in orphans(make_work(facts[:-1]).dataset, ["money"]) if item.code == "BG205"]) == 10


def test_of_very_many_facts_in_many_files_those_of_each_file_are_told_at_once() -> None:
    facts = [make_fact(), *(say(f"idle-{number}", f"Nobody reads of it: {number}") for number in range(102))]
    places = {fact.id: Place(f"data/facts/{number // 6}.yaml", 1) for number, fact in enumerate(facts)}
    told = [item for item in orphans(replace(make_work(facts).dataset, places=places), ["money"]) if item.code == "BG205"]
    assert len(told) == 18
    assert "`idle-5` and 5 more facts of this file" in told[1].message


def test_sources_topics_and_entities_that_nothing_uses_are_told_at_their_lines(tmp_path: Path) -> None:
    folder = write_project(
        tmp_path,
        sources=f"{SOURCES}- {{id: spare, type: report, title: Spare}}\n",
        topics=f"{TOPICS}- {{id: space, title: Space}}\n",
        entities="- {id: france, type: country, name: France}\n\n- {id: chad, type: country, name: Chad}\n",
    )
    dataset = opened(folder).work.dataset
    assert [(item.code, str(item.severity), item.place) for item in orphans(dataset, dataset.facts)] == [
        ("BG206", "warning", Place("data/sources.yaml", 2, 3)),
        ("BG207", "note", Place("data/topics.yaml", 3, 3)),
        ("BG207", "note", Place("data/entities.yaml", 3, 3)),
    ]


def test_a_dataset_without_places_still_names_its_files() -> None:
    found = {item.code: item.place.file for item in orphans(make_work([make_fact()]).dataset, ["money"])}
    assert found == {"BG206": "data/sources.yaml", "BG207": "data/entities.yaml"}
