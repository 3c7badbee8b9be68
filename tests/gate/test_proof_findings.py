"""How people are told of a leak: fact, file, where, an excerpt, and the line that the words stand on."""

from __future__ import annotations

import pytest

from briefgen.gate.proof import Leak, diagnostics, locate
from briefgen.model.diagnostic import Place

TEXTS = {
    "templates/base.html.j2": "<body>\n<p>In all, <b>58</b>\n<i>countries</i> signed</p>\n",
    "data/texts/paris/minister.md": "## bottom_line\n\nThe ministers will leave\nthe old treaty soon.\n",
    "templates/styles/base.css": 'p::after { content: "109 billion euros" }',
}


@pytest.mark.parametrize(
    ("found", "place"),
    [
        ("58 COUNTRIES", Place("templates/base.html.j2", 2)),
        ("leave the “old” treaty", Place("data/texts/paris/minister.md", 3)),
        ("old treaty soon", Place("data/texts/paris/minister.md", 4)),
        ("€109bn", Place()),
        ("109 bn euros", Place("templates/styles/base.css", 1)),
        ("61 countries", Place()),
        ("", Place()),
    ],
)
def test_leaked_words_are_located_as_words(found: str, place: Place) -> None:
    assert locate(found, TEXTS) == place


def test_a_leak_is_an_error_that_names_fact_file_where_and_words_at_their_line() -> None:
    leak = Leak("signatories", "value", "58 countries", "paris-minister-en.html", "attribute alt")
    (found,) = diagnostics((leak, leak), TEXTS)
    assert found.is_error
    assert (found.code, found.place) == ("BG304", Place("templates/base.html.j2", 2))
    assert found.message == "paris-minister-en.html holds the forbidden fact `signatories` (value), attribute alt: “58 countries”"
    assert "that line" in found.hint


@pytest.mark.parametrize(
    ("where", "hint"),
    [("XMP", "metadata"), ("file name", "id"), ("HTML text", "templates, texts, styles"), ("bookmark", "metadata")],
)
def test_without_a_line_the_hint_says_where_to_look(where: str, hint: str) -> None:
    (found,) = diagnostics((Leak("signatories", "value", "61 countries", "paris.pdf", where),), TEXTS)
    assert found.place == Place()
    assert hint in found.hint


def test_a_long_leak_is_shown_by_its_beginning() -> None:
    (found,) = diagnostics((Leak("signatories", "statement", "word " * 100, "paris.pdf", "XMP"),), {})
    assert len(found.message) < 300
    assert found.message.endswith(" ...”")
