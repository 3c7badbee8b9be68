"""One run of a build: the documents are made, published as they come, judged together, and the manifest is written last."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.build.crew import Resources, make_all
from briefgen.build.inventory import Inventory
from briefgen.build.together import judge_together, unused
from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.publish import Manifest, OutputFolder, publish


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made, with each document's manifest entry, what failed or was withheld, and what was found."""

    published: tuple[tuple[Made, Mapping[str, Any]], ...]
    failed: tuple[DocumentId, ...]
    withheld: tuple[DocumentId, ...]
    diagnostics: tuple[Diagnostic, ...]


def run(
    workshop: Workshop,
    documents: Sequence[DocumentId],
    output: Path,
    resources: Resources,
    progress: Callable[[str, int], None],
) -> Result:
    """Make documents and publish them into a folder that no other build writes to meanwhile.

    Documents that the project no longer has leave the folder, and so does one that holds what its readers may not see.
    Raises Problems (BG010) where another build holds it.
    """
    folder = OutputFolder(output)
    with folder.locked():
        folder.sweep()
        old = Manifest.read(folder)
        inventory = Inventory(folder, dict(old.documents))
        found = list(old.diagnostics)
        made: dict[DocumentId, tuple[Made, Mapping[str, Any] | None]] = {}
        for document in make_all(workshop, _largest_first(documents, inventory), resources):
            found.extend(document.diagnostics)
            made[document.id] = (document, _shelve(document, workshop, inventory, found))
            progress(document.id.stem, len(documents))
        try:
            found.extend(_judged(workshop, inventory, documents))
            inventory.write(workshop)
        except Problems as problems:
            found.extend(problems.diagnostics)
    done = [made[document] for document in documents]
    return Result(
        published=tuple((item, entry) for item, entry in done if entry is not None),
        failed=tuple(item.id for item, entry in done if entry is None and not item.is_withheld),
        withheld=tuple(item.id for item, _ in done if item.is_withheld),
        diagnostics=tuple(dict.fromkeys(found)),
    )


def _largest_first(documents: Sequence[DocumentId], inventory: Inventory) -> list[DocumentId]:
    """Put documents in the order in which they are handed out: a long one at the end would keep the other processes waiting.

    How large one is, its last edition tells; those without one come first.
    """
    return sorted(documents, key=lambda document: -(inventory.words(document) or math.inf))


def _shelve(made: Made, workshop: Workshop, inventory: Inventory, found: list[Diagnostic]) -> Mapping[str, Any] | None:
    """Write a document's files and give its entry; nothing where it could not be made or may not be published."""
    try:
        if made.is_withheld:
            inventory.leave(made.id)
        elif made.finished is None:
            inventory.leave_if_forbidden(workshop, made.id)
        else:
            entry = publish(made.finished, inventory.folder)
            inventory.enter(workshop, made.id, entry)
            return entry
    except Problems as problems:
        found.extend(problems.diagnostics)
    return None


def _judged(workshop: Workshop, inventory: Inventory, documents: Sequence[DocumentId]) -> tuple[Diagnostic, ...]:
    """Judge all documents of the briefs that were made, also those that were made before."""
    dataset = workshop.work.dataset
    briefs = {document.brief for document in documents}
    printed = inventory.printed(workshop)
    together = judge_together(dataset, tuple(inventory.ledgers(briefs)))
    return (*together, *(unused(dataset, printed, workshop.as_at) if printed is not None else ()))
