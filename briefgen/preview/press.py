"""The press: typesets one document at a time in a process of its own, which can be stopped at any moment.

One process, spawned once, has the typesetting library loaded, and forks those that typeset. The first document that one of them
sets costs it nearly half as much again, for what the library prepares on the way: so they have set a line before they are needed,
serve for many documents, and one stands by in case another is stopped in the middle of an outdated page. Documents that nobody
looks at have processes of their own, which give way to the others.
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
from briefgen.model.briefing import Briefing, DocumentId, Face, Ledger, Page
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.preview.exhibit import Laid
from briefgen.render import Environment

_LOADED = ("weasyprint", "pydyf", "pikepdf", "pypdfium2", "briefgen.preview.press", "briefgen.typeset", "briefgen.gate.paper")
_PATIENT = 10
"""How much a document that nobody looks at gives way to others (nice(2))."""
_STANDING_BY, _MOST_SERVED = 2, 100
"""Processes that are kept ready, and after how many documents one is replaced, since what the library uses may grow."""
_LINE = Page(
    id=DocumentId("", "", "", "en"),
    html='<!doctype html><html lang="en"><title>1</title><h1 id="a">A <b>line</b> <i>is</i> <a href="#a">set</a></h1>'
    "<ul><li>1</ul><table><tr><th>1<td>1</table>",
    title="1",
    language="en",
    marking="",
    edition=1,
    date="",
    publisher="",
    facts_json="{}",
    digest="",
    ledger=Ledger(entries=(), facts=(), sources=()),
)


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


@dataclass(slots=True)
class Setter:
    """A process that typesets, and the line to it."""

    line: Connection
    process: BaseProcess
    patient: bool
    served: int = 0
    """How many documents it was given."""

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self.line.close()
        self.process.kill()
        self.process.join()


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
        assert isinstance(said, Laid | Paper)  # noqa: S101 -- what `_work` sends
        self.is_done = isinstance(said, Paper)
        return said


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
            setter.line.send((faces, folders))
            self._ready.append(setter)

    def begin(self, order: Order) -> Running:
        """Begin to typeset a document."""
        ready = next((setter for setter in self._ready if setter.patient is order.patient), None)
        if ready:
            self._ready.remove(ready)
        setter = ready or self._hired(patient=order.patient)
        setter.served += 1
        with suppress(ConnectionError):  # it has died: `take` tells
            setter.line.send(order)
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
        process = self._context.Process(target=_work, args=(theirs, patient), daemon=True)
        process.start()
        theirs.close()
        return Setter(ours, process, patient)


def _work(line: Connection, patient: bool) -> None:
    """Typeset what comes down the line, in a process of its own. An interruption from the keyboard is the preview's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if patient:
        os.nice(_PATIENT)
    with suppress(ConnectionError):  # the preview has ended
        while (given := _next(line)) is not None:
            if isinstance(given, Order):
                line.send(Paper(_told(given, line)))
            else:
                _set_a_line(*given)


def _next(line: Connection) -> Order | tuple[tuple[Face, ...], tuple[Path, ...]] | None:
    """Take what comes down the line; nothing once the preview has ended, also in the middle of saying it."""
    given: Order | tuple[tuple[Face, ...], tuple[Path, ...]]
    try:
        given = line.recv()
    except (EOFError, OSError):
        return None
    return given


def _told(order: Order, line: Connection) -> tuple[Diagnostic, ...]:
    try:
        return _set(order, line)
    except Problems as problems:
        return problems.diagnostics


def _set_a_line(faces: tuple[Face, ...], folders: tuple[Path, ...]) -> None:
    """Have the library prepare what every document needs."""
    from briefgen.typeset import typeset

    with suppress(Problems):  # told of each document
        typeset(_LINE, faces, folders)


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
