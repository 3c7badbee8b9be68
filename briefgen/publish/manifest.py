"""The manifest: every document of an output folder with its files, hashes, pages, words, marking and facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.output import OutputFolder

NAME = "manifest.json"
_FORMAT = 1
_LINE = b"  "
"""What the line of a document begins with."""


@dataclass(frozen=True)
class Manifest:
    """Entries of documents by their names; it holds no time, duration or absolute path."""

    documents: Mapping[str, Mapping[str, Any]]
    diagnostics: tuple[Diagnostic, ...] = ()
    content: bytes = b""
    """The file that it was read from."""

    @cached_property
    def sha256(self) -> str:
        """That of the file; empty where there was none."""
        return hashlib.sha256(self.content).hexdigest() if self.content else ""

    @classmethod
    def read(cls, folder: OutputFolder) -> Manifest:
        """Read the manifest of a folder; one that cannot be read counts as empty, with a notice."""
        content = folder.read(NAME)
        if content is None:
            return cls({})
        try:
            found = json.loads(content)
            documents = {str(entry["document"]): entry for entry in found["documents"] if _is_entry(entry)}
            return cls(documents, content=content)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            message = "the manifest cannot be read; it is made anew from this run's documents"
            return cls({}, (Diagnostic("BG011", message, Place(NAME), "build everything once", Severity.WARNING),))

    def write(self, folder: OutputFolder, project: Mapping[str, Any], before: Manifest | None = None) -> str:
        """Write the manifest: what holds for the project, then the documents by name, each on a line of its own.

        The lines of entries that stand are taken from the manifest `before`, if that is as it was written here. Gives the SHA-256
        of the file.
        """
        lines = before.standing(self.documents) if before is not None else {}
        fields = [b"%s: %s" % (_json(name), _json(value)) for name, value in {"format": _FORMAT, **project}.items()]
        entries = [lines.get(name) or _LINE + _json(self.documents[name]) for name in sorted(self.documents)]
        head = b",\n ".join([*fields, b'"documents": ['])
        content = b"".join((b"{\n ", head, b"\n", b",\n".join(entries), b"\n ]\n}\n"))
        folder.write(NAME, content)
        return hashlib.sha256(content).hexdigest()

    def standing(self, documents: Mapping[str, Mapping[str, Any]]) -> Mapping[str, bytes]:
        """Give the lines of the entries that are among these as they were read; the file has to be one that was written here."""
        lines = (line.removesuffix(b",") for line in self.content.split(b"\n") if line.startswith(_LINE))
        found = zip(self.documents.items(), lines, strict=True)
        return {name: line for (name, entry), line in found if documents.get(name) is entry}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _is_entry(entry: Mapping[str, Any]) -> bool:
    """Tell that an entry has what later builds ask of it. KeyError, TypeError or ValueError where it has not."""
    paths: list[str] = [file["path"] for file in entry["files"]]
    if any(path.startswith("/") or ".." in path.split("/") for path in paths):
        raise ValueError("a file outside the output folder")
    return (
        all(isinstance(name, str) for name in entry["templates"]) and {"audience", "pages", "page_limit", "words"} <= entry.keys()
    )


def files_of(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the names of a document's files from its manifest entry."""
    return tuple(str(file["path"]) for file in entry["files"])


def name_of(document: DocumentId) -> str:
    """Give the name under which the manifest knows a document."""
    return f"{document.folder}/{document.stem}"
