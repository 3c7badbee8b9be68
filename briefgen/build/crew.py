"""A crew of processes shares the documents of a build; each is told one at a time, and none may take too long or too much."""

from __future__ import annotations

import gc
import multiprocessing
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar, cast

from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.processes import StartMethod, limit_memory, serve, start_method, uninterrupted
from briefgen.typesetter import Typesetter

_OUT_OF_MEMORY = "BG512"
_YOUNG, _ALL = 1, 2
"""What the garbage collector looks at: what has come to be since it last looked, or all."""
_NOW_AND_THEN = 32
"""Documents after which it looks at all: what one leaves is young, but for what others had asked for, too."""


class Product(Protocol):
    """What comes of a document."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with it."""
        ...


P = TypeVar("P", bound=Product)


@dataclass(frozen=True, slots=True)
class Craft(Generic[P]):
    """What is done with each document, and what comes of one that was lost on the way; spawned processes know both by name."""

    do: Callable[[Workshop, DocumentId], P]
    lost: Callable[[DocumentId, Diagnostic], P]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take; a process that takes more is ended, since nothing else stops an endless layout."""

    seconds: float = 300.0
    memory: int = 2 * 2**30
    """Bytes beyond what the process has before its first document."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask scheduler whose workers make the documents."""

    address: str
    """Such as tcp://host:8786 or tls://host:8786."""
    patience: float = 30.0
    """Seconds for which a build waits while there is no worker that it can use."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What a build may use."""

    jobs: int = 1
    """Documents made at a time, each in a process of its own."""
    limits: Limits = Limits()
    cluster: Cluster | None = None
    """What makes the documents in the stead of this machine's processes."""
    typesetter: Typesetter | None = None
    """What may set documents that are begun early: it has loaded the library by then."""


def make_all(
    workshop: Workshop,
    documents: Sequence[DocumentId],
    resources: Resources,
    method: StartMethod | None = None,
) -> Iterator[Made]:
    """Make documents on some processes, in their order, and give each as it is done.

    A process that dies, or is ended since its document took too long or too much, takes only that document along, which is
    told as a finding (BG510, BG511, BG512); another takes its place.
    """
    method = method or start_method()
    if method == "fork":
        prepare(workshop, documents, resources.jobs)
    yield from share(Crew(workshop, resources.limits, method, MAKING), documents, resources.jobs)


def share(crew: Crew[P], documents: Sequence[DocumentId], jobs: int) -> Iterator[P]:
    """Hand documents to so many processes of a crew, in their order; give what comes of each, and let the crew go."""
    waiting = list(reversed(documents))
    try:
        while waiting or crew.busy:
            while waiting and len(crew.busy) < jobs:
                crew.give(waiting.pop())
            yield from crew.finished()
    finally:
        crew.dismiss()


def prepare(workshop: Workshop, documents: Sequence[DocumentId], jobs: int = 1) -> None:
    """Load what all processes need before they are forked; so many may be at work meanwhile."""
    for document in documents:
        workshop.prover.prepare(document, jobs)
    if "pdf" in workshop.formats:
        from briefgen.typeset.library import load

        with suppress(Problems):  # told for each document, by the process that sets it
            load()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    document: DocumentId | None = None
    until: float = 0.0
    """When its document has taken too long, on the monotonic clock."""


@dataclass(slots=True)
class Crew(Generic[P]):
    """Processes that work on documents, one at a time each; as many as have been given one at once."""

    workshop: Workshop
    limits: Limits
    method: StartMethod
    craft: Craft[P]
    inherited: tuple[Connection, ...] = ()
    """Lines of this process itself, which those that it forks must not hold open."""
    busy: list[_Worker] = field(default_factory=list)
    idle: list[_Worker] = field(default_factory=list)

    def give(self, document: DocumentId) -> None:
        """Hand a document to a process that waits for one, or to a new one."""
        worker = self.idle.pop() if self.idle else self._hire()
        worker.document, worker.until = document, time.monotonic() + self.limits.seconds
        with suppress(ConnectionError):  # it died meanwhile, which is told when its line is read
            worker.line.send(document)
        self.busy.append(worker)

    def finished(self, beside: Connection | None = None) -> Iterator[P]:
        """Wait for the next documents that are done, or that have taken too long, or for what comes in beside them."""
        left = max(0.0, min(worker.until for worker in self.busy) - time.monotonic()) if self.busy else None
        lines = wait([*(worker.line for worker in self.busy), *([beside] if beside else ())], left)
        for worker in [item for item in self.busy if item.line in lines]:
            yield self._take(worker)
        now = time.monotonic()
        for worker in [item for item in self.busy if item.until <= now and not item.line.poll()]:
            yield self._end(worker, "BG511", f"took longer than {self.limits.seconds:g} seconds")

    def dismiss(self) -> None:
        """Let all processes go; what is being made is lost."""
        for worker in (*self.busy, *self.idle):
            worker.process.kill()
        for worker in (*self.busy, *self.idle):
            worker.process.join()
            worker.line.close()

    def _hire(self) -> _Worker:
        context = multiprocessing.get_context("fork") if self.method == "fork" else multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        lines = (ours, *(item.line for item in (*self.busy, *self.idle)), *self.inherited)
        others = lines if self.method == "fork" else ()
        process = context.Process(target=_work, args=(self.workshop, self.limits, self.craft, theirs, others), daemon=True)
        with uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _take(self, worker: _Worker) -> P:
        try:
            done = worker.line.recv()
        except (EOFError, ConnectionError):
            worker.process.join()
            return self._end(worker, "BG510", f"the process that made it died (exit {worker.process.exitcode})")
        if isinstance(done, BaseException):
            raise done
        self.busy.remove(worker)
        made = cast(P, done)  # what `_work` sends
        if any(item.code == _OUT_OF_MEMORY for item in made.diagnostics):
            worker.process.join()
        else:
            self.idle.append(worker)
        return made

    def _end(self, worker: _Worker, code: str, message: str) -> P:
        """Let a process go that is dead or must not go on, and say what became of its document."""
        self.busy.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.line.close()
        assert worker.document is not None  # noqa: S101 -- it is busy
        return self.craft.lost(worker.document, gone(worker.document, code, message))


def gone(document: DocumentId, code: str, message: str) -> Diagnostic:
    """Say of a document that it could not be made since something happened to what made it."""
    return Diagnostic(code, f"{document.stem}: {message}", Place(), "build it alone to see why")


def not_made(document: DocumentId, reason: Diagnostic) -> Made:
    """Give what a build knows of a document that was lost."""
    return Made(document, None, (reason,), 0.0)


def make(workshop: Workshop, document: DocumentId) -> Made:
    """Make a document in whatever workshop it is."""
    return workshop.make(document)


MAKING = Craft(make, not_made)
"""What a build does."""


def _work(workshop: Workshop, limits: Limits, craft: Craft[Any], line: Connection, inherited: Sequence[Connection]) -> None:
    """Work on the documents that come down the line until there are no more; a bug goes up the line with its traceback.

    When the build is killed, this process ends too, and holds the folder's lock no longer: since the other processes' ends of
    lines are closed it hears so wherever it waits. The garbage collector looks at what one document leaves, and only between
    documents; at all that the process has only now and then.
    """
    serve()
    for other in inherited:
        other.close()
    gc.disable()
    gc.freeze()
    limit_memory(limits.memory)
    with suppress(EOFError, ConnectionError):
        for number in count(1):
            document = line.recv()
            try:
                line.send(craft.do(workshop, document))
            except MemoryError:
                message = f"needed more than {limits.memory / 2**20:.0f} MiB of memory"
                line.send(craft.lost(document, gone(document, _OUT_OF_MEMORY, message)))
                return
            except ConnectionError:
                return
            except Exception as error:  # noqa: BLE001 -- raised again by `_take`, in the process that can show it
                error.add_note(traceback.format_exc())
                line.send(error)
                return
            gc.collect(_ALL if number % _NOW_AND_THEN == 0 else _YOUNG)
