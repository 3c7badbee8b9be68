"""Small changes of YAML files that people write: their text is kept letter for letter, comments and all."""

from __future__ import annotations

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


def _inner(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
