"""Writing files so that each is whole at any moment, the old one or the new one, also after a kill."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from briefgen.model.diagnostic import Diagnostic, Place, Problems

_PREFIX = ".briefgen-"


class OutputFolder:
    """A folder that documents are written to: nothing outside of it is touched, and no symbolic link is followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, content: bytes) -> None:
        """Write a file under a temporary name, flush it, rename it and flush its folder.

        Raises Problems (BG009) where the name leads through a link or out of the folder, or the disk refuses.
        """
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).chmod(0o644)
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            _flush(path.parent)
        except OSError as error:
            raise Problems(
                Diagnostic(
                    "BG009",
                    f"cannot write: {error.strerror}",
                    Place(name),
                    "check space and permissions of the output folder",
                )
            ) from error

    def read(self, name: str) -> bytes | None:
        """Read a file of the folder; nothing where there is none."""
        path = self._path(name)
        return path.read_bytes() if path.is_file() else None

    def remove(self, name: str) -> None:
        """Remove a file, and the folders above it that it leaves empty."""
        path = self._path(name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.root:
                break
            with contextlib.suppress(OSError):
                folder.rmdir()

    def is_settled(self) -> bool:
        """Tell whether no build writes to the folder, and none that was killed left anything there."""
        try:
            with os.fdopen(self._lock_file(), "wb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return not os.fstat(file.fileno()).st_size
        except (BlockingIOError, Problems):
            return False

    @contextlib.contextmanager
    def locked(self) -> Iterator[bool]:
        """Hold the folder for one build, and tell whether the one before was killed; a second one is told so (BG010).

        Meanwhile something is written in the lock: where it still is when the next build begins, the one before was killed, and
        what it left under temporary names is removed.
        """
        with os.fdopen(self._lock_file(), "wb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Problems(
                    Diagnostic(
                        "BG010",
                        "another build is writing to this folder",
                        Place(self.root.name),
                        "wait for it, or use --output",
                    )
                ) from error
            try:
                was_killed = bool(os.fstat(file.fileno()).st_size)
                if was_killed:
                    self._sweep()
                self._mark(file.fileno())
                yield was_killed
            finally:
                os.ftruncate(file.fileno(), 0)

    def _mark(self, lock: int) -> None:
        try:
            os.write(lock, b"a build is writing here\n")
            os.fsync(lock)
        except OSError as error:
            raise self._refusal(error) from error

    def _sweep(self) -> None:
        """Remove what a killed run left under temporary names."""
        for path in self.root.rglob(f"{_PREFIX}*"):
            if path.is_file() and not path.is_symlink() and path.name != _LOCK:
                path.unlink(missing_ok=True)

    def _lock_file(self) -> int:
        """Open the file whose lock a build holds, also where there is no folder yet; not through a link."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            return os.open(self.root / _LOCK, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> Problems:
        message = f"cannot write to the output folder: {error.strerror}"
        hint = "check that it is a folder, its space, permissions and links"
        return Problems(Diagnostic("BG009", message, Place(self.root.name), hint))

    def _path(self, name: str) -> Path:
        path = self.root / name
        for folder in () if ".." in path.parts[len(self.root.parts) :] else (path, *path.parents):
            if folder == self.root:
                return path
            if folder.is_symlink():
                break
        raise Problems(
            Diagnostic("BG009", "the name leads out of the output folder", Place(name), "remove the link that stands there")
        )


_LOCK = f"{_PREFIX}lock"


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
