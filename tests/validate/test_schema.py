"""The JSON Schemas that editors use are those of the model, and accept what people naturally write."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.stock import stock_folder
from briefgen.validate.schema import SCHEMA_KINDS, json_schema

ROOT = Path(__file__).parents[2]
FILES = {
    "project": ["briefgen.yaml"],
    "topics": ["data/topics.yaml"],
    "entities": ["data/entities.yaml"],
    "sources": ["data/sources.yaml"],
    "audiences": ["data/audiences.yaml", "briefgen/stock/audiences.yaml"],
    "facts": [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "data/facts").rglob("*.yaml"))],
}
KINDS = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


class _Yaml12(yaml.SafeLoader):
    """Reads YAML as editors do: the core schema of YAML 1.2, in which dates and NO are text."""


_Yaml12.yaml_implicit_resolvers = {}
for _tag, _words, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?[0-9]+", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_words})$"), list(_first))


def refusals(value: Any, node: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """Hold a value against the keywords of JSON Schema that our schemas use."""
    if "$ref" in node:
        return refusals(value, root["$defs"][node["$ref"].rpartition("/")[2]], root, path)
    if "anyOf" in node:
        tried = [refusals(value, item, root, path) for item in node["anyOf"]]
        return [] if [] in tried else min(tried, key=len)
    kinds = node.get("type", list(KINDS))
    names = [kinds] if isinstance(kinds, str) else kinds
    is_kind = any(isinstance(value, KINDS[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names)
    found = [] if is_kind else [f"{path}: {value!r} is not {names}"]
    if "enum" in node and value not in node["enum"]:
        found.append(f"{path}: {value!r} not in enum")
    if isinstance(value, str) and not re.search(node.get("pattern", ""), value):
        found.append(f"{path}: {value!r} does not match")
    if isinstance(value, list):
        for number, item in enumerate(value):
            found += refusals(item, node.get("items", {}), root, f"{path}.{number}")
    if isinstance(value, dict):
        found += [f"{path}: no {name}" for name in node.get("required", []) if name not in value]
        for name, item in value.items():
            inner = node.get("properties", {}).get(name, node.get("additionalProperties", {}))
            found += [f"{path}: {name} unknown"] if inner is False else refusals(item, inner or {}, root, f"{path}.{name}")
    return found


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_the_written_schema_is_that_of_the_model(kind: str):
    written = stock_folder() / "schema" / f"{kind}.json"
    text = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
    assert written.read_text(encoding="utf-8") == text, f"{written.name} is out of date: run `make schema`"


@pytest.mark.parametrize("kind", FILES)
def test_the_schema_accepts_the_files_of_the_repository_as_editors_see_them(kind: str):
    schema = json_schema(kind)
    assert FILES[kind]
    for name in FILES[kind]:
        value = yaml.load((ROOT / name).read_text(encoding="utf-8"), Loader=_Yaml12)
        assert refusals(value, schema, schema) == [], name


@pytest.mark.parametrize(
    ("fields", "is_right"),
    [
        ("value: 109000000000", True),
        ("value: 1.10", True),
        ("value: {min: 1, max: 2.5}", True),
        ("as_of: 2025", True),
        ("as_of: 2025-02-11", True),
        ("sources: [{source: a, locator: {paragraph: 18, page: 12}}]", True),
        ("unit: {one: country, other: countries}", True),
        ("note:", True),
        ("topic: [a, b]", True),
        ("priority: 1", True),
        ("confidence: {level: high}", True),
        ("vlaue: 1", False),
        ("type: figur", False),
        ("value: [1]", False),
        ("sources: a", False),
        ("confidence: {level: hihg}", False),
        ("sources: [{source: a, locator: {paragraph: two}}]", False),
    ],
)
def test_editors_take_a_fact_as_people_write_it(fields: str, is_right: bool):
    usual = "id: a\ntype: figure\ntopic: x\nstatement: y\n"
    fact = {**yaml.load(usual, Loader=_Yaml12), **yaml.load(fields, Loader=_Yaml12)}
    schema = json_schema("facts")
    assert (refusals([fact], schema, schema) == []) is is_right


def test_fields_have_the_names_that_stand_in_the_files():
    assert {"URL", "title-short", "DOI"} <= json_schema("sources")["$defs"]["Source"]["properties"].keys()
    assert "from" in json_schema("project")["$defs"]["Email"]["properties"]
    for kind in SCHEMA_KINDS:
        assert json_schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert json_schema(kind)["title"].startswith("briefgen: ")


def test_an_audience_need_not_give_what_the_package_gives():
    assert "required" not in json_schema("audiences")["$defs"]["Audience"]
