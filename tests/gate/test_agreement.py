"""The documents of a brief must agree on a fact: printed forms round to one another, dates and qualifiers are the same."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.gate.agreement import disagreements, same_facts
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Fact, Relation
from briefgen.model.ledger import LedgerFile, Printed
from tests.builders import make_fact


def printed(words: str, raw: str, **fields: Any) -> Printed:
    usual: dict[str, Any] = {
        "anchor": "v1",
        "where": "text",
        "fact": "growth",
        "role": "value",
        "formatter": "value",
        "file": "templates/a.html.j2",
        "line": 7,
    }
    return Printed(**(usual | {"printed": words, "raw": raw, "evidence": fields.get("fact", "growth")} | fields))


def ledger(audience: str, *entries: Printed, language: str = "en-GB", brief: str = "summit") -> LedgerFile:
    return LedgerFile(
        document=f"{brief}/{audience}/{brief}-{audience}-en",
        title="The summit",
        language=language,
        edition=1,
        marking="TLP:CLEAR",
        digest="0",
        words=0,
        entries=entries,
        sentences=(),
        evidence={},
        facts=("growth",),
        sources=(),
        pages=None,
        reads=(),
        selections=(),
        templates=(),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (printed("3%", "3"), printed("2.4%", "2.4")),
        (printed("3%", "2.4", role="rounded"), printed("2.4%", "2.4")),
        (printed("€109 billion", "109000000000"), printed("€110.2 billion", "110200000000")),
        (printed("58 to 61 countries", "58/61", role="range"), printed("58 to 60 countries", "58/60", role="range")),
        (printed("62 countries", "62"), printed("58 to 61 countries", "58/61", role="range")),
        (printed("10 February 2025", "2025-02-10"), printed("11 February 2025", "2025-02-11")),
        (printed("2024", "2024", role="as-of"), printed("2025", "2025", role="as-of")),
        (printed("over 100", "100", qualifier="over"), printed("100", "100")),
        (printed("40%", "38.6"), printed("38.6%", "38.6")),
        (printed("about 50%", "38.6", role="rounded"), printed("38.6%", "38.6")),
        (printed("rose", "2.4", role="direction"), printed("fell", "-2.4", role="direction")),
        (printed("−2.4%", "-2.4"), printed("2.4%", "2.4")),
        (printed("Some 3% of jobs will change", "", role="statement"), printed("2.4%", "2.4")),
        (
            printed("€1 million", "1000000", role="total", also=("b",)),
            printed("€2 million", "2000000", role="total", also=("b",)),
        ),
    ],
)
def test_what_does_not_round_to_one_another_names_both_documents(one: Printed, other: Printed) -> None:
    for first, second in ((one, other), (other, one)):
        (found,) = disagreements([ledger("minister", first), ledger("public", second)], {})

        assert found.code == "BG211"
        assert found.place == Place("templates/a.html.j2", 7)
        for part in ("`growth`", "summit-minister-en", "summit-public-en", f"“{first.printed}”", f"“{second.printed}”"):
            assert part in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (printed("about 2%", "2.4", role="rounded"), printed("2.4%", "2.4")),
        (printed("€109 billion", "109000000000"), printed("about €108.9 billion", "108900000000", role="rounded")),
        (printed("58 to 61", "58/61", role="range"), printed("58 to 61 countries", "58/61", role="range")),
        (printed("58 countries", "58"), printed("58 to 61 countries", "58/61", role="range")),
        (printed("11 Feb 2025", "2025-02-11"), printed("11 February 2025", "2025-02-11")),
        (printed("3.2%", "-3.2", role="magnitude"), printed("−3.2%", "-3.2")),
        (printed("Some 2% of jobs will change by 2030", "", role="statement"), printed("2.4%", "2.4")),
        (printed("forty", "40"), printed("40", "40")),
        (printed("about 40%", "38.6", role="rounded"), printed("38.6%", "38.6")),
        (printed("over 30%", "38.6", role="rounded", qualifier="over"), printed("over 38.6%", "38.6", qualifier="over")),
        (printed("over 38%", "38.6", role="rounded", qualifier="over"), printed("over 38.6%", "38.6", qualifier="over")),
        (printed("nearly 39%", "38.2", role="rounded", qualifier="nearly"), printed("nearly 38.2%", "38.2", qualifier="nearly")),
    ],
)
def test_what_rounds_to_one_another_agrees(one: Printed, other: Printed) -> None:
    assert disagreements([ledger("minister", one), ledger("public", other)], {}) == ()


def test_pages_are_named_where_they_are_known() -> None:
    (found,) = disagreements(
        [ledger("minister", printed("3%", "3", page=1)), ledger("public", printed("2.4%", "2.4", page=2))], {}
    )

    assert "“3%”, page 1" in found.message
    assert "“2.4%”, page 2" in found.message


def test_documents_of_two_languages_are_compared_by_what_their_numbers_say() -> None:
    english = ledger("press", printed("€1.5 billion", "1500000000"))

    assert (
        disagreements([english, ledger("press", printed("1,5\u00a0milliard\u00a0€", "1500000000"), language="fr-FR")], {}) == ()
    )
    assert disagreements([english, ledger("press", printed("1,6\u00a0milliard\u00a0€", "1600000000"), language="fr-FR")], {})


def test_facts_that_are_the_same_must_agree_and_others_need_not() -> None:
    pair = [ledger("minister", printed("3%", "3")), ledger("public", printed("2.4%", "2.4", fact="rise"))]

    assert disagreements(pair, {}) == ()
    assert [item.code for item in disagreements(pair, {"rise": "growth"})] == ["BG211"]


def test_documents_of_different_briefs_may_be_of_different_days() -> None:
    assert disagreements([ledger("minister", printed("3%", "3")), ledger("minister", printed("2%", "2"), brief="old")], {}) == ()


def test_facts_that_are_the_same_lead_to_one_of_them() -> None:
    def same(name: str, *others: str) -> Fact:
        return make_fact(name, relations=tuple(Relation(type="same_as", fact=other) for other in others))

    assert same_facts([same("c", "b"), same("b", "a"), same("d"), same("e", "c")]) == {"b": "a", "c": "a", "e": "a"}
