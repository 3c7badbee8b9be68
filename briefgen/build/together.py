"""What is judged of all documents together: whether they agree, and what none of them uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from briefgen.gate.agreement import disagreements, same_facts
from briefgen.gate.orphans import orphans
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.ledger import LedgerFile


def judge_together(dataset: Dataset, ledgers: Sequence[LedgerFile]) -> tuple[Diagnostic, ...]:
    """Find what the documents of a brief print of one fact and does not agree."""
    return disagreements(ledgers, same_facts(dataset.rows.values()))


def unused(dataset: Dataset, printed: Iterable[str], as_at: datetime) -> tuple[Diagnostic, ...]:
    """Find facts that no document prints and sources that no fact cites; asked once all documents of a project are known.

    Facts under embargo wait for their day.
    """
    waiting = {name for name, row in dataset.rows.items() if row.embargo_until and as_at < row.embargo_until}
    return orphans(dataset, waiting | set(printed))
