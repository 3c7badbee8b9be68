"""Builds that are killed at any moment: what stands is whole, and the next one ends as if nothing had been."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from briefgen import Project
from briefgen.model.value import parse_instant
from tests.projects import FACTS, SETTINGS, write_project
from tests.shipped import AS_AT, lend_fonts

KILLS, MOST = 50, 250
"""How often a build is killed, and how many are started at most until then: some end before."""


def _edit(project: Path, number: int) -> None:
    """Give every build something to do."""
    text = FACTS.replace("109_000_000_000", str(109_000_000_000 + number))
    (project / "data/facts/first.yaml").write_text(text, encoding="utf-8")


def _files(project: Path) -> dict[str, bytes]:
    output = project / "output"
    found = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    found.pop(".briefgen-lock", None)
    return found


def _project(folder: Path, fonts: Path) -> Path:
    write_project(folder, settings=SETTINGS.replace("[minister, public]", "[minister, press, public]"))
    lend_fonts(fonts, folder)
    return folder


def test_fifty_kills_leave_what_an_undisturbed_build_makes(tmp_path: Path, font_cache: Path) -> None:
    disturbed, undisturbed = (_project(tmp_path / name, font_cache) for name in ("disturbed", "undisturbed"))
    command = [sys.executable, "-m", "briefgen", "build", "--quiet", "--jobs", "2", "--as-at", AS_AT, "--project", str(disturbed)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    _edit(disturbed, 0)
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    longest = time.monotonic() - start
    moments = random.Random(6)
    killed = 0
    for number in range(1, MOST):
        _edit(disturbed, number % 5)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(moments.uniform(longest / 20, longest))
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
        if killed == KILLS:
            break
    assert killed == KILLS
    for project in (disturbed, undisturbed):
        _edit(project, 7)
        report = Project.open(project).build(jobs=2, as_at=parse_instant(AS_AT))
        assert not report.failed
    assert _files(disturbed) == _files(undisturbed)
