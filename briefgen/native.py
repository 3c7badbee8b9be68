"""The system's libraries that break lines and cut fonts: no package of Python's tells which of them are there."""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from briefgen.stamps import Stamp, stamp_of

NONE = "none"
"""The version of a library that is not there."""
_PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib")
_PANGOFT2 = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")
_HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib")
_SUBSETTER = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")
_PAINTER = ("libharfbuzz-vector.so.0", "libharfbuzz-vector.0.dylib")
_FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib")
_FREETYPE = ("libfreetype.so.6", "libfreetype.6.dylib")
_LOADED = Path("/proc/self/maps")
"""Where Linux tells which files this process has loaded."""
_DECISIVE = re.compile(r"/lib(?:pango|harfbuzz|fontconfig|freetype|fribidi|graphite2|thai|datrie|glib-|z\.)[^/]*$")
"""Those among them that have a part in lines, glyphs and the bytes of a PDF."""


@cache
def native_versions() -> Mapping[str, str]:
    """Give the versions of the system's libraries that typeset, by name; `NONE` for one that is not there."""
    return {
        "Pango": _told(_loaded(_PANGO), "pango_version_string"),
        "PangoFT2": _there(_PANGOFT2),
        "HarfBuzz": _told(_loaded(_HARFBUZZ), "hb_version_string"),
        "HarfBuzz's subsetter": _there(_SUBSETTER),  # without it, fonts are cut by another library
        "HarfBuzz's painter": _there(_PAINTER),  # of glyphs in colour
        "fontconfig": _fontconfig(),
        "FreeType": _freetype(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def can_typeset() -> bool:
    """Tell whether the libraries that nothing is typeset without are found by their names."""
    found = native_versions()
    return NONE not in (found["Pango"], found["PangoFT2"], found["HarfBuzz"], found["fontconfig"])


@cache
def native_content() -> str:
    """Hash what the system's libraries that typeset are: a distribution mends one without giving it another version.

    Where the system does not tell which files are loaded, the versions have to do.
    """
    found = hashlib.sha256(repr(native_versions()).encode())
    for path in _files():
        with suppress(OSError):
            found.update(Path(path).read_bytes())
    return found.hexdigest()


def native_stamps() -> Mapping[str, Stamp]:
    """Give the stamps of the files that a process would typeset with now, by path."""
    native_versions()  # which loads them
    found = {}
    for path in _files():
        with suppress(OSError):
            found[path] = stamp_of(os.stat(path))  # noqa: PTH116 -- as plain as the rest of a glance
    return found


def _files() -> Iterator[str]:
    """Give the paths of the loaded libraries that decide what a PDF is, in the order of their names."""
    with suppress(OSError):
        lines = _LOADED.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        yield from sorted({path for line in lines if _DECISIVE.search(path := line[line.find("/") :])})


def _loaded(names: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None


def _there(names: tuple[str, ...]) -> str:
    """Say whether a library is there that comes with another, and has its version."""
    return NONE if _loaded(names) is None else "there"


def _told(library: ctypes.CDLL | None, function: str) -> str:
    """Ask a library for its version by the function that gives it as text."""
    if library is None:
        return NONE
    ask = library[function]
    ask.restype = ctypes.c_char_p
    return str(ask().decode())


def _fontconfig() -> str:
    """Ask fontconfig, which gives one number: 21401 is 2.14.1 (fontconfig's reference, FcGetVersion)."""
    library = _loaded(_FONTCONFIG)
    if library is None:
        return NONE
    number = library.FcGetVersion()
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"


def _freetype() -> str:
    """Ask FreeType, which has to be begun before it answers (FreeType's reference, FT_Library_Version)."""
    library = _loaded(_FREETYPE)
    handle, parts = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    if library is None or library.FT_Init_FreeType(ctypes.byref(handle)):
        return NONE
    library.FT_Library_Version(handle, *map(ctypes.byref, parts))
    library.FT_Done_FreeType(handle)
    return ".".join(str(part.value) for part in parts)
