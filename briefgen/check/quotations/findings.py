"""Findings: what the verdicts on the quotations, and the texts themselves, tell the author of a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.check.quotations.stored import Stored, stored_texts
from briefgen.check.quotations.verdicts import Finding, Verdict, judged, quoted_sources
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Severity, finding
from briefgen.model.names import SOURCES
from briefgen.model.source import Source

_AGAIN = "copy the phrase again from the source"


def check_quotations(dataset: Dataset, folder: Path) -> tuple[Diagnostic, ...]:
    """Look for every quotation in its source's text, and hold each text against the hash that is kept of it.

    BG201 (error) where a quotation is absent, BG202 (warning) where it drifted, BG203 (note) where there is no text,
    BG204 where the text is another than was checked (warning) or no hash is kept (note), BG003 where a text is unreadable.
    """
    sources = quoted_sources(dataset)
    texts = stored_texts(sources, folder)
    found = judged(dataset, texts)
    of_texts = (item for source in sources if source.id in texts for item in _of_text(source, texts[source.id], dataset))
    of_quotations = (item for verdict in found if (item := _of_quotation(verdict, dataset)) is not None)
    return (*of_texts, *of_quotations, *_unchecked(found, texts, dataset, folder))


def _of_text(source: Source, text: Stored, dataset: Dataset) -> Iterator[Diagnostic]:
    place = _source_place(source.id, dataset)
    if text.fault:
        message = f"cannot read the text of `{source.id}`: {text.fault}"
        yield finding("BG003", message, Place(f"{SOURCES}/{text.file}"), "put a readable copy there, as text, HTML or PDF")
    if not text.sha256:
        return
    if not source.custom.sha256:
        hint = f"write custom: {{file: {text.file}, sha256: {text.sha256}}}"
        yield finding("BG204", f"no hash of the text of `{source.id}` is kept", place, hint, Severity.NOTE)
    elif source.custom.sha256 != text.sha256:
        message = f"the text of `{source.id}` is not the one whose quotations were checked"
        hint = f"read its quotations again, then write sha256: {text.sha256}"
        yield finding("BG204", message, place, hint, Severity.WARNING)


def _of_quotation(verdict: Verdict, dataset: Dataset) -> Diagnostic | None:
    place = dataset.places.get(verdict.fact, Place())
    named = f"the quotation “{verdict.quote}” of `{verdict.fact}`"
    if verdict.finding is Finding.ABSENT:
        near = f"nearest is {_where(verdict)}: “{verdict.passage}”; " if verdict.passage else ""
        return finding("BG201", f"{named} is not in `{verdict.source}`", place, f"{near}{_AGAIN}")
    if verdict.finding is not Finding.DRIFTED:
        return None
    message = f"{named} stands {_moved(verdict)}"
    hint = f"write {'; '.join(move.found.locator for move in verdict.moves)}"
    if verdict.is_reworded:
        moved = f" and stands {_moved(verdict)}" if verdict.moves else ""
        message = f"{named} has changed in `{verdict.source}`{moved}: {_where(verdict)} reads “{verdict.passage}”"
        hint = f"quote the new words, if they still support the fact{f', and {hint}' if verdict.moves else ''}"
    return finding("BG202", message, place, hint, Severity.WARNING)


def _moved(verdict: Verdict) -> str:
    return " and ".join(f"{move.found.words}, not {move.stated.bare}" for move in verdict.moves)


def _where(verdict: Verdict) -> str:
    return ", ".join(str(spot) for spot in verdict.spots) or "the text"


def _unchecked(found: tuple[Verdict, ...], texts: Mapping[str, Stored], dataset: Dataset, folder: Path) -> Iterator[Diagnostic]:
    """Note the sources whose quotations could not be looked for; a text that cannot be read has been told already."""
    counts = Counter(verdict.source for verdict in found if verdict.finding is Finding.NO_TEXT)
    for name, count in counts.items():
        text = texts.get(name)
        if text and text.fault:
            continue
        lack = f"the text of `{name}` holds no words" if text else f"no text of `{name}` in {_named(folder)}/"
        message = f"{lack}, so its {count} quotation{' was' if count == 1 else 's were'} not checked"
        hint = "put a copy with words there" if text else "put a copy there, or name a folder with --sources"
        yield finding("BG203", message, _source_place(name, dataset), hint, Severity.NOTE)


def _named(folder: Path) -> str:
    """Name the project's own folder of source texts as it lies there, and another by its last name."""
    return SOURCES if folder.parts[-2:] == tuple(SOURCES.split("/")) else folder.name


def _source_place(name: str, dataset: Dataset) -> Place:
    return dataset.record_places.get(("source", name), Place("data/sources.yaml"))
