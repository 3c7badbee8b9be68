"""How briefs are sent: the section `email` of briefgen.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from briefgen.model.fields import STRICT, Filled
from briefgen.model.value import Whole

# `from` is a word of the language.
_EMAIL = {**STRICT, "alias_generator": lambda name: "from" if name == "sender" else name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """How a reader leaves the mailing list; columns of the recipients may stand in the addresses in braces."""

    __pydantic_config__ = STRICT

    mailto: str = ""
    url: str = ""
    """An https address that takes a one-click request (RFC 8058)."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Those that are given, with their schemes."""
        mailto = f"mailto:{self.mailto.removeprefix('mailto:')}" if self.mailto else ""
        return tuple(address for address in (mailto, self.url) if address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The mail server; its password never stands here."""

    __pydantic_config__ = STRICT

    host: Filled
    port: Whole = 587
    security: Literal["starttls", "tls"] = "starttls"
    username: str = ""
    auth: Literal["plain", "xoauth2"] = "plain"
    ca_file: str = ""
    password_command: tuple[str, ...] = ()
    password_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """How briefs are sent."""

    __pydantic_config__ = _EMAIL

    sender: str = ""
    reply_to: str = ""
    unsubscribe: Unsubscribe = Unsubscribe()
    max_size: str = "7 MB"
    """Largest message, encoded."""
    transport: Literal["smtp", "command", "folder"] = "folder"
    smtp: Smtp | None = None
    command: tuple[str, ...] = ("sendmail", "-t")
    folder: str = "outbox"

    @property
    def max_bytes(self) -> int:
        """The largest message in bytes; a kilobyte is a thousand."""
        number = self.max_size.rstrip("kKMGB ")
        return int(Decimal(number) * {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}[self.max_size[-2]])
