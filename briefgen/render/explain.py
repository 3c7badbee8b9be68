"""A template's fault is told with the expression at fault, the block or section that it stands in, and who called it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from briefgen.model.briefing import Section
from briefgen.model.diagnostic import Diagnostic, Place, printable
from briefgen.model.layers import template_of
from briefgen.render.tags import part_at, tags_at

_TOLD = frozenset({"BG410", "BG411", "BG405", "BG003"})
"""What names all of it by itself."""
_QUOTED = re.compile(r"[`'“]([^`'”]+)[`'”]")
_LONGEST = 110
_MOST = 3


@dataclass(frozen=True, slots=True)
class Explainer:
    """What is needed to explain the faults of one document's templates and texts."""

    sections: Mapping[str, Section]
    read: Callable[[str], bytes | None]
    """Gives the file of a template by its name."""
    callers: Mapping[Place, str]
    """Who called the macro that a line is part of, where that was written down."""

    def explained(self, item: Diagnostic) -> Diagnostic:
        """Add to the message of a fault what of the template's or text's words is at fault."""
        if not item.code.startswith(("BG4", "BG301")) or item.code in _TOLD or not item.place.line:
            return item
        source, section = self._source(item.place)
        if not source:
            return item
        part = part_at(source, item.place.line) if not section else None
        is_called = not section and (part is None or part.kind == "macro")
        where = [
            _expression(source, item),
            f"section `{section}`" if section else f"{part.kind} `{part.name}`" if part else "",
            f"called in {self.callers[item.place]}" if item.place in self.callers and is_called else "",
        ]
        return replace(item, message=", ".join([item.message, *filter(None, where)]))

    def _source(self, place: Place) -> tuple[str, str]:
        """Give the text of a file on its own lines, and the section that the line is part of where it is an editor's."""
        if not place.file.startswith("data/"):
            return (self.read(template_of(place.file)) or b"").decode(errors="replace"), ""
        for section in self.sections.values():
            text = section.text
            if text and text.place.file == place.file and 0 <= place.line - text.place.line <= text.body.count("\n"):
                return "\n" * (text.place.line - 1) + text.body, section.id
        return "", ""


def _expression(source: str, item: Diagnostic) -> str:
    """Quote the tag at fault: the one that holds what the message names, or the only one; else all of the line's."""
    found = tags_at(source, item.place.line)
    words = _QUOTED.findall(item.message)
    named = [tag for tag in found if any(word in tag for word in words)]
    if named or len(found) == 1:
        return f"in {_quoted((named or list(found))[0])}"
    if not found:
        lines = source.split("\n")
        line = lines[item.place.line - 1].strip() if item.place.line <= len(lines) else ""
        return f"in {_quoted(line)}" if line else ""
    printed = [tag for tag in found if tag.startswith("{{")] or [tag for tag in found if not tag.startswith("{% end")]
    which = "one of " if len(printed) > 1 else ""
    return f"in {which}{', '.join(map(_quoted, printed))}" if len(printed) <= _MOST else ""


def _quoted(text: str) -> str:
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    return f"`{printable(short)}`"
