"""Ledgers and manifests are read back from what a build wrote, by the same types."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.ledger import LedgerFile
from briefgen.model.manifest import ManifestFile
from briefgen.validate.records import adapter

Record = TypeVar("Record")


def read_ledger(content: bytes, name: str = "") -> LedgerFile:
    """Turn the bytes of a ledger into what they say; `name` is the file's. Problems (BG209) where they are damaged."""
    return _read(LedgerFile, content, name)


def read_manifest(content: bytes, name: str = "manifest.json") -> ManifestFile:
    """Turn the bytes of a manifest into what they say; `name` is the file's. Problems (BG209) where they are damaged."""
    return _read(ManifestFile, content, name)


def _read(kind: type[Record], content: bytes, name: str) -> Record:
    model: Any = kind  # the type checker takes a type variable's type for unhashable
    try:
        found: Record = adapter(model).validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        message = f"cannot be read as briefgen wrote it: {f'`{where}`: ' if where else ''}{_lowered(str(first['msg']))}"
        raise Problems(Diagnostic("BG209", message, Place(name), "build the document again")) from error
    return found


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
