"""What decides a document's bytes beside its ingredients: the program, its libraries, Python and the system, by name."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from briefgen import __version__
from briefgen.build.ingredients import ENGINE, MACHINE
from briefgen.cache import program, version
from briefgen.native import NONE, native_versions

Versions = Mapping[str, str]


def versions_here(*, pdf: bool) -> Versions:
    """Give the version of all that decides a document's bytes here; what typesets counts where there is a PDF alone."""
    found = {
        "briefgen": f"{__version__} (code {program()[:12]})",
        "Python": sys.version.split()[0],
        "the system": MACHINE,
        **{name: version(name) or NONE for name in ENGINE},
    }
    return {**found, **native_versions()} if pdf else found


def differences(there: Versions, here: Versions) -> str:
    """Say what is not the same there as here, in words; nothing where all is."""
    names = [name for name in {**here, **there} if there.get(name) != here.get(name)]
    return ", ".join(f"{name} {there.get(name, NONE)} where this machine has {here.get(name, NONE)}" for name in names)
