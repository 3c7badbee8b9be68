"""What can be read out of a finished file: its views, each a set of pieces of text with the place where they stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from briefgen.gate.proof.words import BREAK

Kind = Literal["html", "pdf", "ledger", "name"]
SEPARATOR = f" {BREAK} "
_IDS = frozenset({"fact", "facts", "id", "reads", "also", "data-fact"})
"""Keys under which our JSON names facts."""
_POSITIONS = frozenset({"page", "pages", "x", "y", "line", "words", "edition", "version"})
"""Keys under which our JSON counts pages, points and lines: numbers that are no data."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a file, and where it stands, in words for a person."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class View:
    """All text of one sort in a file. `pieces` is asked only once something was found in `text`."""

    name: str
    text: str
    pieces: Callable[[], Iterable[Piece]]
    is_code: bool = False
    """Whether it is full of lengths, shares and colours, so that a figure without a word tells nothing."""
    is_drawn: bool = False
    """Whether it was read from drawn signs, which do not keep the order of letters from the right."""
    is_repeated: bool = False
    """Whether other files have the very same text, as they have the same styles."""
    names: frozenset[str] = frozenset()
    """What stands in it as a whole name: candidates for the id of a fact."""


def view(
    name: str,
    pieces: Iterable[Piece],
    *,
    is_code: bool = False,
    is_drawn: bool = False,
    is_repeated: bool = False,
    names: Iterable[str] = (),
) -> View:
    """Make a view of pieces that are at hand."""
    kept = tuple(pieces)
    text = SEPARATOR.join(piece.text for piece in kept)
    return View(name, text, lambda: kept, is_code, is_drawn, is_repeated, frozenset(names))


def views(kind: Kind, content: bytes) -> Iterator[View]:
    """Give the views of a finished file: all that somebody could read in it, also with tools."""
    if kind == "html":
        from briefgen.gate.proof.markup import html_views

        yield from html_views(content.decode("utf-8", "replace"))
    elif kind == "pdf":
        from briefgen.gate.proof.portable import pdf_views

        yield from pdf_views(content)
    elif kind == "ledger":
        yield json_view("ledger", "ledger", content.decode("utf-8", "replace"))
    else:
        text = content.decode("utf-8", "replace")
        yield view("file name", (Piece("file name", text),))


def json_view(name: str, where: str, text: str) -> View:
    """Give the strings and numbers of JSON, decoded; of text that is no JSON, the text."""
    try:
        found = _Json()
        found.walk(json.loads(text), "")
    except (ValueError, RecursionError):
        return view(name, (Piece(where, text),))
    return view(name, (Piece(where, SEPARATOR.join(found.texts)),), names=found.names)


@dataclass(frozen=True, slots=True)
class _Json:
    """Collects what stands in JSON."""

    texts: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def walk(self, item: Any, key: str) -> None:
        """Collect a value that stands under a key."""
        if isinstance(item, Mapping):
            if key in _IDS:
                self.names.update(item)
            for name, inside in item.items():
                self.texts.append(name)
                self.walk(inside, name)
        elif isinstance(item, list):
            for inside in item:
                self.walk(inside, key)
        elif isinstance(item, str):
            self.texts.append(item)
            if key in _IDS:
                self.names.add(item)
        elif item is not None and not isinstance(item, bool) and key not in _POSITIONS:
            self.texts.append(str(item))
