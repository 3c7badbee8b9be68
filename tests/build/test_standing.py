"""At a glance: a build after which nothing has happened reads neither dataset nor templates; whatever happens is seen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from briefgen import Project
from briefgen.model.value import parse_instant
from briefgen.project import Report
from briefgen.stock import stock_templates
from tests.projects import write_project
from tests.shipped import AS_AT, lend_fonts

NOW = parse_instant(AS_AT)
FACT = """\
- {id: later, type: event, topic: health, statement: A second summit is announced, sources: [{source: overview}],
   embargo_until: 2026-11-05T12:00+00:00, status: corroborated}
"""


@pytest.fixture
def project(tmp_path: Path, font_cache: Path) -> Path:
    folder = write_project(tmp_path)
    lend_fonts(font_cache, folder)
    (folder / "data/facts/second.yaml").write_text(FACT)
    Project.open(folder).build(formats=("html",), jobs=1, as_at=NOW)
    return folder


def glance(project: Path, **wanted: object) -> Report | None:
    return Project.standing(project, **({"formats": ("html",), "as_at": NOW} | wanted))  # type: ignore[arg-type] # as build takes them


def test_nothing_has_happened_and_the_findings_are_those_of_the_build(project: Path) -> None:
    made = Project.open(project).build(formats=("html",), jobs=1, as_at=NOW)
    found = glance(project)
    assert found is not None
    assert found.diagnostics == made.diagnostics
    assert found.unchanged == ("summit-minister-en", "summit-public-en")


def _same_size_same_time(path: Path) -> None:
    about = path.stat()
    path.write_text(path.read_text().replace("France", "Franca", 1))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


EVENTS: dict[str, Callable[[Path], object]] = {
    "a fact is edited": lambda project: _same_size_same_time(project / "data/facts/first.yaml"),
    "a file of facts comes": lambda project: (project / "data/facts/third.yaml").write_text("[]"),
    "a file of facts goes": lambda project: (project / "data/facts/second.yaml").unlink(),
    "a template comes": lambda project: [
        (project / "templates/styles").mkdir(parents=True),
        (project / "templates/styles/minister.css").write_text("h1 {}"),
    ],
    "a page is edited": lambda project: (project / "output/summit/public/summit-public-en.html").write_text("x"),
    "a page goes": lambda project: (project / "output/summit/public/summit-public-en.html").unlink(),
    "the manifest goes": lambda project: (project / "output/manifest.json").unlink(),
    "the record is damaged": lambda project: [
        path.write_bytes(path.read_bytes().replace(b"summit-public", b"summit-pablic"))
        for path in (project / ".briefgen/cache/standing").iterdir()
    ],
}


@pytest.mark.parametrize("event", EVENTS)
def test_whatever_happens_is_seen(project: Path, event: str) -> None:
    assert glance(project) is not None
    EVENTS[event](project)
    assert glance(project) is None


def test_a_template_of_the_package_counts_where_it_lies_beside_the_program(project: Path, tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    shutil.copytree(stock_templates(), beside)
    with mock.patch("briefgen.standing.stock_templates", return_value=beside):
        Project.open(project).build(formats=("html",), jobs=1, as_at=NOW)
        assert glance(project) is not None
        (beside / "styles/minister.css").write_text("h1 {}")
        assert glance(project) is None


def test_a_touched_file_of_the_dataset_is_compared_and_found_the_same(project: Path) -> None:
    (project / "data/facts/first.yaml").touch()
    assert glance(project) is not None


def test_it_holds_until_an_embargo_ends_and_for_the_same_wishes_alone(project: Path, tmp_path: Path) -> None:
    assert glance(project, as_at=NOW + timedelta(days=3)) is not None
    assert glance(project, as_at=parse_instant("2026-11-05T12:00+00:00")) is None
    assert glance(project, as_at=NOW - timedelta(days=1)) is None
    assert glance(project, embargoed=True) is None
    assert glance(project, formats=("html", "pdf")) is None
    assert glance(project, output=tmp_path / "elsewhere") is None


def test_a_build_in_which_a_document_failed_is_never_taken_for_granted(project: Path) -> None:
    (project / "templates/audiences").mkdir(parents=True)
    (project / "templates/audiences/public.html.j2").write_text("{{ nothing }}")
    report = Project.open(project).build(formats=("html",), jobs=1, as_at=NOW)
    assert report.failed == ("summit-public-en",)
    assert glance(project) is None


def test_a_project_that_is_as_it_was_is_checked_at_a_glance(project: Path) -> None:
    assert Project.checked(project, as_at=NOW) is None
    source = project / "data/sources/overview.txt"
    source.parent.mkdir()
    source.write_text("France announced 109 billion.")
    found = Project.open(project).check(as_at=NOW)
    again = Project.checked(project, as_at=NOW)
    assert again is not None
    assert (again.diagnostics, again.counted) == (found.diagnostics, (3, 1))
    assert Project.checked(project, as_at=NOW, embargoed=True) is None
    assert Project.checked(project, as_at=NOW, sources=project / "data") is None
    _same_size_same_time(source)
    assert Project.checked(project, as_at=NOW) is None
