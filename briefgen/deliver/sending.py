"""Sending a plan: message after message through one transport, each step in the send log before the next one is taken."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from briefgen.deliver.clearance import Clearance
from briefgen.deliver.log import SendLog
from briefgen.deliver.orders import Orders, Surroundings
from briefgen.deliver.plan import PlanFile
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, finding
from briefgen.model.sending import Entry, Fate, Outcome, Posting, State

_BRAKE = 10
"""After so many refusals in a row of messages whose addresses were not at fault, something is wrong with all of them."""


@dataclass(slots=True)
class Result:
    """What a run came to."""

    states: Counter[State] = field(default_factory=Counter)
    """How many attempts ended in which state."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


class Run:
    """One run over a plan, with a log that is held."""

    def __init__(self, plan: PlanFile, log: SendLog, orders: Orders, around: Surroundings) -> None:
        self._plan, self._log, self._orders, self._around = plan, log, orders, around
        self._clock = around.clock
        self._result = Result()
        self._taken: tuple[Entry, Outcome, datetime] | None = None
        """The last message, where the server took it and the log does not say so yet."""
        self._prepared: tuple[Entry, bytes] | None = None
        """The message that is tried next, put together while the server dealt with the one before."""
        self._started = float("-inf")
        self._refused_in_a_row = 0
        self._busy_in_a_row = 0
        self._give_up = self._clock.monotonic() + orders.wait

    def send(self) -> Result:
        """Send what is due; the log is on the disk when this returns. What keeps us from sending more is among the findings."""
        try:
            self._send()
        except Problems as problems:
            self._result.diagnostics.extend(problems.diagnostics)
        return self._result

    def _send(self) -> None:
        try:
            while not self._around.stopped() and not self._has_enough:
                found = self._next()
                if found is not None:
                    if not self._attempt(*found):
                        break
                elif not self._rest():
                    break
        finally:
            try:
                self._commit()
            finally:
                self._around.transport.close()

    @property
    def _has_enough(self) -> bool:
        return bool(self._orders.limit) and self._result.states.total() >= self._orders.limit

    def _next(self) -> tuple[Entry, bytes] | None:
        """Give the message to try next with its bytes."""
        prepared, self._prepared = self._prepared, None
        if prepared is not None:
            return prepared
        self._commit()
        entry = self._log.next(self._plan.id, 0, self._orders.only, self._clock.now())
        return None if entry is None else (entry, self._plan.content(entry.number))

    def _attempt(self, entry: Entry, content: bytes) -> bool:
        """Try one message; tell whether the run goes on."""
        self._keep_pace()
        self._demand_clearance(entry)
        posting = Posting(f"{entry.plan}-{entry.number:05}", self._plan.sender, entry.address, content)
        outcome = self._around.transport.deliver(posting, _LoggedSteps(self, entry))
        return self._note(entry, outcome)

    def _note(self, entry: Entry, outcome: Outcome) -> bool:
        """Put what became of an attempt into the log and the result; tell whether the run goes on."""
        now, state = self._clock.now(), _STATES[outcome.fate]
        if state is State.SENT:
            self._taken = (entry, outcome, now)  # committed together with the next message's beginning
        else:
            self._note_refusal(entry, outcome, state, now)
        self._result.states[state] += 1
        self._around.progress(state)
        return self._goes_on(outcome)

    def _note_refusal(self, entry: Entry, outcome: Outcome, state: State, now: datetime) -> None:
        """Put into the log that a message was not taken, and tell so."""
        due = None
        if state is State.DEFERRED:
            due = now + timedelta(seconds=self._orders.backoff.seconds(entry.attempts + 1, entry.message_id))
        self._log.stage(entry, state, now, outcome, due)
        if outcome.fate is Fate.BAD_ADDRESS:
            self._log.suppress(entry.address, f"{outcome.code} {outcome.reply}".strip(), now)
        self._commit()
        if state is not State.QUEUED:
            self._result.diagnostics.append(_told(entry, state, outcome, due))

    def _goes_on(self, outcome: Outcome) -> bool:
        """Tell from an attempt's outcome whether the run goes on, after a pause where the server is busy."""
        self._refused_in_a_row = self._refused_in_a_row + 1 if outcome.fate is Fate.REFUSED else 0
        self._busy_in_a_row = self._busy_in_a_row + 1 if outcome.fate is Fate.BUSY else 0
        if outcome.fate is Fate.STOP or self._refused_in_a_row >= _BRAKE:
            said = f"{outcome.code or ''} {outcome.reply}".strip()
            self._result.diagnostics.append(
                finding("BG647", f"the server refuses our messages, whatever their address: {said}", _NOWHERE)
            )
            return False
        if outcome.fate is Fate.BUSY:
            pause = self._orders.backoff.seconds(self._busy_in_a_row, self._plan.id)
            if not self._pause(pause):
                message = f"the server takes no message at the moment: {outcome.code or ''} {outcome.reply}".strip()
                hint = f"send again in {_duration(pause)}, with a lower --rate, or with --wait"
                self._result.diagnostics.append(finding("BG645", message, _NOWHERE, hint, Severity.WARNING))
                return False
        return True

    def _rest(self) -> bool:
        """Wait for the next deferred message; tell whether there is one within the time that was given."""
        due = self._log.next_due(self._plan.id, self._orders.only)
        return due is not None and self._pause(max((due - self._clock.now()).total_seconds(), 0.0) + 0.001)

    def _keep_pace(self) -> None:
        """Wait until the next message may begin."""
        while (early := self._started + self._orders.interval - self._clock.monotonic()) > 0:
            self._commit()
            self._clock.sleep(early)
        self._started = self._clock.monotonic()

    def _pause(self, seconds: float) -> bool:
        """Wait, with the log on the disk; tell whether that was within the time given and nobody ended the run."""
        self._commit()
        until = self._clock.monotonic() + seconds
        if until > self._give_up:
            return False
        while (left := until - self._clock.monotonic()) > 0:
            if self._around.stopped():
                return False
            self._clock.sleep(left)
        return True

    def _demand_clearance(self, entry: Entry) -> None:
        """Raise Problems where the entry's document may not go out at this moment."""
        document = self._plan.documents[entry.document]
        found = tuple(self._around.clearance.refusals(document, self._around.instant(), prerelease=entry.prerelease))
        if found:
            raise Problems(*found)

    def _commit(self) -> None:
        """Put on the disk all that is known."""
        if self._taken is not None:
            (entry, outcome, at), self._taken = self._taken, None
            self._log.stage(entry, State.SENT, at, outcome)
        self._log.commit()

    def opening(self) -> None:
        """Put on the disk what is known before something that may take long."""
        self._commit()

    def begun(self, entry: Entry) -> None:
        """Note that a message is under way, and with it that the one before was taken: one commit, while the server answers."""
        self._log.stage(entry, State.SENDING, self._clock.now())
        self._commit()

    def data_end(self, entry: Entry) -> None:
        """Note that a message may be delivered from now on."""
        self._log.stage(entry, State.DATA_END, self._clock.now())
        self._log.commit()

    def prepare(self, entry: Entry) -> None:
        """Put the next message together while the server deals with this one; what is wrong with it is told in its turn."""
        with contextlib.suppress(Problems):
            following = self._log.next(self._plan.id, entry.number, self._orders.only, self._clock.now())
            if following is not None and following.number > entry.number:
                self._prepared = (following, self._plan.content(following.number))


@dataclass(frozen=True, slots=True)
class _LoggedSteps:
    """The steps of one message, noted in the log."""

    run: Run
    entry: Entry

    def opening(self) -> None:
        self.run.opening()

    def begun(self) -> None:
        self.run.begun(self.entry)

    def data_end(self) -> None:
        self.run.data_end(self.entry)

    def waiting(self) -> None:
        self.run.prepare(self.entry)


def refusals(plan: PlanFile, clearance: Clearance, now: datetime, only: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Give every reason why a plan may not be sent at an instant, each document's once; `only` limits the addresses."""
    asked: set[tuple[str, bool]] = set()
    found: dict[Diagnostic, None] = {}
    for planned in plan.planned():
        key = (planned.document, bool(planned.prerelease))
        if key in asked or (only and planned.address.lower() not in only):
            continue
        asked.add(key)
        document = plan.documents[planned.document]
        found.update(dict.fromkeys(clearance.refusals(document, now, prerelease=planned.prerelease)))
    return tuple(found)


_NOWHERE = Place()
_STATES: Mapping[Fate, State] = {
    Fate.ACCEPTED: State.SENT,
    Fate.LATER: State.DEFERRED,
    Fate.BUSY: State.DEFERRED,
    Fate.BAD_ADDRESS: State.FAILED,
    Fate.REFUSED: State.FAILED,
    Fate.STOP: State.QUEUED,
    Fate.UNKNOWN: State.UNKNOWN,
}


def _told(entry: Entry, state: State, outcome: Outcome, due: datetime | None) -> Diagnostic:
    """Tell of a message that was not taken."""
    said = f"{outcome.code or ''} {outcome.reply}".strip()
    message = f"message {entry.number} to {entry.address} is {state}: {said}"
    if state is State.DEFERRED and due is not None:
        return finding("BG642", message, _NOWHERE, f"it is tried again from {due:%H:%M:%S} UTC on", Severity.WARNING)
    if state is State.UNKNOWN:
        hint = f"ask the reader, then `briefgen email status --mark-sent {entry.number}` or `--resend {entry.number}`"
        return finding("BG644", message, _NOWHERE, hint)
    return finding("BG643", message, _NOWHERE)


def _duration(seconds: float) -> str:
    """Write seconds as a person says them."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
