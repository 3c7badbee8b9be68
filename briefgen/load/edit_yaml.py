"""Small changes of YAML files that people write: their text is kept letter for letter, comments and all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import yaml

from briefgen.load.from_yaml import parse_yaml, yaml_spots
from briefgen.model.diagnostic import Problems
from briefgen.model.loaded import LoadedFile, Path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def as_file(name: str, text: str) -> LoadedFile:
    """Turn a YAML text into what `load` makes of a file. Problems (BG101 to BG104) where it is none."""
    value, starts, found, is_whole = parse_yaml(text, name)
    if found or not is_whole:
        raise Problems(*found)
    return LoadedFile(name=name, value=value, starts=starts, spots=partial(yaml_spots, text))


def with_item(text: str, path: Path, item: str) -> str | None:
    """Add a word at the end of the list to which a path leads; nothing where there is no list of words there."""
    node = yaml.compose(text, Loader=_LOADER)
    for step in path:
        node = _inner(node, step)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return None
    last = node.value[-1]
    if not isinstance(last, yaml.ScalarNode):
        return None
    place = last.end_mark.index
    if node.flow_style:
        return f"{text[:place]}, {item}{text[place:]}"
    start = text.rfind("\n", 0, last.start_mark.index) + 1
    end = text.find("\n", place)
    head, tail = (text, "") if end < 0 else (text[:end], text[end:])
    return f"{head}\n{text[start : last.start_mark.index]}{item}{tail}"


def with_record(text: str, lines: str) -> str:
    """Add lines at the end of a text."""
    return f"{text.rstrip()}\n\n{lines}" if text.strip() else lines


def with_fields(item: str, changes: Mapping[str, Sequence[str] | None], order: Sequence[str]) -> str | None:
    """Change fields of one record, given as its item of a list with the comments around it; all else stays letter for letter.

    `changes` holds the new lines of each field, None for one that goes; `order` says after which fields a new one stands.
    Nothing where the record is not written as a mapping with a line for each field, or its first field would go.
    """
    try:
        node: Any = yaml.compose(item, Loader=_LOADER)
    except yaml.YAMLError:
        return None
    record = node.value[0] if isinstance(node, yaml.SequenceNode) and len(node.value) == 1 else None
    if not isinstance(record, yaml.MappingNode) or node.flow_style or record.flow_style or not record.value:
        return None
    fields = {
        key.value: (key.start_mark.index, max(_end(item, value), item.index(":", key.end_mark.index - 1) + 1))
        for key, value in record.value
    }
    margin = "\n" + " " * record.value[0][0].start_mark.column
    first = record.value[0][0].value
    edits = []
    for name, lines in changes.items():
        if name in fields and lines is None:
            if name == first:
                return None
            start, end = fields[name]
            edits.append((item.rfind("\n", 0, start), _line_end(item, end), ""))
        elif name in fields and lines is not None:
            edits.append((*fields[name], margin.join(lines)))
        elif lines is not None:
            before = [other for other in order[: order.index(name)] if other in fields and changes.get(other, ()) is not None]
            place = _line_end(item, fields[before[-1] if before else first][1])
            edits.append((place, place, margin + margin.join(lines)))
    for start, end, text in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        item = f"{item[:start]}{text}{item[end:]}"
    return item


def _field_end(text: str, key: Any, value: Any) -> int:
    """Give where a field ends: one without a value at its colon."""
    return max(_end(text, value), text.index(":", key.end_mark.index - 1) + 1)


def _end(text: str, node: Any) -> int:
    """Give where what a node holds ends, without the comments and empty lines that follow."""
    if isinstance(node, yaml.ScalarNode):
        return len(text[: node.end_mark.index].rstrip()) if node.style in {"|", ">"} else int(node.end_mark.index)
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _inner(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
