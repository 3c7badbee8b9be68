"""A new project: an example's files, written into a folder in which none of them is yet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.model.diagnostic import Place, Problems, finding
from briefgen.stock import example_files

_SCHEMA = b"# yaml-language-server: $schema="
"""Starts the line that leads an editor to the package's schemas, which lie elsewhere from a project's folder."""


def new_project(folder: Path, example: str) -> tuple[str, ...]:
    """Write an example into a folder, which is made where it is missing; give the paths of its files, relative to it.

    Each file is written whole, and none that exists is touched. Raises Problems, with nothing written: BG014 where a file or
    link stands in the way, BG015 where the folder refuses a file.
    """
    contents = {name: _own(path.read_bytes()) for name, path in example_files(example).items()}
    in_the_way = [*dict.fromkeys(item for name in contents for item in _in_the_way(folder, name))]
    if in_the_way:
        hint = "name an empty folder, such as `briefgen init my-project`"
        raise Problems(*(finding("BG014", "is there already; nothing was written", Place(name), hint) for name in in_the_way))
    _write(folder, contents)
    return tuple(contents)


def _own(content: bytes) -> bytes:
    first, _, rest = content.partition(b"\n")
    return rest if first.startswith(_SCHEMA) else content


def _in_the_way(folder: Path, name: str) -> Iterator[str]:
    """Give what stands where a file is to be written, or above it in place of a folder."""
    path = folder / name
    if os.path.lexists(path):
        yield name
    for above in path.relative_to(folder).parents:
        place = folder / above
        if above != Path() and os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
            yield above.as_posix()


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write all files, or none of them."""
    written: list[Path] = []
    name = ""
    try:
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, content)
            written.append(path)
    except OSError as error:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise Problems(finding("BG015", f"cannot write: {error.strerror or error}", Place(name))) from error


def _create(path: Path, content: bytes) -> None:
    """Write a file whole under a temporary name and give it its own, unless something has that by now (FileExistsError)."""
    handle, temporary = tempfile.mkstemp(prefix=".briefgen-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        _named(Path(temporary), path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _named(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise
        temporary.rename(path)
