"""JSON and JSON Lines text to plain values: numbers keep their text, and each record knows its line."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from json import decoder as json_decoder
from typing import Any

from briefgen.load.files import MOST_REPORTED
from briefgen.load.from_yaml import duplicate_key
from briefgen.model.diagnostic import Diagnostic, Place, finding
from briefgen.model.loaded import Path, Plain, Spot

_string: Callable[[str, int], tuple[str, int]] = json_decoder.scanstring  # type: ignore[attr-defined] # in C
_SPACE = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


class _Decoder:
    """Reads JSON values, and remembers whether one of them had equal keys."""

    def __init__(self) -> None:
        self.has_duplicates = False
        self.decoder = json.JSONDecoder(object_pairs_hook=self._object, parse_float=str, parse_int=str, parse_constant=str)

    def value(self, text: str, start: int) -> tuple[Any, int]:
        """Read the value that starts at an offset; give it, and the offset of what follows it."""
        found, end = self.decoder.raw_decode(text, start)
        return _texts(found), _after_space(text, end)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = {key: _texts(value) for key, value in pairs}
        self.has_duplicates |= len(found) != len(pairs)
        return found


def parse_json(text: str, name: str) -> tuple[Plain, tuple[Spot, ...], tuple[Diagnostic, ...], bool]:
    """Turn JSON text (RFC 8259) into its plain value, its records' spots, what is wrong, and whether it is whole."""
    lines = _Lines(text)
    decoder = _Decoder()
    try:
        value, offsets = _document(text, decoder)
        found = _duplicates(text, name) if decoder.has_duplicates else ()
    except json.JSONDecodeError as error:
        return None, (), (_syntax(error, Place(name, error.lineno, error.colno)),), False
    except RecursionError:
        return None, (), (finding("BG104", "nested more than 40 levels deep", Place(name, 1, 1)),), False
    return value, tuple(lines.spot(offset) for offset in offsets), found, True


def parse_json_lines(text: str, name: str) -> tuple[Plain, tuple[Spot, ...], tuple[Diagnostic, ...], bool]:
    """Turn JSON Lines text (one record on each line) into a list of values as `parse_json` does; stop after many errors."""
    values: list[Plain] = []
    starts: list[Spot] = []
    diagnostics: list[Diagnostic] = []
    is_whole = True
    for number, line in enumerate(text.split("\n"), 1):
        if len(diagnostics) >= MOST_REPORTED:
            break
        if not line.strip():
            continue
        decoder = _Decoder()
        try:
            value, _ = _document(line, decoder)
            diagnostics += _duplicates(line, name, number) if decoder.has_duplicates else ()
        except json.JSONDecodeError as error:
            diagnostics.append(_syntax(error, Place(name, number, error.colno)))
            is_whole = False
            continue
        except RecursionError:
            diagnostics.append(finding("BG104", "nested more than 40 levels deep", Place(name, number, 1)))
            is_whole = False
            continue
        values.append(value)
        starts.append((number, _after_space(line, 0) + 1))
    return values, tuple(starts), tuple(diagnostics), is_whole


def json_spots(text: str) -> Mapping[Path, Spot]:
    """Turn valid JSON text into the spot of every field: of its key, or of its item in a list."""
    return _Indexer(text).spots


def json_lines_spots(text: str) -> Mapping[Path, Spot]:
    """Turn JSON Lines text into the spot of every field; lines that are no JSON are left out."""
    spots: dict[Path, Spot] = {}
    record = 0
    for number, line in enumerate(text.split("\n")):
        try:
            json.loads(line)
        except (ValueError, RecursionError):
            continue
        found = _Indexer(line).spots
        spots |= {(record, *path): (number + 1, spot[1]) for path, spot in found.items()}
        record += 1
    return spots


class _Lines:
    """Turns offsets in a text into lines and columns."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def spot(self, offset: int) -> Spot:
        """Turn an offset into its line and column, counted from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class _Indexer:
    """Walks through valid JSON once more and remembers where each field stands, and which keys are equal."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _Lines(text)
        self.spots: dict[Path, Spot] = {}
        self.duplicates: list[tuple[Path, Spot]] = []
        self._value(_after_space(text, 0), ())

    def _value(self, start: int, path: Path) -> int:
        match self.text[start]:
            case "{":
                return self._members(start, path, is_object=True)
            case "[":
                return self._members(start, path, is_object=False)
            case '"':
                return _string(self.text, start + 1)[1]
            case _:
                found = _SCALAR.match(self.text, start)
                return found.end() if found else start + 1

    def _members(self, start: int, path: Path, *, is_object: bool) -> int:
        position = _after_space(self.text, start + 1)
        number = 0
        while self.text[position] not in "}]":
            key: str | int = number
            spot = self.lines.spot(position)
            if is_object:
                key, end = _string(self.text, position + 1)
                position = _after_space(self.text, _after_space(self.text, end) + 1)
            if self.spots.setdefault((*path, key), spot) != spot:
                self.duplicates.append(((*path, key), spot))
            position = _after_space(self.text, self._value(position, (*path, key)))
            if self.text[position] == ",":
                position = _after_space(self.text, position + 1)
            number += 1
        return position + 1


def _document(text: str, decoder: _Decoder) -> tuple[Any, list[int]]:
    """Read the whole text: its value, and the offset of each item where it is a list."""
    start = _after_space(text, 0)
    if text[start : start + 1] != "[":
        value, end = decoder.value(text, start)
        return value, _ended(text, end, [])
    values: list[Any] = []
    offsets: list[int] = []
    position = _after_space(text, start + 1)
    while text[position : position + 1] != "]" or values:
        offsets.append(position)
        value, position = decoder.value(text, position)
        values.append(value)
        if text[position : position + 1] == "]":
            break
        if text[position : position + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, position)
        position = _after_space(text, position + 1)
    return values, _ended(text, _after_space(text, position + 1), offsets)


def _ended(text: str, position: int, offsets: list[int]) -> list[int]:
    if position < len(text):
        raise json.JSONDecodeError("Extra data", text, position)
    return offsets


def _texts(found: Any) -> Any:
    """Turn true and false into text, as they would be in YAML; also in lists."""
    if found is True or found is False:
        return str(found).lower()
    return [_texts(item) for item in found] if isinstance(found, list) else found


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _duplicates(text: str, name: str, line: int = 1) -> tuple[Diagnostic, ...]:
    indexer = _Indexer(text)

    def shifted(spot: Spot) -> Spot:
        return spot[0] + line - 1, spot[1]

    return tuple(duplicate_key(name, path, shifted(indexer.spots[path]), shifted(spot)) for path, spot in indexer.duplicates)


def _syntax(error: json.JSONDecodeError, place: Place) -> Diagnostic:
    hint = "check commas, quotation marks and brackets here and on the line above; JSON has no comments and no last comma"
    return finding("BG101", f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}", place, hint)
