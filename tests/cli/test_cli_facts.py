"""facts and schema: looking at the dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import briefgen
from tests.projects import fact, write_project


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ((), ["money", "opening", "secret", "signatories"]),
        (("--topic", "health"), ["opening", "secret"]),
        (("--type", "figure"), ["money", "signatories"]),
        (("--type", "event", "--type", "claim"), ["opening", "secret"]),
        (("--status", "disputed"), ["signatories"]),
        (("--topic", "health", "--type", "figure"), []),
        (("--tag", "none"), []),
    ],
)
def test_facts_are_listed_by_what_is_asked_for(project: Path, options: tuple[str, ...], ids: list[str]) -> None:
    ran = briefgen("facts", "list", *options, at=project)
    lines = ran.out.splitlines()
    assert (ran.status, ran.err) == (0, "")
    assert [line.split()[0] for line in lines[1:-1]] == ids
    assert lines[-1] == f"{len(ids)} fact{'' if len(ids) == 1 else 's'}"
    as_json = briefgen("facts", "list", "--json", *options, at=project)
    assert [record["id"] for record in json.loads(as_json.out)] == ids


@pytest.mark.parametrize(
    ("option", "word", "told"),
    [
        ("--topic", "helth", "no topic `helth`\n  did you mean `health`?"),
        ("--type", "sum", "no type `sum`\n  there are: figure, date, name, event, "),
        ("--status", "disputd", "no status `disputd`\n  did you mean `disputed`?"),
    ],
)
@pytest.mark.parametrize("command", ["list", "export"])
def test_a_word_that_is_no_topic_type_or_status_is_told(project: Path, command: str, option: str, word: str, told: str) -> None:
    ran = briefgen("facts", command, option, word, at=project)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"error BG006: {told}")


def test_a_list_shows_statements_with_their_values(project: Path) -> None:
    assert "France announced €109 billion of private investment" in briefgen("facts", "list", at=project).out


def test_a_fact_is_shown_with_its_evidence(project: Path) -> None:
    ran = briefgen("facts", "show", "money", at=project)
    assert ran.status == 0
    for line in (
        "statement    France announced €109 billion of private investment",
        "topic        Investment",
        "written in   data/facts/first.yaml:1:3",
        "source       Overview of the summit, paragraph 18: “109 billion”",
    ):
        assert f"  {line}" in ran.out
    assert "  also         61 countries (Overview of the summit)" in briefgen("facts", "show", "signatories", at=project).out


def test_a_fact_is_shown_as_its_record(project: Path) -> None:
    record = json.loads(briefgen("facts", "show", "money", "--json", at=project).out)
    assert record["value"] == "109000000000"
    assert record["sources"] == [{"source": "overview", "locator": {"paragraph": 18, "quote": "109 billion"}}]


@pytest.mark.parametrize(
    ("name", "hint"), [("mony", "did you mean `money`?"), ("zzz", "`briefgen facts list` shows the ids there are")]
)
def test_an_unknown_fact_is_told_with_the_nearest_one(project: Path, name: str, hint: str) -> None:
    ran = briefgen("facts", "show", name, at=project)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"error BG006: no fact `{name}`\n  {hint}\n"


def test_words_that_look_like_markup_of_the_terminal_are_printed_as_they_are(tmp_path: Path) -> None:
    facts = fact(id="odd", type="claim", value="", statement="'The [bold red]word[/] and [link=x]y'")
    ran = briefgen("facts", "list", at=write_project(tmp_path, facts=facts))
    assert "The [bold red]word[/] and [link=x]y" in ran.out


@pytest.mark.parametrize("kind", ["facts", "sources", "audiences", "project", "topics", "entities", "ledger", "manifest"])
def test_a_schema_is_printed_for_each_kind_of_file(tmp_path: Path, kind: str) -> None:
    ran = briefgen("schema", kind, at=tmp_path)
    assert ran.status == 0
    assert "$schema" in json.loads(ran.out)


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    ran = briefgen("schema", "--write", "schemas", at=tmp_path)
    assert (ran.status, ran.out) == (0, "10 schemas in schemas\n")
    assert len([json.loads(path.read_text()) for path in (tmp_path / "schemas").iterdir()]) == 10
    assert set(json.loads(briefgen("schema", at=tmp_path).out)) == {path.stem for path in (tmp_path / "schemas").iterdir()}
