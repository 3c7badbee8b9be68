"""--update changes the fields that differ, and nothing else of a file that people have gone on writing in."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.load.edit_yaml import with_fields
from tests.builders import Ran, briefgen
from tests.projects import problems_of, write_project
from tests.tabular.sheets import HEAD, MONEY, xlsx

BY_HAND = """\
# Our figures. Ask before you change them.

- id: cash  # the first
  note: seen by the desk   # keep
  type: figure
  topic: [investment]
  # as in the contract
  statement: "It cost {value}"
  value: 1_000.5 # counted twice
  unit: EUR
  sources:
    - {source: overview, locator: {quote: two point four}}

# what was said on the day
- {id: flow, type: claim, topic: health, statement: It was said}
- id: old
  type: claim
  topic: health
  statement: >-
    It was
    said before
  # the end
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, {"data/facts/table.yaml": BY_HAND})


def updated(project: Path, *rows: tuple[object, ...]) -> Ran:
    xlsx(project / "table.xlsx", [HEAD, *rows])
    ran = briefgen("facts", "import", "table.xlsx", "--update", at=project)
    assert ran.status == 0, ran.err
    assert not [item for item in problems_of(project) if item.is_error]
    return ran


def text(project: Path) -> str:
    return (project / "data/facts/table.yaml").read_text(encoding="utf-8")


def test_nothing_changes_where_nothing_differs(project: Path) -> None:
    ran = updated(project, ("cash", *MONEY[1:4], 1000.5, *MONEY[5:]))
    assert ran.out == "1 fact, all as they were\n"
    assert text(project) == BY_HAND
    assert "warning BG162 data/facts/table.yaml: 2 facts of `data/facts/table.yaml` are not in the table" in ran.err


def test_a_field_that_differs_is_changed_where_it_stands(project: Path) -> None:
    assert updated(project, MONEY).out == "wrote data/facts/table.yaml\n1 fact, 1 changed\n"
    assert text(project) == BY_HAND.replace("1_000.5 # counted", "2.4 # counted")


def test_fields_come_and_go_with_their_cells(project: Path) -> None:
    updated(project, ("cash", "figure", "health; investment", "It cost {value}", 1000.5, None, "overview", None))
    wanted = BY_HAND.replace("  unit: EUR\n", "").replace("[investment]", "[health, investment]")
    wanted = wanted.replace(", locator: {quote: two point four}", "")
    assert text(project) == wanted


def test_records_on_one_line_are_written_anew_and_texts_in_blocks_are_changed(project: Path) -> None:
    updated(
        project,
        ("flow", "claim", "health", "It was said again"),
        ("old", "claim", "health", "It was: said"),
        ("new", "claim", "health", "New"),
    )
    flow = "- id: flow\n  type: claim\n  topic: health\n  statement: It was said again\n"
    wanted = BY_HAND.replace("- {id: flow, type: claim, topic: health, statement: It was said}\n", flow)
    wanted = wanted.replace("  statement: >-\n    It was\n    said before\n", '  statement: "It was: said"\n')
    assert text(project) == f"{wanted}\n- id: new\n  type: claim\n  topic: health\n  statement: New\n"


def test_a_file_that_cannot_be_changed_safely_is_left_alone(tmp_path: Path) -> None:
    strange = "-\n  id: cash\n  type: figure\n  topic: health\n  statement: It cost {value}\n  value: 1\n  unit: EUR\n"
    project = write_project(tmp_path, {"data/facts/table.yaml": strange + strange.replace("cash", "other")})
    fields = ("figure", "health", "It cost {value}", 2, "EUR")
    xlsx(project / "table.xlsx", [HEAD, ("cash", *fields), ("other", *fields)])
    ran = briefgen("facts", "import", "table.xlsx", "--update", at=project)
    assert ran.status == 3
    assert "BG161" in ran.err
    assert text(project).startswith(strange)


@pytest.mark.parametrize(
    ("item", "changes", "wanted"),
    [
        ("- a: 1\n  b:\n  c: 3\n", {"b": ["b: 2"]}, "- a: 1\n  b: 2\n  c: 3\n"),
        ("- a: 1\n", {"b": ["b:", "  - x"]}, "- a: 1\n  b:\n    - x\n"),
        ("  - a: 1\n    c: 3 # why\n", {"b": ["b: 2"]}, "  - a: 1\n    b: 2\n    c: 3 # why\n"),
        ("- a: 1\n  b: [1,\n    2] # why\n", {"b": ["b: 2"]}, "- a: 1\n  b: 2 # why\n"),
        ("- a: 1\n  b:\n  - x\n  - y\n# after\n", {"b": None}, "- a: 1\n# after\n"),
        ('- "a": "x: y"\n  b: |\n    text\n\n\n', {"a": ["a: 1"], "b": ["b: 2"]}, "- a: 1\n  b: 2\n\n\n"),
        ("- {a: 1}\n", {"a": ["a: 2"]}, None),
        ("- a: 1\n", {"a": None}, None),
        ("a: 1\n", {"a": ["a: 2"]}, None),
    ],
)
def test_fields_of_one_record_are_changed_in_its_text(
    item: str, changes: dict[str, list[str] | None], wanted: str | None
) -> None:
    assert with_fields(item, changes, ("a", "b", "c")) == wanted
