"""Plain values to records of the model; what the validating library says of them, in words for who wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from briefgen.model.diagnostic import Diagnostic, did_you_mean, finding
from briefgen.model.loaded import LoadedFile, Path, Plain
from briefgen.model.value import DateError, NumberError
from briefgen.validate.remarks import Remark, placed

Record = TypeVar("Record")
_MOST_REMARKS = 50
_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_SHAPES: Mapping[str, tuple[str, str]] = {
    "string_type": ("text", "write one text here"),
    "tuple_type": ("a list", "write each item on a line of its own after `- `, or all as [a, b]"),
    "dataclass_type": ("fields of its own", "write `field: value` lines below it"),
    "dict_type": ("fields of its own", "write `name: value` lines below it"),
    "mapping_type": ("fields of its own", "write `name: value` lines below it"),
    "bool_parsing": ("true or false", "write true or false"),
    "bool_type": ("true or false", "write true or false"),
}


@lru_cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Give the validator of a type of the model."""
    return TypeAdapter(kind)


@lru_cache
def _schema(kind: Any) -> dict[str, Any]:
    return adapter(kind).json_schema()


def read_record(kind: type[Record], found: Plain) -> tuple[Record | None, list[Remark]]:
    """Turn a plain value into a record of the model, or into a remark on each thing that is wrong with it.

    A field without a value is a field left out.
    """
    model: Any = kind  # the type checker takes a type variable's type for unhashable
    while True:
        try:
            return adapter(model).validate_python(found), []
        except ValidationError as error:
            errors: list[Any] = error.errors(include_url=False)
        empty = [item["loc"] for item in errors if item["input"] is None and _is_field(item)]
        if not empty:
            return None, [_remark(item, _schema(model)) for item in errors[:_MOST_REMARKS]]
        found = _without(found, empty)


def read_list(kind: type[Record], file: LoadedFile, label: str) -> tuple[list[Diagnostic], list[tuple[Path, Record]]]:
    """Turn a file that holds a list into what is wrong with it, and the records that are right, each with its way."""
    diagnostics = [*not_records(file, label)]
    records = []
    for path, plain in file.records():
        record, remarks = read_record(kind, plain)
        if record is not None:
            records.append((path, record))
        diagnostics += placed(remarks, file, path, label_of(label, plain))
    return diagnostics, records


def not_records(file: LoadedFile, label: str) -> Iterator[Diagnostic]:
    """Find what should be a record but is none."""
    if not isinstance(file.value, list):
        hint = "write each record after `- `; in JSON put all in [ ]"
        yield finding("BG112", f"`{file.name}` should hold a list, one {label} after the other", file.place(), hint)
        return
    for number, item in enumerate(file.value):
        if not isinstance(item, dict):
            message = f"{label} {number + 1} should have fields of its own, but is {_shape(item)}"
            yield finding("BG112", message, file.place((number,)), "write `field: value` lines")


def label_of(kind: str, plain: Mapping[str, Plain]) -> str:
    """Turn a record into the words by which messages speak of it."""
    name = plain.get("id")
    return f"{kind} `{name}`" if isinstance(name, str) else kind


def _is_field(error: Mapping[str, Any]) -> bool:
    known = error["type"] not in _UNKNOWN and error["type"] != "missing"
    return known and bool(error["loc"]) and isinstance(error["loc"][-1], str)


def _without(found: Any, paths: list[Path]) -> Any:
    copy = deepcopy(found)
    for path in paths:
        inner = copy
        for step in path[:-1]:
            inner = inner[step]
        inner.pop(path[-1], None)
    return copy


def _remark(error: Mapping[str, Any], schema: Mapping[str, Any]) -> Remark:
    path: Path = tuple(error["loc"])
    if error["type"] in _UNKNOWN:
        return _unknown_field(path, schema)
    if error["type"] == "missing":
        return Remark("BG111", path, f"`{_shown(path)}` is missing", f"add `{path[-1]}`")
    if error["type"] == "literal_error":
        return _unknown_word(path, error["input"], schema)
    if error["type"] == "value_error":
        return _misread(path, error["ctx"]["error"], error["input"])
    shape, hint = _SHAPES.get(error["type"], ("something else", ""))
    return Remark("BG112", path, f"`{_shown(path)}` should be {shape}, but is {_shape(error['input'])}", hint)


def _unknown_field(path: Path, schema: Mapping[str, Any]) -> Remark:
    fields = list(_node(schema, path[:-1]).get("properties", {}))
    hint = did_you_mean(str(path[-1]), fields) or f"the fields here are: {', '.join(fields)}"
    return Remark("BG110", path, f"there is no field `{_shown(path)}`", hint, is_about_name=True)


def _unknown_word(path: Path, found: Any, schema: Mapping[str, Any]) -> Remark:
    words = _node(schema, path).get("enum", [])
    if not isinstance(found, str):
        return Remark(
            "BG112",
            path,
            f"`{_shown(path)}` should be one word, but is {_shape(found)}",
            f"use one of: {', '.join(words)}",
        )
    near = did_you_mean(found, words)
    message = f"`{found}` is not one of the words for `{_shown(path)}`"
    return Remark("BG113", path, message, f"{near} Allowed are: {', '.join(words)}".strip())


def _misread(path: Path, error: ValueError, found: Any) -> Remark:
    what = f", but is {_shape(found)}" if str(error).startswith("expected") and not isinstance(found, str) else ""
    code = "BG112"
    if isinstance(error, DateError):
        code = "BG114"
    elif isinstance(error, NumberError):
        code = "BG115"
    return Remark(code, path, f"`{_shown(path)}`: {error}{what}")


def _node(schema: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Follow the way to a field through a JSON schema; an empty mapping where it ends."""
    node = _resolved(schema, schema)
    for step in path:
        inner = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step)
        node = _resolved(node.get("additionalProperties", {}) if inner is None else inner, schema)
    return node


def _resolved(node: Any, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while isinstance(node, dict):
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        elif "anyOf" in node:
            node = node["anyOf"][0]
        else:
            return node
    return {}


def _shown(path: Path) -> str:
    return ".".join(str(step) for step in path) or "record"


def _shape(found: Any) -> str:
    match found:
        case None:
            return "empty"
        case list():
            return "a list"
        case dict():
            return "a record of fields"
        case _:
            return f"`{found}`"
