"""Words of change beside a fact's number come from the number's sign."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.gate.directions import check_directions
from briefgen.gate.sentences import sentences_of
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.value import parse_date
from tests.builders import make_fact
from tests.drafts import HEAD, TEXT, draft

WORDS = HEAD + "{{ sections.words.text }}"


def growth(value: int = 3, statement: str = "Output changed by {value}", **fields: Any) -> Any:
    return make_fact("growth", value=Decimal(value), unit="percent", statement=statement, **fields)


def found(folder: Path, template: str, *facts: Any, **parts: Any) -> tuple[Diagnostic, ...]:
    made = draft(folder, template, *facts, **parts)
    return check_directions(sentences_of(made.reading), made.reading, made.page, made.briefing)


@pytest.mark.parametrize(
    "words", ["Output rose by", "Output fell by", "Output was up by", "There was an increase of", "Output declined by"]
)
def test_a_direction_that_an_editor_types_beside_a_number_is_found(tmp_path: Path, words: str) -> None:
    (finding,) = found(tmp_path, WORDS, growth(), text=f'So it is.\n\n{words} {{{{ fact("growth") | value }}}}.')

    assert (finding.code, finding.severity) == ("BG237", Severity.ERROR)
    assert finding.place == Place(TEXT, 5)
    assert "`growth`" in finding.message
    assert 'direction("rose", "fell")' in finding.hint


@pytest.mark.parametrize(
    "words",
    [
        'Output {{ fact("growth") | direction("rose", "fell") }} by {{ fact("growth") | magnitude }}.',
        'Output rose. It changed by {{ fact("growth") | value }}.',
        "Output rose by as much as was thought.",
        'Output rose in {{ fact("when") | date }}.',
        '{{ fact("growth").sentence }}',
        'The share was {{ fact("growth") | value }}, up to the day.',
    ],
)
def test_a_direction_from_the_sign_or_apart_from_a_number_is_right(tmp_path: Path, words: str) -> None:

    when = make_fact("when", type="date", statement="It was {value}", value=parse_date("2025-02-11"), unit="")
    assert found(tmp_path, WORDS, growth(), when, text=words) == ()


def test_a_direction_in_a_definition_beside_its_number_is_the_records(tmp_path: Path) -> None:
    fact = growth(statement="Output changed by {value}", definition="real output; it rose by 5% in nominal terms")
    template = HEAD + "<p>{{ fact('growth').opening }}: {{ fact('growth').definition }}.</p>"

    assert found(tmp_path, template, fact) == ()


@pytest.mark.parametrize(
    "statement", ["Output rose by {value}", "There was an increase in output by {value}", "Output increased {value}"]
)
def test_a_statement_that_says_a_rise_of_a_negative_number_is_found_at_its_record(tmp_path: Path, statement: str) -> None:
    (finding,) = found(tmp_path, HEAD + "<p>{{ fact('growth').sentence }}</p>", growth(-3, statement))

    assert finding.place == Place("data/facts/first.yaml", 1)
    assert "−3%" in finding.message


@pytest.mark.parametrize(
    ("value", "statement"),
    [
        (-3, "Output fell by {value}"),
        (3, "Output rose by {value}"),
        (-3, "The rate rose to {value}"),
        (3, "Output fell by {value}"),
    ],
)
def test_a_statement_that_its_sign_bears_out_is_right(tmp_path: Path, value: int, statement: str) -> None:
    assert found(tmp_path, HEAD + "<p>{{ fact('growth').sentence }}</p>", growth(value, statement)) == ()
