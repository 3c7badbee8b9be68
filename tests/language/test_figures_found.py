"""Figures in running words: what is one, what is none, and the superset for every language shipped."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.language.lexicon import listed
from briefgen.language.lexicons import LEXICONS
from briefgen.language.numbers import candidates, numbers

ENGLISH = {
    "€109 billion was announced": ["€109 billion"],
    "US$2.5 million, $5m, £3bn, EUR 5 bn, EUR109": ["US$2.5 million", "$5m", "£3bn", "EUR 5 bn", "EUR109"],
    "−3.2% and -4 % and 12 per cent and 2 percentage points": ["−3.2%", "-4 %", "12 per cent", "2 percentage points"],
    "1,234,567.89 or 1 234 or .5": ["1,234,567.89", "1 234", ".5"],
    "58–61 countries, 3 to 5 more": ["58", "61", "3", "5"],
    "on 11 February 2025, the 5th of May, May 2025, Feb. 2025, 10–14 March 2025": [
        *["11 February 2025", "5th of May", "May 2025", "Feb. 2025", "10", "14 March 2025"]
    ],
    "in February, since May, In March, mid-May": ["February", "May", "March", "May"],
    "2025-02-11T12:00+01:00, 11/02/2025, at 10:30, the 1990s": ["2025-02-11T12:00+01:00", "11/02/2025", "10:30", "1990s"],
    "the 1st, 2nd and 21st": ["1st", "2nd", "21st"],
    "½ or 2½ or 1/3": ["½", "2½", "1/3"],
    "two hundred and ten people, twenty-five, one hundred, a million": [
        "two hundred and ten",
        "twenty-five",
        "one hundred",
        "a million",
    ],
    "half a million euros, tens of thousands of them, a dozen, a score of": [
        *["half a million euros", "tens of thousands", "a dozen", "a score of"]
    ],
    "a third of jobs, two thirds, half of all, a quarter of, one third": [
        "a third",
        "two thirds",
        "half of",
        "a quarter",
        "one third",
    ],
    "one in four, nine out of ten, one per cent, by a third.": ["one in four", "nine out of ten", "one per cent", "a third"],
    "twice as many, three times, doubled, tripled, halved, threefold": [
        "twice",
        "three",
        "doubled",
        "tripled",
        "halved",
        "threefold",
    ],
    "pre-2020, mid-2025, post-2030, Pre-2020, Paris-2025, FY2025": ["2020", "2025", "2030", "2020", "2025", "FY2025"],
    "a two-day summit of 7-day weeks over 5km": ["two", "7", "5km"],
    "p.18 and §18 and #3": ["18", "18", "3"],
    "in Persian ٥٨ and full width ５８": ["٥٨", "５８"],
    "TWO countries IN FEBRUARY": ["TWO", "FEBRUARY"],
}
ENGLISH_NONE = (
    "one of them, no one, one must, day one",
    "First, the second reading; a third party; by a third party; the fourth summit; the twenty-first century",
    "the second half of the year",
    "You may march in august company; she may",
    "G7, G20, CO2, H5N1, A4, 5G, 3-D, v1.2, m3",
    "COVID-19, Covid-19, GPT-4, ISO-27001, SHA-256, PDF/A-3a, UTF-8, F-35",
    "double counting, a double standard, net zero",
    "the Group of Seven, two-way talks",
    "see https://example.org/2025/3 and www.example.org/4, or a1@example.org",
    "weight, attention, often, tone, someone, phone, cannot, freight, soften, network",
    "km² of land, per cent, a percentage",
)
FRENCH = {
    "109 milliards d’euros, 109 Md€, 1 234,5 et 2,4 %": ["109 milliards d’euros", "109 Md€", "1 234,5", "2,4 %"],
    "le 1er mars 2025, le 11 février 2025, en mai, en décembre, mi-2025": [
        "1er mars 2025",
        "11 février 2025",
        "mai",
        "décembre",
        "2025",
    ],
    "un tiers des emplois, la moitié, trois quarts, un sur quatre": ["un tiers", "la moitié", "trois quarts", "un sur quatre"],
    "soixante-dix-sept, quatre-vingt-dix, vingt et un, deux cents": [
        "soixante-dix-sept",
        "quatre-vingt-dix",
        "vingt et un",
        "deux cents",
    ],
    "deux mille vingt-cinq, un million d’euros, une dizaine de pays": [
        "deux mille vingt-cinq",
        "un million d’euros",
        "une dizaine",
    ],
    "le double, a doublé, deux fois plus, 12 pour cent": ["le double", "doublé", "deux", "12 pour cent"],
    "à 10 h 30 et 10h30, le 2e sommet": ["10 h 30", "10h30", "2e"],
}
FRENCH_NONE = ("un homme et une femme, mais les mars tirés", "pour cent", "centre, milieu, dixit, quatrain")
ARABIC = {
    "109 مليار يورو و58 دولة": ["109 مليار يورو", "58"],
    "٢٫٤٪ في 11 فبراير 2025": ["٢٫٤٪", "11 فبراير 2025"],
    "ثلاثة وعشرون من خمسة في المئة": ["ثلاثة وعشرون", "خمسة في المئة"],
    "ثلث الوظائف في ديسمبر": ["ثلث", "ديسمبر"],
    "ألف دولة، مئتان وعشرة": ["ألف", "مئتان وعشرة"],
}
ARABIC_NONE = ("في المئة", "مجموعة من الدول", "السلام عليكم")


def found(text: str, language: str) -> list[str]:
    return [number.text for number in numbers(text, language)]


@pytest.mark.parametrize(("text", "figures"), ENGLISH.items())
def test_english_figures_are_found_whole(text: str, figures: list[str]) -> None:
    assert found(text, "en-GB") == figures


@pytest.mark.parametrize("text", ENGLISH_NONE)
def test_english_words_and_names_that_only_look_like_figures_are_none(text: str) -> None:
    assert found(text, "en") == []


@pytest.mark.parametrize(("text", "figures"), FRENCH.items())
def test_french_figures_are_found_whole(text: str, figures: list[str]) -> None:
    assert found(text, "fr-FR") == figures


@pytest.mark.parametrize("text", FRENCH_NONE)
def test_french_articles_and_other_words_are_no_figures(text: str) -> None:
    assert found(text, "fr") == []


@pytest.mark.parametrize(("text", "figures"), ARABIC.items())
def test_arabic_figures_are_found_whole(text: str, figures: list[str]) -> None:
    assert found(text, "ar") == figures


@pytest.mark.parametrize("text", ARABIC_NONE)
def test_arabic_words_without_a_number_are_no_figures(text: str) -> None:
    assert found(text, "ar") == []


def test_digits_are_found_in_a_language_without_a_lexicon() -> None:
    assert found("am 11. Februar 2025 kamen 58 Länder und 2,4 %", "de") == ["11", "2025", "58", "2,4 %"]
    assert found("109亿欧元在2025年", "zh") == ["109", "2025"]
    assert found("G7 und COVID-19", "de") == []


def test_a_figure_stands_where_it_says() -> None:
    text = "Over \ue00012\ue001 countries, 58 signed in February 2025."
    for number in (*numbers(text, "en"), *candidates(text)):
        assert text[number.start : number.end] == number.text


def test_tokens_of_data_are_skipped_whole_and_break_expressions() -> None:
    assert found("\ue00058\ue001 of \ue0002\ue001", "en") == []
    assert candidates("\ue00058\ue001") == ()
    assert found("\ue0003\ue001 million and €\ue0004\ue001", "en") == ["million"]
    assert found("\ue0003\ue00158 \ue0003\ue001", "en") == ["58"]


def test_candidates_count_what_a_token_of_data_may_complete() -> None:
    assert [number.text for number in candidates("signed on May \ue0001\ue001")] == ["May"]
    assert [number.text for number in candidates("\ue0001\ue001 May")] == ["May"]
    assert [number.text for number in candidates("for one in \ue0001\ue001")] == ["one in"]
    assert candidates("So may we, one of them") == ()


def test_candidates_neither_overlap_nor_leave_their_order() -> None:
    spans = [(number.start, number.end) for number in candidates("deux mille vingt-cinq, 20 per cent, five euros and six")]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


ALONE = [
    *[
        ("en", text)
        for text in ("a ninth of it", "a score of them", "in May", "IN MAY", "a twelfth of it", "by half", "the nineties")
    ],
    *[
        ("en", text)
        for text in ("zero per cent", "to treble", "quintupled", "by Sept.", "in December", "a thousand", "a fifth less")
    ],
    *[
        ("fr", text)
        for text in ("octante", "de moitié", "une trentaine", "un demi-siècle", "en mai", "fin déc.", "quatorze", "au triple")
    ],
    *[("ar", text) for text in ("نصف", "في مارس", "والخمسة")],
]


@pytest.mark.parametrize(("language", "text"), ALONE)
def test_a_figure_without_digits_is_found_where_nothing_else_points_to_it(language: str, text: str) -> None:
    assert len(found(text, language)) == 1
    assert len(candidates(text)) == 1


WORDS = listed(
    "one two three twenty five hundred and a half third quarter of in every out million billion per cent percent double twice",
    "score May March in February since 11 2025 58 3.2 % € $ - – , . pre- Group Seven un une deux cent mille tiers quart sur la",
    "moitié mars pour milliards d’euros vingt et douzaine doublé ثلاثة وعشرون في المئة مليار ألف نصف مارس \ue0001\ue001 the",
    "countries A4 COVID-19",
)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from([" ", "", "-", "\u00a0"]), st.sampled_from(sorted(LEXICONS)))
def test_every_figure_of_a_shipped_language_lies_within_a_candidate(words: list[str], join: str, language: str) -> None:
    text = join.join(words)
    spans = [(number.start, number.end) for number in candidates(text)]
    for number in numbers(text, language):
        assert any(start <= number.start and number.end <= end for start, end in spans), (text, number)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from([word for word in WORDS if not any(sign.isdigit() for sign in word)]), max_size=5))
def test_the_quick_look_at_a_text_misses_no_figure(words: list[str]) -> None:
    text = " ".join(words)
    for language in LEXICONS:
        assert found(f"{text} . 7", language) == [*found(text, language), "7"]  # a digit makes the search read the whole text
