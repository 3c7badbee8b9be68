"""Phrases with words that are written from the right, as a PDF keeps them: by their letters, whose order it does not keep.

A PDF's page holds drawn signs. What reads it back turns the letters of a ligature round, takes the words of a drawing from the
left, gives letters with a vowel sign twice, and puts the words of a phrase in a sentence from the left in the other order. So a
word is told by which letters it has, and a phrase in both orders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.gate.proof.phrases import Clue, Phrases
from briefgen.gate.proof.words import Words
from briefgen.gate.spelling import FROM_THE_RIGHT

_RIGHT, _LEFT = FROM_THE_RIGHT.pattern, "[A-Za-z0-9]"
_BORDER = re.compile(f"(?<={_RIGHT})(?={_LEFT})|(?<={_LEFT})(?={_RIGHT})")


@dataclass(frozen=True, slots=True)
class Turned:
    """An index of the phrases with words from the right, by their letters."""

    phrases: Phrases
    spelt: Mapping[Words, tuple[Words, ...]]
    """How the phrases are spelt that have some words by their letters."""

    @classmethod
    def beside(cls, said: Mapping[str, Clue]) -> tuple[Phrases, Turned]:
        """Make an index of phrases, whose words are parted by blanks, as they are spelt; and one of those from the right."""
        found: dict[Words, dict[Words, Clue]] = {}
        for text, clue in said.items():
            if is_turned(text):
                phrase = tuple(text.split(" "))
                letters = by_letters(phrase)
                for order in (letters, letters[::-1]):
                    found.setdefault(order, {}).setdefault(phrase, clue)
        index = Phrases.of((tuple(text.split(" ")), clue) for text, clue in said.items())
        turned = Phrases.of((letters, clue) for letters, spelt in found.items() for clue in spelt.values())
        return index, cls(turned, {letters: tuple(spelt) for letters, spelt in found.items()})

    def said(self, text: Sequence[str]) -> Mapping[Words, tuple[Words, ...]]:
        """Give the phrases in the words of a PDF's page, by their letters, each with how it is spelt."""
        return {letters: self.spelt[letters] for letters in self.phrases.said(by_letters(text))} if self.spelt else {}


def is_turned(text: str) -> bool:
    """Tell whether a text has letters that are written from the right."""
    return not text.isascii() and FROM_THE_RIGHT.search(text) is not None


def parted(text: str) -> str:
    """Part words from the right from those from the left, which are drawn close to each other where their order changes."""
    return _BORDER.sub(" ", text)


def by_letters(found: Sequence[str]) -> Words:
    """Put the letters of words from the right in a fixed order, each once; other words stay."""
    return tuple("".join(sorted(set(word))) if is_turned(word) else word for word in found)
