"""Editors' texts: Markdown with facts in it; markup in it is shown, and errors name the text's own file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.diagnostic import Place
from briefgen.model.settings import SectionRule
from tests.builders import make_fact, prose, refused, rendered, say, texts

SHOWN = "{{ sections.words.text }}"
EVIDENCE = '{% for f in unsourced_facts() %}<p id="{{ f|anchor }}">.</p>{% endfor %}'


def test_markdown_becomes_html_and_facts_in_it_become_linked_values(tmp_path: Path) -> None:
    text = 'France gives *{{ fact("money") | value }}*.\n\n- one\n- two\n\n### More\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n'
    page = rendered(tmp_path, SHOWN + EVIDENCE, text=text)
    assert "<p>France gives <em><data" in page.html
    for tag in ("<ul>", "<h3>More</h3>", "<table>"):
        assert tag in page.html
    (entry,) = page.ledger.entries
    assert (entry.printed, entry.place) == ("€109 billion", Place("data/texts/summit/readers.md", 3))
    assert page.ledger.templates == ("data/texts/summit/readers.md", "paper.html.j2")


def test_a_text_of_one_paragraph_can_stand_in_a_line(tmp_path: Path) -> None:
    assert rendered(tmp_path, "<h1>{{ sections.words.inline }}</h1>", text="A *title*").html == "<h1>A <em>title</em></h1>"
    two = rendered(tmp_path, "{{ sections.words.inline }}", text="One\n\nTwo").html
    assert two == "<p>One</p>\n<p>Two</p>", "longer ones stay as they are"


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<link rel=attachment href=file:///etc/passwd>",
        '<img src=x onerror="alert(1)">',
        "<b onclick=x>bold</b>",
        "<style>p{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
    ],
)
def test_html_is_shown_as_it_is_typed(tmp_path: Path, typed: str) -> None:
    page = rendered(tmp_path, SHOWN, text=f"Before {typed} after")
    assert page.html.count("<") == 2, page.html
    assert prose(page.html) == f"Before {typed} after"


@pytest.mark.parametrize(
    "hostile",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "[x](&#106;avascript:alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
    ],
)
def test_no_link_of_a_text_runs_anything(tmp_path: Path, hostile: str) -> None:
    assert "href" not in rendered(tmp_path, SHOWN, text=hostile).html


def test_good_links_stay(tmp_path: Path) -> None:
    html = rendered(tmp_path, SHOWN, text="[x](https://example.org/a?b=1&c=2) <mailto:a@b.example>").html
    assert '<a href="https://example.org/a?b=1&amp;c=2">x</a>' in html
    assert '<a href="mailto:a@b.example">' in html


def test_a_record_may_give_the_address_of_a_link_but_not_a_dangerous_one(tmp_path: Path) -> None:
    text = "[x]({{ fact('money').citations[0].source.url }}) [y]({{ fact('bad').note }})"
    page = rendered(tmp_path, SHOWN, make_fact(), say("bad", "It is so", note="javascript:alert(1)"), text=text)
    assert '<a href="https://example.org/">x</a>' in page.html
    assert '<a href="#">y</a>' in page.html
    assert [(item.code, item.place) for item in page.diagnostics] == [("BG409", Place("data/texts/summit/readers.md", 3))]


def test_pictures_are_dropped(tmp_path: Path) -> None:
    page = rendered(tmp_path, SHOWN, text="![secret](https://tracker.example/pixel.png) ![x](file:///etc/passwd) word")
    assert "img" not in page.html
    assert "example" not in page.html
    assert "word" in page.html


def test_a_text_is_a_template_and_a_fact_is_not(tmp_path: Path) -> None:
    text = "Seven times seven is {{ 7*7 }}; the fact says {{ fact('odd').statement }} and {{ fact('marked').statement }}."
    facts = (say("odd", "{{7*7}} {% if x %} {# no #}"), say("marked", "*stars* [a](b) <i>tags</i> `code` \\ ## no"))
    words = prose(rendered(tmp_path, SHOWN, *facts, text=text).html)
    assert words == (
        "Seven times seven is 49; the fact says {{7*7}} {% if x %} {# no #} and *stars* [a](b) <i>tags</i> `code` \\ ## no."
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "hint"),
    [
        ("One\n\n{{ fact('mony') | value }}", "BG406", 5, "did you mean `money`?"),
        ("One\n{{ fact('money') | valu }}", "BG403", 4, "did you mean `value`?"),
        ("One\n{{ fakt('money') }}", "BG402", 4, "did you mean `fact`"),
        ("One\n{{ fact('money' }}", "BG401", 4, ""),
        ("One\n\n\n{{ 1 / 0 }}", "BG404", 6, ""),
        ("{{ fact('secret') }}", "BG301", 3, "Readers"),
        ("{{ fact('money') | date('tiny') }}", "BG404", 3, "short"),
        ("{% include 'nothing.html' %}", "BG405", 3, ""),
        ("{{ fact }}", "BG407", 3, "parts"),
    ],
)
def test_an_error_in_a_text_names_its_file_and_line(tmp_path: Path, text: str, code: str, line: int, hint: str) -> None:
    secret = make_fact("secret", marking="TLP:RED")
    (found,) = refused(tmp_path, SHOWN, make_fact(), secret, text=text)
    assert (found.code, found.place) == (code, Place("data/texts/summit/readers.md", line))
    assert hint in found.hint


def test_several_broken_texts_and_facts_are_told_in_one_run(tmp_path: Path) -> None:
    sections = {name: SectionRule() for name in ("one", "two", "three")}
    words = texts({"one": "{{ fact('a') }}\n{{ fact('b') }}", "two": "{{ 1 +", "three": "{{ nothing }}"})
    template = "{{ sections.one.text }}{{ sections.two.text }}{{ sections.three.text }}{{ fact('c') }}{{ sections.one.text }}"
    found = refused(tmp_path, template, texts=words, audience={"sections": sections})
    assert [(item.code, item.place.line) for item in found] == [
        ("BG406", 3),
        ("BG406", 4),
        ("BG401", 3),
        ("BG402", 3),
        ("BG406", 1),
    ]


def test_a_long_hostile_text_takes_no_long_time(tmp_path: Path) -> None:
    assert "[" in rendered(tmp_path, SHOWN, text="[" * 2_000).html
