"""Briefs as briefgen.yaml has them: what is to be said, of which facts, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from briefgen.model.fields import STRICT, DateText, Filled, Id, Ids
from briefgen.model.settings.selection import Selection
from briefgen.model.value import FromText, Whole


def _each(found: Any) -> tuple[str, tuple[str, ...]]:
    """Read `for_each`: one entity type, or a list of topics."""
    if isinstance(found, dict) and len(found) == 1:
        ((kind, which),) = found.items()
        if kind == "entity" and isinstance(which, str):
            return kind, (which,)
        if kind == "topic" and isinstance(which, list) and which and all(isinstance(item, str) for item in which):
            return kind, tuple(which)
    raise ValueError("expected {entity: <type>} or {topic: [<topic>, ...]}")


ForEach = Annotated[
    tuple[str, tuple[str, ...]],
    FromText(
        _each,
        {
            "type": "object",
            "properties": {"entity": {"type": "string"}, "topic": {"type": "array", "items": {"type": "string"}}},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTranslation:
    """A brief in another language."""

    __pydantic_config__ = STRICT

    title: Filled
    subtitle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is to be said: a title, a selection of facts, an edition, for some audiences."""

    __pydantic_config__ = STRICT

    id: Id
    title: Filled
    """Title; {item.name} and {item.title} stand for the item of `for_each`."""
    subtitle: str = ""
    translations: Mapping[str, BriefTranslation] = field(default_factory=dict)
    """Title and subtitle in other languages."""
    date: DateText | None = None
    edition: Whole = 1
    audiences: Ids
    facts: Selection = field(default_factory=Selection)
    for_each: ForEach | None = None
