"""One run of a build: the documents are made, published as they come, and the manifest is written last."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen import __version__
from briefgen.build.crew import make_all
from briefgen.build.workshop import Made, Workshop
from briefgen.fonts import face_css, faces_for
from briefgen.model.briefing import DocumentId, Face
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.publish import Manifest, OutputFolder, publish
from briefgen.publish.manifest import files_of, name_of
from briefgen.tailor import plan


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made, with each document's manifest entry, what failed, and what was found."""

    published: tuple[tuple[Made, Mapping[str, Any]], ...]
    failed: tuple[DocumentId, ...]
    diagnostics: tuple[Diagnostic, ...]


def run(
    workshop: Workshop,
    documents: Sequence[DocumentId],
    output: Path,
    jobs: int,
    progress: Callable[[str, int], None],
) -> Result:
    """Make documents and publish them into a folder that no other build writes to meanwhile.

    Documents that the project no longer has leave the folder. Raises Problems (BG010) where another build holds it.
    """
    folder = OutputFolder(output)
    with folder.locked():
        folder.sweep()
        old = Manifest.read(folder)
        found = list(old.diagnostics)
        published: list[tuple[Made, Mapping[str, Any]]] = []
        failed: list[DocumentId] = []
        for made in make_all(workshop, documents, jobs):
            found.extend(made.diagnostics)
            entry = _publish(made, folder, workshop.faces, found)
            if entry is None:
                failed.append(made.id)
            else:
                published.append((made, entry))
            progress(made.id.stem, len(documents))
        order = {document: number for number, document in enumerate(documents)}
        published.sort(key=lambda item: order[item[0].id])
        try:
            _write_manifest(workshop, folder, old, [entry for _, entry in published])
        except Problems as problems:
            found.extend(problems.diagnostics)
    return Result(tuple(published), tuple(sorted(failed, key=order.__getitem__)), tuple(dict.fromkeys(found)))


def _publish(made: Made, folder: OutputFolder, faces: tuple[Face, ...], found: list[Diagnostic]) -> Mapping[str, Any] | None:
    if made.finished is None:
        return None
    try:
        css = face_css(faces_for(faces, made.finished.page.html))
        return publish(made.finished, folder, css).entry
    except Problems as problems:
        found.extend(problems.diagnostics)
        return None


def _write_manifest(workshop: Workshop, folder: OutputFolder, old: Manifest, entries: Sequence[Mapping[str, Any]]) -> None:
    """Put the new entries in the place of the old ones, and let go of what the project no longer has."""
    kept = dict(old.documents)
    for entry in entries:
        old_entry = _without_dropped_formats(workshop, folder, kept.get(entry["document"]))
        kept[entry["document"]] = _with_other_formats(entry, old_entry)
    known = {name_of(document) for document in plan(workshop.work)}
    for name in [name for name in kept if name not in known]:
        for file in files_of(kept.pop(name)):
            folder.remove(file)
    settings = workshop.work.settings
    project = {
        "title": settings.title,
        "publisher": settings.publisher.name,
        "briefgen": __version__,
        "inputs": _inputs(workshop, kept),
    }
    Manifest(kept).write(folder, project)


def _without_dropped_formats(workshop: Workshop, folder: OutputFolder, old: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Let go of files in a format that a document's audience no longer gets."""
    if old is None:
        return None
    endings = tuple(f".{name}" for name in workshop.work.audiences[old["audience"]].formats)
    dropped = [file for file in files_of(old) if not file.endswith((*endings, ".ledger.json"))]
    for file in dropped:
        folder.remove(file)
    return {**old, "files": [file for file in old["files"] if file["path"] not in dropped]}


def _with_other_formats(entry: Mapping[str, Any], old: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Keep what stands in the folder of a document's other formats, which this run did not make."""
    if old is None:
        return entry
    new = {file["path"] for file in entry["files"]}
    others = [file for file in old["files"] if file["path"] not in new]
    pages = entry["pages"] if entry["pages"] is not None else old["pages"]
    return {**entry, "pages": pages, "files": sorted([*entry["files"], *others], key=lambda file: str(file["path"]))}


def _inputs(workshop: Workshop, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Give the SHA-256 of each template and style that went into a document, by its name."""
    names = sorted({name for entry in entries.values() for name in entry["templates"] if not name.startswith("data/")})
    hashes: dict[str, str] = {}
    for name in names:
        content = workshop.environment.folders.read(name)
        if content is not None:
            hashes[f"templates/{name}"] = hashlib.sha256(content).hexdigest()
    return hashes
