"""The project that the repository ships, built for tests: copies of it, and what a build wrote."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
AS_AT = "2026-11-01T12:00+00:00"
"""The instant of every build in tests: facts are to be reviewed later, and no test fails because time goes by."""
BRIEF, SECTORS = "paris-ai-action-summit-2025", "sector-view"


@dataclass(frozen=True)
class Document:
    """A document as a build wrote it: its entry in the manifest, and its files."""

    entry: dict[str, Any]
    output: Path

    @property
    def stem(self) -> str:
        return self.path(".pdf").stem

    @property
    def audience(self) -> str:
        return str(self.entry["audience"])

    def path(self, ending: str) -> Path:
        """Give the document's file with an ending (.html, .pdf, .ledger.json)."""
        return next(self.output / file["path"] for file in self.entry["files"] if file["path"].endswith(ending))

    @cached_property
    def html(self) -> str:
        return self.path(".html").read_text(encoding="utf-8")

    @cached_property
    def ledger(self) -> Any:
        return json.loads(self.path(".ledger.json").read_bytes())


@dataclass(frozen=True)
class Shipped:
    """A build of the shipped project."""

    project: Path
    output: Path
    run: subprocess.CompletedProcess[str]

    @cached_property
    def manifest(self) -> Any:
        return json.loads((self.output / "manifest.json").read_bytes())

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return tuple(Document(entry, self.output) for entry in self.manifest["documents"])

    def document(self, audience: str, item: str = "", language: str = "en") -> Document:
        wanted = (audience, item, language)
        return next(found for found in self.documents if (found.audience, found.entry["item"], found.entry["language"]) == wanted)


def copy_project(folder: Path, **replaced: str) -> Path:
    """Copy the shipped project (without .git, .venv, output) into a folder, with lines of briefgen.yaml replaced by key."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("sources", "*.csv"))
    lines = (ROOT / "briefgen.yaml").read_text(encoding="utf-8").splitlines()
    for key, value in replaced.items():
        number = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
        lines[number] = f"{key}: {value}"
    (folder / "briefgen.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def lend_fonts(cache: Path, project: Path) -> None:
    """Give a project the fonts that another build made."""
    shutil.copytree(cache, project / ".briefgen" / "cache", dirs_exist_ok=True, ignore=shutil.ignore_patterns("documents"))


def briefgen(*words: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    command = [sys.executable, "-m", "briefgen", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**os.environ, **environment}, check=False)


def build(project: Path, output: Path, *words: str | Path, cwd: Path | None = None, **environment: str) -> Shipped:
    """Build a project in a process of its own."""
    options = ("--project", project, "--output", output, "--as-at", AS_AT, *words)
    return Shipped(project, output, briefgen("build", *options, cwd=cwd, **environment))
