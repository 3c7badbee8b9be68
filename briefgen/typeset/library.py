"""Imports WeasyPrint where a document is set, and says what to install where that fails."""

from __future__ import annotations

import ctypes.util
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Any

from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.native import can_typeset

PACKAGES = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
BASE = "https://briefgen.invalid/"
"""What relative addresses are relative to: a host that cannot exist (RFC 2606), which stands for the named folders."""


def load(name: str = "weasyprint") -> Any:
    """Import a module of the typesetting library; raises `Problems` (BG501) where it or Pango is not installed."""
    try:
        with redirect_stdout(StringIO()), warnings.catch_warnings(), _unsearched():  # it prints advice of its own
            warnings.simplefilter("ignore")  # a missing HarfBuzz subsetter is told per document, as a diagnostic
            return import_module(name)
    except ImportError as error:
        message = f"the typesetting library cannot be imported: {error}"
        raise Problems(Diagnostic("BG501", message, hint="pip install weasyprint")) from error
    except OSError as error:
        message = f"a system library for typesetting is missing: {error}"
        raise Problems(Diagnostic("BG501", message, hint=f"on Debian or Ubuntu: {PACKAGES}")) from error


@contextmanager
def wrapped(module: str, name: str, wrap: Callable[[Any], Any]) -> Iterator[None]:
    """Put what `wrap` makes of a function or `Class.method` of the library in its place while a document is laid out."""
    owner = load(module)
    *within, last = name.split(".")
    for part in within:
        owner = getattr(owner, part)
    with patched(owner, last, wrap(vars(owner)[last])):
        yield


@contextmanager
def patched(owner: Any, name: str, other: Any) -> Iterator[None]:
    """Put something else in the place of what a module or class has under a name, for a while."""
    original = vars(owner)[name]
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, original)


@contextmanager
def _unsearched() -> Iterator[None]:
    """Spare the import a search for the system's libraries where each is found by its name.

    For every spelling of a name that WeasyPrint tries, `ctypes.util.find_library` asks the linker and the compiler in processes
    of their own: 54 of them, 0.13 s, a third of the import.
    """
    if not can_typeset():
        yield
        return
    with patched(ctypes.util, "find_library", lambda _: None):
        yield
