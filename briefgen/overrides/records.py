"""templates/overrides.json: of every override, the text that it was taken from, so that a later difference has three sides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.model.diagnostic import Diagnostic, Place, Problems

NAME = "overrides.json"
FILE = f"templates/{NAME}"
WHOLE_FILE = "*"
"""Stands for the block's name where a file stands in the place of a whole one of the package's."""
_ABOUT = "What each override was taken from, for `briefgen templates status`. Keep this file with the templates."
Key = tuple[str, str]
"""Name of the project's template, and of the block in it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Where an override was taken from: a template of the package, and its text at the time."""

    source: str
    text: str


Records = Mapping[Key, Taken]


def read_records(templates: Path) -> Records:
    """Read what the overrides in a folder were taken from; nothing where that was never written down.

    Problems (BG424) where the file is damaged.
    """
    path = templates / NAME
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_bytes())
        return {(name, block): _taken(item) for name, blocks in content["overrides"].items() for block, item in blocks.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        hint = "take it from version control again, or delete it and run `briefgen templates status --accept`"
        raise Problems(Diagnostic("BG424", "the record of overrides is damaged", Place(FILE), hint)) from error


def written(records: Records) -> bytes:
    """Turn records into the file's bytes: sorted, a line of text on a line of its own, so that version control can merge them."""
    overrides: dict[str, dict[str, Any]] = {}
    for (name, block), taken in sorted(records.items()):
        lines = taken.text.split("\n")
        overrides.setdefault(name, {})[block] = {"from": taken.source, "sha256": _digest(taken.text), "text": lines}
    return (json.dumps({"about": _ABOUT, "overrides": overrides}, ensure_ascii=False, indent=1) + "\n").encode()


def _taken(item: Mapping[str, Any]) -> Taken:
    text = "\n".join(item["text"])
    if _digest(text) != item["sha256"]:
        raise ValueError("the text and its hash differ")
    return Taken(str(item["from"]), text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
