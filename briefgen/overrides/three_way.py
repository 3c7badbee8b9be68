"""Two changes of one text, region by region: what it was, what the package made of it, what the project made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Literal

Who = Literal["package", "project", "both"]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines in which not all three texts are the same: who changed them, and what each has there."""

    who: Who
    line: int
    """First line in the text that was recorded, from 1."""
    was: tuple[str, ...]
    now: tuple[str, ...]
    mine: tuple[str, ...]


def regions(was: str, now: str, mine: str) -> tuple[Region, ...]:
    """Turn a text and two later versions of it into the regions that either has changed, in order.

    Regions lie between stretches that all three have, as in diff3 (Khanna, Kunal and Pierce, A formal investigation of
    diff3, 2007).
    """
    old, theirs, ours = (text.split("\n") for text in (was, now, mine))
    found = []
    at, at_theirs, at_ours = 0, 0, 0
    for start, length, start_theirs, start_ours in _shared(old, theirs, ours):
        pieces = tuple(old[at:start]), tuple(theirs[at_theirs:start_theirs]), tuple(ours[at_ours:start_ours])
        if who := _who(*pieces):
            found.append(Region(who, at + 1, *pieces))
        at, at_theirs, at_ours = start + length, start_theirs + length, start_ours + length
    return tuple(found)


def _who(was: tuple[str, ...], now: tuple[str, ...], mine: tuple[str, ...]) -> Who | None:
    """Tell who changed a region; nobody where both ended at the same lines as before."""
    if now == mine:
        return None if was == now else "both"
    return "project" if was == now else "package" if was == mine else "both"


def _shared(old: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give the stretches of lines that all three have: start and length in the old one, starts in the others."""
    for one in _matches(old, theirs):
        for other in _matches(old, ours):
            start = max(one.a, other.a)
            end = min(one.a + one.size, other.a + other.size)
            if start < end:
                yield start, end - start, one.b + start - one.a, other.b + start - other.a
    yield len(old), 0, len(theirs), len(ours)


def _matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    return SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
