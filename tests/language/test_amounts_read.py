"""Printed amounts read back, and whether two of them agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.language.amounts import agree, amounts
from briefgen.model.value import Range
from briefgen.render.format import Formatter

READ = [
    ("en-GB", "€109 billion", 109_000_000_000, 1_000_000_000, "EUR"),
    ("en-GB", "2.4%", "2.4", "0.1", "percent"),
    ("en", "2.40 per cent", "2.4", "0.01", "percent"),
    ("en", "2.4 percentage points", "2.4", "0.1", ""),
    ("en", "over 100", 100, 1, ""),
    ("en", "−3.2%", "-3.2", "0.1", "percent"),
    ("en", "−US$1,234.50", "-1234.5", "0.01", "USD"),
    ("en", "$5m", 5_000_000, 1_000_000, "USD"),
    ("en", "€5 bn", 5_000_000_000, 1_000_000_000, "EUR"),
    ("en", "EUR109", 109, 1, "EUR"),
    ("en", "5 m", 5, 1, ""),
    ("en", "5 million dollars", 5_000_000, 1_000_000, "USD"),
    ("en-IN", "12,34,567", 1_234_567, 1, ""),
    ("fr-FR", "2,4 %", "2.4", "0.1", "percent"),
    ("fr", "109 milliards d’euros", 109_000_000_000, 1_000_000_000, "EUR"),
    ("fr", "109 Md€", 109_000_000_000, 1_000_000_000, "EUR"),
    ("fr", "109\u00a0Md\u00a0€", 109_000_000_000, 1_000_000_000, "EUR"),
    ("fr", "−1\u202f234,50\u00a0$US", "-1234.5", "0.01", "USD"),
    ("ar", "٢٫٤٪", "2.4", "0.1", "percent"),
    ("ar", "\u200e−3.2%", "-3.2", "0.1", "percent"),
    ("ar", "١٬٢٣٤ مليار يورو", 1_234_000_000_000, 1_000_000_000, "EUR"),
    ("de", "1.234,5 Mio. €", 1_234_500_000, 100_000, "EUR"),
    ("ja", "€1,090億", 109_000_000_000, 100_000_000, "EUR"),
    ("tlh", "58", 58, 1, ""),
    ("en", f"−{'1234567890' * 4}", f"-{'1234567890' * 4}", 1, ""),
]
NONE = ("11 February 2025", "May 5", "G7", "COVID-19", "10:30", "2025-02-11", "1st", "1/3", "2½", "\ue0003\ue001", "two", "2,4")


@pytest.mark.parametrize(("language", "text", "value", "step", "unit"), READ)
def test_a_printed_amount_is_read_exactly(language: str, text: str, value: str | int, step: str | int, unit: str) -> None:
    (found,) = amounts(text, language)
    assert (found.value, found.step, found.unit) == (Decimal(value), Decimal(step), unit)


def test_both_ends_of_a_span_are_read_with_their_places() -> None:
    text = "58 to 61 countries, 3–5, 7-9"
    assert [(found.value, text[found.start : found.end]) for found in amounts(text, "en")] == [
        (Decimal(number), number) for number in ("58", "61", "3", "5", "7", "9")
    ]


@pytest.mark.parametrize("text", NONE)
def test_dates_times_fractions_names_and_other_conventions_are_no_amounts(text: str) -> None:
    assert amounts(text, "en-GB") == ()


values = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**7), max_value=10**7),
    st.integers(-(10**15), 10**15).map(Decimal),
    st.builds(lambda digits, power: Decimal(digits).scaleb(power), st.integers(-9999, 9999), st.integers(-6, 12)),
)
units = st.sampled_from(["EUR", "USD", "GBP", "AED", "percent", "", "countries", "km²", "m", "k", "GPU hours", "دولة"])


@settings(deadline=None, max_examples=300)
@given(values, units, st.sampled_from(["en-GB", "fr-FR", "ar", "de", "en-IN", "ja", "sv"]))
def test_reading_undoes_the_printing_of_any_value(value: Decimal, unit: str, language: str) -> None:
    printed = Formatter(language, str).value(value, unit)
    (found,) = amounts(printed, language)
    assert found.value == value, printed
    assert found.unit == (unit if unit in {"EUR", "USD", "GBP", "AED", "percent"} else ""), printed
    assert agree(found, value)


@settings(deadline=None, max_examples=100)
@given(st.tuples(values, values), units, st.sampled_from(["en-GB", "fr-FR", "ar"]))
def test_reading_undoes_the_printing_of_any_range(bounds: tuple[Decimal, Decimal], unit: str, language: str) -> None:
    low, high = sorted(bounds)
    printed = Formatter(language, str).value(Range(low, high), unit)
    assert {found.value for found in amounts(printed, language)} == {low, high}, printed


@pytest.mark.parametrize(
    ("printed", "value", "same"),
    [
        ("3%", "2.4", False),
        ("2%", "2.4", True),
        ("2%", "2.5", True),
        ("3%", "2.5", True),
        ("4", "3.5", True),
        ("3", "3.5", False),
        ("€109 billion", "108900000000", True),
        ("€109 billion", "109500000001", False),
        ("€109 billion", "109", False),
        ("−3%", "3", False),
        ("−3%", "-3.2", True),
        ("0", "0", True),
        ("0", "0.6", False),
        ("2.40%", "2.4", True),
        ("2.40%", "2.41", False),
        ("1", "1E+50", False),
        ("1", "1E-50", False),
    ],
)
def test_a_value_agrees_with_what_it_rounds_to_and_with_nothing_else(printed: str, value: str, same: bool) -> None:
    (found,) = amounts(printed, "en")
    assert agree(found, Decimal(value)) is same
