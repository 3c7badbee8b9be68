"""Letters for documents: tailored, rendered, judged and proven as the documents are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.build import Workshop
from briefgen.charts import png
from briefgen.deliver.message import Attachment, Form
from briefgen.mailing.judging import judged, printed
from briefgen.mailing.shelf import Shelf, Taken
from briefgen.model.briefing import Briefing, DocumentId, Work
from briefgen.model.delivery import CORRECTION, Correction, Enclosure, Letter, PlannedDocument
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.settings import SectionRule
from briefgen.render import Brush, write_letter
from briefgen.tailor import tailor


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
        enclosure = enclosure_of(briefing, taken.planned.marking, taken.embargo_until, corrections, len(taken.pdf))
        letter = write_letter(briefing, workshop.environment, enclosure, workshop.work.brand, brush_of(workshop))
        found = (*judged(letter, briefing, workshop), *_longer_embargoes(letter, briefing, taken))
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


def enclosure_of(
    briefing: Briefing, marking: str, embargo_until: datetime | None, corrections: tuple[Correction, ...] = (), size: int = 0
) -> Enclosure:
    """Say what a letter goes with: a document of some marking, under embargo until some instant, of some bytes."""
    return Enclosure(
        name=f"{briefing.id.stem}.pdf",
        size=size,
        marking=marking,
        embargo_until=embargo_until,
        unsubscribe=briefing.settings.email.unsubscribe.addresses,
        corrections=corrections,
    )


def brush_of(workshop: Workshop) -> Brush:
    """Give what makes the pictures of a project's letters, in its documents' faces and on its brand's paper."""
    ground = workshop.work.brand.light.paper

    def paint(svg: str, width: int) -> bytes:
        if workshop.cache is not None:
            return png(svg, width, workshop.faces, workshop.cache / "faces", ground)
        with TemporaryDirectory() as folder:
            return png(svg, width, workshop.faces, Path(folder), ground)

    return Brush(workshop.easel.draw, paint)


def _longer_embargoes(letter: Letter, briefing: Briefing, taken: Taken) -> Iterator[Diagnostic]:
    """Find facts that a letter prints and that are under embargo for longer than its document."""
    until = taken.embargo_until or briefing.as_at
    for fact in (briefing.dataset.facts[name] for name in printed(letter)):
        if fact.embargo_until and max(briefing.as_at, until) < fact.embargo_until:
            message = f"letter of {briefing.id.stem}: it prints `{fact.id}`, which is under embargo for longer than the document"
            hint = "build the document with --embargoed, or leave the fact out"
            yield Diagnostic("BG614", message, Place(f"templates/{letter.template}"), hint)
