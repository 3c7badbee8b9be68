"""The roll: of all documents of an output folder what tells that each stands, in one file of the cache.

The record of a document (kept.py) tells more, and is read where this does not tell enough: to look into thousands of them costs
more than all that a build does when one fact has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.build.kept import Standing
from briefgen.model.briefing import DocumentId

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Roll:
    """The documents that stood when the manifest was last written."""

    path: Path
    documents: Mapping[DocumentId, list[Any]] = field(default_factory=dict)
    """What is known of each, as plain values."""

    @classmethod
    def of(cls, folder: Path, output: Path, manifest: str) -> Roll:
        """Read the roll of an output folder; an empty one where it is not that of the manifest with this SHA-256."""
        path = folder / f"{hashlib.sha256(str(output).encode('utf-8', 'surrogateescape')).hexdigest()}.json"
        content = cache.kept(path)
        with suppress(ValueError, KeyError, TypeError):
            found: Any = json.loads(content) if content is not None else {"format": 0}
            if found["format"] == _FORMAT and found["manifest"] == manifest:
                return cls(path, {DocumentId(*about): rest for about, *rest in found["documents"]})
        return cls(path)

    def find(self, document: DocumentId) -> Standing | None:
        """Give what tells whether a document stands; nothing where it is not on the roll."""
        with suppress(ValueError, KeyError, TypeError):
            facts, fingerprint, secrets, told, stamps = self.documents[document]
            at = {path: (size, changed, number) for path, (size, changed, number) in stamps.items()}
            return Standing(document, tuple(facts), fingerprint, secrets, told, at)
        return None

    def keep(self, standing: Iterable[Standing], others: Iterable[DocumentId], manifest: str) -> None:
        """Write the roll anew: documents that stand now, and others that stand as they did when the roll was read."""
        found = [[_plain(item.document), item.facts, item.fingerprint, item.secrets, item.told, item.stamps] for item in standing]
        found += [[_plain(document), *self.documents[document]] for document in others if document in self.documents]
        content = json.dumps({"format": _FORMAT, "manifest": manifest, "documents": found}, separators=(",", ":"))
        with suppress(OSError):
            cache.keep(self.path, content.encode())


def _plain(document: DocumentId) -> list[str]:
    return [document.brief, document.item, document.audience, document.language]
