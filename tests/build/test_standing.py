"""At a glance: a build after which nothing has happened reads neither dataset nor templates; whatever happens is seen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from briefgen import Project
from briefgen.lasting import standing_build, standing_check
from briefgen.model.diagnostic import Place, Problems, finding
from briefgen.model.value import parse_instant
from briefgen.output import OutputFolder
from briefgen.publish import Manifest
from briefgen.report import Report
from briefgen.stock import stock_templates
from briefgen.tailor import Request
from tests.projects import write_project
from tests.shipped import AS_AT, lend_fonts

NOW = parse_instant(AS_AT)
FACT = """\
- {id: later, type: event, topic: health, statement: A second summit is announced, sources: [{source: overview}],
   embargo_until: 2026-11-05T12:00+00:00, status: corroborated}
"""


def build(project: Path) -> Report:
    return Project.open(project).build(formats=("html",), jobs=1, as_at=NOW)


def write_template(project: Path, content: str) -> None:
    """Give the public's documents a template of the project's own."""
    (project / "templates/audiences").mkdir()
    (project / "templates/audiences/public.html.j2").write_text(content)


@pytest.fixture
def project(tmp_path: Path, font_cache: Path) -> Path:
    folder = write_project(tmp_path / "project", {"data/facts/second.yaml": FACT, "templates/.motto.html.j2": "Vive la France"})
    lend_fonts(font_cache, folder)
    build(folder)
    return folder


def glance(project: Path, **wanted: object) -> Report | None:
    return standing_build(project, None, **({"formats": ("html",), "as_at": NOW} | wanted))  # type: ignore[arg-type] # as build takes them


def glance_of_check(project: Path, request: Request | None = None, **wanted: Any) -> Report | None:
    return standing_check(project, request, NOW, **wanted)


def test_nothing_has_happened_and_the_findings_are_those_of_the_build(project: Path) -> None:
    made = build(project)
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
    "a hidden template is edited": lambda project: _same_size_same_time(project / "templates/.motto.html.j2"),
    "a template comes": lambda project: [
        (project / "templates/styles").mkdir(),
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
        build(project)
        assert glance(project) is not None
        (beside / "styles/minister.css").write_text("h1 {}")
        assert glance(project) is None


def test_a_folder_of_templates_that_is_a_link_is_looked_into(project: Path, tmp_path: Path) -> None:
    (project / "templates").rename(tmp_path / "shared")
    (project / "templates").symlink_to(tmp_path / "shared")
    build(project)
    assert glance(project) is not None
    _same_size_same_time(tmp_path / "shared/.motto.html.j2")
    assert glance(project) is None


def test_a_brand_in_a_hidden_folder_is_not_taken_for_granted(project: Path) -> None:
    settings, brand = project / "briefgen.yaml", project / ".brand/_brand.yml"
    brand.parent.mkdir()
    brand.write_text('color: {primary: "#7a1f5c"}\n')
    settings.write_text(settings.read_text() + "brand: .brand/_brand.yml\n")
    build(project)
    assert glance(project) is None


def test_what_is_edited_while_a_build_runs_is_not_taken_for_what_it_read(project: Path) -> None:
    _same_size_same_time(project / "data/facts/first.yaml")

    def told(_name: str, _total: int) -> None:
        _same_size_same_time(project / "data/sources.yaml")

    (project / "data/sources.yaml").write_text((project / "data/sources.yaml").read_text().replace("Overview", "France"))
    report = Project.open(project).build(formats=("html",), jobs=1, as_at=NOW, progress=told)
    assert report.documents
    assert "Franca" in (project / "data/sources.yaml").read_text()
    assert glance(project) is None


def test_a_folder_that_refused_the_manifest_is_tried_again(project: Path) -> None:
    _same_size_same_time(project / "data/facts/first.yaml")
    refusal = Problems(finding("BG009", "the disk is full", Place("output")))
    with mock.patch.object(Manifest, "write", side_effect=refusal):
        report = build(project)
    assert "BG009" in {item.code for item in report.diagnostics}
    assert glance(project) is None


def test_a_file_that_somebody_takes_away_before_the_build_ends_is_missed(project: Path) -> None:
    _same_size_same_time(project / "data/facts/first.yaml")
    page = project / "output/summit/public/summit-public-en.html"
    whole = Manifest.write

    def written(manifest: Manifest, *rest: Any) -> None:
        whole(manifest, *rest)
        page.unlink()

    with mock.patch.object(Manifest, "write", written):
        build(project)
    assert glance(project) is None


@pytest.mark.parametrize("changed", [0, 2**62])
def test_a_stamp_alone_tells_nothing_of_a_file_that_was_just_changed_or_has_another_size(project: Path, changed: int) -> None:
    def stamp(about: os.stat_result) -> tuple[int, int, int]:
        return about.st_size, changed, about.st_ino

    with mock.patch("briefgen.standing.stamp_of", stamp), mock.patch("briefgen.build.kept.stamp_of", stamp):
        build(project)
        assert glance(project) is not None
        path = project / "data/facts/first.yaml"
        path.write_text(path.read_text().replace("France", "Franca" if changed else "Finland", 1))
        assert glance(project) is None


def test_another_edition_of_the_program_or_of_a_library_looks_for_itself(project: Path) -> None:
    for name, other in (("_FORMAT", 1), ("_libraries", lambda: "another")):
        with mock.patch(f"briefgen.standing.{name}", other):
            assert glance(project) is None
    assert glance(project) is not None


def test_nothing_is_told_while_another_build_writes(project: Path) -> None:
    with OutputFolder(project / "output").locked():
        assert glance(project) is None
    assert glance(project) is not None


def test_a_damaged_manifest_is_told_once_and_a_withheld_document_never_taken_for_granted(project: Path) -> None:
    (project / "output/manifest.json").write_text("{")
    report = build(project)
    assert "BG011" in {item.code for item in report.diagnostics}
    assert glance(project) is None
    build(project)
    assert glance(project) is not None
    facts = project / "data/facts/first.yaml"
    secret = (
        "- {id: vive, type: name, topic: health, statement: Vive la France, sources: [{source: overview}], marking: TLP:RED}\n"
    )
    facts.write_text(facts.read_text() + secret)
    write_template(project, '<p>{% include ".motto.html.j2" %}</p>')
    report = build(project)
    assert report.withheld == ("summit-public-en",)
    assert glance(project) is None


def test_a_folder_that_nobody_may_list_stops_nothing(project: Path) -> None:
    (project / "another").mkdir()
    whole = os.scandir

    def listed(folder: str) -> Any:
        if str(folder).endswith("another"):
            raise PermissionError(folder)
        return whole(folder)

    with mock.patch("briefgen.standing.os.scandir", listed):
        build(project)
        assert glance(project) is not None


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
    write_template(project, "{{ nothing }}")
    report = build(project)
    assert report.failed == ("summit-public-en",)
    assert glance(project) is None


def test_texts_of_sources_are_looked_at_by_a_check_alone(project: Path) -> None:
    source = project / "data/sources/.kept/overview.txt"
    source.parent.mkdir(parents=True)
    source.write_text("France announced 109 billion.")
    build(project)
    Project.open(project).check(as_at=NOW)
    _same_size_same_time(source)
    assert glance(project) is not None
    assert glance_of_check(project) is None


def test_a_check_against_other_texts_says_nothing_of_those_of_the_project(project: Path, tmp_path: Path) -> None:
    Project.open(project).check(as_at=NOW, sources=tmp_path)
    assert glance_of_check(project) is None


def test_a_check_of_some_audiences_says_nothing_of_the_others(project: Path) -> None:
    Project.open(project).check(Request(audiences=("minister",)), as_at=NOW)
    assert glance_of_check(project) is None
    assert glance_of_check(project, Request(audiences=("minister",))) is not None


def test_a_project_that_is_as_it_was_is_checked_at_a_glance(project: Path) -> None:
    assert glance_of_check(project) is None
    source = project / "data/sources/overview.txt"
    source.parent.mkdir()
    source.write_text("France announced 109 billion.")
    found = Project.open(project).check(as_at=NOW)
    again = glance_of_check(project)
    assert again is not None
    assert (again.diagnostics, again.counted) == (found.diagnostics, (3, 1))
    assert glance_of_check(project, embargoed=True) is None
    assert glance_of_check(project, sources=project / "data") is None
    _same_size_same_time(source)
    assert glance_of_check(project) is None
