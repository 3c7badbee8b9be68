"""How values are written: exactly, by the conventions of the reader's language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.model.value import Range, parse_date
from briefgen.render.format import Formatter

BRITISH = Formatter("en-GB", str)
COUNTRIES = (("one", "country"), ("other", "countries"))
SCALES = {"million": 6, "billion": 9, "trillion": 12}


def read_back(text: str) -> Decimal:
    """Read a British number as a person would: separators, sign and words of scale."""
    digits, _, word = text.replace("\u2212", "-").replace(",", "").partition(" ")
    return Decimal(digits).scaleb(SCALES[word]) if word else Decimal(digits)


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**16), max_value=10**16, places=4) | st.builds(
    lambda digits, power: Decimal(digits) * 10**power, st.integers(-999_999, 999_999), st.integers(0, 13)
)


@settings(deadline=None)
@given(numbers)
@example(Decimal("1.10"))
@example(Decimal(1_234_567))
@example(Decimal("0.0001"))
@example(Decimal(999_999_999))
def test_a_number_read_back_is_the_number_that_was_written(number: Decimal) -> None:
    assert read_back(BRITISH.value(number)) == number
    assert read_back(BRITISH.value(number, "EUR").replace("€", "")) == number
    assert read_back(BRITISH.value(number, "percent").rstrip("%")) == number


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 10**12), st.integers(0, 6))
def test_no_language_loses_a_digit(digits: int, power: int) -> None:
    number = Decimal(digits) * 10**power
    for locale in ("fr", "de", "hi", "ja", "ar", "es", "pl"):
        written = Formatter(locale, str).value(number)
        significant = "".join(char for char in written if char.isascii() and char.isdigit())
        assert significant.rstrip("0") == str(number).rstrip("0"), (locale, written)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("109000000000", "EUR", "€109 billion"),
        ("1234567", "EUR", "€1,234,567"),
        ("1230000", "", "1.23 million"),
        ("1234000", "", "1,234,000"),
        ("999999", "", "999,999"),
        ("1.10", "", "1.10"),
        ("2.40", "percent", "2.40%"),
        ("-5000000", "EUR", "\u2212€5 million"),
        ("-3", "percent", "\u22123%"),
        ("0", "", "0"),
        ("5", "CHF", "CHF\u00a05"),
        ("7", "USD", "US$7"),
        ("12.5", "km²", "12.5 km²"),
        ("1" * 40, "", "1," + ",".join(["111"] * 13)),
        ("1." + "1" * 40, "percent", "1." + "1" * 40 + "%"),
    ],
)
def test_figures_and_money_and_shares_are_written_as_the_british_do(number: str, unit: str, text: str) -> None:
    assert BRITISH.value(Decimal(number), unit) == text


@pytest.mark.parametrize(("number", "text"), [("1", "1 country"), ("2", "2 countries"), ("0", "0 countries")])
def test_a_unit_inflects_with_its_number(number: str, text: str) -> None:
    assert BRITISH.value(Decimal(number), COUNTRIES) == text


def test_plural_forms_follow_the_language_of_the_reader() -> None:
    polish = Formatter("pl", str)
    unit = (("one", "kraj"), ("few", "kraje"), ("many", "krajów"), ("other", "kraju"))
    assert [polish.value(Decimal(number), unit) for number in (1, 3, 5)] == ["1 kraj", "3 kraje", "5 krajów"]
    french = Formatter("fr", str)
    assert french.value(Decimal(0), (("one", "pays-un"), ("other", "pays"))) == "0 pays-un"


@pytest.mark.parametrize(
    ("locale", "number", "unit", "text"),
    [
        ("fr", "109000000000", "EUR", "109 milliards d’euros"),
        ("fr", "1000000", "", "1 million"),
        ("fr", "2.5", "percent", "2,5\u202f%"),
        ("de", "1234.5", "EUR", "1.234,5\u00a0€"),
        ("hi", "1234567", "", "12,34,567"),
        ("ja", "123000000", "", "1.23億"),
        ("ar", "3", "percent", "3%"),
    ],
)
def test_other_languages_have_conventions_of_their_own(locale: str, number: str, unit: str, text: str) -> None:
    written = Formatter(locale, str).value(Decimal(number), unit)
    assert written.replace("\u00a0%", "\u202f%").replace("\u200e", "") == text


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("over", "over 100"),
        ("nearly", "nearly 100"),
        ("about", "about 100"),
        ("at-least", "at least 100"),
        ("up-to", "up to 100"),
    ],
)
def test_a_qualifier_stands_before_the_value(qualifier: str, text: str) -> None:
    assert BRITISH.value(Decimal(100), "", qualifier) == text  # type: ignore[arg-type]


def test_a_qualifier_is_translated() -> None:
    french = Formatter("fr", {"over %(value)s": "plus de %(value)s"}.get)  # type: ignore[arg-type]
    assert french.value(Decimal(100), "", "over") == "plus de 100"


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        ("58", "61", COUNTRIES, "58 to 61 countries"),
        ("3", "5", "percent", "3% to 5%"),
        ("1000000000", "2500000000", "EUR", "€1 billion to €2.5 billion"),
        ("7", "7", COUNTRIES, "7 countries"),
        ("0", "1", COUNTRIES, "0 to 1 country"),
    ],
)
def test_a_span_names_a_noun_once(low: str, high: str, unit: object, text: str) -> None:
    assert BRITISH.value(Range(Decimal(low), Decimal(high)), unit) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("2025-02-11", "11 February 2025", "11 Feb 2025"),
        ("2025-02", "February 2025", "Feb 2025"),
        ("2025", "2025", "2025"),
        ("2025-02-06/2025-02-11", "6 to 11 February 2025", "6 to 11 Feb 2025"),
        ("2025-02-06/2025-02-06", "6 February 2025", "6 Feb 2025"),
        ("2025-01-31/2025-02-02", "31 January to 2 February 2025", "31 Jan to 2 Feb 2025"),
        ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025", "30 Dec 2024 to 2 Jan 2025"),
        ("2024/2026", "2024 to 2026", "2024 to 2026"),
        ("2025-02/2025-05", "February 2025 to May 2025", "Feb 2025 to May 2025"),
    ],
)
def test_dates_and_intervals_keep_their_precision(iso: str, long: str, short: str) -> None:
    assert (BRITISH.date(parse_date(iso)), BRITISH.date(parse_date(iso), "short")) == (long, short)


@pytest.mark.parametrize(
    ("locale", "iso", "text"),
    [
        ("fr", "2025-02-06/2025-02-11", "6 to 11 février 2025"),
        ("en-US", "2025-02-11", "February 11, 2025"),
        ("en-US", "2025-02-06/2025-02-11", "February 6, 2025 to February 11, 2025"),
        ("ar", "2025-02-11", "11 فبراير 2025"),
        ("ja", "2025-02-11", "2025年2月11日"),
    ],
)
def test_dates_follow_the_language(locale: str, iso: str, text: str) -> None:
    assert Formatter(locale, str).date(parse_date(iso)) == text


def test_text_as_a_value_is_written_as_it_is() -> None:
    assert BRITISH.value("Élysée Palace, <Paris>") == "Élysée Palace, <Paris>"


def test_the_direction_of_a_language_is_known() -> None:
    assert (Formatter("ar", str).direction, BRITISH.direction, BRITISH.language) == ("rtl", "ltr", "en-GB")


def test_a_table_counted_in_billions_loses_nothing_and_names_the_scale_in_its_head() -> None:
    assert BRITISH.scaled(Decimal(109_000_000_000), Decimal(109_000_000_000), 9) == "109"
    assert BRITISH.scaled(Decimal(2_500_000_000), Decimal(3_000_000_000), 9) == "2.5 to 3"
    assert (BRITISH.head("EUR", 9), BRITISH.head(COUNTRIES, 6), BRITISH.head("percent", 0)) == (
        "€ billion",
        "million countries",
        "%",
    )
    assert Formatter("ja", str).head("EUR", 8) == "€ 億"
