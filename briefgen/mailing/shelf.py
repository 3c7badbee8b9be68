"""The documents that can be sent: what the manifest says of each, held against the file and against the project as it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefgen.build import Workshop, kept
from briefgen.build.ingredients import changes
from briefgen.model.briefing import Briefing, DocumentId
from briefgen.model.delivery import PlannedDocument
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.layers import place_name, template_of
from briefgen.model.ledger import to_plain
from briefgen.model.manifest import DocumentEntry, FileEntry
from briefgen.output import OutputFolder
from briefgen.publish.manifest import NAME, name_of
from briefgen.render import Environment, say_again
from briefgen.validate.finished import read_manifest

_REMEMBERED = ("section ", "audience ", "settings ", "names of entities")
"""Ingredients of which the manifest says nothing. Facts are compared as they are printed; a newer briefgen is no fault."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A document taken from the shelf: its PDF, whole and current, and what a plan says of it."""

    planned: PlannedDocument
    pdf: bytes
    embargo_until: datetime | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of an output folder."""

    folder: OutputFolder
    entries: Mapping[str, DocumentEntry]
    inputs: Mapping[str, str]
    records: kept.Shelf
    """What the build remembers of each document, as long as nobody deletes it."""

    @classmethod
    def of(cls, output: Path, records: kept.Shelf) -> Shelf:
        """Read the manifest of an output folder. Problems (BG209, BG610) where there is none or it is damaged."""
        folder = OutputFolder(output)
        content = folder.read(NAME)
        if content is None:
            hint = "run `briefgen build` first, or name the folder with --output"
            raise Problems(
                Diagnostic("BG610", "there are no documents to send: the output folder has no manifest", Place(NAME), hint)
            )
        found = read_manifest(content)
        return cls(folder, {entry.document: entry for entry in found.documents}, found.inputs, records)

    def embargo(self, document: DocumentId) -> datetime | None:
        """Give the instant until which a document is under embargo."""
        entry = self.entries.get(name_of(document))
        return datetime.fromisoformat(entry.embargo_until) if entry and entry.embargo_until else None

    def take(self, briefing: Briefing, workshop: Workshop) -> Taken:
        """Take a document from the shelf.

        Raises Problems (BG610 to BG613) where it is missing, changed, out of date or not for its audience.
        """
        entry = self.entries.get(name_of(briefing.id))
        file = next((item for item in entry.files if item.path.endswith(".pdf")), None) if entry else None
        if entry is None or file is None:
            hint = "run `briefgen build`; an audience needs `pdf` among its formats"
            raise Problems(
                Diagnostic("BG610", f"{briefing.id.stem}: the manifest has no PDF of this document", Place(NAME), hint)
            )
        pdf = self._content(briefing, file)
        digest, facts = say_again(briefing, workshop.environment, entry.facts)
        wrong = tuple(self._wrong(entry, briefing, digest, workshop))
        if wrong:
            raise Problems(*wrong)
        planned = PlannedDocument(
            stem=briefing.id.stem,
            brief=briefing.id.brief,
            item=briefing.id.item,
            audience=briefing.id.audience,
            language=briefing.id.language,
            title=entry.title,
            edition=entry.edition,
            path=file.path,
            sha256=file.sha256,
            marking=entry.marking,
            embargo_until=entry.embargo_until,
            digest=entry.digest,
            facts=facts,
        )
        return Taken(planned, pdf, self.embargo(briefing.id))

    def _content(self, briefing: Briefing, file: FileEntry) -> bytes:
        """Read a PDF and hold it against the manifest's hash."""
        content = self.folder.read(file.path)
        if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
            what = "is missing" if content is None else "is not the one that the manifest names"
            message = f"{briefing.id.stem}: the PDF {what}"
            raise Problems(Diagnostic("BG611", message, Place(file.path), "run `briefgen build` again"))
        return content

    def _wrong(self, entry: DocumentEntry, briefing: Briefing, digest: str, workshop: Workshop) -> Iterator[Diagnostic]:
        """Find why a document may not go out as it is: the project has moved on, or its audience may not see it."""
        stem, place = briefing.id.stem, Place(entry.path(".pdf"))
        reasons = []
        if entry.edition != briefing.brief.edition:
            reasons.append(f"it is edition {entry.edition}, the brief is at {briefing.brief.edition}")
        if digest != entry.digest:
            reasons.append("a fact or source that it prints has changed")
        if entry.title != briefing.title:
            reasons.append("the brief's title has changed")
        names = (place_name(name) for name in entry.templates if not name.startswith("data/"))
        changed = [name for name in names if self._differs(name, workshop.environment)]
        if changed:
            reasons.append(f"changed since: {', '.join(changed[:3])}")
        reasons += self._told_by_the_build(entry, briefing.id, workshop)
        if reasons:
            yield Diagnostic(
                "BG612", f"{stem}: the PDF is out of date: {'; '.join(reasons)}", place, "run `briefgen build` again"
            )
        scheme, ceiling = briefing.scheme, briefing.audience.admits.marking or briefing.scheme.labels[0]
        if entry.marking not in scheme.labels or not scheme.admits(ceiling, entry.marking):
            message = f"{stem}: it is marked {entry.marking}, above the ceiling {ceiling} of its audience"
            yield Diagnostic("BG613", message, place, "build it again, or change what the audience may see")

    def _told_by_the_build(self, entry: DocumentEntry, document: DocumentId, workshop: Workshop) -> Iterator[str]:
        """Tell what else has changed since the build remembers the document: its texts, sections, audience and settings."""
        record = self.records.find(document)
        if record is not None and record.entry["files"] == to_plain(entry.files):
            found = changes(record.ingredients, workshop.ingredients(document, record.looked))
            yield from (change for change in found if change.startswith(_REMEMBERED))

    def _differs(self, name: str, environment: Environment) -> bool:
        content = environment.folders.read(template_of(name))
        return content is None or self.inputs.get(name) != hashlib.sha256(content).hexdigest()
