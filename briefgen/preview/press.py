"""The press: typesets one document at a time in a process of its own, which can be stopped at any moment.

One process, spawned once, has the typesetting library loaded, and forks those that typeset (`briefgen.preview.setter`). The
first document that one of them sets costs it nearly half as much again, for what the library prepares on the way: so they have
set a line before they are needed, serve for many documents, and one stands by in case another is stopped in the middle of an
outdated page. Documents that nobody looks at have processes of their own, which give way to the others.
"""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from briefgen.model.briefing import Face, Ledger, Page, Typeset
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.preview.exhibit import Laid
from briefgen.preview.setter import Bare, Order, Paper, work
from briefgen.typeset.rehearsal import LINE

_LOADED = ("weasyprint", "pydyf", "pikepdf", "pypdfium2", "briefgen.preview.setter", "briefgen.typeset", "briefgen.gate.paper")
_STANDING_BY, _MOST_SERVED = 2, 100
"""Processes that are kept ready, and after how many documents one is replaced, since what the library uses may grow."""
_NO_LEDGER = Ledger(entries=(), facts=(), sources=())


@dataclass(slots=True)
class Setter:
    """A process that typesets, and the line to it."""

    line: Connection
    process: BaseProcess
    patient: bool
    served: int = 0
    """How many documents it was given."""
    faces: tuple[Face, ...] = ()
    """The faces that it has."""

    def give(self, work: Order | Bare) -> None:
        """Send it work; that it has died is told to whoever waits for an answer."""
        with suppress(ConnectionError):
            self.line.send(work)

    def give_page(self, page: Page, faces: tuple[Face, ...], folders: tuple[Path, ...], *, is_rehearsal: bool = False) -> None:
        """Send it a page to be typeset, without faces that it has and what no PDF is made of."""
        is_known, self.faces = self.faces is faces, faces
        page = replace(page, marked="", prose=(), diagnostics=(), ledger=_NO_LEDGER)
        self.give(Bare(page, None if is_known else faces, folders, is_rehearsal))

    def kill(self) -> None:
        """End it, whatever it is doing; what is left of it goes once the next one is started (`multiprocessing`)."""
        self.line.close()
        self.process.kill()


@dataclass(slots=True)
class Running:
    """A document that is being typeset."""

    order: Order
    setter: Setter
    is_done: bool = False

    @property
    def line(self) -> int:
        """The file descriptor that can be read once the press has something to say."""
        return self.setter.line.fileno()

    def take(self) -> Laid | Paper:
        """Wait for what the press says next: the PDF, then what is wrong with it."""
        try:
            said = self.setter.line.recv()
        except (EOFError, ConnectionError):
            self.setter.process.join()
            message = f"the process that typeset it died (exit {self.setter.process.exitcode})"
            return Paper((Diagnostic("BG510", message, Place(), "build it alone to see why"),))
        if isinstance(said, Typeset):
            return Laid(briefing=self.order.briefing, page=self.order.page, drafted=self.order.drafted, typeset=said)
        assert isinstance(said, Laid | Paper)  # noqa: S101 -- what `work` sends
        self.is_done = isinstance(said, Paper)
        return said

    def go_on(self) -> None:
        """Have the PDF judged, once it was taken."""
        if not self.order.is_fitted:
            self.setter.give(replace(self.order, faces=()))


class Press:
    """Begins typesettings, and sees to it that a process is ready for the next."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(_LOADED))
        self._ready: list[Setter] = []

    def stock(self, faces: tuple[Face, ...], folders: tuple[Path, ...]) -> None:
        """Have one process that is ready and one that stands by; each sets a line in the faces first."""
        while sum(not setter.patient for setter in self._ready) < _STANDING_BY:
            setter = self._hired(patient=False)
            setter.give_page(LINE, faces, folders, is_rehearsal=True)
            self._ready.append(setter)

    def begin(self, order: Order) -> Running:
        """Begin to typeset a document."""
        ready = next((setter for setter in self._ready if setter.patient is order.patient), None)
        if ready:
            self._ready.remove(ready)
        setter = ready or self._hired(patient=order.patient)
        setter.served += 1
        if order.is_fitted:
            setter.give(order)
        else:
            setter.give_page(order.page, order.faces, order.folders)
        return Running(order, setter)

    def end(self, running: Running) -> None:
        """Keep the process of a document that is done for the next, and stop one that is not."""
        if running.is_done and running.setter.served < _MOST_SERVED:
            self._ready.insert(0, running.setter)
        else:
            running.setter.kill()

    def _hired(self, *, patient: bool) -> Setter:
        ours, theirs = self._context.Pipe()
        # all that is large goes down the line: what a process is started with must reach it even if the preview ends meanwhile
        process = self._context.Process(target=work, args=(theirs, patient), daemon=True)
        process.start()
        theirs.close()
        return Setter(ours, process, patient)
