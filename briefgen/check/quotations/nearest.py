"""The nearest passage: where a text comes closest to words that it does not have, and how far the two agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import product

from briefgen.check.quotations.wording import Wording, alike

_STRETCH = 100
"""Words of one stretch, in which a passage may begin."""
_SLACK = 8
"""Words by which a passage may be longer than the quotation."""
_LONGEST_QUOTE = 2_000
"""Characters; a longer quotation is no phrase that could be compared in reasonable time."""
_LONGEST_STRETCH = 20_000
_MOST_STRETCHES = 4
_MOST_FITTED = 2
_MOST_WORDS = 8
_EDGES = ".,;:!?\"'()[]‘’“”«»"


@dataclass(frozen=True, slots=True)
class Near:
    """A passage by the numbers of its first and last word, its words, and the share of it that agrees (0 to 1)."""

    first: int
    last: int
    text: str
    """Its words made alike, in small letters."""
    agreement: float


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of a text by the words that they hold, so that only those with words in common are compared."""

    wording: Wording
    holding: Mapping[str, frozenset[int]]
    """Numbers of the stretches in which a passage with a word may begin."""

    @classmethod
    def of(cls, wording: Wording) -> Stretches:
        """Note for each word of a text where it stands: a passage may begin in the stretch before."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for number, word in enumerate(wording.folded.text.split(" ") if wording.words else ()):
            stretch = number // _STRETCH
            found[_key(word)].update((stretch, max(stretch - 1, 0)))
        return cls(wording, {word: frozenset(numbers) for word, numbers in found.items()})

    def nearest(self, quote: str) -> tuple[Near, ...]:
        """Find the passages nearest to a quotation (made alike), the best first; none where it shares no word with the text.

        Agreement is one minus the Levenshtein distance over the longer of both, in characters; capitals count as small letters.
        """
        quote = quote.casefold()
        if len(quote) > _LONGEST_QUOTE:
            return ()
        aligned = sorted((self._aligned(stretch, quote) for stretch in self._promising(quote)), reverse=True)
        found = (self._fitted(first, last, quote) for _, first, last in aligned[:_MOST_FITTED])
        return tuple(sorted(found, key=lambda near: (-near.agreement, near.first)))

    def _promising(self, quote: str) -> list[int]:
        """Give the stretches that share most with a quotation, rare words counting for more than common ones."""
        known = [places for word in dict.fromkeys(map(_key, quote.split())) if (places := self.holding.get(word))]
        scores: defaultdict[int, float] = defaultdict(float)
        for places in sorted(known, key=len)[:_MOST_WORDS]:
            share = 1 / len(places)
            for number in places:
                scores[number] += share
        return nsmallest(_MOST_STRETCHES, scores, key=lambda number: (-scores[number], number))

    def _aligned(self, stretch: int, quote: str) -> tuple[float, int, int]:
        """Lay a quotation along a stretch: how well it fits where it fits best, with the first and last word there."""
        from rapidfuzz import fuzz

        line = self.wording.folded
        length = quote.count(" ") + 1
        first = stretch * _STRETCH
        last = min(first + _STRETCH + length + _SLACK, len(line.starts)) - 1
        start = line.starts[first]
        end = min(_end(self.wording, last), start + _LONGEST_STRETCH)
        if end - start <= len(quote):
            return fuzz.ratio(quote, line.text[start:end]), first, last
        found = fuzz.partial_ratio_alignment(quote, line.text[start:end])
        if found is None:
            return 0.0, first, last
        return found.score, line.word_at(start + found.dest_start), line.word_at(max(start + found.dest_end - 1, start))

    def _fitted(self, first: int, last: int, quote: str) -> Near:
        """Move both ends of a passage by a few words to where it agrees best with a quotation."""
        from rapidfuzz.distance import Levenshtein

        line, most = self.wording.folded, len(self.wording.words) - 1
        best = Near(first, last, "", -1.0)
        for left, right in product(range(-2, 3), range(-2, _SLACK // 2 + 1)):
            begin, close = max(first + left, 0), min(last + right, most)
            if begin > close:
                continue
            text = trimmed(line.text[line.starts[begin] : _end(self.wording, close)], quote)
            share = Levenshtein.normalized_similarity(quote, text)
            if share > best.agreement:
                best = Near(begin, close, text, share)
        return best


def trimmed(passage: str, quote: str) -> str:
    """Leave out the stops and marks at a passage's ends that a quotation does not have there."""
    start, end = 0, len(passage)
    while start < end and passage[start] in _EDGES and alike(passage[start]) != alike(quote[:1]):
        start += 1
    while start < end and passage[end - 1] in _EDGES and alike(passage[end - 1]) != alike(quote[-1:]):
        end -= 1
    return passage[start:end]


def _end(wording: Wording, word: int) -> int:
    """Give the position behind a word."""
    starts = wording.folded.starts
    return starts[word + 1] - 1 if word + 1 < len(starts) else len(wording.folded.text)


def _key(word: str) -> str:
    return word.strip(_EDGES).replace("-", "")
