"""A template's source as its writer sees it: its tags with their lines, and where each block's text starts and ends.

Jinja's syntax tree has no ends, and its lexer drops the space that it trims; what is shown to a person, or copied for them,
is the source as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_RAW = r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
_TAG = re.compile(
    rf"(?P<raw>{_RAW})|\{{#(?P<comment>.*?)#\}}"
    rf"|\{{\{{[-+]?(?P<print>(?:{_STRING}|[^\"'])*?)[-+]?\}}\}}"
    rf"|\{{%[-+]?\s*(?P<word>\w*)(?P<rest>(?:{_STRING}|[^\"'])*?)[-+]?%\}}",
    re.DOTALL,
)
_BLOCK = re.compile(r"\s*([A-Za-z_]\w*)")
_CALLED = re.compile(r"\s*([A-Za-z_]\w*)\s*(\(.*\))", re.DOTALL)
Kind = Literal["print", "statement", "comment", "raw"]


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a template: what it is, its words, and the stretch of the source that it takes."""

    kind: Kind
    word: str
    """First word of a statement."""
    inner: str
    """What stands between the marks; of a statement, after its first word."""
    start: int
    end: int
    line: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block or macro of a template: its lines, and the stretch of the source between its first and its last tag."""

    kind: Literal["block", "macro"]
    name: str
    line: int
    last_line: int
    start: int
    end: int
    outer: str
    """The block around it; empty where it stands at the top."""
    signature: str = ""
    """Of a macro: its parameters, in brackets."""


def tags(source: str) -> Iterator[Tag]:
    """Turn a template's source into its tags, in order; what is no whole tag is passed over."""
    line, position = 1, 0
    for found in _TAG.finditer(source):
        line += source.count("\n", position, found.start())
        position = found.start()
        kind: Kind = "raw" if found["raw"] else "statement"
        for name in ("comment", "print"):
            if found[name] is not None:
                kind = "comment" if name == "comment" else "print"
        inner = found["comment"] or found["print"] or found["rest"] or ""
        yield Tag(kind, found["word"] or "", inner, found.start(), found.end(), line)


def parts(source: str) -> tuple[Part, ...]:
    """Find the blocks and macros of a template, in the order in which they begin; one without an end is left out."""
    found: dict[int, Part] = {}
    opened: list[Tag] = []
    for tag in tags(source):
        if tag.kind != "statement":
            continue
        if tag.word in ("block", "macro"):
            opened.append(tag)
        elif tag.word in ("endblock", "endmacro") and opened and opened[-1].word == tag.word.removeprefix("end"):
            first = opened.pop()
            if part := _part(first, tag, opened):
                found[first.start] = part
    return tuple(found[start] for start in sorted(found))


def _part(first: Tag, last: Tag, around: list[Tag]) -> Part | None:
    name = _BLOCK.match(first.inner)
    if not name:
        return None
    outer = next((found[1] for tag in reversed(around) if tag.word == "block" and (found := _BLOCK.match(tag.inner))), "")
    called = _CALLED.match(first.inner)
    signature = " ".join(called[2].split()) if called else ""
    kind: Literal["block", "macro"] = "macro" if first.word == "macro" else "block"
    return Part(kind, name[1], first.line, last.line, first.end, last.start, outer, signature)


def part_at(source: str, line: int) -> Part | None:
    """Find the innermost block or macro of which a line is part."""
    around = [part for part in parts(source) if part.line <= line <= part.last_line]
    return min(around, key=lambda part: (part.last_line - part.line, -part.start), default=None)


def tags_at(source: str, line: int) -> tuple[str, ...]:
    """Give the tags of which something stands on a line, without comments, each in one line of text."""
    found = []
    for tag in tags(source):
        text = source[tag.start : tag.end]
        if tag.kind in ("print", "statement") and tag.line <= line <= tag.line + text.count("\n"):
            found.append(" ".join(text.split()))
    return tuple(found)
