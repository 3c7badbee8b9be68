"""The rules of the mail settings: addresses, sizes and the transport."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.model.loaded import Path
from briefgen.model.settings import Email
from briefgen.validate.addresses import address, mailbox
from briefgen.validate.remarks import Remark

_SIZE = re.compile(r"\d+(\.\d+)?\s*(kB|KB|MB|GB)", re.ASCII)
_URL = re.compile(r"https://[\x21-\x7e]+")


def check_email(email: Email) -> Iterator[Remark]:
    """Find mail settings that mail servers and readers' programs would not take."""
    if email.transport == "smtp" and email.smtp is None:
        hint = "add `smtp` with `host`, or choose another transport"
        yield Remark("BG111", ("email",), "the transport is smtp, but `email.smtp` is missing", hint)
    if not _SIZE.fullmatch(email.max_size):
        yield Remark("BG112", ("email", "max_size"), f"`{email.max_size}` is no size", "write it as 7 MB")
    for name, text in (("from", email.sender), ("reply_to", email.reply_to)):
        if text:
            yield from _wrong(("email", name), text)
    leave = email.unsubscribe
    if leave.mailto:
        yield from _wrong(("email", "unsubscribe", "mailto"), leave.mailto.removeprefix("mailto:").partition("?")[0], bare=True)
    if leave.url and not _URL.fullmatch(leave.url):
        message = f"`{leave.url}` is no https address in ASCII"
        yield Remark("BG601", ("email", "unsubscribe", "url"), message, "one-click unsubscribing needs https (RFC 8058)")


def _wrong(path: Path, text: str, *, bare: bool = False) -> Iterator[Remark]:
    try:
        if bare:
            address(text)
        else:
            mailbox(text)
    except ValueError as error:
        yield Remark("BG601", path, str(error), "write it as name@example.org" + ("" if bare else " or Name <name@example.org>"))
