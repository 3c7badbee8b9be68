"""What is kept of each document: what went in and what came of it, so that the next run knows what it need not make.

The cache may be deleted at any moment; a record in it that is damaged, by its own hash, counts as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.build.ingredients import Looked
from briefgen.model.briefing import DocumentId
from briefgen.model.criteria import Criteria
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, from_plain, to_plain
from briefgen.stamps import Stamp, stamp_of

_FORMAT = 4
Told = Sequence[tuple[str, list[Any]]]
"""Findings as plain values, each with the id of the fact that it is about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What tells that a document is as it would be made now, and what was found of it."""

    document: DocumentId
    facts: tuple[str, ...]
    """Ids of the facts that its templates looked into."""
    fingerprint: str
    secrets: str
    told: Told
    stamps: Mapping[str, Stamp]
    """Those of a kept document; all that go by these names are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document as it was last made."""

    document: DocumentId
    looked: Looked
    ingredients: Mapping[str, str]
    secrets: str
    """Hash of all that its proof was made with."""
    fingerprint: str
    """Hash of all that could have gone in."""
    entry: Mapping[str, Any]
    """Its entry in the manifest."""
    told: Told = ()
    """What was found of it."""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """Of its files, by their paths in the output folder: while they are the same, these are not read again."""

    @property
    def standing(self) -> Standing:
        """What tells that it is as it would be made now."""
        return Standing(self.document, self.looked.facts, self.fingerprint, self.secrets, self.told, self.stamps)


class Shelf:
    """Keeps a record of each document in a folder, each under a name that its document gives."""

    def __init__(self, folder: Path, dataset: Dataset) -> None:
        self._folder, self._dataset = folder, dataset

    def find(self, document: DocumentId) -> Kept | None:
        """Give what is kept of a document; nothing where there is no record or it is damaged."""
        content = cache.kept(self._path(document))
        with suppress(ValueError, KeyError, TypeError):
            return self._read(json.loads(content)) if content is not None else None
        return None

    def keep(self, kept: Kept) -> None:
        """Put a record in the place of the one before; where the cache cannot be written there will be none."""
        text = json.dumps(self._written(kept), ensure_ascii=False, separators=(",", ":"))
        with suppress(OSError):
            cache.keep(self._path(kept.document), text.encode("utf-8", "surrogatepass"))

    def drop(self, document: DocumentId) -> None:
        """Forget a document."""
        with suppress(OSError):
            self._path(document).unlink(missing_ok=True)

    def _path(self, document: DocumentId) -> Path:
        return self._folder / f"{hashlib.sha256(str(document).encode()).hexdigest()}.json"

    def _written(self, kept: Kept) -> Mapping[str, Any]:
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
            "fingerprint": kept.fingerprint,
            "entry": kept.entry,
            "diagnostics": kept.told,
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
            fingerprint=found["fingerprint"],
            entry=found["entry"],
            told=[(fact, plain) for fact, plain in found["diagnostics"]],
            stamps={path: (size, changed, number) for path, (size, changed, number) in found["stamps"].items()},
        )

    def told(self, diagnostics: Iterable[Diagnostic]) -> Told:
        """Write findings as they are kept: one that is about a fact with its id."""
        return [(self._dataset.fact_at(item.place), to_plain(item)) for item in diagnostics]

    def said(self, told: Told) -> tuple[Diagnostic, ...]:
        """Make findings again; one that is about a fact stands where the fact is written now."""
        return tuple(self._diagnostic(*item) for item in told)

    def _diagnostic(self, fact: str, plain: list[Any]) -> Diagnostic:
        found = from_plain(plain)
        return replace(found, place=self._dataset.places.get(fact, Place())) if fact else found


def stamp(folder: str, name: str) -> Stamp | None:
    """Give the stamp of a file in a folder, not of what a link leads to; nothing where there is none."""
    try:
        return stamp_of(os.lstat(f"{folder}{os.sep}{name}"))
    except OSError:
        return None
