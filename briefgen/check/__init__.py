"""check: everything that can be found without typesetting and without writing a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefgen.build.together import unused
from briefgen.build.workshop import Workshop
from briefgen.check.drafts import draft_all, judge_drafts
from briefgen.check.papers import check_papers
from briefgen.check.papers.letters import check_letters
from briefgen.check.quotations import check_quotations
from briefgen.model.briefing import DocumentId
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.tailor import plan

__all__ = ["check"]


def check(workshop: Workshop, documents: Sequence[DocumentId], sources: Path, jobs: int = 1) -> tuple[Diagnostic, ...]:
    """Render every document and hold the evidence against the sources' texts; give all findings, each once.

    `jobs` is the number of processes among which the documents are shared.
    """
    dataset = workshop.work.dataset
    found = [*_past_review(dataset, workshop.as_at), *check_quotations(dataset, sources)]
    drafts, failed = [], dict[Diagnostic, list[str]]()
    for draft in draft_all(workshop, [item for item in documents if not workshop.prover.is_hidden(item)], jobs):
        if draft.ledger:
            drafts.append(draft)
            found.extend(draft.diagnostics)
        else:
            for item in draft.diagnostics:
                failed.setdefault(item, []).append(draft.id.stem)
    found.extend(_named(item, stems) for item, stems in failed.items())
    papers = check_papers(workshop, documents, {draft.id: draft.templates for draft in drafts}, found)
    pictures = {item.place for item in papers if item.code == "BG418"}  # told with its line there
    found = [*(item for item in found if item.code != "BG507" or item.place not in pictures), *papers]
    found.extend(check_letters(workshop, {draft.id: draft.letter for draft in drafts if draft.letter is not None}))
    found.extend(judge_drafts(drafts, workshop))
    if len(drafts) == len(plan(workshop.work)):
        printed = {name for draft in drafts for name in draft.facts}
        found.extend(unused(dataset, printed, workshop.as_at))
    return tuple(dict.fromkeys(found))


def _named(item: Diagnostic, stems: Sequence[str]) -> Diagnostic:
    """Say in a finding that stopped documents which these are."""
    more = f" and {len(stems) - 1} more" if len(stems) > 1 else ""
    return replace(item, message=f"{stems[0]}{more}: {item.message}")


def _past_review(dataset: Dataset, as_at: datetime) -> tuple[Diagnostic, ...]:
    """Warn of facts whose review day has passed."""
    return tuple(
        Diagnostic(
            "BG231",
            f"`{name}` was to be reviewed by {row.review_by.isoformat()}",
            dataset.places.get(name, Place()),
            "review the fact and move `review_by`",
            Severity.WARNING,
        )
        for name, row in dataset.rows.items()
        if row.review_by is not None and row.review_by < as_at.date()
    )
