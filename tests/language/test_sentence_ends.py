"""Sentences, words and reading level of running text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.language.readability import reading_level
from briefgen.language.sentences import count_words, sentences

PARTED = [
    ("en", "We met Mr. Smith e.g. in Paris. | The U.S. Government agreed at 3.5 per cent. | It is over."),
    ("en", "See p. 18, No. 5 and fig. IV. | The answer is no. | The rest (etc.) follows."),
    ("en", "Really? | “Why?” he asked. | “We welcome it.” | Then … | (See the note.) | Next! | [1] Done."),
    ("en", "1. Welcome the statement. | 2. Quote it."),
    ("en", "In Paris: two things... and more. | J. D. Vance went to the U.S. | The end."),
    ("en", "On 11 Feb. 2025 it began. | 58 did. | \ue0003\ue001 signed. | So i.e. all"),
    ("en", "It costs €2.5 million vs. more, says Smith et al. | Nobody disagrees"),
    ("en", "One block.\n\n|Another"),
    ("fr", "M. Macron a parlé. | « C’est bien. » | Voir l’art. 5. | Fin ? » | Oui."),
    ("ar", "قال ذلك. | هل حدث؟ | نعم۔ | انتهى"),
    ("de", "Am 11. Februar 2025. | Danach kam Dr. Weiß."),
    ("en", "They were 11. | Then came Dr. \ue0003\ue001."),
    ("zh", "你好。|再见。"),
]


@pytest.mark.parametrize(("language", "marked"), PARTED)
def test_sentences_end_where_a_reader_ends_them(language: str, marked: str) -> None:
    text = marked.replace("| ", "").replace("|", "")
    parts = [part.strip() for part in marked.split("|")]
    assert [text[start:end] for start, end in sentences(text, language)] == parts


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_words_make_no_sentence(text: str) -> None:
    assert sentences(text, "en") == ()


@given(st.text(alphabet=" \nAa1.?!…»”’)(“e.g:،؟。"))
def test_sentences_leave_out_nothing_but_spaces(text: str) -> None:
    spans = sentences(text, "en")
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("€109 billion", 2),
        ("US$2.5 million is −3.2%", 4),
        ("1\u202f234\u00a0567 pays", 2),
        ("TLP:CLEAR, PDF/A and state-of-the-art", 4),
        ("it’s – or isn't – so", 4),
        ("", 0),
    ],
)
def test_words_are_counted_as_readers_count_them(text: str, count: int) -> None:
    assert count_words(text) == count


def test_the_reading_level_adds_length_of_sentences_and_share_of_long_words() -> None:
    assert reading_level("The cat sat. A dog ran.", "en") == Decimal("3.0")
    assert reading_level("Implementation considerations matter a lot.", "en") == Decimal("45.0")
    assert reading_level("58 countries signed in 2025.", "en") == Decimal("36.3")


@pytest.mark.parametrize("text", ["", "58 + 3", "مرحبا بكم في باريس", "你好再见"])
def test_a_text_that_the_measure_does_not_fit_has_no_reading_level(text: str) -> None:
    assert reading_level(text, "ar") is None
