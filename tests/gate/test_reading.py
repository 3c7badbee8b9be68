"""A finished page is read as its readers meet it: blocks of words, what stands in them, what is said beside them."""

from __future__ import annotations

from pathlib import Path

from briefgen.gate.reading import read
from tests.builders import disputed, rendered

PAGE = """<!doctype html><html lang="en"><head><title>The summit</title><style>p { color: red }</style></head><body>
<a class="skip furniture" href="#main">Skip</a><header class="furniture"><p>Unit</p></header>
<main><h1>Sums</h1>loose <p>One <b>bold</b>
word</p><ul><li>first<p>inner</p>last</li></ul><h2>Then</h2><p hidden>unseen</p><svg><title>A chart</title><text>tick</text></svg>
<img alt="A map" src="data:,"><script>no()</script></main></body></html>"""


def test_blocks_come_in_order_with_the_heading_above_them() -> None:
    reading = read(PAGE, "en")

    assert [(block.kind, block.text, block.heading) for block in reading.own] == [
        ("h1", "Sums", "Sums"),
        ("main", "loose", "Sums"),
        ("p", "One bold word", "Sums"),
        ("li", "first", "Sums"),
        ("p", "inner", "Sums"),
        ("li", "last", "Sums"),
        ("h2", "Then", "Then"),
        ("p", "unseen", "Then"),
        ("text", "tick", "Then"),
    ]
    assert reading.title == "The summit"


def test_furniture_is_known_also_where_it_is_one_link() -> None:
    assert [block.text for block in read(PAGE, "en").blocks if block.furniture] == ["Skip", "Unit"]


def test_what_is_said_beside_the_words_is_read_as_well() -> None:
    asides = {(aside.element, aside.attribute, aside.text) for aside in read(PAGE, "en").asides}

    assert asides == {("head", "title", "The summit"), ("svg", "title", "A chart"), ("img", "alt", "A map")}


def test_values_and_statements_are_found_where_they_stand(tmp_path: Path) -> None:
    page = rendered(tmp_path, "<p>So: {{ fact('signatories').sentence }} See {{ fact('signatories')|range }}.</p>", disputed())

    (block,) = read(page.marked, "en").own

    assert block.text == "So: 58 to 61 countries signed the statement. See 58 to 61 countries."
    assert [(span.kind, block.text[span.start : span.end]) for span in block.spans] == [
        ("statement", "58 to 61 countries signed the statement."),
        ("value", "58 to 61 countries"),
        ("value", "58 to 61 countries"),
    ]
    assert block.typed().split() == ["So:", "See", "."]
    assert block.facts() == ("signatories",)
