"""Writing the send log: each step of a message is on the disk before the next one is taken.

`data_end` is committed before the final dot is written. A crash before it leaves `sending`, which is queued again; a crash after
it leaves `data_end`, which becomes `unknown` and is never sent again by itself (hazards of email: exactly once is impossible).
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefgen.deliver.log.database import connect, locked, reserve, unwritable
from briefgen.deliver.log.reading import LogReader, Outlook
from briefgen.deliver.plan import PlanFile
from briefgen.model.delivery import Planned, PlannedDocument
from briefgen.model.diagnostic import Problems
from briefgen.model.sending import Entry, Outcome, Said, State, Statements, Suppressed, instant


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a plan's messages when they were entered into the log."""

    suppressed: tuple[tuple[Planned, str], ...] = ()
    """Messages to addresses that nothing is sent to any more, and why: entered as failed."""
    had: tuple[Planned, ...] = ()
    """Messages whose reader was sent the same file by an earlier plan: not entered."""


class SendLog(LogReader):
    """A send log that is written: held by one program at a time, from `hold` to the end of its context."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database)
        self._pending = False

    @classmethod
    @contextlib.contextmanager
    def hold(cls, folder: Path, now: datetime) -> Iterator[SendLog]:
        """Open the log of a folder (.briefgen) for writing and settle what a crash left. Problems (BG630, BG631, BG632)."""
        with locked(folder):
            log = cls(connect(folder))
            try:
                log._recover(instant(now))
                yield log
            finally:
                with contextlib.suppress(sqlite3.Error):  # after a commit that failed, none will succeed
                    log._commit()
                log.close()

    def enter(self, plan: PlanFile, statements: Statements, now: datetime, *, again: bool = False) -> Entered:
        """Enter a plan's messages that the log does not have yet; `again` those, too, whose readers have the same file.

        `statements` are what its documents say of their facts, kept for corrections.
        """
        silent = self.suppressed()
        suppressed: list[tuple[Planned, str]] = []
        had: list[Planned] = []
        with self._whole():
            documents = {
                stem: self._document(plan.id, document, statements.get(stem, {})) for stem, document in plan.documents.items()
            }
            for planned in plan.planned():
                outlook = self.outlook_of(plan, planned, again=again)
                reason = _why(silent[planned.address.lower()]) if outlook is Outlook.SUPPRESSED else ""
                if outlook in {Outlook.NEW, Outlook.SUPPRESSED}:
                    self._message(plan.id, planned, documents[planned.document], reason, instant(now))
                if outlook is Outlook.HAD:
                    had.append(planned)
                elif reason:
                    suppressed.append((planned, reason))
        try:
            reserve(self._database)
        except sqlite3.Error as error:
            raise Problems(unwritable(error)) from error
        return Entered(tuple(suppressed), tuple(had))

    def next(self, plan: str, after: int, only: frozenset[str], now: datetime) -> Entry | None:
        """Give the next message to try: the first queued one after a number, else the deferred one that is due longest.

        `only` limits the addresses, in lower case; no limit where it is empty.
        """
        chosen, values = _only(only)
        rest = f"{chosen} ORDER BY m.number LIMIT 1"
        queued = self._found(f"WHERE m.plan = ? AND m.state = 'queued' AND m.number > ? {rest}", plan, after, *values)
        due = f"WHERE m.plan = ? AND m.state = 'deferred' AND m.due <= ? {chosen} ORDER BY m.due, m.number LIMIT 1"
        found = next(queued, None)
        return found if found is not None else next(self._found(due, plan, instant(now), *values), None)

    def next_due(self, plan: str, only: frozenset[str]) -> datetime | None:
        """Give the instant at which the first deferred message may be tried again."""
        chosen, values = _only(only)
        row = self._execute(
            f"SELECT min(m.due) FROM messages m WHERE m.plan = ? AND m.state = 'deferred' {chosen}",  # noqa: S608 -- marks alone
            plan,
            *values,
        )
        (due,) = row.fetchone()
        return datetime.fromisoformat(due) if due else None

    def stage(
        self, entry: Entry, state: State, now: datetime, outcome: Outcome | None = None, due: datetime | None = None
    ) -> None:
        """Note a message's state; `commit` puts it on the disk. A reply's words join what happened to the message."""
        at = instant(now)
        self._begin()
        if outcome is None:
            self._execute("UPDATE messages SET state = ?, changed = ? WHERE id = ?", state, at, entry.id)
            return
        self._execute(
            "UPDATE messages SET state = ?, changed = ?, code = ?, reply = ?, due = ?, attempts = attempts + 1, "
            "sent_at = CASE WHEN ? = 'sent' THEN ? ELSE sent_at END WHERE id = ?",
            *(state, at, outcome.code, outcome.reply, instant(due) if due else "", state, at, entry.id),
        )
        self._event(entry.id, at, state, f"{outcome.code or ''} {outcome.reply}".strip())

    def settle(self, entry: Entry, state: State, now: datetime, why: str) -> None:
        """Put a message into a state because a person or a delivery report says so, on the disk at once."""
        at = instant(now)
        with self._whole():
            self._execute(
                "UPDATE messages SET state = ?, changed = ?, reply = ?, due = '', "
                "sent_at = CASE WHEN ? = 'sent' AND sent_at = '' THEN ? ELSE sent_at END WHERE id = ?",
                *(state, at, why, state, at, entry.id),
            )
            self._event(entry.id, at, state, why)

    def note(self, entry: Entry, now: datetime, note: str) -> None:
        """Add a note to what happened to a message; its state stays."""
        with self._whole():
            self._event(entry.id, instant(now), entry.state, note)

    def suppress(self, address: str, reason: str, now: datetime) -> None:
        """Let nothing be sent to an address any more; `commit` puts it on the disk. The first reason stays."""
        self._begin()
        self._execute("INSERT OR IGNORE INTO suppressed VALUES (?, ?, ?)", address, reason, instant(now))

    def unsuppress(self, address: str) -> Suppressed | None:
        """Let an address be sent to again; give what was noted of it."""
        found = self.suppressed().get(address.lower())
        with self._whole():
            self._execute("DELETE FROM suppressed WHERE address = ?", address)
        return found

    def commit(self) -> None:
        """Put on the disk what was staged. Problems (BG632) where it does not take it."""
        try:
            self._commit()
        except sqlite3.Error as error:
            raise Problems(unwritable(error)) from error

    def _commit(self) -> None:
        if self._pending:
            self._pending = False
            self._database.execute("COMMIT")

    def _recover(self, at: str) -> None:
        """Settle what a crash left: what was only begun is queued again, what may have been delivered is unknown."""
        with self._whole():
            for old, new, note in (
                ("sending", "queued", "the program ended before the message was handed over"),
                ("data_end", "unknown", "the program ended before the server's answer was noted: it may have been delivered"),
            ):
                self._execute(
                    "INSERT INTO events (at, message, state, note) SELECT ?, id, ?, ? FROM messages WHERE state = ?",
                    at,
                    new,
                    note,
                    old,
                )
                self._execute("UPDATE messages SET state = ?, changed = ?, reply = ? WHERE state = ?", new, at, note, old)

    def _document(self, plan: str, document: PlannedDocument, said: Mapping[str, Said]) -> int:
        """Enter a document of a plan with what it says of each fact, unless it is there; give its row."""
        row = self._execute("SELECT id FROM documents WHERE plan = ? AND stem = ?", plan, document.stem).fetchone()
        if row is not None:
            return int(row[0])
        values = tuple(getattr(document, name) for name in _DOCUMENT)
        marks = ", ".join("?" * (1 + len(values)))
        cursor = self._execute(f"INSERT INTO documents (plan, {', '.join(_DOCUMENT)}) VALUES ({marks})", plan, *values)  # noqa: S608 -- constants
        name = int(cursor.lastrowid or 0)
        for fact, sha256 in document.facts.items():
            words = said.get(fact, Said(sha256=sha256))
            printed = json.dumps(words.printed, ensure_ascii=False)
            self._execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", name, fact, sha256, words.sentence, printed)
        return name

    def _message(self, plan: str, planned: Planned, document: int, reason: str, at: str) -> None:
        """Enter a message: queued, or failed where a reason keeps it from its address."""
        cursor = self._execute(
            "INSERT INTO messages (plan, number, message_id, address, document, subject, sha256, prerelease, state, changed, "
            "reply) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(plan, planned.number, planned.message_id, planned.address, document, planned.subject, planned.sha256),
            *(planned.prerelease, State.FAILED if reason else State.QUEUED, at, reason),
        )
        if reason:
            self._event(int(cursor.lastrowid or 0), at, State.FAILED, reason)

    def _event(self, message: int, at: str, state: State, note: str) -> None:
        self._execute("INSERT INTO events (at, message, state, note) VALUES (?, ?, ?, ?)", at, message, state, note)

    def _begin(self) -> None:
        if not self._pending:
            self._execute("BEGIN IMMEDIATE")
            self._pending = True

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        """Put some changes on the disk together, or none of them."""
        self.commit()
        self._begin()
        try:
            yield
        except BaseException:
            self._pending = False
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise
        self.commit()

    def _execute(self, statement: str, *values: str | int) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise Problems(unwritable(error)) from error


_DOCUMENT = (
    *("stem", "brief", "item", "audience", "language", "title", "edition"),
    *("path", "sha256", "marking", "embargo_until", "digest"),
)


def _why(suppressed: Suppressed) -> str:
    """Say why nothing is sent to an address."""
    return f"nothing is sent here since {suppressed.since[:10]}: {suppressed.reason}"


def _only(addresses: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Give the condition that limits messages to some addresses, and its values."""
    if not addresses:
        return "", ()
    return f"AND lower(m.address) IN ({', '.join('?' * len(addresses))})", tuple(sorted(addresses))
