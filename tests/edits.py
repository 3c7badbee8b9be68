"""A project of four documents, and edits of its files: which of them a build or check must do again is known for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefgen.model.diagnostic import Problems
from briefgen.report import Report
from tests.projects import FACTS, SOURCES, write_project
from tests.shipped import lend_fonts

SETTINGS = """\
title: Example
publisher: {name: Example Unit}
briefs:
  - {id: summit, title: The summit, date: 2025-02-14, audiences: [minister, public]}
  - {id: view, title: "{item.title}: a view", for_each: {topic: [investment, health]}, audiences: [policymaker]}
"""
CHARTS = """\
money:
  title: Money was announced
  type: bars
  facts: {ids: [money]}
  sections: {minister: key_figures}
"""
MORE = """\
- id: beds
  type: figure
  topic: health
  statement: "Hospitals have {value} in all regions"
  value: 4_321
  unit: {one: bed, other: beds}
  sources: [{source: register}]
  status: asserted
- id: hidden
  type: figure
  topic: health
  statement: "A reserve of {value} vaccines is kept in the harbour warehouse"
  value: 77_123
  unit: {one: dose, other: doses}
  sources: [{source: register}]
  marking: TLP:RED
"""
REGISTER = "- {id: register, type: report, title: National register, issued: 2024}\n"
TEXT = "## bottom_line\n\nFrance will spend {{ fact('money') }}.\n"
TEXT_FILE = "data/texts/summit/minister.md"
LIST = """\
<!doctype html><html lang="en"><title>x</title><h1>x</h1>
{% for f in facts(topics=["health"]) %}<p id="{{ f|anchor }}">{{ f.sentence }}</p>{% endfor %}
</html>
"""
EDITS: dict[str, tuple[str, str, str]] = {
    "chart": ("data/charts.yaml", "Money was announced", "Money was promised"),
    "a value": ("data/facts/first.yaml", "4_321", "4_322"),
    "a statement": ("data/facts/first.yaml", "announced", "promised"),
    "a topic of a fact": ("data/facts/first.yaml", "topic: [health, investment]", "topic: investment"),
    "a status": ("data/facts/first.yaml", "status: asserted", "status: corroborated"),
    "a marking": ("data/facts/first.yaml", "marking: TLP:RED", "marking: TLP:CLEAR"),
    "another secret": ("data/facts/first.yaml", "77_123", "78_999"),
    "a secret that a page says": (
        "data/facts/first.yaml",
        "harbour warehouse",
        "hospitals have beds in all regions near the coast",
    ),
    "the order of facts": (
        "data/facts/first.yaml",
        "- id: money",
        "- {id: first, type: name, topic: health, statement: The first, sources: [{source: overview}]}\n- id: money",
    ),
    "a line that is empty": ("data/facts/first.yaml", "- id: opening", "\n\n- id: opening"),
    "a source that is cited": ("data/sources.yaml", "Overview", "Summary"),
    "a source's day": ("data/sources.yaml", "issued: 2024", "issued: 2023"),
    "an entity": ("data/entities.yaml", "name: France", "name: République française"),
    "a topic": ("data/topics.yaml", "title: Health", "title: Health and care"),
    "the order of topics": (
        "data/topics.yaml",
        "- {id: investment, title: Investment}\n- {id: health, title: Health}",
        "- {id: health, title: Health}\n- {id: investment, title: Investment}",
    ),
    "a text": (TEXT_FILE, "will spend", "means to spend"),
    "a text's line": (TEXT_FILE, "## bottom_line", "\n\n## bottom_line"),
    "a brief's title": ("briefgen.yaml", "The summit", "What the summit brought"),
    "the publisher": ("briefgen.yaml", "Example Unit", "Another Unit"),
    "the paper": ("briefgen.yaml", "title: Example\n", "title: Example\npaper: Letter\n"),
    "an audience": (
        "data/audiences.yaml",
        "",
        "minister: {title: Ministers, template: audiences/minister.html.j2, evidence: code}\n",
    ),
    "a brand": ("_brand.yml", "", 'color: {primary: "#7a1f5c"}\n'),
    "another language": ("briefgen.yaml", "title: Example\n", "title: Example\nlocale: fr\n"),
    "a style": ("templates/styles/minister.css", "", "h1 { letter-spacing: 0.01em }\n"),
    "a template": (
        "templates/audiences/public.html.j2",
        "",
        LIST,
    ),
    "a broken template": ("templates/audiences/policymaker.html.j2", "", "{% if %}"),
}
"""File, words in it (nothing: a file that is not there), and what is written in their stead."""


def start(folder: Path, fonts: Path) -> Path:
    write_project(folder, settings=SETTINGS, facts=FACTS + MORE, sources=SOURCES + REGISTER)
    write(folder / TEXT_FILE, TEXT)
    write(folder / "data/charts.yaml", CHARTS)
    lend_fonts(fonts, folder)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(project: Path, name: str) -> None:
    """Make an edit, or take it back where it was made before."""
    file, old, new = EDITS[name]
    path = project / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if new in text:
        text = text.replace(new, old, 1)
        path.unlink() if not text and not file.endswith("audiences.yaml") else write(path, text)
    else:
        write(path, text.replace(old, new, 1) if old else new)


def findings(report: Report | Problems) -> list[str]:
    return sorted({f"{item.code} {item.place} {item.message}" for item in report.diagnostics})


def done_after(name: str, project: Path, done: Callable[[Path], set[str]]) -> set[str]:
    """Give the documents that are done again after an edit; before and after it there is nothing left to do."""
    assert len(done(project)) == 4
    assert done(project) == set()
    edit(project, name)
    again = done(project)
    assert done(project) == set()
    return again
