"""The press: typesets one document at a time in a process of its own, which can be stopped at any moment.

One process, spawned once, has the typesetting library loaded; it forks a child for each document. So a document waits for no
import, one that has become useless is stopped at once, and one that takes its process down takes nothing else along.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from briefgen.build.draft import Draft, judged, shortened
from briefgen.build.setting import judged_on_paper, set_to_fit
from briefgen.charts import Easel
from briefgen.model.briefing import Briefing, Face, Page
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.preview.exhibit import Laid
from briefgen.render import Environment

_LOADED = ("weasyprint", "pydyf", "pikepdf", "pypdfium2", "briefgen.preview.press", "briefgen.typeset", "briefgen.gate.paper")
_PATIENT = 10
"""How much a document that nobody looks at gives way to others (nice(2))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A document to be typeset."""

    name: str
    drafted: str
    briefing: Briefing
    page: Page
    faces: tuple[Face, ...]
    folders: tuple[Path, ...]
    cache: Path | None
    """Folder in which pictures are kept, where there is one."""
    patient: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """What is wrong with a PDF, or why there is none; the last that the press says of a document."""

    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A document that is being typeset."""

    order: Order
    line: Connection
    process: BaseProcess

    def take(self) -> Laid | Paper:
        """Wait for what the press says next: the PDF, then what is wrong with it."""
        try:
            said = self.line.recv()
        except (EOFError, ConnectionError):
            self.process.join()
            message = f"the process that typeset it died (exit {self.process.exitcode})"
            return Paper((Diagnostic("BG510", message, Place(), "build it alone to see why"),))
        assert isinstance(said, Laid | Paper)  # noqa: S101 -- what `_work` sends
        return said

    def stop(self) -> None:
        """End it, done or not."""
        self.line.close()
        self.process.kill()
        self.process.join()


class Press:
    """Begins typesettings; has the library loaded from the first one on."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(_LOADED))

    def warm(self) -> None:
        """Start the process that loads the library, and give back once a child of it has run."""
        process = self._context.Process(target=_nothing, daemon=True)
        process.start()
        process.join()

    def begin(self, order: Order) -> Running:
        """Begin to typeset a document."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        with suppress(ConnectionError):  # it died at once: `take` tells
            ours.send(order)
        return Running(order, ours, process)


def _nothing() -> None:
    pass


def _work(line: Connection) -> None:
    """Typeset what comes down the line, in a process of its own. An interruption from the keyboard is the preview's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError):
        order: Order = line.recv()
        if order.patient:
            os.nice(_PATIENT)
        try:
            line.send(Paper(_set(order, line)))
        except Problems as problems:
            line.send(Paper(problems.diagnostics))


def _set(order: Order, line: Connection) -> tuple[Diagnostic, ...]:
    """Typeset a document, send its PDF as soon as it is there, and judge it then."""
    from briefgen.typeset import typeset

    environment = Environment(order.folders)
    if order.briefing.audience.fit:
        found = set_to_fit(lambda dropped: _draft(order, dropped, environment), order.faces, order.folders)
        if found.typeset is not None:
            draft = found.draft
            line.send(Laid(briefing=draft.briefing, page=draft.page, drafted=order.drafted, typeset=found.typeset))
        return found.diagnostics
    made = typeset(order.page, order.faces, order.folders)
    line.send(Laid(briefing=order.briefing, page=order.page, drafted=order.drafted, typeset=made))
    return judged_on_paper(_draft(order, (), environment), made).diagnostics


def _draft(order: Order, dropped: Sequence[str], environment: Environment) -> Draft:
    if dropped:
        return shortened(order.briefing, dropped, environment, Easel(order.cache).draw)
    return judged(order.briefing, order.page, environment.folders.text)
