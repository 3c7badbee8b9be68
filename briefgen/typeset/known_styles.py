"""Spares WeasyPrint 70 reading the same style sheet for each document: those of one audience have the same.

A sheet is its selectors and declarations, which do not change while documents are laid out; tests/typeset/test_known_styles.py
holds the pages against WeasyPrint's own.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefgen.typeset.findings import listening
from briefgen.typeset.library import load, wrapped

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterator

_MOST = 8
"""Sheets that are remembered."""
_OF_ONE_DOCUMENT = re.compile(r"@(?:import|font-face|layer|counter-style|color-profile)\b|@[\w-]*\\", re.IGNORECASE)
"""What a sheet does to the document that it belongs to. An escaped name (CSS Syntax 3, 4.3.7) may be one of these."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A sheet as it was read."""

    sheet: Any
    told: tuple[logging.LogRecord, ...]
    """What was said of it."""


@contextmanager
def known_styles(records: list[logging.LogRecord]) -> Iterator[None]:
    """Remember how style sheets were read while a document is laid out; `records` is what is said of it meanwhile.

    Of some faults WeasyPrint speaks once for each sheet that it has read, when an element meets them: where anything was said
    after the sheets were read, the next document has to read its own.
    """
    told: list[logging.LogRecord] = []
    with wrapped("weasyprint.css", "CSS", lambda read: _remembering(read, records, told)):
        try:
            yield
        finally:
            if len(records) > len(told):
                _known.cache_clear()


@lru_cache(maxsize=_MOST)
def _known(text: str, base_url: str, media_type: str) -> _Known:
    """Read a sheet that does nothing to its document."""
    with listening() as listener:
        sheet = load().CSS(string=text, base_url=base_url, media_type=media_type)
    return _Known(sheet, tuple(listener.records))


def _remembering(read: Callable[..., Any], records: list[logging.LogRecord], told: list[logging.LogRecord]) -> Callable[..., Any]:
    """Wrap WeasyPrint's class of style sheets, as it is called for an element `style`."""

    def css(**words: Any) -> Any:
        text = words.get("string")
        if text is None or _OF_ONE_DOCUMENT.search(text):
            return read(**words)
        before = len(records)
        known = _known(text, words["base_url"], words["media_type"])
        records[before:] = known.told  # as the first document heard it
        told.extend(known.told)
        found = copy(known.sheet)
        found.page_rules, found.layers = words["page_rules"], words["layers"]
        found.page_rules.extend(known.sheet.page_rules)
        return found

    return css
