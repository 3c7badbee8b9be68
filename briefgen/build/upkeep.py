"""Which documents have to be made again: those into which something else goes than when they were last made, and no others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefgen.build.inventory import Inventory
from briefgen.build.kept import Kept, Shelf, Stamp, stamp
from briefgen.build.precedent import Precedent
from briefgen.build.recall import Recall
from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.ledger import to_plain
from briefgen.publish import ending_of
from briefgen.publish.manifest import files_of, name_of


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Compares the documents of an output folder with what would go into them now."""

    workshop: Workshop
    inventory: Inventory
    recall: Recall
    precedent: Precedent

    @property
    def shelf(self) -> Shelf:
        """What is kept of each document."""
        return self.recall.shelf

    def known(self, document: DocumentId) -> tuple[Kept | None, tuple[str, ...]]:
        """Give what is kept of a document into which the same would go now; otherwise nothing, and why it is made again."""
        kept = self.shelf.find(document)
        if kept is None or self.workshop.prover.is_hidden(document):
            return None, ("it has not been made yet, or nothing is known of how",)
        if reasons := tuple(self._amiss(kept)):
            return None, reasons
        kept, reasons = self.recall.compared(kept)
        return (None, reasons) if reasons else (kept, ())

    def proven(self, kept: Kept) -> Kept | None:
        """Give what is kept of a document that tells nothing of what is secret now; nothing of one that does."""
        is_good = kept.secrets == self.workshop.prover.digest(kept.document) or self.precedent.covers(kept.document, kept.secrets)
        return kept if is_good else self._searched(kept)

    def keep(self, made: Made, entry: Mapping[str, Any]) -> None:
        """Keep a record of a document that was made and published, unless one of its files was edited meanwhile."""
        if made.looked is None or not self.recall.fingerprints.saw(made.id, made.looked, made.ingredients):
            self.shelf.drop(made.id)
            return
        kept = Kept(
            document=made.id,
            looked=made.looked,
            ingredients=made.ingredients,
            secrets=self.workshop.prover.digest(made.id),
            fingerprint=self.recall.fingerprints.of(made.id, made.looked),
            entry=entry,
            diagnostics=made.diagnostics,
            stamps=self._stamps(entry),
        )
        self.shelf.keep(kept)

    def _amiss(self, kept: Kept) -> Iterator[str]:
        """Tell which of its files are not there or not as they were written."""
        entry = self.inventory.entries.get(name_of(kept.document))
        if entry != kept.entry:
            yield "the manifest does not know it as it was made"
            return
        endings = {"html", "pdf"} & set(self.workshop.formats) & set(self.workshop.work.audiences[kept.document.audience].formats)
        for ending in sorted(endings):
            if not any(path.endswith(f".{ending}") for path in files_of(entry)):
                yield f"it has no {ending.upper()} yet"
        for file in entry["files"]:
            if not self._is_whole(file["path"], file["sha256"], kept.stamps.get(file["path"])):
                yield f"{file['path']} is not as it was written"

    def _is_whole(self, path: str, digest: str, known: Stamp | None) -> bool:
        if known is not None and stamp(self.inventory.folder.root / path) == known:
            return True
        content = self.inventory.folder.read(path)
        return content is not None and hashlib.sha256(content).hexdigest() == digest

    def _searched(self, kept: Kept) -> Kept | None:
        """Search a document's files once more, since what its readers may not see has changed; nothing where that is found."""
        contents = {ending_of(path): self.inventory.folder.read(path) or b"" for path in files_of(kept.entry)}
        proofs, leaks = self.workshop.prover.search(kept.document, contents, kept.entry["facts"])
        if leaks:
            return None
        files = [{**file, "proof": to_plain(proofs[ending_of(file["path"])])} for file in kept.entry["files"]]
        proven = replace(kept, secrets=self.workshop.prover.digest(kept.document), entry={**kept.entry, "files": files})
        self.inventory.entries[name_of(kept.document)] = proven.entry
        self.shelf.keep(proven)
        return proven

    def _stamps(self, entry: Mapping[str, Any]) -> dict[str, Stamp]:
        found = ((path, stamp(self.inventory.folder.root / path)) for path in files_of(entry))
        return {path: at for path, at in found if at is not None}
