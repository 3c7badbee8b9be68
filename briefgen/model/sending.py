"""What passes between a plan, the transports and the send log: messages, what became of them, and the log's entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class State(StrEnum):
    """How far a message has come; between the final dot and the server's 250 only the server knows."""

    QUEUED = "queued"
    SENDING = "sending"
    """Begun, and not yet handed over whole: after a crash it is queued again."""
    DATA_END = "data_end"
    """The final dot may have been written: after a crash it is unknown."""
    SENT = "sent"
    DEFERRED = "deferred"
    """Refused for now; tried again when its time has come."""
    FAILED = "failed"
    """Refused for good, bounced, or held back: never tried again."""
    UNKNOWN = "unknown"
    """Perhaps delivered: never sent again by itself, settled by a person."""


UNFINISHED = (State.QUEUED, State.SENDING, State.DATA_END, State.DEFERRED, State.UNKNOWN)
"""States in which a delivery is incomplete."""


@dataclass(frozen=True, slots=True)
class Posting:
    """A message as a transport takes it: the envelope's two addresses and the exact bytes."""

    name: str
    """Unique among all plans, fit for a file name: <plan>-<number>."""
    sender: str
    recipient: str
    content: bytes
    """Lines end with CRLF; ASCII, or else the server must offer 8BITMIME."""

    def __post_init__(self) -> None:
        """Refuse an address that would be more than one word of a command."""
        for address in (self.sender, self.recipient):
            if not (address.isascii() and address.isprintable()):
                raise ValueError("an envelope's addresses are printable ASCII")


class Fate(StrEnum):
    """What an attempt to deliver a message came to."""

    ACCEPTED = "accepted"
    LATER = "later"
    """This message may be taken later."""
    BUSY = "busy"
    """The server takes no message at the moment."""
    BAD_ADDRESS = "bad-address"
    """There is no such mailbox: nothing is ever sent there again."""
    REFUSED = "refused"
    """The message is refused for good, whatever its address."""
    STOP = "stop"
    """The server refuses whatever we send: going on would fail every message."""
    UNKNOWN = "unknown"
    """The answer to the final dot never came."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt, with the server's reply: a three-digit code (RFC 5321) and its words."""

    fate: Fate
    code: int = 0
    """0 where no server answered."""
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message in the send log."""

    id: int
    """Its row in the log."""
    plan: str
    number: int
    """Its number in the plan, from 1."""
    message_id: str
    address: str
    document: str
    """Stem of the document that it carries."""
    audience: str
    language: str
    edition: int
    subject: str
    sha256: str
    """SHA-256 of the message."""
    prerelease: str
    """Why it may go out before the embargo is over; empty where it may not."""
    state: State
    attempts: int
    due: str
    """Instant in ISO 8601 (UTC) before which a deferred message is not tried again; empty where it is not deferred."""
    changed: str
    """Instant of the last change of its state."""
    sent_at: str
    """Instant at which the server took it; empty where it has not."""
    code: int
    """The last reply's code; 0 where there was none."""
    reply: str
    """The last reply's words, or why a person or a report changed its state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a document said of a fact when it was sent."""

    sha256: str
    """SHA-256 of what the fact said."""
    sentence: str = ""
    """The sentence in which its value was printed; empty where none was."""
    printed: tuple[str, ...] = ()
    """Its printed values, in reading order."""


Statements = Mapping[str, Mapping[str, Said]]
"""What documents said: by their stem, then by fact."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """An address that nothing is sent to any more, why, and since when (ISO 8601, UTC)."""

    address: str
    reason: str
    since: str


def instant(moment: datetime) -> str:
    """Write an instant as the log holds it: UTC in one form, so that texts sort as instants do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
