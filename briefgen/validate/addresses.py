"""Text to e-mail addresses: ASCII before the @, an internationalised domain in the form in which DNS and SMTP carry it."""

from __future__ import annotations

import re
from functools import lru_cache

import idna

from briefgen.model.delivery import Mailbox

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*", re.ASCII)
_MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>")
_LONGEST_LOCAL = 64
_LONGEST = 254
"""RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.3 (a path of 256 with its angle brackets)."""


def address(text: str) -> str:
    """Turn an address into its ASCII form. ValueError says in plain words why it is none.

    The part before the @ is a dot-atom (RFC 5322, section 3.2.3): quoted ones and non-ASCII ones (SMTPUTF8) are refused, since
    many servers do not take them. The domain is encoded by IDNA 2008 after the mapping of UTS 46.
    """
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise ValueError(f"`{text}` is no e-mail address")
    if not local.isascii():
        raise ValueError(f"`{text}` has letters outside ASCII before the @, which many mail servers do not accept")
    if not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL:
        raise ValueError(f"`{text}` is no e-mail address: `{local}` cannot stand before the @")
    try:
        host = _host(domain)
    except idna.IDNAError as error:
        raise ValueError(f"`{text}` is no e-mail address: `{domain}` is no domain") from error
    if "." not in host or host.endswith("."):
        raise ValueError(f"`{text}` is no e-mail address: `{domain}` is no full domain")
    if len(local) + len(host) + 1 > _LONGEST:
        raise ValueError(f"`{text}` is longer than an e-mail address may be")
    return f"{local}@{host}"


@lru_cache(maxsize=1024)
def _host(domain: str) -> str:
    return idna.encode(domain, uts46=True, std3_rules=True).decode("ascii").lower()


def mailbox(text: str) -> Mailbox:
    """Turn `Name <address>` or a bare address into both. ValueError where it is neither."""
    found = _MAILBOX.fullmatch(text.strip())
    if not found:
        return Mailbox("", address(text.strip()))
    name = found["name"].strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return Mailbox(name, address(found["address"].strip()))
