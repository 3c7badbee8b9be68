"""What decides a document's bytes beside its ingredients: the program, its libraries, Python and the system, by name."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Mapping

from briefgen import __version__
from briefgen.build.ingredients import ENGINE
from briefgen.cache import program, version
from briefgen.model.diagnostic import Problems

_ALSO = ("babel", "brotli", "lxml", "markdown-it-py", "markupsafe", "nh3", "pillow", "pydantic", "pypdfium2")
"""Libraries that typeset nothing and have a part in the words, the markup and the judgement."""
_NONE = "none"
Versions = Mapping[str, str]


def versions_here(*, pdf: bool) -> Versions:
    """Give the version of everything here that decides a document's bytes; Pango only counts where there is a PDF."""
    found = {
        "briefgen": f"{__version__} (code {program()[:12]})",
        "Python": sys.version.split()[0],
        "the system": f"{sys.platform} {os.uname().machine}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) or _NONE for name in (*ENGINE, *_ALSO)},
    }
    return {**found, **_of_the_system()} if pdf else found


def _of_the_system() -> Versions:
    from briefgen.typeset.library import system_libraries

    try:
        return system_libraries()
    except Problems:  # told for each document where it is set
        return {"Pango": _NONE, "HarfBuzz": _NONE}


def differences(there: Versions, here: Versions) -> str:
    """Say what is not the same there as here, in words; nothing where all is."""
    names = [name for name in {**here, **there} if there.get(name) != here.get(name)]
    return ", ".join(f"{name} {there.get(name, _NONE)} where this machine has {here.get(name, _NONE)}" for name in names)
