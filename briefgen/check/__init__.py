"""check: everything that can be found without typesetting and without writing a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from briefgen.build.workshop import Workshop, without_facts
from briefgen.check.quotations import check_quotations
from briefgen.model.briefing import DocumentId, Work
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity

__all__ = ["check"]


def check(
    work: Work, documents: Sequence[DocumentId], folders: tuple[Path, ...], sources: Path, as_at: datetime
) -> tuple[Diagnostic, ...]:
    """Render every document and hold the evidence against the sources' texts; give all findings, each once."""
    found = [*_past_review(work.dataset, as_at), *check_quotations(work.dataset, sources)]
    workshop = Workshop(work, folders, as_at)
    for document in documents:
        try:
            briefing, page = workshop.draft(document)
        except Problems as problems:
            found.extend(problems.diagnostics)
        else:
            found.extend((*page.diagnostics, *without_facts(briefing)))
    return tuple(dict.fromkeys(found))


def _past_review(dataset: Dataset, as_at: datetime) -> tuple[Diagnostic, ...]:
    """Warn of facts whose review day has passed."""
    return tuple(
        Diagnostic(
            "BG231",
            f"`{fact.id}` was to be reviewed by {fact.review_by.isoformat()}",
            dataset.places.get(fact.id, Place()),
            "review the fact and move `review_by`",
            Severity.WARNING,
        )
        for fact in dataset.facts.values()
        if fact.review_by is not None and fact.review_by < as_at.date()
    )
