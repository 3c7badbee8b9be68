"""Phrases are found wherever they stand; what many files have in common is read once for each audience."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.gate.proof import Secrets, secrets
from briefgen.gate.proof.phrases import Clue, Phrases
from briefgen.model.fact import Fact
from briefgen.render.format import Formatter

WORD = st.sampled_from("abc")
SECRET = "The ministers will leave the old treaty"
FACT = Fact(id="treaty", type="event", topic=(), statement=SECRET, marking="TLP:RED")


@given(
    st.sets(st.lists(WORD, min_size=1, max_size=9).map(tuple), max_size=12),
    st.lists(WORD, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=6),
)
def test_phrases_that_stand_in_a_text_are_found(
    phrases: set[tuple[str, ...]], text: list[str], parts: list[tuple[int, int]]
) -> None:
    phrases |= {part for start, length in parts if (part := tuple(text[start : start + length]))}
    index = Phrases.of((phrase, Clue(" ".join(phrase), "statement")) for phrase in sorted(phrases))
    runs = {tuple(text[start:end]) for start in range(len(text)) for end in range(start + 1, len(text) + 1)}
    assert index.said(text) == phrases & runs
    assert {tuple(text[hit.start : hit.end]) for hit in index.find(text)} == phrases & runs


def page(style: str, text: str = "") -> bytes:
    return f"<!doctype html><title>t</title><style>{style}</style><p>{text}</p>".encode()


@pytest.fixture
def proof() -> Secrets:
    return Secrets.of((FACT,), (), {}, (Formatter("en-GB", lambda text: text),))


def test_styles_that_many_files_have_are_read_once(proof: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = secrets.words
    monkeypatch.setattr(secrets, "words", lambda text: read.append(text) or original(text))
    style = "p { color: navy }"
    for _ in range(3):
        assert not proof.search("a.html", "html", page(style)).leaks
    assert read.count(style) == 1
    (leak,) = proof.search("a.html", "html", page(style, SECRET)).leaks
    assert leak.fact == FACT.id


def test_a_secret_in_styles_is_found_in_every_file(proof: Secrets) -> None:
    told = [proof.search("a.html", "html", page(f"/* {SECRET} */ p {{ color: navy }}")).leaks for _ in range(2)]
    assert told[0] == told[1] != ()


def test_only_some_styles_are_remembered(proof: Secrets) -> None:
    for number in range(secrets._REPEATED + 3):
        proof.search("a.html", "html", page(f"p {{ margin: {number}px }}"))
    assert len(proof._silent) == secrets._REPEATED
