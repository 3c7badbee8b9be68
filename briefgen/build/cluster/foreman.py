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

from briefgen.build.cluster.bundle import unpacked
from briefgen.build.cluster.versions import versions_here
from briefgen.build.crew import MAKING, Crew, Limits, prepare
from briefgen.build.workshop import Made
from briefgen.model.briefing import DocumentId
from briefgen.processes import start_method

PIECES, PICTURES = "pieces", "cache"
"""Folders of a worker's store."""
_IDLE = 900
"""Seconds after which this ends where nobody wants anything."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker has to make documents from, and how."""

    bundle: str
    """Hash of the list of its pieces."""
    limits: Limits
    samples: tuple[DocumentId, ...]
    """A document for each audience and language: what all of them need is gathered once."""
    pdf: bool


def lead(orders: int, results: int, folder: str, *, pdf: bool) -> None:
    """Say what is installed here, then take an order and make the documents that come down the line of descriptor `orders`.

    The order's files are put into `folder`, which is in the worker's store. The line brings nothing when this is to end. When it
    breaks the worker has died, and nobody else is left to remove its store.
    """
    incoming, outgoing = Connection(orders, writable=False), Connection(results, readable=False)
    try:
        outgoing.send(versions_here(pdf=pdf))
        order = incoming.recv() if incoming.poll(_IDLE) else None
        if order is not None:
            _carry_out(order, incoming, outgoing, Path(folder))
    except (EOFError, ConnectionError):
        shutil.rmtree(Path(folder).parent, ignore_errors=True)
    except Exception as error:  # noqa: BLE001 -- raised again where it can be shown
        with suppress(ConnectionError):
            outgoing.send(error)


def _carry_out(order: Order, incoming: Connection, outgoing: Connection, folder: Path) -> None:
    store = folder.parent
    workshop = unpacked(order.bundle, store / PIECES, folder, store / PICTURES)
    prepare(workshop, order.samples)
    crew = Crew(workshop, order.limits, start_method(), MAKING, inherited=(incoming, outgoing))
    try:
        while _take(crew, incoming):
            for made in crew.finished(incoming):
                outgoing.send(made)
    finally:
        crew.dismiss()


def _take(crew: Crew[Made], incoming: Connection) -> bool:
    """Give the crew what has come in; tell whether more may come. Where nothing has for long, the build was killed."""
    if not crew.busy and not incoming.poll(_IDLE):
        return False
    while incoming.poll():
        document = incoming.recv()
        if document is None:
            return False
        crew.give(document)
    return True
