"""Stored texts: the local copies of the sources' texts, each with its hash and its pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.check.quotations.pdf import pages_of
from briefgen.check.quotations.pieces import Piece, UnreadableError
from briefgen.check.quotations.plain_text import lines_of
from briefgen.check.quotations.web_page import blocks_of
from briefgen.model.source import Source

_ENDINGS = (".txt", ".html", ".htm", ".xhtml", ".pdf")
_WEB_PAGES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Stored:
    """The local copy of a source's text; where it cannot be read, `fault` says why and there are no pieces."""

    file: str
    """Its name in the folder of source texts."""
    sha256: str = ""
    pieces: tuple[Piece, ...] = ()
    fault: str = ""

    @property
    def has_words(self) -> bool:
        """Whether there is anything to be searched: a PDF of scanned pages has no words."""
        return any(piece.text.strip() for piece in self.pieces) or not self.file.lower().endswith(".pdf")


def stored_texts(sources: Iterable[Source], folder: Path) -> Mapping[str, Stored]:
    """Read the local copies of some sources' texts, by the sources' ids; a source without one is left out."""
    return {source.id: stored for source in sources if (stored := _stored(source, folder)) is not None}


def _stored(source: Source, folder: Path) -> Stored | None:
    names = (source.custom.file,) if source.custom.file else tuple(f"{source.id}{ending}" for ending in _ENDINGS)
    for name in names:
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return _read(path, name)
    return None


def _read(path: Path, name: str) -> Stored:
    try:
        content = path.read_bytes()
    except OSError as error:
        return Stored(name, fault=error.strerror or str(error))
    digest = hashlib.sha256(content).hexdigest()
    try:
        return Stored(name, digest, _pieces(content, path.suffix.lower()))
    except UnreadableError as error:
        return Stored(name, digest, fault=str(error))


def _pieces(content: bytes, ending: str) -> tuple[Piece, ...]:
    if ending == ".pdf" or content.startswith(b"%PDF-"):
        return pages_of(content)
    return blocks_of(content) if ending in _WEB_PAGES else lines_of(content)
