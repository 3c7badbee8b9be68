"""Where delivery reports arrive: a Maildir, or a folder on an IMAP server. Neither is changed."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from briefgen.deliver.bounces import LONGEST
from briefgen.deliver.transport.connection import tls_context
from briefgen.model.diagnostic import Place, Problems, finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapMailbox:
    """A folder on a server that encrypts from the start (RFC 8314), read without marking anything as seen."""

    host: str
    port: int = 993
    username: str
    password: str = field(repr=False)
    auth: Literal["plain", "xoauth2"] = "plain"
    folder: str = "INBOX"
    ca_file: Path | None = None
    timeout: float = 60.0

    def reports(self) -> Iterator[bytes]:
        """Give the start of every message in the folder that says it is a report. Problems (BG634, BG636, BG646)."""
        try:
            with imaplib.IMAP4_SSL(self.host, self.port, ssl_context=tls_context(self.ca_file), timeout=self.timeout) as imap:
                self._log_in(imap)
                imap.select(_quoted(self.folder), readonly=True)
                _, found = imap.uid("SEARCH", "HEADER", "Content-Type", "report")
                for uid in found[0].split() if found and found[0] else ():
                    yield from _fetched(imap, uid.decode("ascii"))
        except ssl.SSLError as error:
            reason = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else error.reason
            raise Problems(
                finding("BG634", f"the certificate of {self.host}:{self.port} cannot be trusted ({reason})", Place())
            ) from None
        except (OSError, imaplib.IMAP4.error) as error:
            reason = (error.strerror if isinstance(error, OSError) else "") or "the server refuses"
            raise Problems(finding("BG646", f"the mailbox at {self.host} cannot be read: {reason}", Place())) from None

    def _log_in(self, imap: imaplib.IMAP4) -> None:
        """Offer the password or token once. Problems (BG636) where the server does not take it."""
        proof = f"\0{self.username}\0{self.password}"
        if self.auth == "xoauth2":
            proof = f"user={self.username}\x01auth=Bearer {self.password}\x01\x01"
        try:
            imap.authenticate(self.auth.upper(), lambda _challenge: proof.encode())
        except imaplib.IMAP4.error:
            raise Problems(finding("BG636", f"{self.host} refuses the password of {self.username}", Place())) from None


def maildir_reports(folder: Path) -> Iterator[bytes]:
    """Give the start of every message of a Maildir, new and seen. Problems (BG646) where it is none."""
    if not (folder / "new").is_dir() and not (folder / "cur").is_dir():
        raise Problems(finding("BG646", f"`{folder}` is no Maildir: it has neither new/ nor cur/", Place()))
    for part in ("new", "cur"):
        for path in sorted((folder / part).glob("*")):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    yield file.read(LONGEST)


def _fetched(imap: imaplib.IMAP4, uid: str) -> Iterator[bytes]:
    _, found = imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LONGEST}>)")
    yield from (item[1] for item in found or () if isinstance(item, tuple))


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
