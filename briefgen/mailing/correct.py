"""Corrections: those who have an edition that a changed fact touches get a notice and the new document, and nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.deliver.log import LogReader
from briefgen.deliver.message import compose
from briefgen.deliver.planning import PlanWriter, sweep
from briefgen.mailing.audience import readers_of
from briefgen.mailing.letters import Letters, Ready
from briefgen.mailing.plan import PLANS, Planning, envelope_of
from briefgen.mailing.run import Mailing, Outcome, is_closed, not_yet
from briefgen.model.briefing import DocumentId
from briefgen.model.delivery import CORRECTION, Correction, Recipient
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, finding
from briefgen.model.sending import Said
from briefgen.tailor import plan


def make_correction(mailing: Mailing, log: LogReader) -> Outcome:
    """Compose a notice of correction for each reader whom the log shows with an edition that a changed fact touches.

    What was said is what the log noted, what is right is what the dataset says now; why, an editor says in the section
    `correction` of the audience's text. Problems (BG601, BG610) where nothing can be composed at all.
    """
    workshop = mailing.workshop
    envelope = envelope_of(workshop.work.settings.email, workshop)
    folder = mailing.root / PLANS
    sweep(folder)
    with PlanWriter(folder, envelope.sender.address, workshop.as_at.isoformat()) as writer:
        planning = Planning(envelope, writer, workshop.work.settings.email.max_bytes)
        run = _Run(mailing, log, planning)
        outcome = run.whole()
        if not outcome.counts or any(item.is_error for item in outcome.diagnostics):
            return outcome
        return replace(outcome, path=writer.finish())


def corrections_of(said: Mapping[str, Said], present: Mapping[str, str]) -> tuple[Correction, ...]:
    """Compare what an edition said of its facts with the hashes of what the present document says of them."""
    return tuple(
        Correction(name, words.sentence or ", ".join(words.printed), stands=name in present)
        for name, words in said.items()
        if present.get(name) != words.sha256
    )


@dataclass(slots=True)
class _Run:
    """One run through the documents."""

    mailing: Mailing
    log: LogReader
    planning: Planning
    found: list[Diagnostic] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    suppressed: list[tuple[str, str]] = field(default_factory=list)
    left_out: int = 0

    def whole(self) -> Outcome:
        """Go through all documents that are wanted."""
        letters = Letters(self.mailing.workshop, self.mailing.shelf())
        for document in plan(self.mailing.workshop.work, self.mailing.request):
            try:
                self._document(document, letters)
            except Problems as problems:
                self.found.extend(problems.diagnostics)
        if not self.counts and not any(item.is_error for item in self.found):
            self.found.append(
                finding("BG657", "no reader has an edition that a changed fact touches", Place(), "", Severity.WARNING)
            )
        return Outcome(None, tuple(dict.fromkeys(self.found)), self.counts, tuple(self.suppressed), self.left_out)

    def _document(self, document: DocumentId, letters: Letters) -> None:
        """Compose the notices on one document: those who have the same earlier edition get the same."""
        latest = self.log.latest(document.stem)
        if not latest:
            return
        present = letters.ready(document).document.facts
        groups: defaultdict[tuple[Correction, ...], list[str]] = defaultdict(list)
        known = {row: corrections_of(self.log.said(row), present) for row in set(latest.values())}
        for address, row in latest.items():
            if known[row]:
                groups[known[row]].append(address)
        for number, (corrections, addresses) in enumerate(groups.items()):
            ready = letters.ready(document, corrections)
            self.found.extend((*ready.diagnostics, *self._reasonless(document)))
            if is_closed(ready, self.mailing.workshop):
                self.found.append(not_yet(ready, document.audience))
                continue
            if not number:
                self.planning.document(ready)
            self._notices(ready, addresses)

    def _notices(self, ready: Ready, addresses: Sequence[str]) -> None:
        """Compose the notices of one group of readers."""
        audience, stem = ready.document.audience, ready.document.stem
        rows = self._rows(ready)
        for address in addresses:
            recipient = rows.get(address)
            if address in self.mailing.suppressed:
                self.suppressed.append((audience, address))
            elif recipient is None:
                self._refuse(
                    finding("BG658", f"`{address}` was sent {stem} and is no recipient of `{audience}` any more", Place())
                )
            else:
                wrong = self.planning.take(ready, recipient, compose(ready.form, self.planning.envelope, recipient), "")
                self.found.extend([wrong] if wrong else [])
                self.counts[stem] = self.counts.get(stem, 0) + 1

    def _rows(self, ready: Ready) -> Mapping[str, Recipient]:
        """Read the audience's recipients by their address in lower case; what is wrong with the file is told."""
        work = self.mailing.workshop.work
        readers = readers_of(self.mailing.root, work, ready.document.audience, (ready,), is_whole=False)
        self.found.extend(readers.diagnostics)
        return {item.address.lower(): item for item in readers.read() if isinstance(item, Recipient)}

    def _reasonless(self, document: DocumentId) -> Iterator[Diagnostic]:
        """Tell where no editor says why a document is corrected: the notice then says what was wrong and what is right."""
        folders = (f"{document.brief}/{document.item}", document.brief) if document.item else (document.brief,)
        texts = self.mailing.workshop.work.texts
        languages = (document.language, "")
        if not any(
            CORRECTION in texts.get((name, document.audience, language), {}) for name in folders for language in languages
        ):
            place = Place(f"data/texts/{document.brief}/{document.audience}.md")
            yield finding("BG659", f"the notice on {document.stem} gives no reason", place, "", Severity.WARNING)

    def _refuse(self, wrong: Diagnostic) -> None:
        """Tell of a reader who cannot be written to; it fails the run unless such readers are left out."""
        self.left_out += 1
        self.found.append(replace(wrong, severity=Severity.WARNING) if self.mailing.skip_bad else wrong)
