"""A typesetter that stands by: what it sets is what this process would set, and what happens to it harms no document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen import processes, typesetter
from briefgen.model.briefing import Face
from briefgen.model.diagnostic import Problems
from briefgen.typeset import typeset
from briefgen.typesetter import Typesetter, standing_by
from tests.clusters import wait_for
from tests.typeset.torture import document

PAGE = document('<h1 id="top">Title</h1><p>Some words are set here.</p>')
ENOUGH = 2 * 2**30
BEGUN = """
import os, sys, time
from briefgen.typesetter import standing_by
with standing_by(2**30) as found:
    print(found.process, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typesetter]:
    """A typesetter, also after another test has drawn a chart in this process."""
    monkeypatch.setattr(typesetter, "start_method", lambda: "fork")
    with standing_by(ENOUGH) as found:
        assert found is not None
        yield found


def forbidden(*_page: object) -> None:
    raise AssertionError("it was set in this process")


def test_it_sets_what_this_process_would_set(
    standing: Typesetter, made_faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = typeset(PAGE, made_faces, ())
    monkeypatch.setattr("briefgen.typeset.typeset", forbidden)
    assert [standing.typeset(PAGE, made_faces, ()) for _ in range(2)] == [expected, expected]


def test_one_that_has_died_or_is_busy_makes_nobody_wait(standing: Typesetter, made_faces: tuple[Face, ...]) -> None:
    with standing.is_free:
        assert standing.typeset(PAGE, made_faces, ()).pages == 1
    os.kill(standing.process, signal.SIGKILL)
    for _ in range(2):
        assert standing.typeset(PAGE, made_faces, ()).pages == 1


def test_what_cannot_be_set_is_told(standing: Typesetter, made_faces: tuple[Face, ...]) -> None:
    with pytest.raises(Problems, match="BG502"):
        standing.typeset(PAGE, (), ())
    assert standing.typeset(PAGE, made_faces, ()).pages == 1


def test_it_has_no_more_memory_than_it_may_have(standing: Typesetter) -> None:
    def limit() -> str:
        lines = Path(f"/proc/{standing.process}/limits").read_text().splitlines()
        return next(line for line in lines if line.startswith("Max address space")).split()[3]

    wait_for(lambda: limit() != "unlimited")
    status = Path(f"/proc/{standing.process}/status").read_text().splitlines()
    peak = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmPeak"))
    assert ENOUGH < int(limit()) <= ENOUGH + peak


def test_where_processes_cannot_be_forked_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "start_method", lambda: "spawn")
    with standing_by(ENOUGH) as found:
        assert found is None


def test_it_ends_with_the_program_that_started_it() -> None:
    with subprocess.Popen([sys.executable, "-c", BEGUN], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        number = int(program.stdout.readline())
        assert Path(f"/proc/{number}").exists()
        program.kill()
    wait_for(lambda: not Path(f"/proc/{number}").exists() or "Z" in Path(f"/proc/{number}/stat").read_text().split(")")[1])


def test_processes_are_forked_on_linux_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert processes.start_method() == "spawn"
