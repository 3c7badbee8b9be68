# ruff: noqa: ARG002 -- aiosmtpd calls its hooks with more than they need
"""Mail servers for tests: what the private Postfix and Dovecot hold, and an SMTP server that misbehaves as it is told."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import imaplib
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PASSWORD = "pw-Xq7-never-seen"


@dataclass(frozen=True)
class Stack:
    """A running Postfix and Dovecot."""

    folder: Path
    env: dict[str, str]

    def settings(self, port: str = "SMTP_PORT") -> str:
        """Give the `email` section that sends through it."""
        smtp = f"host: localhost, port: {self.env[port]}, username: {self.env['SMTP_USER']}, ca_file: {self.env['CA']}"
        return f"{{transport: smtp, smtp: {{{smtp}}}}}"

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.env["CA"])

    def inbox(self, user: str, wanted: int = 1, seconds: float = 15.0) -> list[bytes]:
        """Read a user's messages over IMAPS, as soon as so many are there."""
        end = time.monotonic() + seconds
        while True:
            with imaplib.IMAP4_SSL("localhost", int(self.env["IMAPS_PORT"]), ssl_context=self.context()) as imap:
                imap.login(f"{user}@{self.env['DOMAIN']}", f"pw-{user}")
                imap.select("INBOX", readonly=True)
                _, found = imap.search(None, "ALL")
                numbers = found[0].split()
                if len(numbers) >= wanted or time.monotonic() > end:
                    return [imap.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]
            time.sleep(0.1)

    def about(self, user: str, message_id: str, seconds: float = 15.0) -> list[bytes]:
        """Give a user's messages that hold a Message-ID, as soon as there is one."""
        end = time.monotonic() + seconds
        while True:
            found = [message for message in self.inbox(user, 0) if message_id.encode() in message]
            if found or time.monotonic() > end:
                return found
            time.sleep(0.1)


@dataclass(frozen=True)
class Certificates:
    """A test authority and what it signed."""

    authority: Path
    other: Path
    certificate: Path
    key: Path


def make_certificates(folder: Path) -> Certificates:
    """Make an authority, a certificate for localhost, and another authority."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    for name in ("ca", "other"):
        extensions = ("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        openssl(*new, "-x509", "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem", *extensions)
    openssl(*new, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr")
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n"
    (folder / "names").write_text(names, encoding="ascii")
    signed = ("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2")
    openssl(*signed, "-extfile", "names", "-out", "server.pem")
    return Certificates(folder / "ca.pem", folder / "other.pem", folder / "server.pem", folder / "server.key")


Answer = Callable[[str, int], str | None]
"""Answers a recipient's address and how often it was named with a refusal, or with nothing."""


@dataclass
class Unruly:
    """An SMTP server in this process, with STARTTLS and AUTH, that misbehaves as it is told."""

    certificates: Certificates
    starttls: bool = True
    tls: bool = False
    seconds: float = 0.0
    """How long it takes to answer the recipient and the final dot."""
    answer: Answer = lambda _address, _times: None
    at_sender: Callable[[int], str | None] = lambda _times: None
    """Answers the n-th MAIL FROM with a refusal, or with nothing."""
    at_end: Callable[[Unruly, str], str | None] = lambda _server, _address: None
    """Answers a message that was taken with other words, or with nothing."""
    on_data: Callable[[Unruly], None] = lambda _server: None
    """Hears that a message begins."""
    closed: threading.Event = field(default_factory=threading.Event)
    """While it is set, recipients are not answered."""
    per_connection: int = 0
    """Ends each connection after so many messages; 0 for never."""
    abrupt: bool = False
    """Whether it does so without a word."""
    swallow: frozenset[str] = frozenset()
    """Addresses whose messages are taken without an answer."""
    without: tuple[str, ...] = ()
    """Mechanisms that it does not offer."""
    pipelining: bool = False
    """Whether it offers to take several commands at once (RFC 2920)."""
    drops_logins: bool = False
    """Whether it ends the connection when a password is offered."""
    delivered: list[tuple[str, bytes]] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)
    offered: list[bytes] = field(default_factory=list)
    """Passwords that were offered."""
    senders: int = 0
    connections: int = 0
    heard: list[str] = field(default_factory=list)
    """MAIL, RCPT, DATA and RSET as they were obeyed or refused."""
    ahead: list[bytes] = field(default_factory=list)
    """What had come already when a MAIL FROM was read."""

    def start(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificates.certificate, self.certificates.key)
        kinds: dict[str, Any] = {"server_hostname": "unruly.example", "auth_required": True, "authenticator": self._judge}
        kinds["auth_exclude_mechanism"] = self.without
        if self.tls:
            kinds |= {"ssl_context": context, "auth_require_tls": False}
        elif self.starttls:
            kinds |= {"tls_context": context, "require_starttls": True}
        else:
            kinds |= {"auth_require_tls": False}
        self._controller = Controller(_Handler(self), hostname="127.0.0.1", port=_free_port(), **kinds)
        self._controller.start()
        self._lock = threading.Lock()

    def stop(self) -> None:
        if not self._controller.loop.is_closed():
            self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def settings(self, more: str = "", ca_file: Path | None = None) -> str:
        """Give the `email` section that sends through it."""
        security = "tls" if self.tls else "starttls"
        trusted = ca_file or self.certificates.authority
        smtp = f"host: localhost, port: {self.port}, security: {security}, username: sender, ca_file: {trusted}{more}"
        return f"{{transport: smtp, smtp: {{{smtp}}}}}"

    def recipients(self) -> Counter[str]:
        """Count the messages that were taken by their recipient."""
        return Counter(address for address, _ in self.delivered)

    def _judge(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.offered.append(data.password)
        if self.drops_logins:
            server.transport.abort()
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


class _Handler:
    """What aiosmtpd asks."""

    def __init__(self, server: Unruly) -> None:
        self._server = server

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, name: str, replies: list[str]) -> list[str]:  # noqa: N802
        session.host_name = name
        if not session.ssl:
            self._server.connections += 1
        session.taken = 0
        return [*replies[:-1], "250-PIPELINING", *replies[-1:]] if self._server.pipelining else replies

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._server.heard.append("RSET")
        return "250 OK"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        """Take a token as Google's and Microsoft's servers do: a wrong one gets a challenge that must be answered."""
        proof = base64.b64decode(args[1])
        self._server.offered.append(proof)
        if proof == f"user=sender\x01auth=Bearer {PASSWORD}\x01\x01".encode():
            return AuthResult(success=True, auth_data=proof)
        await server.challenge_auth(b'{"status":"401"}')
        return AuthResult(success=False, handled=False)

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if self._server.per_connection and session.taken >= self._server.per_connection:
            if self._server.abrupt:
                server.transport.abort()
            return "421 4.7.0 so many messages and no more"
        self._server.senders += 1
        self._server.heard.append("MAIL")
        self._server.ahead.append(bytes(server._reader._buffer))
        refusal = self._server.at_sender(self._server.senders)
        if refusal:
            return refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        self._server.named[address] += 1
        self._server.heard.append("RCPT")
        await asyncio.sleep(self._server.seconds)
        while self._server.closed.is_set():
            await asyncio.sleep(0.01)
        refusal = self._server.answer(address, self._server.named[address])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        self._server.on_data(self._server)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        self._server.heard.append("DATA")
        refusal = self._server.at_end(self._server, address)
        if refusal:
            return refusal
        assert isinstance(envelope.original_content, bytes)
        self._server.delivered.append((address, envelope.original_content))
        await asyncio.sleep(self._server.seconds)
        session.taken += 1
        if address in self._server.swallow:
            server.transport.abort()
        return "250 2.0.0 taken"


def _free_port() -> int:
    import socket

    with contextlib.closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def parsed(content: bytes) -> Any:
    """Parse a message with the standard library."""
    return message_from_bytes(content, policy=default)
