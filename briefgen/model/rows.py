"""What decides about a fact without reading its words, and facts that are read only when somebody asks for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from briefgen.model.diagnostic import Place
from briefgen.model.fact import Fact, Relation

if TYPE_CHECKING:
    from briefgen.model.loaded import FactsFile, LoadedFile

_MOST_FACTS = 20_000
"""Facts that are kept once they were read; those of files that were asked for longest ago are let go first."""


class Row(NamedTuple):
    """A fact without its words; the fields are those of the fact."""

    id: str
    type: str
    topic: tuple[str, ...]
    entity: str
    status: str
    priority: int
    marking: str
    embargo_until: datetime | None
    review_by: date | None
    tags: tuple[str, ...]
    relations: tuple[Relation, ...]
    cites: tuple[str, ...]
    """Ids of the sources that it and its alternatives cite."""
    quotes: tuple[str, ...]
    """Ids of the sources that it quotes, one for each quotation."""
    digest: str
    """Hash of its record as it is written; empty where that is not known."""

    @property
    def home(self) -> str:
        """The topic that the fact is filed under first."""
        return self.topic[0]


def row_of(fact: Fact, digest: str = "") -> Row:
    """Take from a fact what its row says."""
    return Row._make([*(getattr(fact, name) for name in Row._fields[:-1]), digest])


Indexed = Fact | Row
"""What admission, selection, order and groups look at."""


_R = TypeVar("_R", bound=Fact | Row)


class Rows(dict[str, _R]):
    """What decides about some facts, by their ids, in reading order."""

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The number of each, counted once they are all there."""
        return {name: number for number, name in enumerate(self)}

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Put ids into reading order, each once and without those that are not among them; others are not looked at."""
        return tuple(sorted({name for name in names if name in self}, key=self._places.__getitem__))


class _ByRow(Mapping[str, Fact]):
    """Facts whose rows tell which there are."""

    rows: Mapping[str, Indexed]
    """What decides about each, by its id."""

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, name: object) -> bool:
        return name in self.rows


class Facts(_ByRow):
    """The facts of a project by their ids, in reading order; those of a file are read when one of them is asked for."""

    def __init__(self, files: tuple[FactsFile, ...], default_marking: str) -> None:
        """Take files; `default_marking` is the label of facts that carry none. Of equal ids the first counts."""
        self._files, self._default = files, default_marking
        self._read: OrderedDict[int, Mapping[str, Fact]] = OrderedDict()
        self._held = 0
        self.rows: Rows[Row] = Rows()
        self._spots: dict[str, tuple[int, int]] = {}
        for number, file in enumerate(files):
            for index, row in enumerate(file.rows):
                name = row.id
                if name not in self.rows:
                    self.rows[name] = row if row.marking else row._replace(marking=default_marking)
                    self._spots[name] = (number, index)

    def __getitem__(self, name: str) -> Fact:
        return self._of(self._spots[name][0])[name]

    @cached_property
    def by_file(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The ids of the facts of each file, with the hash of its content; an empty one where nothing is kept of it."""
        names: list[list[str]] = [[] for _ in self._files]
        for name, (number, _) in self._spots.items():
            names[number].append(name)
        return tuple((file.digest, tuple(its)) for file, its in zip(self._files, names, strict=True))

    def items_of_new_files(self) -> frozenset[str]:
        """Give the ids of the entities and topics of the facts in files of which no earlier run kept anything."""
        rows = [row for file in self._files if file.is_new for row in file.rows]
        return frozenset((*(row.entity for row in rows), *(topic for row in rows for topic in row.topic)))

    def count_of_new_files(self) -> int:
        """Count the facts in files of which no earlier run kept anything."""
        return sum(len(file.rows) for file in self._files if file.is_new)

    def file(self, name: str) -> str:
        """Tell in which file a fact is written."""
        return self._files[self._spots[name][0]].name

    def place(self, name: str) -> Place:
        """Tell where a fact is written."""
        number, index = self._spots[name]
        file = self._files[number]
        return Place(file.name, *file.places[index])

    def _of(self, number: int) -> Mapping[str, Fact]:
        """Give the facts of a file, and remember them."""
        found = self._read.get(number)
        if found is None:
            given = reversed(self._files[number].facts())  # of equal ids the first counts
            found = {fact.id: fact if fact.marking else replace(fact, marking=self._default) for fact in given}
            self._held += len(found)
            while self._held > _MOST_FACTS and self._read:
                self._held -= len(self._read.popitem(last=False)[1])
            self._read[number] = found
        else:
            self._read.move_to_end(number)
        return found

    def __getstate__(self) -> tuple[tuple[FactsFile, ...], str]:
        """Give what another process needs: which facts were read is its own affair, and nothing is left to be said of files."""
        return tuple(replace(file, file=_no_file, is_new=False) for file in self._files), self._default

    def __setstate__(self, state: tuple[tuple[FactsFile, ...], str]) -> None:
        Facts.__init__(self, *state)


def _no_file() -> LoadedFile:
    raise LookupError("where the fields of a file stand is known only where it was read")


class Places(Mapping[str, Place]):
    """Where each fact is written, by its id."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._names: dict[Place, str] = {}

    def __getitem__(self, name: str) -> Place:
        return self._facts.place(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def file(self, name: str) -> str:
        """Tell in which file a fact is written; KeyError where there is no such fact."""
        return self._facts.file(name)

    def at(self, place: Place) -> str:
        """Give the id of the fact that is written at a place; an empty string where there is none."""
        if not self._names:
            self._names.update((where, name) for name, where in self.items())
        return self._names.get(place, "")


class View(_ByRow):
    """Some facts of a dataset, as a document may know them: each is put into its words when it is asked for, and once."""

    def __init__(self, rows: Mapping[str, Indexed], told: Callable[[str], Fact]) -> None:
        """Take the rows of the facts, and what tells a fact by its id."""
        self.rows = rows
        self._told, self._known = told, dict[str, Fact]()

    def __getitem__(self, name: str) -> Fact:
        found = self._known.get(name)
        if found is None:
            if name not in self.rows:
                raise KeyError(name)
            found = self._known[name] = self._told(name)
        return found

    def part(self, rows: Mapping[str, Indexed]) -> View:
        """Give some of its facts, told in the same words."""
        return View(rows, self.__getitem__)


def rows_of(facts: Mapping[str, Fact]) -> Mapping[str, Indexed]:
    """Give what decides about some facts, without reading those that need not be read."""
    return facts.rows if isinstance(facts, Facts | View) else facts


def in_order(names: Iterable[str], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Put ids of facts into the order of those that there are, each once and without those that there are not."""
    rows = rows_of(facts)
    return (rows if isinstance(rows, Rows) else Rows(rows)).in_order(names)


def chosen(facts: Mapping[str, Fact], is_wanted: Callable[[Indexed], bool]) -> tuple[Fact, ...]:
    """Give those of some facts whose rows are wanted, in their order; no other is read."""
    return tuple(facts[name] for name, row in rows_of(facts).items() if is_wanted(row))
