"""What runs in a worker of a cluster: it holds pieces by their hashes, and hands documents to a foreman for each order."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import zlib
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from briefgen.build.cluster.bundle import digest, needed
from briefgen.build.cluster.foreman import PIECES, Order
from briefgen.build.cluster.versions import Versions
from briefgen.build.workshop import Made
from briefgen.model.briefing import DocumentId

_NAME = "briefgen"
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[4]); from briefgen.build.cluster.foreman import lead; " + (
    "lead(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], pdf=sys.argv[5] == 'pdf')"
)
_HELLO = 120
"""Seconds after which a foreman that has not said what is installed is given up."""
_FOREMEN = 4
"""How many orders are kept open at most, those of which nothing is being made."""
_ROOM = 2 * 2**30
"""Bytes of pieces above which the oldest that are not wanted go."""


class Ended(Exception):  # noqa: N818 -- what became of a foreman
    """A foreman has ended, and with it what it was making."""


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
        return _outpost(worker).stand(order, worker.address)
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
        self._foremen: dict[Order, Foreman] = {}
        self._lock = threading.RLock()

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 -- Dask's signature
        """Let the foremen go and remove the store."""
        with self._lock:
            for order in list(self._foremen):
                self.end(order)
            if self._store:
                shutil.rmtree(self._store, ignore_errors=True)

    def stand(self, order: Order, address: str) -> Standing:
        """Start a foreman for an order, and hand it the order once all of its pieces are here."""
        foreman = self._foreman(order)
        versions = foreman.versions.result(_HELLO)
        with self._lock:
            lacking = self._lacking(order.bundle)
            if not lacking:
                foreman.open(order)
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

    def _foreman(self, order: Order) -> Foreman:
        with self._lock:
            foreman = self._foremen.pop(order, None)
            if foreman is None or not foreman.is_alive:
                idle = [known for known, other in self._foremen.items() if not other.is_busy]
                for known in idle[: max(0, len(self._foremen) + 1 - _FOREMEN)]:
                    self.end(known)
                foreman = Foreman(self._pieces().parent, pdf=order.pdf)
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


class Foreman:
    """The line to a process that makes documents."""

    def __init__(self, store: Path, *, pdf: bool) -> None:
        self.versions: Future[Versions] = Future()
        self.is_open = False
        self._making: dict[DocumentId, Future[Made]] = {}
        self._lock = threading.Lock()
        theirs, self._orders = Pipe(duplex=False)
        self._results, back = Pipe(duplex=False)
        path = json.dumps([str(Path(item).absolute()) for item in sys.path])
        command = [sys.executable, "-P", "-c", _START, str(theirs.fileno()), str(back.fileno()), str(store), path]
        fds = (theirs.fileno(), back.fileno())
        self._process = subprocess.Popen(  # noqa: S603 -- this very program
            [*command, "pdf" if pdf else ""], pass_fds=fds, stdin=subprocess.DEVNULL, cwd=store, start_new_session=True
        )
        theirs.close()
        back.close()
        threading.Thread(target=self._listen, name="briefgen-foreman", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Whether it can be given documents."""
        return not self._orders.closed and self._process.poll() is None

    @property
    def is_busy(self) -> bool:
        """Whether it is making a document."""
        return bool(self._making)

    def open(self, order: Order) -> None:
        """Hand it its order, once. Ended where it is not there any more."""
        with self._lock:
            if not self.is_open:
                self._send(order)
                self.is_open = True

    def make(self, document: DocumentId) -> Future[Made]:
        """Give it a document, or wait for one that it is making; what comes of it may be Ended, or a bug's exception."""
        with self._lock:
            if document not in self._making:
                self._send(document)
                self._making[document] = Future()
            return self._making[document]

    def end(self) -> None:
        """Let it go, with what it is making."""
        with self._lock, suppress(Ended):
            self._send(None)

    def _send(self, what: Order | DocumentId | None) -> None:
        try:
            self._orders.send(what)
        except OSError as error:
            raise Ended("the process that makes documents has ended") from error

    def _listen(self) -> None:
        """Hand on what it says until it ends."""
        reason: Exception | None = None
        try:
            self.versions.set_result(self._results.recv())
            while reason is None:
                reason = self._hear(self._results.recv())
        except (EOFError, OSError):
            pass
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._finish(reason or Ended(f"the process that makes documents has ended (exit {self._process.wait()})"))

    def _hear(self, said: Any) -> Exception | None:
        if isinstance(said, Exception):
            return said
        with self._lock:
            self._making.pop(said.id).set_result(said)
        return None

    def _finish(self, reason: Exception) -> None:
        with self._lock:
            self._orders.close()
            self._results.close()
            waiting, self._making = self._making, {}
        for future in (*waiting.values(), *(() if self.versions.done() else (self.versions,))):
            future.set_exception(reason)  # type: ignore[attr-defined] # futures of two kinds
