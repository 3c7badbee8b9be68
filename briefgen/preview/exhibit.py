"""How each document stands on the preview: its page, its pages of paper, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefgen.model.briefing import Briefing, DocumentId, Page, Position, Typeset
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.fact import Fact
from briefgen.model.ledger import LedgerFile

State = Literal["waiting", "made", "broken", "withheld"]
"""Not drafted yet; as its files say; its last good version, since the newest cannot be made; nothing may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The PDF of a document: its bytes, which page of HTML it was set from, the size of each page in points."""

    pdf: bytes
    version: str
    of: str
    """The version of the page that it was set from."""
    sizes: tuple[tuple[float, float], ...]
    positions: Mapping[str, Position]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The page of a document as readers get it, with its ledger."""

    briefing: Briefing
    page: Page
    html: bytes
    version: str
    drafted: str
    """The version of the page as it was drafted; another where facts were left out so that it fits its limits."""
    ledger: LedgerFile
    """Without places on paper, which are the sheets'."""
    ledger_version: str

    @property
    def is_fitted(self) -> bool:
        """Whether facts were left out so that it fits its limits."""
        return self.version != self.drafted


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What the press hands back: a PDF and the page that it was set from, shortened where it had to fit."""

    briefing: Briefing
    page: Page
    drafted: str
    """The version of the page as it was drafted."""
    typeset: Typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One document on the preview."""

    id: DocumentId
    round: int = 0
    """The opening of the project from which it was last drafted; 0 where it never was."""
    judged: int = 0
    """The opening after which its page was last judged."""
    state: State = "waiting"
    screen: Screen | None = None
    """The last good page."""
    sheets: Sheets | None = None
    """The last good PDF, which may still be that of an earlier page."""
    attempted: str = ""
    """The version of the page that was last typeset, or that could not be."""
    forbidden: Mapping[str, Fact] = field(default_factory=dict)
    """The facts that its PDF was proven not to hold."""
    problems: tuple[Diagnostic, ...] = ()
    """Why the newest version is not shown."""
    on_screen: tuple[Diagnostic, ...] = ()
    """What is wrong with its page."""
    on_paper: tuple[Diagnostic, ...] = ()
    """What is wrong with its PDF."""

    @property
    def name(self) -> str:
        """The name by which the preview addresses it."""
        return self.id.stem

    @property
    def is_for_paper(self) -> bool:
        """Whether its audience gets a PDF."""
        return self.screen is not None and "pdf" in self.screen.briefing.audience.formats

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with it."""
        return tuple(dict.fromkeys((*self.problems, *self.on_screen, *self.on_paper)))


def version_of(content: bytes) -> str:
    """Name a content by what it is."""
    return hashlib.sha256(content).hexdigest()[:16]
