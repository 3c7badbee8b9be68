"""Opening a connection to a mail server: TLS that verifies, then one mechanism of authentication, offered once.

STARTTLS (RFC 3207), implicit TLS (RFC 8314), AUTH PLAIN (RFC 4616, RFC 4954), XOAUTH2 (Google's and Microsoft's documentation).
"""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from briefgen.model.diagnostic import Diagnostic, Place, Problems, finding

_PLACE = Place("briefgen.yaml")
_ACCEPTED = 235
_CONTINUE = 334


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server, and how we show it who we are."""

    host: str
    port: int
    security: Literal["starttls", "tls"] = "starttls"
    username: str = ""
    """Empty: the server asks for no password."""
    auth: Literal["plain", "xoauth2"] = "plain"
    ca_file: Path | None = None
    """Certificates to trust in place of the system's."""
    secret: Callable[[], str] = field(default=lambda: "", repr=False)
    """Gives the password, or the token; asked once for each connection. Problems (BG637) where there is none."""
    name: str = "localhost"
    """The name that we greet with."""
    timeout: float = 60.0
    """Seconds to wait for an answer to a command."""


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """Make what verifies a server's certificate and name. Problems (BG634) where the file of certificates cannot be read."""
    try:
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ValueError) as error:
        hint = "name a file of PEM certificates in `email.smtp.ca_file`"
        raise Problems(Diagnostic("BG634", f"the certificates of `{ca_file}` cannot be read", hint=hint)) from error


def connect(server: Server) -> smtplib.SMTP:
    """Open a connection that is encrypted, verified and authenticated.

    Problems (BG634, BG635, BG636, BG637, BG638) where it never will be; OSError or SMTPException where it may be later.
    """
    context = tls_context(server.ca_file)
    secret = server.secret() if server.username else ""
    smtp = _encrypted(server, context)
    try:
        if server.username:
            _authenticate(smtp, server, secret)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _encrypted(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """Open a connection and encrypt it; nothing of ours but a greeting was said before that."""
    smtp: smtplib.SMTP | None = None
    try:
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, server.name, timeout=server.timeout, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, server.name, timeout=server.timeout)
        _hurry(smtp)
        _greet(smtp)
        if server.security == "starttls":
            smtp.starttls(context=context)
            _greet(smtp)
    except smtplib.SMTPNotSupportedError:
        _close(smtp)
        raise Problems(finding("BG635", f"{server.host}:{server.port} offers no STARTTLS; nothing was sent", _PLACE)) from None
    except ssl.SSLCertVerificationError as error:
        _close(smtp)
        raise Problems(_untrusted(server, error.verify_message)) from None
    except ssl.SSLError as error:
        _close(smtp)
        raise Problems(_untrusted(server, error.reason or "no TLS")) from None
    except BaseException:
        _close(smtp)
        raise
    return smtp


def _greet(smtp: smtplib.SMTP) -> None:
    code, text = smtp.ehlo()
    if not 200 <= code < 300:
        raise smtplib.SMTPHeloError(code, text)


def _hurry(smtp: smtplib.SMTP) -> None:
    """Send each command as soon as it is written: waiting for more would cost tens of milliseconds a message."""
    if smtp.sock is not None:
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _authenticate(smtp: smtplib.SMTP, server: Server, secret: str) -> None:
    """Offer the password or token once, by one mechanism. Problems (BG636, BG638) where the server does not take it."""
    mechanism = server.auth.upper()
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if mechanism not in offered:
        message = f"{server.host} does not offer authentication by {mechanism}; it offers {', '.join(offered) or 'none'}"
        raise Problems(finding("BG638", message, _PLACE))
    if server.auth == "plain":
        proof = f"\0{server.username}\0{secret}"
    else:
        proof = f"user={server.username}\x01auth=Bearer {secret}\x01\x01"
    try:
        code, text = _offered(smtp, mechanism, proof)
    except (OSError, smtplib.SMTPServerDisconnected):
        # Whoever hangs up on a password means no: it is not offered again.
        raise Problems(_unwelcome(server, "the connection ended")) from None
    if 400 <= code < 500:
        raise smtplib.SMTPResponseException(code, text)
    if code != _ACCEPTED:
        raise Problems(_unwelcome(server, str(code)))


def _offered(smtp: smtplib.SMTP, mechanism: str, proof: str) -> tuple[int, bytes]:
    """Offer a proof and give the answer."""
    smtp.send(b"AUTH %s %s\r\n" % (mechanism.encode(), base64.b64encode(proof.encode())))
    code, text = smtp.getreply()
    if code == _CONTINUE:  # XOAUTH2's error, which has to be acknowledged
        smtp.send(b"\r\n")
        code, text = smtp.getreply()
    return code, text


def _unwelcome(server: Server, how: str) -> Diagnostic:
    kind = "password" if server.auth == "plain" else "token"
    return finding("BG636", f"{server.host} refuses the {kind} of {server.username} ({how})", _PLACE)


def reason_of(error: OSError | smtplib.SMTPException) -> str:
    """Say why a connection could not be made or kept, without a word that we sent."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {text}"
    if isinstance(error, TimeoutError):
        return "the server did not answer in time"
    if isinstance(error, smtplib.SMTPException):
        return "the server ended the connection"
    return error.strerror or "the connection failed"


def _close(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        smtp.close()


def _untrusted(server: Server, why: str) -> Diagnostic:
    message = f"the certificate of {server.host}:{server.port} cannot be trusted ({why}); nothing was sent"
    return finding("BG634", message, _PLACE)
