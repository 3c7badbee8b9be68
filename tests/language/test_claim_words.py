"""Words that carry claims: likelihood, confidence, direction, attribution."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from briefgen.language.amounts import amounts
from briefgen.language.claims import attributed, confidence, directions, is_known, likelihood
from briefgen.language.numbers import candidates, numbers
from briefgen.language.sentences import count_words, sentences

LIKELY = [
    (
        "en",
        "It is virtually certain, very likely, likely or unlikely",
        ["virtually certain", "very likely", "likely", "unlikely"],
    ),
    ("en", "more likely than not, about as likely as not", ["more likely than not", "about as likely as not"]),
    (
        "en",
        "roughly even chance, almost no chance, a remote chance",
        ["roughly even chance", "almost no chance", "remote chance"],
    ),
    ("en", "Probably so; a realistic possibility", ["Probably", "realistic possibility"]),
    ("en", "not how likely an event is; remote work; certain states; the likelihood; unlike", []),
    ("fr", "très probable, peu probable, pratiquement certain", ["très probable", "peu probable", "pratiquement certain"]),
    ("ar", "من المرجح أن", ["المرجح"]),
    ("de", "wahrscheinlich", []),
]
SURE = [
    ("en", "with high confidence, at very low confidence", ["high confidence", "very low confidence"]),
    ("en", "Confidence low: counts differ", ["Confidence low"]),
    ("en", "Confidence in the count is moderate", ["Confidence in the count is moderate"]),
    ("en", "We have confidence in it; low trust; confidence below high", []),
    ("fr", "confiance élevée, faible degré de confiance", ["confiance élevée", "faible degré de confiance"]),
    ("ar", "ثقة منخفضة", ["ثقة منخفضة"]),
]
CHANGES = [
    ("en", "Exports rose by 3% and prices fell to 5", [1, -1]),
    ("en", "It increased, grew and climbed; growth of 3%; up by a third; a rise of over 3%", [1, 1, 1, 1, 1, 1]),
    ("en", "It declined, dropped and shrank; a decrease of 5; down by 3; declined to 5%", [-1, -1, -1, -1, -1, -1]),
    ("en", "It rose to the highest level, fell to a third and fell to the lowest", [1, -1, -1]),
    ("en", "It doubled, then halved, and remained broadly stable, unchanged", [1, -1, 0, 0]),
    ("en", "Costs are rising and sales are falling", [1, -1]),
    ("fr", "Les ventes ont augmenté, puis une baisse de 3 %, et restent stables", [1, -1, 0]),
    ("ar", "ارتفعت الصادرات وتراجعت", [1]),
]
NO_CHANGES = (
    "a rose garden, the rose; she rose to the occasion; it gave rise to doubts; the rise of AI",
    "it fell short, fell within the limits and falls under the law; in the fall of last year; down to earth",
    "she grew up; an arms race that grows more intense; a growing concern; economic growth",
    "they declined to sign, declined the offer, dropped out and dropped the plan, which was dropped",
    "up to 5, set up by the ministry, put down by the police, a stable country, it is the same program",
    "AI raises productivity, to increase access, rules that reduce risks",
)
SOMEBODY_SAYS = [
    ("en", "Competition is described as an arms race", True),
    ("en", "AI is often said to help", True),
    ("en", "The presence of leaders is read as proof", True),
    ("en", "The summit document calls the statement a landmark", True),
    ("en", "The summit document presents the Act as a benchmark", True),
    ("en", "According to Reuters, in the view of France, reportedly", True),
    ("en", "They argue that it helps", True),
    ("en", "France called for simpler rules", False),
    ("en", "Reports differ, and Member States signed", False),
    ("en", "The statement is a landmark", False),
    ("fr", "Selon Reuters, c’est fini", True),
    ("fr", "Le texte est présenté comme un pacte", True),
    ("fr", "Le texte est un pacte", False),
    ("ar", "وفقا لرويترز", True),
    ("ar", "النص ميثاق", False),
]


@pytest.mark.parametrize(("language", "text", "terms"), LIKELY)
def test_terms_of_likelihood_are_found_whole(language: str, text: str, terms: list[str]) -> None:
    found = likelihood(text, language)
    assert [phrase.text for phrase in found] == terms
    assert [text[phrase.start : phrase.end] for phrase in found] == terms


@pytest.mark.parametrize(("language", "text", "terms"), SURE)
def test_terms_of_confidence_are_found_whole(language: str, text: str, terms: list[str]) -> None:
    assert [phrase.text for phrase in confidence(text, language)] == terms


@pytest.mark.parametrize(("language", "text", "signs"), CHANGES)
def test_words_of_change_have_their_sign(language: str, text: str, signs: list[int]) -> None:
    assert [direction.sign for direction in directions(text, language)] == signs


@pytest.mark.parametrize("text", NO_CHANGES)
def test_figures_of_speech_causes_and_adjectives_are_no_change(text: str) -> None:
    assert [text[found.start : found.end] for found in directions(text, "en")] == []


@pytest.mark.parametrize(("language", "text", "says"), SOMEBODY_SAYS)
def test_a_statement_is_attributed_where_it_says_who_says_so(language: str, text: str, says: bool) -> None:
    assert attributed(text, language) is says


def test_a_language_without_words_finds_nothing_and_says_so() -> None:
    assert is_known("fr-FR")
    assert is_known("EN_gb")
    assert not is_known("de")
    assert (likelihood("likely", "de"), directions("rose", "de"), attributed("according to", "de")) == ((), (), False)


SEARCHES: tuple[Callable[[str], object], ...] = (
    lambda text: numbers(text, "en"),
    candidates,
    lambda text: amounts(text, "en"),
    lambda text: sentences(text, "en"),
    count_words,
    lambda text: directions(text, "en"),
    lambda text: attributed(text, "en"),
    lambda text: confidence(text, "fr"),
)


@pytest.mark.parametrize(
    "piece", ["1 ", "A-", "A/", "two and a ", "a", "- ", "1,", "   ", "w.", "e.g. A. ", "presents ", "confidence in a ", "€ "]
)
def test_long_odd_texts_are_searched_in_a_time_that_grows_with_their_length(piece: str) -> None:
    text = "1 " + piece * (60_000 // len(piece))
    before = time.process_time()
    for search in SEARCHES:
        search(text)
    assert time.process_time() - before < 8  # a search that grew with the square would take minutes
