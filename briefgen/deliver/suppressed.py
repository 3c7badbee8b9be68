"""Who is not written to again, as the send log knows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from briefgen.model.diagnostic import Diagnostic, Place, Problems


def suppressed_addresses(log: Path) -> frozenset[str]:
    """Give the addresses, in small letters, that a send log suppresses; none where there is no log yet.

    Raises Problems (BG619) where the log cannot be read: without it nobody knows who is not to be written to.
    """
    if not log.is_file():
        return frozenset()
    try:
        with closing(sqlite3.connect(f"file:{quote(str(log))}?mode=ro", uri=True)) as database:
            known = database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'suppressed'").fetchone()
            rows = database.execute("SELECT address FROM suppressed") if known else ()
            return frozenset(str(address).lower() for (address,) in rows)
    except sqlite3.Error as error:
        message = f"the send log cannot be read: {error}"
        raise Problems(Diagnostic("BG619", message, Place(log.name), "put back a copy of it from a backup")) from error
