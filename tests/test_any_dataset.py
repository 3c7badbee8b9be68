"""The stock templates make good papers of any valid dataset, however small, long, foreign or hostile."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tinyhtml5.parser import HTMLParser as Strict

from briefgen import Project
from briefgen.model.diagnostic import Diagnostic
from tests.pdf_checks import assert_valid_pdf
from tests.projects import fact, write_project
from tests.shipped import AS_AT, lend_fonts
from tests.words import difference

AUDIENCES = ("minister", "policymaker", "press", "public", "analyst", "diplomat", "sector")
HOSTILE = """<script>alert(1)</script>{{7*7}}{% raw %}]]>--></style></title><img src=x onerror=alert(2)>"'&amp; </p>"""
LONG = "Donaudampfschifffahrt" * 9 + "sgesellschaft"
ARABIC = "وقّعت ثمان وخمسون دولة إعلان القمة في باريس"
TYPES = ("name", "event", "commitment", "initiative", "recommendation", "claim", "interpretation", "quotation")
STATUSES = ("asserted", "corroborated", "disputed", "corrected", "superseded", "unverifiable")


@dataclass(frozen=True)
class Built:
    """The seven documents of a project, and what the build had to say."""

    diagnostics: tuple[Diagnostic, ...]
    html: dict[str, str]
    pdf: dict[str, Path]


def settings(title: str = "A matter", publisher: str = "A unit", more: str = "") -> str:
    brief = {"id": "brief", "title": title, "subtitle": title, "date": "2025-02-14", "audiences": list(AUDIENCES)}
    lines = {"title": title, "publisher": {"name": publisher, "url": "https://example.org/"}, "briefs": [brief]}
    return json.dumps(lines, ensure_ascii=False)[:-1] + (f", {more}" if more else "") + "}"


def topics(title: str = "A topic") -> str:
    return json.dumps([{"id": "investment", "title": title}], ensure_ascii=False)


def sources(title: str = "A source") -> str:
    source = {"id": "overview", "type": "report", "title": title, "publisher": title, "issued": "2025-02-12"}
    return json.dumps([source | {"author": [{"family": title}], "note": title}], ensure_ascii=False)


def entities(name: str = "An entity") -> str:
    return json.dumps([{"id": "body", "type": "country", "name": name, "aliases": [name]}], ensure_ascii=False)


def every_kind(words: str, figures: bool = True) -> str:
    """Give facts of every type and status, each of their texts ending in some words."""
    found = []
    for number, kind in enumerate((*TYPES, *(("figure",) if figures else ()) * 4)):
        status = STATUSES[number % len(STATUSES)]
        fields: dict[str, object] = {
            "id": f"{kind}-{number}",
            "type": kind,
            "topic": "investment",
            "entity": "body",
            "statement": f"Number {number} says {words}",
            "definition": words,
            "actor": words,
            "status": status,
            "confidence": {"level": ("high", "moderate", "low", "very-low")[number % 4], "why": words},
            "sources": [{"source": "overview", "locator": {"paragraph": number + 1, "section": words, "quote": words}}],
            "note": words,
            "wording": {"press": f"Number {number} for the press: {words}"},
            "tags": ["key-figure", "open-question", "timeline", "risk", "decision", "position"],
        }
        if kind == "figure":
            fields |= {"statement": f"{{value}} of {words}", "wording": {"press": f"{{value}} for the press of {words}"}}
            fields |= {"value": 1_250_000 * (number + 1), "unit": "EUR", "as_of": "2025-02"}
            other = {"value": 2_500_000 * (number + 1), "as_of": "2025-03-01", "note": words, "sources": [{"source": "overview"}]}
            fields |= {"alternatives": [other]} if status in {"disputed", "corrected"} else {}
        elif status == "disputed":
            fields |= {"status": "asserted"}
        found.append(fields)
    return json.dumps(found, ensure_ascii=False)


def texts(words: str) -> dict[str, str]:
    sections = ("title", "subtitle", "issue", "bottom_line", "headline", "lead", "summary", "overview", "read_more", "points")
    text = "".join(f"## {name}\n\n{words}\n\n" for name in sections)
    return {f"data/texts/brief/{name}.md": text for name in AUDIENCES}


def write(folder: Path, words: str, more: str = "", **parts: str) -> Path:
    usual = {
        "settings": settings(words, words, more),
        "topics": topics(words),
        "sources": sources(words),
        "entities": entities(words),
        "facts": every_kind(words),
    }
    return write_project(folder, **(usual | parts))


DATASETS: dict[str, Callable[[Path], Path]] = {
    "a single fact": lambda folder: write(
        folder, "plain words", facts=fact(statement="One thing was said", type="claim", value="")
    ),
    "no figure": lambda folder: write(folder, "plain words", facts=every_kind("plain words", figures=False)),
    "every kind of fact": lambda folder: write(folder, "plain words"),
    "words of 200 letters": lambda folder: write(folder, LONG),
    "statements in Arabic": lambda folder: write(folder, "plain words", facts=every_kind(ARABIC)),
    "everything in Arabic": lambda folder: write(folder, ARABIC, '"locale": "ar"'),
    "hostile text": lambda folder: write(folder, HOSTILE),
}


@pytest.fixture(scope="module", params=DATASETS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Built:
    folder = DATASETS[request.param](tmp_path_factory.mktemp("any"))
    lend_fonts(font_cache, folder)
    output = folder / "output"
    report = Project.open(folder).build(output=output, as_at=datetime.fromisoformat(AS_AT))
    assert not report.failed, report.diagnostics
    pdf = {path.parent.name: path for path in output.rglob("*.pdf")}
    html = {path.parent.name: path.read_text(encoding="utf-8") for path in output.rglob("*.html")}
    return Built(report.diagnostics, html, pdf)


def test_each_stock_audience_gets_its_document_without_an_error(built: Built) -> None:
    assert set(built.html) == set(built.pdf) == set(AUDIENCES)
    lengths = {"BG220"}  # fourteen facts of long words need more room than a minister's page has
    assert [item for item in built.diagnostics if item.is_error and item.code not in lengths and not _is_typed(item)] == []


def _is_typed(item: Diagnostic) -> bool:
    """Tell whether an editor's text types a figure, as hostile and Arabic words do here."""
    return item.code == "BG210" and item.place.file.startswith("data/texts/")


def test_each_page_is_well_formed(built: Built) -> None:
    for audience, html in built.html.items():
        parser = Strict()
        parser.parse(html)
        assert parser.errors == [], f"{audience}: {parser.errors}"


def test_each_pdf_is_valid(built: Built) -> None:
    for audience, path in built.pdf.items():
        try:
            assert_valid_pdf(path.read_bytes())
        except AssertionError as error:
            raise AssertionError(f"{audience}: {error}") from error


def test_html_and_pdf_carry_the_same_words(built: Built) -> None:
    for audience, html in built.html.items():
        assert difference(html, built.pdf[audience]) == "", audience


class _Elements(HTMLParser):
    """Collects what markup a page has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_hostile_text_is_printed_as_it_is_and_obeyed_nowhere(tmp_path: Path, font_cache: Path) -> None:
    files = texts(HOSTILE.replace("{{7*7}}{% raw %}", ""))
    project = write_project(
        tmp_path,
        files,
        settings=settings(HOSTILE, HOSTILE),
        topics=topics(HOSTILE),
        sources=sources(HOSTILE),
        entities=entities(HOSTILE),
        facts=every_kind(HOSTILE),
    )
    lend_fonts(font_cache, project)
    report = Project.open(project).build(output=tmp_path / "output", formats=("html",), as_at=datetime.fromisoformat(AS_AT))
    assert [item for item in report.diagnostics if item.is_error and not _is_typed(item)] == []
    for path in (tmp_path / "output").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        page = _Elements()
        page.feed(html)
        scripts = [attributes for tag, attributes in page.found if tag == "script"]
        assert scripts == [{"type": "application/ld+json"}], path.name
        assert not [tag for tag, _ in page.found if tag in {"img", "iframe", "object", "embed", "link", "base", "form"}]
        assert not [name for _, attributes in page.found for name in attributes if name.startswith("on")]
        said = " ".join("".join(page.said).split())
        assert " ".join(HOSTILE.split()) in said, path.name
        assert "<script>alert" not in html
        assert not re.search(r"(?<!\d)49(?!\d)", said.split("</style>", 1)[0].partition("Number 0")[2]), path.name
        claims = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert claims
        assert json.loads(claims[1])["publisher"]["name"] == HOSTILE
