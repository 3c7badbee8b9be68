"""A check drafts again only those documents into which something else goes, on as many processes as are asked for."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from briefgen import Project
from briefgen.build import crew
from briefgen.build.draft import Draft
from briefgen.build.workshop import Workshop
from briefgen.check import drafts
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Problems
from briefgen.model.value import parse_instant
from briefgen.report import Report
from briefgen.tailor import plan
from tests.edits import EDITS, TEXT, TEXT_FILE, done_after, edit, findings, start, write
from tests.shipped import AS_AT

FIGURE = "The plan has 12 steps."
MAILED = "minister: {title: Ministers, template: audiences/minister.html.j2, recipients: data/recipients/ministers.csv}\n"
EDITS_OF_LETTERS = {
    "a mail": ("templates/email/minister.html.j2", "", "<p>{{ nowhere }}</p>\n"),
    "a typed figure": (TEXT_FILE, "France", f"{FIGURE} France"),
}


class Dying(Workshop):
    """A workshop in which the process that drafts the minister's document is killed, when others have been done."""

    def draft(self, document: DocumentId, dropped: Sequence[str] = ()) -> Draft:
        if document.audience == "minister":
            time.sleep(1)
            os.kill(os.getpid(), signal.SIGKILL)
        return super().draft(document, dropped)


ALL = {"summit-minister-en", "summit-public-en", "view-health-policymaker-en", "view-investment-policymaker-en"}


def checked(project: Path, jobs: int = 1) -> Report | Problems:
    try:
        return Project.open(project).check(as_at=parse_instant(AS_AT), jobs=jobs)
    except Problems as problems:
        return problems


def drafted_again(project: Path) -> set[str]:
    """Check a project, and give the documents that were drafted for it."""
    done: set[str] = set()

    def noted(workshop: Workshop, document: DocumentId) -> drafts.Drafted:
        found = drafted(workshop, document)
        done.add(found.id.stem)
        return found

    drafted = drafts.drafted
    with mock.patch.object(drafts, "drafted", noted):
        assert isinstance(checked(project), Report)
    return done


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))
@example(steps=[["a mail"], ["a typed figure"], ["a mail"], ["a value"]])
@example(steps=[["a secret that a page says"], ["another secret"]])
@given(
    steps=st.lists(st.lists(st.sampled_from(sorted(EDITS | EDITS_OF_LETTERS)), min_size=1, max_size=2, unique=True), max_size=2)
)
def test_a_check_after_edits_finds_what_a_first_check_finds(font_cache: Path, steps: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as scratch, mock.patch.dict(EDITS, EDITS_OF_LETTERS):
        project = start(Path(scratch) / "project", font_cache)
        write(project / "data/audiences.yaml", MAILED)
        write(project / "data/recipients/ministers.csv", "email,name\nminister@example.org,Minister\n")
        checked(project)
        for number, step in enumerate(steps):
            for name in step:
                edit(project, name)
            clean = Path(scratch) / f"clean-{number}"
            shutil.copytree(project, clean, ignore=shutil.ignore_patterns(".briefgen"))
            assert findings(checked(project)) == findings(checked(clean))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a value", {"view-health-policymaker-en", "summit-minister-en", "summit-public-en"}),
        ("a line that is empty", set()),
        ("a text", {"summit-minister-en"}),
        ("another secret", ALL),  # its new words have been looked for in none of them
    ],
)
def test_only_the_documents_into_which_the_change_goes_are_drafted(
    font_cache: Path, tmp_path: Path, name: str, expected: set[str]
) -> None:
    with mock.patch("briefgen.intake.reading._WORTH_KEEPING", 0):
        assert done_after(name, start(tmp_path, font_cache), drafted_again) == expected


def test_several_processes_find_what_one_finds_in_the_same_order(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path / "project", font_cache)
    write(project / TEXT_FILE, f"{TEXT}\n{FIGURE}\n")
    edit(project, "a broken template")
    shutil.copytree(project, tmp_path / "other", ignore=shutil.ignore_patterns(".briefgen"))
    one, two = checked(project), checked(tmp_path / "other", jobs=2)
    assert one.diagnostics == two.diagnostics
    assert "BG210" in {item.code for item in one.diagnostics}


def test_a_draft_that_takes_too_much_costs_its_own_document_alone(font_cache: Path, tmp_path: Path) -> None:
    project = Project.open(start(tmp_path, font_cache))
    workshop = Dying(project.work, project.folders, parse_instant(AS_AT))
    found = drafts.draft_all(workshop, plan(project.work), 2)
    assert [item.id for item in found] == [*plan(project.work)]
    assert [(item.id.stem, item.diagnostics[0].code) for item in found if not item.ledger] == [("summit-minister-en", "BG510")]


def test_a_process_that_has_drawn_a_chart_is_not_forked(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path / "project", font_cache)
    work = Project.open(project)
    shown = next(item for item in plan(work.work) if item.audience == "minister")
    workshop = Workshop(work.work, work.folders, parse_instant(AS_AT))
    assert "<svg" in workshop.rendered(shown)[1].html  # drawn here, and kept nowhere
    assert crew.start_method() == "spawn"
    shutil.rmtree(project / ".briefgen/cache/charts", ignore_errors=True)
    assert isinstance(checked(project, jobs=2), Report)
