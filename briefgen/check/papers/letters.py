"""Letters that nobody gets: the templates of mails linted, and rendered with the real data and with such as nobody has yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefgen.build.draft import Draft
from briefgen.build.workshop import Workshop
from briefgen.check.papers.extremes import Found, Key, Trial, extremely, key_of, of_templates, structure, told
from briefgen.check.papers.invented import EXTREMES, Extreme
from briefgen.check.papers.lints import lint_templates
from briefgen.mailing.judging import judged
from briefgen.mailing.letters import enclosure_of, with_reasons
from briefgen.model.briefing import Briefing, DocumentId, Page
from briefgen.model.delivery import Correction, Enclosure, Letter
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.model.layers import STOCK, bare
from briefgen.render import Brush, templates_of, write_letter
from briefgen.render.inlays import HTML, TEXT
from briefgen.render.outline import reached
from briefgen.tailor import tailor

_WAS = "It was said otherwise"
_KINDS = (False, True)
"""A letter, and a notice of correction."""


@dataclass(frozen=True, slots=True)
class LetterFound:
    """What was found of a document's letter, and whether it could be written."""

    diagnostics: tuple[Diagnostic, ...]
    is_written: bool


def letter_found(draft: Draft, workshop: Workshop) -> LetterFound | None:
    """Write and judge the letter of a document; nothing where it is not mailed.

    Mailed are the documents of audiences with recipients, and those for whose letters the project has templates of its own.
    """
    document = draft.briefing.id
    if not _is_mailed(document, workshop):
        return None
    found: list[Diagnostic] = []
    try:
        found.extend(_real(draft, workshop))
    except Problems as problems:
        return LetterFound((*found, *(_named(item, document) for item in problems.diagnostics)), is_written=False)
    return LetterFound(tuple(found), is_written=True)


def check_letters(workshop: Workshop, letters: Mapping[DocumentId, LetterFound]) -> tuple[Diagnostic, ...]:
    """Give what was found of letters, and judge the templates of mails beyond what the present data show."""
    if not letters:
        return ()
    get = workshop.environment.outline_or_problems
    roots = [name for document in letters for kind in _KINDS for name in _templates(document, workshop, kind)]
    names = [name for name in reached((*dict.fromkeys(roots), HTML.figure, TEXT.figure), get) if bare(name).startswith("email/")]
    real = [item for letter in letters.values() for item in letter.diagnostics]
    made = [document for document, letter in letters.items() if letter.is_written]
    known = frozenset(key_of(replace(item, message=item.message.partition(": ")[2])) for item in real)
    lints = lint_templates(names, get, workshop.environment.folders.read, is_mail=True)
    documents = {_templates(document, workshop, False): document for document in reversed(made)}
    return (*real, *lints, *_extremes(workshop, tuple(documents.values()), known))


def _named(item: Diagnostic, document: DocumentId) -> Diagnostic:
    """Say whose letter a finding is about."""
    return replace(item, message=f"letter of {document.stem}: {item.message}")


def _is_mailed(document: DocumentId, workshop: Workshop) -> bool:
    if workshop.work.audiences[document.audience].recipients:
        return True
    folders = workshop.environment.folders
    names = (name for kind in _KINDS for name in _templates(document, workshop, kind))
    return workshop.stock is not None and any(
        not folders.has(f"{STOCK}{name}") or folders.path(name) != folders.path(f"{STOCK}{name}") for name in names
    )


def _templates(document: DocumentId, workshop: Workshop, is_correction: bool) -> tuple[str, ...]:
    return tuple(templates_of(document, workshop.environment, is_correction=is_correction).values())


def _real(draft: Draft, workshop: Workshop) -> Iterator[Diagnostic]:
    """Write a document's letter and judge it; then a notice of correction, which is only written. Problems where it cannot be."""
    page = draft.page
    letter = _letter(draft.briefing, workshop, enclosure_of(draft.briefing, page.marking, _until(page)))
    yield from judged(letter, draft.briefing, workshop)
    briefing = tailor(with_reasons(workshop.work), draft.briefing.id, workshop.as_at, embargoed=workshop.embargoed)
    changed = _corrections(briefing, page.ledger.facts[:1])
    _letter(briefing, workshop, enclosure_of(briefing, page.marking, _until(page), changed))


def _until(page: Page) -> datetime | None:
    return datetime.fromisoformat(page.embargo_until) if page.embargo_until else None


def _letter(briefing: Briefing, workshop: Workshop, enclosure: Enclosure) -> Letter:
    """Write a letter whose pictures are drawn, so that their words can be judged, and not painted."""
    brush = Brush(workshop.easel.draw, lambda svg, _width: svg.encode())
    return write_letter(briefing, workshop.environment, enclosure, workshop.work.brand, brush)


def _corrections(briefing: Briefing, facts: Sequence[str]) -> tuple[Correction, ...]:
    """Say that something else was said of some facts, and that one is gone."""
    changed = tuple(Correction(name, _WAS, stands=True) for name in facts if name in briefing.dataset.facts)
    return (*changed, Correction("gone", _WAS, stands=False))


def _extremes(workshop: Workshop, documents: Sequence[DocumentId], known: frozenset[Key]) -> Iterator[Diagnostic]:
    """Render the templates of mails with each extreme, once; tell failures and faults of markup."""
    environment = workshop.environment
    trial = Trial(with_reasons(workshop.work), environment, workshop.as_at, lambda name: environment.outline(name).facts)
    tried: list[Found] = [
        (extreme, item) for document in documents for extreme in EXTREMES for item in _tried(trial, document, extreme, workshop)
    ]
    return told(tried, known)


def _tried(trial: Trial, document: DocumentId, extreme: Extreme, workshop: Workshop) -> Iterator[Diagnostic]:
    get = trial.environment.outline_or_problems
    for kind in _KINDS:
        names = _templates(document, workshop, kind)
        wanted = trial.real(name for part in reached(names, get) if part.endswith(".j2") for name in trial.named(part))
        briefing = extremely(trial, document, extreme, wanted)
        changed = _corrections(briefing, tuple(briefing.dataset.facts)[:1]) if kind else ()
        enclosure = enclosure_of(briefing, briefing.scheme.labels[0], None, changed)
        try:
            page: Page = write_letter(briefing, trial.environment, enclosure, workshop.work.brand).pages[0]
        except Problems as problems:
            yield from of_templates(problems.diagnostics, wanted)
        else:
            of_letter = replace(briefing, audience=replace(briefing.audience, template=names[-1]))
            yield from (*of_templates(page.diagnostics, wanted), *structure(page, of_letter))
