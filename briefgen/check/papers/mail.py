"""What a mail's template says that mail programs drop, block or show each in their own way: elements, pictures, styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tinycss2

from briefgen.check.papers.context import HOLE, Element
from briefgen.model.diagnostic import Diagnostic, Place, Severity

_CSS: Any = tinycss2  # a library without types
_DROPPED: Mapping[str, str] = {
    "script": "a mail is read without any",
    "link": "write the styles into <style>, from where they go into the elements",
    "form": "link to a page that has it",
    "svg": "print a chart with chart(...): it becomes a picture",
    "iframe": "link to it",
    "object": "link to it",
    "video": "link to it",
    "audio": "link to it",
    "picture": "write <img>",
}
"""Elements that mail programs take out, with what serves instead."""
_LAID_OUT = {"flex": "display", "inline-flex": "display", "grid": "display", "inline-grid": "display"}
_POSITIONS = frozenset({"absolute", "fixed", "sticky"})
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def element_faults(element: Element) -> Iterator[tuple[str, str]]:
    """Say what of an element does not reach the readers of a mail, with a hint."""
    if element.name in _DROPPED:
        yield f"mail programs take <{element.name}> out", _DROPPED[element.name]
    address = element.attributes.get("src", "").strip().lower()
    if element.name == "img" and not address.startswith(("cid:", HOLE)):
        hint = "print a chart with chart(...): its picture goes with the mail"
        yield "mail programs show no picture from elsewhere, or tell the sender who looks at it", hint


def style_faults(source: str, file: str) -> Iterator[Diagnostic]:
    """Find in the styles of a mail what mail programs do not keep, each with its line."""
    plain = _TAG.sub(lambda found: "0" + re.sub(r"[^\n]", "", found[0]), source)
    yield from _rules(_CSS.parse_stylesheet(plain, skip_comments=True, skip_whitespace=True), file)


def _rules(rules: list[Any], file: str) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.type == "declaration":
            value = _CSS.serialize(rule.value).strip().lower()
            is_lost = _LAID_OUT.get(value) == rule.lower_name or (rule.lower_name == "position" and value in _POSITIONS)
            if is_lost:
                message = f"mail programs do not keep `{rule.lower_name}: {value}`"
                place = Place(file, rule.source_line)
                yield Diagnostic("BG654", message, place, 'lay it out by a <table role="presentation">', Severity.WARNING)
        elif rule.type in ("qualified-rule", "at-rule") and rule.content:
            yield from _rules(_CSS.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True), file)
