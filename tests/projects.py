"""Makes small projects for tests: `write_project(tmp_path)` is valid as it is, and each part of it can be replaced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen.load import load
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.model.loaded import Validated
from briefgen.stock import stock_folder
from briefgen.validate import validate

SETTINGS = """\
title: Example
publisher: {name: Example Unit}
briefs:
  - id: summit
    title: The summit
    date: 2025-02-14
    audiences: [minister, public]
"""
TOPICS = """\
- {id: investment, title: Investment}
- {id: health, title: Health}
"""
ENTITIES = """\
- {id: france, type: country, name: France, aliases: [French Republic]}
"""
SOURCES = """\
- {id: overview, type: webpage, title: Overview of the summit, issued: 2025-02-12, URL: "https://example.org/"}
"""
MONEY = """\
- id: money
  type: figure
  topic: investment
  entity: france
  statement: "France announced {value} of private investment"
  value: 109_000_000_000
  unit: EUR
  sources:
    - {source: overview, locator: {paragraph: 18, quote: "109 billion"}}
"""
FACTS = (
    MONEY
    + """\
  as_of: 2025-02-09
  status: corroborated
- id: opening
  type: event
  topic: [health, investment]
  statement: The summit opened on {value}
  value: 2025-02-10
  sources: [{source: overview}]
  status: corroborated
"""
)
PARTS = {
    "settings": ("briefgen.yaml", SETTINGS),
    "topics": ("data/topics.yaml", TOPICS),
    "entities": ("data/entities.yaml", ENTITIES),
    "sources": ("data/sources.yaml", SOURCES),
    "facts": ("data/facts/first.yaml", FACTS),
    "audiences": ("data/audiences.yaml", ""),
}


def write_project(folder: Path, files: Mapping[str, str | bytes] | None = None, **parts: str | bytes) -> Path:
    """Write a small valid project into a folder; give the folder.

    A part (settings, topics, entities, sources, facts, audiences) given by its name stands in place of the usual one;
    an empty one is left out. `files` are more files by their paths.
    """
    unknown = set(parts) - set(PARTS)
    assert not unknown, f"a project has no part {unknown}"
    content: dict[str, str | bytes] = {path: parts.get(name, usual) for name, (path, usual) in PARTS.items()}
    written = {path: text for path, text in content.items() if text} | dict(files or {})
    for path, text in written.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def opened(folder: Path) -> Validated:
    """Load and validate a project with the package's own stock."""
    return validate(load(folder, stock_folder()))


def problems_of(folder: Path) -> tuple[Diagnostic, ...]:
    """Give everything that loading and validating a project finds, also when it is valid."""
    try:
        return opened(folder).diagnostics
    except Problems as problems:
        return problems.diagnostics


def fact(**fields: str) -> str:
    """Write one valid fact in YAML, with some fields replaced or added; an empty one is left out."""
    usual = {
        "id": "money",
        "type": "figure",
        "topic": "investment",
        "statement": '"It is {value}"',
        "value": "1",
        "sources": "[{source: overview}]",
    }
    lines = [f"{name}: {value}" for name, value in (usual | fields).items() if value]
    return "- " + "\n  ".join(lines) + "\n"
