"""The pictures of the shipped papers: each with its table, its numbers in the ledger, readable in greys, valid within its PDF."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from lxml import html as lxml_html

from briefgen.charts.shades import contrast, luminance
from briefgen.language.numbers import numbers
from briefgen.model.brand import LIGHT
from briefgen.model.chart import MOST_TITLE_WORDS
from tests.pdf_checks import assert_valid_pdf
from tests.shipped import Document, Shipped

SHOWN = {
    "policymaker": {"investment", "disputes"},
    "public": {"jobs"},
    "analyst": {"investment", "disputes", "jobs", "summits", "recommendations"},
}


def figures(document: Document) -> list[Any]:
    return list(lxml_html.document_fromstring(document.html).iter("figure"))


def drawn(figure: Any) -> list[str]:
    """Give the words in a picture."""
    return ["".join(text.itertext()) for text in figure.iter("text")]


@pytest.mark.parametrize("audience", SHOWN)
def test_each_paper_has_its_pictures(shipped: Shipped, audience: str) -> None:
    assert {figure.get("data-chart") for figure in figures(shipped.document(audience))} == SHOWN[audience]


@pytest.mark.parametrize("audience", SHOWN)
def test_each_picture_has_a_finding_an_alternative_text_a_source_and_a_table(shipped: Shipped, audience: str) -> None:
    for figure in figures(shipped.document(audience)):
        title = figure.find("figcaption").text_content()
        assert 3 <= len(title.split()) <= MOST_TITLE_WORDS
        (svg,) = figure.iter("svg")
        assert svg[0].tag == "title"
        assert title in svg[0].text
        assert re.search(r"Sources?: \w", figure.text_content())
        rows = list(figure.find(".//table").iter("tr"))
        assert len(rows) > 3
        figured = [word for word in drawn(figure) if numbers(word, "en")]
        table = figure.find(".//table").text_content()
        assert all(word in table for word in figured), "the table has every value of the picture"


@pytest.mark.parametrize("audience", SHOWN)
def test_every_number_in_a_picture_is_in_the_ledger(shipped: Shipped, audience: str) -> None:
    document = shipped.document(audience)
    entries = [entry for entry in document.ledger["entries"] if entry["where"] == "drawing"]
    printed = [entry["printed"] for entry in entries]
    words = [word for figure in figures(document) for word in drawn(figure) if numbers(word, "en")]
    assert len(words) >= 3
    for word in set(words):
        assert printed.count(word) >= words.count(word), word
    told = " ".join(figure.find(".//svg")[0].text for figure in figures(document))
    for number in numbers(told, "en"):
        assert any(number.text in text for text in printed), f"{number.text} of an alternative text"


@pytest.mark.parametrize("audience", SHOWN)
def test_pictures_are_valid_within_their_document(shipped: Shipped, audience: str) -> None:
    assert_valid_pdf(shipped.document(audience).path(".pdf").read_bytes())


@pytest.mark.parametrize("audience", SHOWN)
def test_pictures_survive_greys(shipped: Shipped, audience: str) -> None:
    for figure in figures(shipped.document(audience)):
        fills = {shape.get("fill") for shape in figure.iter("path")} - {None}
        assert all(re.fullmatch(r"#[0-9a-f]{6}", fill) for fill in fills)
        assert all(contrast(text.get("fill"), LIGHT.paper) >= 4.5 for text in figure.iter("text"))
        greys = sorted(luminance(fill) for fill in fills)
        assert all(later - sooner > 0.1 for sooner, later in itertools.pairwise(greys)), fills


def test_trace_shows_the_pictures_that_print_a_fact(shipped: Shipped) -> None:
    from tests.builders import briefgen

    ran = briefgen("trace", "uae-investment", "--project", shipped.project, "--output", shipped.output, at=shipped.project)
    assert ran.status == 0
    assert "in a drawing" in ran.out
