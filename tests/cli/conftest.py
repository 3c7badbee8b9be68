"""A small project with plain templates and the fonts that another build made, for runs of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_project import write
from tests.shipped import lend_fonts


@pytest.fixture
def project(tmp_path: Path, font_cache: Path) -> Path:
    """A project of one brief for two audiences, in HTML alone."""
    folder = write(tmp_path / "project")
    lend_fonts(font_cache, folder)
    return folder


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that have what the test has put in a function's place, also after another test has drawn a chart in this one."""
    monkeypatch.setattr("briefgen.build.crew.start_method", lambda: "fork")
