"""Letters for documents: tailored, rendered, judged and proven as the documents are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from briefgen.build import Workshop
from briefgen.build.origins import placed, texts_of
from briefgen.deliver.message import Attachment, Form
from briefgen.gate.content import check_content
from briefgen.gate.naked import naked_numbers
from briefgen.gate.reading import read
from briefgen.mailing.shelf import Shelf, Taken
from briefgen.model.briefing import Briefing, DocumentId, Work
from briefgen.model.delivery import CORRECTION, Correction, Enclosure, Letter, PlannedDocument
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity
from briefgen.model.settings import SectionRule
from briefgen.render import write_letter
from briefgen.tailor import tailor

_LARGEST_HTML = 90_000
"""Bytes: mail programs cut a longer one (hazards, Email)."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that can be sent: what the plan says of it, its letter, and the form of its messages."""

    document: PlannedDocument
    letter: Letter
    form: Form
    embargo_until: datetime | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Letters:
    """Writes the letters of a project's documents."""

    workshop: Workshop
    shelf: Shelf

    @cached_property
    def _under_embargo(self) -> Workshop:
        """The same for documents that say their embargo, in which facts under embargo may stand."""
        return replace(self.workshop, embargoed=True)

    def ready(self, document: DocumentId, corrections: tuple[Correction, ...] = ()) -> Ready:
        """Take a document from the shelf and write its letter: a notice of correction where an earlier edition said otherwise.

        Problems with all that forbids sending it: BG303 or BG304 (a forbidden fact in the letter), BG4xx, BG608 to BG615.
        """
        until = self.shelf.embargo(document)
        workshop = self._under_embargo if until else self.workshop
        if workshop.prover.is_hidden(document):
            message = f"{document.stem}: its readers may know nothing of `{document.item}`"
            raise Problems(Diagnostic("BG613", message, Place("briefgen.yaml"), "build again, which removes the document"))
        briefing = tailor(workshop.work, document, workshop.as_at, embargoed=workshop.embargoed)
        taken = self.shelf.take(briefing, workshop)
        if corrections:
            briefing = tailor(with_reasons(workshop.work), document, workshop.as_at, embargoed=workshop.embargoed)
        letter = write_letter(briefing, workshop.environment, _enclosure(briefing, taken, corrections), workshop.work.brand)
        found = tuple(_judged(letter, briefing, taken, workshop))
        if any(item.is_error for item in found):
            raise Problems(*found)
        form = Form(letter, Attachment.of(f"{document.stem}.pdf", taken.pdf))
        return Ready(taken.planned, letter, form, until, found)


def with_reasons(work: Work) -> Work:
    """Give a project in which each audience has the section in which its editors say why an edition is corrected."""
    audiences = {
        name: replace(audience, sections={**audience.sections, CORRECTION: SectionRule()})
        for name, audience in work.audiences.items()
    }
    return replace(work, audiences=audiences)


def _enclosure(briefing: Briefing, taken: Taken, corrections: tuple[Correction, ...]) -> Enclosure:
    return Enclosure(
        name=f"{briefing.id.stem}.pdf",
        size=len(taken.pdf),
        marking=taken.planned.marking,
        embargo_until=taken.embargo_until,
        unsubscribe=briefing.settings.email.unsubscribe.addresses,
        corrections=corrections,
    )


def _judged(letter: Letter, briefing: Briefing, taken: Taken, workshop: Workshop) -> Iterator[Diagnostic]:
    """Judge a letter as documents are judged, and by what a mail must hold; each finding says whose letter it is."""
    judged = replace(briefing, audience=replace(briefing.audience, template=letter.template))

    def source(name: str) -> str:
        return (workshop.environment.folders.read(name) or b"").decode()

    def all_found() -> Iterator[Diagnostic]:
        for page, content in zip(letter.pages, (letter.html, letter.pages[1].html), strict=True):
            reading = read(page.marked, page.language)
            yield from naked_numbers(reading, page, source)
            yield from check_content(reading, page, judged)
            yield from workshop.prover.prove(judged, page, {"html": content.encode()})[1]
        yield from letter.pages[0].diagnostics
        yield from _mail_rules(letter, judged, taken)

    texts = texts_of(judged, letter.pages[0], source)
    for item in dict.fromkeys(placed(all_found(), lambda: texts, judged)):
        yield replace(item, message=f"letter of {briefing.id.stem}: {item.message}")


def _mail_rules(letter: Letter, briefing: Briefing, taken: Taken) -> Iterator[Diagnostic]:
    """Find where a letter does not say its marking and embargo at its head, says two things, or is too long for a mail."""
    html, text = letter.pages
    place = Place(f"templates/{letter.template}")
    first = next((block.text for block in read(html.html, html.language).blocks), "")
    heads = {
        "subject": letter.subject,
        "first line of the plain text": letter.text.partition("\n")[0],
        "first line of the HTML": first,
    }
    for where, words in heads.items():
        missing = [mark for mark in (letter.marking, letter.embargo) if mark and mark not in words]
        if missing:
            yield Diagnostic(
                "BG608", f"the {where} does not say {' and '.join(missing)}", place, "print {{ marking }} and {{ embargo }} there"
            )
    if len(letter.html.encode()) > _LARGEST_HTML:
        message = (
            f"the HTML has {len(letter.html.encode()) // 1000} kB; mail programs cut what is longer than {_LARGEST_HTML // 1000}"
        )
        yield Diagnostic("BG609", message, place, "shorten the letter: the document itself is attached")
    differing = sorted(set(html.ledger.facts) ^ set(text.ledger.facts))
    if differing:
        message = f"HTML and plain text do not print the same facts: {', '.join(f'`{name}`' for name in differing)}"
        yield Diagnostic("BG609", message, place, "print the same facts in both", Severity.WARNING)
    scheme, ceiling = briefing.scheme, briefing.audience.admits.marking or briefing.scheme.labels[0]
    if not scheme.admits(ceiling, letter.marking):
        yield Diagnostic("BG613", f"it is marked {letter.marking}, above the ceiling {ceiling} of its audience", place)
    facts = (briefing.dataset.facts[name] for name in dict.fromkeys((*html.ledger.facts, *text.ledger.facts)))
    for fact in facts:
        if (
            fact.embargo_until
            and briefing.as_at < fact.embargo_until
            and (taken.embargo_until or briefing.as_at) < fact.embargo_until
        ):
            message = f"it prints `{fact.id}`, which is under embargo for longer than the document"
            yield Diagnostic("BG614", message, place, "build the document with --embargoed, or leave the fact out")
