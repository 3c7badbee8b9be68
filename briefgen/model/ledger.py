"""The ledger file: what one document printed, sentence by sentence and value by value, and the evidence behind it.

Each document has one, `*.ledger.json`. These types are its one definition: `to_json` writes them, `briefgen schema ledger`
describes them, `validate` reads them back. Fields that have a default are left out where they hold it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal

from briefgen.model.fact import Evidence
from briefgen.model.fields import STRICT
from briefgen.model.plain import plain

Where = Literal["text", "attribute", "title", "drawing", "data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed value, or the words of a statement."""

    __pydantic_config__ = STRICT

    anchor: str
    """Id of the element in the HTML; empty where no element can stand: in an attribute, a title, a drawing, data."""
    where: Where
    """What it stands in: text, attribute (an alternative text, a label), title, drawing, data (a script, style or comment)."""
    fact: str
    """Id of the fact."""
    also: tuple[str, ...] = ()
    """Ids of the further facts of a total."""
    role: str
    """What of the fact is printed: value, range, alternative, as-of, statement ..."""
    formatter: str
    """The filter that wrote it."""
    raw: str
    """The exact value, free of language; empty for a statement."""
    printed: str
    """The words as they stand in the document."""
    qualifier: str = ""
    """over, nearly, about, at-least or up-to, where the words say so."""
    file: str
    """The template or text that printed it."""
    line: int
    """Its line there, from 1; 0 where it is not known."""
    page: int | None = None
    """Page of the PDF, from 1; left out, with the position, where it is not known."""
    x: float | None = None
    """Distance from the page's left edge, in points."""
    y: float | None = None
    """Distance from the page's top edge, in points."""
    evidence: str
    """Key of its evidence in `evidence`: the fact's id, or <id>#<n> for the n-th of its alternatives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the document, or a heading, cell or item; also one in which no fact stands."""

    __pydantic_config__ = STRICT

    text: str
    kind: str
    """Name of the element that holds it: p, li, h2, td ..."""
    heading: str
    """The nearest heading above it, or itself where it is one."""
    page: int | None = None
    """Page of the PDF on which it begins, from 1; left out where that is not known."""
    anchors: tuple[str, ...]
    """Ids of the printed values and statements that stand in it."""
    shows: tuple[str, ...] = ()
    """Ids of the facts whose evidence stands here, in a note or a row of a table."""
    sources: tuple[str, ...] = ()
    """Ids of the sources whose references stand here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source, the place in it, and the words there."""

    __pydantic_config__ = STRICT

    source: str
    """Id of the source."""
    locator: Mapping[str, int | str]
    """Those that are given of paragraph, page, section, chapter, figure, table, line, timestamp."""
    quote: str
    """The words of the source that pin the fact, letter for letter; empty where none are given."""

    @classmethod
    def of(cls, evidence: Evidence) -> Citation:
        """Turn a piece of a fact's evidence into the form in which ledgers hold it."""
        locator = {key: item for key, item in plain(evidence.locator).items() if key != "quote"}
        return cls(source=evidence.source, locator=locator, quote=evidence.locator.quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """What one document printed and what it read to do so, with the evidence behind each value."""

    __pydantic_config__ = STRICT

    document: str
    """Its name in the manifest."""
    title: str
    language: str
    """BCP 47 tag."""
    edition: int
    marking: str
    """The highest marking of the facts in it."""
    digest: str
    """SHA-256 of the facts and sources used, as the PDF carries them in facts.json."""
    pages: int | None
    """Pages of the PDF; null where none was made."""
    words: int
    entries: tuple[Printed, ...]
    """Every printed value, in reading order."""
    sentences: tuple[Sentence, ...]
    """Every sentence in reading order, without page furniture."""
    evidence: Mapping[str, tuple[Citation, ...]]
    """Evidence by key: a fact's own under its id, that of its n-th alternative under <id>#<n>."""
    facts: tuple[str, ...]
    """Ids of the facts of which something is printed, in the dataset's order."""
    sources: tuple[str, ...]
    """Ids of the sources of those facts, in the dataset's order."""
    reads: tuple[str, ...]
    """Ids of all facts that a template looked into, printed or not."""
    selections: tuple[str, ...]
    """Each selection over facts that a template made itself."""
    templates: tuple[str, ...]
    """Names of the template, style and text files that went in."""


def alternative_key(fact: str, number: int) -> str:
    """Give the key of the evidence of a fact's alternative, counted from 1; of the fact itself for 0."""
    return f"{fact}#{number}" if number else fact


def to_json(record: Any) -> bytes:
    """Turn a record of the ledger or manifest into its file: UTF-8, a line for each item, fields at their default left out."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = (f"{encode(name)}: {_lined(item, encode)}" for name, item in to_plain(record).items())
    return "{{\n{}\n}}\n".format(",\n".join(lines)).encode()


def _lined(item: Any, encode: Callable[[Any], str]) -> str:
    """Write a list or mapping with a line for each item: the encoder in C writes no indent, and the one that does is slow."""
    if isinstance(item, list) and item:
        return "[\n " + ",\n ".join(map(encode, item)) + "\n]"
    if isinstance(item, dict) and item:
        return "{\n " + ",\n ".join(f"{encode(key)}: {encode(value)}" for key, value in item.items()) + "\n}"
    return encode(item)


def to_plain(record: Any) -> Any:
    """Turn a record of the ledger or manifest into what JSON can hold."""
    kind: Any = type(record)  # the type checker takes a type for unhashable
    if kind in _PLAIN:
        return record
    if kind is tuple:
        return [to_plain(item) for item in record]
    if isinstance(record, Mapping):
        return {key: to_plain(item) for key, item in record.items()}
    shown = ((name, getattr(record, name), default) for name, default in _fields(kind))
    return {name: to_plain(item) for name, item, default in shown if default is MISSING or item != default}


_PLAIN = frozenset({str, int, float, bool, type(None)})


@lru_cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Give the names of a record's fields with their defaults."""
    assert is_dataclass(kind)  # noqa: S101 -- what the ledger and manifest are made of
    found: tuple[Field[Any], ...] = fields(kind)
    return tuple((item.name, item.default) for item in found)
