"""Gives the faces that documents are set in: from the cache where they are whole, else made and kept there."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.fonts.cuts import LATIN_CUTS, SCRIPT_CUTS, SCRIPTS, Cut
from briefgen.fonts.instance import FEATURES, make
from briefgen.fonts.store import keep, kept
from briefgen.model.diagnostic import Diagnostic, Problems

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefgen.model.briefing import Face

_RECIPE = "1"
"""Raised when this room makes other bytes of the same input, so that old cache files are left behind."""


def faces(cache: Path, scripts: Collection[str] = tuple(SCRIPTS)) -> tuple[Face, ...]:
    """Give the Latin faces, and those of each named script whose font package is installed.

    Files under `cache` may be deleted at any time. Raises `Problems` (BG502) with every font package that is missing.
    """
    wanted = [*LATIN_CUTS, *(cut for cut in SCRIPT_CUTS if cut.script in scripts)]
    sources = {(cut.package, cut.style): _source(cut) for cut in wanted}
    missing = {cut.package for cut in wanted if not cut.script and not sources[cut.package, cut.style]}
    if missing:
        raise Problems(*(_missing(package) for package in sorted(missing)))
    return tuple(_face(cache, source, cut) for cut in wanted if (source := sources[cut.package, cut.style]))


def _source(cut: Cut) -> bytes:
    """Read the variable font of a package, empty where it is not installed."""
    try:
        path: Path = import_module("fontpkg").path(cut.package, weight=cut.weight, style=cut.style)
        return path.read_bytes()
    except (ImportError, LookupError, OSError):  # fontpkg's own errors for what is not installed are LookupErrors
        return b""


def _face(cache: Path, source: bytes, cut: Cut) -> Face:
    path = cache / f"{_key(source, cut)}.face"
    if face := kept(path):
        return face
    try:
        face = make(source, cut)
    except ValueError as error:
        raise Problems(_missing(cut.package, f"cannot be read: {error}")) from error
    with suppress(OSError):  # a cache that cannot be written only costs time
        keep(path, face)
    return face


def _key(source: bytes, cut: Cut) -> str:
    """Name a face by all that its bytes depend on."""
    libraries = [f"{name} {version(name)}" for name in ("uharfbuzz", "fonttools", "brotli")]
    recipe = repr((_RECIPE, cut, cut.ranges, FEATURES, libraries))
    return hashlib.sha256(hashlib.sha256(source).digest() + recipe.encode()).hexdigest()[:40]


def _missing(package: str, what: str = "is not installed") -> Diagnostic:
    return Diagnostic("BG502", f"the font package fontpkg-{package} {what}", hint=f"pip install fontpkg-{package}")
