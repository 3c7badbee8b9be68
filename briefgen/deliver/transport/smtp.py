"""A mail server over SMTP: one connection for many messages, TLS that verifies, and a DATA phase that waits for the log.

RFC 5321; STARTTLS (RFC 3207), PIPELINING (RFC 2920), SIZE (RFC 1870), 8BITMIME (RFC 6152).
"""

from __future__ import annotations

import contextlib
import smtplib
from dataclasses import replace

from briefgen.deliver.transport.connection import Server, connect, reason_of
from briefgen.deliver.transport.replies import Step, judge
from briefgen.deliver.transport.steps import Steps
from briefgen.model.sending import Fate, Outcome, Posting

__all__ = ["Server", "SmtpTransport"]
_ANSWER_TO_DATA = 600.0
"""Seconds to wait for the answer to the final dot (RFC 5321, section 4.5.3.2.6)."""
_GO_AHEAD = 354
_CLOSING = 421


class SmtpTransport:
    """Hands messages to a mail server. A connection that the server ends between messages is made anew."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._delivered = 0
        """Messages that the present connection has taken."""

    def deliver(self, posting: Posting, steps: Steps) -> Outcome:
        """Hand over one message; a used connection that turns out to be closed is no attempt. Problems (BG634 to BG638)."""
        body = stuffed(posting.content)
        used = self._delivered > 0
        try:
            outcome = self._converse(posting, body, steps)
        except _LostError as lost:
            if not used:
                return Outcome(Fate.BUSY, 0, lost.reason)
        else:
            if not (used and outcome.code == _CLOSING and outcome.fate is Fate.BUSY):
                return outcome
        self._drop()
        try:
            return self._converse(posting, body, steps)
        except _LostError as lost:
            return Outcome(Fate.BUSY, 0, lost.reason)

    def open(self) -> None:
        """Connect now rather than with the first message. Problems as `deliver` raises them; OSError where it may work later."""
        self._connected()

    def close(self) -> None:
        """Take leave of the server."""
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self._drop()

    def _converse(self, posting: Posting, body: bytes, steps: Steps) -> Outcome:
        """Go through one mail transaction; whatever goes wrong before the final dot ends the connection without one."""
        handed_over = False
        try:
            if self._smtp is None:
                steps.opening()
            smtp = self._connected()
            refused = self._announce(smtp, posting, steps)
            if refused is not None:
                return self._refused(smtp, refused)
            smtp.send(body)
            steps.data_end()
            handed_over = True
            smtp.send(b".\r\n")
            return self._answer(smtp, steps)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            if handed_over:
                return Outcome(Fate.UNKNOWN, 0, "the connection broke before the server answered the final dot")
            raise _LostError(reason_of(error)) from error
        except BaseException:
            self._drop()
            raise

    def _announce(self, smtp: smtplib.SMTP, posting: Posting, steps: Steps) -> Outcome | None:
        """Name sender and recipient and ask for the data; give the refusal where there is one."""
        options = f" SIZE={len(posting.content)}" if smtp.has_extn("size") else ""
        if not posting.content.isascii():
            if not smtp.has_extn("8bitmime"):
                return Outcome(Fate.REFUSED, 0, "the message is not ASCII and the server takes no other (8BITMIME)")
            options += " BODY=8BITMIME"
        commands = (
            (Step.SENDER, f"MAIL FROM:<{posting.sender}>{options}\r\n"),
            (Step.RECIPIENT, f"RCPT TO:<{posting.recipient}>\r\n"),
        )
        together = smtp.has_extn("pipelining")
        if together:
            smtp.send("".join(command for _, command in commands).encode("ascii"))
        refused: Outcome | None = None
        for step, command in commands:
            if not together:
                smtp.send(command.encode("ascii"))
            if step is Step.SENDER:
                steps.begun()
            code, text = smtp.getreply()
            if not 200 <= code < 300:
                refused = refused or judge(step, code, _text(text))
                if not together:
                    return refused
        if refused is not None:
            return refused
        smtp.send(b"DATA\r\n")
        code, text = smtp.getreply()
        return None if code == _GO_AHEAD else judge(Step.DATA, code, _text(text))

    def _answer(self, smtp: smtplib.SMTP, steps: Steps) -> Outcome:
        """Wait for the answer to the final dot."""
        steps.waiting()
        if smtp.sock is not None:
            smtp.sock.settimeout(_ANSWER_TO_DATA)
        code, text = smtp.getreply()
        if smtp.sock is not None:
            smtp.sock.settimeout(self._server.timeout)
        if 200 <= code < 300:
            self._delivered += 1
            return Outcome(Fate.ACCEPTED, code, _text(text)[:300])
        if not 400 <= code < 600:
            self._drop()
            return Outcome(Fate.UNKNOWN, max(code, 0), "the server's answer to the final dot makes no sense")
        outcome = judge(Step.END, code, _text(text))
        if code == _CLOSING:
            self._drop()
        # The server had the whole message: what it says now is about this one.
        return replace(outcome, fate=Fate.LATER) if outcome.fate is Fate.BUSY else outcome

    def _refused(self, smtp: smtplib.SMTP, outcome: Outcome) -> Outcome:
        """Clear the conversation for the next message after a refusal."""
        if outcome.code == _CLOSING:
            self._drop()
            return outcome
        smtp.send(b"RSET\r\n")
        code, _ = smtp.getreply()
        if not 200 <= code < 300:
            self._drop()
        return outcome

    def _connected(self) -> smtplib.SMTP:
        """Give the open connection, or make one."""
        if self._smtp is None:
            self._smtp = connect(self._server)
            self._delivered = 0
        return self._smtp

    def _drop(self) -> None:
        """End the connection as it is: a server that has seen no final dot delivers nothing (RFC 5321, section 4.1.1.4)."""
        if self._smtp is not None:
            self._smtp.close()
        self._smtp, self._delivered = None, 0


class _LostError(Exception):
    """The connection ended before the final dot was written."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def stuffed(content: bytes) -> bytes:
    """Turn a message into what stands between DATA and the final dot: a dot before each line that begins with one.

    RFC 5321, section 4.5.2. ValueError where a line ends otherwise than with CRLF: such bytes would not arrive as they are.
    """
    if not content.endswith(b"\r\n") or not content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n"):
        raise ValueError("a message's lines end with CRLF")
    body = content.replace(b"\r\n.", b"\r\n..")
    return b"." + body if body.startswith(b".") else body


def _text(reply: bytes) -> str:
    return reply.decode("utf-8", "replace")
