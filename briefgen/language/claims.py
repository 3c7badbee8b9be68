"""Claims in running words: how likely, how sure, which way something changed, and whose words a statement is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefgen.language.claim_words import CLAIM_WORDS, ClaimWords
from briefgen.language.lexicons import family

Kind = Literal["likelihood", "confidence", "rise", "fall", "level", "attribution"]
_SIGNS: tuple[tuple[Kind, Literal[-1, 0, 1]], ...] = (
    ("rise", 1),
    ("fall", -1),
    ("level", 0),
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that carry a claim: `text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Direction:
    """Words that say which way something changed, at `text[start:end]`: 1 up, -1 down, 0 that it did not."""

    start: int
    end: int
    sign: Literal[-1, 0, 1]


def is_known(language: str) -> bool:
    """Tell whether the words of a language (a BCP 47 tag) are known here; in any other the functions find nothing."""
    return family(language) in CLAIM_WORDS


def likelihood(text: str, language: str) -> tuple[Phrase, ...]:
    """Find the terms that say how likely something is, whatever they are said of ("likely to be of interest" counts).

    The terms are those of the IPCC's guidance on uncertainty (2010), of ICD 203 (2015) and of the UK's probability
    yardstick; "remote" only of a chance, and not "how likely".
    """
    return _phrases(text, language, "likelihood")


def confidence(text: str, language: str) -> tuple[Phrase, ...]:
    """Find the words that say how sure a finding is: "high confidence", "confidence low", "confidence in it is moderate"."""
    return _phrases(text, language, "confidence")


def directions(text: str, language: str) -> tuple[Direction, ...]:
    """Find the verbs and nouns that say that something rose, fell or stayed, in their order.

    Causes of change ("AI raises productivity", "to reduce risks") and adjectives ("growing concern") are none, nor are
    "grew up", "fell short", "declined to sign" and "up to".
    """
    found = (
        Direction(*match.span(), sign) for kind, sign in _SIGNS for match in _expression(family(language), kind).finditer(text)
    )
    return tuple(sorted(found, key=lambda direction: direction.start))


def attributed(text: str, language: str) -> bool:
    """Tell whether a statement says that somebody says so: "according to", "is described as", "in the view of"."""
    return _expression(family(language), "attribution").search(text) is not None


def _phrases(text: str, language: str, kind: Kind) -> tuple[Phrase, ...]:
    return tuple(Phrase(*found.span(), found[0]) for found in _expression(family(language), kind).finditer(text))


@cache
def _expression(language: str, kind: Kind) -> re.Pattern[str]:
    words = CLAIM_WORDS.get(language, ClaimWords())
    return re.compile(rf"\b(?:{getattr(words, kind)})", re.IGNORECASE)
