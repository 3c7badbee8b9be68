"""What may still go out: the plan's documents held against the output folder, the embargo and the project as they are now."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefgen.model.delivery import PlannedDocument
from briefgen.model.diagnostic import Diagnostic, Place, finding


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands now: the hash that the manifest gives its PDF, and why its audience may not have it."""

    sha256: str = ""
    """Empty where the manifest has no PDF of it."""
    forbidden: str = ""
    """Why it is above what its audience may see; empty where it is not."""
    embargo_until: str = ""
    """Instant in ISO 8601 at which the last of its facts' embargoes ends, as the dataset says now; empty where none has one."""


Survey = Callable[[], Mapping[str, Standing]]
"""Looks at manifest and project and gives how the plan's documents stand, by their stem."""


class Clearance:
    """Says before each message whether its document may go out.

    The files that decide are read again only when one of them has changed: their inode, size or time of change tells.
    """

    def __init__(self, output: Path, watched: tuple[Path, ...], survey: Survey) -> None:
        self._output, self._watched, self._survey = output, watched, survey
        self._seen: tuple[object, ...] = ()
        self._standing: Mapping[str, Standing] = {}
        self._hashes: dict[Path, tuple[object, str]] = {}

    def refusals(self, document: PlannedDocument, now: datetime, *, prerelease: str) -> Iterator[Diagnostic]:
        """Give every reason why a document may not go out at an instant; `prerelease` lets it out before its embargo is over."""
        standing = self._current().get(document.stem, Standing())
        place = Place(document.path)
        if not standing.sha256:
            yield finding("BG639", f"`{document.stem}` is no longer in the output folder", place)
        elif not standing.sha256 == self._sha256(self._output / document.path) == document.sha256:
            yield finding("BG639", f"the PDF of `{document.stem}` is not the one that the plan attaches", place)
        if standing.forbidden:
            yield finding("BG641", f"`{document.stem}` is not for {document.audience}: {standing.forbidden}", place)
        until = embargo_end(document.embargo_until, standing.embargo_until)
        if until is not None and now < until and not prerelease:
            yield finding("BG640", f"`{document.stem}` is under embargo until {until.isoformat()}", place)

    def _current(self) -> Mapping[str, Standing]:
        seen = tuple(_signature(path) for path in self._watched)
        if seen != self._seen:
            self._standing, self._seen = self._survey(), seen
        return self._standing

    def _sha256(self, path: Path) -> str:
        """Hash a file, once for as long as it stays the same; an empty string where there is none."""
        signature = _signature(path)
        if signature is None:
            return ""
        known = self._hashes.get(path)
        if known is None or known[0] != signature:
            with path.open("rb") as file:
                known = self._hashes[path] = (signature, hashlib.file_digest(file, "sha256").hexdigest())
        return known[1]


def embargo_end(*instants: str) -> datetime | None:
    """Give the last of some instants in ISO 8601; nothing where all are empty."""
    return max((datetime.fromisoformat(text) for text in instants if text), default=None)


def _signature(path: Path) -> tuple[int, ...] | None:
    """Give what changes when a file does; nothing where there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- a call for each message
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
