"""The ledger of a document: what each printed value stands in and rests on, its sentences, and the file read back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.gate.reading import read
from briefgen.model.briefing import Page, Position, Typeset
from briefgen.model.diagnostic import Problems
from briefgen.model.fact import Alternative, Evidence, Locator
from briefgen.model.ledger import LedgerFile, Sentence, to_json
from briefgen.publish import ledger_of
from briefgen.tracing.sentences import sentences_of
from briefgen.validate.finished import read_ledger, read_manifest
from tests.builders import NOON, disputed, make_fact, make_work, rendered, say, show

DOCUMENT = '<!doctype html><html lang="en"><head><title>x</title></head><body>{}</body></html>'
EVIDENCE = '<ul>{% for f in used_facts() %}<li id="{{ f|anchor }}">{{ f.citations[0].source.short }}</li>{% endfor %}</ul>'


def sentences(page: Page, typeset: Typeset | None = None, words: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
    return sentences_of(page, read(page.html, "en"), typeset, words)


def typeset(pages: int, **places: int) -> Typeset:
    """Make a PDF in which some elements stand on some pages."""
    positions = {name.replace("_", "-"): Position(page, 10.0, 20.0) for name, page in places.items()}
    return Typeset(pdf=b"", pages=pages, positions=positions)


def ledger(page: Page, *facts: Any) -> LedgerFile:
    """Give the ledger of a page of some facts."""
    from briefgen.model.briefing import DocumentId
    from briefgen.tailor import tailor

    briefing = tailor(make_work(facts), DocumentId("summit", "", "readers", "en"), NOON)
    return ledger_of(briefing, page, None, sentences(page))


@pytest.mark.parametrize(
    ("template", "where"),
    [
        ("<p>{}</p>", "text"),
        ("<!doctype html><title>{}</title>", "title"),
        ('<img alt="{}" src="x.png">', "attribute"),
        ("<p aria-label='{}'>x</p>", "attribute"),
        ("<svg><title>x</title><text>{}</text></svg>", "drawing"),
        ("<svg><title>{}</title></svg>", "drawing"),
        ("<script>let x = '{}'</script>", "data"),
        ("<!-- {} -->", "data"),
    ],
)
def test_an_entry_tells_what_it_stands_in(tmp_path: Path, template: str, where: str) -> None:
    page = rendered(tmp_path, template.format(show("fact('money')|value")) + "<p>{{ fact('money')|value }}</p>")
    assert [entry.where for entry in page.ledger.entries] == [where, "text"]
    assert bool(page.ledger.entries[0].anchor) is (where == "text")


def test_a_statement_in_an_attribute_brings_its_value_there_too(tmp_path: Path) -> None:
    page = rendered(tmp_path, '<p title="{{ fact("money").statement }}">x</p>')
    assert [(entry.role, entry.where, entry.anchor) for entry in page.ledger.entries] == [
        ("statement", "attribute", ""),
        ("value", "attribute", ""),
    ]


def two_counts(**fields: Any) -> Any:
    """Make a disputed fact with two alternatives of the same number, each with a source of its own."""
    found = (
        Alternative(value=Decimal(61), sources=(Evidence(source="times", locator=Locator(page="4", quote="61 signed")),)),
        Alternative(value=Decimal(61), qualifier="about", sources=(Evidence(source="overview"),)),
    )
    return disputed(alternatives=found, **fields)


def test_an_alternative_leads_to_its_own_source_also_beside_one_of_the_same_number(tmp_path: Path) -> None:
    fact = two_counts()
    page = rendered(tmp_path, "{% for a in fact('signatories').published %}<p>{{ a|value }}</p>{% endfor %}", fact)
    found = ledger(page, fact)
    assert [(entry.raw, entry.evidence, entry.qualifier) for entry in found.entries] == [
        ("58", "signatories", ""),
        ("61", "signatories#1", ""),
        ("61", "signatories#2", "about"),
    ]
    assert [(item.source, item.locator, item.quote) for item in found.evidence["signatories#1"]] == [
        ("times", {"page": "4"}, "61 signed")
    ]
    assert [item.source for item in found.evidence["signatories"]] == ["overview"]


def test_qualifiers_are_those_that_the_words_have(tmp_path: Path) -> None:
    fact = make_fact(qualifier="over")
    page = rendered(tmp_path, "<p>{{ fact('money')|value }} {{ fact('money')|range }}</p>", fact)
    assert [(entry.printed, entry.qualifier) for entry in ledger(page, fact).entries] == [
        ("over €109 billion", "over"),
        ("€109 billion", ""),
    ]


def test_sentences_are_told_with_heading_values_and_those_that_have_none(tmp_path: Path) -> None:
    body = "<h2>Money</h2><p>It is {{ fact('money')|value }}, i.e. a lot. Nobody knows why.</p>"
    page = rendered(tmp_path, DOCUMENT.format(body))
    assert [(item.text, item.kind, item.heading, item.anchors) for item in sentences(page)] == [
        ("Money", "h2", "Money", ()),
        ("It is €109 billion, i.e. a lot.", "p", "Money", ("v1",)),
        ("Nobody knows why.", "p", "Money", ()),
    ]


def test_page_furniture_is_no_sentence(tmp_path: Path) -> None:
    table = "<table class='furniture'><tr><td>No</td><td>words</td></tr></table>"
    page = rendered(tmp_path, DOCUMENT.format(f'<header class="furniture"><p>Draft</p></header>{table}<p>Words.</p>'))
    assert [item.text for item in sentences(page)] == ["Words."]


def test_a_row_of_a_table_is_one_sentence_with_all_that_stands_in_it(tmp_path: Path) -> None:
    table = """<table><tr><th>What</th><th>How much</th></tr>
      <tr id="{{ fact('money')|anchor }}"><th>France. All of it</th><td>{{ fact('money')|value }}</td></tr>
      <tr><td></td></tr><tr id="{{ fact('other')|anchor }}"><td>Read in</td><td>a paper</td></tr></table><p>After.</p>"""
    page = rendered(tmp_path, DOCUMENT.format(table), make_fact(), say("other", "Something"))
    assert [(item.text, item.kind, item.anchors, item.shows) for item in sentences(page)] == [
        ("What | How much", "tr", (), ()),
        ("France. All of it | €109 billion", "tr", ("v1",), ()),
        ("Read in | a paper", "tr", (), ("other",)),
        ("After.", "p", (), ()),
    ]


def test_a_note_is_told_as_evidence_of_its_fact_and_not_parted(tmp_path: Path) -> None:
    body = "<p>{{ fact('money').sentence }}</p>" + EVIDENCE.replace("</li>", ". Page 4. Held high.</li>")
    found = sentences(rendered(tmp_path, DOCUMENT.format(body)))
    assert [(item.text, item.shows) for item in found] == [
        ("France announced €109 billion of investment.", ()),
        ("Overview of the summit. Page 4. Held high.", ("money",)),
    ]


def test_the_page_of_a_sentence_is_found_by_its_values_and_between_neighbours(tmp_path: Path) -> None:
    body = "<p>One {{ fact('money')|value }}.</p><p>Two.</p><p>Three {{ fact('money')|value }}.</p><p>Four.</p><h2>Five</h2>"
    page = rendered(tmp_path, DOCUMENT.format(body + "<p>Six {{ fact('money')|value }}.</p>"))
    placed = typeset(3, v1=1, v2=1, v3=3)
    assert [item.page for item in sentences(page, placed)] == [1, 1, 1, None, 3, 3]
    words = ("One two", "Fo-\nur. Five", "Six")
    assert [item.page for item in sentences(page, placed, words)] == [1, 1, 1, 2, 3, 3]
    assert {item.page for item in sentences(page)} == {None}


def test_a_ledger_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    fact = two_counts()
    page = rendered(tmp_path, DOCUMENT.format("<p>{{ fact('signatories').sentence }}</p>"), fact)
    found = ledger(page, fact)
    assert read_ledger(to_json(found)) == found


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"entries": 1}', b"\xff"])
def test_a_damaged_ledger_is_told_with_its_name(damage: bytes) -> None:
    with pytest.raises(Problems) as caught:
        read_ledger(damage, "summit/readers/x.ledger.json")
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file, found.hint) == ("BG209", "summit/readers/x.ledger.json", "build the document again")


def test_the_damaged_field_is_named() -> None:
    with pytest.raises(Problems, match=r"`documents\.0\.document`: field required"):
        read_manifest(b'{"format":1,"title":"","publisher":"","briefgen":"","inputs":{},"documents":[{}]}')
