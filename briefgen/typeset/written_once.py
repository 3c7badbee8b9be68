"""Spares pydyf 0.13 writing each object of a PDF twice: once into the file, and once to name it by its content.

Its streams are compressed each time. Nothing changes while a file is written; tests/typeset/test_spared.py holds the files
against its own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from briefgen.typeset.library import wrapped


def written_once() -> AbstractContextManager[None]:
    """Remember the bytes of each object while a document is written."""
    return wrapped("pydyf", "PDF.write", _remembering)


def _remembering(write: Callable[..., None]) -> Callable[..., None]:
    """Wrap pydyf's method that writes a file."""

    def write_once(pdf: Any, *words: Any, **more: Any) -> None:
        with wrapped("pydyf", "Stream.data", _known), wrapped("pydyf", "Dictionary.data", _known):
            write(pdf, *words, **more)

    return write_once


def _known(data: property) -> property:
    """Wrap a property that gives an object's bytes. The object is held, so that its number is not given to another."""
    known: dict[int, tuple[Any, bytes]] = {}

    def remembered(thing: Any) -> bytes:
        if id(thing) not in known:
            known[id(thing)] = (thing, data.__get__(thing))
        return known[id(thing)][1]

    return property(remembered)
