"""A document's HTML and PDF say the same: what one of them alone says is found with its heading, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.gate.sameness import differences
from briefgen.model.diagnostic import Diagnostic
from tests.gate.conftest import Maker, Setter
from tests.projects import write_project

PARAGRAPH = "<h2>Money</h2><p>France announced a sum.</p>"


def told(found: tuple[Diagnostic, ...]) -> list[str]:
    assert all(item.code == "BG226" and item.is_error for item in found)
    return [item.message for item in found]


def test_the_torture_document_says_the_same_on_screen_and_in_print(setting: Setter) -> None:
    assert told(differences(*setting())) == []


def test_a_document_of_a_project_says_the_same_on_screen_and_in_print(make: Maker, tmp_path: Path) -> None:
    made = make(write_project(tmp_path), "minister")
    assert told(differences(made.reading, made.paper)) == []


@pytest.mark.parametrize(
    "style",
    ["@media print { .x { display: none } }", "@media screen { .y { color: red } } @media print { .x { visibility: hidden } }"],
)
def test_words_that_a_style_hides_in_print_are_found_under_their_heading(setting: Setter, style: str) -> None:
    found = differences(*setting(f'{PARAGRAPH}<p class="x">Mostly private.</p>', style))
    assert told(found) == ["“mostly”, “private” under “Money”: on screen and not in print"]


@pytest.mark.parametrize(
    "style",
    [
        "@media screen { .x { display: none } }",
        "@media screen { @media all { p.x { display: none } } }",
        "@media not print { main .x, .x { visibility: hidden } }",
        ".x { display: none } @media print { .x { display: block } }",
        "@media screen { .x { display: block } .x { display: none !important } #y { display: block } }",
    ],
)
def test_words_that_a_style_hides_on_screen_are_found(setting: Setter, style: str) -> None:
    found = differences(*setting(f'{PARAGRAPH}<p class="x" id="y">Mostly private.</p>', style))
    assert told(found) == ["“mostly”, “private” under “Money”: in print and not on screen"]


def test_words_that_an_attribute_hides_and_print_shows_are_found(setting: Setter) -> None:
    found = differences(*setting(f"{PARAGRAPH}<p hidden>Mostly private.</p>", "@media print { [hidden] { display: block } }"))
    assert told(found) == ["“mostly”, “private” under “Money”: in print and not on screen"]


@pytest.mark.parametrize(
    "style",
    [
        "@media screen and (max-width: 20em) { .x { display: none } }",  # other screens show it
        "@media screen { .x { display: none } main .x, p.x { display: block } }",  # told by the more specific one
        "@media screen { .x { display: none !important } } @media print { .x { display: none } }",  # hidden in both
    ],
)
def test_what_some_screen_shows_or_nobody_sees_is_no_difference(setting: Setter, style: str) -> None:
    assert told(differences(*setting(f'{PARAGRAPH}<p class="x">Mostly private.</p>', style))) == []


def test_what_is_hidden_everywhere_is_no_difference(setting: Setter) -> None:
    assert told(differences(*setting(f"{PARAGRAPH}<p hidden>Mostly private.</p>"))) == []


def test_words_that_a_style_writes_are_found(setting: Setter) -> None:
    style = 'p::after { content: " 58 countries" }'
    assert told(differences(*setting(PARAGRAPH, style))) == ["“58”, “countries” under “Money”: in print and not on screen"]


def test_words_that_a_style_writes_on_screen_alone_are_found(setting: Setter) -> None:
    style = '@media screen { p::after { content: " 58 countries" } .furniture::after { content: "aside" } }'
    found = differences(*setting(f'{PARAGRAPH}<p class="furniture">Aside</p>', style))
    assert told(found) == ["“58”, “countries”: on screen and not in print"]


def test_signs_and_numbers_that_styles_write_are_no_difference(setting: Setter) -> None:
    style = """q { quotes: "«" "»" } .c { counter-reset: c } .c li { counter-increment: c; list-style: none }
    .c li::before { content: counter(c) " " } .r { list-style: lower-roman }"""
    lists = '<ul><li>One</ul><ol><li>Two<li>Three</ol><ol class="c"><li>Four</ol><ol class="r"><li>Five<li>Six</ol>'
    assert told(differences(*setting(f"{PARAGRAPH}{lists}<p><q>Seven</q>", style))) == []


def test_a_number_that_a_style_types_is_found_beside_one_that_it_counts(setting: Setter) -> None:
    style = '.c li::before { content: counter(list-item) " " } p::before { content: "1250 " }'
    found = differences(*setting(f'{PARAGRAPH}<ol class="c"><li>Four</ol>', style))
    assert told(found) == ["“1250” under “Money”: in print and not on screen"]


def test_the_head_of_a_table_that_runs_on_over_pages_is_no_difference(setting: Setter) -> None:
    rows = "".join(f"<tr><td>Pledge {row}<td>France" for row in range(120))
    table = f"<table><thead><tr><th>What was pledged<th>Who</thead><tbody>{rows}</table>"
    reading, paper = setting(table)
    assert len(paper.pages) > 2
    assert [line.text for line in paper.pages[2].content if line.repeated] == ["What was pledged", "Who"]
    assert told(differences(reading, paper)) == []


def test_the_same_words_at_the_top_of_pages_that_a_style_writes_are_found(setting: Setter) -> None:
    style = '.x { break-before: page } .x::before { content: "Secretly"; display: block }'
    found = differences(*setting(f'{PARAGRAPH}<p class="x">Mostly</p><p class="x">private</p>', style))
    assert told(found)[0].startswith("“secretly”")


def test_hyphens_ligatures_and_narrow_columns_part_no_word(setting: Setter) -> None:
    words = "Intergovernmental representatives officially acknowledged nonproliferation. Donaudampfschifffahrtsgesellschaft ½ m²"
    reading, paper = setting(f'<p lang="en" style="width: 22mm; hyphens: auto">{words}</p><p style="width: 8mm">{"w" * 90}</p>')
    assert any(line.text.endswith("‐") for page in paper.pages for line in page.content), "nothing was hyphenated"
    assert told(differences(reading, paper)) == []


@pytest.mark.parametrize("separator", [",", ".", "\u202f"])
def test_a_number_that_needs_many_lines_is_one_number(setting: Setter, separator: str) -> None:
    number = f"{int('1234567890' * 6):,}".replace(",", separator)
    style = "p { width: 27mm; overflow-wrap: anywhere } .x { width: 8mm }"
    reading, paper = setting(f'<p>€{number}</p><p class="x">{number} and 12{separator}345</p>', style)
    assert sum(line.text.endswith(separator) for page in paper.pages for line in page.content) or separator == "\u202f"
    assert told(differences(reading, paper)) == []


def test_a_number_with_another_group_of_digits_in_print_is_found(setting: Setter) -> None:
    style = "p { width: 27mm; overflow-wrap: anywhere } @media print { b { display: none } }"
    assert told(differences(*setting("<p>123,456,<b>789,</b>012,345,678,901,234,567,890</p>", style)))


def test_a_word_that_is_missing_is_found_among_words_that_lines_part(setting: Setter) -> None:
    words = "Intergovernmental representatives officially acknowledged nonproliferation "
    content = f'<p style="width: 22mm; hyphens: auto" lang="en">{words}<b>proliferation</b></p>'
    assert told(differences(*setting(content, "@media print { b { display: none } }"))) == [
        "“proliferation” under “Title”: on screen and not in print"
    ]


def test_text_from_the_right_is_compared_too(setting: Setter) -> None:
    content = '<h2>Money</h2><p dir="rtl" lang="ar">وقّعت ثمان وخمسون دولة <b>إعلان</b> القمة في باريس، 58 دولة</p>'
    assert told(differences(*setting(content, language="ar"))) == []
    found = differences(*setting(content, "@media print { b { display: none } }", language="ar"))
    assert len(found) == 1
    assert "on screen and not in print" in found[0].message


def test_drawings_alternative_texts_and_transforms_are_no_difference(setting: Setter) -> None:
    content = """<p style="text-transform: uppercase">Straße und Öl</p><svg width="90" height="20" role="img"><title>Named</title>
    <text x="0" y="15" font-size="9">Drawn <tspan font-weight="600">words</tspan></text></svg>"""
    assert told(differences(*setting(content))) == []


def test_at_most_eight_words_are_named(setting: Setter) -> None:
    content = f'{PARAGRAPH}<p class="x">one two three four five six seven eight nine ten'
    (found,) = differences(*setting(content, "@media print { .x { display: none } }"))
    assert "“eight” and 2 more under “Money”" in found.message
