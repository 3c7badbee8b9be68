"""Settings: briefgen.yaml and the audiences (contract, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal

from briefgen.model.fact import FactType, Status
from briefgen.model.fields import DateText, Day, Filled, Id, Ids
from briefgen.model.marking import Scheme
from briefgen.model.value import FromText, Whole

Format = Literal["html", "pdf"]
EvidenceStyle = Literal["short", "notes", "attribution", "links", "full", "code"]
ConfidenceStyle = Literal["word-and-reason", "word", "plain", "full", "none"]
SCHEME_IDS = ("tlp", "uk-government")
_STRICT = {"extra": "forbid", "use_attribute_docstrings": True}
# `from` is a word of the language.
_EMAIL = {**_STRICT, "alias_generator": lambda name: "from" if name == "sender" else name}


def _each(found: Any) -> tuple[str, tuple[str, ...]]:
    """Read `for_each`: one entity type, or a list of topics."""
    if isinstance(found, dict) and len(found) == 1:
        ((kind, which),) = found.items()
        if kind == "entity" and isinstance(which, str):
            return kind, (which,)
        if kind == "topic" and isinstance(which, list) and which and all(isinstance(item, str) for item in which):
            return kind, tuple(which)
    raise ValueError("expected {entity: <type>} or {topic: [<topic>, ...]}")


ForEach = Annotated[
    tuple[str, tuple[str, ...]],
    FromText(
        _each,
        {
            "type": "object",
            "properties": {"entity": {"type": "string"}, "topic": {"type": "array", "items": {"type": "string"}}},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ),
]


def _scheme(found: Any) -> str | Scheme:
    """Read the marking scheme: a known one's id, or one defined here."""
    if isinstance(found, str) and found in SCHEME_IDS:
        return found
    if not isinstance(found, dict) or set(found) != {"id", "labels"}:
        raise ValueError(f"expected {', '.join(SCHEME_IDS)}, or a scheme of your own: {{id, labels}}")
    name, labels = found["id"], found["labels"]
    if not isinstance(name, str) or not name.strip():
        raise ValueError("a scheme needs an `id`")
    if not isinstance(labels, list) or not labels or not all(isinstance(item, str) and item.strip() for item in labels):
        raise ValueError("a scheme needs `labels`, a list from the least to the most restricted")
    if len(set(labels)) != len(labels):
        raise ValueError("a scheme's `labels` name each label once")
    return Scheme(id=name, labels=tuple(labels))


SchemeText = Annotated[
    str | Scheme,
    FromText(
        _scheme,
        {
            "anyOf": [
                {"type": "string", "enum": list(SCHEME_IDS)},
                {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string", "minLength": 1},
                        "labels": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
                    },
                    "required": ["id", "labels"],
                    "additionalProperties": False,
                },
            ]
        },
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who answers for the briefs."""

    __pydantic_config__ = _STRICT

    name: str = ""
    """Needed, unless the brand file gives it (`meta.name`)."""
    url: str = ""
    email: str = ""
    contact: str = ""
    """How readers reach it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """The marking scheme in force and the label of facts that carry none."""

    __pydantic_config__ = _STRICT

    scheme: SchemeText = "tlp"
    """tlp, uk-government, or a scheme defined here: {id, labels}."""
    default: str = ""
    """Label of facts that carry none; the scheme's least restricted one when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a document may not exceed; 0 means no limit."""

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

    marking: str = ""
    """The ceiling; the scheme's least restricted label when left out."""
    statuses: tuple[Status, ...] = ()
    """Statuses admitted; all but refuted when left out. Does not govern recommendations and commitments."""
    types: tuple[FactType, ...] = ()
    """Types admitted; all when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which facts: those that meet every criterion that is given; all when none is."""

    __pydantic_config__ = _STRICT

    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    types: tuple[FactType, ...] = ()
    statuses: tuple[Status, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRule:
    """Which facts a section of an audience's brief gets, in which groups, and how many at most."""

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

    title: Filled


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTranslation:
    """A brief in another language."""

    __pydantic_config__ = _STRICT

    title: Filled
    subtitle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who reads: the sections they get, their limits, what they may see, how evidence is shown to them."""

    __pydantic_config__ = _STRICT

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is to be said: a title, a selection of facts, an edition, for some audiences."""

    __pydantic_config__ = _STRICT

    id: Id
    title: Filled
    """Title; {item.name} and {item.title} stand for the item of `for_each`."""
    subtitle: str = ""
    translations: Mapping[str, BriefTranslation] = field(default_factory=dict)
    """Title and subtitle in other languages."""
    date: DateText | None = None
    edition: Whole = 1
    audiences: Ids
    facts: Selection = Selection()
    for_each: ForEach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that the project lives with, with the reason and the day on which that ends."""

    __pydantic_config__ = _STRICT

    code: Filled
    where: str = ""
    """Glob over the place, such as templates/audiences/*; everywhere when left out."""
    reason: Filled
    expires: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """How a reader leaves the mailing list; columns of the recipients may stand in the addresses in braces."""

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A project's own choices: briefgen.yaml."""

    __pydantic_config__ = _STRICT

    title: Filled
    publisher: Publisher = Publisher()
    """What is left out is taken from the brand file."""
    locale: str = "en-GB"
    """BCP 47 tag of the language in which the facts and texts are written."""
    paper: Literal["A4", "Letter"] = "A4"
    marking: Marking = Marking()
    brand: str = ""
    """Brand file in Quarto's form; _brand.yml in the project's folder, if there is one, when left out."""
    briefs: tuple[Brief, ...]
    waivers: tuple[Waiver, ...] = ()
    email: Email = Email()

    @property
    def language(self) -> str:
        """The language of the locale: `en` of `en-GB`."""
        return self.locale.split("-")[0]
