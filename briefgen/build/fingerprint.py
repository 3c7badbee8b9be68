"""A document's fingerprint: a hash of all that could go into it, coarse and quickly taken, so that most need no closer look."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import normpath

from briefgen.build.ingredients import Looked, engine, files_of
from briefgen.build.workshop import Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.rows import Indexed, Row
from briefgen.model.settings import Brief
from briefgen.native import native_content


@dataclass(frozen=True)
class Fingerprints:
    """Takes the fingerprints of a project's documents at an instant.

    Two that are equal go with ingredients that are equal. Where they differ the ingredients tell whether the document does.
    """

    workshop: Workshop
    files: Mapping[str, str]
    """The hash of every file that a document may ask for, which is more than any does, as it was before a document was made."""

    @classmethod
    def taken(cls, workshop: Workshop) -> Fingerprints:
        """Look at the files of all folders of templates; what changes from now on is another file."""
        folders = workshop.environment.folders
        contents = ((name, folders.read(name)) for name in (*folders.list_templates(), *folders.stock_names()))
        found = {name: hashlib.sha256(content).hexdigest() for name, content in contents if content is not None}
        return cls(workshop, found)

    def saw(self, document: DocumentId, looked: Looked, ingredients: Mapping[str, str]) -> bool:
        """Tell whether the files of a document are still those that were there before it was made: then it was made of them.

        Where one has changed, nobody knows whether the document was made of what it was or of what it is.
        """
        return all(ingredients[label] == self.files.get(normpath(name), "") for label, name in files_of(document, looked))

    def of(self, document: DocumentId, looked: Sequence[str]) -> str:
        """Give the fingerprint of a document whose templates look into the facts that they looked into when it was made."""
        pool = self.workshop.pools.of(self._briefs[document.brief], document.audience)
        rows = pool.about(document.item)
        further = sorted({*looked} - rows.keys())
        if further:  # they stand among its own, in the order of the dataset
            wanted = {**rows, **{name: pool.rows[name] for name in further if name in pool.rows}}
            rows = {name: wanted[name] for name in self.workshop.work.dataset.in_order(wanted)}
        found = hashlib.blake2b(self._common, digest_size=20)
        found.update(repr((document, further)).encode())
        marks = [
            f"{row.id} {row.digest} {row.marking}\n"
            if isinstance(row, Row) and row.digest and row.embargo_until is None and not row.relations
            else self._mark(row, pool.rows)
            for row in rows.values()
        ]
        found.update("".join(marks).encode("utf-8", "surrogatepass"))
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
        for part in (engine(), native_content(), self.workshop.fonts, self.workshop.embargoed, *parts, *records):
            found.update(repr(part).encode("utf-8", "surrogatepass"))
        found.update(repr(self.files).encode("utf-8", "surrogatepass"))
        return found.digest()
