"""What is judged of all documents together: whether they agree, and what none of them uses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.gate.agreement import disagreements, same_facts
from briefgen.gate.orphans import orphans
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, from_plain, to_plain
from briefgen.model.ledger import LedgerFile

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Concord:
    """Judges whether documents agree; those that were judged before, and say what they said then, are not read again."""

    dataset: Dataset
    record: Path | None
    """The file in which is kept what was found, where there is one."""

    def judged(self, entries: Sequence[Entry], read: Callable[[Entry], LedgerFile | None]) -> tuple[Diagnostic, ...]:
        """Find what documents, of which the manifest has these entries, print of one fact and does not agree.

        `read` gives the ledger of a document.
        """
        same = same_facts(self.dataset.rows.values())
        before, now = self._kept(), dict[str, list[list[object]]]()
        found: list[Diagnostic] = []
        for group in _related(entries, same):
            key = _key(group, same)
            if key not in before:
                ledgers = [read(entry) for entry in group]
                told = disagreements((ledger for ledger in ledgers if ledger is not None), same)
                found.extend(told)
                if None not in ledgers:  # without one of them nothing is settled
                    now[key] = [to_plain(item) for item in told]
            else:
                now[key] = before[key]
                found.extend(from_plain(item) for item in before[key])
        self._keep(now)
        return tuple(found)

    def _kept(self) -> dict[str, list[list[object]]]:
        content = cache.kept(self.record) if self.record else None
        with suppress(ValueError):
            return dict(json.loads(content)) if content is not None else {}
        return {}

    def _keep(self, found: Mapping[str, list[list[object]]]) -> None:
        if self.record is None:
            return
        with suppress(OSError):
            cache.keep(self.record, json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def judge_together(dataset: Dataset, ledgers: Sequence[LedgerFile]) -> tuple[Diagnostic, ...]:
    """Find what the documents of a brief print of one fact and does not agree."""
    return disagreements(ledgers, same_facts(dataset.rows.values()))


def unused(dataset: Dataset, printed: Iterable[str], as_at: datetime) -> tuple[Diagnostic, ...]:
    """Find facts that no document prints and sources that no fact cites; asked once all documents of a project are known.

    Facts under embargo wait for their day.
    """
    waiting = {name for name, row in dataset.rows.items() if row.embargo_until and as_at < row.embargo_until}
    return orphans(dataset, waiting | set(printed))


def _related(entries: Sequence[Entry], same: Mapping[str, str]) -> Iterator[list[Entry]]:
    """Part documents into those of a brief that print a fact in common, directly or by others between them."""
    leader = list(range(len(entries)))

    def first(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    prints: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(entries):
        for name in entry["facts"]:
            other = prints.setdefault((entry["brief"], same.get(name, name)), number)
            if other != number:
                one, two = first(number), first(other)
                leader[max(one, two)] = min(one, two)
    groups: dict[int, list[Entry]] = {}
    for number, entry in enumerate(entries):
        groups.setdefault(first(number), []).append(entry)
    yield from groups.values()


def _key(group: Sequence[Entry], same: Mapping[str, str]) -> str:
    """Hash what a judgement of some documents rests on: their ledgers, which facts are the same, and the program."""
    files = "\n".join([f"{file['sha256']} {file['path']}" for entry in group for file in entry["files"]])
    alike = sorted((name, same[name]) for entry in group for name in entry["facts"] if name in same) if same else []
    return hashlib.sha256(f"{cache.program()}\n{files}\n{alike}".encode("utf-8", "surrogatepass")).hexdigest()
