"""Whether what is kept of a document is what would come of it now: the same goes into it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefgen.build.fingerprint import Fingerprints
from briefgen.build.ingredients import changes
from briefgen.build.kept import Kept, Shelf
from briefgen.build.workshop import Workshop
from briefgen.model.diagnostic import Problems


@dataclass(frozen=True, slots=True)
class Recall:
    """Compares what went into documents with what would go into them now."""

    workshop: Workshop
    shelf: Shelf
    fingerprints: Fingerprints

    def is_untouched(self, kept: Kept) -> bool:
        """Tell whether nothing near a document has changed, so that it needs no closer look."""
        return kept.fingerprint == self.fingerprints.of(kept.document, kept.looked.facts)

    def compared(self, kept: Kept) -> tuple[Kept, tuple[str, ...]]:
        """Give a record as it is now, and what goes into its document that did not, or no longer does."""
        fingerprint = self.fingerprints.of(kept.document, kept.looked.facts)
        if kept.fingerprint == fingerprint:
            return kept, ()
        try:
            found = changes(kept.ingredients, self.workshop.ingredients(kept.document, kept.looked))
        except Problems as problems:
            return kept, tuple(item.message for item in problems.diagnostics)
        if not found:  # something has changed near it alone
            kept = replace(kept, fingerprint=fingerprint)
            self.shelf.keep(kept)
        return kept, found
