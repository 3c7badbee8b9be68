"""What the gate does to a build: facts go until it fits, an embargo stands on each page or the document is withheld."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from briefgen import Project
from briefgen.model.diagnostic import Diagnostic, Severity
from briefgen.report import Report
from briefgen.tailor import Request
from tests.builders import NOON
from tests.projects import ENTITIES, FACTS, SETTINGS, fact, write_project
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


SECRET = fact(
    id="secret-deaths",
    statement='"{value} died at Mill Lane crossing"',
    value="47",
    unit="cyclists",
    marking="TLP:RED",
    tags="[hush]",
)
MINISTER = "templates/audiences/minister.html.j2"
PAGE = "<h1>{{ title }}</h1><p class='furniture'>{{ marking }}</p>"
SHOWN = "<p id='{{ fact(\"opening\")|anchor }}'>{{ fact('opening').sentence }}</p>"


def html_build(project: Path, **options: Any) -> Report:
    return Project.open(project).build(as_at=NOON, jobs=1, formats=("html",), **options)


def test_asking_for_a_secret_by_its_id_is_an_error_and_other_criteria_leave_no_trace(tmp_path: Path) -> None:
    asked = PAGE + SHOWN + "{% set f = facts(ids=['secret-deaths']) %}"
    hushed = PAGE + SHOWN + "{% set f = facts(tags=['hush']) %}"

    report = html_build(write_project(tmp_path / "asked", {MINISTER: asked}, facts=FACTS + SECRET))
    assert "BG301" in codes(report.diagnostics)

    project = write_project(tmp_path / "hushed", {MINISTER: hushed}, facts=FACTS + SECRET)
    assert codes(html_build(project).diagnostics) == set()
    (ledger,) = (project / "output").rglob("*minister-en.ledger.json")
    assert "hush" not in ledger.read_text(encoding="utf-8")


def test_a_secrets_id_in_a_comment_is_a_leak(tmp_path: Path) -> None:
    project = write_project(tmp_path, {MINISTER: PAGE + SHOWN + "<!-- secret-deaths -->"}, facts=FACTS + SECRET)

    assert html_build(project).withheld == ("summit-minister-en",)


def test_files_of_documents_that_are_not_made_again_leave_when_they_print_a_secret(tmp_path: Path) -> None:
    project = write_project(tmp_path, facts=FACTS)
    html_build(project)
    assert list(project.rglob("*public-en.html"))

    marked = FACTS.replace("  status: corroborated\n", "  status: corroborated\n  marking: TLP:RED\n")
    (project / "data/facts/first.yaml").write_text(marked, encoding="utf-8")
    html_build(project, request=Request(audiences=("minister",)))

    assert not list(project.rglob("*public-en.*"))


def test_what_readers_may_not_see_cannot_be_waived(tmp_path: Path) -> None:
    waiver = 'waivers: [{code: BG304, where: "*", reason: "no", expires: 2030-01-01}]\n'
    template = {MINISTER: PAGE + SHOWN + "<p>47 cyclists died at Mill Lane crossing</p>"}
    project = write_project(tmp_path, template, settings=SETTINGS + waiver, facts=FACTS + SECRET)

    report = html_build(project)

    assert {"BG013", "BG304"} <= codes(report.diagnostics)
    assert report.withheld == ("summit-minister-en",)


def test_an_item_of_which_readers_may_know_nothing_has_no_document(tmp_path: Path) -> None:
    settings = SETTINGS.replace("audiences: [minister, public]", "audiences: [public]\n    for_each: {entity: country}")
    entities = ENTITIES + "- {id: nightfall, type: country, name: Nightfall}\n"
    secret = SECRET.replace("topic: investment", "topic: investment\n  entity: nightfall")
    project = write_project(tmp_path, settings=settings, entities=entities, facts=FACTS + secret)

    report = html_build(project)

    assert [row.name for row in report.documents] == ["summit-france-public-en"]
    assert not [path for path in (project / "output").rglob("*") if "nightfall" in path.name]


def test_a_text_that_several_documents_share_is_filled_for_each_of_them(tmp_path: Path) -> None:
    settings = SETTINGS.replace("audiences:", "for_each: {topic: [investment, health]}\n    audiences:")
    words = "## bottom_line\n\nAt 17 places it is {{ fact('opening')|value }}.\n"
    project = write_project(tmp_path, {"data/texts/summit/minister.md": words}, settings=settings)

    report = html_build(project, request=Request(audiences=("minister",)))
    assert report.failed == ()
    assert [item.code for item in report.diagnostics if "“17”" in item.message] == ["BG210", "BG210"], "each page tells it"


def test_an_empty_template_makes_an_empty_document_and_stops_no_other(tmp_path: Path) -> None:
    report = html_build(write_project(tmp_path, {MINISTER: ""}))

    assert len(report.documents) == 2
    assert {"BG250", "BG302"} <= codes(report.diagnostics)


def test_a_limit_that_cannot_be_met_leaves_nothing_out(tmp_path: Path, font_cache: Path) -> None:
    audiences = FIT.replace("limits: {pages: 1}", "limits: {words: 1}")

    report = build(write_project(tmp_path, audiences=audiences), font_cache, request=Request(audiences=("public",)))

    found = {item.code for item in report.diagnostics}
    assert "BG220" in found
    assert not {"BG221", "BG222"} & found


def test_a_document_has_no_files_in_formats_that_its_audience_does_not_get(tmp_path: Path) -> None:
    audiences = "minister:\n  title: Minister\n  template: audiences/minister.html.j2\n  formats: [pdf]\n"

    assert [row.name for row in html_build(write_project(tmp_path, audiences=audiences)).documents] == ["summit-public-en"]
