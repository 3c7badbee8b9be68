"""Positions: whether a passage stands where a locator says, and how its place is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.check.quotations.pieces import Piece
from briefgen.check.quotations.wording import alike_words
from briefgen.model.fact import Locator

_PAGES = re.compile(r"\d+\s*[-–]\s*\d+|[\w.]+(?:-\w+)*")
_PAGE_WORDS = re.compile(r"^\s*(?:pages?|pp?|p\.|pp\.)\s*(?=[\divxlc])\.?\s*", re.IGNORECASE)
_PAGE = re.compile(r"\d+|[ivxlc]+", re.IGNORECASE)
_MOST_PAGES = 1000
_NUMBERED = re.compile(r"((?:\d+|[ivxlc]+|[a-z])(?:\.\d+)*)[.)]?\s+(.+)")
_SECTION_WORDS = re.compile(r"^(?:section|chapter|§)\s+")
_SECTIONS = ("section", "chapter")
_WORDS = {"paragraph": "in paragraph", "page": "on page", "line": "on line", "section": "under", "chapter": "under"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of one kind (paragraph, page, line, section, chapter), as a locator writes it."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"“{self.value}”" if self.kind in _SECTIONS else f"{self.kind} {self.value}"

    @property
    def words(self) -> str:
        """The place within a sentence: `in paragraph 2`."""
        return f"{_WORDS[self.kind]} {f'“{self.value}”' if self.kind in _SECTIONS else self.value}"

    @property
    def bare(self) -> str:
        """The place without its kind, for what follows `not`."""
        return str(self).removeprefix(f"{self.kind} ")

    @property
    def locator(self) -> str:
        """The place as a field of a locator."""
        return f"{self.kind}: {self.value}" if self.kind in {"paragraph", "line"} else f'{self.kind}: "{self.value}"'


@dataclass(frozen=True, slots=True)
class Move:
    """What a locator states and what is right instead."""

    stated: Spot
    found: Spot


@dataclass(frozen=True, slots=True)
class Index:
    """What the pieces of a text tell of places: the kinds, the names of pages, the headings."""

    paragraphs: bool
    lines: bool
    pages: frozenset[str]
    headings: frozenset[str]

    @classmethod
    def of(cls, pieces: tuple[Piece, ...]) -> Index:
        """Sum up some pieces."""
        headings = frozenset(_heading(heading) for heading in {words for piece in pieces for words in piece.headings})
        pages = frozenset(name.casefold() for piece in pieces for name in piece.pages)
        return cls(any(piece.paragraph for piece in pieces), any(piece.line for piece in pieces), pages, headings)

    def moves(self, locator: Locator, passage: tuple[Piece, ...]) -> tuple[Move, ...]:
        """Give what a locator states wrongly of a passage; what the text does not tell of, or not surely, is never wrong."""
        return tuple(self._wrong(locator, passage))

    def place(self, locator: Locator, passage: tuple[Piece, ...]) -> tuple[Spot, ...]:
        """Name the place of a passage by the kinds that a locator uses, or else by the one that suits the text."""
        first = passage[0]
        known = {
            "paragraph": str(first.paragraph) if self.paragraphs else "",
            "page": next(iter(first.pages), ""),
            "line": str(first.line) if self.lines else "",
        }
        stated = {"paragraph": locator.paragraph is not None, "page": bool(locator.page), "line": locator.line is not None}
        used = [kind for kind, value in known.items() if value and stated[kind]]
        usual = [kind for kind in ("paragraph", "page") if known[kind]]
        return tuple(Spot(kind, known[kind]) for kind in used or usual[:1])

    def _wrong(self, locator: Locator, passage: tuple[Piece, ...]) -> Iterator[Move]:
        numbers = ("paragraph", locator.paragraph, self.paragraphs), ("line", locator.line, self.lines)
        for kind, stated, is_told in numbers:
            found = [getattr(piece, kind) for piece in passage]
            if is_told and stated is not None and stated not in found:
                yield Move(Spot(kind, str(stated)), Spot(kind, str(found[0])))
        names = {name.casefold() for piece in passage for name in piece.pages}
        if locator.page and names and (stated_pages := self._stated_pages(locator.page)) and not names & stated_pages:
            yield Move(Spot("page", locator.page), Spot("page", passage[0].pages[0]))
        for kind in _SECTIONS:
            yield from self._wrong_heading(kind, getattr(locator, kind), passage)

    def _stated_pages(self, page: str) -> frozenset[str]:
        """Turn the page of a locator (`12`, `iv`, `pp. 12–14`) into names of pages; none where it may mean something else."""
        if page.strip().casefold() in self.pages:
            return frozenset({page.strip().casefold()})
        names: set[str] = set()
        for part in _PAGES.findall(_PAGE_WORDS.sub("", page)):
            bounds = [int(number) for number in re.findall(r"\d+", part)] if re.search(r"\d\s*[-–]\s*\d", part) else []
            if len(bounds) == 2 and 0 <= bounds[1] - bounds[0] <= _MOST_PAGES:
                names |= {str(number) for number in range(bounds[0], bounds[1] + 1)}
            elif part.casefold() in self.pages or _PAGE.fullmatch(part):
                names.add(part.casefold())
            else:
                return frozenset()
        return frozenset(names)

    def _wrong_heading(self, kind: str, stated: str, passage: tuple[Piece, ...]) -> Iterator[Move]:
        """Compare with the headings above a passage; only where the stated heading is one of the text's own."""
        if not stated or not any(_names(heading, stated) for heading in self.headings):
            return
        above = [words for piece in passage for words in piece.headings]
        if above and not any(_names(_heading(words), stated) for words in above):
            yield Move(Spot(kind, stated), Spot(kind, passage[0].headings[-1] if passage[0].headings else above[-1]))


def _heading(words: str) -> str:
    return alike_words(words).casefold()


def _names(heading: str, stated: str) -> bool:
    """Tell whether a locator's section names a heading: all of it, its number, or its words without the number."""
    wanted, whole = (_SECTION_WORDS.sub("", words) for words in (_heading(stated), heading))
    parts = _NUMBERED.fullmatch(whole)
    return wanted in {whole, *(parts.groups() if parts else ())}
