"""A plan on its way: what it would send, what keeps it from being sent, and sending it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from briefgen.deliver.clearance import Clearance
from briefgen.deliver.log import Entered, LogReader, Outlook, SendLog
from briefgen.deliver.orders import Orders, Surroundings
from briefgen.deliver.plan import PlanFile
from briefgen.deliver.sending import Result, Run, refusals
from briefgen.mailing.standing import survey
from briefgen.mailing.statements import statements
from briefgen.model.briefing import Work
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, finding
from briefgen.model.sending import State

_NOWHERE = Place()
_DUE = frozenset({"to be sent", State.QUEUED, State.SENDING, State.DEFERRED})
_WORDS: Mapping[Outlook, str] = {
    Outlook.NEW: "to be sent",
    Outlook.SUPPRESSED: "suppressed",
    Outlook.HAD: "sent before",
}


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """Some messages of a plan of which the same is to be said."""

    document: str
    early: bool
    """Whether they go out before the embargo is over."""
    state: str
    count: int

    @property
    def is_due(self) -> bool:
        """Whether sending the plan would try them."""
        return self.state in _DUE


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A plan, the folders it belongs to, and what a person asks for."""

    plan: PlanFile
    output: Path
    """The output folder."""
    log: Path
    """The folder of the send log."""
    orders: Orders
    clearance: Clearance
    again: bool = False
    """Send also to those who have the same file from another plan."""

    @classmethod
    def prepare(cls, plan: PlanFile, root: Path, output: Path, reopen: Callable[[], Work]) -> Dispatch:
        """Make a plan ready to be sent; `reopen` reads the project anew each time that a file of it changes."""
        watched = (output / "manifest.json", root / "briefgen.yaml", root / "data" / "audiences.yaml")
        clearance = Clearance(output, watched, lambda: survey(reopen(), output, plan.documents.values()))
        return cls(plan, output, root / ".briefgen", Orders(), clearance)

    def ordered(self, orders: Orders, *, again: bool) -> Dispatch:
        """Give this dispatch with what a person asks for. Problems (BG652) where the plan writes to no such address."""
        strange = orders.only - {planned.address.lower() for planned in self.plan.planned()}
        if strange:
            raise Problems(*(finding("BG652", f"the plan has no message to {address}", _NOWHERE) for address in sorted(strange)))
        return replace(self, orders=orders, again=again)

    def demand_clearance(self, instant: datetime) -> None:
        """Raise Problems with every reason why the plan may not be sent at an instant."""
        found = refusals(self.plan, self.clearance, instant, self.orders.only)
        if found:
            raise Problems(*found)

    def rehearse(self) -> tuple[Line, ...]:
        """Say what sending would do, document by document; nothing is written."""
        counted: Counter[tuple[str, bool, str]] = Counter()
        log = LogReader.open(self.log)
        try:
            for planned in self.plan.planned():
                if self.orders.only and planned.address.lower() not in self.orders.only:
                    continue
                entry = log.by_message_id(planned.message_id) if log else None
                outlook = log.outlook_of(self.plan, planned, again=self.again) if log else Outlook.NEW
                state = _WORDS[outlook] if entry is None else str(entry.state)
                counted[planned.document, bool(planned.prerelease), state] += 1
        finally:
            if log is not None:
                log.close()
        return tuple(Line(*what, count) for what, count in sorted(counted.items()))

    def send(self, around: Surroundings, begin: Callable[[int], None]) -> tuple[Result, Mapping[State, int]]:
        """Send what is due; give the run's result, and all the plan's messages by their state.

        `begin` hears how many messages there are to try. Problems (BG630-BG632) where the log cannot be held, read or written.
        """
        said = statements(self.output, self.plan.documents.values())
        with SendLog.hold(self.log, around.clock.now()) as log:
            entered = log.enter(self.plan, said, around.clock.now(), again=self.again)
            counts = log.counts(self.plan.id, self.orders.only)
            waiting = counts[State.QUEUED] + counts[State.DEFERRED]
            begin(min(waiting, self.orders.limit or waiting))
            result = Run(self.plan, log, self.orders, around).send()
            result.diagnostics[:0] = _left_out(entered)
            return result, log.counts(self.plan.id, self.orders.only)


def _left_out(entered: Entered) -> list[Diagnostic]:
    """Tell of messages that are not sent: nothing is sent to their address any more, or their reader has the file."""
    found = [
        finding("BG656", f"message {planned.number} to {planned.address} is held back: {reason}", _NOWHERE, "", Severity.WARNING)
        for planned, reason in entered.suppressed
    ]
    if entered.had:
        count = len(entered.had)
        message = (
            f"{count} reader{'' if count == 1 else 's'} of this plan {'has' if count == 1 else 'have'} the same file already"
        )
        hint = "--again sends it to them, too"
        found.append(
            finding("BG655", f"{message} and {'is' if count == 1 else 'are'} left out", _NOWHERE, hint, Severity.WARNING)
        )
    return found
