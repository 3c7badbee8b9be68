"""The files of the shipped project's build, its manifest and its page limits."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefgen.gate.proof.views import Kind, views
from tests.shipped import BRIEF, SECTORS, Shipped, build, copy_project, lend_fonts

AUDIENCES = ("minister", "policymaker", "press", "public", "analyst", "diplomat")
FRENCH = ("minister", "press", "public")
TOPICS = ("health", "education", "labour", "investment", "regulation", "sustainability", "governance", "development")
PAGES = {"minister": 1, "policymaker": 4, "press": 2, "public": 2, "diplomat": 3, "sector": 1}
"""Page limits (domain, audiences): points to make on one page and two of background for the diplomat; none for the analyst."""
TRAVELLING: dict[Kind, str] = {"html": ".html", "pdf": ".pdf", "ledger": ".ledger.json"}
STEMS = (
    *(f"{BRIEF}/{audience}/{BRIEF}-{audience}-en" for audience in AUDIENCES),
    *(f"{BRIEF}/{audience}/{BRIEF}-{audience}-fr" for audience in FRENCH),
    *(f"{SECTORS}/{topic}/sector/{SECTORS}-{topic}-sector-en" for topic in TOPICS),
)


def test_the_build_ends_well_and_finds_nothing_to_warn_of(shipped: Shipped) -> None:
    assert shipped.run.stderr == ""
    assert shipped.run.returncode == 0, shipped.run.stdout


def test_each_audience_and_sector_has_its_files_where_the_contract_says_and_nothing_else_is_there(shipped: Shipped) -> None:
    found = {path.relative_to(shipped.output).as_posix() for path in shipped.output.rglob("*") if path.is_file()}
    expected = {f"{stem}{ending}" for stem in STEMS for ending in (".html", ".pdf", ".ledger.json")}
    assert found - {".briefgen-lock"} == expected | {"manifest.json"}


def test_the_manifest_lists_every_file_with_its_size_and_hash(shipped: Shipped) -> None:
    listed = {file["path"]: file for entry in shipped.manifest["documents"] for file in entry["files"]}
    assert set(listed) == {f"{stem}{ending}" for stem in STEMS for ending in (".html", ".pdf", ".ledger.json")}
    for path, file in listed.items():
        content = (shipped.output / path).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), path


def test_the_manifest_names_pages_words_marking_edition_and_the_hash_of_each_input(shipped: Shipped) -> None:
    for document in shipped.documents:
        entry = document.entry
        assert entry["pages"] == document.ledger["pages"] > 0
        assert entry["words"] == document.ledger["words"] > 100
        assert (entry["marking"], entry["edition"]) == ("TLP:CLEAR", 1)
        assert document.stem.endswith(f"-{entry['language']}")
        assert entry["facts"] == list(document.ledger["facts"])
        assert set(entry["sources"]) == set(document.ledger["sources"])
    for name, digest in shipped.manifest["inputs"].items():
        assert digest == hashlib.sha256((shipped.project / name).read_bytes()).hexdigest(), name
    templates = {f"templates/{name}" for document in shipped.documents for name in document.entry["templates"]}
    assert {name for name in templates if not name.startswith("templates/data/")} == set(shipped.manifest["inputs"])


def test_what_travels_with_a_document_leads_to_nothing_of_the_manifest(shipped: Shipped) -> None:
    """A ledger names also the facts that its templates looked at: of those that its readers may see."""
    for document in shipped.documents:
        others = {fact for entry in shipped.manifest["documents"] for fact in entry["facts"]} - set(document.entry["facts"])
        for kind, ending in TRAVELLING.items():
            for view in views(kind, document.path(ending).read_bytes()):
                assert "manifest" not in view.text.casefold(), (document.stem, view.name)
                assert kind == "ledger" or not view.names & others, (document.stem, view.name)


def texts(value: Any) -> list[str]:
    """Give every text in a JSON value, keys too."""
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *texts(item))]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_manifest_and_ledgers_hold_no_time_of_building_duration_or_absolute_path(shipped: Shipped) -> None:
    for path in (*shipped.output.rglob("*.ledger.json"), shipped.output / "manifest.json"):
        found = texts(json.loads(path.read_bytes()))
        assert found
        for text in found:
            assert not re.search(r"(?<![\w:/.])/(?:tmp|home|root|work|usr|var)/|[A-Z]:\\", text), f"{path.name}: {text}"
            assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text), f"{path.name}: {text}"
            assert not re.fullmatch(r"seconds|duration|elapsed|built(_at)?|time|created|modified|host(name)?|user", text), (
                path.name
            )


def test_a_document_s_html_and_pdf_hold_no_absolute_path(shipped: Shipped) -> None:
    for document in shipped.documents:
        for content in (document.path(".html").read_bytes(), document.path(".pdf").read_bytes()):
            assert str(shipped.project).encode() not in content
            assert b"file://" not in content


def over(documents: Shipped) -> dict[str, int]:
    """Give the documents that are longer than their audience's limit."""
    return {
        found.stem: found.entry["pages"]
        for found in documents.documents
        if found.entry["pages"] > PAGES.get(found.audience, found.entry["pages"])
    }


def test_every_document_keeps_to_its_pages_on_a4(shipped: Shipped) -> None:
    assert over(shipped) == {}


def test_every_document_keeps_to_its_pages_on_letter(tmp_path: Path, font_cache: Path) -> None:
    folder = copy_project(tmp_path, paper="Letter")
    lend_fonts(font_cache, folder)
    letter = build(folder, tmp_path / "output", *(word for name in (*PAGES,) for word in ("--audience", name)))
    assert len(letter.documents) == len(STEMS) - 1, letter.run.stderr
    assert over(letter) == {}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_limits_in_the_stock_audiences_are_those_of_the_domain(shipped: Shipped, audience: str) -> None:
    assert shipped.document(audience).entry["page_limit"] == PAGES.get(audience)
