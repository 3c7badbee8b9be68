"""Documents are handed to the workers of a cluster; who comes is asked what it has, who is lost is replaced."""

from __future__ import annotations

import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import CancelledError
from concurrent.futures import Future as Coming
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from distributed import Client, Future, KilledWorker
from distributed.client import ClosedClientError

from briefgen.build.cluster import outpost
from briefgen.build.cluster.bundle import Bundle
from briefgen.build.cluster.foreman import Order
from briefgen.build.cluster.versions import Versions, differences, versions_here
from briefgen.build.crew import Cluster, gone, not_made
from briefgen.build.workshop import Made
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity

_LOOK = 1.0
"""Seconds after which it is looked who has come and who has gone."""
_TRIES = 4
"""How often a document is handed out, and a worker asked to make ready."""
_GONE = (OSError, ClosedClientError)
"""How a call ends when there is no scheduler any more."""
_FAILED = "error"
"""Status of a task of which an exception came; what else is raised befell its result on its way."""
_LOAD = 8 * 2**20
"""Bytes of pieces that are sent at once: more would keep scheduler and workers from everything else."""


@dataclass(slots=True)
class Workers:
    """What is known of the workers of a cluster, by their addresses."""

    threads: dict[str, int] = field(default_factory=dict)
    """Of all that are there: how many documents each can make at a time."""
    ready: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    """Those that have been ready."""
    refused: dict[str, Diagnostic] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    answers: dict[str, Future[Any]] = field(default_factory=dict)
    """The latest answer of each: a worker keeps what it has prepared as long as its answer is held, and no longer."""

    @property
    def room(self) -> int:
        """How many documents are handed out at a time: what the ready ones make, and for each one that waits there."""
        return sum(self.threads[address] + 1 for address in self.ready)


class Dispatch:
    """One build on a cluster."""

    def __init__(
        self, client: Client, bundle: Bundle, order: Order, cluster: Cluster, told: Callable[[Diagnostic], None]
    ) -> None:
        self._client, self._bundle, self._order, self._cluster, self._told = client, bundle, order, cluster, told
        self._workers = Workers()
        self._waiting: list[DocumentId] = []
        self._out: dict[Future[Any], tuple[DocumentId, frozenset[str]]] = {}
        """Documents that are being made, each with the workers that may make it."""
        self._asked: dict[Future[Any], str] = {}
        """Workers that are asked how they stand."""
        self._come: SimpleQueue[tuple[Future[Any], Coming[Any]]] = SimpleQueue()
        """What has been done, and what came of it."""
        self._tries: Counter[DocumentId] = Counter()
        self._sent: Counter[str] = Counter()
        self._versions: Versions = {}
        self._looked = self._alive = time.monotonic()

    def make(self, documents: Sequence[DocumentId]) -> Iterator[Made]:
        """Make documents in their order. Problems (BG515, BG516) where no worker can make any."""
        self._waiting = list(reversed(documents))
        self._look()
        self._versions = versions_here(pdf=self._order.pdf)  # while the workers tell theirs
        while not self.is_done:
            self._hand_out()
            yield from self._hear()
            if time.monotonic() - self._looked > _LOOK:
                self._look()
            if self._is_alone():
                yield from self._given_up()
                break
        self._tell_of_use()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be made."""
        return not (self._waiting or self._out)

    def leave(self) -> None:
        """Take back what is being made, and let the workers' processes go, also of those that were refused."""
        self._client.cancel([*self._out, *self._asked], force=True)
        there = [address for address in self._workers.asked if address in self._workers.threads]
        if there:
            self._client.run(outpost.leave, self._order, workers=there, on_error="ignore")

    def _look(self) -> None:
        """See who is there: who has come is asked how it stands, what only those had who are gone is handed out again."""
        self._looked = time.monotonic()
        try:
            there: dict[str, int] = dict(self._client.nthreads())
        except _GONE:
            there = {}
        known, self._workers.threads = self._workers.threads, there
        self._workers.ready &= there.keys()
        for address in known.keys() - there.keys():
            self._workers.refused.pop(address, None)
            self._workers.asked.pop(address, None)
            self._workers.answers.pop(address, None)
        for address in sorted(there.keys() - known.keys()):
            self._ask(address)
        for future, address in list(self._asked.items()):
            if address not in there:
                self._take_back(future)
        for future, (_, makers) in list(self._out.items()):
            if not makers & there.keys():
                self._take_back(future)

    def _ask(self, address: str) -> None:
        self._workers.asked[address] += 1
        with suppress(*_GONE):
            self._asked[self._submit(outpost.stand, self._order, makers={address})] = address

    def _submit(self, function: Callable[..., Any], *arguments: Any, makers: AbstractSet[str]) -> Future[Any]:
        """Have something done by one of some workers, and what comes of it brought here.

        That is waited for nowhere: it may be done and be lost with its worker before it is here, and the scheduler then waits for
        that worker for ever.
        """
        future = self._client.submit(function, *arguments, workers=sorted(makers), allow_other_workers=False, pure=False)
        loop = self._client.loop
        assert loop is not None  # noqa: S101 -- the client has submitted something
        loop.add_callback(self._bring, future)
        return future

    async def _bring(self, future: Future[Any]) -> None:
        come: Coming[Any] = Coming()
        try:
            come.set_result(await self._client.gather(future, asynchronous=True))
        except Exception as error:  # noqa: BLE001 -- raised where it is looked at
            come.set_exception(error)
        self._come.put((future, come))

    def _take_back(self, future: Future[Any]) -> None:
        self._asked.pop(future, None)
        document, _ = self._out.pop(future, (None, None))
        if document:
            self._waiting.append(document)
        with suppress(*_GONE):
            self._client.cancel([future], force=True)

    def _hand_out(self) -> None:
        with suppress(*_GONE):
            while self._waiting and len(self._out) < self._workers.room:
                document, makers = self._waiting[-1], frozenset(self._workers.ready)
                self._out[self._submit(outpost.make, self._order, document, makers=makers)] = document, makers
                self._waiting.pop()

    def _hear(self) -> Iterator[Made]:
        """Wait for what comes in next, and take all that has."""
        lacking: dict[tuple[str, ...], list[str]] = {}
        with suppress(Empty):
            future, come = self._come.get(timeout=_LOOK)
            while True:
                if future in self._asked:
                    address = self._asked.pop(future)
                    self._workers.answers[address] = future
                    self._answered(future, come, address, lacking)
                elif future in self._out:
                    document, _ = self._out.pop(future)
                    yield from self._came_back(future, come, document)
                future, come = self._come.get_nowait()
        for names, addresses in lacking.items():
            self._send(names, addresses)

    def _answered(
        self, future: Future[Any], answer: Coming[Any], address: str, lacking: dict[tuple[str, ...], list[str]]
    ) -> None:
        """Take a worker into use, or remember what it lacks, or refuse it."""
        try:
            standing = answer.result()
        except (CancelledError, KilledWorker):
            return
        except Exception as error:  # noqa: BLE001 -- whatever another version answers
            if future.status == _FAILED:
                self._refuse(address, "BG516", f"has no briefgen that answers as this one does: {error}")
            elif self._workers.asked[address] < _TRIES:
                self._ask(address)
            return
        amiss = differences(standing.versions, self._versions) if standing.versions else ""
        if amiss:
            self._refuse(address, "BG516", f"has {amiss}")
        elif standing.is_open and address in self._workers.threads:
            self._workers.ready.add(address)
            self._workers.used.add(address)
        elif self._workers.asked[address] < _TRIES:
            lacking.setdefault(standing.lacking, []).append(address)
        else:
            self._refuse(address, "BG518", f"cannot make documents: {standing.fault or 'it does not keep what it is sent'}")

    def _refuse(self, address: str, code: str, message: str) -> None:
        hint = "install there what is installed here, and start it again" if code == "BG516" else ""
        found = Diagnostic(code, f"the worker {address} {message}", Place(), hint, Severity.WARNING)
        self._workers.refused[address] = found
        self._told(found)

    def _send(self, names: tuple[str, ...], addresses: list[str]) -> None:
        """Send pieces to all workers that lack the same, and ask these again."""
        load: dict[str, bytes] = {}
        for number, name in enumerate(names, 1):
            load[name] = zlib.compress(self._bundle.pieces[name], 1)
            if number == len(names) or sum(map(len, load.values())) > _LOAD:
                with suppress(*_GONE):
                    self._client.run(outpost.receive, load, workers=addresses, on_error="ignore")
                self._sent["pieces"] += len(load) * len(addresses)
                self._sent["bytes"] += sum(map(len, load.values())) * len(addresses)
                load = {}
        for address in addresses:
            self._ask(address)

    def _came_back(self, future: Future[Any], come: Coming[Any], document: DocumentId) -> Iterator[Made]:
        """Give what was made; what was lost with its worker is handed out again, though not for ever."""
        reason = "its workers were lost"
        try:
            found = come.result()
        except KilledWorker:
            self._tries[document] = _TRIES
        except CancelledError:
            pass
        except Exception:
            if future.status == _FAILED:
                raise
        else:
            if isinstance(found, Made):
                self._alive = time.monotonic()
                yield found
                return
            reason = found.fault or reason
            self._workers.ready.discard(found.address)
            if found.address in self._workers.threads:
                self._workers.asked[found.address] = 0
                self._ask(found.address)
        self._tries[document] += 1
        if self._tries[document] < _TRIES:
            self._waiting.append(document)
        else:
            yield not_made(document, gone(document, "BG517", f"it was given up after {_TRIES} workers: {reason}"))

    def _is_alone(self) -> bool:
        """Tell whether it is in vain to wait: nobody is ready or will be for what is there, or nobody has come for too long."""
        if self._workers.ready or self._asked:
            self._alive = time.monotonic()
            return False
        there = self._workers.threads.keys()
        if there and there == self._workers.refused.keys() and not self._workers.used:
            return True
        return time.monotonic() - self._alive > self._cluster.patience

    def _given_up(self) -> Iterator[Made]:
        refused = tuple(self._workers.refused.values())
        if not self._workers.used:
            raise Problems(*(Diagnostic(item.code, item.message, item.place, item.hint) for item in refused or (self._none(),)))
        for document in (*(document for document, _ in self._out.values()), *reversed(self._waiting)):
            yield not_made(document, gone(document, "BG515", f"no worker has been left at {self._cluster.address}"))

    def _none(self) -> Diagnostic:
        hint = f"start one: dask worker {self._cluster.address}"
        message = f"no worker has come to {self._cluster.address} within {self._cluster.patience:g} seconds"
        return Diagnostic("BG515", message, Place(), hint)

    def _tell_of_use(self) -> None:
        count, sent = len(self._workers.used), self._sent
        pieces = f"{sent['pieces']} pieces were sent to them, {sent['bytes']:,} bytes"
        message = f"made on {count} worker{'' if count == 1 else 's'} at {self._cluster.address}; {pieces}"
        self._told(Diagnostic("BG519", message, severity=Severity.NOTE))
