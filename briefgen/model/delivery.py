"""What passes on the way from documents and recipients to messages: recipients, the documents that go out, planned messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from briefgen.model.briefing import DocumentId, Page
from briefgen.model.diagnostic import Place


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address; the name may be empty, the address is ASCII with its domain in IDNA's form."""

    name: str
    address: str


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


SLOT = re.compile("\ue005(\\d+)\ue006")
"""Where a letter's words leave room for what a recipient's row says: the slot's number between two private-use characters."""


_COLUMN = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """Room in a letter for one column of the recipients; `otherwise` stands there where the cell is empty."""

    column: str
    otherwise: str = ""
    in_address: bool = False
    """Whether it is part of a link's address, where all but letters and digits is percent-encoded."""

    def fill(self, fields: Mapping[str, str]) -> str:
        """Give what a row puts into it."""
        text = fields.get(self.column, "") or self.otherwise
        return quote(text, safe="") if self.in_address else text


def columns_of(address: str) -> tuple[str, ...]:
    """Give the columns that an address names in braces, such as `token` of https://example.org/leave?{token}."""
    return tuple(_COLUMN.findall(address))


def with_columns(address: str, put: Callable[[Slot], str]) -> str:
    """Put something in the place of each column that an address names in braces."""
    return _COLUMN.sub(lambda found: put(Slot(found[1].strip().lower(), in_address=True)), address)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture within a letter: its name as a file, the id by which the HTML names it (`cid:`), and its PNG."""

    name: str
    cid: str
    """Unlike that of any other picture (RFC 2392)."""
    png: bytes


CORRECTION = "correction"
"""The section of a text, and the name of the mail's templates, that say why an earlier edition is corrected."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact of which an earlier edition said something else."""

    fact: str
    was: str
    """What the earlier edition said, as its readers had it; empty where it printed no value."""
    stands: bool
    """Whether the present document still says something of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """What a letter goes with: the attached document, and how to leave the list."""

    name: str
    """File name of the attachment, in ASCII."""
    size: int
    """Its bytes."""
    marking: str
    embargo_until: datetime | None = None
    unsubscribe: tuple[str, ...] = ()
    """Addresses (mailto:, https:) at which a reader leaves the list; columns of the recipients may stand in them in braces."""
    corrections: tuple[Correction, ...] = ()
    """What an earlier edition said that its readers got: the letter is a notice of correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The words of a mail for all recipients of one document: subject, plain text and HTML, with slots for what a row says."""

    document: DocumentId
    template: str
    """Name of the template that made the HTML."""
    subject: str
    text: str
    html: str
    slots: tuple[Slot, ...]
    """By the numbers of their marks in the three."""
    pictures: tuple[Picture, ...] = ()
    marking: str
    embargo: str
    """Until when it is under embargo, in the document's language; empty where it is not."""
    pages: tuple[Page, Page]
    """The HTML, and subject and plain text as a page, as the gate and the proof read them."""

    @property
    def columns(self) -> frozenset[str]:
        """Columns of the recipients that it prints."""
        return frozenset(slot.column for slot in self._printed())

    @property
    def needed(self) -> frozenset[str]:
        """Columns that may not be empty."""
        return frozenset(slot.column for slot in self._printed() if not slot.otherwise)

    def _printed(self) -> Iterator[Slot]:
        """Give the slots that stand in it: a template may name one and print it only with other words beside it."""
        return (self.slots[int(number)] for number in set(SLOT.findall(f"{self.subject}{self.text}{self.html}")))
