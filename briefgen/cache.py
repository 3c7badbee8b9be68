"""Files that carry their own hash, so that a torn or changed one is noticed and its content made again."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path

WORDS = ("babel", "markdown-it-py", "markupsafe", "nh3", "pydantic", "pydantic-core", "pyyaml")
"""The libraries that have a say in what facts, words and numbers become."""
_NEW = ".new-"


def keep(path: Path, content: bytes) -> None:
    """Write content after its hash into a file: under a temporary name first, then renamed."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{_NEW}{os.getpid()}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove what processes that are no more left under temporary names."""
    for path in folder.rglob(f"{_NEW}*"):
        owner = path.name.removeprefix(_NEW).partition("-")[0]
        if not (owner.isdecimal() and _is_alive(int(owner))):
            path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


@functools.cache
def program() -> str:
    """Hash the program itself: what another edition of it has made may not be what this one would."""
    code = hashlib.sha256(" ".join(map(version, WORDS)).encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()


def kept(path: Path) -> bytes | None:
    """Read content that was kept; nothing where there is no file or its hash is not the one it records."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest().encode() == digest else None


def version(name: str) -> str:
    """Give the version of an installed library; nothing where it is not there."""
    from importlib import metadata  # a run that only takes a glance is over before it would be loaded

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
