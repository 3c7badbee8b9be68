"""What passes between the stages: files as loaded, briefings, pages with their ledgers, typeset documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

from briefgen.model.brand import Brand
from briefgen.model.chart import Placed
from briefgen.model.criteria import Criteria
from briefgen.model.dataset import Dataset, Entity, Topic
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.fact import Fact
from briefgen.model.ledger import Where
from briefgen.model.marking import Scheme
from briefgen.model.settings import Audience, Brief, Settings
from briefgen.model.value import Value, raw


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an editor for one section: Markdown with facts in it, and where they start."""

    body: str
    place: Place


@dataclass(frozen=True, slots=True)
class Work:
    """A validated project: all that `tailor` needs to know to make any of its documents."""

    settings: Settings
    scheme: Scheme
    audiences: Mapping[str, Audience]
    dataset: Dataset
    texts: Mapping[tuple[str, str, str], Mapping[str, Text]] = field(default_factory=dict)
    """Texts by folder (<brief> or <brief>/<item>), audience and language ("" where none is named), then by section."""
    brand: Brand = field(default_factory=Brand)
    charts: Mapping[str, Placed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class DocumentId:
    """One brief for one audience in one language, and one item of `for_each` ("" where the brief has none)."""

    brief: str
    item: str
    audience: str
    language: str

    @property
    def stem(self) -> str:
        """Its file name without an ending: <brief>[-<item>]-<audience>-<lang> (contract, section 3)."""
        return "-".join(part for part in (self.brief, self.item, self.audience, self.language) if part)

    @property
    def folder(self) -> str:
        """Its folder in the output folder: <brief>/[<item>/]<audience>."""
        return "/".join(part for part in (self.brief, self.item, self.audience) if part)

    def __str__(self) -> str:
        return f"{self.folder}/{self.language}"


@dataclass(frozen=True, slots=True)
class Group:
    """Some facts of a section under a heading of their own."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    charts: tuple[str, ...] = ()
    """Ids of the charts that stand with them."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a briefing: the editor's words for it and its facts in order, also in groups where asked for."""

    id: str
    facts: tuple[Fact, ...] = ()
    groups: tuple[Group, ...] = ()
    text: Text | None = None
    charts: tuple[str, ...] = ()
    """Ids of the charts that stand in it and in none of its groups."""


Lack = tuple[str, str, str]
"""A kind of record (`fact`, `topic`, `entity`, `source`, `brief`, `audience`), its id, and a field that has no translation."""
OWN_WORDS = "own words"
"""Stands among what is lacking for a quotation without translation, which stays in the project's own language."""
MUTE = ("statement", "unit", "value")
"""Fields of a fact without which nothing can be said of it in a sentence."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that one document may say, chosen and ordered; nothing that its audience may not see is in it."""

    id: DocumentId
    brief: Brief
    audience: Audience
    settings: Settings
    scheme: Scheme
    title: str
    item: Entity | Topic | None
    sections: Mapping[str, Section]
    dataset: Dataset
    """Facts that this audience may see and its editors admit; with the topics, entities and sources."""
    own: Mapping[str, Fact]
    """Of these the document's own: those of its item where the brief has one for each, otherwise all."""
    refusal: Callable[[str], str]
    """Says why a fact of the project is not in this document, by its id: only for error messages, never for a template."""
    as_at: datetime
    brand: Brand = field(default_factory=Brand)
    charts: Mapping[str, Placed] = field(default_factory=dict)
    """Every chart of the project; which facts it may show is decided when it is drawn."""
    lacks: AbstractSet[Lack] = frozenset()
    """What of brief, audience and the facts that were read has no words in the document's language; the fields are empty."""
    originals: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Values that are text, as they are recorded, by fact and number of the alternative (0 for the fact's own)."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Texts that the document goes without, since they are not in its language."""

    @property
    def is_own_language(self) -> bool:
        """Whether it is in the language in which the project's records are written."""
        return self.id.language.split("-")[0] == self.settings.language

    def exact(self, fact: str, value: Value, alternative: int = 0) -> str:
        """Give the exact form of a published value, free of language: of a text, the one that is recorded."""
        return self.originals.get((fact, alternative)) or raw(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: one printed value (or statement) and what stands behind it."""

    anchor: str
    """Id of the element in the HTML."""
    fact: str
    role: str
    """What of the fact is printed: value, range, alternative, as_of, statement ..."""
    formatter: str
    """The filter that wrote it."""
    raw: str
    """The exact value, free of language; empty for a statement."""
    printed: str
    place: Place
    """The line of the template or text that printed it."""
    where: Where = "text"
    """What it stands in."""
    alternative: int = 0
    """Which of the fact's alternatives it is, from 1; 0 for the fact's own value."""
    also: tuple[str, ...] = ()
    """Ids of the further facts of a total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a document printed and what it read to do so."""

    entries: tuple[Entry, ...]
    facts: tuple[str, ...]
    """Ids of the facts used: those of which something is printed, in the dataset's order."""
    sources: tuple[str, ...]
    """Ids of the sources of those facts."""
    reads: tuple[str, ...] = ()
    """Ids of all facts that a template looked into, printed or not, in the dataset's order."""
    selections: tuple[str, ...] = ()
    """Each selection over facts that the template made itself, as text; also those that returned nothing."""
    criteria: tuple[Criteria, ...] = ()
    """The same for the build alone: as they were made, they may name what readers may not see."""
    charts: tuple[str, ...] = ()
    """Ids of the charts that were asked for, also of those that there are not."""
    templates: tuple[str, ...] = ()
    """Names of the template, style and text files that went in."""
    asked: tuple[str, ...] = ()
    """For the build alone: names of the templates that others asked for, also of those that there are not."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A figure that a template or text says itself, which no record gave, and its line."""

    text: str
    place: Place


PROSE_MARK = "\ue002\ue003"
"""In a marked page these two characters, with the number of the typed figure between them, stand before it."""
PROSE_END = "\ue004"
"""This one stands after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished HTML document without its embedded fonts, and its ledger."""

    id: DocumentId
    html: str
    """The whole document; `FONT_SLOT` stands where the font faces go."""
    differing: str = "(published values differ)"
    """What stands, in its language, after one of several published values."""
    marked: str = ""
    """The same with a mark around each figure that a template or text typed itself."""
    prose: tuple[Prose, ...] = ()
    """Those figures, by the numbers of their marks."""
    title: str
    language: str
    marking: str
    embargo: str = ""
    """The line that says until when it is under embargo; empty where none of its facts is."""
    embargo_until: str = ""
    """The same instant in ISO 8601."""
    edition: int
    date: str
    """ISO date of the brief, or an empty string."""
    publisher: str
    facts_json: str
    """The facts used, with their sources, for the attachment."""
    digest: str
    """SHA-256 of `facts_json`: the hash of the facts and sources used."""
    ledger: Ledger
    words: int = 0
    """Words of its own, without page furniture; counted when it is judged."""
    diagnostics: tuple[Diagnostic, ...] = ()


FONT_SLOT = "/*fonts*/"


@dataclass(frozen=True, slots=True)
class Position:
    """Where an element stands in a PDF: page from 1, the distance from its left and top edge, and its size, in points."""

    page: int
    x: float
    y: float
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A finished PDF, how many pages it has, and where each anchored element stands in it."""

    pdf: bytes
    pages: int
    positions: Mapping[str, Position]
    fetched: tuple[str, ...] = ()
    """Names of the files that it asked for while it was set, such as pictures, also of those that there are not."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """One static font face: its name in the styles, its design and its files' bytes."""

    family: str
    weight: int
    style: str
    """normal or italic."""
    ttf: bytes
    """The whole static instance, for PDF."""
    woff2: bytes
    """A subset for the web, for the self-contained HTML."""
    unicode_range: str = ""
    """The characters of the subset, in the form of the CSS descriptor."""
