"""A file of facts to facts that are right by themselves, with the rows that decide about them, or what is wrong with each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TypeVar

from briefgen.model.diagnostic import Diagnostic, finding
from briefgen.model.fact import Fact
from briefgen.model.loaded import FactsFile, LoadedFile, Plain
from briefgen.model.marking import Scheme
from briefgen.model.rows import Indexed, row_of
from briefgen.validate.facts import Known, check_alone, check_named, find_circles, settle_fact
from briefgen.validate.records import read_list, read_record
from briefgen.validate.remarks import Names, placed

Found = TypeVar("Found")
MARKINGS, THEMSELVES = "markings", "themselves"
"""Among what facts mention: their labels, and the facts that stand in a relation to themselves."""


def facts_file(file: LoadedFile, found: Sequence[Diagnostic] = (), *, is_whole: bool = True) -> FactsFile:
    """Validate the facts of a file, each by itself; `found` is wrong with the file, `is_whole` tells whether it was all read."""
    diagnostics, read = read_list(Fact, file, "fact")
    plain = dict(file.records())
    facts, rows = [], []
    for path, record in read:
        fact, remarks = settle_fact(record, "")
        remarks += check_alone(fact)
        diagnostics += placed(remarks, file, path, f"fact `{fact.id}`") if remarks else ()
        facts.append(fact)
        rows.append(row_of(fact, digest_of(plain[path])))
    return FactsFile(
        name=file.name,
        rows=tuple(rows),
        numbers=tuple(int(path[0]) for path, _ in read),
        places=tuple(_spot(file, path) for path, _ in read),
        ids=tuple((name, int(path[0])) for path, item in plain.items() if isinstance(name := item.get("id"), str)),
        mentions=_mentions(facts),
        diagnostics=(*found, *diagnostics),
        is_whole=is_whole,
        facts=partial(_itself, tuple(facts)),
        file=partial(_itself, file),
    )


def facts_of(records: Sequence[Plain]) -> tuple[Fact, ...]:
    """Read records again that were found to be right."""
    read = (read_record(Fact, plain)[0] for plain in records)
    return tuple(settle_fact(fact, "")[0] for fact in read if fact is not None)


def digest_of(plain: Plain) -> str:
    """Hash a record as it is written."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def misnamed(file: FactsFile, known: Known, scheme: Scheme | None, default: str) -> Iterator[Diagnostic]:
    """Find what the facts of a file name that does not exist; none is read where all is known.

    `scheme` is None while the settings cannot be read, and `default` the label of facts without a marking.
    """
    names = {item.name: getattr(known, item.name) for item in fields(known)}
    names |= {MARKINGS: Names(dict.fromkeys(scheme.labels))} if scheme else {}
    is_known = not any(found.lacks(word) for kind, found in names.items() for word in file.mentions[kind])
    if is_known and not file.mentions[THEMSELVES]:
        return
    written = file.file()
    for each, number in zip(file.facts(), file.numbers, strict=True):
        fact, _ = settle_fact(each, default)
        yield from placed(check_named(fact, known, scheme), written, (number,), f"fact `{fact.id}`")


def equal_ids(files: Sequence[FactsFile]) -> Iterator[Diagnostic]:
    """Find facts that have the same id."""
    names = [name for file in files for name, _ in file.ids]
    if len({*names}) == len(names):
        return
    seen: dict[str, tuple[FactsFile, int]] = {}
    for file in files:
        for name, number in file.ids:
            if name in seen:
                other, first = seen[name]
                place, before = file.file().place((number, "id")), other.file().place((first, "id"))
                message = f"two records have the id `{name}`: facts at {before} and {place}"
                yield finding("BG120", message, place, "rename one")
            seen.setdefault(name, (file, number))


def circles(files: Sequence[FactsFile], rows: Mapping[str, Indexed], kind: str) -> Iterator[Diagnostic]:
    """Find the circles that relations of a kind form."""
    for circle in find_circles(rows, kind):
        shown = " -> ".join(f"`{name}`" for name in (*circle, circle[0]))
        position = next(n for n, item in enumerate(rows[circle[0]].relations) if item.fact == circle[1 % len(circle)])
        file, number = next((file, n) for file in files for name, n in file.ids if name == circle[0])
        place = file.file().place((number, "relations", position))
        yield finding("BG128", f"the relations {kind} form a circle: {shown}", place, "remove one of them")


def _mentions(facts: Sequence[Fact]) -> Mapping[str, frozenset[str]]:
    return {
        "topics": frozenset(topic for fact in facts for topic in fact.topic),
        "entities": frozenset(fact.entity for fact in facts if fact.entity),
        "sources": frozenset(source for fact in facts for source in fact.cites),
        "facts": frozenset(item.fact for fact in facts for item in fact.relations),
        "audiences": frozenset(audience for fact in facts for audience in _worded(fact)),
        MARKINGS: frozenset(fact.marking for fact in facts if fact.marking),
        THEMSELVES: frozenset(fact.id for fact in facts for item in fact.relations if item.fact == fact.id),
    }


def _worded(fact: Fact) -> Iterator[str]:
    yield from fact.wording
    for translation in fact.translations.values():
        yield from translation.wording


def _spot(file: LoadedFile, path: tuple[str | int, ...]) -> tuple[int, int]:
    place = file.place(path)
    return place.line, place.column


def _itself(found: Found) -> Found:
    return found
