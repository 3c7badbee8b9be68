"""Sources: CSL-JSON items (Citation Style Language 1.0.2), with dates also as plain ISO text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from briefgen.model.fields import Filled, Id
from briefgen.model.value import DateValue, FromText, PartialDate, Period, from_text, parse_date


def _csl_date(found: Any) -> DateValue:
    """Read a CSL date: `{date-parts: [[2025, 2, 11]]}`, an interval of two such lists, `{raw: ...}`, or ISO text."""
    if isinstance(found, str):
        return parse_date(found)
    if isinstance(found, dict) and isinstance(found.get("raw"), str):
        return parse_date(found["raw"])
    parts = found.get("date-parts") if isinstance(found, dict) else None
    if not isinstance(parts, list) or not parts or not all(isinstance(part, list) and part for part in parts):
        raise ValueError("expected an ISO date, or a CSL date such as {date-parts: [[2025, 2, 11]]}")
    dates = [_partial_date(part) for part in parts[:2]]
    return dates[0] if len(dates) == 1 else Period(dates[0], dates[1])


def _partial_date(numbers: list[Any]) -> PartialDate:
    text = "-".join(str(number).zfill(2) for number in numbers)
    date = parse_date(text.zfill(4) if len(numbers) == 1 else text)
    if not isinstance(date, PartialDate):
        raise ValueError(f"`{text}` is no date")  # noqa: TRY004 -- the validator collects ValueErrors only
    return date


def csl_name(field_name: str) -> str:
    """Turn the name of a field into its CSL-JSON key: `container_title` into `container-title`, `url` into `URL`."""
    return field_name.upper() if field_name in {"url", "doi", "isbn", "issn"} else field_name.replace("_", "-")


CslDate = Annotated[
    DateValue,
    FromText(_csl_date, {"anyOf": [{"type": "string"}, {"type": "object", "properties": {"date-parts": {"type": "array"}}}]}),
]


def _sha256(text: str) -> str:
    if len(text) != 64 or text.strip("0123456789abcdefABCDEF"):
        raise ValueError(f"`{text}` is no SHA-256 hash: write its 64 hexadecimal digits")
    return text.lower()


Sha256 = Annotated[str, from_text(_sha256, pattern="^[0-9a-fA-F]{64}$")]
_CSL = {"extra": "forbid", "alias_generator": csl_name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person or body that wrote or published something."""

    __pydantic_config__ = _CSL

    family: str = ""
    given: str = ""
    literal: str = ""
    """The whole name of a body, or of a person whose name does not part in two."""

    def __str__(self) -> str:
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The local copy of a source's text, for checking quotations."""

    __pydantic_config__ = _CSL

    file: str = ""
    """Its name in data/sources/; the source's id with .txt, .html or .pdf when left out."""
    sha256: Sha256 = ""
    """SHA-256 of the file whose quotations were checked: another text is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTranslation:
    """How a source is named and described in another language."""

    __pydantic_config__ = _CSL

    title: str = ""
    title_short: str = ""
    publisher: str = ""
    container_title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where evidence comes from."""

    __pydantic_config__ = _CSL

    id: Id
    type: Filled
    """A CSL type, such as report, webpage, article-newspaper, legislation."""
    title: Filled
    title_short: str = ""
    """The name by which briefs cite it within a sentence."""
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    publisher: str = ""
    publisher_place: str = ""
    container_title: str = ""
    collection_title: str = ""
    event_title: str = ""
    authority: str = ""
    jurisdiction: str = ""
    genre: str = ""
    medium: str = ""
    language: str = ""
    number: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    edition: str = ""
    version: str = ""
    issued: CslDate | None = None
    accessed: CslDate | None = None
    url: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    abstract: str = ""
    keyword: str = ""
    note: str = ""
    custom: SourceText = field(default_factory=SourceText)
    """What CSL-JSON has no field for: the name and hash of the local copy."""
    translations: Mapping[str, SourceTranslation] = field(default_factory=dict)
    """Names and descriptions in other languages; names that are not translated stay as they are."""

    @property
    def is_described(self) -> bool:
        """Whether its title, in square brackets, describes it and is not its own."""
        return self.title.startswith("[") and self.title.endswith("]")

    @property
    def short(self) -> str:
        """The name by which it is cited within a sentence."""
        return self.title_short or self.container_title or self.publisher or self.title


SourceIndex = Mapping[str, Source]
