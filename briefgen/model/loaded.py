"""What `load` hands to `validate`, and what `validate` hands on: plain values with their places, then the work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from briefgen.model.briefing import Text, Work
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.fact import Fact
from briefgen.model.rows import Row

Plain = str | list["Plain"] | dict[str, "Plain"] | None
"""A value as it stands in a file: text, None for an empty one, lists and mappings of them."""
Step = str | int
Path = tuple[Step, ...]
"""The way to a field within a file: the record's number or key, then keys and list positions."""
Spot = tuple[int, int] | tuple[int, int, str]
"""Line and column, counted from 1; in a table also the name of the cell."""

HEADER = "header"
"""First step of the way to a column's heading, in files that have headings (CSV)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedFile:
    """One data file as plain values; knows where each of its fields is written."""

    name: str
    """Path relative to the project."""
    value: Plain
    starts: tuple[Spot, ...] = ()
    """Where each record of a list starts."""
    spots: Callable[[], Mapping[Path, Spot]] = dict
    """Gives the spot of every field; reads the file's text again on the first call, so asked only when needed."""

    def place(self, path: Path = ()) -> Place:
        """Turn the way to a field into its place; that of the nearest thing around it where the field is not there."""
        if not path:
            return Place(self.name, 1 if self.value else 0)
        if len(path) == 1 and isinstance(path[0], int) and path[0] < len(self.starts):
            return Place(self.name, *self.starts[path[0]])
        spots = self.spots()
        for length in range(len(path), 0, -1):
            if (spot := spots.get(path[:length])) is not None:
                return Place(self.name, *spot)
        return self.place(path[:1]) if len(path) > 1 else self.place()

    def name_place(self, path: Path) -> Place:
        """Turn the way to a field into the place where its name is written: in CSV the heading of its column."""
        for length in range(len(path), 1, -1):
            if (spot := self.spots().get((HEADER, *path[1:length]))) is not None:
                return Place(self.name, *spot)
        return self.place(path)

    def records(self) -> tuple[tuple[Path, dict[str, Plain]], ...]:
        """Give the records of a list with the way to each; what is no record is left out."""
        items = self.value if isinstance(self.value, list) else []
        return tuple(((number,), item) for number, item in enumerate(items) if isinstance(item, dict))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsFile:
    """A file of facts that were validated one by one: what decides about them is at hand, their words are read when asked for."""

    name: str
    """Path relative to the project."""
    rows: tuple[Row, ...]
    """Of the facts that are right by themselves."""
    numbers: tuple[int, ...]
    """Which records of the file these are."""
    places: tuple[Spot, ...]
    """Where each of them begins."""
    ids: tuple[tuple[str, int], ...]
    """Every id in the file, also of records that are otherwise wrong, with the number of the record."""
    mentions: Mapping[str, frozenset[str]]
    """What its facts name: ids of `topics`, `entities`, `sources`, `facts` and `audiences`, and `markings`; also those that are
    related to `themselves`."""
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool
    """Whether nothing of the file was left unread."""
    digest: str = ""
    """Hash of its name and content; empty where nothing is kept of it from run to run."""
    is_new: bool = False
    """Whether no earlier run kept anything of it."""
    facts: Callable[[], tuple[Fact, ...]]
    """Gives the facts, as many as there are rows."""
    file: Callable[[], LoadedFile]
    """Gives its plain values, which know where each field is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """All files of a project as plain values, and what was wrong with the files themselves."""

    settings: LoadedFile
    stock: LoadedFile
    """The package's own audiences."""
    audiences: LoadedFile
    topics: LoadedFile
    entities: LoadedFile
    sources: LoadedFile
    facts: tuple[LoadedFile, ...]
    """Files of facts; none where they were only named."""
    fact_files: tuple[FilePath, ...] = ()
    """Where they are, in reading order."""
    charts: tuple[LoadedFile, ...] = ()
    texts: Mapping[tuple[str, str, str], Mapping[str, Text]] = field(default_factory=dict)
    """Texts by folder (<brief> or <brief>/<item>), audience and language ("" where none is named), then by section."""
    text_files: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """Path of each text file, relative to the project."""
    templates: frozenset[str] = frozenset()
    """Names of the template files there are, in the project and in the package, relative to templates/."""
    brand: LoadedFile | None = None
    brand_files: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures and fonts that the brand file names, by their names as they stand there; those that could be read."""
    brand_inputs: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the brand file and of those, by their paths relative to the project."""
    unread: frozenset[str] = frozenset()
    """Kinds of files (`topics`, `facts` ...) of which one was not read: there nothing can be said to be missing."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Validated:
    """A project in which everything fits together, and the warnings and notes that remain."""

    work: Work
    diagnostics: tuple[Diagnostic, ...] = ()
