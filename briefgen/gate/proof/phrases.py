"""An index of phrases, each a run of words with a clue to what it betrays, that finds them in a text in a few passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from briefgen.gate.proof.words import Words, runs

HEAD = 6
"""Words by which a phrase is looked up; of a longer one the rest is compared then."""
_BEGIN = 3
"""Words that say whether a phrase can begin somewhere at all."""


@dataclass(frozen=True, slots=True)
class Clue:
    """What a phrase betrays: a fact, and the field of it that says so."""

    fact: str
    field: str


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a sequence of words: where it begins and ends, and what it betrays."""

    start: int
    end: int
    clue: Clue


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of up to `HEAD` words by themselves, and longer ones by their first words.

    Looking up costs three passes over a text, one for the beginnings of each length, however many phrases there are.
    """

    short: Mapping[Words, Clue]
    long: Mapping[Words, tuple[tuple[Words, Clue], ...]]
    beginnings: tuple[frozenset[Words], ...]
    """The phrases of one word, of two words, and the first three words of the others."""
    single: frozenset[str]
    """The phrases of one word, as words."""

    @classmethod
    def of(cls, phrases: Iterable[tuple[Words, Clue]]) -> Phrases:
        """Make an index; of equal phrases the first stays."""
        short: dict[Words, Clue] = {}
        long: dict[Words, dict[Words, Clue]] = {}
        for words, clue in phrases:
            if len(words) > HEAD:
                long.setdefault(words[:HEAD], {}).setdefault(words[HEAD:], clue)
            elif words:
                short.setdefault(words, clue)
        ones = frozenset(words for words in short if len(words) == 1)
        twos = frozenset(words for words in short if len(words) == _BEGIN - 1)
        others = frozenset(words[:_BEGIN] for words in (*short, *long) if len(words) >= _BEGIN)
        return cls(
            short,
            {head: tuple(rests.items()) for head, rests in long.items()},
            (ones, twos, others),
            frozenset(word for (word,) in ones),
        )

    def __len__(self) -> int:
        return len(self.short) + sum(map(len, self.long.values()))

    def find(self, text: Sequence[str]) -> Iterator[Found]:
        """Give every phrase that stands in a sequence of words, in no particular order."""
        for length in (1, 2):
            for start in self._starts(text, length):
                yield Found(start, start + length, self.short[tuple(text[start : start + length])])
        for start in self._starts(text, _BEGIN):
            yield from self._longer(text, start)

    def said(self, text: Sequence[str]) -> set[Words]:
        """Give the phrases that stand in a sequence of words.

        Each run of words with which one of three and more may begin is looked up once, however often it stands there.
        """
        _, twos, longer = self.beginnings
        found: set[Words] = {(word,) for word in self.single.intersection(text)}
        found.update(twos.intersection(runs(text, 2)))
        begins = list(map(longer.__contains__, runs(text, _BEGIN)))
        if not any(begins):
            return found
        whole = set(compress(runs(text, HEAD), begins))
        rest = range(max(0, len(text) - HEAD + 1), len(text) - _BEGIN + 1)
        for run in (*whole, *(tuple(text[start:]) for start in rest)):
            found.update(head for length in range(_BEGIN, len(run) + 1) if (head := run[:length]) in self.short)
        if not self.long.keys().isdisjoint(whole):
            longest = (hit for start in self._starts(text, _BEGIN) for hit in self._longer(text, start))
            found.update(tuple(text[hit.start : hit.end]) for hit in longest)
        return found

    def _starts(self, text: Sequence[str], length: int) -> Iterable[int]:
        """Give the places where a phrase of one word, of two, or of three and more can begin."""
        beginnings = self.beginnings[length - 1]
        found = beginnings.intersection(runs(text, length)) if beginnings else beginnings
        return compress(range(len(text)), map(found.__contains__, runs(text, length))) if found else ()

    def _longer(self, text: Sequence[str], start: int) -> Iterator[Found]:
        """Give the phrases of three words and more that stand at a place."""
        run = tuple(text[start : start + HEAD])
        for length in range(_BEGIN, len(run) + 1):
            clue = self.short.get(run[:length])
            if clue is not None:
                yield Found(start, start + length, clue)
        for rest, clue in self.long.get(run, ()):
            end = start + HEAD + len(rest)
            if tuple(text[start + HEAD : end]) == rest:
                yield Found(start, end, clue)
