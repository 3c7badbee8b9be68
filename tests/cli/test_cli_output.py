"""The output folder: each build leaves whole files, a true manifest, and what is not its business as it was."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from briefgen.build.workshop import Workshop
from tests.builders import Ran, briefgen
from tests.cli_project import GOOD, files, manifest, replace_in, set_template, write
from tests.shipped import lend_fonts

PAGE = "summit/readers/summit-readers-en.html"
LEDGER = "summit/readers/summit-readers-en.ledger.json"
OTHER = "summit/others/summit-others-en.html"


def build(project: Path, *more: str, jobs: int = 1) -> Ran:
    """Build the HTML documents of a project."""
    return briefgen("build", "--format", "html", "--jobs", str(jobs), *more, at=project)


def contents(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in files(output)}


def test_a_build_writes_pages_ledgers_and_a_manifest_of_them(project: Path) -> None:
    assert build(project).status == 0
    output = project / "output"
    assert files(output) == ["manifest.json", OTHER, OTHER.replace(".html", ".ledger.json"), PAGE, LEDGER]
    entry = manifest(output)["summit-readers-en"]
    assert {file["path"]: file["bytes"] for file in entry["files"]} == {
        name: (output / name).stat().st_size for name in (PAGE, LEDGER)
    }
    assert "money" in entry["facts"]
    assert "secret" not in json.dumps(entry)
    assert str(project) not in (output / "manifest.json").read_text(), "no absolute path"
    assert (output / PAGE).stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_inputs_give_the_same_bytes_whoever_makes_them(project: Path, tmp_path: Path, jobs: int) -> None:
    for output, count in (("one", 1), ("other", jobs)):
        assert build(project, "--output", str(tmp_path / output), jobs=count).status == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_a_build_explains_why_documents_were_made_and_knows_no_others(project: Path) -> None:
    assert "summit-readers-en: made, since\n" in build(project, "--explain", "readers").out
    again = build(project, "--explain", "readers")
    assert again.out.splitlines()[1:] == ["summit-readers-en: not made again: nothing that goes into it has changed"]
    unknown = build(project, "--explain", "reeders")
    assert (unknown.status, unknown.err.splitlines()[0]) == (
        0,
        "warning BG006: no document of this build has `reeders` in its name",
    )
    machine = build(project, "--explain", "readers", "--report", "json")
    assert isinstance(json.loads(machine.out), list)
    assert machine.err.startswith("summit-readers-en: ")


def test_a_build_of_some_documents_leaves_the_others_alone(project: Path) -> None:
    build(project)
    before = contents(project / "output")
    for name in ("readers", "others"):
        set_template(project, name, GOOD + "<!-- new -->")
    assert build(project, "--audience", "readers").status == 0
    after = contents(project / "output")
    assert sorted(name for name in before if before[name] != after[name]) == ["manifest.json", PAGE]
    assert sorted(manifest(project / "output")) == ["summit-others-en", "summit-readers-en"]


def test_documents_that_left_the_project_leave_the_output(project: Path) -> None:
    build(project)
    (project / "output/summit/others/notes.txt").write_text("a user's own")
    replace_in(project / "briefgen.yaml", "[readers, others]", "[readers]")
    assert build(project).status == 0
    assert sorted(manifest(project / "output")) == ["summit-readers-en"]
    assert [name for name in files(project / "output") if "others" in name] == ["summit/others/notes.txt"]


def test_the_folders_of_documents_that_left_are_removed_when_empty(project: Path) -> None:
    build(project)
    replace_in(project / "briefgen.yaml", "[readers, others]", "[readers]")
    build(project)
    assert not (project / "output/summit/others").exists()


def test_a_format_that_an_audience_no_longer_gets_leaves_the_output(project: Path) -> None:
    build(project)
    output = project / "output"
    stale = PAGE.replace(".html", ".pdf")
    (output / stale).write_bytes(b"%PDF-")
    content = json.loads((output / "manifest.json").read_text())
    entry = next(entry for entry in content["documents"] if entry["audience"] == "readers")
    entry["files"].append({"path": stale, "bytes": 5, "sha256": ""})
    (output / "manifest.json").write_text(json.dumps(content))
    assert build(project).status == 0
    assert not (output / stale).exists()
    assert stale not in (output / "manifest.json").read_text()


def test_a_second_build_at_once_is_told_so(project: Path) -> None:
    build(project)
    before = contents(project / "output")
    with (project / "output/.briefgen-lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        ran = build(project)
    assert ran.status == 3
    assert "error BG010 output: another build" in ran.err
    assert "--output" in ran.err
    assert contents(project / "output") == before
    assert build(project).status == 0


def test_a_link_in_the_output_folder_is_refused_and_what_it_leads_to_is_untouched(project: Path, tmp_path: Path) -> None:
    build(project)
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "summit-readers-en.html").write_text("precious")
    shutil.rmtree(project / "output/summit/readers")
    (project / "output/summit/readers").symlink_to(victim)
    ran = build(project)
    assert ran.status == 3
    assert f"error BG009 {PAGE}: " in ran.err
    assert [path.name for path in victim.iterdir()] == ["summit-readers-en.html"]
    assert (victim / "summit-readers-en.html").read_text() == "precious"
    assert "summit-others-en" in manifest(project / "output"), "the other document is made"


@pytest.mark.parametrize("name", [".briefgen-lock", "manifest.json"])
def test_a_link_in_the_place_of_an_own_file_is_refused(project: Path, tmp_path: Path, name: str) -> None:
    build(project)
    (tmp_path / "victim").write_text("precious")
    (project / "output" / name).unlink()
    (project / "output" / name).symlink_to(tmp_path / "victim")
    ran = build(project)
    assert (ran.status, "BG009" in ran.err, "Traceback" in ran.err) == (3, True, False)
    assert (tmp_path / "victim").read_text() == "precious"


def test_an_output_folder_that_is_a_file_is_told(project: Path) -> None:
    (project / "output").write_text("no folder")
    ran = build(project)
    assert (ran.status, "error BG009 output: cannot write" in ran.err) == (3, True)


def test_a_full_disk_is_told_and_leaves_the_old_files_whole(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(project)
    before = contents(project / "output")

    def full(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name != ".briefgen-lock":
            raise OSError(errno.ENOSPC, "No space left on device")

    set_template(project, "readers", GOOD + "<!-- new -->")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        ran = build(project)
    assert (ran.status, "Traceback" in ran.err) == (3, False)
    assert f"error BG009 {PAGE}: cannot write: No space left on device" in ran.err
    assert contents(project / "output") == before


def test_a_disk_without_room_for_the_lock_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = build(project)
    assert (ran.status, "Traceback" in ran.err) == (3, False)
    assert "error BG009 output: cannot write to the output folder: No space left on device" in ran.err


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "[]",
        "\xff",
        '{"documents": [{}]}',
        '{"documents": ["x"]}',
        '{"documents": [{"document": "summit/old/x", "audience": "old"}]}',
        '{"documents": {"a": 1}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_manifest_is_a_warning_and_made_anew(project: Path, damaged: str) -> None:
    build(project)
    (project / "output/manifest.json").write_text(damaged, encoding="latin-1")
    ran = build(project)
    assert (ran.status, "warning BG011 manifest.json: " in ran.err) == (0, True)
    assert sorted(manifest(project / "output")) == ["summit-others-en", "summit-readers-en"]
    assert build(project).err == ""


@pytest.mark.parametrize("path", ["../victim.txt", "summit/../../victim.txt", "/tmp/victim.txt"])
def test_a_manifest_cannot_make_a_build_remove_a_file_elsewhere(project: Path, path: str) -> None:
    build(project)
    (project / "victim.txt").write_text("precious")
    content = json.loads((project / "output/manifest.json").read_text())
    left = {**content["documents"][0], "document": "summit/left/summit-left-en", "files": [{"path": path}]}
    (project / "output/manifest.json").write_text(json.dumps({**content, "documents": [left]}))
    ran = build(project)
    assert (ran.status, "BG011" in ran.err) == (0, True)
    assert (project / "victim.txt").read_text() == "precious"


def test_temporary_files_of_a_killed_run_are_swept(project: Path) -> None:
    build(project)
    left = project / "output/summit/readers/.briefgen-abc123"
    left.write_text("half a pa")
    (project / "output/.briefgen-lock").write_text("as a killed build leaves it")
    assert build(project).status == 0
    assert not left.exists()


@pytest.mark.usefixtures("forked")
def test_a_process_that_dies_fails_its_document_alone(tmp_path: Path, font_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("a", "b", "c", "d")
    project = write(tmp_path / "four", names, settings=SETTINGS_OF_FOUR)
    lend_fonts(font_cache, project)
    make = Workshop.make

    def dying(self: Workshop, document: object, **options: Any) -> object:
        if getattr(document, "audience", "") == "b":
            os._exit(17)
        return make(self, document, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Workshop, "make", dying)
    ran = build(project, jobs=2)
    assert ran.status == 5
    assert "error BG510: summit-b-en: the process that made it died (exit 17)" in ran.err
    assert sorted(manifest(project / "output")) == ["summit-a-en", "summit-c-en", "summit-d-en"]


@pytest.mark.usefixtures("forked")
def test_a_bug_in_a_process_shows_where_it_happened(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_deep_within(_self: object, _document: object, **_options: object) -> object:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Workshop, "make", broken_deep_within)
    with pytest.raises(ZeroDivisionError) as caught:
        build(project, jobs=2)
    assert "broken_deep_within" in "".join(caught.value.__notes__), "the traceback of the process that had it"


SETTINGS_OF_FOUR = """\
title: Example
publisher: {name: Example Unit}
briefs: [{id: summit, title: The summit, audiences: [a, b, c, d]}]
"""
