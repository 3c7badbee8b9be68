"""The process beside a worker of a cluster that makes its documents: it opens a bundle and leads a crew of its own.

A worker's process has threads and may have no children of its own making (a nanny's is a daemon); this one is plain, so that it
may fork, and whatever becomes of a document, the worker lives on.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.build.cluster.bundle import unpacked
from briefgen.build.cluster.versions import versions_here
from briefgen.build.crew import Crew, Limits, prepare, start_method
from briefgen.model.briefing import DocumentId

PIECES, PICTURES = "pieces", "cache"
"""Folders of a worker's store."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker has to make documents from, and how."""

    bundle: str
    """Hash of the list of its pieces."""
    limits: Limits
    samples: tuple[DocumentId, ...]
    """A document for each audience and language: what all of them need is gathered once."""
    pdf: bool


def lead(orders: int, results: int, store: str, *, pdf: bool) -> None:
    """Say what is installed here, then take an order and make the documents that come down the line of descriptor `orders`.

    The line brings nothing when this is to end. When it breaks the worker has died: its store, a folder of its own, goes too.
    """
    incoming, outgoing = Connection(orders, writable=False), Connection(results, readable=False)
    try:
        outgoing.send(versions_here(pdf=pdf))
        order = incoming.recv()
        if order is not None:
            _carry_out(order, incoming, outgoing, Path(store))
    except (EOFError, ConnectionError):
        shutil.rmtree(store, ignore_errors=True)
    except Exception as error:  # noqa: BLE001 -- raised again where it can be shown
        with suppress(ConnectionError):
            outgoing.send(error)


def _carry_out(order: Order, incoming: Connection, outgoing: Connection, store: Path) -> None:
    with TemporaryDirectory(prefix="bundle-", dir=store) as folder:
        workshop = unpacked(order.bundle, store / PIECES, Path(folder), store / PICTURES)
        prepare(workshop, order.samples)
        crew = Crew(workshop, order.limits, start_method(), inherited=(incoming, outgoing))
        try:
            while _take(crew, incoming):
                for made in crew.finished(incoming):
                    outgoing.send(made)
        finally:
            crew.dismiss()


def _take(crew: Crew, incoming: Connection) -> bool:
    """Give the crew what has come in; tell whether more may come."""
    while incoming.poll():
        document = incoming.recv()
        if document is None:
            return False
        crew.give(document)
    return True
