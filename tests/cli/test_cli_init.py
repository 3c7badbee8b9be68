"""`briefgen init` writes a whole new project or nothing, and never over anything."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

import pytest

from briefgen.cli.init import EXAMPLES
from briefgen.new_project import new_project
from briefgen.stock import example_files
from tests.builders import briefgen


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder_is_made_and_what_to_do_next_is_said(tmp_path: Path) -> None:
    ran = briefgen("init", "mine", at=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert set(files(tmp_path / "mine")) == set(example_files("starter"))
    assert ran.out.startswith("12 files in mine:\n")
    assert "\n  cd mine " in ran.out
    assert "briefgen build" in ran.out
    assert not [path for path in (tmp_path / "mine").rglob("*") if path.stat().st_mode & 0o777 not in (0o644, 0o755)]


def test_the_folder_one_is_in_may_be_made_a_project_and_keeps_its_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "data").mkdir()
    ran = briefgen("init", at=tmp_path)
    assert ran.status == 0
    assert "cd " not in ran.out
    assert files(tmp_path) == {
        "notes.txt": b"mine",
        **{name: path.read_bytes() for name, path in example_files("starter").items()},
    }


@pytest.mark.parametrize("name", ["briefgen.yaml", "data/topics.yaml", "data/texts/cycling/public.md"])
@pytest.mark.parametrize("kind", ["file", "folder", "link", "dead link"])
def test_what_is_there_is_named_and_nothing_is_written(tmp_path: Path, name: str, kind: str) -> None:
    outside = tmp_path / "outside"
    outside.write_text("keep")
    project = tmp_path / "mine"
    path = project / name
    path.parent.mkdir(parents=True)
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(outside if kind == "link" else tmp_path / "nowhere")
    before = files(project)
    ran = briefgen("init", "mine", at=tmp_path)
    assert ran.status == 3
    assert f"error BG014 {name}: is there already; nothing was written" in ran.err
    assert ran.err.count("BG014") == 1
    assert (files(project), outside.read_text()) == (before, "keep")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_file_or_link_in_the_place_of_a_folder_is_named(tmp_path: Path, kind: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    project = tmp_path / "mine"
    project.mkdir()
    if kind == "file":
        (project / "data").write_text("mine")
    else:
        (project / "data").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    ran = briefgen("init", "mine", at=tmp_path)
    assert (ran.status, ran.err.count("BG014 data:")) == (3, 1)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert [path.name for path in project.iterdir()] == ["data"]


def test_a_project_is_not_made_twice(tmp_path: Path) -> None:
    briefgen("init", "mine", at=tmp_path)
    (tmp_path / "mine" / "_brand.yml").write_text("color: {primary: navy}\n")
    before = files(tmp_path)
    for example in EXAMPLES:
        assert briefgen("init", "mine", "--example", example, at=tmp_path).status == 3
    assert files(tmp_path) == before


def test_a_folder_that_fails_half_way_is_left_as_it_was(tmp_path: Path) -> None:
    real, calls = os.fsync, []

    def failing(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")
        real(handle)

    with mock.patch.object(os, "fsync", failing):
        ran = briefgen("init", "mine", at=tmp_path)
    assert ran.status == 3
    assert "BG015" in ran.err
    assert "No space left on device" in ran.err
    assert files(tmp_path) == {}


def test_a_file_system_without_hard_links_serves_too(tmp_path: Path) -> None:
    with mock.patch.object(Path, "hardlink_to", side_effect=PermissionError(1, "Operation not permitted")):
        new_project(tmp_path / "mine", "starter")
    assert set(files(tmp_path / "mine")) == set(example_files("starter"))


def test_a_name_of_a_file_or_an_unknown_example_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("mine")
    assert briefgen("init", "here", at=tmp_path).status == 2
    ran = briefgen("init", "--example", "londn", at=tmp_path)
    assert (ran.status, files(tmp_path)) == (2, {"here": b"mine"})
