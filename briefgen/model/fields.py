"""Kinds of fields: what the text of an id, a date, a value or a unit means, in whatever record it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from briefgen.model.value import (
    DateValue,
    FromText,
    NumberError,
    Range,
    Value,
    from_text,
    parse_date,
    parse_day,
    parse_decimal,
    parse_instant,
)

STRICT: Mapping[str, Any] = {"extra": "forbid"}
"""What records tell the validating library: a key that they do not have is an error."""


def _id(text: str) -> str:
    if not text or text.strip("abcdefghijklmnopqrstuvwxyz0123456789-") or text[0] == "-" or len(text) > 100:
        raise ValueError(f"`{text}` is not an id: use small letters, digits and hyphens")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text


def _ids(found: Any) -> tuple[str, ...]:
    items = [found] if isinstance(found, str) else found
    if not isinstance(items, list) or not items or not all(isinstance(item, str) for item in items):
        raise ValueError("expected an id or a list of ids")
    return tuple(_id(item) for item in items)


def _value(found: Any) -> Any:
    """Read `{min, max}` as a range and leave text as it is: what text means depends on the fact's type and unit."""
    if isinstance(found, str):
        return _filled(found)
    if isinstance(found, dict) and set(found) == {"min", "max"} and all(isinstance(item, str) for item in found.values()):
        bounds = Range(parse_decimal(found["min"]), parse_decimal(found["max"]))
        if bounds.min > bounds.max:
            raise NumberError(f"min {found['min']} is above max {found['max']}")
        return bounds
    raise ValueError("expected a number, a date, text, or {min, max}")


def _unit(found: Any) -> Any:
    if isinstance(found, str):
        return _filled(found)
    if isinstance(found, dict) and found and all(isinstance(item, str) for item in found.values()):
        unknown = set(found) - set(PLURALS)
        if unknown:
            raise ValueError(f"`{min(unknown)}` is no plural category; use {', '.join(PLURALS)}")
        if "other" not in found:
            raise ValueError("plural forms need `other`")
        return tuple((form, found[form]) for form in PLURALS if form in found)
    raise ValueError("expected text, or plural forms such as {one: country, other: countries}")


def _priority(found: Any) -> int:
    if not isinstance(found, str) or found not in {str(number) for number in range(1, 10)}:
        raise ValueError("expected a whole number from 1 to 9")
    return int(found)


PLURALS = ("zero", "one", "two", "few", "many", "other")  # CLDR plural categories
Id = Annotated[str, from_text(_id, pattern="^[a-z0-9][a-z0-9-]*$")]
Filled = Annotated[str, from_text(_filled, minLength=1)]
Ids = Annotated[
    tuple[str, ...],
    FromText(_ids, {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
Day = Annotated[date, from_text(parse_day, format="date")]
Instant = Annotated[datetime, from_text(parse_instant, format="date-time")]
DateText = Annotated[DateValue, from_text(parse_date, examples=["2025-02-11", "2025-02", "2025", "2025-02-06/2025-02-11"])]
_BOUND = {"type": ["number", "string"]}
ValueText = Annotated[
    Value,
    FromText(
        _value,
        {
            "anyOf": [
                {"type": ["number", "string"]},
                {
                    "type": "object",
                    "properties": {"min": _BOUND, "max": _BOUND},
                    "required": ["min", "max"],
                    "additionalProperties": False,
                },
            ]
        },
    ),
]
Priority = Annotated[int, FromText(_priority, {"type": "integer", "minimum": 1, "maximum": 9})]
Unit = str | tuple[tuple[str, str], ...]
UnitText = Annotated[
    Unit,
    FromText(
        _unit,
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "propertyNames": {"enum": list(PLURALS)}, "required": ["other"]},
            ]
        },
    ),
]
