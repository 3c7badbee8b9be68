"""Gives the faces that documents are set in: from the cache where they are whole, else made and kept there."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.fonts.cuts import LATIN_CUTS, SCRIPTS, Cut
from briefgen.fonts.families import brand_cuts, scripts_beside
from briefgen.fonts.instance import FEATURES, make
from briefgen.fonts.store import keep, kept
from briefgen.model.brand import Brand
from briefgen.model.diagnostic import Diagnostic, Problems

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefgen.model.briefing import Face

_RECIPE = "3"
"""Raised when this room makes other bytes of the same input, so that old cache files are left behind."""


def faces(cache: Path, scripts: Collection[str] = tuple(SCRIPTS), brand: Brand | None = None) -> tuple[Face, ...]:
    """Give the Latin faces, and those of each named script whose font package is installed; a brand's in place of the stock's.

    Files under `cache` may be deleted at any time. Raises `Problems` (BG502, BG144 to BG146) with every font that is missing
    or of no use.
    """
    brand = brand or Brand()
    shelf = brand_cuts(brand)
    wanted = [cut for cut in LATIN_CUTS if cut.family in brand.families]
    beside = scripts_beside(brand, shelf.cuts)
    wanted += [cut for cut in beside if cut.script in scripts]
    sources = {(cut.package, cut.style): _source(cut) for cut in wanted}
    missing = {cut.package for cut in wanted if not cut.script and not sources[cut.package, cut.style]}
    problems = [_missing(package) for package in sorted(missing)] + [item for item in shelf.diagnostics if item.is_error]
    if problems:
        raise Problems(*problems)
    own = tuple(_face(cache, source, cut) for source, cut in shelf.cuts)
    return own + tuple(_face(cache, source, cut) for cut in wanted if (source := sources[cut.package, cut.style]))


def check_fonts(brand: Brand) -> tuple[Diagnostic, ...]:
    """Find what is wrong with the fonts of a brand; opens no font where it names none."""
    return brand_cuts(brand).diagnostics


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
        raise Problems(_unmade(cut, error)) from error
    with suppress(OSError):  # a cache that cannot be written only costs time
        keep(path, face)
    return face


def _key(source: bytes, cut: Cut) -> str:
    """Name a face by all that its bytes depend on."""
    libraries = [f"{name} {version(name)}" for name in ("uharfbuzz", "fonttools", "brotli")]
    recipe = repr((_RECIPE, cut, cut.ranges, FEATURES, libraries))
    return hashlib.sha256(hashlib.sha256(source).digest() + recipe.encode()).hexdigest()[:40]


def _unmade(cut: Cut, error: ValueError) -> Diagnostic:
    if cut.package:
        return _missing(cut.package, f"cannot be read: {error}")
    hint = "use a static file for each weight, or another font"
    return Diagnostic("BG145", f"no face can be cut from the font behind `{cut.family}`: {error}", hint=hint)


def _missing(package: str, what: str = "is not installed") -> Diagnostic:
    return Diagnostic("BG502", f"the font package fontpkg-{package} {what}", hint=f"pip install fontpkg-{package}")
