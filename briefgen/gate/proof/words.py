"""Turns text into the words that the proof compares, so that no spelling, spacing, sign or markup hides a phrase."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from briefgen.gate.spelling import DIACRITICS

Words = tuple[str, ...]
BREAK = "\x03"
"""A word that no text has: it stands between pieces that nobody reads together."""

_POINT = "\x02"
_NOTE = "+"
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]")
_THIN = re.compile(r"[\u00a0\u2007-\u200a\u202f](?=\d{3}(?!\d))(?<=\d.)")
# ASCII letters in small, controls and punctuation as blanks; what may part the digits of a number, and signs of units, stay.
_STAYS = frozenset("0123456789.,'_%$" + BREAK)
_PLAIN = bytes(
    ord(chr(code).lower()) if chr(code).isalpha() or chr(code) in _STAYS or code > 127 else 32 for code in range(128)
) + bytes(range(128, 256))
_LOOSE = re.compile(r"[.,'_](?![0-9])")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_CIRCLED = re.compile("[⓫-⓿❶-➓🄋🄌]")  # those that NFKC leaves
_UNSPELT = re.compile(f"{DIACRITICS.pattern}|\u0640")  # vowel signs, which are written or not, and the stroke that widens a word
_GROUPED = re.compile(r"(?<=\d)[,.'_’٬](?=(?:\d\d[,.'_’٬])*\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d)[.,٫](?=\d)")
_WORD = re.compile(rf"[^\W_]+(?:{_POINT}\d+)*[^\W_]*|[%‰°$¢£¤¥٪₠-⃀{BREAK}]")
_SCALED = re.compile(rf"(\d+(?:{_POINT}\d+)?)(bn|mn|mln|tn|trn|mrd|mio|md|k|m|b)")
_NOTED = re.compile(r"([^\W\d_]{3,})(\d{1,3})")
_CODED = re.compile(rf"(eur|usd|gbp|chf|jpy|cny|inr|aed|sar|cad|aud)(\d+(?:{_POINT}\d+)?)")
_GLUED = {"b": "billion", "m": "million", "k": "thousand"}
_ALIKE = {
    **dict.fromkeys(("€", "euro", "euros"), "eur"),
    **dict.fromkeys(("$", "dollar", "dollars"), "usd"),
    **dict.fromkeys(("£", "pound", "pounds"), "gbp"),
    **dict.fromkeys(("¥", "yen"), "jpy"),
    **dict.fromkeys(("percent", "pct", "٪"), "%"),
    **dict.fromkeys(("bn", "billions", "milliard", "milliards", "mrd", "md"), "billion"),
    **dict.fromkeys(("mn", "mln", "mio", "millions"), "million"),
    **dict.fromkeys(("tn", "trn", "trillions"), "trillion"),
    "thousands": "thousand",
}
"""Words and signs that say the same of an amount."""


def words(text: str) -> list[str]:
    """Turn text into its words: folded (NFKC, Unicode case folding), numbers without separators, units under one name.

    A number keeps its digits together and its decimals with it, so that 58 is no word of "1,580", "3.58", "1 580" or "x58".
    """
    if not text.isascii():
        text = _UNSPELT.sub("", _CIRCLED.sub(_figure, unicodedata.normalize("NFKC", without_invisible(text)))).casefold()
    plain = text.encode("utf-8", "replace").translate(_PLAIN).decode("utf-8", "replace")
    pieces = _LOOSE.sub(" ", plain).split()
    spelt = {piece: _spelt(piece) for piece in set(pieces) if not piece.isalpha() or piece in _ALIKE or not piece.isascii()}
    if not spelt:
        return pieces
    found = list(map(spelt.get, pieces, pieces))
    return " ".join(found).split() if any(" " in word or not word for word in spelt.values()) else found


def _figure(sign: re.Match[str]) -> str:
    return str(int(unicodedata.numeric(sign[0])))


def without_invisible(text: str) -> str:
    """Take away characters that nobody sees, and thin spaces within a number."""
    return _THIN.sub("", _INVISIBLE.sub("", text))


@lru_cache(maxsize=1 << 16)
def _spelt(piece: str) -> str:
    """Turn what stands between two blanks into words with a blank between each two."""
    piece = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), piece)
    piece = _DECIMAL.sub(_POINT, _GROUPED.sub("", piece))
    return " ".join(part for word in _WORD.findall(piece) for part in _parts(word))


def _parts(word: str) -> Iterator[str]:
    """Part a number from the scale, currency code or number of a note that is written without a blank: "109bn", "EUR109"."""
    if word.isalpha() or word.isdecimal():
        yield _ALIKE.get(word, word)
    elif scaled := _SCALED.fullmatch(word):
        yield from (scaled[1], _GLUED.get(scaled[2]) or _ALIKE[scaled[2]])
    elif coded := _CODED.fullmatch(word):
        yield from (coded[1], coded[2])
    elif noted := _NOTED.fullmatch(word):
        yield from (_ALIKE.get(noted[1], noted[1]), _NOTE + noted[2])
    else:
        yield _ALIKE.get(word, word)


def shown(found: Iterable[str]) -> str:
    """Write words as text again; `words` makes the same words of it."""
    return " ".join(found).replace(f" {_NOTE}", "").replace(_POINT, ".")


def digits(word: str) -> str:
    """Give the significant digits of a number, whatever its scale: the same for 109, 1.09 and 109000000000; else nothing."""
    number = word.replace(_POINT, "").removeprefix(_NOTE)
    return number.strip("0") or "0" if number.isdecimal() else ""


def length_of_number(word: str) -> int:
    """Count the significant digits of a number, 0 of any other word; a zero at its end counts: 4 for 1600."""
    number = word.replace(_POINT, "")
    return len(number.lstrip("0")) if number.isdecimal() else 0


def runs(found: Sequence[str], length: int) -> Iterator[Words]:
    """Give every run of so many consecutive words."""
    return zip(*(found[start:] for start in range(length)), strict=False)
