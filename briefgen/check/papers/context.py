"""Where in a page each of a template's tags stands: in words, within a tag, in an attribute's value, in a script or style.

A template is read once from top to bottom. The branches of a condition start from the same place; a block that overrides
another starts where that one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefgen.render.tags import Tag, tags

Mode = Literal["words", "comment", "tag", "quoted", "unquoted", "raw"]
_OPENS = re.compile(r"<!--|<(/?)([a-zA-Z][\w:-]*)")
_IN_TAG = re.compile(r"(?P<end>/?>)|(?P<name>[^\s=>/\"']+)(?P<equals>\s*=\s*)?(?P<quote>[\"'])?|.", re.DOTALL)
_ENDS = re.compile(r"(?=[\s>])")
_CODE = ("script", "style")
HOLE = "\0"
"""Stands in an attribute's value for what an expression prints there."""


@dataclass(frozen=True, slots=True)
class State:
    """A place in a page."""

    mode: Mode = "words"
    element: str = ""
    """Name of the element whose tag, or whose code, it stands in."""
    attribute: str = ""
    quote: str = ""
    links: int = 0
    """How many links are open around it."""


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag as a template writes it: its attributes with HOLE for what expressions print, and its line."""

    name: str
    attributes: Mapping[str, str]
    line: int
    links: int


@dataclass(slots=True)
class Reader:
    """Reads one template; what it meets is told to the two functions."""

    source: str
    on_tag: Callable[[Tag, State], None]
    on_element: Callable[[Element], None]
    blocks: dict[str, State] = field(default_factory=dict)
    """Where each block starts; those that stand here before reading are of the templates above."""
    styles: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of the source that are the text of a style."""
    _state: State = State()
    _attributes: dict[str, str] = field(default_factory=dict)
    _start: int = 0
    _kept: list[State] = field(default_factory=list)

    def begin_in_style(self) -> None:
        """Take the template for the text of a style, as a file is that others include in theirs."""
        self._state = State("raw", "style")

    def read(self) -> None:
        """Read the template from top to bottom."""
        position = 0
        for tag in tags(self.source):
            self._words(position, tag.start)
            if tag.kind == "print":
                self.on_tag(tag, self._state)
                if self._state.mode in ("quoted", "unquoted"):
                    self._attributes[self._state.attribute] = self._attributes.get(self._state.attribute, "") + HOLE
            elif tag.kind == "statement":
                self.on_tag(tag, self._state)
                self._statement(tag)
            position = tag.end
        self._words(position, len(self.source))

    def _statement(self, tag: Tag) -> None:
        """Go into or out of a condition, loop, block or macro."""
        match tag.word:
            case "if" | "for":
                self._kept.append(self._state)
            case "elif" | "else":
                self._state = self._kept[-1] if self._kept else self._state
            case "block":
                self._kept.append(self._state)
                name = tag.inner.split()[0] if tag.inner.split() else ""
                self._state = self.blocks.setdefault(name, self._state)
            case "macro" | "call":
                self._kept.append(self._state)
                self._state = State()
            case "endif" | "endfor":
                self._kept = self._kept[:-1]
            case "endblock" | "endmacro" | "endcall":
                self._state = self._kept.pop() if self._kept else State()

    def _words(self, position: int, end: int) -> None:
        steps: Mapping[Mode, Callable[[int, int], int]] = {
            "words": self._in_words,
            "comment": self._in_comment,
            "tag": self._in_tag,
            "quoted": self._in_quotes,
            "unquoted": self._in_unquoted,
            "raw": self._in_code,
        }
        while position < end:
            position = steps[self._state.mode](position, end)

    def _in_words(self, position: int, end: int) -> int:
        found = _OPENS.search(self.source, position, end)
        if not found:
            return end
        if found[2] is None:
            self._state = replace(self._state, mode="comment")
        else:
            self._state = replace(self._state, mode="tag", element=found[1] + found[2].lower())
            self._attributes, self._start = {}, found.start()
        return found.end()

    def _in_comment(self, position: int, end: int) -> int:
        found = self.source.find("-->", position, end)
        if found < 0:
            return end
        self._state = replace(self._state, mode="words")
        return found + 3

    def _in_tag(self, position: int, end: int) -> int:
        found = _IN_TAG.match(self.source, position, end)
        if not found:
            return end
        if found["end"]:
            self._close()
        elif found["name"]:
            name = found["name"].lower()
            self._attributes.setdefault(name, "")
            if found["equals"]:
                mode: Mode = "quoted" if found["quote"] else "unquoted"
                self._state = replace(self._state, mode=mode, attribute=name, quote=found["quote"] or "")
        return found.end()

    def _in_quotes(self, position: int, end: int) -> int:
        found = self.source.find(self._state.quote, position, end)
        self._attributes[self._state.attribute] = (
            self._attributes.get(self._state.attribute, "") + self.source[position : found if found >= 0 else end]
        )
        if found < 0:
            return end
        self._state = replace(self._state, mode="tag")
        return found + 1

    def _in_unquoted(self, position: int, end: int) -> int:
        found = _ENDS.search(self.source, position, end)
        stop = found.start() if found else end
        name = self._state.attribute
        self._attributes[name] = self._attributes.get(name, "") + self.source[position:stop]
        if found:
            self._state = replace(self._state, mode="tag")
        return stop

    def _in_code(self, position: int, end: int) -> int:
        close = re.compile(rf"</{self._state.element}\s*>", re.IGNORECASE).search(self.source, position, end)
        stop = close.start() if close else end
        if self._state.element == "style":
            self.styles.append((position, stop))
        if close:
            self._state = replace(self._state, mode="words", element="")
        return close.end() if close else end

    def _close(self) -> None:
        """Come to the end of a tag."""
        name = self._state.element
        if not name.startswith("/"):
            self.on_element(Element(name, dict(self._attributes), self._line(self._start), self._state.links))
        links = self._state.links + (name == "a") - (name == "/a")
        self._state = State("raw" if name in _CODE else "words", name if name in _CODE else "", links=max(0, links))

    def _line(self, position: int) -> int:
        return self.source.count("\n", 0, position) + 1
