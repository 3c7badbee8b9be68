"""Verdicts: for each quotation of a dataset, whether it was found in its source's text, where, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from briefgen.check.quotations.figures import has_figures_of
from briefgen.check.quotations.nearest import Near, Stretches, trimmed
from briefgen.check.quotations.pieces import Piece
from briefgen.check.quotations.positions import Index, Move, Spot
from briefgen.check.quotations.stored import Stored, stored_texts
from briefgen.check.quotations.wording import Wording, alike_words, unhyphenated
from briefgen.model.dataset import Dataset
from briefgen.model.fact import Evidence, Locator
from briefgen.model.rows import Indexed, Row
from briefgen.model.source import Source

SAME = 0.85
"""Share of a quotation that must agree with a passage for the two to be the same one in other words."""
NEAR = 0.6
"""Share from which a passage is worth showing as the nearest."""
_MOST_REWORDED = 0.99
"""Agreement that other words are told with at most: 1 is for the same words."""


class Finding(StrEnum):
    """What the search for a quotation came to."""

    EXACT = "exact"
    ALIKE = "alike"
    """But for quotation marks, dashes, spaces, ligatures and hyphens at line ends."""
    DRIFTED = "drifted"
    """At another place, or in slightly other words with the same figures."""
    ABSENT = "absent"
    NO_TEXT = "no text"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the quotation of one piece of evidence was found."""

    fact: str
    source: str
    quote: str
    finding: Finding
    position: str = ""
    """Where it stands, such as `paragraph 18`; empty where it was not found."""
    passage: str = ""
    """The words that stand there; of an absent quotation the nearest ones, or none."""
    agreement: float = 1.0
    """Share of the quotation that agrees with the passage: 1 where only typography differs, 0 without a passage."""
    moves: tuple[Move, ...] = ()
    """What the locator states wrongly."""
    spots: tuple[Spot, ...] = ()
    """The position in parts."""

    @property
    def is_reworded(self) -> bool:
        """Whether the source now has other words."""
        return self.finding is Finding.DRIFTED and self.agreement < 1


def verdicts(dataset: Dataset, folder: Path) -> tuple[Verdict, ...]:
    """Look for every quotation of a dataset in the texts of a folder, in the order of the facts and their evidence.

    Evidence without a quotation has no verdict; where there is no text to search, the finding is NO_TEXT.
    """
    return judged(dataset, stored_texts(quoted_sources(dataset), folder))


def quoted_sources(dataset: Dataset) -> tuple[Source, ...]:
    """Give the sources of which something is quoted, or of whose text a hash is kept."""
    quoted = {source for row in dataset.rows.values() for source in row.quotes}
    return tuple(source for name, source in dataset.sources.items() if name in quoted or source.custom.sha256)


def judged(dataset: Dataset, texts: Mapping[str, Stored]) -> tuple[Verdict, ...]:
    """Look for every quotation of a dataset in texts that were read."""
    searched = {name: _Searched(text.pieces) for name, text in texts.items() if not text.fault and text.has_words}
    return tuple(verdict for row in dataset.rows.values() if row.quotes for verdict in _of_fact(row, dataset, searched))


def _of_fact(row: Indexed, dataset: Dataset, searched: Mapping[str, _Searched]) -> Iterator[Verdict]:
    """Look for the quotations of a fact, its own before those of its other values; it is read only where there is a text."""
    if isinstance(row, Row) and not any(source in searched for source in row.quotes):
        yield from (Verdict(row.id, source, "", Finding.NO_TEXT, agreement=0) for source in row.quotes)
        return
    for evidence in dataset.facts[row.id].evidence:
        source, quote = evidence.source, evidence.locator.quote
        if quote and source in searched:
            yield searched[source].verdict(row.id, evidence)
        elif quote:
            yield Verdict(row.id, source, quote, Finding.NO_TEXT, agreement=0)


@dataclass(frozen=True)
class _Searched:
    """A text that quotations are looked for in."""

    pieces: tuple[Piece, ...]

    @cached_property
    def wording(self) -> Wording:
        return Wording.of(self.pieces)

    @cached_property
    def index(self) -> Index:
        return Index.of(self.pieces)

    @cached_property
    def stretches(self) -> Stretches:
        return Stretches.of(self.wording)

    def verdict(self, fact: str, evidence: Evidence) -> Verdict:
        """Look for one quotation: letter for letter, then made alike, then by the nearest passage."""
        quote, wording = evidence.locator.quote, self.wording
        elsewhere: Verdict | None = None
        ways = ((Finding.EXACT, wording.written, quote.strip()), (Finding.ALIKE, wording.alike, alike_words(quote)))
        for finding, line, phrase in ways:
            found = self._found(Verdict(fact, evidence.source, quote, finding), evidence.locator, line.spans(phrase))
            if found and not found.moves:
                return found
            elsewhere = elsewhere or found
        return elsewhere or self._by_words(Verdict(fact, evidence.source, quote, Finding.ABSENT, agreement=0), evidence.locator)

    def _found(self, verdict: Verdict, locator: Locator, spans: Iterable[tuple[int, int]]) -> Verdict | None:
        """Take the occurrence that stands where the locator says, or else the one that is nearest to it."""
        stated = locator.paragraph if locator.paragraph is not None else locator.line
        ranked = []
        seen: set[tuple[int, int]] = set()
        for first, last in spans:
            place = self.wording.where[first], self.wording.where[last]
            if place in seen:
                continue
            seen.add(place)
            pieces = self._pieces(first, last)
            moves = self.index.moves(locator, pieces)
            number = pieces[0].paragraph if locator.paragraph is not None else pieces[0].line
            ranked.append((len(moves), abs(number - (stated or 0)), first, last, moves))
            if not moves:
                break
        if not ranked:
            return None
        _, _, first, last, moves = min(ranked, key=lambda item: item[:3])
        spots = self.index.place(locator, self._pieces(first, last))
        return replace(
            verdict,
            finding=Finding.DRIFTED if moves else verdict.finding,
            position=", ".join(str(spot) for spot in spots),
            passage=trimmed(self.wording.passage(first, last), verdict.quote),
            moves=moves,
            spots=spots,
        )

    def _by_words(self, verdict: Verdict, locator: Locator) -> Verdict:
        """Look for the passage that agrees best: with the same figures it is the quotation in other words."""
        quote = alike_words(verdict.quote)
        found = self.stretches.nearest(quote) if quote else ()
        for near in found:
            spans = [(near.first, near.last)]
            if near.agreement >= SAME and self._is_same_but_hyphens(near, quote):
                same = self._found(replace(verdict, finding=Finding.ALIKE, agreement=1.0), locator, spans)
                return replace(same or verdict, passage=verdict.quote)
            if near.agreement >= SAME and has_figures_of(self.wording.passage(near.first, near.last), quote):
                drifted = self._found(replace(verdict, agreement=min(near.agreement, _MOST_REWORDED)), locator, spans)
                return replace(drifted or verdict, finding=Finding.DRIFTED)
        if not found or found[0].agreement < NEAR:
            return verdict
        nearest = found[0]
        spots = self.index.place(locator, self._pieces(nearest.first, nearest.last))
        passage = trimmed(self.wording.passage(nearest.first, nearest.last), quote)
        return replace(verdict, passage=passage, agreement=nearest.agreement, spots=spots)

    def _is_same_but_hyphens(self, near: Near, quote: str) -> bool:
        """Tell whether only a hyphen at a line's end, which may be the word's or the line's, keeps two passages apart."""
        is_joined = not self.wording.joined.isdisjoint(range(near.first, near.last + 1))
        return is_joined and unhyphenated(near.text) == unhyphenated(quote.casefold())

    def _pieces(self, first: int, last: int) -> tuple[Piece, ...]:
        return self.pieces[self.wording.where[first] : self.wording.where[last] + 1]
