"""Sentences and words of running text."""

from __future__ import annotations

import re

from briefgen.language.lexicon import listed
from briefgen.language.lexicons import family

_WORD = re.compile(
    r"(?:[A-Z]{0,3}[€£$¥₹])?\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)[\w’'.,:/+%-]*"  # a figure whose thousands are parted by spaces
    r"|(?:[A-Z]{1,3})?[€£$¥₹]\d[\w.,]*"
    r"|\w[\w’'.,:/+%-]*"
)
_TITLES = frozenset(
    listed("mr mrs ms dr prof st rev hon gen sen rep gov lt col capt sgt pres mm mme mlle mgr ste vs cf e.g i.e p.ex")
)
# They write an ordinal as a number with a stop: "am 11. Februar".
_STOPPED_ORDINALS = frozenset(listed("de da nb nn no is fi et cs sk pl hu hr sl sr lv tr lb"))
# Each ends a sentence like any other word unless a number follows: "art. 5", "The answer is no."
_COUNTED = frozenset(
    listed(
        "no nos n p pp para paras art fig figs sec ch chap vol ed al c ca approx env max min v",
        "jan feb mar apr jun jul aug sept sep oct nov dec janv févr avr juil déc",
    )
)
# After "U.S." or an initial a sentence begins only with one of these: anything else may be a name.
_OPENERS = frozenset(
    listed(
        "The This That These Those It Its In On At But And Or He She They We You There Here If When While After Before For To As",
        "By No Not Le La Les Un Une Il Elle Ils Elles Ce Cette Ces En Mais Et Nous Vous Dans Pour",
    )
)
_END = re.compile(r"(?:[.!?…؟۔]+(?:\s?»|[\"'”’)\]}])*(?=\s|$)|[。！？।]+[」』”]*|\n\s*\n)")
_LAST_WORD = re.compile(r"[^\s(\[{“”‘\"'’«»/]+$")
_NEXT_WORD = re.compile(r"\s*[(\[{“”‘\"'’«¿¡]*\s?(\w*)")
_DOTTED = re.compile(r"(?:\w\.)+\w|[A-ZÀ-ÖØ-Þ](?:\.?-[A-ZÀ-ÖØ-Þ])?")
_LONGEST = 20  # characters of an abbreviation
_YEAR = 3  # digits, and more
_ROMAN = re.compile(r"[IVXLC]+")


def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Give where each sentence of one block of running text starts and ends, without the spaces around it.

    Full stops of abbreviations, initials, decimals and list numbers end none, nor does a colon; quotation marks and
    brackets that close after a stop belong to its sentence. Language is a BCP 47 tag.
    """
    days = family(language) in _STOPPED_ORDINALS
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _END.finditer(text):
        if _ends(text, start, stop, days=days):
            found.append((start, stop.end()))
            start = stop.end()
    found.append((start, len(text)))
    return tuple(span for start, end in found if (span := _trimmed(text, start, end)))


def count_words(text: str) -> int:
    """Count the words of running text as its readers do; a figure with its sign counts as one: "€109 billion" is two."""
    return len(_WORD.findall(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    length = len(words.strip())
    start += len(words) - len(words.lstrip())
    return (start, start + length) if length else None


def _ends(text: str, start: int, stop: re.Match[str], *, days: bool) -> bool:
    """Tell whether a sentence ends at a stop; `days` says that a day of the month does not end one."""
    after = _NEXT_WORD.match(text, stop.end())
    following = after[1] if after else ""
    if following[:1].islower() and stop[0][0] in ".!?…":
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(start, stop.start() - _LONGEST), stop.start())
    word = before[0] if before else ""
    if word.isdigit() and ((len(word) < _YEAR and days) or not text[start : stop.start()].strip().removeprefix(word)):
        return False  # a day, or the number of a list's item
    if word.casefold() in _TITLES:
        return False
    if _DOTTED.fullmatch(word):
        return not following or following in _OPENERS
    counted = following[:1].isdigit() or _ROMAN.fullmatch(following) is not None
    return not (counted and word.casefold() in _COUNTED)
