"""Words to ids: small letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 100
_NOT_APART = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
"""Latin letters that Unicode does not take apart into a letter and a mark."""


def slug(*words: str) -> str:
    """Turn words into an id: letters without their marks, everything else a hyphen; empty without a Latin letter or digit."""
    text = " ".join(words).casefold().translate(_NOT_APART)
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    found = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    return found[:_LONGEST].rstrip("-")
