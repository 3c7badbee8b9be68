"""Admission: which facts of a project may stand in a document, and why the others may not."""

from __future__ import annotations

from datetime import datetime

from briefgen.model.marking import Scheme
from briefgen.model.rows import Indexed
from briefgen.model.settings import Admits, Selection

# Statuses are about how well a statement about the world is supported; advice and promises are not such statements.
_BEYOND_STATUS = frozenset({"recommendation", "commitment"})
_STOCK_STATUSES = ("asserted", "corroborated", "disputed", "corrected", "superseded", "unverifiable")


def forbidden(fact: Indexed, admits: Admits, scheme: Scheme, as_at: datetime, *, embargoed: bool = False) -> str:
    """Say why a fact is secret from an audience (above its ceiling, under embargo), or give an empty string.

    `embargoed` lets facts under embargo into documents that carry the embargo line (domain, markings).
    """
    ceiling = admits.marking or scheme.labels[0]
    if not scheme.admits(ceiling, fact.marking or scheme.labels[0]):
        return f"it is marked {fact.marking}, above the audience's ceiling {ceiling}"
    if is_under_embargo(fact, as_at) and not embargoed:
        assert fact.embargo_until is not None  # noqa: S101 -- it is under one
        return f"it is under embargo until {fact.embargo_until.isoformat()}"
    return ""


def is_under_embargo(fact: Indexed, as_at: datetime) -> bool:
    """Tell whether a fact may not be public yet."""
    return fact.embargo_until is not None and as_at < fact.embargo_until


def left_out(fact: Indexed, admits: Admits) -> str:
    """Say why an audience's editors leave a fact out (its type or status), or give an empty string."""
    if admits.types and fact.type not in admits.types:
        return f"the audience does not admit facts of type {fact.type}"
    statuses = admits.statuses or _STOCK_STATUSES
    if fact.type not in _BEYOND_STATUS and fact.status not in statuses:
        return f"the audience does not admit facts with status {fact.status}"
    return ""


def is_selected(fact: Indexed, selection: Selection) -> bool:
    """Tell whether a fact meets every criterion of a selection; of several values one is enough."""
    return not (
        (selection.topics and not any(topic in selection.topics for topic in fact.topic))
        or (selection.tags and not any(tag in selection.tags for tag in fact.tags))
        or (selection.entities and fact.entity not in selection.entities)
        or (selection.ids and fact.id not in selection.ids)
        or (selection.types and fact.type not in selection.types)
        or (selection.statuses and fact.status not in selection.statuses)
    )
