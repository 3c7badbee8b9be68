"""What the gate does to a build: facts go until it fits, an embargo stands on each page or the document is withheld."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from briefgen import Project
from briefgen.model.diagnostic import Diagnostic, Severity
from briefgen.project import Report
from tests.builders import NOON
from tests.projects import FACTS, fact, write_project
from tests.shipped import lend_fonts

FIT = """\
public:
  title: Public
  template: audiences/public.html.j2
  limits: {pages: 1}
  fit: true
  sections: {what_happened: {facts: {}}}
"""
WAITING = fact(
    id="waiting", type="event", statement="The result came on {value}", value="2025-02-11", embargo_until="2025-02-11T18:00+01:00"
)
LINE = "Embargoed until 18:00 (UTC+1), 11 February 2025"


def build(project: Path, font_cache: Path, **options: Any) -> Report:
    lend_fonts(font_cache, project)
    return Project.open(project).build(as_at=NOON, jobs=1, **options)


def codes(found: tuple[Diagnostic, ...]) -> set[str]:
    return {item.code for item in found if item.severity is not Severity.NOTE}


def pdf_text(project: Path, audience: str) -> list[str]:
    path = project / f"output/summit/{audience}/summit-{audience}-en.pdf"
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("fits", [True, False])
def test_facts_of_low_priority_go_until_the_document_fits_and_are_listed(tmp_path: Path, font_cache: Path, fits: bool) -> None:
    facts = "".join(
        fact(
            id=f"claim-{n}", type="claim", value="", statement=f'"Country {n} said that it would think about it"', priority=str(p)
        )
        for p, n in ((1 + n // 12, n) for n in range(96))
    )
    audiences = FIT if fits else FIT.replace("fit: true", "fit: false")
    project = write_project(tmp_path, audiences=audiences, facts=facts)

    report = build(project, font_cache)

    (public,) = [row for row in report.documents if "public" in row.name]
    told = [item for item in report.diagnostics if item.code == "BG221"]
    if not fits:
        assert (public.pages != 1, told) == (True, [])
        assert "BG220" in codes(report.diagnostics)
        return
    assert public.pages == 1
    assert "BG220" not in {item.code for item in report.diagnostics if "public" in item.message}
    assert [item.severity for item in told] == [Severity.NOTE]
    dropped = told[0].message
    assert "`claim-95`" in dropped
    assert "`claim-0`" not in dropped
    assert "Country 95 said" not in "".join(pdf_text(project, "public"))
    assert "Country 0 said" in "".join(pdf_text(project, "public"))


def test_a_fact_under_embargo_comes_in_only_when_asked_for_and_each_page_says_so(tmp_path: Path, font_cache: Path) -> None:
    project = write_project(tmp_path, facts=FACTS + WAITING)

    build(project, font_cache)
    assert not any("The result came" in text for text in pdf_text(project, "public"))

    report = build(project, font_cache, embargoed=True)
    assert codes(report.diagnostics) == set()
    assert any("The result came" in text for text in pdf_text(project, "public"))
    for audience in ("minister", "public"):
        assert all(LINE in " ".join(text.split()) for text in pdf_text(project, audience))
    entry = json.loads((project / "output/manifest.json").read_bytes())["documents"][0]
    assert entry["embargo_until"] == "2025-02-11T18:00:00+01:00"


SILENT = "<h1>{{ title }}</h1><p class='furniture'>{{ marking }}</p>"
SILENT += "<p id='{{ fact(\"waiting\")|anchor }}'>{{ fact('waiting').sentence }}</p>"


@pytest.mark.parametrize(
    ("name", "content"),
    [("templates/audiences/public.html.j2", SILENT), ("templates/styles/base.css", ".embargo { display: none }")],
)
def test_a_document_under_embargo_that_does_not_say_so_is_withheld(
    tmp_path: Path, font_cache: Path, name: str, content: str
) -> None:
    project = write_project(tmp_path, {name: content}, facts=FACTS + WAITING)

    report = build(project, font_cache, embargoed=True, formats=("html",))

    assert "BG303" in codes(report.diagnostics)
    assert "summit-public-en" in report.withheld
    assert not list((project / "output").rglob("*public-en*"))


def test_a_marking_that_a_style_takes_away_is_an_error(tmp_path: Path, font_cache: Path) -> None:
    project = write_project(tmp_path)
    lend_fonts(font_cache, project)
    (project / "templates/styles").mkdir(parents=True)
    stock = next(folder for folder in Project.open(project).folders if folder != project / "templates")
    style = (stock / "styles/print.css").read_text(encoding="utf-8").replace("content: string(marking)", "content: none")
    (project / "templates/styles/print.css").write_text(style, encoding="utf-8")

    report = build(project, font_cache)

    assert "BG302" in codes(report.diagnostics)
    assert len(report.documents) == 2, "a document with errors is still published"
