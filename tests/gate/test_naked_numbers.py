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
    ],
)
def test_a_figure_in_a_templates_own_words_is_found_at_its_line(tmp_path: Path, words: str, figure: str) -> None:
    facts = found(tmp_path, f"{HOME}\n\n{words}")

    assert [item.code for item in facts] == ["BG210"], facts
    assert figure in facts[0].message
    assert facts[0].place == Place(TEMPLATE, 3)


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
