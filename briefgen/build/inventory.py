"""What stands in an output folder: the entries of its manifest before and after a run, and which files have to go."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen import __version__
from briefgen.build.workshop import Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.layers import place_name
from briefgen.model.ledger import LedgerFile
from briefgen.output import OutputFolder
from briefgen.publish import Manifest
from briefgen.publish.documents import LEDGER
from briefgen.publish.manifest import files_of, name_of
from briefgen.tailor import plan
from briefgen.validate.finished import read_ledger

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Inventory:
    """The documents of a folder by their names."""

    folder: OutputFolder
    entries: dict[str, Entry]

    def enter(self, workshop: Workshop, document: DocumentId, entry: Entry) -> None:
        """Put a document's new entry in the place of the old one, and let go of files that it no longer has or may not have."""
        name = name_of(document)
        old = self.entries.get(name)
        stale = [file for file in files_of(old) if file not in {new["path"] for new in entry["files"]}] if old is not None else []
        if old is not None and stale and (not _says_the_same(entry, old) or self._holds_forbidden(workshop, document, old)):
            self._remove(stale)
            old = None
        self.entries[name] = self._with_other_formats(workshop, entry, old)

    def leave(self, document: DocumentId) -> None:
        """Let go of a document and its files."""
        old = self.entries.pop(name_of(document), None)
        if old is not None:
            self._remove(files_of(old))

    def leave_if_forbidden(self, workshop: Workshop, document: DocumentId) -> None:
        """Let go of the earlier files of a document that could not be made where they hold what is forbidden for it by now."""
        old = self.entries.get(name_of(document))
        if old is not None and self._holds_forbidden(workshop, document, old):
            self.leave(document)

    def words(self, document: DocumentId) -> int:
        """Tell how many words a document had when it was last made; 0 where that is not known."""
        found = self.entries.get(name_of(document), {}).get("words")
        return found if isinstance(found, int) else 0

    def prune(self, workshop: Workshop) -> None:
        """Let go of what the project no longer has or readers may no longer see. Problems (BG009) where the folder refuses."""
        known = {name_of(document): document for document in plan(workshop.work)}
        for name, entry in list(self.entries.items()):
            if name not in known or self._prints_forbidden(workshop, known[name], entry):
                self._remove(files_of(self.entries.pop(name)))

    def write(self, workshop: Workshop, before: Manifest | None) -> str:
        """Write the manifest and give its SHA-256; `before` is the one before, if that is as a build wrote it.

        Problems (BG009) where the folder refuses.
        """
        settings = workshop.work.settings
        project = {
            "title": settings.title,
            "publisher": settings.publisher.name,
            "briefgen": __version__,
            "inputs": _inputs(workshop, self.entries),
        }
        return Manifest(self.entries).write(self.folder, project, before)

    def ledger(self, entry: Entry) -> LedgerFile | None:
        """Read the ledger of a document; nothing where it has none. Problems (BG209) where it is damaged."""
        path = next((file for file in files_of(entry) if file.endswith(LEDGER)), "")
        content = self.folder.read(path) if path else None
        return read_ledger(content, path) if content is not None else None

    def printed(self, workshop: Workshop) -> set[str] | None:
        """Give the facts that any document prints; nothing where not all documents of the project are here."""
        if any(name_of(document) not in self.entries for document in plan(workshop.work)):
            return None
        return {name for entry in self.entries.values() for name in entry["facts"]}

    def _prints_forbidden(self, workshop: Workshop, document: DocumentId, entry: Entry) -> bool:
        """Tell whether an earlier document prints a fact that is forbidden by now; one that says its embargo may."""
        forbidden = workshop.prover.forbidden(document, embargoed=bool(entry.get("embargo_until")))
        return any(name in forbidden for name in entry["facts"])

    def _holds_forbidden(self, workshop: Workshop, document: DocumentId, entry: Entry) -> bool:
        """Tell whether the earlier files of a document hold what is forbidden by now, also in words that no fact printed."""
        if self._prints_forbidden(workshop, document, entry):
            return True
        contents = ((path, self.folder.read(path)) for path in files_of(entry))
        return any(workshop.prover.leaks_in(document, path, content) for path, content in contents if content)

    def _with_other_formats(self, workshop: Workshop, entry: Entry, old: Entry | None) -> Entry:
        """Keep what stands in the folder of a document's other formats, which this run did not make."""
        if old is None:
            return entry
        endings = tuple(f".{name}" for name in workshop.work.audiences[old["audience"]].formats)
        new = {file["path"] for file in entry["files"]}
        others = [file for file in old["files"] if file["path"] not in new]
        kept = [file for file in others if file["path"].endswith((*endings, f".{LEDGER}"))]
        self._remove(file["path"] for file in others if file not in kept)
        pages = entry["pages"] if entry["pages"] is not None else old["pages"]
        return {**entry, "pages": pages, "files": sorted([*entry["files"], *kept], key=lambda file: str(file["path"]))}

    def _remove(self, files: Collection[str] | Iterator[str]) -> None:
        for file in files:
            self.folder.remove(file)


def _says_the_same(entry: Entry, old: Entry) -> bool:
    """Tell whether two editions of a document print the same facts: only then one's PDF may stand beside the other's HTML."""
    return all(entry[name] == old.get(name) for name in ("digest", "facts", "title", "edition"))


def _inputs(workshop: Workshop, entries: Mapping[str, Entry]) -> dict[str, str]:
    """Give the SHA-256 of each template and style that went into a document, and of the brand's files, by its name."""
    names = sorted({name for entry in entries.values() for name in entry["templates"] if not name.startswith("data/")})
    hashes: dict[str, str] = dict(workshop.work.brand.inputs)
    for name in names:
        content = workshop.environment.folders.read(name)
        if content is not None:
            hashes[place_name(name)] = hashlib.sha256(content).hexdigest()
    return hashes
