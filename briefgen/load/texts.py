"""Markdown text to the sections of a brief: a level-2 heading names the section, what follows is its body."""

from __future__ import annotations

import re

from briefgen.model.briefing import Text
from briefgen.model.diagnostic import Diagnostic, Place, did_you_mean, finding

LARGEST_TEXT = 200_000
"""Bytes of a text file."""
_LARGEST_SECTION = 20_000
"""Characters of a section: Markdown parsers take more than linear time over hostile text."""
_HEADING = re.compile(r" {0,3}##(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_SECTION = re.compile(r"[a-z][a-z0-9_]*")


def split_sections(text: str, name: str) -> tuple[dict[str, Text], tuple[Diagnostic, ...]]:
    """Turn the text of a file into its sections by name, and what is wrong with it; empty sections are left out.

    Headings as in CommonMark 0.31.2, 4.2; one within a fenced code block or a comment is none.
    """
    lines = text.split("\n")
    headings = _headings(lines)
    sections: dict[str, Text] = {}
    diagnostics = _before_first(lines[: headings[0][0]] if headings else lines, name)
    known: dict[str, int] = {}
    ends = [line for line, _ in headings[1:]] + [len(lines)]
    for (line, section), end in zip(headings, ends, strict=False):
        place = Place(name, line + 1, 1)
        if not _SECTION.fullmatch(section):
            near = did_you_mean(
                re.sub(r"\W+", "_", section.lower()).strip("_"), [re.sub(r"\W+", "_", section.lower()).strip("_")]
            )
            hint = f"{near} A heading within a text starts with `###`" if near else "name the section, such as `## bottom_line`"
            diagnostics.append(finding("BG101", f"`## {section}` does not name a section", place, hint))
            continue
        if section in known:
            message = f"the section `{section}` stands twice: on lines {known[section]} and {line + 1}"
            diagnostics.append(finding("BG102", message, place, "put both into one section"))
            continue
        known[section] = line + 1
        body = _body(lines, line + 1, end, name)
        if len(body.body) > _LARGEST_SECTION:
            message = f"the section `{section}` has {len(body.body):,} characters; {_LARGEST_SECTION:,} are allowed"
            diagnostics.append(finding("BG106", message, place))
        elif body.body:
            sections[section] = body
    return sections, tuple(diagnostics)


def _body(lines: list[str], start: int, end: int, name: str) -> Text:
    while start < end and not lines[start].strip():
        start += 1
    return Text("\n".join(lines[start:end]).rstrip(), Place(name, start + 1, 1))


def _headings(lines: list[str]) -> list[tuple[int, str]]:
    """Give the number of each line, from 0, that is a level-2 heading, and the heading's words."""
    found = []
    fence = ""
    is_comment = False
    for number, line in enumerate(lines):
        if fence:
            if (match := _FENCE.fullmatch(line)) and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif is_comment or line.lstrip().startswith("<!--"):
            is_comment = "-->" not in line
        elif match := _FENCE.fullmatch(line):
            fence = match[1]
        elif match := _HEADING.fullmatch(line):
            found.append((number, (match[1] or "").strip()))
    return found


def _before_first(lines: list[str], name: str) -> list[Diagnostic]:
    outside = re.sub(r"<!--.*?(?:-->|\Z)", lambda match: re.sub(r"[^\n]", " ", match[0]), "\n".join(lines), flags=re.DOTALL)
    for number, line in enumerate(outside.split("\n")):
        if line.strip():
            place = Place(name, number + 1, len(line) - len(line.lstrip()) + 1)
            hint = "start with the name of a section, such as `## bottom_line`"
            return [finding("BG101", "text stands before the first section", place, hint)]
    return []
