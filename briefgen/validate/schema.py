"""The model to JSON Schemas: of the data files, by which editors complete and check them, and of what a build writes."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from briefgen.model.brand_file import BrandFile
from briefgen.model.chart import Chart
from briefgen.model.dataset import Entity, Topic
from briefgen.model.fact import Fact
from briefgen.model.ledger import LedgerFile
from briefgen.model.manifest import ManifestFile
from briefgen.model.settings import Audience, Settings
from briefgen.model.source import Source
from briefgen.validate.records import adapter

_KINDS: Mapping[str, tuple[Any, str]] = {
    "facts": (tuple[Fact, ...], "briefgen: facts (data/facts/)"),
    "sources": (tuple[Source, ...], "briefgen: sources (data/sources.yaml)"),
    "audiences": (dict[str, Audience], "briefgen: audiences (data/audiences.yaml)"),
    "project": (Settings, "briefgen: project (briefgen.yaml)"),
    "brand": (BrandFile, "briefgen: brand (_brand.yml)"),
    "topics": (tuple[Topic, ...], "briefgen: topics (data/topics.yaml)"),
    "charts": (dict[str, Chart], "briefgen: charts (data/charts.yaml, data/charts/)"),
    "entities": (tuple[Entity, ...], "briefgen: entities (data/entities.yaml)"),
}
_WRITTEN: Mapping[str, tuple[Any, str]] = {
    "ledger": (LedgerFile, "briefgen: ledger (output/.../*.ledger.json)"),
    "manifest": (ManifestFile, "briefgen: manifest (output/manifest.json)"),
}
"""What a build writes: briefgen alone does, so nothing is allowed there but what it writes."""
SCHEMA_KINDS = (*_KINDS, *_WRITTEN)
_APART = frozenset({"title", "default", "properties", "$defs"})


def json_schema(kind: str) -> dict[str, Any]:
    """Turn a kind of file into its JSON Schema (draft 2020-12).

    YAML editors take `page: 12` for a number and `note:` for null where briefgen reads text and a field left out: both
    are allowed. An audience that the package has too need not give all its fields, so none is required there.
    """
    model, title = {**_KINDS, **_WRITTEN}[kind]
    found = adapter(model).json_schema(schema_generator=_Documented)
    schema = _natural(found) if kind in _KINDS else _without_titles(found)
    if kind == "audiences":
        schema["$defs"]["Audience"].pop("required")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


class _Documented(GenerateJsonSchema):
    """Describes the fields of a dataclass by their docstrings.

    The validating library would look for them in the source whenever it makes a validator, which every run of the program does.
    """

    def dataclass_schema(self, schema: Any) -> dict[str, Any]:
        """Turn a dataclass into its JSON Schema."""
        found = super().dataclass_schema(schema)
        names = {field["name"]: field.get("validation_alias", field["name"]) for field in schema["schema"]["fields"]}
        for field, description in _docstrings(schema["cls"]):
            found["properties"][names[field]].setdefault("description", description)
        return found


def _docstrings(kind: type) -> Iterator[tuple[str, str]]:
    """Give the fields of a class that have a docstring, a text that stands below them, and these."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for field, text in pairwise(statements):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                yield name, inspect.cleandoc(words)


def _without_titles(node: Any) -> Any:
    """Leave out titles that repeat a name."""
    if isinstance(node, list):
        return [_without_titles(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _without_titles(item) for key, item in node.items() if key != "title" or not isinstance(item, str)}


def _natural(node: Any) -> Any:
    """Let text be written as editors see it in YAML; leave out empty defaults, and titles that repeat a name."""
    if isinstance(node, list):
        return [_natural(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _natural(value) for key, value in node.items() if key not in _APART}
    if isinstance(default := node.get("default"), str | int) and default != "":
        result["default"] = default
    for key in ("properties", "$defs"):
        if key in node:
            result[key] = {name: _natural(item) for name, item in node[key].items()}
    if "properties" in result:
        required = result.get("required", [])
        result["properties"] = {
            name: item if name in required else _or_empty(item) for name, item in result["properties"].items()
        }
    if result.get("type") == "string" and "enum" not in result and "format" not in result:
        result["type"] = ["string", "number"]
    return result


def _or_empty(node: dict[str, Any]) -> dict[str, Any]:
    """Let an optional field stand without a value."""
    if "anyOf" in node:
        others = [*node["anyOf"], {"type": "null"}]
        return {**node, "anyOf": [item for n, item in enumerate(others) if item not in others[:n]]}
    if "type" in node and "enum" not in node:
        kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
        return {**node, "type": [*kinds, "null"]}
    outer: dict[str, Any] = {key: value for key, value in node.items() if key in {"default", "description"}}
    inner = {key: value for key, value in node.items() if key not in outer}
    return {"anyOf": [inner, {"type": "null"}], **outer}
