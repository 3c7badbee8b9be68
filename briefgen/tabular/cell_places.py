"""Where the fields of a table's records stand, looked up when somebody asks: a large table has a million cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.load.from_csv import paths_of, tree_of
from briefgen.model.loaded import LoadedFile, Path, Spot
from briefgen.tabular.cells import Row, Sheet


def only(file: LoadedFile, kept: list[int]) -> LoadedFile:
    """Keep some records of a file, by their numbers; their fields keep their places."""
    items = file.value if isinstance(file.value, list) else []
    starts = tuple(file.starts[number] for number in kept if number < len(file.starts))
    return LoadedFile(name=file.name, value=[items[number] for number in kept], starts=starts, spots=lambda: _Moved(file, kept))


@dataclass(slots=True, eq=False)
class CellPlaces(Mapping[Path, Spot]):
    """The cell of each field: of `rows`, whose texts stand under the fields `paths` and come from `columns`."""

    sheet: Sheet
    rows: list[Row]
    texts: list[list[str]]
    paths: list[str]
    columns: list[int]
    last: tuple[int, Mapping[Path, int]] = field(default=(-1, {}))

    def __getitem__(self, path: Path) -> Spot:
        number, *rest = path
        if not isinstance(number, int) or not rest:
            raise KeyError(path)
        if number != self.last[0]:
            self.last = number, dict(_prefixes(paths_of(tree_of(self.paths, self.texts[number]))))
        column = self.last[1][tuple(rest)]
        if column >= len(self.columns):
            raise KeyError(path)
        return self.sheet.spot(self.rows[number], self.columns[column])

    def __iter__(self) -> Iterator[Path]:
        for number, texts in enumerate(self.texts):
            yield from ((number, *path) for path, _ in paths_of(tree_of(self.paths, texts)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _prefixes(found: Iterator[tuple[Path, int]]) -> Iterator[tuple[Path, int]]:
    """Give to each thing around a field the cell of the first field in it."""
    seen = set()
    for path, column in found:
        for length in range(1, len(path) + 1):
            if path[:length] not in seen:
                seen.add(path[:length])
                yield path[:length], column


@dataclass(frozen=True, slots=True, eq=False)
class _Moved(Mapping[Path, Spot]):
    """The places of a file's fields by other numbers of their records."""

    file: LoadedFile
    numbers: list[int]

    def __getitem__(self, path: Path) -> Spot:
        number, *rest = path
        if not isinstance(number, int):
            return self.file.spots()[path]
        return self.file.spots()[(self.numbers[number], *rest)]

    def __iter__(self) -> Iterator[Path]:
        old = {number: new for new, number in enumerate(self.numbers)}
        return ((old[number], *rest) for number, *rest in self.file.spots() if isinstance(number, int) and number in old)

    def __len__(self) -> int:
        return sum(1 for _ in self)
