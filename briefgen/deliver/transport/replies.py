"""What a mail server's refusal means: for this address, for this message, for now, or for everything that we send.

RFC 5321 section 4.2 (codes), RFC 3463 (enhanced status codes), RFC 4954 section 6 (authentication).
"""

from __future__ import annotations

import re
from enum import Enum

from briefgen.model.sending import Fate, Outcome

_ENHANCED = re.compile(r"\A\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_CLOSING = 421
_NEEDS_AUTHENTICATION = frozenset({530, 534, 535, 538})
_BAD_SEQUENCE = frozenset({500, 501, 502, 503, 504})
_NO_MAILBOX = frozenset({550, 551, 553})
_TOO_LARGE = 552
_LONGEST = 300


class Step(Enum):
    """Where in the conversation a reply came."""

    SENDER = "MAIL FROM"
    RECIPIENT = "RCPT TO"
    DATA = "DATA"
    END = "end of data"


def judge(step: Step, code: int, text: str) -> Outcome:
    """Turn a refusal into what it means. `code` has three digits; a code that is none of 4xx and 5xx stops the run."""
    reply = _shown(text)
    return Outcome(_temporary(step, code) if 400 <= code < 500 else _permanent(step, code, reply), code, reply)


def is_bad_address(status: str) -> bool:
    """Tell from an enhanced status code whether there is no such mailbox: X.1.x, or X.2.1, mailbox disabled (RFC 3463)."""
    found = _ENHANCED.match(status)
    # X.1.7 and X.1.8 are about the sender's address.
    return found is not None and ((found[2] == "1" and found[3] not in {"7", "8"}) or (found[2], found[3]) == ("2", "1"))


def _temporary(step: Step, code: int) -> Fate:
    """Before the recipient is named a refusal is about us; after it, about this message."""
    return Fate.BUSY if step is Step.SENDER or code == _CLOSING else Fate.LATER


def _permanent(step: Step, code: int, reply: str) -> Fate:
    enhanced = _ENHANCED.match(reply)
    if code in _NEEDS_AUTHENTICATION or code in _BAD_SEQUENCE or not 500 <= code < 600:
        return Fate.STOP
    if code == _TOO_LARGE or (enhanced and (enhanced[2], enhanced[3]) == ("3", "4")):
        return Fate.REFUSED
    if step is Step.SENDER:
        return Fate.STOP
    if enhanced:
        return Fate.BAD_ADDRESS if is_bad_address(reply) else Fate.REFUSED
    return Fate.BAD_ADDRESS if step is Step.RECIPIENT and code in _NO_MAILBOX else Fate.REFUSED


def _shown(text: str) -> str:
    """Give a reply on one line, as it may be printed."""
    line = " ".join(text.split())
    return "".join(char if char.isprintable() else "\ufffd" for char in line)[:_LONGEST]
