"""Sees files of a project change: what its folders hold, but not what briefgen and other programs write there."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, awatch

_PATIENCE, _STEP = 40, 6
"""Milliseconds: how long changes are gathered at most, and how long without one ends that."""
_POLL = 300
"""Milliseconds between two looks at the files, where the system tells nothing."""
_REMOTE = re.compile(
    r"(nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|virtiofs|vboxsf|drvfs|prl_fs|vmhgfs|ncpfs|fuse\.\w+)(-fuse)?"
)
"""Kinds of file systems whose files others change, too (Linux, proc_pid_mountinfo(5), field 9)."""
_ESCAPED = re.compile(r"\\([0-7]{3})")
_MOUNTS = Path("/proc/self/mountinfo")
_LARGE = 2_000_000
_LEAVE_OUT = frozenset({"output", "node_modules", "__pycache__"})
_LEFTOVERS = ("~", ".tmp", ".swp", ".swx", ".part", ".crdownload")
Found = set[tuple[Change, str]]


async def changes(root: Path, others: Iterable[Path] = (), *, is_polling: bool = False) -> AsyncIterator[tuple[Path, ...]]:
    """Give the files whose content has changed, as often as some have, in a project's folder and some folders beside it.

    The system tells of changes; `is_polling` looks at the files again and again instead, as is done on network mounts, of which
    no system tells what others change there, and where the system refuses.
    """
    queue: asyncio.Queue[Found] = asyncio.Queue()
    folders = folders_of(root, others)
    is_polling = is_polling or is_remote(root)
    listening = [_listen((root,), queue, is_polling=is_polling, recursive=False), _listen(folders, queue, is_polling=is_polling)]
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
                listening[1] = _listen(folders, queue, is_polling=is_polling)
                contents.learn((root, *folders), root)
    finally:
        for task in listening:
            task.cancel()


def is_remote(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Tell whether a folder lies on a network mount or one shared with another system, as far as the system says so."""
    kinds: dict[Path, str] = {}
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            place, _, about = line.partition(" - ")
            kinds[Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), place.split()[4]))] = about.split()[0]
    nearest = next((kinds[above] for above in (folder, *folder.parents) if above in kinds), "")
    return bool(_REMOTE.fullmatch(nearest))


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


def _listen(
    folders: tuple[Path, ...], queue: asyncio.Queue[Found], *, is_polling: bool, recursive: bool = True
) -> asyncio.Task[None]:
    async def listen(is_polling: bool) -> None:
        seen = awatch(
            *folders,
            watch_filter=matters,
            debounce=_PATIENCE,
            step=_STEP,
            force_polling=is_polling or None,  # nothing: the library decides, and knows of systems that cannot tell
            poll_delay_ms=_POLL,
            recursive=recursive,
        )
        async for found in seen:
            queue.put_nowait(found)

    async def listen_or_poll() -> None:
        if not folders:
            return
        try:
            await listen(is_polling)
        except FileNotFoundError:  # a folder has gone: what comes next is seen in the project's own
            raise
        except OSError:  # such as the limit of what one user may watch
            if is_polling:
                raise
            await listen(is_polling=True)

    return asyncio.create_task(listen_or_poll())


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
