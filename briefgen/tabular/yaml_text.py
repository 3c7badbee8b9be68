"""Records to YAML that people like to read, and that no reader of YAML takes for something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from briefgen.model.fact import Fact
from briefgen.model.loaded import Plain

_WIDTH = 120
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_DATE = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?", re.ASCII
)
_NUMBERS = frozenset({"value", "min", "max", "priority", "paragraph", "line"})
_DATES = frozenset({"as_of", "review_by", "embargo_until", "value"})
"""Fields whose numbers and dates are written bare; everywhere else they are words and stand in quotation marks."""
_BARE = re.compile(r"[^\W\d_][\w ()/.;'’–—€£%°²³&+-]*", re.UNICODE)
"""Texts that mean themselves wherever they stand in YAML; `TLP:CLEAR` and others are let in by name."""
_LABEL = re.compile(r"[A-Z]+:[A-Z+]+", re.ASCII)
_TAKEN = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf"})  # YAML 1.1 and 1.2
_ORDER = {name: number for number, name in enumerate(Fact.__slots__)}


def yaml_text(records: Iterable[Mapping[str, Plain]], head: Iterable[str] = ()) -> str:
    """Turn records of facts into the text of a file, an empty line between them; `head` are lines of comment."""
    lines = [f"# {line}" for line in head]
    parts = ["\n".join(lines)] if lines else []
    return "\n\n".join([*parts, *(record_text(record) for record in records)]) + "\n"


def record_text(record: Mapping[str, Plain]) -> str:
    """Turn a record into an item of a list, its fields in the order of the fact record."""
    names = sorted(record, key=lambda name: _ORDER.get(name, len(_ORDER)))
    lines = [line for name in names for line in field_lines(name, record[name])]
    return "\n".join(f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines))


def field_lines(name: str, value: Plain) -> list[str]:
    """Turn a field into its lines: on one where it is short, else its parts on lines of their own below it."""
    head = f"{_key(name)}:"
    if not isinstance(value, dict | list) or not value:
        return [f"{head} {scalar(name, value)}"]
    if len(line := f"{head} {_flow(name, value)}") <= _WIDTH and _is_small(value):
        return [line]
    if isinstance(value, dict):
        return [head, *(f"  {line}" for key, item in value.items() for line in field_lines(key, item))]
    return [head, *(f"  {line}" for item in value for line in _item(name, item))]


def _item(name: str, item: Plain) -> list[str]:
    flow = f"- {_flow(name, item)}"
    if not isinstance(item, dict) or not item or len(flow) <= _WIDTH:
        return [flow]
    lines = [line for key, part in item.items() for line in field_lines(key, part)]
    return [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _is_small(value: dict[str, Plain] | list[Plain]) -> bool:
    """Tell whether a value may stand on one line: words and plain mappings may, lists of records stand below each other."""
    items = value if isinstance(value, list) else list(value.values())
    return not any(isinstance(item, dict | list) for item in items)


def _flow(name: str, value: Plain) -> str:
    match value:
        case dict() if value:
            return f"{{{', '.join(f'{_key(key)}: {_flow(key, item)}' for key, item in value.items())}}}"
        case list() if value:
            return f"[{', '.join(_flow('', item) for item in value)}]"
        case _:
            return scalar(name, value)


@lru_cache(maxsize=1_000)
def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z][\w-]*", name, re.ASCII) and name.casefold() not in _TAKEN else _quoted(name)


def scalar(name: str, value: Plain) -> str:
    """Turn the text of a field into YAML: bare where it can mean nothing else, in quotation marks otherwise.

    Numbers and dates stand bare in the fields that hold such. `NO`, `12:30`, `1e3` and `007` are quoted.
    """
    if isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    return _word(name, value or "")


@lru_cache(maxsize=10_000)
def _word(name: str, text: str) -> str:
    if (name in _NUMBERS and _NUMBER.fullmatch(text)) or (name in _DATES and _DATE.fullmatch(text)):
        return text
    if _LABEL.fullmatch(text):
        return text
    is_bare = _BARE.fullmatch(text) and text.casefold() not in _TAKEN and text == text.strip() and "  " not in text
    return text if is_bare else _quoted(text)


def _quoted(text: str) -> str:
    """Write a text in double quotation marks: JSON's escapes are YAML's, too (YAML 1.2.2, 7.3.1)."""
    return json.dumps(text, ensure_ascii=False)
