"""Drafts of all documents, on all cores; one into which the same goes as when it was last drafted is not drafted again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen.build.crew import Craft, Crew, Limits, prepare, share
from briefgen.build.fingerprint import Fingerprints
from briefgen.build.ingredients import Looked
from briefgen.build.kept import Kept, Shelf
from briefgen.build.precedent import Precedent
from briefgen.build.recall import Recall
from briefgen.build.together import Concord
from briefgen.build.workshop import Workshop
from briefgen.check.papers import markup_faults
from briefgen.check.papers.letters import LetterFound, letter_found
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Problems, from_plain, to_plain
from briefgen.model.ledger import LedgerFile, to_json
from briefgen.processes import start_method
from briefgen.validate.finished import read_ledger

_FEW = 3
"""Documents that are drafted sooner than other processes are started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What a check knows of a document."""

    id: DocumentId
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with its page, or why there is none."""
    ledger: bytes = b""
    """Its ledger, as a file; empty where it could not be drafted."""
    facts: tuple[str, ...] = ()
    """Ids of the facts that it prints."""
    templates: tuple[str, ...] = ()
    """Names of the templates and styles that went into it."""
    letter: LetterFound | None = None
    """What was found of its letter; nothing where it is not mailed."""
    looked: Looked | None = None
    ingredients: Mapping[str, str] = field(default_factory=dict)


def draft_all(workshop: Workshop, documents: Sequence[DocumentId], jobs: int) -> tuple[Drafted, ...]:
    """Draft documents in so many processes, and give what is found of each, in their order."""
    if workshop.cache is None:
        drafts: Mapping[DocumentId, Drafted] = {drafted.id: drafted for drafted in _drafted_all(workshop, documents, jobs)}
    else:
        drafts = _drafted_anew(workshop, workshop.cache, documents, jobs)
    return tuple(drafts[document] for document in documents)


def judge_drafts(drafts: Sequence[Drafted], workshop: Workshop) -> tuple[Diagnostic, ...]:
    """Find what the documents of a brief print of one fact and does not agree."""
    ledgers = {draft.id.stem: draft.ledger for draft in drafts}

    def read(entry: Mapping[str, Any]) -> LedgerFile:
        name = entry["files"][0]["path"]
        return read_ledger(ledgers[name], name)

    record = workshop.cache / "agreement-of-drafts.json" if workshop.cache else None
    return Concord(workshop.work.dataset, record).judged([_entry(draft) for draft in drafts], read)


def _drafted_anew(workshop: Workshop, cache: Path, documents: Sequence[DocumentId], jobs: int) -> Mapping[DocumentId, Drafted]:
    """Draft the documents into which something else goes than when they were last drafted; the others are as they were found."""
    shelf = Shelf(cache / "drafts", workshop.work.dataset)
    recall = Recall(workshop, shelf, Fingerprints.taken(workshop))
    precedent = Precedent(workshop.prover, cache / "proof" / "drafted-with.json")
    found = {document: kept for document in documents if (kept := _recalled(document, recall, precedent)) is not None}
    for drafted in _drafted_all(workshop, [document for document in documents if document not in found], jobs):
        found[drafted.id] = drafted
        _keep(drafted, recall)
    precedent.keep(documents)
    return found


def _drafted_all(workshop: Workshop, documents: Sequence[DocumentId], jobs: int) -> Iterator[Drafted]:
    if jobs == 1 or len(documents) <= _FEW:
        yield from (drafted(workshop, document) for document in documents)
        return
    method = start_method()
    if method == "fork":
        prepare(workshop, documents, jobs)
    yield from share(Crew(workshop, Limits(), method, _DRAFTING), documents, jobs)


def drafted(workshop: Workshop, document: DocumentId) -> Drafted:
    """Draft a document, and judge its page and its letter."""
    try:
        draft = workshop.draft(document)
    except Problems as problems:
        return Drafted(id=document, diagnostics=problems.diagnostics)
    looked = Looked.of(draft.page)
    return Drafted(
        id=document,
        diagnostics=(*workshop.judged(draft), *markup_faults(draft.page, draft.briefing)),
        ledger=to_json(draft.ledger),
        facts=draft.page.ledger.facts,
        templates=draft.page.ledger.templates,
        letter=letter_found(draft, workshop),
        looked=looked,
        ingredients=workshop.ingredients_of(draft.briefing, looked),
    )


def not_drafted(document: DocumentId, reason: Diagnostic) -> Drafted:
    """Give what a check knows of a document that was lost."""
    return Drafted(id=document, diagnostics=(reason,))


_DRAFTING = Craft(drafted, not_drafted)


def _recalled(document: DocumentId, recall: Recall, precedent: Precedent) -> Drafted | None:
    """Give what was found of a document when it was last drafted, where the same would be found now."""
    kept = recall.shelf.find(document)
    if kept is None:
        return None
    if kept.entry["letter"] is not None and not recall.is_untouched(kept):  # much goes into letters that goes into no page
        return None
    kept, reasons = recall.compared(kept)
    is_proven = kept.secrets == recall.workshop.prover.digest(document) or precedent.covers(document, kept.secrets)
    if reasons or not is_proven:
        return None
    letter = kept.entry["letter"]
    return Drafted(
        id=document,
        diagnostics=recall.shelf.said(kept.told),
        ledger=kept.entry["ledger"].encode("utf-8", "surrogatepass"),
        facts=tuple(kept.entry["facts"]),
        templates=tuple(kept.entry["templates"]),
        letter=LetterFound(tuple(map(from_plain, letter["found"])), letter["is_written"]) if letter else None,
    )


def _keep(draft: Drafted, recall: Recall) -> None:
    if draft.looked is None or not recall.fingerprints.saw(draft.id, draft.looked, draft.ingredients):
        recall.shelf.drop(draft.id)
        return
    letter = draft.letter
    entry = {
        "ledger": draft.ledger.decode("utf-8", "surrogatepass"),
        "facts": draft.facts,
        "templates": draft.templates,
        "letter": {"found": [to_plain(item) for item in letter.diagnostics], "is_written": letter.is_written} if letter else None,
    }
    kept = Kept(
        document=draft.id,
        looked=draft.looked,
        ingredients=draft.ingredients,
        secrets=recall.workshop.prover.digest(draft.id),
        fingerprint=recall.fingerprints.of(draft.id, draft.looked.facts),
        entry=entry,
        told=recall.shelf.told(draft.diagnostics),
    )
    recall.shelf.keep(kept)


def _entry(draft: Drafted) -> Mapping[str, Any]:
    """Describe a draft as the manifest describes a document, as far as judging documents together needs it."""
    file = {"path": draft.id.stem, "sha256": hashlib.sha256(draft.ledger).hexdigest()}
    return {"brief": draft.id.brief, "facts": draft.facts, "files": [file]}
