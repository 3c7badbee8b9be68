"""A finished document becomes its files: HTML with its fonts, PDF, ledger, and its entry for the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.model.briefing import FONT_SLOT, Briefing, Entry, Page, Typeset
from briefgen.model.plain import plain
from briefgen.publish.files import OutputFolder
from briefgen.publish.manifest import name_of


@dataclass(frozen=True, slots=True)
class Finished:
    """A document ready to be written: its page, its PDF where one was asked for, and the evidence of its facts."""

    page: Page
    typeset: Typeset | None
    evidence: Mapping[str, Any]
    """Sources, locators and quotations of each fact used, as plain values."""
    formats: tuple[str, ...]
    page_limit: int


@dataclass(frozen=True, slots=True)
class Published:
    """What was written of a document."""

    name: str
    entry: Mapping[str, Any]


def evidence_of(briefing: Briefing, page: Page) -> Mapping[str, Any]:
    """Give the sources, locators and quotations behind each fact that a page uses."""
    return {name: plain(briefing.dataset.facts[name].sources) for name in page.ledger.facts}


def publish(finished: Finished, folder: OutputFolder, font_css: str) -> Published:
    """Write a document's files and give its manifest entry. Problems (BG009) where the folder refuses."""
    page = finished.page
    stem = f"{page.id.folder}/{page.id.stem}"
    contents: dict[str, bytes] = {}
    if "html" in finished.formats:
        contents[f"{stem}.html"] = page.html.replace(FONT_SLOT, font_css, 1).encode()
    if finished.typeset is not None:
        contents[f"{stem}.pdf"] = finished.typeset.pdf
    contents[f"{stem}.ledger.json"] = _ledger(finished)
    for name, content in contents.items():
        folder.write(name, content)
    return Published(name_of(page.id), _entry(finished, contents))


def _entry(finished: Finished, contents: Mapping[str, bytes]) -> Mapping[str, Any]:
    page = finished.page
    return {
        "document": name_of(page.id),
        "brief": page.id.brief,
        "item": page.id.item,
        "audience": page.id.audience,
        "language": page.id.language,
        "title": page.title,
        "edition": page.edition,
        "marking": page.marking,
        "pages": finished.typeset.pages if finished.typeset else None,
        "page_limit": finished.page_limit or None,
        "words": page.words,
        "digest": page.digest,
        "facts": page.ledger.facts,
        "sources": page.ledger.sources,
        "templates": page.ledger.templates,
        "files": [
            {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(contents.items())
        ],
    }


def _ledger(finished: Finished) -> bytes:
    page = finished.page
    content = {
        "document": name_of(page.id),
        "title": page.title,
        "language": page.language,
        "edition": page.edition,
        "marking": page.marking,
        "digest": page.digest,
        "pages": finished.typeset.pages if finished.typeset else None,
        "words": page.words,
        "entries": [_line(entry, finished.typeset) for entry in page.ledger.entries],
        "facts": finished.evidence,
        "sources": page.ledger.sources,
        "reads": page.ledger.reads,
        "selections": page.ledger.selections,
        "templates": page.ledger.templates,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _line(entry: Entry, typeset: Typeset | None) -> dict[str, Any]:
    line: dict[str, Any] = {
        "anchor": entry.anchor,
        "fact": entry.fact,
        "role": entry.role,
        "formatter": entry.formatter,
        "raw": entry.raw,
        "printed": entry.printed,
        "file": entry.place.file,
        "line": entry.place.line,
    }
    position = typeset.positions.get(entry.anchor) if typeset else None
    return line | ({"page": position.page, "x": round(position.x, 1), "y": round(position.y, 1)} if position else {})
