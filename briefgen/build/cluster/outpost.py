"""What runs in a worker of a cluster: it holds pieces by their hashes, and hands documents to a foreman for each order."""

from __future__ import annotations

import os
import shutil
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from distributed import Worker, WorkerPlugin, get_worker

from briefgen.build.cluster.bundle import digest, needed
from briefgen.build.cluster.foreman import PIECES, Order
from briefgen.build.cluster.line import Ended, Line
from briefgen.build.cluster.versions import Versions
from briefgen.build.workshop import Made
from briefgen.model.briefing import DocumentId

_NAME = "briefgen"
_TAKEN_BACK = frozenset({"cancelled", "released", "forgotten"})
"""States of a task that nobody waits for any more."""
_HELLO = 120
"""Seconds after which a foreman that has not said what is installed is given up."""
_FOREMEN = 4
"""How many orders are kept open at most, those of which nothing is being made."""
_ROOM = 2 * 2**30
"""Bytes of pieces above which the oldest that are not wanted go."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a worker stands to an order."""

    address: str
    versions: Versions
    lacking: tuple[str, ...] = ()
    """Names of the pieces that it does not hold."""
    is_open: bool = False
    """Whether it is ready to make documents."""
    fault: str = ""
    """What keeps it from it."""


def stand(order: Order) -> Standing:
    """Say what is installed on this worker and which pieces it lacks; where it lacks none, make ready."""
    worker = get_worker()
    try:
        return _outpost(worker).stand(order, worker.address, worker.get_current_task())
    except (OSError, Ended) as error:
        return Standing(worker.address, {}, fault=str(error))


def make(order: Order, document: DocumentId) -> Made | Standing:
    """Make a document on this worker; say how it stands to the order where it cannot."""
    worker = get_worker()
    try:
        return _outpost(worker).make(order, document) or Standing(worker.address, {})
    except (OSError, Ended) as error:
        return Standing(worker.address, {}, fault=str(error))


async def receive(pieces: Mapping[str, bytes], dask_worker: Worker) -> None:
    """Keep pieces, each compressed with zlib, under their hashes."""
    _outpost(dask_worker).keep(pieces)


async def leave(order: Order, dask_worker: Worker) -> None:
    """End what makes the documents of an order; the pieces stay for the next."""
    _outpost(dask_worker).end(order)


def _outpost(worker: Worker) -> Outpost:
    found = worker.plugins.setdefault(_NAME, Outpost(Path(worker.local_directory)))
    assert isinstance(found, Outpost)  # noqa: S101 -- the name is ours
    return found


class Outpost(WorkerPlugin):
    """The store and the foremen of one worker; both go when it ends."""

    name = _NAME

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: Path | None = None
        self._foremen: dict[Order, Line] = {}
        self._asked: dict[object, Order] = {}
        """Who asked how this worker stands to an order: keys of Dask's, each there as long as its client holds the answer."""
        self._lock = threading.RLock()

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 -- Dask's signature
        """Let the foremen go and remove the store."""
        with self._lock:
            for order in list(self._foremen):
                self.end(order)
            if self._store:
                shutil.rmtree(self._store, ignore_errors=True)

    def transition(self, key: object, start: str, finish: str, **_more: object) -> None:  # noqa: ARG002 -- Dask's signature
        """Hear what becomes of a task: an order of which nobody holds an answer, as when its client has died, is ended."""
        with self._lock:
            order = self._asked.pop(key, None) if finish in _TAKEN_BACK else None
            if order is not None and order not in self._asked.values():
                self.end(order)

    def stand(self, order: Order, address: str, key: object) -> Standing:
        """Start a foreman for an order, and hand it the order once all of its pieces are here."""
        with self._lock:
            self._asked[key] = order
        foreman = self._foreman(order)
        versions = foreman.versions.result(_HELLO)
        with self._lock:
            lacking = self._lacking(order.bundle)
            if not lacking:
                foreman.open(order)
            if order not in self._asked.values():  # who asked has gone meanwhile
                self.end(order)
        return Standing(address, versions, tuple(sorted(lacking)), is_open=not lacking)

    def make(self, order: Order, document: DocumentId) -> Made | None:
        """Make a document of an order; nothing where the order is not open here."""
        with self._lock:
            foreman = self._foremen.get(order)
        if foreman is None or not foreman.is_open:
            return None
        return foreman.make(document).result()

    def keep(self, pieces: Mapping[str, bytes]) -> None:
        """Write pieces down. ValueError where one is not what its name says."""
        folder = self._pieces()
        for name, packed in pieces.items():
            content = zlib.decompress(packed)
            if digest(content) != name:
                raise ValueError("a piece is not what was sent")
            fresh = folder / f"{name}.part"
            fresh.write_bytes(content)
            fresh.replace(folder / name)

    def end(self, order: Order) -> None:
        """Let the foreman of an order go, with what it is making."""
        with self._lock:
            foreman = self._foremen.pop(order, None)
        if foreman:
            foreman.end()

    def _foreman(self, order: Order) -> Line:
        with self._lock:
            foreman = self._foremen.pop(order, None)
            if foreman is None or not foreman.is_alive:
                idle = [known for known, other in self._foremen.items() if not other.is_busy]
                for known in idle[: max(0, len(self._foremen) + 1 - _FOREMEN)]:
                    self.end(known)
                foreman = Line(self._pieces().parent, pdf=order.pdf)
            self._foremen[order] = foreman  # the latest stands last
            return foreman

    def _pieces(self) -> Path:
        """Give the folder of the pieces, which only the worker's user may read."""
        with self._lock:
            if self._store is None:
                self._store = Path(mkdtemp(prefix="briefgen-", dir=self._folder))
                (self._store / PIECES).mkdir()
            return self._store / PIECES

    def _lacking(self, bundle: str) -> set[str]:
        """Tell which pieces of a bundle are not here; until its list is, that one."""
        folder = self._pieces()
        try:
            wanted = {bundle, *needed((folder / bundle).read_bytes())}
        except FileNotFoundError:
            return {bundle}
        held = {entry.name: entry for entry in os.scandir(folder)}
        lacking = wanted - held.keys()
        if not lacking:
            _clear(folder, [name for name in held if name not in wanted])
        return lacking


def _clear(folder: Path, unwanted: list[str]) -> None:
    """Remove the oldest pieces that are not wanted until all have room."""
    stats = {name: (folder / name).stat() for name in unwanted}
    room = sum(entry.stat().st_size for entry in os.scandir(folder))
    for name in sorted(unwanted, key=lambda item: stats[item].st_mtime):
        if room <= _ROOM:
            return
        room -= stats[name].st_size
        (folder / name).unlink(missing_ok=True)
