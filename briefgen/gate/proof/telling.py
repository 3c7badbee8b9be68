"""Which words of a forbidden fact betray it, and are searched, and which are no more than ordinary language.

A phrase is searched if nobody would write it without knowing the fact:

- Its statement and wordings, with the value in place, say the secret itself: from three words on, or 16 letters in two words;
  from two words on where the value is text. Of six words and more every run of six counts, in which two words are long (five
  letters) or figures, and the value is whole or absent.
- Its other texts (a value that is text, definition, note, reason, quotation) speak of the fact in words that other sentences
  need, too. With a name, identifier or figure in them they count like statements, and so do one name of six letters and two with
  capitals of eight together; in ordinary words only from four on, two of which are long, or from six on. An actor needs four.
- A single ordinary word betrays nothing, whatever field it stands in: "approved" says what was approved only within its sentence,
  which is searched.

A name is a word with a capital letter. At the head of a sentence it is one unless what the readers may see writes the same word
small. In scripts without capitals every word may be a name. No list of words decides: what admitted facts, sources, topics,
entities and the package's own templates say is left out for being said there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from briefgen.gate.proof.forms import Text
from briefgen.gate.proof.phrases import HEAD
from briefgen.gate.proof.words import Words, runs

_LETTERS = 16
_ONE_WORD = 6
_LONG = 5
_SAYING = 2
_WORDS = 3
_ORDINARY = 4
_PAIR, _PAIR_OF_NAMES = 2, 8
_SPELT = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?:\A|[.!?:;…—–(\[\"“„«‘])\W*\Z")


def telling(text: Text, is_small: Callable[[str], bool]) -> Iterator[Words]:
    """Give the phrases by which a text is recognised; `is_small` tells whether open texts write a word in small letters."""
    if text.partial and len(text.words) >= HEAD:
        yield from tuple(_runs(text)) or (text.words,)
    elif _is_telling(text, is_small):
        yield text.words


def is_long(phrase: Iterable[str]) -> bool:
    """Tell whether words are enough to be no chance: three of them, or 16 letters."""
    found = tuple(phrase)
    return len(found) >= _WORDS or sum(map(len, found)) >= _LETTERS


def _is_telling(text: Text, is_small: Callable[[str], bool]) -> bool:
    count, is_short = len(text.words), text.least <= _WORDS
    spelt = list(_SPELT.finditer(text.written))
    names = [_is_name(text.written, word, is_small) for word in spelt]
    if count == 1:
        (word,) = text.words
        return is_short and len(word) >= _ONE_WORD and not word[0].isdecimal() and any(names)
    if is_short and count == _PAIR and all(names) and all(word[0][0].isupper() for word in spelt):
        return text.least <= _PAIR or sum(map(len, text.words)) >= _PAIR_OF_NAMES
    if text.says or any(names):
        return count >= text.least or (is_short and is_long(text.words))
    return count >= HEAD or (count >= max(text.least, _ORDINARY) and _says_something(text.words))


def _is_name(text: str, word: re.Match[str], is_small: Callable[[str], bool]) -> bool:
    """Tell whether a word of a text is a name, an identifier or a figure."""
    letters = word[0]
    if not letters.isalpha() or letters[1:] != letters[1:].lower() or letters.lower() == letters.upper():
        return True
    return letters[0].isupper() and not (_SENTENCE.search(text[: word.start()]) and is_small(letters.lower()))


def _runs(text: Text) -> Iterator[Words]:
    """Give every run of six words that says something, with the value whole or not at all."""
    first, last = text.value
    for start, run in enumerate(runs(text.words, HEAD)):
        touches = start < last and start + HEAD > first
        is_whole = start <= first and last <= start + HEAD
        if (is_whole or not touches) and _says_something(run):
            yield run


def _says_something(phrase: Words) -> bool:
    return sum(len(word) >= _LONG or word[0].isdecimal() for word in phrase) >= _SAYING
