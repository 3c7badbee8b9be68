"""Portions: what the proof gathers of many small files is kept for some of them at once, and an edit makes little of it new."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from briefgen.build import recollection
from briefgen.build.recollection import portions, sharing
from briefgen.gate.proof import Portion
from briefgen.intake import intake
from briefgen.model.dataset import Dataset
from briefgen.stock import stock_folder
from tests.projects import write_project

FILES, NOTE = 480, "note that says nothing at all, " * 12
FACT = "- {{id: small-{n}-{m}, type: name, topic: health, statement: {words}, note: '{note}', sources: [{{source: overview}}]}}\n"


def write(project: Path, number: int, words: str = "Nothing was said") -> None:
    """Write a small file of facts."""
    text = "".join(FACT.format(n=number, m=m, words=words, note=NOTE) for m in range(5))
    (project / f"data/facts/small-{number:04}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with very many small files of facts."""
    root = write_project(tmp_path / "p")
    for number in range(0, 2 * FILES, 2):
        write(root, number)
    return root


def taken(project: Path) -> tuple[Dataset, list[Portion]]:
    """Read a project and part it; the facts of one file are secret."""
    dataset = intake(project, stock_folder(), project / "kept").work.dataset
    secret = {name: dataset.rows[name] for name in dataset.rows if name.startswith("small-100-")}
    return dataset, list(portions(dataset, secret, project / "proof", ""))


def gathered(project: Path) -> int:
    """Gather what the open facts say; give the number of parts of which it was not known."""
    before = set((project / "proof").glob("*.json"))
    for portion in taken(project)[1]:
        portion.small()
    return len(set((project / "proof").glob("*.json")) - before)


def test_every_fact_is_in_one_portion(project: Path) -> None:
    dataset, found = taken(project)
    assert sorted(name for portion in found for name in (*portion.open, *portion.secret)) == sorted(dataset.rows)
    assert sum(len(portion.secret) for portion in found) == 5


def test_small_files_are_taken_together(project: Path) -> None:
    _, found = taken(project)
    sizes = [len(portion.open) + len(portion.secret) for portion in found]
    assert 5 < len(found) < FILES / 4
    assert max(sizes) <= 1_205


def test_what_was_gathered_is_found_again(project: Path) -> None:
    assert gathered(project) > 5
    assert gathered(project) == 0


@pytest.mark.parametrize("number", [100, 101, 0, 2 * FILES])
def test_a_file_that_changes_or_comes_makes_little_new(project: Path, number: int) -> None:
    gathered(project)
    write(project, number, words="Something else was said")
    assert 1 <= gathered(project) <= 2


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little is worth sharing, and other tests of this process have drawn no chart."""
    monkeypatch.setattr(recollection, "_WORTH_SHARING", 100)
    monkeypatch.setattr(recollection, "start_method", lambda: "fork")


@pytest.mark.usefixtures("forking")
def test_processes_share_what_is_to_be_gathered_and_it_is_kept_for_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [portion.small() for portion in taken(project)[1]]
    for name in ("proof", "kept", "gathered"):
        shutil.rmtree(project / name)
    dataset, found = taken(project)
    asked = project / "asked"

    def ask(portion: Portion) -> None:
        with asked.open("a") as file:
            file.write(f"{os.getpid()}\n")
        portion.small()

    sharing(dataset.facts, 2)(found, ask)
    by = asked.read_text().split()
    assert len(by) == len(found)
    assert len(set(by)) == 2
    monkeypatch.setattr(Portion, "_say", None)
    assert [portion.small() for portion in found] == said


@pytest.mark.usefixtures("forking")
def test_what_a_process_that_died_was_to_gather_is_gathered_when_it_is_asked_for(project: Path) -> None:
    dataset, found = taken(project)
    here = os.getpid()

    def ask(portion: Portion) -> None:
        if os.getpid() != here:
            os._exit(1)
        portion.small()

    sharing(dataset.facts, 2)(found, ask)
    assert all("nothing" in portion.small() for portion in found if portion.open)


@pytest.mark.usefixtures("forking")
def test_what_an_earlier_run_kept_is_not_shared(project: Path) -> None:
    taken(project)
    dataset, _ = taken(project)
    assert sharing(dataset.facts, 2) is sharing(dataset.facts, 1)
