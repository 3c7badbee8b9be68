"""Criteria: which facts a template asks for when it makes a selection of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefgen.model.rows import Indexed

FIELDS: Mapping[str, str] = {
    "topics": "topic",
    "tags": "tags",
    "entities": "entity",
    "ids": "id",
    "types": "type",
    "statuses": "status",
}
"""The field of a fact that each criterion is about."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is wanted of some fields of a fact; of several values one is enough, and every field has to have one."""

    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, criteria: Mapping[str, Iterable[object]]) -> Criteria:
        """Take what a template names, by criterion; each is one of FIELDS."""
        return cls(tuple((name, tuple(str(value) for value in criteria[name])) for name in sorted(criteria)))

    def meets(self, fact: Indexed) -> bool:
        """Tell whether a fact is wanted."""
        return all(any(value in wanted for value in values(fact, name)) for name, wanted in self.wanted)

    def __str__(self) -> str:
        return ", ".join(f"{name} {' '.join(wanted)}" for name, wanted in self.wanted) or "of all facts"


def values(fact: Indexed, criterion: str) -> tuple[str, ...]:
    """Give what a fact has in the field that a criterion is about."""
    found = getattr(fact, FIELDS[criterion])
    return (found,) if isinstance(found, str) else tuple(found)
