"""The words that the proof compares: what is alike becomes alike, and numbers stay whole."""

from __future__ import annotations

import pytest

from briefgen.gate.proof.joints import joints
from briefgen.gate.proof.words import digits, shown, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The “Ministers’ Office” — Paris", "the ministers office paris"),
        ("1,580 1.580 1'580 1_580 1\u202f580 1\u00a0580", "1580 1580 1580 1580 1580 1580"),
        ("3.58 3,58 1,580.25", "3.58 3.58 1580.25"),
        ("€109bn, EUR109 bn; 109\u00a0billion euros", "eur 109 billion eur 109 billion 109 billion eur"),
        ("40% 40 percent ٤٠٪", "40 % 40 % 40 %"),
        ("x58 G20 H5N1 4b5563", "x58 g20 h5n1 4b5563"),
        ("⑤⑧ ❺❽ ⑴ ⓴", "58 58 1 20"),
        ("coun\u00adtries zero\u200bwidth ﬁne Ｗide Straße", "countries zerowidth fine wide strasse"),
        ("12.02.2025 and 2025-02-12.", "12.02.2025 and 2025 02 12"),
        ("", ""),
        ("— … —", ""),
    ],
)
def test_text_becomes_words(text: str, expected: str) -> None:
    assert shown(words(text)) == expected


def test_the_number_of_a_note_is_parted_from_the_word_before_it() -> None:
    assert words("58 countries8 met") == ["58", "countries", "+8", "met"]


def test_significant_digits_are_the_same_at_every_scale() -> None:
    assert {digits(*words(text)) for text in ("109", "1.09", "109000000000", "109.0")} == {"109"}
    assert digits("countries") == ""


def test_joints_are_closed_or_filled_with_whole_words_around_them() -> None:
    text = "far " * 100 + "5|8 countries" + " near" * 100
    (closed,) = joints(text, "|")
    assert "58 countries" in closed
    assert len(closed) < len(text)
    assert set(closed.split()) == {"far", "58", "countries", "near"}
    assert list(joints("a | b", "|")) == []
    assert list(joints("high|land", "|", " ")) == ["high land"]
