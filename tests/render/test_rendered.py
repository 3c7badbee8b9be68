"""How the pieces of a record get into a page: linked values in content, plain words elsewhere, a ledger of all."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.model.briefing import Page
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Evidence
from briefgen.model.source import Source
from tests.builders import disputed, make_fact, refused, rendered, say, show

EVIDENCE = '{% for f in unsourced_facts() %}<p id="{{ f|anchor }}">{{ f.id }}</p>{% endfor %}'
HOSTILE = """<script>alert(1)</script> "quoted" 'single' & {{ 7*7 }} {% raw %} --> </title> </svg> ]]>"""


def test_a_value_in_content_is_data_that_leads_to_its_evidence(tmp_path: Path) -> None:
    page = rendered(tmp_path, '<p>{{ fact("money") | value }}</p>' + EVIDENCE)
    assert '<p><data value="109000000000" data-fact="money" id="v1"><a href="#e-money">€109 billion</a></data></p>' in page.html
    assert '<p id="e-money">money</p>' in page.html
    assert page.diagnostics == ()


def test_a_statement_is_a_span_with_its_value_in_it(tmp_path: Path) -> None:
    page = rendered(tmp_path, '{{ fact("money").sentence }}' + EVIDENCE)
    assert page.html.startswith(
        '<span data-fact="money" id="v1">France announced <data value="109000000000" data-fact="money" id="v2">'
        '<a href="#e-money">€109 billion</a></data> of investment.</span>'
    )


@pytest.mark.parametrize(
    "place",
    [
        '<p title="{}">x</p>',
        "<p title='{}'>x</p>",
        "<title>{}</title>",
        "<svg><title>{}</title><text>{}</text></svg>",
        "<!-- {} -->",
    ],
)
def test_where_no_element_can_stand_a_value_is_plain_escaped_words(tmp_path: Path, place: str) -> None:
    fact = make_fact(type="name", value='5 > 4 "and" <b>', unit="")
    page = rendered(tmp_path, place.replace("{}", '{{ fact("money") | value }}') + EVIDENCE, fact)
    words = "5 &gt; 4 &#34;and&#34; &lt;b&gt;"
    assert page.html.startswith(place.replace("{}", words))
    assert "<data" not in page.html
    assert {entry.anchor for entry in page.ledger.entries} == {""}


def test_a_value_in_a_script_is_safe_there(tmp_path: Path) -> None:
    template = """<script>let x = "{{ fact('money').statement }}"; let y = {{ fact('money').statement|tojson }}</script>"""
    page = rendered(tmp_path, template, say("money", 'He said "</script><b>" & left \\ u2028'))
    assert page.html.count("</script>") == 1
    script = re.fullmatch(r"<script>let x = (.*); let y = (.*)</script>", page.html)
    assert script
    assert [json.loads(found) for found in script.groups()] == ['He said "</script><b>" & left \\ u2028'] * 2


@pytest.mark.parametrize("expression", ["fact('hostile').statement", "fact('hostile').note", "fact('hostile')"])
def test_hostile_words_are_shown_and_never_obeyed(tmp_path: Path, expression: str) -> None:
    page = rendered(tmp_path, f"<p>{show(expression)}</p>", say("hostile", HOSTILE, note=HOSTILE))
    assert "<script>" not in page.html
    assert "{{ 7*7 }}" in page.html, "data is no template"
    assert "49" not in page.html


def test_notes_are_numbered_as_the_document_is_read(tmp_path: Path) -> None:
    template = (
        '{% set later %}{{ fact("b")|note }}{% endset %}{{ fact("a")|note }}{{ fact("c")|note }}{{ later }}{{ fact("a")|note }}'
    )
    page = rendered(tmp_path, template, *(say(name, "Something") for name in "abc"))
    assert page.html == "1231"


def test_anchors_are_unique_also_when_evidence_is_shown_twice(tmp_path: Path) -> None:
    facts = (say("a", "One"), say("a-2", "Two"))
    template = "{% for f in [fact('a'), fact('a'), fact('a-2')] %}<p id='{{ f|anchor }}'>{{ f.statement }}</p>{% endfor %}"
    page = rendered(tmp_path, template, *facts)
    anchors = re.findall(r"id=['\"]([^'\"]+)", page.html)
    assert len(anchors) == len(set(anchors)) == 6
    assert "e-a-2" in anchors, "where the values of `a-2` lead"


def test_the_ledger_follows_the_page_from_top_to_bottom(tmp_path: Path) -> None:
    template = """<ul>
{% set last %}<li>{{ fact("b") | value }}</li>{% endset %}
<li>{{ fact("a") | value }}</li>
{{ last }}
<li>{{ fact("a").statement }}</li>
</ul>"""
    facts = [make_fact(name, value=Decimal(number), unit="") for name, number in (("a", 1), ("b", 2))]
    entries = rendered(tmp_path, template, *facts).ledger.entries
    assert [(entry.anchor, entry.fact, entry.role, entry.printed, entry.place) for entry in entries] == [
        ("v1", "a", "value", "1", Place("templates/paper.html.j2", 3)),
        ("v2", "b", "value", "2", Place("templates/paper.html.j2", 2)),
        ("v3", "a", "statement", "France announced 1 of investment", Place("templates/paper.html.j2", 5)),
        ("v4", "a", "value", "1", Place("templates/paper.html.j2", 5)),
    ]
    assert [entry.raw for entry in entries] == ["1", "2", "", "1"]


def test_a_piece_printed_twice_has_two_entries_and_one_not_printed_has_none(tmp_path: Path) -> None:
    template = '{% set x = fact("money") | value %}{{ x }} {{ x }}{% set unused = fact("other") | value %}'
    page = rendered(tmp_path, template, make_fact(), make_fact("other"))
    assert [(entry.anchor, entry.fact) for entry in page.ledger.entries] == [("v1", "money"), ("v2", "money")]
    assert page.ledger.facts == ("money",)
    assert page.ledger.reads == ("money", "other")
    assert "other" not in page.facts_json


def test_a_value_in_an_attribute_is_in_the_ledger_too(tmp_path: Path) -> None:
    page = rendered(tmp_path, '<p title="{{ fact("money").statement }}">x</p>')
    assert [(entry.role, entry.printed) for entry in page.ledger.entries] == [
        ("statement", "France announced €109 billion of investment"),
        ("value", "€109 billion"),
    ]


def test_a_value_without_evidence_in_the_document_is_a_dead_link(tmp_path: Path) -> None:
    (found,) = rendered(tmp_path, '\n<p>{{ fact("money") | value }}</p>').diagnostics
    assert (found.code, found.place) == ("BG408", Place("templates/paper.html.j2", 2))
    assert "anchor" in found.hint


def test_a_selection_that_a_template_makes_is_written_down_even_when_it_is_empty(tmp_path: Path) -> None:
    page = rendered(tmp_path, "{% for f in facts(tags=['none']) %}{{ f }}{% endfor %}")
    assert page.ledger.selections == ("[('tags', ())]",)


def test_the_marking_and_hash_of_a_page_are_those_of_what_it_used(tmp_path: Path) -> None:
    facts = (make_fact(), make_fact("secret", marking="TLP:GREEN"))
    audience = {"admits": _admits("TLP:AMBER")}
    without = rendered(tmp_path, '{{ fact("money").statement }}<b>{{ marking }} {{ digest }}</b>', *facts, audience=audience)
    with_it = rendered(tmp_path, '{{ fact("secret").statement }}<b>{{ marking }} {{ digest }}</b>', *facts, audience=audience)
    assert (without.marking, with_it.marking) == ("TLP:CLEAR", "TLP:GREEN")
    assert without.digest != with_it.digest
    for page in (without, with_it):
        assert f"<b>{page.marking} {page.digest}</b>" in page.html


def _admits(ceiling: str) -> object:
    from briefgen.model.settings import Admits

    return Admits(marking=ceiling)


def test_json_ld_stays_inside_its_script(tmp_path: Path) -> None:
    template = '<script type="application/ld+json">{{ json_ld }}</script>{{ fact("money").statement }}'
    page = rendered(tmp_path, template, say("money", "Ends </script><script>alert(1)</script>"))
    assert page.html.count("</script>") == 1
    content = json.loads(page.html.partition(">")[2].partition("</script>")[0])
    assert content["hasPart"][0]["text"] == "Ends </script><script>alert(1)</script>"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//evil.example", "file:///etc/passwd"]
)
@pytest.mark.parametrize("way", ["{{ s.url }}", "<a href='{{ s.url | link }}'>x</a>", "<a href='{{ fact(\"bad\").note }}'>x</a>"])
def test_an_address_that_readers_may_not_follow_is_refused(tmp_path: Path, address: str, way: str) -> None:
    bad = say("bad", "A claim", note=address, sources=(Evidence(source="bad"),))
    sources = (Source(id="bad", type="webpage", title="Bad", url=address),)
    template = '{% for s in sources_of([fact("bad")]) %}' + way + "{% endfor %}"
    try:
        found = rendered(tmp_path, template, bad, sources=sources)
    except Exception:  # noqa: BLE001 -- which one is asked in the next line
        diagnostics = refused(tmp_path, template, bad, sources=sources)
    else:
        diagnostics = found.diagnostics
        assert address not in found.html
    assert [(item.code, item.place.line) for item in diagnostics] == [("BG409", 1)]


def test_a_good_address_is_passed_whichever_way_it_comes(tmp_path: Path) -> None:
    template = (
        "{% for s in sources_of([fact('money')]) %}<a href='{{ s.url }}'>x</a><a href='{{ s.url | link }}'>x</a>{% endfor %}"
    )
    page = rendered(tmp_path, template)
    assert page.html == "<a href='https://example.org/'>x</a>" * 2
    assert page.diagnostics == ()


@pytest.mark.parametrize(
    "cut", ["|truncate(2, true, '', 0)", "[:2]", "|urlencode", r"|replace('\ue000', '\ue000999')", "|list|first"]
)
def test_a_piece_of_a_record_that_a_template_cuts_or_changes_is_an_error(tmp_path: Path, cut: str) -> None:
    codes = [item.code for item in refused(tmp_path, show(f'fact("money").statement{cut}'))]
    assert codes == ["BG404"]


def test_a_disputed_value_leads_to_both_numbers_of_its_range(tmp_path: Path) -> None:
    page: Page = rendered(tmp_path, "{{ fact('signatories') }}" + EVIDENCE, disputed())
    assert '<data value="58/61" data-fact="signatories" id="v1">' in page.html
    assert "58 to 61 countries" in page.html
