"""Turns what WeasyPrint logs while it goes on regardless into diagnostics."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a message of WeasyPrint means to a user: found by how its format starts, told in our words."""

    start: str
    code: str
    says: str
    """Our message, with the record's arguments in it by number; empty to keep WeasyPrint's own."""
    hint: str
    severity: Severity = Severity.ERROR


_MEANINGS = (
    Meaning(
        ".notdef glyph rendered",
        "BG503",
        "no font of this document has the character “{0}” (U+{1:04X}); a box would be printed",
        "replace it, or install the font package of its script (Arabic: fontpkg-ibm-plex-sans-arabic)",
    ),
    Meaning("Failed to load image", "BG504", "the image {0!r} could not be shown: {1}", "is it a whole PNG, JPEG or SVG?"),
    Meaning("Failed to load inline SVG", "BG504", "an inline SVG could not be shown: {0}", "mend its markup"),
    Meaning("Failed to render SVG", "BG504", "an SVG image could not be drawn", "mend its markup, or draw it more simply"),
    Meaning("Failed to load stylesheet", "BG504", "", "write the styles into the document"),
    Meaning("Failed to load attachment", "BG504", "", "only facts.json is attached to a document"),
    Meaning("Relative URI reference", "BG504", "", "write the file into the document as a data: URL"),
    Meaning("Font-face %r cannot be loaded", "BG504", "the font {0!r} could not be loaded", "use the faces of briefgen"),
    Meaning("No anchor #%s", "BG408", "a link leads to #{0}, which this document does not have", "print it, or unlink it"),
    Meaning("Content discarded: target points", "BG408", "", "print the target, or take the reference away"),
    Meaning("Anchor defined twice", "BG506", "two elements have the id {0!r}", "links lead to the first; rename one"),
    Meaning(
        "Using fontTools instead of HarfBuzz",
        "BG501",
        "the system's HarfBuzz subsetter is missing: setting is slower, and the bytes differ from run to run",
        "on Debian or Ubuntu: apt-get install libharfbuzz-subset0",
        Severity.WARNING,
    ),
)

_HARMLESS: Mapping[str, str] = {
    'Image "%s" has no required alt': "told from the page itself, where decoration can be known (images.py)",
}
"""Messages that are left out, by how their format starts, each with its reason."""

_SCREEN_ONLY: Mapping[str, str] = {
    "accent-color": "colours form controls, which paper has not",
    "color-scheme": "lets a browser darken its own parts of the page",
    "overflow-x": "paper does not scroll",
    "overflow-y": "paper does not scroll",
    "text-wrap": "asks a browser for better line breaks; the text is the same without",
}
"""Properties that may stand outside `@media screen` although WeasyPrint does not know them, each with its reason."""


class Listener(logging.Handler):
    """Keeps what WeasyPrint logs in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        if record.thread == self._thread:
            self.records.append(record)


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen to WeasyPrint while a document is set, and leave its logger as it was."""
    logger = logging.getLogger("weasyprint")
    level, propagate, listener = logger.level, logger.propagate, Listener()
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield listener
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate


def findings(records: Iterable[logging.LogRecord], refused: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Turn log records, and the addresses that the fetcher turned away, into diagnostics, each once and in order."""
    found = [
        Diagnostic("BG504", f"{_short(url)} was not read: {reason}", hint="put the file into the project, or leave it out")
        for url, reason in refused.items()
    ]
    found += [_diagnostic(record) for record in records if not _is_known(record, refused)]
    return tuple(dict.fromkeys(found))


def _is_known(record: logging.LogRecord, refused: Mapping[str, str]) -> bool:
    """Whether a record repeats what the fetcher already tells, or does no harm."""
    args = record.args if isinstance(record.args, tuple) else ()
    repeated = str(record.msg).startswith("Failed to load") and bool(args) and args[0] in refused
    if str(record.msg).startswith("Ignored `%s:%s` at") and args and args[0] in _SCREEN_ONLY:
        return True
    return repeated or any(str(record.msg).startswith(start) for start in _HARMLESS)


def _diagnostic(record: logging.LogRecord) -> Diagnostic:
    args = record.args if isinstance(record.args, tuple) else ()
    for meaning in _MEANINGS:
        if str(record.msg).startswith(meaning.start):
            shown = [_short(arg) if isinstance(arg, str) else arg for arg in args]
            message = meaning.says.format(*shown) if meaning.says else record.getMessage()
            return Diagnostic(meaning.code, message, hint=meaning.hint, severity=meaning.severity)
    severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
    return Diagnostic("BG506", record.getMessage(), severity=severity)


def _short(url: str) -> str:
    """Cut a data: URL down to what a person can read."""
    return url if len(url) <= 120 else f"{url[:80]}…"
