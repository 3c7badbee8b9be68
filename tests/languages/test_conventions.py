"""How values are written in French and Arabic, by the words of the shipped catalogues."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.gate.agreement import disagreements
from briefgen.model.fields import Unit
from briefgen.model.value import Range, parse_date
from briefgen.render import Environment
from briefgen.render.catalogues import formatter
from briefgen.stock import stock_templates
from tests.gate.test_agreement import ledger, printed

CATALOGUES = Environment((stock_templates(),)).catalogues
FRENCH, ARABIC = formatter(CATALOGUES, "fr"), formatter(CATALOGUES, "ar")


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("109000000000", "EUR", "109 milliards d’euros"),
        ("3400000000", "EUR", "3,4 milliards d’euros"),
        ("400000000", "USD", "400 millions de dollars des États-Unis"),
        ("1000000", "EUR", "1 million d’euros"),
        ("1234", "EUR", "1\u202f234\u00a0€"),
        ("59.5", "percent", "59,5\u00a0%"),
        ("-3", "percent", "\u22123\u00a0%"),
        ("1", (("one", "partenaire"), ("other", "partenaires")), "1 partenaire"),
        ("1.5", (("one", "partenaire"), ("other", "partenaires")), "1,5 partenaire"),
        ("2", (("one", "partenaire"), ("other", "partenaires")), "2 partenaires"),
    ],
)
def test_french_numbers_and_money(number: str, unit: Unit, text: str) -> None:
    assert FRENCH.value(Decimal(number), unit).replace("\u202f%", "\u00a0%").replace("\u00a0mill", " mill") == text


def test_money_in_large_type_is_short() -> None:
    assert FRENCH.value(Decimal(109_000_000_000), "EUR", noun=False).replace("\u00a0", " ") == "109 Md €"
    assert FRENCH.value(Decimal(400_000_000), "USD", noun=False).replace("\u00a0", " ") == "400 M $US"
    assert (
        FRENCH.value(Range(Decimal(1_000_000), Decimal(2_000_000)), "EUR").replace("\u00a0", " ")
        == "1 million d’euros à 2 millions d’euros"
    )


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2025-02-11", "11 février 2025"),
        ("2025-02-01", "1er février 2025"),
        ("2025-02-10/2025-02-11", "du 10 au 11 février 2025"),
        ("2025-02-01/2025-02-03", "du 1er au 3 février 2025"),
        ("2025-01-28/2025-02-03", "du 28 janvier au 3 février 2025"),
        ("2025-04/2025-06", "avril 2025 à juin 2025"),
        ("2025", "2025"),
    ],
)
def test_french_dates(iso: str, text: str) -> None:
    assert FRENCH.date(parse_date(iso)) == text


def test_french_qualifiers() -> None:
    said = [FRENCH.value(Decimal(40), "percent", name) for name in ("over", "nearly", "about", "at-least", "up-to")]
    assert [text.replace("\u202f", " ").replace("\u00a0", " ") for text in said] == [
        "plus de 40 %",
        "près de 40 %",
        "environ 40 %",
        "au moins 40 %",
        "jusqu’à 40 %",
    ]


def test_arabic_writes_the_digits_that_cldr_makes_each_country_s_own() -> None:
    assert ARABIC.value(Decimal(1_234), "") == "1,234"
    assert ARABIC.value(Decimal(109_000_000_000), "EUR").replace("\u00a0", " ") == "109 مليار يورو"
    assert ARABIC.date(parse_date("2025-02-10/2025-02-11")) == "10 إلى 11 فبراير 2025"
    egypt = formatter(CATALOGUES, "ar-EG")
    assert egypt.value(Decimal("1234.5"), "") == "١٬٢٣٤٫٥"
    assert egypt.value(Decimal(40), "percent").strip("\u200f\u061c") == "٤٠٪"
    assert egypt.date(parse_date("2025-02-11")) == "١١ فبراير ٢٠٢٥"


def test_arabic_units_inflect_by_all_six_categories() -> None:
    forms = (("zero", "دولة"), ("one", "دولة"), ("two", "دولتان"), ("few", "دول"), ("many", "دولة"), ("other", "دولة"))
    assert [ARABIC.value(Decimal(number), forms) for number in (3, 58, 100)] == ["3 دول", "58 دولة", "100 دولة"]


def test_forms_of_two_languages_agree_and_a_planted_disagreement_names_both_documents() -> None:
    english = ledger("minister", printed("€109 billion", "109000000000"))

    def told(words: str, raw: str) -> list[str]:
        return [item.message for item in disagreements([english, ledger("press", printed(words, raw), language="fr")], {})]

    for words in (FRENCH.value(Decimal(109_000_000_000), "EUR"), FRENCH.value(Decimal(109_000_000_000), "EUR", noun=False)):
        assert told(words, "109000000000") == []
    (found,) = told(FRENCH.value(Decimal(119_000_000_000), "EUR"), "119000000000")
    assert "summit-minister-en prints “€109 billion”" in found
    assert "summit-press-en prints “119 milliards d’euros”" in found
