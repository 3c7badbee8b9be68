"""What documents say of each fact, from their ledgers: the log keeps it, so that a correction can name what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from briefgen.model.delivery import PlannedDocument
from briefgen.model.ledger import LedgerFile
from briefgen.model.sending import Said, Statements
from briefgen.tracing.output import Output


def statements(output: Path, documents: Iterable[PlannedDocument]) -> Statements:
    """Read from the ledgers beside some documents' PDFs what they say of each fact.

    The ledger of another version of a document says nothing of this one and is left aside. Problems (BG208, BG209) where
    there is no manifest, or a file is missing or damaged.
    """
    finished = Output.read(output)
    entries = {entry.document: entry for entry in finished.manifest.documents}
    found: dict[str, Mapping[str, Said]] = {}
    for document in documents:
        entry = entries.get(document.path.removesuffix(".pdf"))
        if entry is not None and entry.digest == document.digest:
            found[document.stem] = said(finished.ledger(entry), document.facts)
    return found


def said(ledger: LedgerFile, facts: Mapping[str, str]) -> Mapping[str, Said]:
    """Give what a document prints of each fact: its values, and the first sentence in which one stands."""
    printed: dict[str, list[str]] = {name: [] for name in facts}
    holders: dict[str, str] = {}
    for entry in ledger.entries:
        if entry.fact in printed and entry.raw and entry.where == "text":
            printed[entry.fact].append(entry.printed)
        if entry.fact in printed and entry.anchor:
            holders[entry.anchor] = entry.fact
    sentences: dict[str, str] = {}
    for sentence in ledger.sentences:
        for anchor in sentence.anchors:
            if anchor in holders:
                sentences.setdefault(holders[anchor], sentence.text)
    return {
        name: Said(sha256=sha256, sentence=sentences.get(name, ""), printed=tuple(dict.fromkeys(printed[name])))
        for name, sha256 in facts.items()
    }
