"""Wording: the words of a text made alike in quotation marks, dashes, spaces and ligatures, as one searchable line."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from briefgen.check.quotations.pieces import Piece

_SINGLE = "‘’‚‛′´ʼ"
_DOUBLE = "“”„‟″«»"
_DASHES = "‐‑‒–—―−"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
_PLAIN = str.maketrans(
    {**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_UNSEEN)}
)
_RAISED = re.compile(r"(?<=\d)(?=[⁰¹²³⁴-⁹¼-¾⅐-⅞])")
"""Between a figure and what stands raised after it: a note's number or a power is no further digit."""
_BROKEN = re.compile(r".*\w[-‐\u00ad]", re.DOTALL)
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_POINTS = ".,'"


def alike(word: str) -> str:
    """Turn a word into the form in which typographic variants are equal; empty where nothing of it can be seen."""
    if word.isascii():
        return word
    plain = _RAISED.sub("^", word).translate(_PLAIN)
    return "".join(unicodedata.normalize("NFKC", plain).split())


def alike_words(text: str) -> str:
    """Turn words into that form, with single spaces between them."""
    return " ".join(found for word in text.split() if (found := alike(word)))


def unhyphenated(text: str) -> str:
    """Leave out the hyphens within words, where a line's end hides whether there was one."""
    return _INNER_HYPHEN.sub("", text)


@dataclass(frozen=True, slots=True)
class Line:
    """Words joined by single spaces, with where each begins."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, words: Iterable[str]) -> Line:
        """Join words."""
        found = tuple(words)
        starts = accumulate((len(word) + 1 for word in found[:-1]), initial=0)
        return cls(" ".join(found), tuple(starts) if found else ())

    def spans(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Find a phrase of whole words and figures: the numbers of its first and last word, wherever it stands."""
        start = self.text.find(phrase) if phrase else -1
        while start >= 0:
            end = start + len(phrase)
            if not _cuts(self.text, start) and not _cuts(self.text, end):
                yield self.word_at(start), self.word_at(end - 1)
            start = self.text.find(phrase, start + 1)

    def word_at(self, position: int) -> int:
        """Give the number of the word that a character belongs to."""
        return bisect_right(self.starts, position) - 1


def _cuts(text: str, position: int) -> bool:
    """Tell whether a position lies within a figure, or within a word of a script that has capitals and so spaces."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if before.isdecimal() and after in _POINTS:
        return text[position + 1 : position + 2].isdecimal()
    if before in _POINTS and after.isdecimal():
        return text[max(position - 2, 0) : position - 1].isdecimal()
    if before.isdecimal() and after.isdecimal():
        return True
    return before.lower() != before.upper() and after.lower() != after.upper() and before.isalpha() and after.isalpha()


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text in their order, as written and made alike, with the piece that each begins in."""

    written: Line
    alike: Line
    words: tuple[str, ...]
    """As written, with words that a line's end parted joined again."""
    where: tuple[int, ...]
    """Number of the piece that each word begins in."""
    folded: Line
    """The words made alike, in small letters."""
    joined: frozenset[int]
    """Numbers of the words that a line's end parted."""

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Wording:
        """Read the words of some pieces."""
        words: list[str] = []
        where: list[int] = []
        joined: set[int] = set()
        for number, line in ((number, line) for number, piece in enumerate(pieces) for line in piece.text.split("\n")):
            found = [word for word in line.split() if alike(word)]
            if found and words and _goes_on(words[-1], found[0]):
                words[-1] = _rejoined(words[-1], found.pop(0))
                joined.add(len(words) - 1)
            words += found
            where += [number] * len(found)
        plain = [alike(word) for word in words]
        folded = Line.of(word.casefold() for word in plain)
        return cls(Line.of(words), Line.of(plain), tuple(words), tuple(where), folded, frozenset(joined))

    def passage(self, first: int, last: int) -> str:
        """Give the words from one to another as they are written."""
        return " ".join(self.words[first : last + 1])


def _goes_on(word: str, following: str) -> bool:
    """Tell whether a line's last word goes on in the next line."""
    return following[0].isalnum() and _BROKEN.fullmatch(word) is not None


def _rejoined(word: str, following: str) -> str:
    """Join the two parts of a word: between small letters the hyphen was the line's, elsewhere it is the word's."""
    is_of_line = word[-1] == "\u00ad" or (word[-2].islower() and following[0].islower())
    return (word[:-1] if is_of_line else f"{word[:-1]}-") + following
