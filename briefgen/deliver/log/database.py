"""The send log's file: an SQLite database that its owner alone may read, whose every commit is on the disk, and its lock."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from briefgen.model.diagnostic import Diagnostic, Place, Problems

NAME = "send-log.sqlite"
_LOCK = "send-log.lock"
_APPLICATION = 0x62676C31
"""SQLite's application id of a send log: the file tells what it is."""
_FORMAT = 1
_TABLES = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, plan TEXT NOT NULL, stem TEXT NOT NULL, brief TEXT NOT NULL, item TEXT NOT NULL,
    audience TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, edition INTEGER NOT NULL, path TEXT NOT NULL,
    sha256 TEXT NOT NULL, marking TEXT NOT NULL, embargo_until TEXT NOT NULL, digest TEXT NOT NULL, UNIQUE (plan, stem)
);
CREATE TABLE facts (
    document INTEGER NOT NULL REFERENCES documents, fact TEXT NOT NULL, sha256 TEXT NOT NULL, sentence TEXT NOT NULL,
    printed TEXT NOT NULL, PRIMARY KEY (document, fact)
) WITHOUT ROWID;
CREATE TABLE messages (
    id INTEGER PRIMARY KEY, plan TEXT NOT NULL, number INTEGER NOT NULL, message_id TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL COLLATE NOCASE, document INTEGER NOT NULL REFERENCES documents, subject TEXT NOT NULL,
    sha256 TEXT NOT NULL, prerelease TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'data_end', 'sent', 'deferred', 'failed', 'unknown')),
    attempts INTEGER NOT NULL DEFAULT 0, due TEXT NOT NULL DEFAULT '', changed TEXT NOT NULL, sent_at TEXT NOT NULL DEFAULT '',
    code INTEGER NOT NULL DEFAULT 0, reply TEXT NOT NULL DEFAULT '', UNIQUE (plan, number)
);
CREATE INDEX queued ON messages (plan, number) WHERE state = 'queued';
CREATE INDEX deferred ON messages (plan, due) WHERE state = 'deferred';
CREATE INDEX messages_by_address ON messages (address, document);
CREATE TABLE events (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, message INTEGER NOT NULL REFERENCES messages, state TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE suppressed (
    address TEXT PRIMARY KEY COLLATE NOCASE, reason TEXT NOT NULL, since TEXT NOT NULL
) WITHOUT ROWID;
"""


def connect(folder: Path) -> sqlite3.Connection:
    """Open the log of a folder for writing, and make it where there is none. Problems (BG631, BG632)."""
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        os.fchmod(handle, 0o600)  # SQLite's own files beside it take its mode
        os.close(handle)
        database = sqlite3.connect(path, isolation_level=None, timeout=10)
    except (OSError, sqlite3.Error) as error:
        raise Problems(unwritable(error)) from error
    with closed_on_failure(database):
        # FULL: a commit in the write-ahead log is flushed before it returns, so `data_end` is on the disk before the dot.
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
        if _pragma(database, "user_version") == 0 and not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            database.executescript(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id={_APPLICATION}; PRAGMA user_version={_FORMAT}; COMMIT;"
            )
        _demand_format(database)
    return database


def reserve(database: sqlite3.Connection) -> None:
    """Let the write-ahead log take its room on the disk now, so that a commit later flushes its data and no new length.

    A change that is larger than the cache spills into the file; rolled back, it leaves its room behind and nothing else.
    sqlite3.Error where the disk has none.
    """
    kept = _pragma(database, "cache_size")
    database.execute("PRAGMA cache_size=16")
    database.execute("BEGIN IMMEDIATE")
    try:
        database.execute("CREATE TABLE room (content BLOB)")
        database.execute("INSERT INTO room VALUES (zeroblob(?))", (_ROOM,))
    finally:
        if database.in_transaction:  # a full disk has rolled it back already
            database.execute("ROLLBACK")
        database.execute(f"PRAGMA cache_size={kept}")


_ROOM = 4_000_000
"""Bytes: SQLite copies the write-ahead log into the database each time that it is so long (1,000 pages)."""


def connect_to_read(folder: Path) -> sqlite3.Connection | None:
    """Open the log of a folder for reading, also while a sender writes; nothing where there is none. Problems (BG631)."""
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        database = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, timeout=10)
    except sqlite3.Error as error:
        raise Problems(_unreadable()) from error
    with closed_on_failure(database):
        database.execute("PRAGMA query_only=ON")
        _demand_format(database)
    return database


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the log for one program; a second one is told so (BG630). The lock ends with the process, however it ends.

    It is a file of its own: closing another handle of the database's file would let go of SQLite's own locks on it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Problems(unwritable(error)) from error
    with os.fdopen(handle, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            hint = "wait until it has ended; `briefgen email status` shows how far it is"
            raise Problems(Diagnostic("BG630", "another briefgen is working with the send log", Place(), hint)) from error
        yield


@contextlib.contextmanager
def closed_on_failure(database: sqlite3.Connection) -> Iterator[None]:
    """Turn a failure while a log is being opened into what a person can act on, and let go of the file."""
    try:
        yield
    except Problems:
        database.close()
        raise
    except sqlite3.DatabaseError as error:
        database.close()
        failed = isinstance(error, sqlite3.OperationalError)
        raise Problems(unwritable(error) if failed else _unreadable()) from error


def unwritable(error: OSError | sqlite3.Error) -> Diagnostic:
    """Say that the log does not take what has to be written: nothing more is sent."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    hint = "make space on the disk, or mend the permissions of .briefgen/, and send again: nothing is sent twice"
    return Diagnostic(
        "BG632", f"the send log cannot be written ({reason}); nothing more is sent", Place(f".briefgen/{NAME}"), hint
    )


def _unreadable() -> Diagnostic:
    hint = "move it away only if nobody may get a message twice on its account"
    return Diagnostic("BG631", "this is no send log that this version can read", Place(f".briefgen/{NAME}"), hint)


def _demand_format(database: sqlite3.Connection) -> None:
    if (_pragma(database, "application_id"), _pragma(database, "user_version")) != (_APPLICATION, _FORMAT):
        raise Problems(_unreadable())


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])
