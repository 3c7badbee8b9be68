"""The shipped project's HTML: each value leads to its evidence, and machines can read what the report claims."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from briefgen import Project
from briefgen.fonts import faces
from tests.shipped import ROOT, Shipped

LATIN_FACES = 7


@dataclass
class Value:
    """A `<data>` element as a page has it."""

    attributes: dict[str, str]
    links: list[str] = field(default_factory=list)
    text: str = ""


class _Values(HTMLParser):
    """Collects ids and `<data>` elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.values: list[Value] = []
        self.targets: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids += [named["id"]] if "id" in named else []
        if tag == "data":
            self._inside = True
            self.values.append(Value(named))
        if tag == "a" and named.get("href", "").startswith("#"):
            self.targets.append(named["href"][1:])
            if self._inside:
                self.values[-1].links.append(named["href"][1:])

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "data"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.values[-1].text += data


def read(html: str) -> _Values:
    parser = _Values()
    parser.feed(html)
    return parser


def test_each_value_states_what_it_is_and_leads_to_the_evidence_of_its_fact(shipped: Shipped) -> None:
    facts = Project.open(ROOT).dataset.facts
    for document in shipped.documents:
        page = read(document.html)
        assert page.values or document.audience == "sector", f"{document.stem} prints no value"
        for value in page.values:
            name = value.attributes.get("data-fact", "")
            assert name in facts, f"{document.stem}: {value}"
            assert name in document.ledger["facts"], f"{document.stem}: {value}"
            assert value.attributes.get("value"), f"{document.stem}: {value}"
            assert value.text.strip(), f"{document.stem}: {value}"
            assert value.links == [f"e-{name}"], f"{document.stem}: {value}"
            assert value.links[0] in page.ids, f"{document.stem}: {value}"


def test_each_value_of_the_html_is_in_the_ledger_as_it_is_printed(shipped: Shipped) -> None:
    for document in shipped.documents:
        entries = {entry["anchor"]: entry for entry in document.ledger["entries"]}
        for value in read(document.html).values:
            entry = entries[value.attributes["id"]]
            assert (entry["fact"], entry["raw"]) == (value.attributes["data-fact"], value.attributes["value"])
            assert entry["printed"] == value.text


def test_no_id_stands_twice_and_every_link_inside_a_document_has_its_target(shipped: Shipped) -> None:
    for document in shipped.documents:
        page = read(document.html)
        assert sorted(page.ids) == sorted(set(page.ids)), document.stem
        assert set(page.targets) <= set(page.ids), f"{document.stem}: {set(page.targets) - set(page.ids)}"


def test_json_ld_names_the_report_and_each_claim_with_its_sources(shipped: Shipped) -> None:
    for document in shipped.documents:
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', document.html, re.DOTALL)
        assert len(found) == 1
        report = json.loads(found[0])
        assert (report["@context"], report["@type"]) == ("https://schema.org", "Report")
        assert report["name"] == document.entry["title"]
        assert (report["version"], report["conditionsOfAccess"]) == (str(document.entry["edition"]), document.entry["marking"])
        claims = report["hasPart"]
        assert [claim["@id"] for claim in claims] == [f"#e-{name}" for name in document.ledger["facts"]]
        assert all(claim["@type"] == "Claim" and claim["text"] and claim["appearance"] for claim in claims)


def test_each_page_is_one_file_with_title_language_and_no_script_to_run(shipped: Shipped) -> None:
    for document in shipped.documents:
        assert document.html.startswith("<!doctype html>\n<html lang=")
        assert document.html.rstrip().endswith("</html>")
        assert "<title>" in document.html
        assert re.findall(r"<script\b[^>]*>", document.html) == ['<script type="application/ld+json">']
        assert not re.search(
            r"<(?:link|iframe|object|embed|base)\b|\bsrc=[\"']?(?!data:)|@import|\son\w+\s*=\s*[\"']", document.html
        )
        assert set(re.findall(r"url\([\"']?([a-z]+):", document.html)) <= {"data"}


def test_a_page_carries_no_face_of_a_script_that_it_does_not_use(shipped: Shipped, font_cache: Path) -> None:
    """Which font packages a machine has must not show in documents that need none of them."""
    assert len(faces(font_cache)) > LATIN_FACES, "no other script is installed, so this test would prove nothing"
    for document in shipped.documents:
        assert document.html.count("@font-face") == LATIN_FACES, document.stem


def test_the_marking_stands_at_head_and_foot_of_every_page(shipped: Shipped) -> None:
    for document in shipped.documents:
        body = document.html.split("<body", 1)[1]
        shown = re.findall(r'<p class="marking(?: furniture)?">([^<]*)</p>', body)
        assert shown == [document.entry["marking"]] * 2, document.stem


def test_a_page_carries_the_fonts_of_the_scripts_that_it_uses_and_no_others(shipped: Shipped) -> None:
    for document in shipped.documents:
        ranges = re.findall(r"@font-face\{[^}]*unicode-range:([^}]*)\}", document.html)
        assert ranges
        assert all(re.match(r"U\+20\b", found) for found in ranges), f"{document.stem}: not of a Latin face: {ranges}"
