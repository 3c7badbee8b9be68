"""What is said beside the words of a page: alternative texts, labels, titles, descriptions, and the values of controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefgen.gate.spans import Span, tag_name, unmarked

SPOKEN = (
    *("alt", "title", "aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "aria-valuenow"),
    *("aria-valuetext", "placeholder", "summary", "abbr", "label", "content", "value"),
)
"""Attributes that are words for a reader; `label`, `content` and `value` only of some elements."""
_UNSHOWN = frozenset({"hidden", "checkbox", "radio", "password", "file", "image", "color"})
"""Kinds of <input> whose value is not said."""
_META = re.compile(r"description|title|keywords", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that are told to some readers only: an alternative text, a label, a title, a description."""

    element: str
    attribute: str
    text: str
    spans: tuple[Span, ...]


def asides(tree: Any) -> Iterator[Aside]:
    """Give what is said beside the words of a parsed page (lxml), in order."""
    for element in tree.iter():
        name = tag_name(element)
        if not name:
            continue
        for attribute in SPOKEN:
            found = element.get(attribute)
            if found and found.strip() and _is_spoken(element, name, attribute):
                text, spans = unmarked(found)
                yield Aside(name, attribute, text, spans)
        if name in ("title", "desc") and element.getparent() is not None and element.text and element.text.strip():
            text, spans = unmarked(element.text)
            yield Aside("svg" if tag_name(element.getparent()) != "head" else "head", name, text, spans)


def _is_spoken(element: Any, name: str, attribute: str) -> bool:
    if attribute == "value":
        is_input = name == "input" and (element.get("type") or "").lower() not in _UNSHOWN
        is_suggestion = name == "option" and element.getparent() is not None and tag_name(element.getparent()) == "datalist"
        return is_input or is_suggestion or name in ("meter", "progress")
    if attribute != "content":
        return name != "meta" and (attribute != "label" or name in ("option", "track", "optgroup"))
    return name == "meta" and bool(_META.search(element.get("name") or element.get("property") or ""))
