"""How hard a text is to read."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.language.sentences import sentences

_WORD = re.compile(r"[^\W\d_](?:[\w’'‑-]*\w)?")
_LETTER = re.compile(r"[A-Za-zªµºÀ-ÖØ-öø-ɏͰ-ԯḀ-῿]")  # of scripts that write vowels and part words
_LONG = 6
_TENTH = Decimal("0.1")


def reading_level(text: str, language: str) -> Decimal | None:
    """Give the LIX of running text: words in a sentence, plus the words of more than six letters in a hundred.

    Below 25 reads like a book for children, 30 to 40 like fiction, 40 to 50 like a newspaper's report, 50 to 60 like an
    official text, above 60 like a thesis. Numbers are no words. None where there is no word, or where most are of a script
    that does not write what the measure counts (Arabic leaves out vowels, Chinese parts no words). Source:
    C. H. Björnsson, "Läsbarhet", Stockholm 1968.
    """
    words = _WORD.findall(text)
    count = Decimal(len(words))
    if 2 * sum(_LETTER.match(word) is not None for word in words) <= count:
        return None
    long = sum(len(re.sub(r"\W", "", word)) > _LONG for word in words)
    stops = sum(_WORD.search(text, start, end) is not None for start, end in sentences(text, language))
    return (count / stops + 100 * long / count).quantize(_TENTH)
