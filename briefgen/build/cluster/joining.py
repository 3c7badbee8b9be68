"""A build joins a cluster, has its documents made there, and leaves; every way in which that can fail is told."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from briefgen.build.cluster.bundle import packed
from briefgen.build.cluster.foreman import Order
from briefgen.build.crew import Cluster, Resources
from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Place, Problems

if TYPE_CHECKING:
    from distributed import Client

_TO_CONNECT = 10.0
"""Seconds for which the scheduler is tried at most."""
_ADVICE = "start it with `dask scheduler`, and give the address that it prints"
_TO_LEAVE, _TO_BREAK_OFF = 5.0, 0.4
"""Seconds that leaving may take, twice: an interruption is answered within one."""


def make_on_cluster(
    workshop: Workshop, documents: Sequence[DocumentId], resources: Resources, told: Callable[[Diagnostic], None]
) -> Iterator[Made]:
    """Make documents on the workers of a cluster, in their order, and give each as it is done; `told` hears of workers.

    Problems where nothing can be made there: BG513 without the library, BG514 without a scheduler, BG515 without a worker,
    BG516 where none has the same versions as this machine. A document whose workers were lost again and again fails (BG517).
    """
    if not documents:
        return
    cluster = resources.cluster
    assert cluster is not None  # noqa: S101 -- `run` asks for it
    try:
        from briefgen.build.cluster.dispatch import Dispatch
    except ModuleNotFoundError as error:
        hint = "install it: pip install 'briefgen[cluster]'"
        raise Problems(Diagnostic("BG513", f"`{error.name}` is not installed", Place(), hint)) from error
    with _joined(cluster) as client:
        bundle = packed(workshop)
        samples = tuple({(document.audience, document.language): document for document in documents}.values())
        order = Order(bundle.id, resources.limits, samples, "pdf" in workshop.formats)
        dispatch = Dispatch(client, bundle, order, cluster, told)
        try:
            yield from dispatch.make(documents)
        finally:
            within(_TO_LEAVE if dispatch.is_done else _TO_BREAK_OFF, dispatch.leave)


@contextmanager
def _joined(cluster: Cluster) -> Iterator[Client]:
    """Connect to the scheduler, by TLS as Dask is configured where the address says tls://. Problems (BG514)."""
    from briefgen.build.cluster.caller import called

    if not cluster.address.strip():
        raise Problems(Diagnostic("BG514", "an empty address is no scheduler's", Place(), _ADVICE))
    with _quiet(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Dask's own advice on versions: what matters of them is compared
        try:
            client = called(cluster.address, min(_TO_CONNECT, cluster.patience))
        except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
            message = f"no scheduler answers at {cluster.address}: {_reason(error)}"
            raise Problems(Diagnostic("BG514", message, Place(), _ADVICE)) from error
        try:
            yield client
        finally:
            within(_TO_BREAK_OFF, lambda: client.close(timeout=_TO_BREAK_OFF))


def _reason(error: Exception) -> str:
    """Give the first line of an error, or of the one behind it that says more."""
    last: BaseException = error
    while last.__cause__ is not None:
        last = last.__cause__
    return (str(last).strip() or type(last).__name__).splitlines()[0]


def within(seconds: float, do: Callable[[], object]) -> None:
    """Do something for so long at most: what hears no answer is left behind."""

    def safely() -> None:
        with suppress(Exception):
            do()

    thread = threading.Thread(target=safely, daemon=True)
    thread.start()
    thread.join(seconds)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log off the terminal: what a user must know is told as a finding."""
    names = [name for name in logging.root.manager.loggerDict if name.startswith(("distributed", "tornado"))]
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was
