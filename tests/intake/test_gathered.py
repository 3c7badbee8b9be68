"""Pieces: a file that is untouched is not read again, and one that may be another is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from briefgen.intake import gathered
from briefgen.model.diagnostic import Problems
from tests.intake.test_intake import eager, entries, project, read, same

__all__ = ["project"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files of facts that are read from now on."""
    from briefgen.intake import reading

    found: list[str] = []
    original = reading.read_bytes

    def told(root: Path, path: Path) -> bytes:
        found.append(path.name)
        return original(root, path)

    monkeypatch.setattr(reading, "read_bytes", told)
    return found


def settle(project: Path) -> None:
    """Let the pieces have been written long after the files were changed."""
    read(project)
    later = time.time() + 3600
    for path in pieces(project):
        os.utime(path, (later, later))


def pieces(project: Path) -> list[Path]:
    return sorted((project / "gathered").glob("*.json"))


def edit(project: Path, old: str = "71.50", new: str = "77.50") -> Path:
    path = project / "data/facts/many-1.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_untouched_files_are_not_read(project: Path, opened: list[str]) -> None:
    expected = eager(project)
    settle(project)
    opened.clear()
    assert same(read(project), expected)
    assert opened == []


def test_a_changed_file_alone_is_read(project: Path, opened: list[str]) -> None:
    settle(project)
    edit(project)
    opened.clear()
    assert same(read(project), eager(project))
    assert opened == ["many-1.yaml"]


def test_a_file_that_was_changed_just_before_it_was_recorded_is_read_again(project: Path, opened: list[str]) -> None:
    read(project)
    path = project / "data/facts/many-1.yaml"
    about = path.stat()
    for piece in pieces(project):
        os.utime(piece, ns=(about.st_mtime_ns, about.st_mtime_ns))
    opened.clear()
    read(project)
    assert sorted(opened) == ["first.yaml", "many-0.yaml", "many-1.yaml"]


def test_what_a_link_leads_to_is_read_each_time(project: Path, opened: list[str]) -> None:
    path = project / "data/facts/many-1.yaml"
    path.rename(project / "data/elsewhere.yaml")
    path.symlink_to("../elsewhere.yaml")
    settle(project)
    target = project / "data/elsewhere.yaml"
    target.write_text(target.read_text().replace("71.50", "77.50"), encoding="utf-8")
    opened.clear()
    assert same(read(project), eager(project))
    assert opened == ["many-1.yaml"]


@pytest.mark.parametrize("damage", [b"", b"[]", b"0" * 64 + b"\n{}"])
def test_damaged_pieces_count_as_none(project: Path, damage: bytes) -> None:
    settle(project)
    for path in pieces(project):
        path.write_bytes(damage)
    assert same(read(project), eager(project))


def test_another_program_reads_for_itself(project: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    settle(project)
    monkeypatch.setattr(gathered, "program", lambda: "another")
    opened.clear()
    read(project)
    assert len(opened) == 3


def test_files_that_come_and_go_are_in_their_pieces(project: Path, opened: list[str]) -> None:
    settle(project)
    other = project / "data/facts/many-2.yaml"
    (project / "data/facts/many-0.yaml").rename(other)
    settle(project)
    opened.clear()
    assert same(read(project), eager(project))
    assert opened == []


def test_pieces_of_a_larger_project_go_with_its_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "_FILES_EACH", 1)
    settle(project)
    assert {path.name.partition("-")[0] for path in pieces(project)} == {"2"}
    monkeypatch.undo()
    settle(project)
    assert [path.name for path in pieces(project)] == ["1-0.json"]


def test_a_look_leaves_pieces_as_they_are(project: Path) -> None:
    settle(project)
    before = [path.stat().st_ino for path in pieces(project)]
    read(project)
    assert [path.stat().st_ino for path in pieces(project)] == before


def test_records_that_are_gone_are_made_again(project: Path) -> None:
    settle(project)
    for path in entries(project):
        path.unlink()
    assert same(read(project), eager(project))


def test_a_file_that_is_gone_leaves_its_piece(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.intake.reading._WORTH_KEEPING", 0)
    settle(project)
    (project / "data/facts/many-0.yaml").unlink()
    read(project)
    assert not any(b"many-0" in path.read_bytes() for path in pieces(project))


def test_a_folder_that_was_moved_out_of_the_project_is_not_read(project: Path, tmp_path: Path) -> None:
    settle(project)
    (project / "data").rename(tmp_path / "elsewhere")
    (project / "data").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problems, match=r"BG005 data/facts/many-0\.yaml"):
        read(project)


def test_pieces_that_cannot_be_written_are_no_hindrance(project: Path) -> None:
    (project / "gathered").write_text("a file where the folder should be")
    (project / "parsed").write_text("as above")
    for _ in range(2):
        assert same(read(project), eager(project))
