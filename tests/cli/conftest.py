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
