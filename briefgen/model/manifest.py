"""The manifest file: every document of an output folder with its files and hashes, as `to_json` of the ledger writes it.

It names the facts of all audiences' documents: the team's own file, which never travels with a document and which none needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.model.fields import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a finished file was searched for, and what was found; it names no fact."""

    __pydantic_config__ = STRICT

    forbidden: int
    """How many facts of the project were forbidden for the document."""
    searched: tuple[str, ...]
    """What of the file was searched: HTML source, attributes, PDF text, metadata, attachments ..."""
    leaks: int
    """How many of their values or words were found: a file in which there are any is not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One file of a document."""

    __pydantic_config__ = STRICT

    path: str
    """Relative to the output folder, with slashes."""
    bytes: int
    sha256: str
    """SHA-256 of its bytes, in hexadecimal digits."""
    marking: str = ""
    """The label that limits who may see it."""
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """One document: what it is, how long it is, what went in, and its files."""

    __pydantic_config__ = STRICT

    document: str
    """Its name: <brief>/[<item>/]<audience>/<brief>[-<item>]-<audience>-<language>."""
    brief: str
    item: str
    """Id of the item of `for_each`; empty where the brief has none."""
    audience: str
    language: str
    title: str
    edition: int
    marking: str
    """The highest marking of the facts in it."""
    embargo_until: str = ""
    """Instant, in ISO 8601, before which it may not be passed on; left out where there is none."""
    pages: int | None
    """Pages of the PDF; null where there is none."""
    page_limit: int | None
    """How many pages the audience takes; null without a limit."""
    words: int
    digest: str
    """SHA-256 of the facts and sources used, as the PDF carries them in facts.json."""
    facts: tuple[str, ...]
    """Ids of the facts used."""
    sources: tuple[str, ...]
    """Ids of the sources of those facts."""
    templates: tuple[str, ...]
    """Names of the template, style and text files that went in."""
    files: tuple[FileEntry, ...]

    @property
    def stem(self) -> str:
        """The name of its files without an ending."""
        return self.document.rpartition("/")[2]

    def path(self, ending: str) -> str:
        """Give the path of its file with an ending, relative to the output folder; an empty string where it has none."""
        return next((file.path for file in self.files if file.path.endswith(ending)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestFile:
    """`manifest.json`: what stands in an output folder; it holds no time, duration or absolute path."""

    __pydantic_config__ = STRICT

    format: int
    """Number of this form of the file."""
    title: str
    """The project's title."""
    publisher: str
    briefgen: str
    """The version that wrote it."""
    inputs: Mapping[str, str]
    """SHA-256 of each template and style that went in, by its path in the project."""
    documents: tuple[DocumentEntry, ...]
