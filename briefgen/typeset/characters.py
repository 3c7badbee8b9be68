"""Mends a fault of tinyhtml5 2.1: it never finds the expressions again that it keeps for reading up to some characters.

It keeps them under themselves and not under the characters, and makes each anew whenever it reads on: a third of the time of
reading a page. tests/typeset/test_spared.py fails once it finds them by itself; then this module can go.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from briefgen.typeset.library import load, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable


def known_characters() -> AbstractContextManager[None]:
    """Let it find its expressions while a document is read."""
    return wrapped("tinyhtml5.inputstream", "HTMLUnicodeInputStream.chars_until", _finding)


def _finding(read: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap its method that reads up to one of some characters, or with `opposite` as long as there are such."""
    known = load("tinyhtml5.inputstream").characters_until_regex

    def chars_until(stream: Any, characters: frozenset[str], opposite: bool = False) -> Any:
        if (characters, opposite) not in known:
            letters = "".join(map(re.escape, sorted(characters)))
            known[characters, opposite] = re.compile(f"[{'' if opposite else '^'}{letters}]+")
        return read(stream, characters, opposite)

    return chars_until
