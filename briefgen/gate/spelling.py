"""Words as they are compared between screen and paper, where letters may be drawn, joined and parted in other ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from briefgen.model.briefing import PROSE_END, PROSE_MARK

# A number with its separators, a word, or any sign but punctuation, which styles may add (quotation marks, bullets).
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|[^\w\s.,:;!?'’\"“”‘«»()\[\]{}·•◦▪■/\\–—‐‑…_\ufffe-]")
UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
"""Signs that say where a line may break or which way to write: nothing is drawn for them."""
DIACRITICS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Signs above and below letters from the right, which are drawn apart from them."""
FROM_THE_RIGHT = re.compile("[\u0590-\u08ff]")
"""Letters of Hebrew, Arabic and related scripts, once they are folded (NFKC)."""
MARKS = re.compile(rf"{PROSE_MARK[0]}\d+{PROSE_MARK[1]}|{PROSE_END}")
"""What stands around typed figures in a marked page."""
_SEPARATORS = ".,:"
_LONG = 12  # letters of a word whose parts are no words by chance
_MOST_PARTS = 40  # of a word of hundreds of letters, in a narrow column


def spelt(text: str) -> list[str]:
    """Give the words, figures and signs of a text in small letters, without punctuation.

    Words that are written from the right are told by their letters alone, whose order a PDF does not keep.
    """
    if not text.isascii():
        text = DIACRITICS.sub("", unicodedata.normalize("NFKC", UNSEEN.sub("", text)))
    found = _TOKEN.findall(text.casefold())
    if text.isascii() or not FROM_THE_RIGHT.search(text):
        return found
    return ["".join(sorted(word)) if FROM_THE_RIGHT.search(word) else word for word in found]


def letters(text: str) -> str:
    """Give all letters and figures of a text in a row."""
    return "".join(spelt(text))


def parts_of(word: str, pieces: Sequence[str]) -> Sequence[int]:
    """Find the consecutive pieces that make up a word which a line's end parted: nothing where none do."""
    from_the_right = FROM_THE_RIGHT.search(word) is not None
    for start, piece in enumerate(pieces):
        if not (from_the_right or word.startswith(piece)):
            continue
        whole = ""
        for end in range(start, min(start + _MOST_PARTS, len(pieces))):
            if whole and word[len(whole)] in _SEPARATORS and word.startswith(whole):
                whole += word[len(whole)]  # of a number: at a line's end it is punctuation, which is no part of words
            whole += pieces[end]
            if len(whole) >= len(word):
                break
        if end > start and (whole == word or (from_the_right and sorted(whole) == sorted(word))):
            return range(start, end + 1)
    return range(0)


def scattered_parts_of(word: str, pieces: Sequence[str]) -> tuple[int, ...]:
    """Find the pieces that make up a long word, in order, with others between: as a column's end parts it."""
    found: list[int] = []
    done = 0
    for place, piece in enumerate(pieces if word.isalpha() and len(word) >= _LONG else ()):
        if word.startswith(piece, done):
            found.append(place)
            done += len(piece)
        if done == len(word):
            return tuple(found)
    return ()
