"""Sees files of a project change: what its folders hold, but not what briefgen and other programs write there."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, awatch

_PATIENCE, _STEP = 40, 15
"""Milliseconds: how long changes are gathered at most, and how long without one ends that."""
_LARGE = 2_000_000
_LEAVE_OUT = frozenset({"output", "node_modules", "__pycache__"})
_LEFTOVERS = ("~", ".tmp", ".swp", ".swx", ".part", ".crdownload")
Found = set[tuple[Change, str]]


async def changes(root: Path, others: Iterable[Path] = ()) -> AsyncIterator[tuple[Path, ...]]:
    """Give the files whose content has changed, as often as some have, in a project's folder and some folders beside it."""
    queue: asyncio.Queue[Found] = asyncio.Queue()
    folders = folders_of(root, others)
    listening = [_listen((root,), queue, recursive=False), _listen(folders, queue)]
    contents = Contents()
    contents.learn((root, *folders), root)
    try:
        while True:
            paths = [Path(path) for _, path in await _next(queue, listening)]
            if new := tuple(path for path in sorted(paths) if contents.has_changed(path)):
                yield new
            if (now := folders_of(root, others)) != folders:  # a folder has come or gone
                folders = now
                listening[1].cancel()
                listening[1] = _listen(folders, queue)
                contents.learn((root, *folders), root)
    finally:
        for task in listening:
            task.cancel()


def folders_of(root: Path, others: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Give the folders that are looked into all the way down: the project's own, without hidden and written ones."""
    found = [path for path in root.iterdir() if path.is_dir() and _is_own(path)]
    beside = [path for path in others if path.is_dir() and not any(path.is_relative_to(folder) for folder in found)]
    return tuple(sorted({*found, *beside}))


def matters(_change: Change, path: str) -> bool:
    """Tell whether a file may be part of a project: what editors and downloads leave for a moment is not."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(_LEFTOVERS)


class Contents:
    """Knows what each file held, so that one that is only written again is no change."""

    def __init__(self) -> None:
        self._known: dict[Path, bytes] = {}

    def learn(self, folders: Iterable[Path], root: Path) -> None:
        """Take down what the files of some folders hold; of the project's own folder only those directly in it."""
        for folder in folders:
            for path in folder.iterdir() if folder == root else _inside(folder):
                if matters(Change.modified, str(path)):
                    self._known.setdefault(path, _content(path))

    def has_changed(self, path: Path) -> bool:
        """Tell whether a file holds something else than when it was last asked for."""
        before, now = self._known.get(path, b""), _content(path)
        self._known[path] = now
        return now != before


def _inside(folder: Path) -> Iterator[Path]:
    with suppress(OSError):  # it has gone meanwhile
        yield from folder.rglob("*")


def _is_own(folder: Path) -> bool:
    """Tell whether a folder of the project holds what people write."""
    return not folder.name.startswith(".") and folder.name not in _LEAVE_OUT and not (folder / "pyvenv.cfg").exists()


def _content(path: Path) -> bytes:
    """Give what stands for a file's content: nothing where it is not there."""
    try:
        if path.is_dir():
            return b"folder"
        about = path.stat()
        if about.st_size > _LARGE:
            return f"{about.st_size} {about.st_mtime_ns}".encode()
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def _listen(folders: tuple[Path, ...], queue: asyncio.Queue[Found], *, recursive: bool = True) -> asyncio.Task[None]:
    async def listen() -> None:
        if not folders:
            return
        seen = awatch(*folders, watch_filter=matters, debounce=_PATIENCE, step=_STEP, recursive=recursive)
        async for found in seen:
            queue.put_nowait(found)

    return asyncio.create_task(listen())


async def _next(queue: asyncio.Queue[Found], listening: list[asyncio.Task[None]]) -> Found:
    """Wait for changes; what one that listens fails with is raised here."""
    waiting = asyncio.create_task(queue.get())
    try:
        while not waiting.done():
            running = [task for task in listening if not task.done()]
            await asyncio.wait([waiting, *running], return_when=asyncio.FIRST_COMPLETED)
            for task in listening:
                if task.done() and not task.cancelled() and (error := task.exception()):
                    raise error
        return waiting.result()
    finally:
        waiting.cancel()
