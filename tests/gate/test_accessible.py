"""Headings make an outline, tables have heads and names, images say what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.gate.accessible import check_headings, check_pictures, check_tables
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from tests.drafts import HEAD, TEMPLATE, TEXT, draft

CELLS = "<tr><th scope='col'>Who</th><th scope='col'>What</th></tr><tr><td>They</td><td>Signed</td></tr>"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("<p>No title</p>", "the page has no heading of level 1"),
        ("<h1>Top</h1><h1>Other</h1>", "the page has 2 headings of level 1"),
        ("<h1>Top</h1><h3>Deep</h3>", "the heading “Deep” is of level 3 and follows one of level 1"),
        ("<h2>Part</h2><h1>Top</h1>", "the heading “Part” is of level 2 and follows none"),
        ("<h1>Top</h1><h2> <em></em></h2>", "a heading of level 2 is empty"),
    ],
)
def test_headings_that_make_no_outline_are_found(tmp_path: Path, template: str, message: str) -> None:
    (found,) = draft(tmp_path, template).found(check_headings)

    assert (found.code, found.severity, found.message) == ("BG250", Severity.ERROR, message)
    assert found.place == Place(TEMPLATE)


def test_a_heading_with_a_fact_or_of_a_text_is_found_at_its_line(tmp_path: Path) -> None:
    template = HEAD + "\n<h3>{{ fact('money') | value }} in all</h3>{{ sections.words.text }}"

    found = draft(tmp_path, template, text="So it is.\n\n#### What they signed").found(check_headings)

    assert [item.place for item in found] == [Place(TEMPLATE, 2)]
    (other,) = draft(tmp_path, HEAD + "{{ sections.words.text }}", text="So it is.\n\n#### What they signed").found(
        check_headings
    )
    assert other.place == Place(TEXT, 5)


@pytest.mark.parametrize(
    "template",
    [
        "<h1>Top</h1><h2>Part</h2><h3>Deep</h3><h2>Two again</h2><h3>Deep</h3>",
        "<div class='furniture'><h3>Running head</h3></div><h1>Top</h1>",
        "<h1><img src='data:,' alt='One'></h1>",
    ],
)
def test_headings_that_make_an_outline_are_right(tmp_path: Path, template: str) -> None:
    assert draft(tmp_path, template).found(check_headings) == ()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (f"<table>{CELLS}</table>", "the table that begins “WhoWhatTheySigned” has no name"),
        ("<table><caption>Who signed</caption><tr><td>They</td></tr></table>", "the table “Who signed” has no header cells"),
        (
            "<table><caption>Who signed</caption><tr><th>Who</th></tr></table>",
            "a header cell of the table “Who signed” does not say what it is the head of: “Who”",
        ),
    ],
)
def test_a_table_without_heads_or_a_name_is_found(tmp_path: Path, table: str, message: str) -> None:
    (found,) = draft(tmp_path, HEAD + table).found(check_tables)

    assert (found.code, found.severity, found.message) == ("BG255", Severity.ERROR, message)


@pytest.mark.parametrize(
    "table",
    [
        f"<table><caption>Who signed</caption>{CELLS}</table>",
        f"<table aria-label='Who signed'>{CELLS}</table>",
        "<table role='presentation'><tr><td>They</td></tr></table>",
    ],
)
def test_a_table_with_heads_and_a_name_is_right(tmp_path: Path, table: str) -> None:
    assert draft(tmp_path, HEAD + table).found(check_tables) == ()


def test_a_table_of_an_editor_has_heads_and_takes_its_name_from_the_line_before_it(tmp_path: Path) -> None:
    rows = "| Who | What |\n| --- | ---: |\n| They | Signed |\n"
    named, bare = f"So.\n\nTable: Who *signed*\n\n{rows}", f"So.\n\n{rows}"
    template = HEAD + "{{ sections.words.text }}"

    made = draft(tmp_path, template, text=named)

    assert made.found(check_tables) == ()
    assert "<caption>Who <em>signed</em></caption>" in made.page.html
    (found,) = draft(tmp_path, template, text=bare).found(check_tables)
    assert "has no name" in found.message
    assert "Table: what it shows" in found.hint


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("<img src='data:image/png;base64,AA' id='map'>", '<img id="map" src="data:image/png;base64,AA">'),
        ("<img src='data:,' alt='  '>", '<img src="data:,">'),
        ("<svg class='chart 3'><rect/></svg>", '<svg class="chart 3">'),
        ("<svg><rect/><title>Who signed</title></svg>", "<svg>"),
        ("<svg><desc>Who signed</desc></svg>", "<svg>"),
    ],
)
def test_an_image_that_does_not_say_what_it_shows_is_found(tmp_path: Path, image: str, said: str) -> None:
    found = check_pictures(draft(tmp_path, HEAD + image).reading)

    assert found == (Diagnostic("BG507", f"an image has no alternative text: {said}"),)


@pytest.mark.parametrize(
    "image",
    [
        "<img src='data:,' alt='Who signed'>",
        "<img src='data:,' alt=''>",
        "<svg aria-hidden='true'><rect/></svg>",
        "<svg>\n<title>Who signed</title><svg><rect/></svg></svg>",
    ],
)
def test_an_image_that_says_what_it_shows_or_is_decoration_is_right(tmp_path: Path, image: str) -> None:
    assert check_pictures(draft(tmp_path, HEAD + image).reading) == ()
