"""Tells people of leaks: each as a diagnostic at the template, text or setting in which the leaked words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefgen.gate.proof.secrets import Leak
from briefgen.gate.proof.words import words
from briefgen.model.diagnostic import Diagnostic, Place, finding

_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 160


def diagnostics(leaks: Iterable[Leak], texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Turn leaks into errors (BG304); `texts` are the templates, styles, texts and settings that went in, by their paths."""
    found: list[Diagnostic] = []
    for leak in leaks:
        place = locate(leak.found, texts)
        excerpt = leak.found if len(leak.found) <= _LONGEST else f"{leak.found[:_LONGEST]} ..."
        message = f"{leak.file} holds the forbidden fact `{leak.fact}` ({leak.field}), {leak.where}: “{excerpt}”"
        found.append(finding("BG304", message, place, _hint(leak, place)))
    return tuple(dict.fromkeys(found))


def _hint(leak: Leak, place: Place) -> str:
    if place.file:
        return "take these words out of that line, or change the fact's marking or embargo"
    if leak.where.startswith(("PDF", "XMP", "bookmark", "alternative", "annotation", "document information", "object", "stream")):
        return "look at what the document's title, metadata, pictures and attachments are made of"
    if leak.where == "file name":
        return "give the brief, audience or item another id"
    return "look for these words in the templates, texts, styles and pictures of the document, or change the fact's marking"


def locate(found: str, texts: Mapping[str, str]) -> Place:
    """Find the file and line in which some words stand, compared as words and across lines; no place where they are nowhere."""
    wanted = words(found)
    if not wanted:
        return Place()
    for name, text in texts.items():
        for plain in (text, _TAG.sub(lambda tag: "\n" * tag[0].count("\n") or " ", text)):
            line = _line(wanted, plain)
            if line:
                return Place(name, line)
    return Place()


def _line(wanted: list[str], text: str) -> int:
    """Give the line on which a run of words begins, counted from 1, or 0."""
    lines: list[int] = []
    found: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        here = words(line)
        found.extend(here)
        lines.extend([number] * len(here))
    length = len(wanted)
    starts = (start for start in range(len(found) - length + 1) if found[start : start + length] == wanted)
    return next((lines[start] for start in starts), 0)
