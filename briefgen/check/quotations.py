"""Quotations: each is looked for in the local copy of its source, at the paragraph that its locator names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from briefgen.model.codes import CODES
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.fact import Evidence, Fact
from briefgen.model.source import Source

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": None})
_ENDINGS = (".txt", ".html", ".htm", ".pdf")


class _UnreadableError(Exception):
    """The local copy of a source cannot be read."""


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a source in its paragraphs, or its pages where it does not tell paragraphs apart."""

    parts: tuple[str, ...]
    has_paragraphs: bool = True


def check_quotations(dataset: Dataset, folder: Path) -> tuple[Diagnostic, ...]:
    """Look for every quotation in its source's text: absent is an error, at another paragraph a warning, no text a note."""
    found: list[Diagnostic] = []
    texts = {name: _paragraphs(source, folder, found) for name, source in dataset.sources.items()}
    missing: dict[str, int] = {}
    for fact in dataset.facts.values():
        for evidence in _evidence(fact):
            text = texts.get(evidence.source)
            if not evidence.locator.quote:
                continue
            if text is None:
                missing[evidence.source] = missing.get(evidence.source, 0) + 1
                continue
            found.extend(_compare(fact, evidence, text, dataset.places.get(fact.id, Place())))
    notes = (
        Diagnostic(
            "BG203",
            f"no text of `{source}` in {folder.name}/, so its {count} quotation{_were(count)} not checked",
            Place("data/sources.yaml"),
            "put a copy there, or name a folder with --sources",
            Severity.NOTE,
        )
        for source, count in missing.items()
    )
    return (*found, *notes)


def _were(count: int) -> str:
    return " was" if count == 1 else "s were"


def _evidence(fact: Fact) -> Iterator[Evidence]:
    yield from fact.sources
    for alternative in fact.alternatives:
        yield from alternative.sources


def _compare(fact: Fact, evidence: Evidence, text: _Text, place: Place) -> Iterator[Diagnostic]:
    """Hold one quotation against a text, in which it stands exactly or with quotation marks and spaces made alike."""
    locator = evidence.locator
    number = locator.paragraph if text.has_paragraphs else None
    paragraphs = text.parts
    where = [position for position, paragraph in enumerate(paragraphs, 1) if _stands(locator.quote, paragraph)]
    where = where or _across(locator.quote, paragraphs)
    if not where:
        message = f"the quotation “{locator.quote}” of `{fact.id}` is not in `{evidence.source}`"
        yield Diagnostic("BG201", message, place, "copy the phrase again from the source")
    elif number is not None and number not in where:
        message = f"the quotation “{locator.quote}” of `{fact.id}` stands in paragraph {where[0]}, not {number}"
        yield Diagnostic("BG202", message, place, f"write paragraph: {where[0]}", Severity.WARNING)


def _across(quote: str, paragraphs: tuple[str, ...]) -> list[int]:
    """Find a quotation that runs over from one paragraph or page to the next; give both numbers."""
    for number, pair in enumerate(pairwise(paragraphs), 1):
        if _stands(quote, " ".join(pair)):
            return [number, number + 1]
    return []


def _stands(quote: str, text: str) -> bool:
    return quote in text or _alike(quote) in _alike(text)


def _alike(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def _paragraphs(source: Source, folder: Path, found: list[Diagnostic]) -> _Text | None:
    """Read the local copy of a source as its paragraphs, or nothing where there is none; tell of one that cannot be read."""
    names = (source.custom.file,) if source.custom.file else tuple(f"{source.id}{ending}" for ending in _ENDINGS)
    for name in names:
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            try:
                return _read(path)
            except _UnreadableError as error:
                place = Place(f"data/sources/{name}")
                found.append(Diagnostic("BG003", f"cannot read the text of `{source.id}`: {error}", place, CODES["BG003"].fix))
    return None


def _read(path: Path) -> _Text:
    try:
        return _Text(_pdf(path), has_paragraphs=False) if path.suffix == ".pdf" else _Text(_lines(path))
    except OSError as error:
        raise _UnreadableError(error.strerror) from error


def _lines(path: Path) -> tuple[str, ...]:
    """Read paragraphs: blocks of a web page; of a plain text what blank lines part, or each line where there are none."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".html", ".htm"):
        reader = _Blocks()
        reader.feed(text)
        text = "".join(reader.parts)
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    parts = re.split(r"\n[ \t]*\n", text.strip())
    return tuple(part.strip() for part in (parts if len(parts) > 1 else text.split("\n")) if part.strip())


def _pdf(path: Path) -> tuple[str, ...]:
    """Read the text of a PDF's pages."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:  # type: ignore[no-untyped-call] # the library is not typed
            return tuple(re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document)
    except pypdfium2.PdfiumError as error:
        raise _UnreadableError(str(error)) from error


class _Blocks(HTMLParser):
    """Collects the text of a web page, a line for each block."""

    _INLINE = frozenset(
        (
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "cite",
            "code",
            "data",
            "em",
            "i",
            "mark",
            "q",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
        )
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the library's signature
        self._silent += tag in ("script", "style")
        if tag not in self._INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")
        if tag not in self._INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))
