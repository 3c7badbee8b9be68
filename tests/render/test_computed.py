"""What is computed from facts: totals that count nothing twice, roundings that say so, directions that match the sign."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.model.briefing import Entry
from briefgen.model.diagnostic import Place, Problems
from briefgen.model.fact import Relation
from briefgen.model.value import parse_date
from tests.builders import disputed, make_fact, refused, rendered, show

PLACES = '{% for f in unsourced_facts() %}<i id="{{ f|anchor }}"></i>{% endfor %}'


def entries(folder: Path, expression: str, *facts: Any) -> tuple[Entry, ...]:
    """Give the ledger of a page that prints one expression."""
    page = rendered(folder, f"<p>{show(expression)}</p>{PLACES}", *facts)
    assert page.diagnostics == ()
    return page.ledger.entries


def share(name: str = "share", value: str = "2.4", **fields: Any) -> Any:
    return make_fact(name, statement="It is {value}", value=Decimal(value), unit="percent", **fields)


def test_a_total_adds_values_of_one_unit_and_names_all_its_facts(tmp_path: Path) -> None:
    facts = (make_fact("first", value=Decimal(3_000_000)), make_fact("second", value=Decimal(1_500_000)))

    (entry,) = entries(tmp_path, "facts()|total", *facts)

    assert (entry.printed, entry.raw, entry.role) == ("€4.5 million", "4500000", "total")
    assert (entry.fact, entry.also) == ("first", ("second",))


def test_a_total_leads_to_the_evidence_of_each_of_its_facts(tmp_path: Path) -> None:
    page = rendered(
        tmp_path, '<p>{{ facts()|total }}</p><i id="{{ fact("first")|anchor }}"></i>', *map(make_fact, ("first", "second"))
    )

    assert [item.code for item in page.diagnostics] == ["BG408"]
    assert "`second`" in page.diagnostics[0].message
    assert page.ledger.facts == ("first", "second")
    assert 'data-also="second"' in page.html


def test_a_total_with_a_disputed_part_is_a_range(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "facts()|total", disputed("one"), disputed("two", value=Decimal(10), alternatives=()))

    assert (entry.printed, entry.raw) == ("68 to 71 countries", "68/71")


@pytest.mark.parametrize(
    ("one", "two", "code", "words"),
    [
        ({}, {"relations": (Relation(type="part_of", fact="one"),)}, "BG234", "`two` is part of `one`"),
        ({"relations": (Relation(type="part_of", fact="two"),)}, {}, "BG234", "`one` is part of `two`"),
        ({}, {"unit": "USD"}, "BG235", "units"),
        ({"as_of": parse_date("2024")}, {"as_of": parse_date("2025")}, "BG235", "dates"),
        ({"definition": "public money"}, {"definition": "all money"}, "BG235", "definitions"),
        ({"unit": "percent", "value": Decimal(3)}, {"unit": "percent", "value": Decimal(4)}, "BG235", "shares"),
    ],
)
def test_a_total_that_would_mislead_is_an_error_naming_template_and_facts(
    tmp_path: Path, one: dict[str, Any], two: dict[str, Any], code: str, words: str
) -> None:
    (found,) = refused(tmp_path, show("facts()|total"), make_fact("one", **one), make_fact("two", **two))

    assert (found.code, found.place) == (code, Place("templates/paper.html.j2", 1))
    assert words in found.message
    assert "`one`" in found.message
    assert "`two`" in found.message


def test_a_part_of_a_part_is_found_too_where_all_are_in_the_total(tmp_path: Path) -> None:
    middle = make_fact("middle", relations=(Relation(type="part_of", fact="whole"),))
    least = make_fact("least", relations=(Relation(type="part_of", fact="middle"),))

    (found,) = refused(tmp_path, show("facts()|total"), make_fact("whole"), middle, least)

    assert found.code == "BG234"


def test_dates_may_differ_where_the_text_says_so(tmp_path: Path) -> None:
    facts = (make_fact("one", as_of=parse_date("2024")), make_fact("two", as_of=parse_date("2025")))

    page = rendered(tmp_path, f"<p>{show('facts()|total(across=[' + repr('dates') + '])')}</p>{PLACES}", *facts)

    assert "€218 billion</a></data> (dates differ)" in page.html


@pytest.mark.parametrize(
    ("value", "qualifier", "digits", "text"),
    [
        ("2.4", None, 1, "about 2%"),
        ("2.5", None, 1, "about 2%"),
        ("38.6", None, 2, "about 39%"),
        ("38.6", "over", 2, "over 38%"),
        ("38.2", "nearly", 2, "nearly 39%"),
        ("40", None, 1, "40%"),
        ("0.0456", None, 2, "about 0.046%"),
    ],
)
def test_a_rounded_value_says_so_and_keeps_the_exact_one(
    tmp_path: Path, value: str, qualifier: Any, digits: int, text: str
) -> None:
    (entry,) = entries(tmp_path, f"fact('share')|rounded({digits})", share(value=value, qualifier=qualifier))

    assert (entry.printed, entry.raw) == (text, value)


def test_a_direction_follows_the_sign_and_the_size_loses_it(tmp_path: Path) -> None:
    word, size = entries(
        tmp_path, 'fact("share")|direction("rose", "fell") }} by {{ fact("share")|magnitude', share(value="-3.2")
    )

    assert (word.printed, word.role, word.raw) == ("fell", "direction", "-3.2")
    assert (size.printed, size.raw) == ("3.2%", "-3.2")


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ('fact("share")|direction("rose", "fell")', "no word for that"),
        ('fact("share")|direction("fell", "rose", "stayed")', "given “fell” for a value that rises"),
        ('fact("signatories")|magnitude', "disputed"),
        ('fact("signatories")|rounded', "disputed"),
        ("facts(ids=[])|total", "got no fact"),
        ('[fact("share"), fact("share")]|total', "twice"),
        ('fact("share")|total', "a fact is no list"),
        ("[title]|total", "takes facts with numbers"),
        ('facts()|total(across=["units"])', "cannot sum across"),
    ],
)
def test_what_cannot_be_computed_is_told_with_its_line(tmp_path: Path, expression: str, words: str) -> None:
    try:
        found = rendered(tmp_path, show(expression) + PLACES, share(value="0"), disputed()).diagnostics
    except Problems as problems:
        found = problems.diagnostics

    assert words in found[0].message
    assert found[0].place == Place("templates/paper.html.j2", 1)


def test_a_refuted_fact_is_printed_only_from_a_list_that_names_it(tmp_path: Path) -> None:
    from briefgen.model.settings import Admits, SectionRule, Selection

    audience = {
        "admits": Admits(statuses=("corroborated", "asserted", "refuted")),
        "sections": {"wrong": SectionRule(facts=Selection(statuses=("refuted",))), "all": SectionRule(facts=Selection())},
    }
    facts = (make_fact("fine"), make_fact("wrong", status="refuted"))
    allowed = "{% for f in sections.wrong.facts %}{{ f.sentence }}{% endfor %}{{ facts(statuses=['refuted'])[0].sentence }}"
    barred = "{% for f in sections.all.facts %}{{ f.sentence }}{% endfor %}"

    assert rendered(tmp_path, allowed + PLACES, *facts, audience=audience).diagnostics == ()
    for template in (barred, show('fact("wrong").statement'), show('fact("wrong")|figure'), show("facts()[1]|label")):
        (found,) = rendered(tmp_path, template + PLACES, *facts, audience=audience).diagnostics
        assert (found.code, found.place.line) == ("BG232", 1)
        assert "`wrong`" in found.message
