"""Quotations: each is looked for in the local copy of its source, at the paragraph that its locator names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.fact import Evidence, Fact
from briefgen.model.source import Source

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": None})
_ENDINGS = (".txt", ".html", ".htm", ".pdf")


def check_quotations(dataset: Dataset, folder: Path) -> tuple[Diagnostic, ...]:
    """Look for every quotation in its source's text: absent is an error, at another paragraph a warning, no text a note."""
    texts = {name: _paragraphs(source, folder) for name, source in dataset.sources.items()}
    found: list[Diagnostic] = []
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
            f"no text of `{source}` in {folder.name}/, so its {count} quotations were not checked",
            Place("data/sources.yaml"),
            "put a copy there, or name a folder with --sources",
            Severity.NOTE,
        )
        for source, count in missing.items()
    )
    return (*found, *notes)


def _evidence(fact: Fact) -> Iterator[Evidence]:
    yield from fact.sources
    for alternative in fact.alternatives:
        yield from alternative.sources


def _compare(fact: Fact, evidence: Evidence, paragraphs: tuple[str, ...], place: Place) -> Iterator[Diagnostic]:
    """Hold one quotation against a text: exact first, then with quotation marks and spaces made alike."""
    locator = evidence.locator
    number = locator.paragraph
    if number is not None and 0 < number <= len(paragraphs) and _stands(locator.quote, paragraphs[number - 1]):
        return
    where = [position for position, paragraph in enumerate(paragraphs, 1) if _stands(locator.quote, paragraph)]
    if not where:
        message = f"the quotation “{locator.quote}” of `{fact.id}` is not in `{evidence.source}`"
        yield Diagnostic("BG201", message, place, "copy the phrase again from the source")
    elif number is not None:
        message = f"the quotation “{locator.quote}” of `{fact.id}` stands in paragraph {where[0]}, not {number}"
        yield Diagnostic("BG202", message, place, f"write paragraph: {where[0]}", Severity.WARNING)


def _stands(quote: str, text: str) -> bool:
    return quote in text or _alike(quote) in _alike(text)


def _alike(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def _paragraphs(source: Source, folder: Path) -> tuple[str, ...] | None:
    """Read the local copy of a source as its paragraphs, or nothing where there is none."""
    names = (source.custom.file,) if source.custom.file else tuple(f"{source.id}{ending}" for ending in _ENDINGS)
    for name in names:
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return _read(path)
    return None


def _read(path: Path) -> tuple[str, ...]:
    if path.suffix == ".pdf":
        return _pdf(path)
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".html", ".htm"):
        reader = _Blocks()
        reader.feed(text)
        text = "".join(reader.parts)
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    return tuple(text.split("\n"))


def _pdf(path: Path) -> tuple[str, ...]:
    """Read a PDF as one paragraph a page: its locators name pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:  # type: ignore[no-untyped-call] # the library is not typed
        return tuple(re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document)


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
