"""Figures that no record gave are found in the finished page, each at its line; numbering and furniture are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.gate.naked import naked_numbers
from briefgen.gate.reading import read
from briefgen.model.diagnostic import Diagnostic, Place
from tests.builders import make_fact, rendered, say

HOME = '<h1>{{ title }}</h1><p id="{{ fact("money")|anchor }}">{{ fact("money").sentence }}</p>'
TEMPLATE = "templates/paper.html.j2"


def found(folder: Path, template: str, **parts: object) -> tuple[Diagnostic, ...]:
    """Give the naked numbers of a page made from a template."""
    page = rendered(folder, template, **parts)  # type: ignore[arg-type]
    styles = {"paper.html.j2": template}
    return naked_numbers(read(page.marked, page.language), page, lambda name: styles[name])


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("<p>It cost 12 percent more</p>", "12 percent"),
        ("<p>It cost €3 million</p>", "€3 million"),
        ("<p>On 11 February 2025 it ended</p>", "11 February 2025"),
        ("<p>Two thirds of them signed</p>", "Two thirds"),
        ("<p>Twenty-five countries signed</p>", "Twenty-five"),
        ('<p>{{ "58 countries" }}</p>', "58"),
        ("<p>{{ facts()|length + 1 }} facts</p>", "2"),
        ("<p>{{ _('Top 3 of them') }}</p>", "3"),
        ("<p>&#53;&#x38; countries</p>", "58"),
        ("<p>{{ '<b>58</b> countries'|safe }}</p>", "58"),
        ('<img alt="A chart of 58 countries" src="data:,">', "58"),
        ("<p><a aria-label='All 58 countries' href='#main'>more</a></p>", "58"),
        ("<svg><title>Signed by 58</title></svg>", "58"),
        ("<svg><title>Signatures</title><text x='10' y='20'>58 signed</text></svg>", "58"),
        ("<meta name='description' content='58 countries signed'>", "58"),
        ("<title>58 countries</title>", "58"),
        ("<h2>3 countries stayed away</h2>", "3"),
        ("<div hidden>58 countries</div>", "58"),
        ("<ul><li>58 countries</li></ul>", "58"),
        ("<table><tr><td>58</td></tr></table>", "58"),
        ("<style>p::after { content: ' of 58 countries' }</style>", "58"),
        ("<style>p::after { content: ' of \\35 8 countries' }</style>", "58"),
        ("<style>p::after { content: '5' '8' }</style>", "58"),
        ("<style>@media print { p { color: red; &::after { content: '58' } } }</style>", "58"),
        ("<style>p { counter-reset: a 0 n 57; counter-increment: n } p::after { content: counter(n) }</style>", "57"),
        ("<style>p { counter-set: n 58 } @media print { p::after { content: 'x' counters(n, '.') } }</style>", "58"),
        ("<style>p { counter-increment: n 29 n 29 } p::after { content: counter(n) }</style>", "58"),
        ("<style>p { --n: 58; counter-set: n var(--n) } p::after { content: counter(n) }</style>", "58"),
        ("<style>p { counter-set: n calc(57 + 1) } p::after { --c: counter(n); content: var(--c) }</style>", "57"),
        ("<style>ol { counter-reset: list-item 57 }</style>", "57"),
        ("<style>p { --w: '58' } p::after { content: var(--v); --v: var(--w) }</style>", "58"),
        ("<style>ul { list-style: '58 ' }</style>", "58"),
        ("<style>q { quotes: '58' '59' }</style>", "58"),
        ("<style>@counter-style x { system: cyclic; symbols: '58' } ul { list-style: x }</style>", "58"),
        ("<style>@counter-style x { system: cyclic; symbols: \\35\\38 } ul { list-style: x }</style>", "58"),
        ("<style>p::after { content: counter(n) }</style><p style='counter-reset: n 58'>x</p>", "58"),
        ("<style>p::after { content: attr(data-n) }</style><p data-n='58'>x</p>", "58"),
        ("<style>p::after { content: '5' attr(data-n) }</style><p data-n='8'>x</p>", "58"),
        ("<style>p:has(b)::after { content: attr(data-n) }</style><p data-n='58'><b>x</b></p>", "58"),
        (
            "<style>p { counter-set: n attr(data-n type(<integer>)) } p::after { content: counter(n) }</style><p data-n=58>x</p>",
            "58",
        ),
        ("<ol start='58'><li>countries</li></ol>", "58"),
        ("<ol><li value='58'>countries</li></ol>", "58"),
        ("<input value='58'>", "58"),
        ("<input type='submit' value='58 countries'>", "58"),
        ("<input placeholder='58 countries'>", "58"),
        ("<meter value='58' max='100'>many</meter>", "58"),
        ("<progress value='58' max='100'>many</progress>", "58"),
        ("<div role='meter' aria-valuenow='58' aria-label='many'></div>", "58"),
        ("<div role='meter' aria-valuetext='58 countries' aria-label='many'></div>", "58"),
        ("<datalist><option value='58'></option></datalist>", "58"),
        ("<button>58</button>", "58"),
        ("<textarea>58</textarea>", "58"),
        ("<select><option>58</option></select>", "58"),
        ("<p>⑤⑧ countries</p>", "⑤⑧"),
        ("<p>&#9316;&#9319; countries</p>", "⑤⑧"),
        ("<p>㊿ and ❽ countries</p>", "㊿"),
        ("<p>⁵⁸ countries</p>", "⁵⁸"),
        ("<p>５８ countries</p>", "５８"),
        ("<p>Ⅼ countries</p>", "Ⅼ"),
    ],
)
def test_a_figure_in_a_templates_own_words_is_found_at_its_line(tmp_path: Path, words: str, figure: str) -> None:
    facts = found(tmp_path, f"{HOME}\n\n{words}")

    assert {item.code for item in facts} == {"BG210"}, facts
    assert any(f"“{figure}" in item.message for item in facts), facts
    assert {item.place for item in facts} == {Place(TEMPLATE, 3)}


@pytest.mark.parametrize(
    "words",
    [
        "<p>{{ fact('money') }} on {{ fact('money').as_of or 'a day' }}</p>",
        "<h2>1. Overview</h2><h3>1.2 Detail</h3>",
        "<ol><li>1) First of them</li></ol>",
        "<figure><figcaption>Figure 3: what was pledged</figcaption></figure>",
        "<p class='furniture'>page 3 of 4</p>",
        "<p class='of-58' id='n58' data-count='58'>G7, COVID-19 and GPT-4</p>",
        "<svg width='10' viewBox='0 0 58 58' aria-hidden='true'><path d='M 1 2 3'/></svg>",
        "<p>{# 58 #}</p><!-- 58 -->",
        "<style>p { margin: 58px; content: ' · ' }</style><script>var x = 58</script>",
        "<style>ol { counter-reset: n 0 m -1 } li { counter-increment: n m 1 } li::before { content: counter(n) }</style>",
        "<style>p { counter-reset: n 58 } p::after { content: '(' counter(m) ')' }</style>",
        "<style>@counter-style x { system: numeric; symbols: '0' '1' '2' } ul { list-style: x }</style>",
        "<style>:root { --font: 'Face 58' } p { font-family: var(--font); grid-template-areas: 'a58' 'b61' }</style>",
        "<style>p::after { content: attr(data-n) } b::after { content: attr(title) }</style><b data-n='58'>x</b>",
        "<style>p::after { content: attr(data-n) }</style><p data-n='{{ fact(\"money\")|value }}'>x</p>",
        "<ol start='1'><li value='0'>x</li></ol><ol><li>① First of them</li></ol>",
        "<p>Some m² and CO₂, as said¹</p>",
        "<input type='hidden' value='58'><input type='checkbox' value='58'><button value='58'>x</button>",
        "<p>one of them, first and foremost</p>",
    ],
)
def test_what_a_record_gave_and_what_counts_or_lays_out_is_no_naked_number(tmp_path: Path, words: str) -> None:
    assert found(tmp_path, HOME + words) == ()


def test_a_figure_in_an_editors_text_is_found_at_the_line_of_its_file(tmp_path: Path) -> None:
    text = "1. It was agreed.\n2. Some [58 countries](https://example.org/2025) signed.\n\n| a | 61 |\n|---|---|\n"

    findings = found(tmp_path, HOME + "{{ sections.words.text }}", text=text)

    assert [(item.place, item.message.split("“")[1].split("”")[0]) for item in findings] == [
        (Place("data/texts/summit/readers.md", 4), "58"),
        (Place("data/texts/summit/readers.md", 6), "61"),
    ]


def test_lists_and_addresses_of_a_text_stay_what_they_are(tmp_path: Path) -> None:
    text = "1. It was agreed.\n2. See [this](https://example.org/2025).\n"

    page = rendered(tmp_path, HOME + "{{ sections.words.text }}", text=text)

    assert "<ol>\n<li>It was agreed.</li>" in page.html
    assert 'href="https://example.org/2025"' in page.html


def test_a_year_at_the_head_of_a_line_of_a_text_does_not_become_the_number_of_a_list(tmp_path: Path) -> None:
    page = rendered(tmp_path, HOME + "{{ sections.words.text }}", text="1984. It was agreed.\n")

    assert "<ol" not in page.html
    assert [item.message for item in naked_numbers(read(page.marked, page.language), page, str)] == [
        "no record gives “1984” in “1984. It was agreed.”"
    ]


def test_figures_in_the_words_of_records_are_theirs(tmp_path: Path) -> None:
    fact = say("plan", "The 2030 plan names 17 aims", note="12 of them are old")
    template = '<p id="{{ fact("plan")|anchor }}">{{ fact("plan").sentence }} {{ fact("plan").note }}</p>'

    page = rendered(tmp_path, template, fact)

    assert naked_numbers(read(page.marked, page.language), page, str) == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "<p>Deux tiers des pays</p>"), ("fr", "<p>le 11 février 2025</p>"), ("ar", "<p>وقّعت ٥٨ دولة</p>")],
)
def test_figures_are_found_in_every_language_that_is_shipped(tmp_path: Path, language: str, words: str) -> None:
    page = rendered(tmp_path, words, make_fact(), language=language)

    assert [item.code for item in naked_numbers(read(page.marked, page.language), page, str)] == ["BG210"]
    assert "\ue002" not in page.html
