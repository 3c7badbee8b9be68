"""YAML text to plain values, straight from the parser's events: every scalar is text, and nothing is ever expanded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from briefgen.model.diagnostic import Diagnostic, Place, finding
from briefgen.model.loaded import Path, Plain, Spot

DEEPEST = 40
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})  # YAML 1.2.2, 10.3.2: the core schema's null
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WAITING = object()  # a mapping whose next scalar is a key
# What the parser says, and what a person can do about it.
_HINTS = {
    "mapping values are not allowed": "put a text that contains `: ` in quotation marks, and check the indentation",
    "cannot start any token": "put a text that starts with this character in quotation marks",
    "did not find expected key": "check the indentation and the quotation marks of this line and the one above",
    "could not find expected ':'": "each line of a record is `field: value`",
    "block end": "check the indentation of this line and the one above",
    "unexpected end of stream": "close the quotation mark or bracket that was opened here",
}


class _Builder:
    """Takes events one by one and builds the value that they describe."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Plain = None
        self.stack: list[Any] = []
        self.keys: list[Any] = []
        """The pending key of each open mapping."""
        self.starts: list[Spot] = []
        self.duplicates: list[tuple[Path, Spot]] = []
        self.diagnostics: list[Diagnostic] = []
        self.documents = 0
        self.is_whole = True
        """Whether nothing was refused that would leave a hole in the value."""

    def read(self, text: str) -> None:
        """Take all events of a text; what is wrong with it is in `diagnostics` afterwards."""
        takers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        parser = _PARSER(text.encode())
        try:
            while self.is_whole and (event := parser.get_event()) is not None:
                if taker := takers.get(type(event)):
                    taker(event)
        except yaml.MarkedYAMLError as error:
            self._stop(_syntax(error, text, self.name))
        except yaml.YAMLError as error:
            self._stop(finding("BG101", f"not valid YAML: {error}", Place(self.name, 1)))
        finally:
            parser.dispose()

    def path(self) -> Path:
        """The way to the value that was added last."""
        steps = zip(self.stack, self.keys, strict=True)
        return tuple(len(item) - 1 if isinstance(item, list) else key for item, key in steps)

    def _scalar(self, event: Any) -> None:
        value = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if not event.style and value in _EMPTY:
            value = None
        if self.stack and self.keys[-1] is _WAITING:
            self._key(value, event)
        else:
            self._put(value, event)

    def _key(self, key: str | None, event: Any) -> None:
        if key is None:
            self._stop(finding("BG101", "a field has no name", _place(self.name, event), "write `field: value`"))
            return
        if key == "<<" and not event.style:
            hint = "write the fields out in each record"
            self._stop(finding("BG103", "merge keys (`<<`) are not allowed", _place(self.name, event), hint))
            return
        self.keys[-1] = key
        if key in self.stack[-1]:
            self.duplicates.append((self.path(), _spot(event)))
        self._note(event)

    def _put(self, value: Any, event: Any) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if type(top) is list:
            top.append(value)
            if len(self.stack) == 1:
                self.starts.append(_spot(event))
            self._note(event)
        else:
            top[self.keys[-1]] = value
            if type(value) is not dict and type(value) is not list:
                self.keys[-1] = _WAITING

    def _note(self, event: Any) -> None:
        """Called for each key and each item of a list, when `path` is the way to it."""

    def _mapping(self, event: Any) -> None:
        self._open({}, _WAITING, event)

    def _sequence(self, event: Any) -> None:
        self._open([], None, event)

    def _open(self, container: Any, key: Any, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if self.stack and self.keys[-1] is _WAITING:
            hint = "put a text that starts with a brace or bracket in quotation marks"
            self._stop(finding("BG101", "the name of a field must be text", _place(self.name, event), hint))
        elif len(self.stack) >= DEEPEST:
            self._stop(finding("BG104", f"nested more than {DEEPEST} levels deep", _place(self.name, event)))
        else:
            self._put(container, event)
            self.stack.append(container)
            self.keys.append(key)

    def _end(self, _event: Any) -> None:
        self.stack.pop()
        self.keys.pop()
        if self.stack and type(self.stack[-1]) is dict:
            self.keys[-1] = _WAITING

    def _alias(self, event: Any) -> None:
        hint = "write the value out again"
        message = f"aliases (`*{event.anchor}`) are not allowed"
        self._stop(finding("BG103", message, _place(self.name, event), hint))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            hint = "make one list of both, or two files; quote the text if `---` is part of one"
            self._stop(finding("BG103", "a second document starts (`---`)", _place(self.name, event), hint))

    def _refuse(self, event: Any) -> None:
        """Report an anchor or a tag; the value beside it is read on, so that more can be found."""
        what, hint = f"tags (`{event.tag}`) are not allowed", "remove it, or put the text in quotation marks"
        if event.anchor is not None:
            what, hint = (
                f"anchors (`&{event.anchor}`) are not allowed",
                "remove it and write the value out where it is used",
            )
        self.diagnostics.append(finding("BG103", what, _place(self.name, event), hint))

    def _stop(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)
        self.is_whole = False


class _Indexer(_Builder):
    """Builds the same value again, and remembers where each of its fields stands."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.spots: dict[Path, Spot] = {}

    def _note(self, event: Any) -> None:
        self.spots.setdefault(self.path(), _spot(event))


def parse_yaml(text: str, name: str) -> tuple[Plain, tuple[Spot, ...], tuple[Diagnostic, ...], bool]:
    """Turn YAML text into its plain value, its records' spots, what is wrong, and whether it is whole.

    Refused, as diagnostics: bad syntax (BG101), equal keys (BG102), anchors, aliases, tags, merge keys and second
    documents (BG103), more than 40 levels (BG104). Syntax: YAML 1.2.2 as libyaml reads it.
    """
    builder = _Builder(name)
    builder.read(text)
    if builder.duplicates:
        spots = yaml_spots(text)
        builder.diagnostics += [duplicate_key(name, path, spots.get(path, spot), spot) for path, spot in builder.duplicates]
    return builder.root, tuple(builder.starts), tuple(builder.diagnostics), builder.is_whole


def yaml_spots(text: str) -> Mapping[Path, Spot]:
    """Turn YAML text into the spot of every field: of its key, or of its item in a list."""
    indexer = _Indexer("")
    indexer.read(text)
    return indexer.spots


def duplicate_key(name: str, path: Path, first: Spot, second: Spot) -> Diagnostic:
    """Make the finding about two equal keys."""
    message = f"the field `{path[-1]}` stands twice in one record: on lines {first[0]} and {second[0]}"
    return finding("BG102", message, Place(name, *second), "delete one of the two")


def _syntax(error: yaml.MarkedYAMLError, text: str, name: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    shown = lines[line] if line < len(lines) else ""
    place = Place(name, min(line + 1, len(lines)), column + 1)
    if shown[: len(shown) - len(shown.lstrip())].count("\t"):
        return finding("BG101", "the line is indented with a tab", place, "indent with spaces; YAML does not take tabs")
    problem = error.problem or error.context or "unreadable"
    hint = next((hint for words, hint in _HINTS.items() if words in problem), "")
    context = f" {error.context}" if error.context and error.problem else ""
    return finding("BG101", f"not valid YAML{context}: {problem}", place, hint)


def _spot(event: Any) -> Spot:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _place(name: str, event: Any) -> Place:
    return Place(name, *_spot(event))
