"""All checks of a page's content in one call, on the shipped project and on facts of every type in the stock templates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from briefgen.gate.content import check_content
from briefgen.gate.reading import read
from briefgen.project import Project, plan
from briefgen.render import Environment, render
from briefgen.tailor import tailor
from tests.projects import fact, write_project
from tests.shipped import AS_AT, copy_project

STOCK = ("minister", "policymaker", "press", "public", "analyst", "diplomat", "sector")


def contents(folder: Path) -> list[str]:
    """Give what is found on every document of a project."""
    project = Project.open(folder)
    environment = Environment(project.folders)
    found = []
    for document in plan(project.work, None):
        briefing = tailor(project.work, document, datetime.fromisoformat(AS_AT))
        page = render(briefing, environment)
        findings = check_content(read(page.marked, page.language), page, briefing)
        found += [f"{document.stem} {item.code} {item.place}: {item.message}" for item in findings]
    return found


def test_the_shipped_documents_hold_everything(tmp_path: Path) -> None:
    assert contents(copy_project(tmp_path)) == []


def test_the_stock_templates_tell_interpretations_from_facts(tmp_path: Path) -> None:
    kinds = ("claim", "event", "interpretation", "initiative", "commitment", "quotation", "name")
    facts = "".join(
        fact(
            id=f"{kind}-{number}",
            type=kind,
            statement=f"Thing {kind[:2]}{number} is great",
            value="",
            status=status,
            priority="1",
        )
        + (
            f"  alternatives: [{{value: {number}, sources: [{{source: overview}}]}}]\n  tags: [decision, risk, position]\n"
            if status == "disputed"
            else "  tags: [decision, risk, position, timeline, open-question]\n"
        )
        for kind in kinds
        for number, status in enumerate(("asserted", "disputed", "corroborated"), 1)
    )
    settings = (
        "title: Example\npublisher: {name: Example Unit}\nbriefs:\n"
        f"  - {{id: summit, title: The summit, date: 2025-02-14, audiences: [{', '.join(STOCK)}]}}\n"
    )

    found = contents(write_project(tmp_path, settings=settings, facts=facts))

    assert [line for line in found if "BG233" in line] == []
