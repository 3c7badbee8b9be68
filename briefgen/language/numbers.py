"""Figures in running words: digits of any script, amounts, dates, shares, and numbers that are spelled out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefgen.language.figures import (
    CALENDAR,
    CODES,
    DIGITS,
    ENCLOSED,
    FRACTION,
    LEFT,
    MINUS,
    NAMES,
    NUMERIC,
    OUTSIDE_WORDS,
    RIGHT,
    SIGNS,
    SKIPPED,
    SPACE,
    dates,
)
from briefgen.language.lexicon import Lexicon, beginnings
from briefgen.language.lexicons import LEXICONS, family, lexicon

_GLUED = "bn|mn|tn|[kKmMBT]|Mds?|km|cm|mm|kg|g|t|[kMGT]Wh?|[MGT]B|[MG]Hz|h|min|am|pm|x|pp|ppm"
"""Scales and units that may be written without a space; other letters make digits a name: "5G"."""


@dataclass(frozen=True, slots=True)
class Number:
    """One figure and where it stands: `text[start:end]`."""

    start: int
    end: int
    text: str


def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Find the figures in running words of a language (a BCP 47 tag), in their order; one expression is one figure.

    Digits are found in every language; months, scales, and numbers spelled out where the language is English, French or
    Arabic. Ordinals in words ("second", "fourth") are order and no figures; "one" and "un" only where they count.
    """
    if not _has_digit(text) and not _may_be_spelled(text):
        return ()
    return tuple(Number(*found.span(), found[0]) for found in _expression(family(language)).finditer(text) if found["figure"])


def candidates(text: str) -> tuple[Number, ...]:
    """Find all that is a figure in any language that briefgen ships; what overlaps is joined.

    Each result of `numbers` lies within one of these. Words that make a figure only with what follows them ("one", "May")
    count also at the text's edges, and beside a token of data.
    """
    if not _has_digit(text) and not _may_be_spelled(text):
        return ()
    spans = sorted(span for language in LEXICONS if language != "ar" or _has_arabic(text) for span in _spans(text, language))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(Number(start, end, text[start:end]) for start, end in joined)


def _spans(text: str, language: str) -> list[tuple[int, int]]:
    return [
        found.span()
        for pattern in (_expression(language), _edges(language))
        for found in pattern.finditer(text)
        if found["figure"]
    ]


_has_arabic = re.compile(r"[\u0621-\u064a]").search
_has_digit = re.compile(rf"[\d¼-¾⅐-⅞\u0621-\u064a{NUMERIC}]").search
_words = re.compile(rf"\b{beginnings(stem for words in LEXICONS.values() for stem in words.stems)}").search


def _may_be_spelled(text: str) -> bool:
    return _words(text.lower()) is not None or "May" in text or "MAY" in text


@cache
def _expression(language: str) -> re.Pattern[str]:
    """Build the expression of a language's figures; what it consumes outside the group `figure` is none."""
    words = lexicon(language)
    figure = rf"{dates(words)}|{_digits(words)}|{words.spelled}(?:\s+{words.monies}\b)?"
    return re.compile(f"{OUTSIDE_WORDS}(?:{SKIPPED}|{words.idioms}|(?P<figure>{figure})|{NAMES})")


def _digits(words: Lexicon) -> str:
    money = rf"(?:(?:\b[A-Z]{{1,3}})?[{SIGNS}]{SPACE}?|\b{CODES}{SPACE}?|\bFY)"
    glued = rf"(?:(?:{words.ordinals}|{_GLUED})(?!\w))?"
    percent = rf"(?:{SPACE}?[%٪‰]|{SPACE}+{words.percents}\b)?"
    scale = rf"(?:{SPACE}?[-‑]?(?:{words.scales}|bn|mn|tn)\b(?:\s+{words.scales}\b)*)?"
    unit = rf"(?:{SPACE}?[A-Z]{{0,3}}[{SIGNS}](?!\d)(?:[A-Z]{{2}}\b)?|{SPACE}+(?:{CODES}\b|{words.monies}\b))?"
    body = f"(?:{CALENDAR}|{FRACTION}|{DIGITS}|{ENCLOSED})"
    begins = rf"(?=[+\-−±.\d¼-¾⅐-⅞A-Z{SIGNS}{NUMERIC}])"
    return rf"{begins}{MINUS}?(?:{money}{MINUS}?|{LEFT}){body}{glued}{RIGHT}{scale}{percent}{unit}"


@cache
def _edges(language: str) -> re.Pattern[str]:
    """Build the expression of words that make a figure only with what a piece of text does not show."""
    words = lexicon(language)
    ending = rf"(?:{words.at_edge}|\b{words.near_months})(?={SPACE}*(?:\Z|\ue000))"
    return re.compile(
        rf"{OUTSIDE_WORDS}(?:{SKIPPED}|(?P<figure>{ending}|(?:(?<=\ue001)|(?<=\ue001\s)|\A|(?<=\A\s)){words.near_months}))"
    )
