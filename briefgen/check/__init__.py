"""check: everything that can be found without typesetting and without writing a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from briefgen.build.draft import Draft
from briefgen.build.together import judge_together, unused
from briefgen.build.workshop import Workshop
from briefgen.check.quotations import check_quotations
from briefgen.model.briefing import DocumentId
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity
from briefgen.tailor import plan

__all__ = ["check"]


def check(workshop: Workshop, documents: Sequence[DocumentId], sources: Path) -> tuple[Diagnostic, ...]:
    """Render every document and hold the evidence against the sources' texts; give all findings, each once."""
    dataset = workshop.work.dataset
    found = [*_past_review(dataset, workshop.as_at), *check_quotations(dataset, sources)]
    drafts: list[Draft] = []
    for document in documents:
        if workshop.prover.is_hidden(document):
            continue
        try:
            draft = workshop.draft(document)
        except Problems as problems:
            found.extend(problems.diagnostics)
        else:
            drafts.append(draft)
            found.extend(workshop.judged(draft))
    found.extend(judge_together(dataset, tuple(draft.ledger for draft in drafts)))
    if len(drafts) == len(plan(workshop.work)):
        printed = {name for draft in drafts for name in draft.page.ledger.facts}
        found.extend(unused(dataset, printed, workshop.as_at))
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
