"""Which facts: the criteria by which briefs, sections and charts choose."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.fact import FactType, Status
from briefgen.model.fields import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which facts: those that meet every criterion that is given; all when none is."""

    __pydantic_config__ = STRICT

    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    types: tuple[FactType, ...] = ()
    statuses: tuple[Status, ...] = ()
