"""The plan file: every message of a mailing, put together on demand; what several messages share is stored once.

A message is a row of pieces, one after another: shared ones (headers of parts, the letter's own words, the attachment) that the
file holds once, and the message's own (its headers, the lines with the recipient's name). So a plan grows by the recipient
and not by the attachment, and a reader needs no more memory than one message.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from briefgen.model.delivery import Planned, PlannedDocument
from briefgen.model.diagnostic import Diagnostic, Place, Problems

APPLICATION = 0x62677031
"""SQLite's application id of a plan: the file tells what it is."""
FORMAT = 1
ENDING = ".plan"
COLUMNS = (
    "number",
    "address",
    "audience",
    "language",
    "document",
    "edition",
    "subject",
    "message_id",
    "sha256",
    "size",
    "prerelease",
)


class PlanFile:
    """A plan that is read: what it says of itself and of its documents, its messages one by one, and the bytes of each."""

    def __init__(self, database: sqlite3.Connection, name: str) -> None:
        self._database, self._name = database, name
        about = dict(database.execute("SELECT key, value FROM about"))
        self.id: str = about["id"]
        """Derived from its content: the same plan has the same id."""
        self.sender: str = about["sender"]
        """The address that the envelope names as the sender."""
        self.planned_at: str = about["planned_at"]
        """The instant for which it was made, in ISO 8601."""
        self.count = int(about["count"])
        """How many messages there are."""
        rows = database.execute("SELECT content FROM documents ORDER BY stem")
        found = (PlannedDocument(**json.loads(content)) for (content,) in rows)
        self.documents: Mapping[str, PlannedDocument] = {document.stem: document for document in found}
        self._frames = {number: tuple(json.loads(layout)) for number, layout in database.execute("SELECT id, layout FROM frames")}
        self._shared: dict[str, bytes] = {}

    @classmethod
    def open(cls, path: Path) -> PlanFile:
        """Open a plan for reading. Problems (BG619) where it is none, is damaged or cannot be opened."""
        database = None
        try:
            database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, check_same_thread=False)
            if (_pragma(database, "application_id"), _pragma(database, "user_version")) == (APPLICATION, FORMAT):
                return cls(database, path.name)
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            if database is not None:
                database.close()
            raise Problems(_unreadable(path.name)) from error
        database.close()
        raise Problems(_unreadable(path.name))

    def planned(self) -> Iterator[Planned]:
        """Give the messages in the order of the plan, one at a time."""
        for row in self._database.execute(f"SELECT {', '.join(COLUMNS)} FROM messages ORDER BY number"):  # noqa: S608 -- a constant
            yield Planned(**dict(zip(COLUMNS, row, strict=True)))

    def content(self, number: int) -> bytes:
        """Put a message together. Problems (BG620) where its bytes are not those that were planned."""
        row = self._database.execute("SELECT sha256, frame, own FROM messages WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise Problems(Diagnostic("BG620", f"the plan has no message {number}", Place(self._name), "make the plan again"))
        sha256, frame, own = row
        try:
            content = b"".join(self._pieces(frame, own))
        except (sqlite3.Error, zlib.error, KeyError, ValueError, StopIteration, RuntimeError) as error:
            raise Problems(_changed(number, self._name)) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Problems(_changed(number, self._name))
        return content

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _pieces(self, frame: int, own: bytes) -> Iterator[bytes]:
        """Give the pieces of a message: shared ones by their hash, its own in their order."""
        remaining = zlib.decompress(own)
        lengths, _, remaining = remaining.partition(b"\n")
        sizes = iter(int(length) for length in lengths.split())
        start = 0
        for shared in self._frames[frame]:
            if shared:
                yield self._blob(shared)
            else:
                size = next(sizes)
                yield remaining[start : start + size]
                start += size

    def _blob(self, sha256: str) -> bytes:
        """Read a shared piece; those of the document that is being sent stay in memory."""
        if sha256 not in self._shared:
            if sum(map(len, self._shared.values())) > _KEPT:
                self._shared.clear()
            row = self._database.execute("SELECT content FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()
            if row is None:
                raise KeyError(sha256)
            self._shared[sha256] = row[0]
        return self._shared[sha256]


_KEPT = 16_000_000
"""Bytes of shared pieces that a reader keeps in memory."""


def newest_first(folder: Path) -> tuple[Path, ...]:
    """Find the plans of a folder, the one that was written last before the others."""
    found = [(path.stat().st_mtime_ns, path.name, path) for path in folder.glob(f"*{ENDING}") if path.is_file()]
    return tuple(path for _, _, path in sorted(found, reverse=True))


def _pragma(database: sqlite3.Connection, name: str) -> Any:
    return database.execute(f"PRAGMA {name}").fetchone()[0]


def _unreadable(name: str) -> Diagnostic:
    return Diagnostic(
        "BG619", f"`{name}` is no plan that this version can read", Place(name), "make the plan again with `briefgen email plan`"
    )


def _changed(number: int, name: str) -> Diagnostic:
    message = f"message {number} is not the one that was planned: the plan file was changed or is damaged"
    return Diagnostic("BG620", message, Place(name), "make the plan again with `briefgen email plan`")
