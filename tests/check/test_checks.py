"""check: what is found without typesetting, all of it in one run, and nothing written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefgen import Project
from briefgen.build import Workshop
from briefgen.check import check as check_all
from briefgen.model.briefing import DocumentId, Work
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.tailor import plan
from tests.builders import NOON, make_fact, make_work
from tests.projects import TOPICS, fact, write_project

TODAY = NOON.date()


def check(work: Work, documents: tuple[DocumentId, ...], folder: Path) -> tuple[Diagnostic, ...]:
    """Check some documents whose templates stand in a folder."""
    return check_all(Workshop(work, (folder,), NOON), documents, folder)


@pytest.mark.parametrize(("day", "count"), [(date(2025, 2, 10), 1), (TODAY, 0), (date(2025, 2, 12), 0)])
def test_a_fact_past_its_review_day_is_a_warning_at_its_line(tmp_path: Path, day: date, count: int) -> None:
    work = make_work([make_fact(review_by=day)])
    found = [item for item in check(work, (), tmp_path) if item.code == "BG231"]
    assert len(found) == count
    for item in found:
        assert (item.severity, item.place) == (Severity.WARNING, Place("data/facts/first.yaml", 1))
        assert "2025-02-10" in item.message


def test_every_document_that_fails_is_told_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "paper.html.j2").write_text("{{ fact('mony') }}\n{{ fact('money') | value }}\n{{ nothing }}")
    work = make_work([make_fact()])
    found = check(work, plan(work), tmp_path)
    assert {(item.code, item.place.line) for item in found if item.severity is Severity.ERROR} == {("BG406", 1), ("BG402", 3)}


def test_a_document_without_facts_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "paper.html.j2").write_text("{{ title }}")
    work = make_work([make_fact(marking="TLP:RED")])
    found = {item.code: item.severity for item in check(work, plan(work), tmp_path)}
    assert found["BG222"] is Severity.WARNING


def test_a_check_writes_nothing_but_its_cache(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    before = sorted(path for path in project.rglob("*"))
    Project.open(project).check(as_at=NOON)
    assert sorted(path for path in project.rglob("*") if ".briefgen" not in path.parts) == before


def test_what_a_project_waives_is_a_note_with_its_reason(tmp_path: Path) -> None:
    settings = """\
title: Example
publisher: {name: Example Unit}
briefs: [{id: summit, title: The summit, audiences: [minister]}]
waivers: [{code: BG231, where: "data/facts/*", reason: "under review", expires: 2025-03-01}]
"""
    facts = fact(review_by="2024-01-01")
    project = Project.open(write_project(tmp_path, settings=settings, facts=facts, topics=TOPICS))
    (waived,) = [item for item in project.check(as_at=NOON).diagnostics if item.code == "BG231"]
    assert (waived.severity, "under review" in waived.hint) == (Severity.NOTE, True)
    later = project.check(as_at=datetime(2025, 3, 2, tzinfo=UTC)).diagnostics
    assert {item.code: item.severity for item in later if item.code in ("BG231", "BG012")} == {
        "BG231": Severity.WARNING,
        "BG012": Severity.WARNING,
    }
