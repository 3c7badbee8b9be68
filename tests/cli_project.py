"""The project that runs of the program are tried on: one brief, two audiences, one plain template each, HTML alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.projects import MONEY, write_project

SETTINGS = """\
title: Example
publisher: {name: Example Unit}
briefs:
  - {id: summit, title: The summit, date: 2025-02-14, audiences: [readers, others]}
"""
AUDIENCE = """\
  title: {title}
  template: {name}.html.j2
  formats: [html]
  sections: {{all: {{facts: {{}}}}, words: {{}}}}
"""
GOOD = """\
<!doctype html>
<html lang="{{ lang }}"><head><meta charset="utf-8"><title>{{ title }}</title><style>/*fonts*/</style></head><body>
<h1>{{ title }}</h1><p class="furniture">{{ marking }}</p>
{{ sections.words.text }}
{% for f in sections.all.facts %}<p id="{{ f|anchor }}">{{ f.sentence }}</p>{% endfor %}
</body></html>
"""
HEAD = '<h1>{{ title }}</h1><p class="furniture">{{ marking }}</p>'
"""What every page must hold: a heading, and its marking."""
FACTS = (
    MONEY
    + """\
- {id: opening, type: event, topic: health, statement: "It opened on {value}", value: 2025-02-10, sources: [{source: overview}]}
- {id: secret, type: claim, topic: health, statement: "Nobody is to read this", marking: TLP:RED, sources: [{source: overview}]}
- id: signatories
  type: figure
  topic: investment
  statement: "{value} signed"
  value: 58
  unit: {one: country, other: countries}
  status: disputed
  sources: [{source: overview}]
  alternatives: [{value: 61, sources: [{source: overview}]}]
"""
)


def write(folder: Path, names: tuple[str, ...] = ("readers", "others"), **parts: str) -> Path:
    """Write the project into a folder; the parts are those of `write_project`."""
    audiences = "".join(f"{name}:\n{AUDIENCE.format(name=name, title=name.title())}" for name in names)
    templates = {f"templates/{name}.html.j2": GOOD for name in names}
    return write_project(folder, templates, **({"settings": SETTINGS, "facts": FACTS, "audiences": audiences} | parts))


def set_template(project: Path, name: str, content: str) -> None:
    """Give an audience another template."""
    (project / "templates" / f"{name}.html.j2").write_text(content, encoding="utf-8")


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, where it has to stand."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def manifest(output: Path) -> dict[str, Any]:
    """Give the documents of a manifest by the ends of their names."""
    content = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    return {entry["document"].rpartition("/")[2]: entry for entry in content["documents"]}


def files(output: Path) -> list[str]:
    """Give the files of an output folder but its lock."""
    found = (path.relative_to(output).as_posix() for path in output.rglob("*") if not path.is_dir())
    return sorted(name for name in found if name != ".briefgen-lock")
