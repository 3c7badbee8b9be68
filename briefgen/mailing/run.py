"""A run through the recipients of a mailing: who gets which document, who does not and why. Sinks take the messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from briefgen.build import Workshop, kept
from briefgen.mailing.audience import Readers, readers_of
from briefgen.mailing.letters import Letters, Ready
from briefgen.mailing.shelf import Shelf
from briefgen.model.briefing import DocumentId
from briefgen.model.delivery import Recipient
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, finding
from briefgen.tailor import Request, plan

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """What is to be sent: which documents of which project, from which output folder."""

    workshop: Workshop
    root: Path
    output: Path
    request: Request
    suppressed: frozenset[str] = frozenset()
    """Addresses, in small letters, that are not written to again."""
    skip_bad: bool = False
    """Whether rows that are at fault are left out and told, instead of refusing the plan."""
    progress: Callable[[int], None] = field(default=lambda _count: None)
    """Hears how many messages there are so far."""

    def shelf(self) -> Shelf:
        """Open the output folder. Problems (BG209, BG610) where there are no documents in it."""
        records = self.root / ".briefgen" / "cache" / "documents"
        return Shelf.of(self.output, kept.Shelf(records, self.workshop.work.dataset))

    def skipping(self) -> Mailing:
        """Give the same mailing, in which rows that are at fault are left out."""
        return replace(self, skip_bad=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a plan: its file, none where it is refused; what was found; and who was left out."""

    path: Path | None
    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    """How many messages were composed for each document, by its stem."""
    suppressed: tuple[tuple[str, str], ...]
    """Audience and address of those who are not written to again."""
    left_out: int
    """Rows that were left out since something is wrong with them."""


class Sink(Protocol[Made]):
    """What takes the messages of a run."""

    def document(self, ready: Ready) -> None:
        """Hear of a document that can be sent."""

    def make(self, ready: Ready, recipient: Recipient) -> Made:
        """Make a recipient's message. ValueError says in plain words why it cannot be."""

    def take(self, ready: Ready, recipient: Recipient, made: Made, reason: str) -> Diagnostic | None:
        """Take a message that was made, with the reason of a pre-release; give what is wrong with the document for its sake."""


@dataclass(slots=True)
class Run(Generic[Made]):
    """One run in the making."""

    mailing: Mailing
    sink: Sink[Made]
    found: list[Diagnostic] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    suppressed: list[tuple[str, str]] = field(default_factory=list)
    left_out: int = 0

    def whole(self) -> Outcome:
        """Go through all audiences that are wanted.

        Raises Problems (BG209, BG610, BG616) where there is nothing to send or nobody to get it.
        """
        wanted = wanted_documents(self.mailing)
        letters = Letters(self.mailing.workshop, self.mailing.shelf())
        for audience, documents in groupby(wanted, key=lambda document: document.audience):
            self._audience(audience, tuple(documents), letters)
        if not self.counts and not any(item.is_error for item in self.found):
            hint = "check the recipients, and who is suppressed or left out"
            self.found.append(Diagnostic("BG616", "there is nobody to write to", Place("data/audiences.yaml"), hint))
        return Outcome(None, tuple(dict.fromkeys(self.found)), self.counts, tuple(self.suppressed), self.left_out)

    def _audience(self, audience: str, documents: Sequence[DocumentId], letters: Letters) -> None:
        """Make the messages of one audience."""
        ready = tuple(self._ready(documents, letters))
        work, request = self.mailing.workshop.work, self.mailing.request
        is_whole = not request.languages and len(ready) == len(documents)
        try:
            readers = readers_of(self.mailing.root, work, audience, ready, is_whole=is_whole)
            self.found.extend(readers.diagnostics)
            closed = [item for item in ready if is_closed(item, self.mailing.workshop) and not readers.reasons]
            self.found.extend(not_yet(item, audience) for item in closed)
            for item in readers.read():
                if isinstance(item, Recipient):
                    self._recipient(item, [one for one in ready if one not in closed], readers)
                else:
                    self._refuse(item)
        except Problems as problems:
            self.found.extend(problems.diagnostics)

    def _ready(self, documents: Sequence[DocumentId], letters: Letters) -> Iterator[Ready]:
        for document in documents:
            try:
                ready = letters.ready(document)
            except Problems as problems:
                self.found.extend(problems.diagnostics)
            else:
                self.found.extend(ready.diagnostics)
                self.sink.document(ready)
                yield ready

    def _recipient(self, recipient: Recipient, ready: Sequence[Ready], readers: Readers) -> None:
        """Make a recipient's messages: one for each document of the audience in their language."""
        who, mine = recipient.address.lower(), [item for item in ready if item.document.language == recipient.language]
        if who in self.mailing.suppressed:
            self.suppressed.append((readers.audience, recipient.address))
            return
        under = [item for item in mine if is_closed(item, self.mailing.workshop)]
        reason = readers.reasons.get(who, "")
        if under and not reason:
            message = f"`{recipient.address}` is not on the pre-release list, and {under[0].document.stem} is under embargo"
            hint = f"wait until {under[0].document.embargo_until}, or add the address with a reason"
            self._refuse((finding("BG615", message, recipient.place, hint),))
        try:
            made = [(item, self.sink.make(item, recipient)) for item in mine if reason or item not in under]
        except ValueError as error:
            self._refuse((finding("BG603", str(error), recipient.place),))
            return
        for item, mail in made:
            wrong = self.sink.take(item, recipient, mail, reason if item in under else "")
            self.found.extend([wrong] if wrong else [])
            self.counts[item.document.stem] += 1
            self.mailing.progress(self.counts.total())

    def _refuse(self, found: tuple[Diagnostic, ...]) -> None:
        """Tell what is wrong with a row; it fails the run unless such rows are left out."""
        self.left_out += 1
        self.found.extend(replace(item, severity=Severity.WARNING) if self.mailing.skip_bad else item for item in found)


def is_closed(ready: Ready, workshop: Workshop) -> bool:
    """Tell whether a document is still under embargo, so that it goes only to those on a pre-release list."""
    return ready.embargo_until is not None and workshop.as_at < ready.embargo_until


def not_yet(ready: Ready, audience: str) -> Diagnostic:
    """Say that a document may go to nobody yet."""
    message = f"{ready.document.stem}: it is under embargo until {ready.document.embargo_until}"
    hint = f"wait, or name a list of those who may have it now: `prerelease` of the audience `{audience}`"
    return finding("BG614", message, Place(ready.document.path), hint)


def wanted_documents(mailing: Mailing, *, addressed: bool = True) -> tuple[DocumentId, ...]:
    """Give the documents that are wanted, audience by audience; `addressed` leaves out audiences without recipients.

    Raises Problems (BG006, BG616) where the request names what there is not, or no audience has recipients.
    """
    work, request = mailing.workshop.work, mailing.request
    found = plan(work, request)
    order = {name: number for number, name in enumerate(dict.fromkeys(document.audience for document in found))}
    silent = [name for name in order if not work.audiences[name].recipients] if addressed else []
    missing = [name for name in silent if name in request.audiences] or (silent if len(silent) == len(order) else [])
    if missing:
        named = ", ".join(f"`{name}`" for name in missing)
        hint = "give the audience `recipients: recipients/<file>.csv` in data/audiences.yaml"
        raise Problems(Diagnostic("BG616", f"no recipients are named for {named}", Place("data/audiences.yaml"), hint))
    kept = (document for document in found if document.audience not in silent)
    return tuple(sorted(kept, key=lambda document: order[document.audience]))
