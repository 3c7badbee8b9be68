"""A document is made again exactly when something that goes into it changed: held against clean builds after random edits."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from briefgen import Project
from briefgen.build.ingredients import Looked
from briefgen.build.kept import Kept, Shelf
from briefgen.build.proving import Prover
from briefgen.build.workshop import Workshop
from briefgen.lasting import standing_build
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Problems
from briefgen.model.request import Request
from briefgen.model.value import parse_instant
from briefgen.report import Report
from tests.edits import EDITS, LIST, SETTINGS, TEXT, TEXT_FILE, done_after, edit, findings, start, write
from tests.projects import fact
from tests.shipped import AS_AT


def build(project: Path, formats: tuple[str, ...] = ("html",)) -> Report | Problems:
    try:
        standing = standing_build(project, None, parse_instant(AS_AT), formats=formats)
        return standing or Project.open(project).build(formats=formats, jobs=1, as_at=parse_instant(AS_AT))
    except Problems as problems:
        return problems


def clean_build(project: Path, elsewhere: Path) -> tuple[Report | Problems, dict[str, bytes]]:
    shutil.copytree(project, elsewhere, ignore=shutil.ignore_patterns("output", "documents", "rolls"))
    return build(elsewhere), files(elsewhere)


def files(project: Path) -> dict[str, bytes]:
    found = (path for path in sorted((project / "output").rglob("*")) if path.is_file() and path.name != ".briefgen-lock")
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))
@example(steps=[["a value", "another language"]])
@given(steps=st.lists(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=2, unique=True), min_size=1, max_size=4))
def test_a_build_after_edits_gives_what_a_clean_build_gives(font_cache: Path, steps: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as scratch, mock.patch("briefgen.intake.reading._WORTH_KEEPING", 0):
        project = start(Path(scratch) / "project", font_cache)
        build(project)
        for number, step in enumerate(steps):
            for name in step:
                edit(project, name)
            made = build(project)
            expected, there = clean_build(project, Path(scratch) / f"clean-{number}")
            if isinstance(expected, Report) and not expected.failed:  # one that fails keeps its earlier edition
                assert findings(made) == findings(expected)
                assert files(project) == there


def made_again(project: Path) -> set[str]:
    report = build(project)
    assert isinstance(report, Report), report
    return {row.name for row in report.documents}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a value", {"view-health-policymaker-en", "summit-minister-en", "summit-public-en"}),
        ("a line that is empty", set()),
        ("a source's day", {"view-health-policymaker-en", "summit-minister-en", "summit-public-en"}),
        ("a text", {"summit-minister-en"}),
        ("a style", {"summit-minister-en"}),
        ("a brand", {"summit-minister-en", "summit-public-en", "view-health-policymaker-en", "view-investment-policymaker-en"}),
        ("a brief's title", {"summit-minister-en", "summit-public-en"}),
        ("another secret", set()),
    ],
)
def test_only_the_documents_into_which_the_change_goes_are_made(
    font_cache: Path, tmp_path: Path, name: str, expected: set[str]
) -> None:
    assert done_after(name, start(tmp_path, font_cache), made_again) == expected


def test_a_touched_file_is_no_change_and_an_altered_or_missing_output_is(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    for path in [*(project / "data").rglob("*.yaml"), *(project / "output").rglob("*.html")]:
        path.touch()
    assert made_again(project) == set()
    page = project / "output/summit/minister/summit-minister-en.html"
    page.write_text(page.read_text().replace("France", "Spain"))
    (project / "output/summit/public/summit-public-en.ledger.json").unlink()
    assert made_again(project) == {"summit-minister-en", "summit-public-en"}
    assert "Spain" not in page.read_text()


def test_a_damaged_record_counts_as_none_and_a_deleted_cache_does_no_harm(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    before = files(project)
    record, *others = sorted((project / ".briefgen/cache/documents").iterdir())
    assert len(others) == 3
    record.write_text(record.read_text().replace("sha256", "sha257", 1))
    forget(project, "standing", "rolls")
    assert len(made_again(project)) == 1
    forget(project, "standing", "rolls", "documents")
    assert len(made_again(project)) == 4
    assert files(project) == before


def forget(project: Path, *kinds: str) -> None:
    for kind in kinds:
        shutil.rmtree(project / ".briefgen/cache" / kind)


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose records are read from now on."""
    found: list[str] = []
    original = Shelf.find

    def find(shelf: Shelf, document: DocumentId) -> Kept | None:
        found.append(document.stem)
        return original(shelf, document)

    monkeypatch.setattr(Shelf, "find", find)
    return found


def test_documents_that_stand_are_known_from_the_roll_alone(font_cache: Path, tmp_path: Path, looked_for: list[str]) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    forget(project, "standing", "documents")
    looked_for.clear()
    assert made_again(project) == set()
    assert looked_for == []


@pytest.mark.parametrize("damage", ["", "[]", f"{'0' * 64}\n{{}}"])
def test_a_damaged_roll_counts_as_none(font_cache: Path, tmp_path: Path, damage: str, looked_for: list[str]) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    forget(project, "standing")
    (roll,) = (project / ".briefgen/cache/rolls").iterdir()
    roll.write_text(damage)
    looked_for.clear()
    assert made_again(project) == set()
    assert len(looked_for) == 4


def test_a_roll_belongs_to_its_manifest(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    before = files(project)
    manifest = project / "output/manifest.json"
    found = json.loads(manifest.read_text())
    found["documents"][0]["words"] += 1
    manifest.write_text(json.dumps(found))
    assert made_again(project) == {found["documents"][0]["document"].rpartition("/")[2]}
    assert files(project) == before


def test_a_manifest_that_somebody_wrote_is_written_anew(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    before = files(project)
    manifest = project / "output/manifest.json"
    manifest.write_text(manifest.read_text().replace('"words": ', '"words":  '))
    assert made_again(project) == set()
    assert files(project) == before


def test_documents_that_were_not_asked_for_stay_on_the_roll(font_cache: Path, tmp_path: Path, looked_for: list[str]) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    at = parse_instant(AS_AT)
    Project.open(project).build(Request(audiences=("minister",)), formats=("html",), jobs=1, as_at=at)
    forget(project, "standing")
    looked_for.clear()
    assert made_again(project) == set()
    assert looked_for == []


def test_each_output_folder_has_a_roll_of_its_own(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path / "p", font_cache)
    made_again(project)
    before = files(project)
    path = project / "data/facts/first.yaml"
    text = path.read_text()
    edit(project, "a value")
    Project.open(project).build(formats=("html",), jobs=1, as_at=parse_instant(AS_AT), output=tmp_path / "other")
    path.write_text(text)
    assert made_again(project) == set()
    assert files(project) == before
    edit(project, "another secret")
    assert made_again(project) <= {"view-health-policymaker-en", "summit-minister-en", "summit-public-en"}
    clean_build(project, tmp_path / "clean")
    assert files(project) == files(tmp_path / "clean")


def test_a_secret_that_a_standing_document_says_withholds_it(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path, font_cache)
    write(project / TEXT_FILE, TEXT + "\nThe convoy leaves from the northern railway depot at dawn.\n")
    assert len(made_again(project)) == 4
    path = project / "data/facts/first.yaml"
    secret = path.read_text() + (
        "- {id: convoy, type: event, topic: health, sources: [{source: register}], marking: TLP:RED,\n"
        "   statement: The convoy leaves from the northern railway depot at dawn}\n"
    )
    path.write_text(secret)
    report = build(project)
    assert isinstance(report, Report)
    assert report.withheld == ("summit-minister-en",)
    assert not list((project / "output/summit/minister").glob("*"))
    entries = json.loads((project / "output/manifest.json").read_text())["documents"]
    assert {file["proof"]["forbidden"] for entry in entries for file in entry["files"]} == {2}
    assert [row.name for row in report.documents] == [], "the others were searched anew, and not made"


def test_the_reasons_name_what_changed(font_cache: Path, tmp_path: Path) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    edit(project, "a value")
    report = build(project)
    assert isinstance(report, Report)
    assert report.reasons["view-health-policymaker-en"] == ("fact `beds` has changed",)
    assert report.unchanged == ("view-investment-policymaker-en",)


def test_a_fact_that_no_document_reads_costs_none_a_closer_look(tmp_path: Path, font_cache: Path) -> None:
    project = start(tmp_path / "project", font_cache)
    build(project)
    text = (project / "data/facts/first.yaml").read_text()
    write(project / "data/facts/first.yaml", text.replace("4_321", "4_322"))
    looked: list[str] = []
    whole = Workshop.ingredients

    def told(workshop: Workshop, document: DocumentId, seen: Looked) -> Mapping[str, str]:
        looked.append(document.stem)
        return whole(workshop, document, seen)

    with mock.patch.object(Workshop, "ingredients", told):
        assert made_again(project) == {"summit-minister-en", "summit-public-en", "view-health-policymaker-en"}
    assert "view-investment-policymaker-en" not in looked


def test_the_order_of_facts_counts_also_of_those_of_other_items(tmp_path: Path, font_cache: Path) -> None:
    elsewhere, own = fact(id="elsewhere"), fact(id="own", topic="health", value="2")
    words = "## bottom_line\n\nThere are {{ fact('elsewhere') }} and {{ fact('own') }}.\n"
    project = start(tmp_path / "project", font_cache)
    write(project / "briefgen.yaml", SETTINGS.replace("[policymaker]", "[minister]"))
    write(project / "data/facts/first.yaml", elsewhere + own)
    write(project / "data/texts/view/health/minister.md", words)
    (project / "data/charts.yaml").unlink()
    (project / TEXT_FILE).unlink()
    assert len(made_again(project)) == 4
    write(project / "data/facts/first.yaml", own + elsewhere)
    assert "view-health-minister-en" in made_again(project)
    clean_build(project, tmp_path / "clean")
    assert files(project) == files(tmp_path / "clean")


def test_the_end_of_an_embargo_and_what_becomes_of_a_related_fact_count(tmp_path: Path, font_cache: Path) -> None:
    project = start(tmp_path, font_cache)
    path = project / "data/facts/first.yaml"
    related = fact(id="staff", topic="health", relations="[{type: part_of, fact: money}]")
    early = fact(id="early", topic="investment", embargo_until="2026-12-01T12:00+00:00")
    write(path, path.read_text() + related + early)

    def made(as_at: str) -> set[str]:
        report = Project.open(project).build(formats=("html",), jobs=1, as_at=parse_instant(as_at), embargoed=True)
        return {row.name for row in report.documents}

    assert len(made(AS_AT)) == 4
    assert "view-investment-policymaker-en" in made("2026-12-02T12:00+00:00")
    write(path, path.read_text().replace("  status: corroborated\n- id: opening", "  marking: TLP:RED\n- id: opening"))
    assert "view-health-policymaker-en" in made("2026-12-02T12:00+00:00"), "it may know of a relation no more"


@pytest.mark.usefixtures("forked")
def test_a_document_during_whose_making_a_file_was_edited_is_made_again(tmp_path: Path, font_cache: Path) -> None:
    project = start(tmp_path, font_cache)
    (project / "data/charts.yaml").unlink()
    whole = Prover.prove

    def edited(prover: Prover, *rest: Any) -> Any:
        write(project / "templates/styles/minister.css", "h1 { letter-spacing: 0.02em }")
        return whole(prover, *rest)

    write(project / "templates/styles/minister.css", "h1 { letter-spacing: 0.01em }")
    with mock.patch.object(Prover, "prove", edited):
        assert len(made_again(project)) == 4
    assert made_again(project) == {"summit-minister-en"}
    assert "0.02em" in (project / "output/summit/minister/summit-minister-en.html").read_text()


@pytest.mark.parametrize(
    "asked",
    [
        '{% include "extra.html.j2" ignore missing %}',
        '{% include ["extra.html.j2", "other.html.j2"] %}',
        '{% include "parts/../extra.html.j2" ignore missing %}',
        '{% for name in ["extra", "other"] %}{% include name ~ ".html.j2" ignore missing %}{% endfor %}',
    ],
)
def test_a_template_that_is_asked_for_counts_however_it_is_named_and_before_there_is_one(
    tmp_path: Path, font_cache: Path, asked: str
) -> None:
    project = start(tmp_path, font_cache)
    write(project / "templates/parts/other.html.j2", "")
    write(project / "templates/other.html.j2", "")
    write(project / "templates/audiences/public.html.j2", LIST.replace("</html>", f"{asked}</html>"))
    made_again(project)
    for words in ("<p>One.</p>", "<p>Another.</p>"):
        write(project / "templates/extra.html.j2", words)
        assert made_again(project) == {"summit-public-en"}
        assert words in (project / "output/summit/public/summit-public-en.html").read_text()
        shutil.rmtree(project / ".briefgen/cache/standing")
        assert made_again(project) == set()


def test_a_template_that_a_text_asks_for_counts(tmp_path: Path, font_cache: Path) -> None:
    project = start(tmp_path, font_cache)
    write(project / TEXT_FILE, TEXT + '\n{% include "extra.html.j2" %}\n')
    write(project / "templates/extra.html.j2", "One.")
    made_again(project)
    write(project / "templates/extra.html.j2", "Another.")
    assert made_again(project) == {"summit-minister-en"}


def test_a_file_that_is_changed_and_changed_back_is_noticed_both_times(tmp_path: Path, font_cache: Path) -> None:
    project = start(tmp_path, font_cache)
    made_again(project)
    path = project / TEXT_FILE
    before = path.read_text()
    for text in (f"{before}\nMore was said.\n", before):
        path.write_text(text, encoding="utf-8")
        assert made_again(project) == {"summit-minister-en"}
