"""Faults planted in the shipped project: each is found with its code and its place, and none in the clean project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from briefgen import Project
from briefgen.model.diagnostic import Diagnostic, Problems, Severity
from briefgen.tailor import Request
from tests.shipped import AS_AT, BRIEF, copy_project, lend_fonts

INSTANT = datetime.fromisoformat(AS_AT)
MINISTER, MINISTERS_WORDS = "templates/audiences/minister.html.j2", f"data/texts/{BRIEF}/minister.md"
BOTTOM = '<h2>{{ _("Bottom line") }}</h2>'
SECRET = """
- id: hidden-fund
  type: figure
  topic: investment
  statement: "A reserve fund of {value} was agreed behind closed doors"
  value: 37_500_000
  unit: EUR
  marking: TLP:RED
  sources: [{source: reuters-devdiscourse}]
"""
SAID = "A reserve fund of €37.5 million was agreed behind closed doors"
DOT = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E"
BASE64 = "QSByZXNlcnZlIGZ1bmQgb2Yg4oKsMzcuNSBtaWxsaW9uIHdhcyBhZ3JlZWQgYmVoaW5kIGNsb3NlZCBkb29ycw=="


@dataclass(frozen=True)
class Planted:
    """A change to the project, and what has to be found."""

    file: str
    old: str
    new: str
    code: str
    place: str
    words: str = ""


def in_template(new: str, code: str, words: str = "", place: str = MINISTER) -> Planted:
    """Plant something in the minister's template, below the heading of the bottom line."""
    return Planted(MINISTER, BOTTOM, f"{BOTTOM}\n{new}", code, place, words)


def in_text(new: str, code: str, words: str = "", place: str = MINISTERS_WORDS) -> Planted:
    """Plant something in the minister's bottom line."""
    return Planted(MINISTERS_WORDS, "Support the aims; rely", f"{new} Support the aims; rely", code, place, words)


IN_A_PAGE = {
    "digits": in_template("<p>Some 58 countries signed.</p>", "BG210", "58"),
    "a number in words": in_template("<p>Fifty-eight countries signed.</p>", "BG210", "Fifty-eight"),
    "a number in an attribute": in_template('<p aria-label="All 58 of them">All of them.</p>', "BG210", "58"),
    "a number in a chart's title": in_template("<svg role='img'><title>Signed by 58</title></svg>", "BG210", "58"),
    "a number in a text": in_text("Some 58 countries signed.", "BG210", "58"),
    "a comment": in_template(f"<!-- {SAID} -->", "BG304", "comment"),
    "an alternative text": in_template(f'<img alt="{SAID}" src="{DOT}">', "BG304", "alt"),
    "a hidden part": in_template(f"<div hidden>{SAID}</div>", "BG304"),
    "a title of a drawing": in_template(f"<svg role='img'><title>{SAID}</title></svg>", "BG304"),
    "JSON-LD": in_template(f'<script type="application/ld+json">{{"text": "{SAID}"}}</script>', "BG304", "JSON-LD"),
    "metadata": in_template(f'<meta name="description" content="{SAID}">', "BG304"),
    "an embedded picture": in_template(f'<img alt="" src="data:image/svg+xml;base64,{BASE64}">', "BG304"),
    "white on white": in_template(f'<p style="color: #fff; background: #fff">{SAID}</p>', "BG304"),
    "the value alone": in_template("<p data-note='€37.5 million'>Nothing to see.</p>", "BG304"),
    "a wrong direction": in_text('Support rose by {{ fact("jobs-exposed") }}.', "BG237", "rose"),
    "likelihood and confidence": in_text("It is very likely with high confidence.", "BG236"),
    "too many words": in_text("Nothing more will come of it. " * 7, "BG220", "over the limit", MINISTER),
    "a glyph that no font has": in_text("So it goes 𓀀.", "BG503"),
    "a picture missing in a drawing": in_template(
        "<svg role='img' width='9' height='9'><title>A map</title><image href='gone.png' width='9' height='9'/></svg>",
        "BG504",
        "gone.png",
    ),
    "a picture without a text": in_template("<svg width='9' height='9'><path d='M0 0'/></svg>", "BG507"),
    "a level of headings left out": in_template("<h5>Detail</h5>", "BG250"),
    "a table without heads": in_template("<table><tr><td>a</td></tr></table>", "BG255"),
    "a picture from elsewhere": in_template("<img alt='x' src='https://example.org/x.png'>", "BG257"),
    "words on paper alone": in_template(
        "<p class='ghost'>Hello</p><style>@media screen { .ghost { display: none } }</style>", "BG226"
    ),
}
IN_THE_DATA = {
    "a changed quotation": Planted(
        "data/facts/investment.yaml",
        '"€109 billion investment"',
        '"€190 billion investment"',
        "BG201",
        "data/facts/investment.yaml",
    ),
    "a removed source": Planted(
        "data/sources.yaml", "- id: reuters-devdiscourse\n", "- id: reuters-elsewhere\n", "BG121", "data/facts/investment.yaml"
    ),
    "an orphan source": Planted(
        "data/sources.yaml",
        "- id: reuters-devdiscourse\n",
        "- {id: nobody, type: webpage, title: Nobody}\n- id: reuters-devdiscourse\n",
        "BG206",
        "data/sources.yaml",
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("planted"))
    lend_fonts(font_cache, folder)
    with (folder / "data/facts/investment.yaml").open("a", encoding="utf-8") as file:
        file.write(SECRET)
    return folder


@pytest.fixture
def planted(project: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, Planted]]:
    """The project with one fault planted, and taken out again."""
    fault: Planted = request.param
    path = project / fault.file
    before = path.read_text(encoding="utf-8")
    assert before.count(fault.old) >= 1, f"{fault.old} is not in {fault.file}"
    path.write_text(before.replace(fault.old, fault.new, 1), encoding="utf-8")
    yield project, fault
    path.write_text(before, encoding="utf-8")


def errors(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [item for item in found if item.severity is not Severity.NOTE]


@pytest.mark.parametrize("planted", IN_A_PAGE.values(), ids=IN_A_PAGE, indirect=True)
def test_a_fault_in_a_page_is_found_with_its_place(planted: tuple[Path, Planted], tmp_path: Path) -> None:
    project, fault = planted

    report = Project.open(project).build(
        Request(briefs=(BRIEF,), audiences=("minister",)), output=tmp_path, jobs=1, as_at=INSTANT
    )

    found = [item for item in errors(report.diagnostics) if item.code == fault.code]
    assert found, [str(item) for item in report.diagnostics]
    assert any(item.place.file == fault.place and fault.words in item.message for item in found), found
    if fault.code == "BG304":
        assert not list(tmp_path.rglob("*minister-en*")), "a document that leaks is withheld"
        assert report.documents == ()


@pytest.mark.parametrize("planted", IN_THE_DATA.values(), ids=IN_THE_DATA, indirect=True)
def test_a_fault_in_the_data_is_found_with_its_place(planted: tuple[Path, Planted], tmp_path: Path) -> None:
    project, fault = planted
    (tmp_path / "paris-ai-action-summit-2025.txt").write_text(
        "Of this, a €109 billion investment was announced.", encoding="utf-8"
    )

    try:
        found = Project.open(project).check(as_at=INSTANT, sources=tmp_path).diagnostics
    except Problems as problems:
        found = problems.diagnostics

    assert any(item.code == fault.code and item.place.file == fault.place and item.place.line for item in found), found


def test_nothing_is_found_in_the_clean_project_and_the_secret_stays_out_of_every_file(project: Path, tmp_path: Path) -> None:
    opened = Project.open(project)
    report = opened.build(Request(briefs=(BRIEF,), audiences=("minister", "press")), output=tmp_path, as_at=INSTANT)

    assert errors(report.diagnostics) == []
    files = json.loads((tmp_path / "manifest.json").read_bytes())["documents"][0]["files"]
    assert all(file["proof"]["forbidden"] == 1 and file["proof"]["leaks"] == 0 for file in files)
    assert {"HTML source", "attributes", "PDF text"} <= {name for file in files for name in file["proof"]["searched"]}
    assert not any(b"hidden-fund" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_document_made_before_a_fact_changed_disagrees_with_one_made_after(project: Path, tmp_path: Path) -> None:
    facts = project / "data/facts/labour.yaml"
    before = facts.read_text(encoding="utf-8")

    def build(*audiences: str) -> tuple[Diagnostic, ...]:
        request = Request(briefs=(BRIEF,), audiences=audiences)
        return Project.open(project).build(request, output=tmp_path, formats=("html",), jobs=1, as_at=INSTANT).diagnostics

    build("minister", "public")
    facts.write_text(before.replace("  value: 40\n", "  value: 36.4\n", 1), encoding="utf-8")
    found = [item for item in build("minister") if item.code == "BG211"]
    facts.write_text(before, encoding="utf-8")

    assert found
    assert "“nearly 36.4%”" in found[0].message
    assert "40%”" in found[0].message


def test_an_earlier_file_that_holds_a_fact_forbidden_since_is_removed(project: Path, tmp_path: Path) -> None:
    facts = project / "data/facts/labour.yaml"
    before = facts.read_text(encoding="utf-8")

    def build() -> None:
        request = Request(briefs=(BRIEF,), audiences=("minister",))
        Project.open(project).build(request, output=tmp_path, formats=("html",), jobs=1, as_at=INSTANT)

    build()
    assert list(tmp_path.rglob("*minister-en.html"))
    facts.write_text(before.replace("  value: 40\n", "  value: 40\n  marking: TLP:RED\n", 1), encoding="utf-8")
    build()
    facts.write_text(before, encoding="utf-8")

    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html"))
    assert "jobs-exposed" not in text.replace("jobs-exposed-", "")
