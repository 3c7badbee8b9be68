"""Imports WeasyPrint where a document is set, and says what to install where that fails."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Any

from briefgen.model.diagnostic import Diagnostic, Problems

PACKAGES = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
BASE = "https://briefgen.invalid/"
"""What relative addresses are relative to: a host that cannot exist (RFC 2606), which stands for the named folders."""


def load(name: str = "weasyprint") -> Any:
    """Import a module of the typesetting library; raises `Problems` (BG501) where it or Pango is not installed."""
    try:
        with redirect_stdout(StringIO()), warnings.catch_warnings():  # it prints advice of its own to standard output
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
    original = vars(owner)[last]
    setattr(owner, last, wrap(original))
    try:
        yield
    finally:
        setattr(owner, last, original)


def system_libraries() -> Mapping[str, str]:
    """Give the versions of the system's libraries that break lines and cut fonts. Problems (BG501) where they are missing."""
    load()
    found = import_module("weasyprint.text.ffi")
    names = "const char * hb_version_string (void); const char * pango_version_string (void);"
    found.ffi.cdef(names, override=True)  # which WeasyPrint does not declare
    pango, harfbuzz = found.pango.pango_version_string(), found.harfbuzz.hb_version_string()
    return {"Pango": found.ffi.string(pango).decode(), "HarfBuzz": found.ffi.string(harfbuzz).decode()}
