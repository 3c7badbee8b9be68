"""What is kept of each document: what went in and what came of it, so that the next run knows what it need not make.

The cache may be deleted at any moment; a record in it that is damaged, by its own hash, counts as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen.build.ingredients import Looked
from briefgen.model.briefing import DocumentId
from briefgen.model.criteria import Criteria
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Severity

_FORMAT = 1
Stamp = tuple[int, int, int]
"""Size, time of the last change and number of a file: while these are the same, its content is not read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document as it was last made."""

    document: DocumentId
    looked: Looked
    ingredients: Mapping[str, str]
    secrets: str
    """Hash of all that its proof was made with."""
    entry: Mapping[str, Any]
    """Its entry in the manifest."""
    diagnostics: tuple[Diagnostic, ...] = ()
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """Of its files, by their paths in the output folder."""


class Shelf:
    """Keeps a record of each document in a folder, each under a name that its document gives."""

    def __init__(self, folder: Path, dataset: Dataset) -> None:
        self._folder, self._dataset = folder, dataset

    def find(self, document: DocumentId) -> Kept | None:
        """Give what is kept of a document; nothing where there is no record or it is damaged."""
        try:
            digest, _, text = self._path(document).read_text(encoding="utf-8").partition("\n")
            if hashlib.sha256(text.encode()).hexdigest() == digest:
                return self._read(json.loads(text))
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None

    def keep(self, kept: Kept) -> None:
        """Put a record in the place of the one before; where the cache cannot be written there will be none."""
        text = json.dumps(self._written(kept), ensure_ascii=False, separators=(",", ":"))
        path = self._path(kept.document)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".kept-", dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}")
            Path(temporary).replace(path)

    def drop(self, document: DocumentId) -> None:
        """Forget a document."""
        with suppress(OSError):
            self._path(document).unlink(missing_ok=True)

    def _path(self, document: DocumentId) -> Path:
        return self._folder / f"{hashlib.sha256(str(document).encode()).hexdigest()}.json"

    def _written(self, kept: Kept) -> Mapping[str, Any]:
        names = {place: name for name, place in self._dataset.places.items()}
        document = kept.document
        return {
            "format": _FORMAT,
            "document": [document.brief, document.item, document.audience, document.language],
            "facts": kept.looked.facts,
            "selections": [criteria.wanted for criteria in kept.looked.selections],
            "charts": kept.looked.charts,
            "files": kept.looked.files,
            "ingredients": kept.ingredients,
            "secrets": kept.secrets,
            "entry": kept.entry,
            "diagnostics": [_plain(item, names.get(item.place, "")) for item in kept.diagnostics],
            "stamps": kept.stamps,
        }

    def _read(self, found: Mapping[str, Any]) -> Kept | None:
        if found["format"] != _FORMAT:
            return None
        selections = tuple(Criteria(tuple((name, tuple(wanted)) for name, wanted in item)) for item in found["selections"])
        return Kept(
            document=DocumentId(*found["document"]),
            looked=Looked(tuple(found["facts"]), selections, tuple(found["charts"]), tuple(found["files"])),
            ingredients=found["ingredients"],
            secrets=found["secrets"],
            entry=found["entry"],
            diagnostics=tuple(self._diagnostic(*item) for item in found["diagnostics"]),
            stamps={path: (size, changed, number) for path, (size, changed, number) in found["stamps"].items()},
        )

    def _diagnostic(self, code: str, message: str, place: list[Any], hint: str, severity: str) -> Diagnostic:
        """Make a finding again; one that is about a fact stands where the fact is written now."""
        fact, *spot = place
        where = self._dataset.places.get(fact, Place()) if fact else Place(*spot)
        return Diagnostic(code, message, where, hint, Severity(severity))


def _plain(item: Diagnostic, fact: str) -> list[Any]:
    return [item.code, item.message, [fact, item.place.file, item.place.line, item.place.column], item.hint, item.severity.value]


def stamp(path: Path) -> Stamp | None:
    """Give what tells whether a file has been touched; nothing where there is none."""
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
