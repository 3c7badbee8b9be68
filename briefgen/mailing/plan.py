"""A plan of a mailing: every message is composed, one after another, and written down, or every problem is told at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from briefgen.build import Workshop
from briefgen.deliver.message import Composed, Envelope, compose
from briefgen.deliver.planning import PlanWriter, sweep
from briefgen.mailing.letters import Ready
from briefgen.mailing.run import Mailing, Outcome, Run
from briefgen.model.delivery import Planned, Recipient
from briefgen.model.diagnostic import Diagnostic, Place, Problems, finding
from briefgen.model.settings import Email
from briefgen.validate.addresses import mailbox

PLANS = ".briefgen/plans"
"""Folder of the plans, in the project."""


def make_plan(mailing: Mailing) -> Outcome:
    """Compose every message of a mailing and write the plan; where anything is an error there is none.

    Raises Problems where nothing can be composed at all: no manifest, no sender, nobody to write to.
    """
    workshop = mailing.workshop
    envelope = envelope_of(workshop.work.settings.email, workshop)
    folder = mailing.root / PLANS
    sweep(folder)
    with PlanWriter(folder, envelope.sender.address, workshop.as_at.isoformat()) as writer:
        outcome = Run(mailing, Planning(envelope, writer, workshop.work.settings.email.max_bytes)).whole()
        if any(item.is_error for item in outcome.diagnostics):
            return outcome
        return replace(outcome, path=writer.finish())


@dataclass(slots=True)
class Planning:
    """Composes messages and writes them into a plan."""

    envelope: Envelope
    writer: PlanWriter
    largest: int
    number: int = 0
    _too_large: set[str] = field(default_factory=set)

    def document(self, ready: Ready) -> None:
        """Write down a document of the plan."""
        self.writer.document(ready.document)

    def make(self, ready: Ready, recipient: Recipient) -> Composed:
        """Compose a recipient's message."""
        return compose(ready.form, self.envelope, recipient)

    def take(self, ready: Ready, recipient: Recipient, made: Composed, reason: str) -> Diagnostic | None:
        """Write a message into the plan; tell once for a document that its messages are too large."""
        document = ready.document
        self.number += 1
        planned = Planned(
            number=self.number,
            address=recipient.address,
            audience=document.audience,
            language=document.language,
            document=document.stem,
            edition=document.edition,
            subject=made.subject,
            message_id=made.message_id,
            sha256=made.sha256,
            size=made.size,
            prerelease=reason,
        )
        self.writer.message(planned, made.pieces)
        if made.size <= self.largest or document.stem in self._too_large:
            return None
        self._too_large.add(document.stem)
        message = f"{document.stem}: a message has {made.size:,} bytes, encoded; {self.largest:,} are allowed"
        hint = "make the document smaller, or raise `email.max_size` where the mail servers take it"
        return finding("BG618", message, Place(document.path), hint)


def envelope_of(email: Email, workshop: Workshop) -> Envelope:
    """Give what all messages of a mailing say of their sender. Problems (BG601) where none is named."""
    if not email.sender:
        hint = "add `email:` with `from: Policy Unit <name@example.org>` to briefgen.yaml"
        raise Problems(Diagnostic("BG601", "no sender is given: `email.from` is missing", Place("briefgen.yaml"), hint))
    return Envelope(
        sender=mailbox(email.sender),
        reply_to=mailbox(email.reply_to) if email.reply_to else None,
        unsubscribe=email.unsubscribe.addresses,
        date=workshop.as_at,
    )
