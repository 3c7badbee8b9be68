"""Projects with a brand file, and fonts made for tests: a static family, a variable one, one for PostScript outlines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from briefgen.model.brand import Brand
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.project import Project
from tests.projects import write_project

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><circle cx="20" cy="20" r="16" fill="#7a1f3d"/></svg>'


def branded(folder: Path, brand: str, files: Mapping[str, str | bytes] | None = None, **parts: str) -> Path:
    """Write a small valid project with a brand file."""
    return write_project(folder, files={"_brand.yml": brand, **(files or {})}, **parts)


def brand_of(folder: Path, brand: str, files: Mapping[str, str | bytes] | None = None, **parts: str) -> Brand:
    """Give the brand of a project; an error where it is not valid."""
    return Project.open(branded(folder, brand, files, **parts)).work.brand


def told(folder: Path, brand: str, files: Mapping[str, str | bytes] | None = None, **parts: str) -> tuple[Diagnostic, ...]:
    """Give all that is said of the brand file of a project."""
    try:
        report = Project.open(branded(folder, brand, files, **parts)).check().diagnostics
    except Problems as problems:
        report = problems.diagnostics
    return tuple(item for item in report if item.place.file == "_brand.yml" or item.code.startswith(("BG14", "BG256")))


@lru_cache
def font(package: str = "ibm-plex-sans-arabic", weight: int = 400, style: str = "normal") -> bytes:
    """Read a file of an installed font package: Plex is static, Public Sans variable."""
    path: Path = import_module("fontpkg").path(package, weight=weight, style=style)
    return path.read_bytes()


def edited(content: bytes, flavor: str | None = None, **fields: int) -> bytes:
    """Change fields of a font's table OS/2, and pack it as `flavor` says."""
    with TTFont(BytesIO(content)) as changed:
        for name, value in fields.items():
            setattr(changed["OS/2"], name, value)
        changed.flavor = flavor
        output = BytesIO()
        changed.save(output)
    return output.getvalue()


@lru_cache
def postscript() -> bytes:
    """Turn a font with TrueType outlines into an OpenType font with PostScript ones."""
    source = TTFont(BytesIO(font()))
    cmap: dict[int, str] = {char: name for char, name in source.getBestCmap().items() if char < 0x2100}
    names = [".notdef", *dict.fromkeys(cmap.values())]
    glyphs: Any = source.getGlyphSet()
    charstrings = {}
    for name in names:
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        charstrings[name] = pen.getCharString()
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(cmap)
    builder.setupCFF("HouseCut", {"FullName": "House Cut"}, charstrings, {})
    builder.setupHorizontalMetrics({name: (glyphs[name].width, 0) for name in names})
    builder.setupHorizontalHeader(ascent=1025, descent=-275)
    builder.setupNameTable({"familyName": "House Cut", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400, sTypoAscender=1025, sTypoDescender=-275, usWinAscent=1025, usWinDescent=275)
    builder.setupPost()
    output = BytesIO()
    builder.save(output)
    return output.getvalue()
