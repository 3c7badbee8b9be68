"""What a run left behind, so that the next can tell at a glance that nothing has happened since, without reading the dataset.

A file counts as untouched while its size, its time of change and its number on the disk are the same, unless it was changed
within a second before the glance was recorded: then, and where these differ, its content is compared.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.model.diagnostic import Diagnostic, from_plain, to_plain
from briefgen.model.names import SOURCES
from briefgen.native import native_stamps
from briefgen.output import OutputFolder
from briefgen.stamps import Stamp, is_settled, stamp_of
from briefgen.stock import stock_templates

_FORMAT = 2
_MANY = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a run takes place, and what was asked for."""

    root: Path
    output: Path
    asked: tuple[tuple[str, ...], ...]
    """Briefs, audiences, languages, formats and whatever else decides which documents there are and what is in them."""
    reads_sources: bool = False
    """Whether the texts of sources were read, too."""

    @property
    def record(self) -> Path:
        """The file that tells how the last run with the same wishes left everything."""
        key = hashlib.sha256(repr((str(self.output), self.asked)).encode()).hexdigest()
        return self.root / ".briefgen" / "cache" / "standing" / f"{key}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run that left every document standing found, and until when that holds."""

    documents: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    since: datetime
    until: datetime | None
    """The first instant at which an embargo, a waiver or a review ends."""
    counted: tuple[int, ...] = ()
    """What else a run tells: numbers of facts and sources."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a run could read, with their stamps, as they were before it read them."""

    stamps: Mapping[str, Stamp]

    @classmethod
    def seen(cls, root: Path) -> Inputs:
        """Take the stamps of all files of a project and of the program; of none where they are too many to look at."""
        found = dict(islice(_walk(root, root / "output", reads_sources=True), _MANY))
        return cls(found if len(found) < _MANY else {})


def glance(scene: Scene, instant: datetime) -> Outcome | None:
    """Give what the last run found, where every file that it read and wrote is as it left them; otherwise nothing."""
    found, recorded = _recorded(scene)
    with suppress(ValueError, KeyError, TypeError):
        if found["libraries"] == _libraries() and _lasts(found, instant) and _is_untouched(scene, found, recorded):
            return _outcome(found)
    return None


def keep(scene: Scene, inputs: Inputs, outputs: Mapping[str, Stamp | None], outcome: Outcome) -> None:
    """Record how a run left everything; `outputs` are its files, relative to the output folder, with their stamps if known.

    Nothing is recorded where a file has changed since it was seen: the run may have read what it was before.
    """
    if not inputs.stamps:
        return
    apart = [scene.output, *([] if scene.reads_sources else [scene.root / SOURCES])]
    unread = tuple(f"{folder}{os.sep}" for folder in map(str, apart))
    stamps = {name: stamp for name, stamp in inputs.stamps.items() if not _under(scene.root, name).startswith(unread)}
    hashes = dict(_hashes(scene, stamps))
    written = {name: stamp or _stamp(_under(scene.output, name)) for name, stamp in outputs.items()}
    if None in written.values() or any(_stamp(_under(scene.root, name)) != stamp for name, stamp in stamps.items()):
        return
    body = json.dumps(
        {
            "format": _FORMAT,
            "libraries": _libraries(),
            "inputs": stamps,
            "hashes": hashes,
            "outputs": written,
            "documents": outcome.documents,
            "diagnostics": [to_plain(item) for item in outcome.diagnostics],
            "since": outcome.since.isoformat(),
            "until": outcome.until.isoformat() if outcome.until else None,
            "counted": outcome.counted,
        },
        separators=(",", ":"),
    ).encode()
    with suppress(OSError):
        cache.keep(scene.record, body)


def _is_untouched(scene: Scene, found: Mapping[str, Any], recorded: int) -> bool:
    known = found["inputs"]
    seen = 0
    for name, stamp in _walk(scene.root, scene.output, reads_sources=scene.reads_sources):
        seen += 1
        if name not in known:
            return False
        is_same = list(stamp) == known[name] and is_settled(stamp, recorded)
        if not is_same and _hash(scene.root / name) != found["hashes"][name]:
            return False
    outputs = found["outputs"]
    if seen != len(known) or (outputs and not OutputFolder(scene.output).is_settled()):
        return False
    return all(_stamp(_under(scene.output, name)) == tuple(stamp) for name, stamp in outputs.items())


def _recorded(scene: Scene) -> tuple[Mapping[str, Any], int]:
    """Give what the last run recorded, and when, in nanoseconds; nothing where there is no record of use."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        recorded = scene.record.stat().st_mtime_ns
        body = cache.kept(scene.record)
        found = json.loads(body) if body is not None else {"format": 0}
        if found["format"] == _FORMAT:
            return found, recorded
    return {}, 0


def _lasts(found: Mapping[str, Any], instant: datetime) -> bool:
    """Tell whether a record holds at an instant."""
    until = found["until"]
    return datetime.fromisoformat(found["since"]) <= instant and (until is None or instant < datetime.fromisoformat(until))


def _hashes(scene: Scene, stamps: Mapping[str, Stamp]) -> Iterator[tuple[str, str]]:
    """Hash files; one that the last record knows as it is now is not read again."""
    found, recorded = _recorded(scene)
    known = found.get("inputs", {})
    for name, stamp in stamps.items():
        is_same = known.get(name) == list(stamp) and is_settled(stamp, recorded)
        yield name, found["hashes"][name] if is_same else _hash(scene.root / name)


def _walk(root: Path, output: Path, *, reads_sources: bool) -> Iterator[tuple[str, Stamp]]:
    """Give each file of a project by its path within it, and each of the program by its whole path.

    Templates and texts of sources are read by whatever name they have, so none of them is left out for being hidden, and the
    folder of templates may be a link to one elsewhere.
    """
    open_folders = (root / "templates", *((root / SOURCES,) if reads_sources else ()))
    named = tuple(str(folder) for folder in open_folders if folder.is_dir())
    unread = {*map(str, (output, root / "output", root / "data" / "recipients", root / SOURCES)), *named}
    cut = len(str(root)) + 1
    yield from _files(str(root), unread, cut)
    for folder in named:
        yield from _files(folder, set(), cut, hides=False)
    package, templates = Path(__file__).parent, stock_templates()
    for folder in (package, *(() if templates.is_relative_to(package) else (templates,))):  # in a checkout they lie beside it
        if not folder.is_relative_to(root):
            yield from _files(str(folder), set(), 0)


def _files(folder: str, apart: set[str], cut: int, *, hides: bool = True) -> Iterator[tuple[str, Stamp]]:
    """Give the files in a folder but those `apart`; hidden ones, too, if it does not hide them; none that nobody may list."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.path in apart or (hides and (entry.name.startswith(".") or entry.name == "__pycache__")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, apart, cut, hides=hides)
            else:
                with suppress(OSError):
                    about = entry.stat()
                    yield entry.path[cut:], stamp_of(about)


def _libraries() -> str:
    """Name what is installed beside the program, by the folders that tell of its version, and what typesets, by its stamps."""
    found: list[str] = []
    for folder in sys.path:
        with suppress(OSError):
            found += [name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info", ".pth"))]  # noqa: PTH208 -- names alone
    return " ".join((sys.version, *sorted(found), repr(native_stamps())))


def _under(folder: Path, name: str) -> str:
    """Give the path of a file in a folder, unless its name is a whole path; there are many thousands."""
    return name if name.startswith(os.sep) else f"{folder}{os.sep}{name}"


def _stamp(path: str) -> Stamp | None:
    try:
        about = os.stat(path)  # noqa: PTH116 -- called for each of many thousand files
    except OSError:
        return None
    return stamp_of(about)


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _outcome(found: Mapping[str, Any]) -> Outcome:
    diagnostics = tuple(map(from_plain, found["diagnostics"]))
    until = datetime.fromisoformat(found["until"]) if found["until"] else None
    since = datetime.fromisoformat(found["since"])
    documents, counted = tuple(found["documents"]), tuple(found["counted"])
    return Outcome(documents=documents, diagnostics=diagnostics, since=since, until=until, counted=counted)
