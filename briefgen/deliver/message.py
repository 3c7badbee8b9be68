"""Messages: a letter, its attachment and one recipient become the pieces of one mail, of which most are shared by all.

multipart/mixed (multipart/alternative (text/plain, text/html or multipart/related (text/html, pictures)), the PDF).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from briefgen.deliver.headers import Meant, addresses, differences, fit, head, mailbox, words
from briefgen.deliver.planning import Pieces, Shared
from briefgen.deliver.transfer import base64_lines, quoted_printable
from briefgen.model.delivery import SLOT, Letter, Mailbox, Recipient, Slot, with_columns

_Words = tuple[str, bool]
"""A line with slots, and whether it is HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What all messages of a mailing have in their heads."""

    sender: Mailbox
    reply_to: Mailbox | None
    unsubscribe: tuple[str, ...]
    """mailto: and https: addresses; columns of the recipients may stand in them in braces."""
    date: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it goes into messages: its name in ASCII, and its bytes in base64, which a plan holds once."""

    name: str
    encoded: Shared

    @classmethod
    def of(cls, name: str, content: bytes) -> Attachment:
        """Encode a PDF. ValueError where its name is not ASCII."""
        if not fit(name).isascii() or any(mark in name for mark in '"\\/'):
            raise ValueError(f"`{name}` is no name for an attachment")
        return cls(name, Shared.of(base64_lines(content)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """One message: its pieces and what a plan says of it."""

    pieces: Pieces
    subject: str
    message_id: str
    sha256: str
    size: int


class Form:
    """A letter with its attachment, ready for any recipient: what messages share is encoded once."""

    def __init__(self, letter: Letter, attachment: Attachment) -> None:
        self.letter, self._attachment = letter, attachment
        words = (letter.subject, letter.text, letter.html)
        files = (attachment.encoded.content, *(picture.png for picture in letter.pictures))
        hashes = (hashlib.sha256(file).hexdigest() for file in files)
        self._seed = hashlib.sha256("\0".join((*words, *hashes)).encode()).hexdigest()
        self._parts = tuple(_merged(self._body()))

    @property
    def kind(self) -> str:
        """The value of the head's Content-Type."""
        return f'multipart/mixed;\r\n boundary="{self._boundary("mixed")}"'

    def subject(self, fields: Mapping[str, str]) -> str:
        """Give the subject for a row."""
        return _filled(self.letter.subject, self.letter.slots, fields, is_html=False).strip()

    def body(self, fields: Mapping[str, str]) -> Iterator[bytes | Shared]:
        """Give the pieces of a message after its head for a row."""
        for part in self._parts:
            if isinstance(part, Shared):
                yield part
            else:
                line, is_html = part
                yield quoted_printable(_filled(line, self.letter.slots, fields, is_html=is_html) + "\n")

    def identity(self, fields: Mapping[str, str]) -> bytes:
        """Give what tells the messages of this letter apart: the letter itself, and what a row puts into it."""
        return "\0".join((self._seed, *(slot.fill(fields) for slot in self.letter.slots))).encode()

    def _body(self) -> Iterator[bytes | Shared | _Words]:
        mixed, either = self._boundary("mixed"), self._boundary("either")
        yield f'\r\n--{mixed}\r\nContent-Type: multipart/alternative;\r\n boundary="{either}"\r\n\r\n--{either}\r\n'.encode()
        yield _TEXT.replace(b"*", b"plain")
        yield from _lines(self.letter.text, is_html=False)
        yield f"\r\n--{either}\r\n".encode()
        yield from self._html()
        yield f"\r\n--{either}--\r\n\r\n--{mixed}\r\n".encode()
        name = self._attachment.name
        yield f'Content-Type: application/pdf;\r\n name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'.encode()
        yield f'Content-Disposition: attachment;\r\n filename="{name}"\r\n\r\n'.encode()
        yield self._attachment.encoded
        yield f"\r\n--{mixed}--\r\n".encode()

    def _html(self) -> Iterator[bytes | Shared | _Words]:
        """Give the HTML, with its pictures where it has some."""
        related, pictures = self._boundary("related"), self.letter.pictures
        if pictures:
            start = f'Content-Type: multipart/related; type="text/html";\r\n boundary="{related}"\r\n\r\n--{related}\r\n'
            yield start.encode()
        yield _TEXT.replace(b"*", b"html")
        yield from _lines(self.letter.html, is_html=True)
        for picture in pictures:
            yield f"\r\n--{related}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n".encode()
            yield f"Content-ID: <{fit(picture.cid)}>\r\nContent-Disposition: inline;".encode()
            yield f' filename="{fit(picture.name)}"\r\n\r\n'.encode()
            yield base64_lines(picture.png)
        if pictures:
            yield f"\r\n--{related}--\r\n".encode()

    def _boundary(self, name: str) -> str:
        """Name a boundary: `=_` can stand neither in quoted-printable nor in base64 (RFC 2045, section 6.7)."""
        return f"=_{name}_{self._seed[:32]}"


_TEXT = b"Content-Type: text/*; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"


def compose(form: Form, envelope: Envelope, recipient: Recipient) -> Composed:
    """Turn a letter and a recipient into one message, with the head that was meant and no other.

    ValueError says in plain words what may not stand in a head, or which of its fields would be read differently.
    """
    fields = recipient.fields
    subject = form.subject(fields)
    to = Mailbox(fields.get("name", ""), recipient.address)
    unsubscribe = tuple(with_columns(address, lambda slot: slot.fill(fields)) for address in envelope.unsubscribe)
    identity = (
        "\0".join((envelope.sender.address, recipient.address, subject, *unsubscribe)).encode() + b"\0" + form.identity(fields)
    )
    message_id = f"<{hashlib.sha256(identity).hexdigest()[:40]}@{envelope.sender.address.rpartition('@')[2]}>"
    is_one_click = any(address.startswith("https:") for address in unsubscribe)
    given = {
        "From": mailbox(envelope.sender, "From"),
        "Reply-To": mailbox(envelope.reply_to, "Reply-To") if envelope.reply_to else "",
        "To": mailbox(to, "To"),
        "Subject": words(subject, "Subject"),
        "Date": format_datetime(envelope.date.astimezone(UTC)),
        "Message-ID": message_id,
        "List-Unsubscribe": addresses(unsubscribe) if unsubscribe else "",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" if is_one_click else "",  # RFC 8058
        "Auto-Submitted": "auto-generated",  # RFC 3834
    }
    pieces = [_head(given, form, {"From": envelope.sender, "To": to, "Subject": subject}), *form.body(fields)]
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        content = piece.content if isinstance(piece, Shared) else piece
        digest.update(content)
        size += len(content)
    return Composed(pieces=pieces, subject=subject, message_id=message_id, sha256=digest.hexdigest(), size=size)


def draft(form: Form, fields: Mapping[str, str], to: Mailbox | None, reply_to: Mailbox | None) -> bytes:
    """Turn a letter into a draft that mail programs open for editing (X-Unsent): the program that sends it writes the rest.

    ValueError as `compose`.
    """
    subject = form.subject(fields)
    given = {
        "X-Unsent": "1",
        "Reply-To": mailbox(reply_to, "Reply-To") if reply_to else "",
        "To": mailbox(to, "To") if to else "",
        "Subject": words(subject, "Subject"),
    }
    pieces = (_head(given, form, {"Subject": subject} | ({"To": to} if to else {})), *form.body(fields))
    return b"".join(piece.content if isinstance(piece, Shared) else piece for piece in pieces)


def _head(given: Mapping[str, str], form: Form, meant: Meant) -> bytes:
    """Write a head, leaving out fields without a value, and hold what it says against what was meant."""
    fields = {name: value for name, value in given.items() if value} | {"MIME-Version": "1.0", "Content-Type": form.kind}
    written = head(fields)
    if wrong := differences(written + b"\r\n", fields, meant):
        raise ValueError(f"the header field {', '.join(wrong)} would not be read as it was meant")
    return written


def _lines(text: str, *, is_html: bool) -> Iterator[bytes | _Words]:
    """Part a text into what all messages share, encoded, and the lines in which a row has its say."""
    shared: list[str] = []
    for line in text.rstrip("\n").split("\n"):
        if SLOT.search(line):
            if shared:
                yield quoted_printable("\n".join(shared) + "\n")
            shared = []
            yield line, is_html
        else:
            shared.append(line)
    if shared:
        yield quoted_printable("\n".join(shared) + "\n")


def _merged(parts: Iterator[bytes | Shared | _Words]) -> Iterator[Shared | _Words]:
    """Join neighbouring bytes, so that a message has few pieces."""
    waiting = b""
    for part in parts:
        if isinstance(part, bytes):
            waiting += part
            continue
        if waiting:
            yield Shared.of(waiting)
        waiting = b""
        yield part
    if waiting:
        yield Shared.of(waiting)


def _filled(text: str, slots: tuple[Slot, ...], fields: Mapping[str, str], *, is_html: bool) -> str:
    """Put what a row says into the slots of a line: as words, never as markup and never as a template."""

    def put(mark: str) -> str:
        filled = slots[int(mark)].fill(fields)
        return escape(filled) if is_html else filled

    return SLOT.sub(lambda found: put(found[1]), text)
