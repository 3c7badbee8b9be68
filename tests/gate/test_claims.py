"""Interpretations are told from facts, and no published value of a disputed fact stands alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.gate.claims import check_disputed, check_interpretations
from briefgen.model.diagnostic import Place, Severity
from briefgen.model.fact import Alternative
from tests.builders import disputed, say
from tests.drafts import HEAD, TEMPLATE, TEXT, draft

PRINTED = "<p>{{ fact('race').sentence }}</p>"
RACE = say("race", "Competition is an arms race", type="interpretation")


def test_an_interpretation_printed_as_a_fact_is_found_with_its_template_line(tmp_path: Path) -> None:
    (found,) = draft(tmp_path, f"{HEAD}\n{PRINTED}", RACE).found(check_interpretations)

    assert (found.code, found.severity) == ("BG233", Severity.ERROR)
    assert found.place == Place(TEMPLATE, 2)
    assert "`race`" in found.message


def test_an_interpretation_printed_as_a_fact_by_an_editor_is_found_in_the_text(tmp_path: Path) -> None:
    made = draft(tmp_path, HEAD + "{{ sections.words.text }}", RACE, text='It is so.\n\n{{ fact("race").sentence }}')

    (found,) = made.found(check_interpretations)

    assert found.place == Place(TEXT, 5)


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ fact('race').sentence }} <em>({{ fact('race').type | term }})</em></p>",
        "<h2>How others read it: views</h2><p>{{ fact('race').sentence }}</p>",
        "<h2>Assessment</h2><ul><li>{{ fact('race').sentence }}</li></ul>",
        "<p>{{ fact('race').opening }}, wrote {{ fact('race').citations[0].source.short }}.</p>",
        "<p>According to its authors, {{ fact('race').statement }}.</p>",
        "<table><tr><th scope='row'>{{ fact('race').sentence }}</th><td>{{ fact('race').type | term }}</td></tr></table>",
    ],
)
def test_an_interpretation_whose_type_source_or_heading_is_told_is_right(tmp_path: Path, template: str) -> None:
    assert draft(tmp_path, HEAD + template, RACE).found(check_interpretations) == ()


def test_an_interpretation_that_says_itself_whose_view_it_is_is_right(tmp_path: Path) -> None:
    race = say("race", "Competition is described as an arms race", type="interpretation")

    assert draft(tmp_path, HEAD + PRINTED, race).found(check_interpretations) == ()


def test_another_heading_or_row_does_not_speak_for_an_interpretation(tmp_path: Path) -> None:
    template = (
        "<h2>Overview</h2><table><tr><th scope='row'>{{ fact('race').sentence }}</th></tr>"
        "<tr><td>{{ fact('race').type | term }}</td></tr></table>"
    )

    assert len(draft(tmp_path, HEAD + template, RACE).found(check_interpretations)) == 1


def test_a_claim_is_no_interpretation(tmp_path: Path) -> None:
    assert draft(tmp_path, HEAD + PRINTED, say("race", "Competition is an arms race")).found(check_interpretations) == ()


FACT = "fact('signatories')"


def test_one_of_several_published_values_alone_is_found_with_its_line(tmp_path: Path) -> None:
    template = f"{HEAD}\n<p>{{{{ {FACT}.alternatives[0] | value }}}} signed.</p>"

    (found,) = draft(tmp_path, template, disputed()).found(check_disputed)

    assert (found.code, found.severity, found.place) == ("BG230", Severity.ERROR, Place(TEMPLATE, 2))
    assert "61 countries" in found.message


def test_one_published_value_alone_in_an_attribute_is_found(tmp_path: Path) -> None:
    template = f"{HEAD}<p aria-label='{{{{ {FACT}.alternatives[0] | value }}}}'>Many signed.</p>"

    assert len(draft(tmp_path, template, disputed()).found(check_disputed)) == 1


def test_some_of_the_published_values_are_not_all(tmp_path: Path) -> None:
    three = disputed(alternatives=(Alternative(value=Decimal(61)), Alternative(value=Decimal(60))))
    template = f"{HEAD}<p>{{{{ {FACT}.alternatives[0] | value }}}} or {{{{ {FACT}.alternatives[1] | value }}}}</p>"

    assert len(draft(tmp_path, template, three).found(check_disputed)) == 2


def test_a_preferred_value_without_its_note_is_found(tmp_path: Path) -> None:
    template = f"{HEAD}<p>{{{{ ({FACT} | preferred).split(' (')[0] }}}}</p>"

    assert len(draft(tmp_path, template, disputed()).found(check_disputed)) == 1


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ FACT | range }}</p>",
        "<p>{{ FACT | range }}, by one count {{ FACT.alternatives[0] | value }}</p>",
        "<ul>{% for item in FACT.published %}<li>{{ item }}</li>{% endfor %}</ul>",
        "<p>{{ FACT | preferred }}</p>",
        "<p title='{{ FACT | preferred }}'>Many signed.</p>",
        "<p>{{ FACT.sentence }}</p>",
    ],
)
def test_a_range_all_values_or_a_value_with_its_note_are_right(tmp_path: Path, template: str) -> None:
    assert draft(tmp_path, HEAD + template.replace("FACT", FACT), disputed()).found(check_disputed) == ()
