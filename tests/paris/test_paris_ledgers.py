"""The ledgers of the shipped project's build: complete, true to HTML and PDF, and as their schema says."""

from __future__ import annotations

import json
import re

import pypdfium2
import pytest
from jsonschema import Draft202012Validator

from briefgen.gate.reading import read
from briefgen.model.ledger import to_json
from briefgen.validate.finished import read_ledger, read_manifest
from briefgen.validate.schema import json_schema
from tests.shipped import Document, Shipped

NEAR = 3
"""How far in points a letter may stand from the corner of its line's box: side bearings and leading."""


def elements(html: str) -> set[tuple[str, str]]:
    """Give the anchor and fact of every element that a fact gave."""
    tags = re.findall(r"<\w+[^>]*\sdata-fact=[^>]*>", html)
    return {(re.search(r'\sid="([^"]*)"', tag)[1], re.search(r'data-fact="([^"]*)"', tag)[1]) for tag in tags}


def test_every_element_that_a_fact_gave_has_its_entry_and_every_anchored_entry_its_element(shipped: Shipped) -> None:
    for document in shipped.documents:
        entries = {(entry["anchor"], entry["fact"]) for entry in document.ledger["entries"] if entry["where"] == "text"}
        assert entries == elements(document.html), document.stem
        assert len(entries) > 5, document.stem


@pytest.mark.parametrize("audience", ["minister", "policymaker", "public"])
def test_each_printed_value_stands_at_its_position_on_its_page(shipped: Shipped, audience: str) -> None:
    document = shipped.document(audience)
    values = [entry for entry in document.ledger["entries"] if entry["role"] != "statement" and entry["where"] == "text"]
    assert len(values) > 10
    with pypdfium2.PdfDocument(document.path(".pdf")) as pdf:
        pages = [(page.get_height(), page.get_textpage()) for page in pdf]
        for entry in values:
            height, text = pages[entry["page"] - 1]
            places = list(corners(text, entry["printed"].split()[0], height))
            near = [x for x, y in places if abs(x - entry["x"]) < NEAR and abs(y - entry["y"]) < 2 * NEAR]
            assert near, f"{entry}: {places}"


def corners(text: pypdfium2.PdfTextPage, word: str, height: float) -> list[tuple[float, float]]:
    """Give the left upper corner of each place of a word, in points from the page's left upper corner."""
    search, found = text.search(word, match_case=True), []
    while place := search.get_next():
        left, _, _, top = text.get_charbox(place[0], loose=True)
        found.append((left, height - top))
    return found


def test_every_alternative_leads_to_its_own_source(shipped: Shipped) -> None:
    entries = [entry for document in shipped.documents for entry in document.ledger["entries"] if entry["role"] == "alternative"]
    assert len({entry["evidence"] for entry in entries}) > 5
    (counted,) = {
        tuple(item["source"] for item in document.ledger["evidence"][entry["evidence"]])
        for document in shipped.documents
        for entry in document.ledger["entries"]
        if entry["role"] == "alternative" and entry["fact"] == "signatory-countries" and entry["raw"] == "58"
    }
    assert counted == ("brussels-times",)


def test_every_entry_leads_to_evidence_and_all_evidence_is_of_the_document_s_facts(shipped: Shipped) -> None:
    for document in shipped.documents:
        evidence = document.ledger["evidence"]
        for entry in document.ledger["entries"]:
            assert evidence[entry["evidence"]], entry
        assert {key.partition("#")[0] for key in evidence} == set(document.ledger["facts"])
        cited = {item["source"] for items in evidence.values() for item in items}
        assert cited == set(document.ledger["sources"])


def test_ledgers_and_manifest_are_as_their_schemas_say(shipped: Shipped) -> None:
    schemas = {kind: json_schema(kind) for kind in ("ledger", "manifest")}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    ledger = Draft202012Validator(schemas["ledger"])
    for document in shipped.documents:
        assert not [error.message for error in ledger.iter_errors(document.ledger)], document.stem
    assert not [error.message for error in Draft202012Validator(schemas["manifest"]).iter_errors(shipped.manifest)]
    assert not ledger.is_valid({**document.ledger, "built": "today"}), "the schema lets anything pass"


def test_every_field_of_ledger_and_manifest_is_described_or_speaks_for_itself() -> None:
    plain = {"text", "language", "title", "edition", "words", "bytes", "brief", "audience", "publisher", "proof", "files"}
    for kind in ("ledger", "manifest"):
        schema = json_schema(kind)
        for name, record in {**schema["$defs"], kind: schema}.items():
            bare = {key for key, item in record["properties"].items() if "description" not in item}
            assert bare <= plain | {"documents", "marking"}, name


def test_a_ledger_and_the_manifest_are_read_back_as_they_were_written(shipped: Shipped) -> None:
    for document in shipped.documents:
        content = document.path(".ledger.json").read_bytes()
        assert to_json(read_ledger(content)) == content
    found = read_manifest((shipped.output / "manifest.json").read_bytes())
    assert json.loads(to_json(found)) == shipped.manifest


def test_sentences_hold_every_word_of_the_document_in_order(shipped: Shipped) -> None:
    for document in shipped.documents:
        told = "".join(squeezed(item["text"].replace(" | ", "")) for item in document.ledger["sentences"])
        assert told == "".join(squeezed(block.text) for block in read(document.html, "en").own), document.stem


def test_each_value_stands_in_one_sentence_and_in_its_words(shipped: Shipped) -> None:
    for document in shipped.documents:
        entries = {entry["anchor"]: entry for entry in document.ledger["entries"] if entry["anchor"]}
        anchors = [anchor for item in document.ledger["sentences"] for anchor in item["anchors"]]
        assert sorted(anchors) == sorted(in_the_text(document, entries)), document.stem
        for item in document.ledger["sentences"]:
            for anchor in item["anchors"]:
                assert squeezed(entries[anchor]["printed"]).removesuffix(".") in squeezed(item["text"]), item


def in_the_text(document: Document, entries: dict[str, object]) -> set[str]:
    """Give the anchors that stand in the document's own words, not in page furniture."""
    return {span.anchor for block in read(document.html, "en").own for span in block.spans if span.anchor in entries}


def test_the_page_of_a_sentence_is_one_on_which_its_words_stand(shipped: Shipped) -> None:
    document = shipped.document("policymaker")
    with pypdfium2.PdfDocument(document.path(".pdf")) as pdf:
        pages = [squeezed(page.get_textpage().get_text_range()) for page in pdf]
    known = [item for item in document.ledger["sentences"] if "page" in item]
    assert len(known) > 0.9 * len(document.ledger["sentences"])
    wrong = []
    for item in known:
        start = squeezed(item["text"].split(" | ")[0])[:25]
        if start not in pages[item["page"] - 1] and any(start in page for page in pages):
            wrong.append((item["page"], item["text"]))
    assert wrong == []


def squeezed(text: str) -> str:
    """Give a text without spaces and hyphens, which differ where lines end."""
    return re.sub(r"[\s\u2060\u00ad\u200b\ufffe\x02-]", "", text)
