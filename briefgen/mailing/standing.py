"""How a plan's documents stand at this moment: the hash in the manifest, and what their audience may see by now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from briefgen.deliver.clearance import Standing
from briefgen.model.briefing import Work
from briefgen.model.delivery import PlannedDocument
from briefgen.model.manifest import DocumentEntry
from briefgen.tracing.output import Output


def survey(work: Work, output: Path, documents: Iterable[PlannedDocument]) -> Mapping[str, Standing]:
    """Look up documents of a plan in an output folder's manifest and in the project; give how they stand by their stem.

    Problems (BG208, BG209) where there is no manifest or it is damaged.
    """
    entries = {entry.document: entry for entry in Output.read(output).manifest.documents}
    return {
        document.stem: _standing(work, entries[name], document)
        for document in documents
        if (name := document.path.removesuffix(".pdf")) in entries
    }


def _standing(work: Work, entry: DocumentEntry, document: PlannedDocument) -> Standing:
    hashes = (file.sha256 for file in entry.files if file.path == document.path)
    facts = [work.dataset.facts[name] for name in entry.facts if name in work.dataset.facts]
    embargoes = [fact.embargo_until for fact in facts if fact.embargo_until is not None]
    return Standing(
        sha256=next(hashes, ""),
        forbidden=_forbidden(work, document.audience, {entry.marking, document.marking, *(fact.marking for fact in facts)}),
        embargo_until=max(embargoes).isoformat() if embargoes else "",
    )


def _forbidden(work: Work, audience: str, markings: Iterable[str]) -> str:
    """Say why an audience may not have a document whose facts carry some markings by now; an empty string where it may."""
    known = work.audiences.get(audience)
    if known is None:
        return "the project has no such audience any more"
    given = tuple(marking for marking in markings if marking)
    strange = [marking for marking in given if marking not in work.scheme.labels]
    if strange:
        return f"the marking scheme has no label {strange[0]}"
    highest, ceiling = work.scheme.highest(given), known.admits.marking or work.scheme.labels[0]
    return "" if work.scheme.admits(ceiling, highest) else f"it is marked {highest}, above the audience's ceiling {ceiling}"
