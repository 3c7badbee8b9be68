"""Audiences as data/audiences.yaml has them: sections, limits, what may be seen, how evidence is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefgen.model.fact import FactType, Status
from briefgen.model.fields import STRICT, Filled
from briefgen.model.settings.selection import Selection
from briefgen.model.value import Whole

Format = Literal["html", "pdf"]
EvidenceStyle = Literal["short", "notes", "attribution", "links", "full", "code"]
ConfidenceStyle = Literal["word-and-reason", "word", "plain", "full", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a document may not exceed; 0 means no limit."""

    __pydantic_config__ = STRICT

    pages: Whole = 0
    words: Whole = 0
    sentence_words: Whole = 0
    paragraph_sentences: Whole = 0
    reading_level: Whole = 0
    """LIX of the whole document: words a sentence plus the share of words over six letters in per cent (about 25 for
    children's books, 40 for newspapers, 55 and more for official texts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admits:
    """What an audience may see: its marking ceiling; and what its editors let through: statuses and types."""

    __pydantic_config__ = STRICT

    marking: str = ""
    """The ceiling; the scheme's least restricted label when left out."""
    statuses: tuple[Status, ...] = ()
    """Statuses admitted; all but refuted when left out. Does not govern recommendations and commitments."""
    types: tuple[FactType, ...] = ()
    """Types admitted; all when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRule:
    """Which facts a section of an audience's brief gets, in which groups, and how many at most."""

    __pydantic_config__ = STRICT

    facts: Selection | None = None
    """Facts of the section; none when left out: the section then lives from its text alone."""
    without: Selection | None = None
    """Facts that the section does not take."""
    take: Whole = 0
    """How many facts at most, first those of the best priority; 0 for all."""
    take_each: Whole = 0
    """How many facts at most in each group; 0 for all."""
    group_by: Literal["topic", "entity", "status", "actor", "type"] | None = None
    new: bool = False
    """Only facts that no section before it has."""
    prefer_tags: tuple[str, ...] = ()
    """Among facts of equal priority, those with one of these tags come first."""
    spread: bool = False
    """Take from each topic in turn, its best fact first, so that no topic fills the section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceTranslation:
    """An audience in another language."""

    __pydantic_config__ = STRICT

    title: Filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who reads: the sections they get, their limits, what they may see, how evidence is shown to them."""

    __pydantic_config__ = STRICT

    title: Filled
    translations: Mapping[str, AudienceTranslation] = field(default_factory=dict)
    """The title in other languages."""
    template: Filled
    """Template file, relative to templates/."""
    formats: tuple[Format, ...] = ("html", "pdf")
    languages: tuple[str, ...] = ()
    """Languages of its documents; the project's when left out."""
    limits: Limits = Limits()
    fit: bool = False
    """Leave out facts of lowest priority, which the build names, until a document keeps to the limits of pages and words."""
    admits: Admits = Admits()
    sections: Mapping[str, SectionRule] = field(default_factory=dict)
    """Which facts each section gets, in the order in which sections choose; those of the stock audience with the
    same template when left out."""
    evidence: EvidenceStyle = "notes"
    """How sources are shown: short name, numbered notes, attribution in the sentence, links, full citation, code."""
    confidence: ConfidenceStyle = "word"
    """How confidence below high is shown."""
    full_names: bool = False
    """Entities by their full name before an alias."""
    recipients: str = ""
    """CSV file of addresses, relative to data/: the columns email, name, language, and any that its letters print."""
    prerelease: str = ""
    """CSV file, relative to data/, of those who may have a document before its embargo is over: the columns email and reason."""
