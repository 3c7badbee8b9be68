"""What stands in an output folder: its manifest, and the ledgers of its documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity
from briefgen.model.ledger import LedgerFile
from briefgen.model.manifest import DocumentEntry, ManifestFile
from briefgen.output import OutputFolder
from briefgen.publish.documents import LEDGER
from briefgen.publish.manifest import NAME
from briefgen.validate.finished import read_ledger, read_manifest


@dataclass(frozen=True, slots=True)
class Output:
    """The finished documents of an output folder."""

    folder: OutputFolder
    manifest: ManifestFile

    @classmethod
    def read(cls, folder: Path) -> Output:
        """Read the manifest of a folder. Problems: BG208 where nothing was built there, BG209 where it is damaged."""
        files = OutputFolder(folder)
        content = files.read(NAME)
        if content is None:
            message = f"there is no finished document in {folder.name}/ to trace through"
            raise Problems(Diagnostic("BG208", message, hint="run `briefgen build`, or name the folder with --output"))
        return cls(files, read_manifest(content))

    def ledger(self, entry: DocumentEntry) -> LedgerFile:
        """Read the ledger of a document. Problems (BG209) where it is missing or damaged, BG009 where a link leads out."""
        name = entry.path(LEDGER)
        content = self.folder.read(name) if name else None
        if content is None:
            raise Problems(Diagnostic("BG209", f"the ledger of {entry.stem} is missing", Place(name), "build the document again"))
        return read_ledger(content, name)

    def ledgers(self, found: list[Diagnostic]) -> Iterator[tuple[DocumentEntry, LedgerFile]]:
        """Give every document with its ledger; one that cannot be read is told as a warning and left out."""
        for entry in self.manifest.documents:
            try:
                yield entry, self.ledger(entry)
            except Problems as problems:
                found.extend(replace(item, severity=Severity.WARNING) for item in problems.diagnostics)

    def document(self, name: str, path: Path | None = None) -> DocumentEntry | None:
        """Find a document by its name in the manifest, its stem, or `path`, the whole path of one of its files."""
        root = self.folder.root.resolve()
        inside = path.relative_to(root).as_posix() if path and path.is_relative_to(root) else name
        wanted = {name, inside, PurePosixPath(inside).as_posix()}
        for entry in self.manifest.documents:
            if wanted & {entry.document, entry.stem, *(file.path for file in entry.files)}:
                return entry
        return None

    @property
    def names(self) -> tuple[str, ...]:
        """The stems of its documents."""
        return tuple(entry.stem for entry in self.manifest.documents)
