"""A crew of processes shares the documents of a build; each is forked after the heavy imports and told one at a time."""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait

from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Place, Problems

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def make_all(workshop: Workshop, documents: Sequence[DocumentId], jobs: int) -> Iterator[Made]:
    """Make documents on some processes and give each as it is done; with one job, in this process.

    A process that dies takes only its document along, which is told as a finding (BG510).
    """
    for document in documents:
        workshop.prover.prepare(document)
    if jobs <= 1 or len(documents) <= 1:
        yield from map(workshop.make, documents)
        return
    if "pdf" in workshop.formats:
        from briefgen.typeset.library import load

        with suppress(Problems):  # told for each document, by the process that sets it
            load()
    waiting = list(reversed(documents))
    crew: dict[Connection, tuple[multiprocessing.process.BaseProcess, DocumentId]] = {}
    try:
        while waiting or crew:
            while waiting and len(crew) < jobs:
                _hire(workshop, waiting.pop(), crew)
            for line in wait(list(crew)):
                assert isinstance(line, Connection)  # noqa: S101 -- only connections are waited for
                yield _next(line, crew, waiting)
    finally:
        for process, _ in crew.values():
            process.terminate()
        for process, _ in crew.values():
            process.join()


def _hire(
    workshop: Workshop,
    document: DocumentId,
    crew: dict[Connection, tuple[multiprocessing.process.BaseProcess, DocumentId]],
) -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(workshop, theirs, (ours, *crew)), daemon=True)
    process.start()
    theirs.close()
    ours.send(document)
    crew[ours] = (process, document)


def _next(
    line: Connection,
    crew: dict[Connection, tuple[multiprocessing.process.BaseProcess, DocumentId]],
    waiting: list[DocumentId],
) -> Made:
    """Take what a process has made and hand it the next document, or let it go."""
    process, document = crew[line]
    try:
        made = line.recv()
    except EOFError:
        process.join()
        del crew[line]
        message = f"{document.stem}: the process that made it died (exit {process.exitcode})"
        return Made(document, None, (Diagnostic("BG510", message, Place(), "build it alone to see why"),), 0.0)
    if isinstance(made, BaseException):
        raise made
    if waiting:
        crew[line] = (process, waiting.pop())
        line.send(crew[line][1])
    else:
        line.send(None)
        line.close()
        process.join()
        del crew[line]
    assert isinstance(made, Made)  # noqa: S101 -- what `_work` sends
    return made


def _work(workshop: Workshop, line: Connection, inherited: Sequence[Connection]) -> None:
    """Make the documents that come down the line until there are no more; a bug goes up the line with its traceback.

    When the build is killed, this process ends too, and holds the folder's lock no longer: Linux sends it a signal, and since
    the other processes' ends of lines are closed it hears so wherever it waits. An interruption from the keyboard is the
    build's to handle.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    for other in inherited:
        other.close()
    with suppress(EOFError, ConnectionError):
        while (document := line.recv()) is not None:
            try:
                line.send(workshop.make(document))
            except ConnectionError:
                return
            except Exception as error:  # noqa: BLE001 -- raised again by `make_all`, in the process that can show it
                error.add_note(traceback.format_exc())
                line.send(error)
                return
