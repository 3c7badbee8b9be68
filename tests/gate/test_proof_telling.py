"""What of a forbidden fact betrays it, and what is only ordinary language that any document may speak."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.gate.proof import Known, Secrets
from briefgen.model.fact import Alternative, Confidence, Evidence, Fact, Locator, Translation
from briefgen.render.format import Formatter
from tests.builders import make_fact, say


def leaks(words: str, fact: Fact, *admitted: Fact, known: Known | None = None) -> list[str]:
    """Give the fields of a forbidden fact that are found in a page's words."""
    made = Secrets.of((fact,), admitted, {}, (Formatter("en-GB", lambda text: text),), known)
    return [leak.field for leak in made.search("paper", "html", f"<p>So {words}, they say.</p>".encode()).leaks]


def secret(**fields: Any) -> Fact:
    usual = {"statement": "The request of the northern harbour was {value}", "value": "approved", "sources": ()}
    return make_fact("secret", **({"type": "claim", "unit": ""} | usual | fields))


def noted(*notes: str) -> dict[str, Fact]:
    """Give facts whose note is what a page says."""
    return {note: secret(note=note) for note in notes}


def defined(*definitions: str) -> dict[str, Fact]:
    """Give facts whose definition is what a page says."""
    return {definition: secret(definition=definition) for definition in definitions}


ORDINARY: dict[str, Fact] = {
    **noted("preliminary", "to be confirmed", "it is not so far", "in Nantes"),
    **defined("annual average", "full-time equivalents"),
    "approved": secret(),
    "conditionally approved": secret(value="conditionally approved"),
    "provisional": secret(confidence=Confidence(level="low", why="provisional")),
    "international organisations": secret(sources=(Evidence(source="x", locator=Locator(quote="international organisations")),)),
    "according to the": secret(sources=(Evidence(source="x", locator=Locator(quote="according to the")),)),
    "estimated": secret(alternatives=(Alternative(value="estimated", note="estimated"),)),
    "estimation": secret(translations={"fr": Translation(definition="estimation")}),
    "collapsed": say("secret", "collapsed", sources=()),
    "market value": secret(statement="Market {value}", value="up"),
}


@pytest.mark.parametrize("words", ORDINARY)
def test_ordinary_language_betrays_nothing(words: str) -> None:
    assert leaks(words, ORDINARY[words]) == []


@pytest.mark.parametrize(
    ("words", "fact"),
    [*ORDINARY.items(), ("Al Oil", secret(statement="{value} Oil", value="Al")), ("Al Oil", secret(note="Al Oil"))],
)
def test_words_that_are_written_small_by_now_betray_nothing_that_was_not_betrayed_before(words: str, fact: Fact) -> None:
    small = Known(tuple(words.lower().split()))
    assert set(leaks(words, fact, known=small)) <= set(leaks(words, fact))


TELLING: dict[str, Fact] = {
    **noted("Mistral AI", "funds for Mistral", "plan of 2031", "so it is to be for us all"),
    **defined("spread of H5N1"),
    "request of the northern harbour was approved": secret(),
    "status approved": secret(statement="Status: {value}"),
    "AI Lab": secret(statement="{value} Lab", value="AI"),
    "the talks collapsed": say("secret", "The talks collapsed", sources=()),
    "negotiations collapsed": say("secret", "negotiations collapsed", sources=()),
    "Mistral": secret(value="Mistral"),
    "Jean Durand": secret(value="Jean Durand"),
    "mistral raised funds": secret(note="Mistral raised funds"),
    "OpenData": secret(definition="openData"),
    "confirmed by telephone on Monday": secret(note="confirmed by telephone on monday"),
    "leave the old treaty": secret(sources=(Evidence(source="x", locator=Locator(quote="leave the old treaty")),)),
}


@pytest.mark.parametrize("words", TELLING)
def test_what_nobody_would_write_by_chance_is_a_leak(words: str) -> None:
    assert leaks(words, TELLING[words])


def test_in_a_script_without_capitals_every_word_may_be_a_name() -> None:
    assert leaks("مشروعات", secret(note="مشروعات")) == ["note"]


def test_a_capital_at_the_head_of_a_text_makes_a_name_unless_open_texts_write_the_word_small() -> None:
    fact = secret(note="Estimates were revised")
    assert leaks("estimates were revised", fact) == ["note"]
    assert leaks("estimates were revised", fact, say("open", "They made estimates")) == []
    assert leaks("estimates were revised", fact, known=Known(texts=("our estimates",))) == []
    assert leaks("estimates were revised", fact, say("estimates-open", "They said so")) == ["note"]


def test_an_ordinary_word_is_no_leak_where_the_secret_sentence_is_one() -> None:
    page = "the budget was approved and the request of the northern harbour was approved"
    assert leaks(page, secret()) == ["statement"]
    assert leaks("the budget of the southern harbour was approved", secret()) == []
