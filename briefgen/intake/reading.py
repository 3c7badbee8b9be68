"""A project's folder to its work: what was made of a file of facts before is taken from the cache, the rest is shared out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from briefgen import cache
from briefgen.intake.entries import Origin, Records, made, read
from briefgen.intake.gathered import Gathered, Remembered, Seen
from briefgen.intake.parsed import KeptParser
from briefgen.load import load, load_facts
from briefgen.load.files import read_bytes
from briefgen.model.diagnostic import Problems
from briefgen.model.loaded import FactsFile, Validated
from briefgen.validate import validate
from briefgen.validate.batches import facts_file

_WORTH_KEEPING = 50_000
"""Bytes of all files from which on it is worth while to keep what was made of them."""
_WORTH_SHARING = 1_000_000
"""Bytes of files that are not known yet from which on they are shared among processes."""
_SPARE = 4
"""How many times as many entries as there are files the cache holds, so that a step back finds what was there."""


def intake(root: Path, stock: Path, folder: Path | None = None, jobs: int = 1) -> Validated:
    """Turn a project's folder, and the package's folder of stock files, into its work; facts are read when they are asked for.

    `folder` is where what was made of files of facts is kept, and may be deleted at any moment; `jobs` is the number of
    processes among which files that are not known yet are shared. Problems as `validate` has them.
    """
    loaded = load(root, stock, facts=False, parsing=partial(KeptParser, folder.with_name("parsed")) if folder else None)
    return validate(loaded, tuple(_Shelf(folder, root).files(loaded.fact_files, jobs)))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Files of facts, by their content."""

    folder: Path | None
    root: Path

    def files(self, paths: Sequence[Path], jobs: int) -> Iterator[FactsFile]:
        """Give the files in their order."""
        seen = Seen.all(self.root, paths)
        if self.folder is None or sum(item.size for item in seen) < _WORTH_KEEPING:
            yield from (self._alone(path, self._read(path)) for path in paths)
            return
        gathered = Gathered.of(self.folder.with_name("gathered"), self.root, self.folder, len(paths))
        before = gathered.found(seen)
        found = [self._found(item, before.get(item.path)) for item in seen]
        entries = self._made([item for item in found if isinstance(item, tuple)], jobs)
        kept: list[tuple[Seen, FactsFile]] = []
        for item, its in zip(seen, found, strict=True):
            if its is None:
                yield self._alone(item.path, self._read(item.path))
                continue
            file = its if isinstance(its, FactsFile) else replace(self._shelved(its[0], *next(entries)), is_new=True)
            kept.append((item, file))
            yield file
        gathered.keep(kept, before)
        self._tidy([file.digest for _, file in kept])

    def _found(self, seen: Seen, known: Remembered | None) -> FactsFile | tuple[Origin, bytes] | None:
        """Give what was made of a file, or its content where it is another; nothing where it cannot be read."""
        if known is not None and known.is_settled and known.stamp == seen.stamp:
            return known.file
        content = self._read(seen.path)
        if content is None:
            return None
        origin = Origin.of(self.root, seen.path, content)
        if known is not None and known.file.digest == origin.key:
            return known.file
        return self._known(origin) or (origin, content)

    def _read(self, path: Path) -> bytes | None:
        """Give the bytes of a file; nothing where it cannot be read, which is told when it is taken by itself."""
        try:
            return read_bytes(self.root, path)
        except Problems:
            return None

    def _alone(self, path: Path, content: bytes | None) -> FactsFile:
        """Read and validate a file of facts of which nothing is kept."""
        given, problems, is_whole = load_facts(self.root, path, content)
        return facts_file(given, problems, is_whole=is_whole)

    def _known(self, origin: Origin) -> FactsFile | None:
        """Find what was made of a file with this content."""
        rows = self._path(origin, "rows")
        found = cache.kept(rows) if rows else None
        with suppress(ValueError, KeyError, TypeError):
            return read(found, Records(origin, self._path(origin, "records"))) if found is not None else None
        return None

    def _made(self, unknown: Sequence[tuple[Origin, bytes]], jobs: int) -> Iterator[tuple[bytes, bytes]]:
        """Read and validate files that are not known yet."""
        origins, contents = [origin for origin, _ in unknown], [content for _, content in unknown]
        if jobs < 2 or len(unknown) < 2 or sum(map(len, contents)) < _WORTH_SHARING:
            yield from map(made, origins, contents)
            return
        from briefgen.processes import serve, uninterrupted

        crew = ProcessPoolExecutor(jobs, initializer=serve)
        try:
            with uninterrupted():
                done = crew.map(made, origins, contents, chunksize=max(1, len(unknown) // (8 * jobs)))
            yield from done
        finally:
            crew.shutdown(cancel_futures=True)

    def _shelved(self, origin: Origin, rows: bytes, records: bytes) -> FactsFile:
        """Keep what was made of a file; where the cache cannot be written it stays in memory."""
        try:
            for name, content in (("records", records), ("rows", rows)):
                path = self._path(origin, name)
                if path is None:
                    return read(rows, Records(origin, None, records))
                cache.keep(path, content)
        except OSError:
            return read(rows, Records(origin, None, records))
        return read(rows, Records(origin, self._path(origin, "records")))

    def _path(self, origin: Origin, ending: str) -> Path | None:
        return self.folder / f"{origin.key}.{ending}" if self.folder else None

    def _tidy(self, used: Iterable[str]) -> None:
        """Let go of the entries that were not used for longest, where there are many."""
        if self.folder is None:
            return
        wanted = set(used)
        with suppress(OSError):
            others = [path for path in self.folder.iterdir() if path.name.partition(".")[0] not in wanted]
            if len(others) > 2 * _SPARE * max(len(wanted), _SPARE):
                for path in sorted(others, key=lambda path: path.stat().st_mtime)[: len(others) // 2]:
                    path.unlink(missing_ok=True)
