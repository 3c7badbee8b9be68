"""Writing a plan file: messages come one by one, shared pieces are stored once, the file appears whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from briefgen.deliver.plan import APPLICATION, COLUMNS, ENDING, FORMAT
from briefgen.model.delivery import Planned, PlannedDocument
from briefgen.model.diagnostic import Diagnostic, Place, Problems

_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (stem TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE frames (id INTEGER PRIMARY KEY, layout TEXT NOT NULL);
CREATE TABLE messages (
    number INTEGER PRIMARY KEY, address TEXT NOT NULL, audience TEXT NOT NULL, language TEXT NOT NULL, document TEXT NOT NULL,
    edition INTEGER NOT NULL, subject TEXT NOT NULL, message_id TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    prerelease TEXT NOT NULL, frame INTEGER NOT NULL, own BLOB NOT NULL
);
"""
_INSERT = f"INSERT INTO messages VALUES ({', '.join('?' * (len(COLUMNS) + 2))})"  # noqa: S608 -- of question marks
_PREFIX = ".plan-"


@dataclass(frozen=True, slots=True)
class Shared:
    """A piece that a plan holds once for all messages that carry it."""

    sha256: str
    content: bytes

    @classmethod
    def of(cls, content: bytes) -> Shared:
        """Give some bytes their hash."""
        return cls(hashlib.sha256(content).hexdigest(), content)


Pieces = Sequence[bytes | Shared]
"""A message, in pieces that follow each other."""


def joined(pieces: Pieces) -> bytes:
    """Put a message together."""
    return b"".join(piece.content if isinstance(piece, Shared) else piece for piece in pieces)


class PlanWriter:
    """Writes one plan into a folder that its owner alone may read; `finish` gives the file its name.

    Used as a context: what is not finished is removed.
    """

    def __init__(self, folder: Path, sender: str, planned_at: str) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
            handle, name = tempfile.mkstemp(prefix=_PREFIX, dir=folder)  # mode 0600
            os.close(handle)
            self._temporary = Path(name)
            self._database = sqlite3.connect(name, isolation_level=None)
            self._database.executescript(
                f"PRAGMA application_id={APPLICATION}; PRAGMA user_version={FORMAT}; PRAGMA journal_mode=OFF; "
                f"PRAGMA synchronous=OFF; PRAGMA cache_size=-2000; BEGIN; {_TABLES}"
            )
        except (OSError, sqlite3.Error) as error:
            raise Problems(_unwritable(error)) from error
        self._about = {"sender": sender, "planned_at": planned_at}
        self._digest = hashlib.sha256(json.dumps(self._about, sort_keys=True).encode())
        self._blobs: set[str] = set()
        self._frames: dict[tuple[str, ...], int] = {}
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()
        self._temporary.unlink(missing_ok=True)

    def document(self, document: PlannedDocument) -> None:
        """Write down a document that the plan sends."""
        content = json.dumps(asdict(document), sort_keys=True, ensure_ascii=False)
        self._digest.update(content.encode())
        self._write("INSERT INTO documents VALUES (?, ?)", document.stem, content)

    def message(self, planned: Planned, pieces: Pieces) -> None:
        """Write down a message and its pieces. Problems (BG009) where the disk refuses."""
        layout = tuple(piece.sha256 if isinstance(piece, Shared) else "" for piece in pieces)
        for piece in pieces:
            if isinstance(piece, Shared) and piece.sha256 not in self._blobs:
                self._blobs.add(piece.sha256)
                self._write("INSERT INTO blobs VALUES (?, ?)", piece.sha256, piece.content)
        if layout not in self._frames:
            self._frames[layout] = len(self._frames) + 1
            self._write("INSERT INTO frames VALUES (?, ?)", self._frames[layout], json.dumps(layout))
        own = [piece for piece in pieces if not isinstance(piece, Shared)]
        packed = b" ".join(b"%d" % len(piece) for piece in own) + b"\n" + b"".join(own)
        values = tuple(getattr(planned, name) for name in COLUMNS)
        self._write(_INSERT, *values, self._frames[layout], zlib.compress(packed, 6))
        self._digest.update(json.dumps(values).encode())
        self._count += 1

    def finish(self) -> Path:
        """Flush the plan and give it its name, `<id>.plan`; the same plan takes the place of the earlier one."""
        name = self._digest.hexdigest()[:16]
        for key, value in {**self._about, "id": name, "count": str(self._count)}.items():
            self._write("INSERT INTO about VALUES (?, ?)", key, value)
        path = self._folder / f"{name}{ENDING}"
        try:
            self._database.execute("COMMIT")
            self._database.close()
            _flush(self._temporary)
            self._temporary.replace(path)
            _flush(self._folder)
        except (OSError, sqlite3.Error) as error:
            raise Problems(_unwritable(error)) from error
        return path

    def _write(self, statement: str, *values: str | int | bytes) -> None:
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise Problems(_unwritable(error)) from error


def sweep(folder: Path) -> None:
    """Remove what a killed run left under temporary names."""
    for path in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            path.unlink()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(error: OSError | sqlite3.Error) -> Diagnostic:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Diagnostic(
        "BG009", f"cannot write the plan: {reason}", Place(".briefgen/plans"), "check space and permissions of the folder"
    )
