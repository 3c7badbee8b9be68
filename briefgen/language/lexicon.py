"""The words of one language that make or join a figure, as parts of regular expressions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

NEVER = r"(?!)"
"""A part that matches nothing."""


def listed(*lines: str) -> tuple[str, ...]:
    """Part lines at their spaces into words."""
    return tuple(word for line in lines for word in line.split())


def any_of(words: Iterable[str]) -> str:
    """Turn words into a group that matches each of them, the longest first."""
    return f"(?:{'|'.join(sorted(set(words), key=lambda word: (-len(word), word)))})"


def after(words: Iterable[str]) -> str:
    """Turn words into a group that matches, without taking it, a place that follows one of them and a space."""
    return "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in words) + ")"


def beginnings(words: Iterable[str]) -> str:
    """Turn beginnings of words into a group that parts them at their first letter, which searches faster than a plain list."""
    parts = [
        f"{first}(?:{'|'.join(word[1:] for word in group)})"
        for first, group in groupby(sorted(set(words)), key=lambda word: word[0])
    ]
    return f"(?:{'|'.join(parts)})"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language contributes to the search for figures; each part is a regular expression without groups that capture."""

    stems: tuple[str, ...] = ()
    """Small letters with which some word of each figure that has no digit begins; expressions."""
    months: str = NEVER
    """Names that are a month wherever they stand."""
    near_months: str = NEVER
    """Names that are a month only beside a number or after a word of `before_month`."""
    before_month: str = NEVER
    """Lookbehinds that make a name of `near_months` a month."""
    day_link: str = NEVER
    """What may stand between the day and the month: "11 of February"."""
    ordinals: str = NEVER
    """Endings that make digits an ordinal: 1st, 1er."""
    scales: str = NEVER
    """Words of scale after digits: "109 billion"."""
    percents: str = NEVER
    """Words that say per cent after a number."""
    monies: str = NEVER
    """Names of money after a number."""
    spelled: str = NEVER
    """Figures without digits: cardinals, shares, multiples."""
    at_edge: str = NEVER
    """Words that make a figure only with what follows them, which a piece of text may not show."""
    idioms: str = NEVER
    """What looks like a figure and is none."""
