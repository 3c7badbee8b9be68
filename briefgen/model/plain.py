"""Records as plain values: what a fact or source says, in the form of its file, for attachments, exports and hashes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from briefgen.model.fact import Fact
from briefgen.model.source import Source, csl_name
from briefgen.model.value import PartialDate, Period, Range, raw

# What editors keep for themselves: wordings for other readers, filing, order, and when to look again.
_EDITORIAL = ("wording", "translations", "tags", "priority", "review_by", "note", "embargo_until")
_OWN = ("custom", "translations")
"""What of a source readers have no use for."""


def plain(record: Any) -> Any:
    """Turn a record of the model into plain values by its file's keys; fields at their default are left out."""
    match record:
        case Decimal() | PartialDate() | Period():
            return raw(record)
        case Range():
            return {"min": raw(record.min), "max": raw(record.max)}
        case datetime() | date():
            return record.isoformat()
        case tuple() if record and all(isinstance(item, tuple) and len(item) == 2 for item in record):
            return dict(record)
        case tuple():
            return [plain(item) for item in record]
        case dict():
            return {key: plain(item) for key, item in record.items()}
        case _ if hasattr(record, "__dataclass_fields__"):
            named = csl_name if type(record).__module__.endswith(".source") else str
            return {
                named(item.name): plain(getattr(record, item.name)) for item in fields(record) if not _is_default(record, item)
            }
        case _:
            return record


def _is_default(record: Any, item: Any) -> bool:
    default = item.default_factory() if item.default_factory is not MISSING else item.default
    return bool(getattr(record, item.name) == default)


def reader_record(fact: Fact, statement: str, ids: Collection[str]) -> dict[str, Any]:
    """Turn a fact, with the statement that readers see, into the record that they are given.

    What editors keep for themselves is left out, and relations to facts that are not among `ids`.
    """
    record = {key: item for key, item in plain(fact).items() if key not in _EDITORIAL}
    record.pop("statement", None)
    record |= {"statement": statement} if statement else {}
    kept = [relation for relation in record.pop("relations", []) if relation["fact"] in ids]
    return record | ({"relations": kept} if kept else {})


def facts_json(facts: Iterable[tuple[Fact, str]], sources: Iterable[Source]) -> str:
    """Turn facts, each with the statement that readers see, and their sources into the JSON that a PDF carries.

    Relations are kept among these facts alone; what editors keep for themselves is left out.
    """
    shown = list(facts)
    ids = {fact.id for fact, _ in shown}
    records = [reader_record(fact, statement, ids) for fact, statement in shown]
    content = {
        "facts": records,
        "sources": [{k: v for k, v in plain(source).items() if k not in _OWN} for source in sources],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
