"""A document's fingerprint: a hash of all that could go into it, coarse and quickly taken, so that most need no closer look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefgen.build.ingredients import Looked, engine
from briefgen.build.workshop import Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.rows import Indexed, Row
from briefgen.model.settings import Brief
from briefgen.render.environment import names_in


@dataclass(frozen=True)
class Fingerprints:
    """Takes the fingerprints of a project's documents at an instant.

    Two that are equal go with ingredients that are equal. Where they differ the ingredients tell whether the document does.
    """

    workshop: Workshop

    def of(self, document: DocumentId, looked: Looked) -> str:
        """Give the fingerprint of a document whose templates look at what they looked at when it was made."""
        pool = self.workshop.pools.of(self._briefs[document.brief], document.audience).rows
        own = self.workshop.pools.of(self._briefs[document.brief], document.audience).about(document.item)
        further = {name: pool.get(name) for name in looked.facts if name not in own}
        found = hashlib.blake2b(self._common, digest_size=20)
        found.update(repr((document, further and sorted(further))).encode())
        for row in (*own.values(), *(row for row in further.values() if row is not None)):
            found.update(self._mark(row, pool).encode("utf-8", "surrogatepass"))
        return found.hexdigest()

    def _mark(self, row: Indexed, pool: Mapping[str, Indexed]) -> str:
        """Tell what a fact says, and what depends on the instant or on which other facts may be known."""
        said = row.digest if isinstance(row, Row) and row.digest else repr(row)
        related = [item.fact in pool for item in row.relations]
        is_early = row.embargo_until is not None and self.workshop.as_at < row.embargo_until
        return f"{row.id} {said} {row.marking} {is_early or ''} {related or ''}\n"

    @cached_property
    def _briefs(self) -> Mapping[str, Brief]:
        return {brief.id: brief for brief in self.workshop.work.settings.briefs}

    @cached_property
    def _common(self) -> bytes:
        """Hash what all documents share: everything but the facts."""
        work, found = self.workshop.work, hashlib.blake2b(digest_size=20)
        dataset = work.dataset
        parts = (work.settings, work.scheme, work.audiences, work.texts, work.brand, work.charts)
        records = (dataset.topics, dataset.entities, dataset.sources)
        for part in (engine(), self.workshop.fonts, self.workshop.embargoed, *parts, *records):
            found.update(repr(part).encode("utf-8", "surrogatepass"))
        for name, content in self._files():
            found.update(f"{name} {len(content)}\n".encode("utf-8", "surrogatepass") + content)
        return found.digest()

    def _files(self) -> Iterator[tuple[str, bytes]]:
        """Give every file of the folders of templates, which is more than any document uses."""
        for number, folder in enumerate(self.workshop.folders):
            yield from ((f"{number} {name}", (folder / name).read_bytes()) for name in names_in(folder))
