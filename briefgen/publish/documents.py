"""A finished document becomes its files: HTML with its fonts, PDF, ledger, and its entry for the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefgen.model.briefing import FONT_SLOT, DocumentId, Page, Typeset
from briefgen.model.ledger import to_plain
from briefgen.model.manifest import DocumentEntry, FileEntry, Proof
from briefgen.output import OutputFolder
from briefgen.publish.manifest import name_of

LEDGER = "ledger.json"


@dataclass(frozen=True, slots=True)
class Finished:
    """A document ready to be written: its entry in the manifest, and its files by their paths in the output folder."""

    entry: DocumentEntry
    contents: Mapping[str, bytes]


def path_of(document: DocumentId, ending: str) -> str:
    """Give the path of a document's file, relative to the output folder."""
    return f"{document.folder}/{document.stem}.{ending}"


def ending_of(path: str) -> str:
    """Give the ending of a document's file."""
    return LEDGER if path.endswith(f".{LEDGER}") else path.rpartition(".")[2]


def contents_of(page: Page, typeset: Typeset | None, formats: tuple[str, ...], font_css: str) -> Mapping[str, bytes]:
    """Give a document's HTML and PDF by their endings, whole as they will be written."""
    contents: dict[str, bytes] = {}
    if "html" in formats:
        contents["html"] = page.html.replace(FONT_SLOT, font_css, 1).encode()
    if typeset is not None:
        contents["pdf"] = typeset.pdf
    return contents


def finish(
    page: Page, contents: Mapping[str, bytes], proofs: Mapping[str, Proof], *, pages: int | None, page_limit: int
) -> Finished:
    """Make a document ready to be written; `contents` and `proofs` are by the endings of its files."""
    return Finished(
        entry=DocumentEntry(
            document=name_of(page.id),
            brief=page.id.brief,
            item=page.id.item,
            audience=page.id.audience,
            language=page.id.language,
            title=page.title,
            edition=page.edition,
            marking=page.marking,
            embargo_until=page.embargo_until,
            pages=pages,
            page_limit=page_limit or None,
            words=page.words,
            digest=page.digest,
            facts=page.ledger.facts,
            sources=page.ledger.sources,
            templates=page.ledger.templates,
            files=tuple(
                FileEntry(
                    path=path_of(page.id, ending),
                    bytes=len(content),
                    sha256=hashlib.sha256(content).hexdigest(),
                    marking=page.marking,
                    proof=proofs.get(ending),
                )
                for ending, content in sorted(contents.items())
            ),
        ),
        contents={path_of(page.id, ending): content for ending, content in contents.items()},
    )


def proven(finished: Finished, proofs: Mapping[str, Proof]) -> Finished:
    """Put the proofs of a document's files, by their endings, into its entry."""
    files = tuple(replace(file, proof=proofs[ending_of(file.path)]) for file in finished.entry.files)
    return replace(finished, entry=replace(finished.entry, files=files))


def publish(finished: Finished, folder: OutputFolder) -> Mapping[str, Any]:
    """Write a document's files and give its manifest entry as plain values.

    Problems (BG009) where the folder refuses; ValueError where a file was not searched for what its readers may not see.
    """
    if any(file.proof is None for file in finished.entry.files):
        raise ValueError(f"{finished.entry.document} is not proven")
    for path, content in finished.contents.items():
        folder.write(path, content)
    entry: Mapping[str, Any] = to_plain(finished.entry)
    return entry
