"""What people write above a column to the way to a field: `Source 2` is `sources.1.source`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from briefgen.model.fact import Fact, Locator
from briefgen.model.fields import PLURALS

Kind = Literal["text", "number", "whole", "date", "list"]
"""How a cell of a column is read."""

_LOCATOR = tuple(Locator.__slots__)
_SAID = "statement|value|definition|note|actor|unit"
_UNIT = rf"unit(?:\.(?:{'|'.join(PLURALS)}))?"
_EVIDENCE = rf"sources\.\d{{1,2}}\.(?:source|locator\.(?:{'|'.join(_LOCATOR)}))"
_VALUE = r"value(?:\.(?:min|max))?"
_PLAIN = (
    "id|type|topic|entity|statement|qualifier|as_of|definition|status|obs_status|actor|priority|marking|embargo_until|review_by"
    "|tags|note"
)
_PATH = re.compile(
    rf"""(?:{_PLAIN}|{_VALUE}|{_UNIT}|{_EVIDENCE}|confidence\.(?:level|why)|(?:topic|tags|obs_status)\.\d{{1,2}}
    |alternatives\.\d{{1,2}}\.(?:{_VALUE}|{_UNIT}|qualifier|as_of|note|{_EVIDENCE})
    |relations\.\d{{1,2}}\.(?:type|fact)|wording\.[^.]+
    |translations\.[^.]+\.(?:{_UNIT}|{_SAID}|confidence\.why|wording\.[^.]+|alternatives\.\d{{1,2}}\.(?:value|note|{_UNIT})))""",
    re.VERBOSE | re.ASCII,
)
_WORDS: Mapping[str, str] = {name.replace("_", " "): name for name in (*_PLAIN.split("|"), "value", "unit")} | {
    "topics": "topic",
    "tag": "tags",
    "plural": "unit.other",
    "min": "value.min",
    "minimum": "value.min",
    "value min": "value.min",
    "max": "value.max",
    "maximum": "value.max",
    "value max": "value.max",
    "confidence": "confidence.level",
    "confidence level": "confidence.level",
    "confidence why": "confidence.why",
    "confidence reason": "confidence.why",
    "reason": "confidence.why",
    "why": "confidence.why",
    "embargo": "embargo_until",
    "review": "review_by",
    "observation status": "obs_status",
}
"""What stands once for a fact."""
_NUMBERED: Mapping[str, str] = {
    f"{before}{name}": f"sources.#.locator.{name}" for name in _LOCATOR for before in ("", "source ", "locator ")
} | {
    "source": "sources.#.source",
    "quotation": "sources.#.locator.quote",
    "source quotation": "sources.#.locator.quote",
    "alternative": "alternatives.#.value",
    "alternative value": "alternatives.#.value",
    "alternative min": "alternatives.#.value.min",
    "alternative max": "alternatives.#.value.max",
    "alternative unit": "alternatives.#.unit",
    "alternative qualifier": "alternatives.#.qualifier",
    "alternative as of": "alternatives.#.as_of",
    "alternative note": "alternatives.#.note",
    "alternative source": "alternatives.#.sources.0.source",
    "alternative page": "alternatives.#.sources.0.locator.page",
    "alternative quote": "alternatives.#.sources.0.locator.quote",
    "relation": "relations.#.type",
    "relation type": "relations.#.type",
    "relation fact": "relations.#.fact",
}
"""What may stand several times, with a number: `Source`, `Page`, `Source 2`, `Page 2`; the first needs none."""
_NUMBER = re.compile(r"(.*?) ?\b(\d{1,2})\b ?(.*)")
_OF_LANGUAGE = re.compile(rf"({_SAID})[ _]*\(([A-Za-z]{{2,3}}(?:-[A-Za-z]{{2,8}})?)\)", re.IGNORECASE)

KNOWN = tuple(name for name in _WORDS if " " not in name)


def path_of(heading: str) -> str:
    """Turn a heading or a name of a field into the way to the field, with dots; an empty text where it names none.

    Known are ways as in CSV files (`sources.0.locator.page`, counted from 0), names and titles of fields in letters of any case,
    and those of numbered things as people count them: `Page 2` is that of the second source.
    """
    exact = heading.strip()
    if _PATH.fullmatch(exact):
        return exact
    if said := _OF_LANGUAGE.fullmatch(exact):
        return f"translations.{said[2]}.{said[1].lower()}"
    words = re.sub(r"[\s_.:/-]+", " ", exact).strip().casefold()
    if words in _WORDS:
        return _WORDS[words]
    if found := _numbered(words):
        return found
    audience = re.fullmatch(r"wording[\s_.:-]+(?:for\s+)?([a-z0-9-]+)", exact.casefold())
    return f"wording.{audience[1]}" if audience else ""


def _numbered(words: str) -> str:
    if words in _NUMBERED:
        return _NUMBERED[words].replace("#", "0")
    if not (found := _NUMBER.fullmatch(words)):
        return ""
    name = f"{found[1]} {found[3]}".strip()
    return _NUMBERED[name].replace("#", str(int(found[2]) - 1)) if name in _NUMBERED and int(found[2]) else ""


@lru_cache(maxsize=1000)
def kind_of(path: str) -> Kind:
    """Tell how the cells of a field are read."""
    steps = path.split(".")
    if steps[0] == "translations":
        return "text"
    if steps[-1] in {"value", "min", "max"} and steps[0] in {"value", "alternatives"}:
        return "number"
    if steps[-1] in {"priority", "paragraph", "line"}:
        return "whole"
    if steps[-1] in {"as_of", "review_by", "embargo_until"}:
        return "date"
    return "list" if path in {"topic", "tags", "obs_status"} else "text"


def order(path: str) -> tuple[tuple[int, int, str], ...]:
    """Give the order of a field among the columns of a table: that of the fact record, numbered things by their numbers."""
    ranks = _ranks()
    return tuple((ranks.get(step, 99), int(step) if step.isdecimal() else -1, step) for step in path.split("."))


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, int]:
    names = dict.fromkeys((*Fact.__slots__, "source", "locator", *_LOCATOR, "level", "why", "min", "max", *PLURALS))
    return {name: number for number, name in enumerate(names)}
