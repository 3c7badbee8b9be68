"""What was made of all files of facts at the last run, in few pieces of the cache: where a file is untouched its stamp is enough.

To look into an entry for each of thousands of files costs more than all that is in them. A piece is written again when one of
its files is another than it was.
"""

from __future__ import annotations

import json
import os
import stat
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen import cache
from briefgen.cache import program
from briefgen.intake.entries import Origin, Records, apart, as_bytes, together
from briefgen.model.loaded import FactsFile
from briefgen.stamps import Stamp, is_settled, stamp_of

_FILES_EACH = 64
"""Files of a piece, in the mean."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of facts in the folder, as it is looked at before it is read."""

    path: Path
    size: int
    """Bytes; 0 where there is nothing."""
    stamp: Stamp | None
    """Nothing of what is no regular file or lies outside of the project, and of a link: what that leads to may change."""

    @classmethod
    def all(cls, root: Path, paths: Sequence[Path]) -> tuple[Seen, ...]:
        """Look at files of a project. A folder above one may have been moved out of it since, which changes no file's stamp."""
        real = f"{os.path.realpath(root)}{os.sep}"
        inside = {folder: f"{os.path.realpath(folder)}{os.sep}".startswith(real) for folder in {path.parent for path in paths}}
        return tuple(cls._at(path, is_inside=inside[path.parent]) for path in paths)

    @classmethod
    def _at(cls, path: Path, *, is_inside: bool) -> Seen:
        with suppress(OSError):
            about = os.lstat(path)
            if is_inside and stat.S_ISREG(about.st_mode):
                return cls(path, about.st_size, stamp_of(about))
            return cls(path, path.stat().st_size, None)
        return cls(path, 0, None)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A file of facts as it was at an earlier run."""

    file: FactsFile
    stamp: Stamp | None
    is_settled: bool
    """Whether a file that has this stamp now has the same content."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pieces of a project."""

    folder: Path
    root: Path
    records: Path
    """The folder in which the records of each file are kept."""
    count: int
    """How many pieces there are."""

    @classmethod
    def of(cls, folder: Path, root: Path, records: Path, files: int) -> Gathered:
        """Give the pieces for a number of files."""
        return cls(folder, root, records, 1 << max(0, (files // _FILES_EACH).bit_length() - 1))

    def found(self, seen: Sequence[Seen]) -> Mapping[Path, Remembered]:
        """Give what is remembered of files, by their paths."""
        known: dict[Path, Remembered] = {}
        for number in {self._piece(item.path) for item in seen}:
            with suppress(OSError, ValueError, KeyError, TypeError):
                known.update(self._read(number))
        return known

    def keep(self, files: Sequence[tuple[Seen, FactsFile]], before: Mapping[Path, Remembered]) -> None:
        """Write the pieces in which a file is another than before, or may be; where the cache cannot be written they are gone."""
        parts: dict[int, list[tuple[Seen, FactsFile]]] = {}
        for item in files:
            parts.setdefault(self._piece(item[0].path), []).append(item)
        left: dict[int, set[Path]] = {}
        for path in before:
            left.setdefault(self._piece(path), set()).add(path)
        for number, part in parts.items():
            is_same = all(_is_known(seen, before) for seen, _ in part)
            if not is_same or left.get(number, set()) != {seen.path for seen, _ in part}:
                self._write(number, part)
        if len(left) < len(parts):
            self._tidy()

    def _read(self, number: int) -> Iterator[tuple[Path, Remembered]]:
        path = self._path(number)
        recorded = path.stat().st_mtime_ns
        content = cache.kept(path)
        found = json.loads(content) if content is not None else {"program": ""}
        if found["program"] != program():
            return
        paths = [self.root / name for name in found["paths"]]
        records = [
            Records(Origin(self.root, path, key), self.records / f"{key}.records")
            for path, key in zip(paths, found["keys"], strict=True)
        ]
        for path, stamp, file in zip(paths, found["stamps"], apart(found, records), strict=True):
            at = (stamp[0], stamp[1], stamp[2]) if stamp else None
            yield path, Remembered(file, at, at is not None and is_settled(at, recorded))

    def _write(self, number: int, part: Sequence[tuple[Seen, FactsFile]]) -> None:
        content = {
            "program": program(),
            "paths": [os.fspath(seen.path.relative_to(self.root)) for seen, _ in part],
            "stamps": [seen.stamp for seen, _ in part],
            "keys": [file.digest for _, file in part],
            **together([file for _, file in part]),
        }
        with suppress(OSError):
            cache.keep(self._path(number), as_bytes(content))

    def _tidy(self) -> None:
        """Let go of pieces that the project was parted into when it had more or fewer files."""
        with suppress(OSError):
            for path in self.folder.iterdir():
                if not path.name.startswith(f"{self.count}-"):
                    path.unlink(missing_ok=True)

    def _piece(self, path: Path) -> int:
        return zlib.crc32(os.fsencode(path.name)) % self.count

    def _path(self, number: int) -> Path:
        return self.folder / f"{self.count}-{number}.json"


def _is_known(seen: Seen, before: Mapping[Path, Remembered]) -> bool:
    known = before.get(seen.path)
    return known is not None and known.is_settled and known.stamp == seen.stamp
