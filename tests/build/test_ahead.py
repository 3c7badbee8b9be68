"""The first documents are set beside what their proof rests on: what is published is the same, and nothing without its proof."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from briefgen import Project
from briefgen.build import ahead
from briefgen.build.crew import Cluster, Resources
from briefgen.model.briefing import DocumentId
from briefgen.model.value import parse_instant
from briefgen.output import OutputFolder
from briefgen.publish import Manifest, publish
from briefgen.report import Report
from briefgen.tailor import plan
from tests.edits import start, write
from tests.shipped import AS_AT

LEAKING = """\
<!doctype html><html lang="en"><title>x</title><h1>x</h1>
<p>{{ fact('money')|value }}</p>
<!-- It is kept in the harbour warehouse -->
</html>
"""


@pytest.fixture
def project(tmp_path: Path, font_cache: Path) -> Project:
    return Project.open(start(tmp_path / "project", font_cache))


def build(project: Project, name: str, *, jobs: int) -> tuple[Report, dict[str, bytes], Manifest]:
    """Build into a folder of that name, and give its files."""
    folder = project.root.parent / name
    report = project.build(output=folder, formats=("html",), jobs=jobs, as_at=parse_instant(AS_AT))
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return report, files, Manifest.read(OutputFolder(folder))


def begun(project: Project, **resources: Any) -> tuple[list[DocumentId], set[DocumentId]]:
    """Begin all documents, as far as may be; give those that were begun and those that were made."""
    workshop = project.workshop(parse_instant(AS_AT), ("html",))
    with ahead.begun(workshop, Resources(**resources)) as found:
        for document in plan(project.work):
            found.begin(document)
        return found.documents, {made.id for made in found.made()}


def test_what_is_set_ahead_is_what_is_made_otherwise(project: Project) -> None:
    ahead_of, files, manifest = build(project, "ahead", jobs=9)
    with mock.patch.object(ahead, "start_method", return_value="spawn"):
        project = Project.open(project.root)
        otherwise, same, _ = build(project, "otherwise", jobs=9)
    assert files == same
    assert len(ahead_of.documents) == len(otherwise.documents) == 4
    assert all(file["proof"]["searched"] for entry in manifest.documents.values() for file in entry["files"])


def test_as_many_documents_are_set_ahead_as_may_be_made_at_a_time(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "start_method", lambda: "fork")  # whatever other tests have drawn in this process
    (project.root / "data/charts.yaml").unlink()  # since a process that is forked then could not
    project = Project.open(project.root)
    documents = plan(project.work)
    assert begun(project, jobs=2) == ([*documents[:2]], {*documents[:2]})
    assert begun(project, jobs=9) == ([*documents], {*documents})
    assert begun(project, jobs=2, cluster=Cluster("tcp://localhost:1")) == ([], set())


def test_what_is_set_ahead_and_what_is_made_after_it_are_one_build(project: Project) -> None:
    together, files, _ = build(project, "together", jobs=1)
    assert len(together.documents) == 4
    assert files == build(Project.open(project.root), "other", jobs=9)[1]


def test_a_document_that_tells_a_secret_is_withheld_and_told_at_its_line(project: Project) -> None:
    write(project.root / "templates/audiences/minister.html.j2", LEAKING)
    report, files, _ = build(Project.open(project.root), "leaking", jobs=9)
    assert report.withheld == ("summit-minister-en",)
    assert not any("minister" in name for name in files)
    assert ("BG304", "templates/audiences/minister.html.j2:3") in {(item.code, str(item.place)) for item in report.diagnostics}


def test_nothing_is_published_that_was_not_searched(project: Project, tmp_path: Path) -> None:
    workshop = project.workshop(parse_instant(AS_AT), ("html",))
    made = ahead.set_alone(workshop, plan(project.work)[0])
    assert made.finished
    with pytest.raises(ValueError, match="not proven"):
        publish(made.finished, OutputFolder(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
