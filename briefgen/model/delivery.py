"""What passes on the way from documents and recipients to messages: recipients, the documents that go out, planned messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.model.diagnostic import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One row of an audience's recipients: who is written to, and what the letter may say of them."""

    address: str
    """ASCII; the domain in IDNA's form."""
    language: str
    """Language of their documents; the audience's first where the row names none."""
    fields: Mapping[str, str]
    """All cells by their headings, `email` and `name` among them; an empty cell is an empty string."""
    place: Place
    """The row's file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDocument:
    """One document that a plan sends: the PDF as the manifest knew it when the plan was made."""

    stem: str
    """The name of its files without an ending, such as summit-minister-en."""
    brief: str
    item: str
    """Id of the item of `for_each`; empty where the brief has none."""
    audience: str
    language: str
    title: str
    edition: int
    path: str
    """The PDF, relative to the output folder, with slashes."""
    sha256: str
    """SHA-256 of the PDF, in hexadecimal digits."""
    marking: str
    embargo_until: str
    """Instant in ISO 8601 before which it may not be passed on; empty where there is none."""
    digest: str
    """SHA-256 of the facts and sources that it uses, as the manifest has it."""
    facts: Mapping[str, str]
    """Each fact that it prints, with the SHA-256 of what the fact said when the plan was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One message of a plan: who gets what, and the hash of its exact bytes."""

    number: int
    """From 1, in the order of the plan."""
    address: str
    """ASCII; the domain in IDNA's form."""
    audience: str
    language: str
    document: str
    """Stem of the document that it carries."""
    edition: int
    subject: str
    message_id: str
    """With its angle brackets; the same for the same plan and recipient."""
    sha256: str
    """SHA-256 of the message as it is sent, in hexadecimal digits."""
    size: int
    """Bytes of the message as it is sent."""
    prerelease: str = ""
    """Why this address gets it before its embargo is over; empty where it does not."""
