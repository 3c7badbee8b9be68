"""Where a project lies."""

from __future__ import annotations

from pathlib import Path

from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.names import SETTINGS


def find_project(start: Path) -> Path:
    """Find the folder of a project from a folder upwards. Problems (BG001) where there is none."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    hint = "change to a project's folder, or name it with --project DIR"
    raise Problems(Diagnostic("BG001", f"no {SETTINGS} here or in a folder above", Place(), hint))
