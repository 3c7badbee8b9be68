"""What long data files say beside those of facts, kept as plain values: thousands of entities are quicker read than parsed."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.cache import program
from briefgen.intake.entries import as_bytes
from briefgen.load import Parse, Parsed

_WORTH_KEEPING = 20_000
"""Characters from which on a file is parsed more slowly than looked up."""


@dataclass(frozen=True, slots=True)
class KeptParser:
    """Parses the text of a data file, or takes what was made of the same text before from a folder."""

    folder: Path
    parse: Parse

    def __call__(self, text: str, name: str) -> Parsed:
        """Give its plain value, its records' spots, what is wrong, and whether it is whole; only of a faultless one is kept."""
        if len(text) < _WORTH_KEEPING:
            return self.parse(text, name)
        path = self.folder / f"{hashlib.sha256(name.encode()).hexdigest()}.json"
        about = hashlib.sha256(f"{program()}\n{text}".encode()).hexdigest()
        content = cache.kept(path)
        with suppress(ValueError, KeyError, TypeError):
            found: Any = json.loads(content) if content is not None else {"about": ""}
            if found["about"] == about:
                return found["value"], tuple(map(tuple, found["starts"])), (), True
        parsed = value, starts, diagnostics, is_whole = self.parse(text, name)
        if is_whole and not diagnostics:
            with suppress(OSError):
                cache.keep(path, as_bytes({"about": about, "value": value, "starts": starts}))
        return parsed
