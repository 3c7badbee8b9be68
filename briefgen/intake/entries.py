"""What the cache holds of a file of facts: the rows, which every run reads, and apart from them the records, which few do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.cache import program
from briefgen.load import load_facts
from briefgen.load.files import name_of, read_bytes
from briefgen.model.diagnostic import Place, Problems, finding, from_plain, to_plain
from briefgen.model.fact import Fact, Relation
from briefgen.model.loaded import FactsFile, LoadedFile
from briefgen.model.rows import Row
from briefgen.validate.batches import facts_file, facts_of

_DISTINCT = ("id", "digest")
"""Fields of a row that no two facts share."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file of facts lies, and which content is meant."""

    root: Path
    path: Path
    key: str
    """Hash of its content, its name and the program: what was made of it holds as long as this is the same."""

    @classmethod
    def of(cls, root: Path, path: Path, content: bytes) -> Origin:
        """Tell what content a file has."""
        about = f"{name_of(root, path)}\n{program()}\n".encode("utf-8", "surrogatepass")
        return cls(root, path, hashlib.sha256(about + content).hexdigest())

    def again(self) -> bytes:
        """Read its content once more. Problems (BG003) where that is another by now."""
        content = read_bytes(self.root, self.path)
        if Origin.of(self.root, self.path, content) != self:
            name = name_of(self.root, self.path)
            raise Problems(finding("BG003", f"`{name}` was changed while it was read", Place(name), "run the command again"))
        return content

    def read(self) -> LoadedFile:
        """Give its plain values. Problems (BG003) where it has been changed meanwhile."""
        return load_facts(self.root, self.path, self.again())[0]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a file of facts, read when somebody asks for the facts."""

    origin: Origin
    kept: Path | None
    """The cache's file, where they were written to it."""
    content: bytes = b""
    """The records themselves, where they were not."""

    def __call__(self) -> tuple[Fact, ...]:
        """Give the facts."""
        return facts_of(json.loads(self._bytes()))

    def _bytes(self) -> bytes:
        if self.kept is None:
            return self.content
        found = cache.kept(self.kept)
        return found if found is not None else made(self.origin, self.origin.again())[1]

    def __getstate__(self) -> tuple[object, ...]:
        """Give what another process needs, which may not see the cache."""
        return self.origin, None, self._bytes()

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for item, value in zip(fields(self), state, strict=True):
            object.__setattr__(self, item.name, value)


def made(origin: Origin, content: bytes) -> tuple[bytes, bytes]:
    """Read and validate a file of facts with some content by itself; give its rows and its records as the cache holds them."""
    file, found, is_whole = load_facts(origin.root, origin.path, content)
    valid = facts_file(file, found, is_whole=is_whole)
    plain = dict(file.records())
    return as_bytes(together([valid])), as_bytes([plain[(number,)] for number in valid.numbers])


def recalled(folder: Path, digest: str) -> Mapping[str, tuple[str, Fact]] | None:
    """Give the facts of a file as it was when it had a content, each with its digest, by their ids; of equal ids the first.

    Nothing where they are not kept any more. `digest` is the hash of the file.
    """
    rows, records = (cache.kept(folder / f"{digest}.{ending}") for ending in ("rows", "records"))
    if rows is None or records is None:
        return None
    pairs = list(zip(_rows(json.loads(rows)["rows"]), facts_of(json.loads(records)), strict=True))
    return {row.id: (row.digest, fact) for row, fact in reversed(pairs)}


def together(files: Sequence[FactsFile]) -> dict[str, object]:
    """Write some files of facts as plain values, but for their records: the rows of all in one table."""
    mentioned: dict[tuple[str, ...], int] = {}  # most files name few things, and many the same
    told = [
        {
            "name": file.name,
            "numbers": file.numbers,
            "ids": [len(file.ids), [number for _, number in file.ids]],
            "mentions": {kind: mentioned.setdefault(tuple(sorted(its)), len(mentioned)) for kind, its in file.mentions.items()},
            "diagnostics": [to_plain(item) for item in file.diagnostics],
            "is_whole": file.is_whole,
        }
        for file in files
    ]
    return {
        "files": told,
        "mentioned": list(mentioned),
        "ids": [name for file in files for name, _ in file.ids],
        "places": [number for file in files for place in file.places for number in place],
        "rows": _columns([row for file in files for row in file.rows]),
    }


def apart(found: Mapping[str, Any], records: Iterable[Records]) -> Iterator[FactsFile]:
    """Turn plain values into the files of facts that they were made of, each with its records.

    ValueError, KeyError or TypeError where they are something else.
    """
    rows, ids, places = iter(_rows(found["rows"])), iter(found["ids"]), iter(found["places"])
    spots = zip(places, places, strict=True)
    mentioned = [frozenset(names) for names in found["mentioned"]]
    for told, its in zip(found["files"], records, strict=True):
        numbers = told["numbers"]
        count, records_of_ids = told["ids"]
        yield FactsFile(
            name=told["name"],
            rows=tuple(islice(rows, len(numbers))),
            numbers=tuple(numbers),
            places=tuple(islice(spots, len(numbers))),
            ids=tuple(zip(islice(ids, count), records_of_ids, strict=True)),
            mentions={kind: mentioned[number] for kind, number in told["mentions"].items()},
            diagnostics=tuple(map(from_plain, told["diagnostics"])),
            is_whole=told["is_whole"],
            digest=its.origin.key,
            facts=its,
            file=its.origin.read,
        )


def read(rows: bytes, records: Records) -> FactsFile:
    """Turn what the cache holds into a file of facts. ValueError, KeyError or TypeError where it is something else."""
    (file,) = apart(json.loads(rows), [records])
    return file


def as_bytes(value: object) -> bytes:
    """Write a plain value as the cache holds it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _columns(rows: Sequence[Row]) -> dict[str, object]:
    """Write rows by their fields, each with its distinct values and which of them each row has: most have few."""
    found: dict[str, object] = {}
    for name, column in zip(Row._fields, zip(*rows, strict=True), strict=False):
        if name in _DISTINCT:
            found[name] = column
            continue
        values = {value: number for number, value in enumerate(dict.fromkeys(column))}
        found[name] = [[_plain(name, value) for value in values], [values[value] for value in column]]
    return found


def _rows(found: Mapping[str, Any]) -> Iterator[Row]:
    columns: list[Sequence[object]] = []
    for name in Row._fields if found else ():
        if name in _DISTINCT:
            columns.append(found[name])
            continue
        values, numbers = found[name]
        known = [_value(name, value) for value in values]
        columns.append([known[number] for number in numbers])
    return map(Row._make, zip(*columns, strict=True))


def _plain(name: str, value: Any) -> object:
    if name == "relations":
        return [(item.type, item.fact) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, plain: Any) -> object:
    if plain is None:
        return None
    match name:
        case "embargo_until":
            return datetime.fromisoformat(plain)
        case "review_by":
            return date.fromisoformat(plain)
        case "relations":
            return tuple(Relation(type=kind, fact=other) for kind, other in plain)
    return tuple(plain) if isinstance(plain, list) else plain
