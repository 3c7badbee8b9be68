"""Names of topics, entities and sources to their ids: tables for people hold names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.model.loaded import Loaded, LoadedFile, Plain

_NAMES = {"topic": ("title",), "entity": ("name", "aliases"), "source": ("title", "title-short")}


@dataclass(frozen=True, slots=True)
class Naming:
    """The ids of records by what they are called, in small letters; names of two records are left out."""

    ids: Mapping[str, Mapping[str, str]]
    """By kind: topic, entity, source."""

    @classmethod
    def of(cls, loaded: Loaded) -> Naming:
        """Collect the names of a project's records."""
        files = {"topic": loaded.topics, "entity": loaded.entities, "source": loaded.sources}
        return cls({kind: _by_name(file, _NAMES[kind]) for kind, file in files.items()})

    def id_of(self, path: str, text: str) -> str:
        """Turn the name of a topic, entity or source into its id; what is no such name, or another field's, stays as it is."""
        first, _, _ = path.partition(".")
        kind = first if first in {"topic", "entity"} else path.rpartition(".")[2]
        if not text or kind not in self.ids:
            return text
        if path == "topic":
            return "; ".join(self._id(kind, part.strip()) for part in text.split(";")) if ";" in text else self._id(kind, text)
        return self._id(kind, text)

    def _id(self, kind: str, text: str) -> str:
        return self.ids[kind].get(text.casefold(), text)


def _by_name(file: LoadedFile, fields: tuple[str, ...]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    ids = set()
    for _, record in file.records():
        name = record.get("id")
        if isinstance(name, str):
            ids.add(name)
            for called in _called(record, fields):
                found.setdefault(called.strip().casefold(), set()).add(name)
    return {called: names.pop() for called, names in found.items() if len(names) == 1} | {name: name for name in ids}


def _called(record: Mapping[str, Plain], fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        value = record.get(field)
        yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))
