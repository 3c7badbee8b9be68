"""Delivery reports (RFC 3464) become marks in the send log.

Anybody can send us a message that looks like a report. What it says counts only for the message whose Message-ID it returns: the
log must have that message as sent, and each message has one reader, so that a reader can at most disown their own copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from briefgen.deliver.log import SendLog
from briefgen.deliver.transport.replies import is_bad_address
from briefgen.model.diagnostic import Diagnostic, Place, Severity, finding, printable
from briefgen.model.sending import Entry, State

LONGEST = 262_144
"""Bytes of a report that are looked at: the parts that count stand before the returned message's body."""
_MOST_PARTS = 50
_MOVED = (State.SENT, State.UNKNOWN)
"""States of messages that a server may have taken, so that it can report on them."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says of one message."""

    message_id: str
    """Of the message that was sent, as the report returns its headers."""
    recipient: str
    """The address that the report is about, which may be one that the reader's mail is passed on to."""
    action: str
    """failed, delayed, delivered, relayed or expanded."""
    status: str
    """Enhanced status code (RFC 3463), such as 5.1.1."""
    words: str
    """The remote server's words."""

    @property
    def is_permanent(self) -> bool:
        """Whether the message will never arrive."""
        return self.action == "failed" and self.status.startswith("5.")


def read(content: bytes) -> tuple[Bounce, ...]:
    """Read what a message says of deliveries; nothing where it is no delivery report, or returns no Message-ID."""
    report = message_from_bytes(content[:LONGEST], policy=compat32)
    if report.get_content_type() != "multipart/report":
        return ()
    parts = list(_parts(report))
    message_id = next(filter(None, map(_returned_id, parts)), "")
    if not message_id:
        return ()
    return tuple(
        Bounce(
            message_id,
            _value(fields, "Original-Recipient") or _value(fields, "Final-Recipient"),
            _plain(fields, "Action").lower(),
            _plain(fields, "Status").split(" ")[0],
            _value(fields, "Diagnostic-Code"),
        )
        for part in parts
        if part.get_content_type() == "message/delivery-status"
        for fields in _blocks(part)
        if fields.get("Action")
    )


def mark(log: SendLog, reports: Iterable[bytes], now: datetime) -> tuple[Diagnostic, ...]:
    """Mark in the log what reports say of messages that it has as sent; give what was marked.

    A permanent failure turns a message into a failed one, and suppresses its address where there is no such mailbox; a temporary
    one is noted. Reading a report again changes nothing.
    """
    return tuple(found for content in reports for bounce in read(content) for found in _marked(log, bounce, now))


def _marked(log: SendLog, bounce: Bounce, now: datetime) -> Iterator[Diagnostic]:
    entry = log.by_message_id(bounce.message_id)
    if entry is None:
        words = f"a report on a message that was not sent from here is left aside ({bounce.message_id})"
        yield finding("BG653", words, Place(), "", Severity.NOTE)
    elif entry.state in _MOVED and bounce.is_permanent:
        log.settle(entry, State.FAILED, now, f"bounced: {_said(bounce)}")
        if is_bad_address(bounce.status):
            log.suppress(entry.address, f"bounced: {_said(bounce)}", now)
            log.commit()
        yield finding("BG648", _told(entry, "bounced", bounce), Place(), "", Severity.WARNING)
    elif entry.state in _MOVED and bounce.action == "delayed":
        note = f"delayed: {_said(bounce)}"
        if all(earlier[2] != note for earlier in log.history(entry.id)):
            log.note(entry, now, note)
            yield finding("BG653", _told(entry, "is delayed", bounce), Place(), "", Severity.NOTE)


def _told(entry: Entry, what: str, bounce: Bounce) -> str:
    return f"message {entry.number} of plan {entry.plan} to {entry.address} {what}: {_said(bounce)}"


def _said(bounce: Bounce) -> str:
    return printable(f"{bounce.status} {bounce.words}".strip())


def _parts(report: Message) -> Iterator[Message]:
    """Give the parts of a report, so many at most."""
    payload = report.get_payload()
    if isinstance(payload, list):
        yield from (part for part in payload[:_MOST_PARTS] if isinstance(part, Message))


def _returned_id(part: Message) -> str:
    """Give the Message-ID of the message that a report returns, whole or by its headers (RFC 6522)."""
    payload = part.get_payload()
    returned: Message | None = None
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        returned = payload[0] if isinstance(payload[0], Message) else None
    elif part.get_content_type() == "text/rfc822-headers":
        decoded = part.get_payload(decode=True)
        returned = message_from_bytes(decoded, policy=compat32) if isinstance(decoded, bytes) else None
    return _plain(returned, "Message-ID") if returned is not None else ""


def _blocks(part: Message) -> list[Message]:
    """Give the groups of fields of a delivery status: the parser makes a message of each."""
    payload = part.get_payload()
    return [block for block in payload[:_MOST_PARTS] if isinstance(block, Message)] if isinstance(payload, list) else []


def _plain(fields: Message, name: str) -> str:
    """Give a field on one line."""
    return " ".join(str(fields.get(name, "")).split())


def _value(fields: Message, name: str) -> str:
    """Give a field's value without its type: `rfc822; reader@example.org`."""
    kind, separator, value = _plain(fields, name).partition(";")
    return (value if separator else kind).strip()
