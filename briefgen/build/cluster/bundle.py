"""A workshop in pieces, each named by the hash of its content, so that another machine is sent only what it does not hold."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from briefgen.build.workshop import Workshop
from briefgen.model.dataset import Dataset
from briefgen.model.rows import Facts, Places

_PORTION = 256
"""Entries of a mapping that make a piece, on the average."""
_OUTSIDE = "outside"
"""A file of this name, beside the folders, is what links that lead out of them lead to."""
_FILE, _LINK, _UNREADABLE = "file", "link", "unreadable"
_TYPE, _REST, _FILES = " type", " rest", " files"
"""Under these names, which no field has, stand the type of a record, its fields that are no mappings, and files of facts."""


@dataclass(slots=True)
class Bundle:
    """The pieces of a workshop by their hashes; the one that its id names is the list of the others."""

    id: str = ""
    pieces: dict[str, bytes] = field(default_factory=dict)

    def add(self, content: bytes) -> str:
        """Take a piece in, and give its hash."""
        name = digest(content)
        self.pieces[name] = content
        return name


def digest(content: bytes) -> str:
    """Give the name of a piece."""
    return hashlib.sha256(content).hexdigest()


def packed(workshop: Workshop) -> Bundle:
    """Take a workshop to pieces: each template, style and picture, each font face, and the project in portions.

    Facts travel by their files, unread; other mappings are cut where the hash of a key says so: what is added to one or changed
    in it is in one portion. All facts travel, since any may stand in a document or be what the proof of it has to know.
    """
    bundle = Bundle()
    roots = tuple(dict.fromkeys((*workshop.folders, *((workshop.stock,) if workshop.stock else ()))))
    own = {item.name: getattr(workshop, item.name) for item in fields(workshop)}
    for name in ("work", "folders", "stock", "faces", "cache", "compiled"):
        del own[name]
    listed = {
        "workshop": bundle.add(_dumped((type(workshop), own))),
        "work": _portioned(bundle, workshop.work, beside=("dataset",)),
        "dataset": _dataset(bundle, workshop.work.dataset),
        "faces": [bundle.add(_dumped(face)) for face in workshop.faces],
        "roots": [dict(_files(bundle, root, roots)) for root in roots],
        "folders": [roots.index(folder) for folder in workshop.folders],
        "stock": roots.index(workshop.stock) if workshop.stock else None,
    }
    bundle.id = bundle.add(json.dumps(listed, sort_keys=True).encode())
    return bundle


def needed(listed: bytes) -> set[str]:
    """Give the names of all pieces that a bundle's list names."""
    found = json.loads(listed)
    records = (names for part in ("work", "dataset") for names in found[part].values())
    files = (name for root in found["roots"] for kind, name in root.values() if kind == _FILE)
    return {found["workshop"], *found["faces"], *files, *(name for names in records for name in names)}


def unpacked(bundle: str, pieces: Path, folder: Path, cache: Path) -> Workshop:
    """Put a workshop together from its pieces: its files stand in `folder`, which is empty; pictures are kept in `cache`."""
    held = _Held(pieces)
    found = json.loads((pieces / bundle).read_bytes())
    (folder / _OUTSIDE).touch()
    roots = [folder / str(number) for number in range(len(found["roots"]))]
    for root, files in zip(roots, found["roots"], strict=True):
        root.mkdir()
        for name, (kind, what) in files.items():
            _put(root / name, kind, what, pieces, folder)
    kind, own = held.load(found["workshop"])
    made: Workshop = kind(
        **own,
        work=held.record(found["work"], dataset=held.dataset(found["dataset"])),
        folders=tuple(roots[number] for number in found["folders"]),
        stock=None if found["stock"] is None else roots[found["stock"]],
        faces=tuple(held.load(name) for name in found["faces"]),
        cache=cache,
    )
    return made


@dataclass(frozen=True, slots=True)
class _Held:
    """Pieces in a folder."""

    folder: Path

    def load(self, name: str) -> Any:
        return pickle.loads((self.folder / name).read_bytes())  # noqa: S301 -- who may send it may run any code on a worker

    def record(self, names: Mapping[str, list[str]], **more: Any) -> Any:
        """Put a record together from its portions; `more` are its fields that are not among them."""
        merged = {
            name: {key: item for portion in portions for key, item in self.load(portion).items()}
            for name, portions in names.items()
            if name != _TYPE
        }
        return self.load(names[_TYPE][0])(**merged.pop(_REST), **merged, **more)

    def dataset(self, names: Mapping[str, list[str]]) -> Dataset:
        """Put a dataset together, whose facts stay unread until somebody asks for them."""
        rest = {name: portions for name, portions in names.items() if name != _FILES}
        if _FILES not in names:
            return self.record(rest)  # type: ignore[no-any-return] # as it was taken to pieces
        (default, *files) = map(self.load, names[_FILES])
        facts = Facts(tuple(files), default)
        return self.record(rest, facts=facts, places=Places(facts))  # type: ignore[no-any-return] # as above


def _dataset(bundle: Bundle, dataset: Dataset) -> dict[str, list[str]]:
    """Take a dataset in; where its facts lie unread in their files, a piece for each of these."""
    if not (isinstance(dataset.facts, Facts) and isinstance(dataset.places, Places)):
        return _portioned(bundle, dataset)
    files, default = dataset.facts.__getstate__()
    # what is said of a file is said by now, and what its records mention is a set, which no two processes write alike
    parts = (replace(file, mentions={}, ids=(), diagnostics=()) for file in files)
    return {_FILES: [bundle.add(_dumped(part)) for part in (default, *parts)], **_portioned(bundle, dataset, ("facts", "places"))}


def _portioned(bundle: Bundle, record: Any, beside: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Take a record in: each mapping in portions, each other field as a piece of its own."""
    values = {item.name: getattr(record, item.name) for item in fields(record) if item.name not in beside}
    mappings = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    found = {name: [bundle.add(_dumped(portion)) for portion in _portions(value)] for name, value in mappings.items()}
    rest = [bundle.add(_dumped({name: value})) for name, value in values.items() if name not in mappings]
    return {_TYPE: [bundle.add(_dumped(type(record)))], _REST: rest, **found}


def _portions(records: Mapping[Any, Any]) -> Iterator[dict[Any, Any]]:
    portion: dict[Any, Any] = {}
    for key, record in records.items():
        portion[key] = record
        if zlib.crc32(repr(key).encode("utf-8", "surrogatepass")) % _PORTION == 0:
            yield portion
            portion = {}
    if portion:
        yield portion


def _dumped(record: Any) -> bytes:
    """Pickle a record so that equal ones give equal bytes, also where they share parts in other ways."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, 5)
    pickler.fast = True
    pickler.dump(record)
    return written.getvalue()


def _files(bundle: Bundle, root: Path, roots: Sequence[Path]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give what stands under a folder: its name, its kind, and the hash of a file or where a link within the folders leads."""
    for at, folders, names in os.walk(root):
        for path in (Path(at) / name for name in sorted((*folders, *names))):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                yield name, _link(path.resolve(), roots)
            elif path.is_file():
                try:
                    yield name, (_FILE, bundle.add(path.read_bytes()))
                except OSError:
                    yield name, (_UNREADABLE, "")


def _link(target: Path, roots: Sequence[Path]) -> tuple[str, str]:
    for number, root in enumerate(roots):
        if target.is_relative_to(root.resolve()):
            return _LINK, f"{number}/{target.relative_to(root.resolve()).as_posix()}"
    return _LINK, _OUTSIDE


def _put(path: Path, kind: str, what: str, pieces: Path, folder: Path) -> None:
    """Make a file as it stood: from a piece, as a link, or as one that cannot be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == _FILE:
        path.hardlink_to(pieces / what)
    elif kind == _LINK:
        path.symlink_to(folder / what)
    else:
        path.touch(mode=0)
