"""Reading the send log: messages by state, addresses that nothing is sent to, what earlier editions said to whom."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefgen.deliver.log.database import connect_to_read
from briefgen.deliver.plan import PlanFile
from briefgen.model.delivery import Planned
from briefgen.model.sending import Entry, Said, State, Suppressed

_ENTRY = """
SELECT m.id, m.plan, m.number, m.message_id, m.address, d.stem, d.audience, d.language, d.edition, m.subject, m.sha256,
       m.prerelease, m.state, m.attempts, m.due, m.changed, m.sent_at, m.code, m.reply
FROM messages m JOIN documents d ON d.id = m.document
"""
_FIELDS = (
    "id",
    "plan",
    "number",
    "message_id",
    "address",
    "document",
    "audience",
    "language",
    "edition",
    "subject",
    "sha256",
    "prerelease",
    "state",
    "attempts",
    "due",
    "changed",
    "sent_at",
    "code",
    "reply",
)

# Who has, or may have, just this file from another plan.
_HAVE_IT = """
SELECT 1 FROM messages m JOIN documents d ON d.id = m.document
WHERE m.address = ? AND m.plan <> ? AND d.stem = ? AND d.sha256 = ? AND m.state IN ('sending', 'data_end', 'sent', 'unknown')
"""


class Outlook(StrEnum):
    """What sending a plan would do with one of its messages."""

    NEW = "new"
    ENTERED = "entered"
    """The log has it already, in whatever state."""
    SUPPRESSED = "suppressed"
    """Nothing is sent to its address any more."""
    HAD = "had"
    """Its reader was sent the same file by another plan."""


class LogReader:
    """A send log that is read, also while a sender writes it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    def open(cls, folder: Path) -> LogReader | None:
        """Open the log of a folder (.briefgen) for reading; nothing where there is none. Problems (BG631)."""
        database = connect_to_read(folder)
        return None if database is None else cls(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def counts(self, plan: str, only: frozenset[str] = frozenset()) -> Mapping[State, int]:
        """Count a plan's messages by their state; `only` limits the addresses, in lower case."""
        rows = self._database.execute("SELECT state, address FROM messages WHERE plan = ?", (plan,))
        return Counter(State(state) for state, address in rows if not only or address.lower() in only)

    def outlook_of(self, plan: PlanFile, planned: Planned, *, again: bool = False) -> Outlook:
        """Say what sending a plan would do with one of its messages; `again` sends also what its reader has."""
        sha256 = plan.documents[planned.document].sha256
        if self._is_there("SELECT 1 FROM messages WHERE message_id = ?", planned.message_id):
            return Outlook.ENTERED
        if not again and self._is_there(_HAVE_IT, planned.address, plan.id, planned.document, sha256):
            return Outlook.HAD
        silent = self._is_there("SELECT 1 FROM suppressed WHERE address = ?", planned.address)
        return Outlook.SUPPRESSED if silent else Outlook.NEW

    def plans(self) -> tuple[str, ...]:
        """Give the ids of the plans that were sent or begun, the latest last."""
        rows = self._database.execute("SELECT plan FROM messages GROUP BY plan ORDER BY min(id)")
        return tuple(plan for (plan,) in rows)

    def entries(self, plan: str, states: Collection[State]) -> Iterator[Entry]:
        """Give a plan's messages in some states, in the order of the plan."""
        marks = ", ".join("?" * len(states))
        yield from self._found(f"WHERE m.plan = ? AND m.state IN ({marks}) ORDER BY m.number", plan, *states)

    def entry(self, plan: str, name: str) -> Entry | None:
        """Find a message by its number in a plan or by its Message-ID."""
        if name.isdecimal():
            return next(self._found("WHERE m.plan = ? AND m.number = ?", plan, int(name)), None)
        return self.by_message_id(name)

    def by_message_id(self, message_id: str) -> Entry | None:
        """Find a message by its Message-ID, with or without its angle brackets."""
        return next(self._found("WHERE m.message_id = ?", f"<{message_id.strip().strip('<>')}>"), None)

    def suppressed(self) -> Mapping[str, Suppressed]:
        """Give the addresses that nothing is sent to any more, by the address in lower case."""
        rows = self._database.execute("SELECT address, reason, since FROM suppressed ORDER BY address")
        return {row[0].lower(): Suppressed(*row) for row in rows}

    def latest(self, stem: str) -> Mapping[str, int]:
        """Give the row of the last edition of a document that each reader was sent, by their address in lower case."""
        rows = self._database.execute(
            "SELECT m.address, m.document FROM messages m JOIN documents d ON d.id = m.document "
            "WHERE d.stem = ? AND m.state = 'sent' ORDER BY m.sent_at, m.id",
            (stem,),
        )
        return {address.lower(): document for address, document in rows}

    def said(self, document: int) -> Mapping[str, Said]:
        """Give what a document that was sent said of each fact; `document` is its row."""
        rows = self._database.execute("SELECT fact, sha256, sentence, printed FROM facts WHERE document = ?", (document,))
        return {
            fact: Said(sha256=sha256, sentence=sentence, printed=tuple(json.loads(printed)))
            for fact, sha256, sentence, printed in rows
        }

    def history(self, message: int) -> tuple[tuple[str, str, str], ...]:
        """Give what happened to a message: instant, state, note."""
        found = self._database.execute("SELECT at, state, note FROM events WHERE message = ? ORDER BY id", (message,))
        return tuple(found)

    def _is_there(self, query: str, *values: str) -> bool:
        return self._database.execute(query, values).fetchone() is not None

    def _found(self, condition: str, *values: str | int) -> Iterator[Entry]:
        for row in self._database.execute(f"{_ENTRY} {condition}", values):
            fields: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
            yield Entry(**{**fields, "state": State(fields["state"])})
