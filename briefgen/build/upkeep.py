"""Which documents have to be made again: those into which something else goes than when they were last made, and no others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefgen.build.inventory import Inventory
from briefgen.build.kept import Kept, Shelf, Standing, stamp
from briefgen.build.precedent import Precedent
from briefgen.build.recall import Recall
from briefgen.build.roll import Roll
from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.ledger import to_plain
from briefgen.model.manifest import Proof
from briefgen.publish import ending_of
from briefgen.publish.manifest import files_of, name_of
from briefgen.stamps import Stamp

_UNKNOWN = ("it has not been made yet, or nothing is known of how",)


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of searching the files of a document once more."""

    id: DocumentId
    proofs: Mapping[str, Proof] | None
    """What the manifest says of each file, by its ending; nothing where something was found, or the files are not known."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Compares the documents of an output folder with what would go into them now."""

    workshop: Workshop
    inventory: Inventory
    recall: Recall
    precedent: Precedent
    roll: Roll
    standing: dict[DocumentId, Standing] = field(default_factory=dict)
    """The documents that stand, as far as they were looked at or made."""

    @property
    def shelf(self) -> Shelf:
        """What is kept of each document."""
        return self.recall.shelf

    def known(self, document: DocumentId) -> tuple[str, ...] | None:
        """Tell why a document is made again; nothing where the same would go into it now."""
        if self.workshop.prover.is_hidden(document):
            return _UNKNOWN
        found = self.roll.find(document)
        if found is None or not self._is_untouched(found):
            kept = self.shelf.find(document)
            if kept is None:
                return _UNKNOWN
            stamps = self._stamps(self.inventory.entries.get(name_of(document), {"files": ()}))
            if reasons := tuple(self._amiss(kept, stamps)):
                return reasons
            kept, reasons = self.recall.compared(kept)
            if reasons:
                return reasons
            found = replace(kept.standing, stamps=stamps)
        self.standing[document] = found
        return None

    def is_proven(self, document: DocumentId) -> bool:
        """Tell whether the proof of a document that stands still holds, without searching its files."""
        proof = self.standing[document].secrets
        return proof == self.workshop.prover.digest(document) or self.precedent.covers(document, proof)

    def searched(self, document: DocumentId) -> Searched:
        """Search the files of a document that stands once more, since what its readers may not see has changed."""
        kept = self.shelf.find(document)
        if kept is None or kept.entry != self.inventory.entries[name_of(document)]:  # it is that of another folder
            return Searched(document, None)
        contents = {ending_of(path): self.inventory.folder.read(path) or b"" for path in files_of(kept.entry)}
        proofs, leaks = self.workshop.prover.search(document, contents, kept.entry["facts"])
        return Searched(document, None if leaks else proofs)

    def prove(self, searched: Searched) -> None:
        """Record that nothing was found in the files of a document; where something was it does not stand any more."""
        document, proofs = searched.id, searched.proofs
        kept = self.shelf.find(document) if proofs is not None else None
        if kept is None or proofs is None:
            del self.standing[document]
            return
        files = [{**file, "proof": to_plain(proofs[ending_of(file["path"])])} for file in kept.entry["files"]]
        proven = replace(kept, secrets=self.workshop.prover.digest(document), entry={**kept.entry, "files": files})
        self.inventory.entries[name_of(document)] = proven.entry
        self.shelf.keep(proven)
        self.standing[document] = replace(proven.standing, stamps=self.standing[document].stamps)

    def told(self, document: DocumentId) -> tuple[Diagnostic, ...]:
        """Give what was found of a document that stands when it was made."""
        return self.shelf.said(self.standing[document].told)

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
            fingerprint=self.recall.fingerprints.of(made.id, made.looked.facts),
            entry=entry,
            told=self.shelf.told(made.diagnostics),
            stamps=self._stamps(entry),
        )
        self.shelf.keep(kept)
        self.standing[made.id] = kept.standing

    def close(self, documents: Iterable[DocumentId], manifest: str) -> None:
        """Record what stands now that the manifest, which has this SHA-256, is written.

        Other documents than those that were asked for stand as they did, unless they have left the folder.
        """
        self.precedent.keep(documents)
        asked, entries = {*documents}, self.inventory.entries
        others = [item for item in self.roll.documents if item not in asked and name_of(item) in entries]
        self.roll.keep([item for item in self.standing.values() if name_of(item.document) in entries], others, manifest)

    def _is_untouched(self, found: Standing) -> bool:
        """Tell whether the files of a document of the roll, whose entry the manifest has, are as they were, and all else is."""
        document, stamps = found.document, found.stamps
        root = str(self.inventory.folder.root)
        return (
            all(any(path.endswith(ending) for path in stamps) for ending in self._endings(document))
            and stamps.keys() == {*files_of(self.inventory.entries[name_of(document)])}
            and {path: stamp(root, path) for path in stamps} == stamps
            and self.recall.fingerprints.of(document, found.facts) == found.fingerprint
        )

    def _amiss(self, kept: Kept, stamps: Mapping[str, Stamp]) -> Iterator[str]:
        """Tell which of its files are not there or not as they were written; `stamps` are theirs now."""
        entry = self.inventory.entries.get(name_of(kept.document))
        if entry != kept.entry:
            yield "the manifest does not know it as it was made"
            return
        for ending in self._endings(kept.document):
            if not any(path.endswith(ending) for path in files_of(entry)):
                yield f"it has no {ending[1:].upper()} yet"
        for file in entry["files"]:
            path = file["path"]
            is_same = path in stamps and kept.stamps.get(path) == stamps[path]
            if not is_same and not self._is_whole(path, file["sha256"]):
                yield f"{path} is not as it was written"

    def _endings(self, document: DocumentId) -> list[str]:
        """Give how the names of the files end that a document should have."""
        formats = self.workshop.work.audiences[document.audience].formats
        return [f".{name}" for name in ("html", "pdf") if name in self.workshop.formats and name in formats]

    def _is_whole(self, path: str, digest: str) -> bool:
        content = self.inventory.folder.read(path)
        return content is not None and hashlib.sha256(content).hexdigest() == digest

    def _stamps(self, entry: Mapping[str, Any]) -> dict[str, Stamp]:
        found = ((path, stamp(str(self.inventory.folder.root), path)) for path in files_of(entry))
        return {path: at for path, at in found if at is not None}
