"""The files that a brand file names: pictures and fonts, as bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

from briefgen.load.files import name_of, read_bytes
from briefgen.model.diagnostic import Diagnostic, Problems, finding
from briefgen.model.loaded import LoadedFile, Path, Plain

BRAND = "_brand.yml"
"""The brand file that a project uses where its settings name none."""
LARGEST = 20_000_000
"""Bytes of a font file or picture."""
_NAMED = re.compile(r".+\.(?:svg|png|jpe?g|gif|webp|ico|pdf|ttf|otf|ttc|otc|woff2?|eot)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def read_named(root: FilePath, brand: LoadedFile) -> tuple[Mapping[str, bytes], Mapping[str, str], tuple[Diagnostic, ...]]:
    """Turn a brand file into the contents of the files that it names (by their names in it), all hashes, and what failed.

    Hashes are SHA-256, by paths relative to the project, that of the brand file itself among them. Findings: BG002 where there
    is no such file, BG003 and BG005 where it cannot be read or lies outside the project.
    """
    contents: dict[str, bytes] = {}
    hashes = {brand.name: _sha256(read_bytes(root, root / brand.name))}
    found: list[Diagnostic] = []
    folder = (root / brand.name).parent
    for path, name in _names(brand.value):
        if name in contents or _ADDRESS.match(name):
            continue  # an address is told of where it is known what it is for
        place, file = brand.place(path), folder / name
        if not file.exists() and not file.is_symlink():
            found.append(finding("BG002", f"`{name}` does not exist", place, f"paths in {brand.name} start at its folder"))
            continue
        try:
            contents[name] = read_bytes(root, file, LARGEST)
            hashes[name_of(root, file)] = _sha256(contents[name])
        except Problems as problems:
            found += [finding(item.code, item.message, place, item.hint) for item in problems.diagnostics]
    return contents, hashes, tuple(found)


def _names(value: Plain, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Give each text that names a picture or font, in the sections that have such, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if path or key in {"logo", "typography"}:
                yield from _names(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _names(inner, (*path, number))
    elif value is not None and _NAMED.fullmatch(value) and path[-1] not in {"alt", "family"}:
        yield path, value


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
