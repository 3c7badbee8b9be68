"""Messages as .eml files: drafts for those who send by hand, and the messages of a plan to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.message import draft
from briefgen.deliver.plan import PlanFile
from briefgen.deliver.private import write_private
from briefgen.mailing.letters import Letters, Ready
from briefgen.mailing.run import Mailing, Outcome, Run, is_closed, not_yet, wanted_documents
from briefgen.model.delivery import Mailbox, Recipient
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.validate.addresses import mailbox


def export(plan_file: PlanFile, folder: Path) -> int:
    """Write every message of a plan as an .eml file, named by its number and document; give how many there are.

    Raises Problems (BG009) where the folder refuses.
    """
    for planned in plan_file.planned():
        write_private(folder, f"{planned.number:05}-{planned.document}.eml", plan_file.content(planned.number))
    return plan_file.count


def write_drafts(mailing: Mailing, folder: Path, *, per_recipient: bool) -> Outcome:
    """Write a draft for each document of the audiences that have recipients, or one for each of their recipients.

    Raises Problems where there is nothing to send; what is wrong with one document or row stops no other.
    """
    reply_to = mailing.workshop.work.settings.email.reply_to
    drafting = _Drafting(folder, mailbox(reply_to) if reply_to else None)
    if per_recipient:
        return Run(mailing, drafting).whole()
    letters = Letters(mailing.workshop, mailing.shelf())
    found: list[Diagnostic] = []
    counts: dict[str, int] = {}
    for document in wanted_documents(mailing, addressed=False):
        try:
            ready = letters.ready(document)
        except Problems as problems:
            found.extend(problems.diagnostics)
            continue
        found.extend(ready.diagnostics)
        if is_closed(ready, mailing.workshop) and not mailing.workshop.work.audiences[document.audience].prerelease:
            found.append(not_yet(ready, document.audience))
            continue
        drafting.blank(ready)
        counts[document.stem] = 1
    return Outcome(None, tuple(dict.fromkeys(found)), counts, (), 0)


@dataclass(slots=True)
class _Drafting:
    """Writes drafts into a folder."""

    folder: Path
    reply_to: Mailbox | None
    number: int = 0

    def document(self, ready: Ready) -> None:
        """Nothing is written for a document alone."""

    def make(self, ready: Ready, recipient: Recipient) -> bytes:
        """Make a recipient's draft."""
        return draft(ready.form, recipient.fields, Mailbox(recipient.fields["name"], recipient.address), self.reply_to)

    def take(self, ready: Ready, recipient: Recipient, made: bytes, reason: str) -> Diagnostic | None:  # noqa: ARG002 -- a sink's
        """Write a recipient's draft."""
        self.number += 1
        write_private(self.folder, f"{ready.document.stem}-{self.number:03}.eml", made)
        return None

    def blank(self, ready: Ready) -> None:
        """Write a document's draft for nobody yet: the names of columns stand in brackets where a row would have its say."""
        fields = {column: f"[{column}]" for column in ready.letter.columns}
        write_private(self.folder, f"{ready.document.stem}.eml", draft(ready.form, fields, None, self.reply_to))
