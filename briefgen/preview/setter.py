"""What a process of the press does: it typesets the pages that come down its line, and judges the PDFs.

A page comes alone, without what stands behind it, so that it is on its way in no time; what the judging needs follows once the
PDF has gone back. Only where facts may have to go so that a document fits its limits does everything come at once.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from briefgen.build.draft import Draft, judged, shortened
from briefgen.build.setting import judged_on_paper, set_to_fit
from briefgen.charts import Easel
from briefgen.model.briefing import Briefing, Face, Page, Typeset
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.preview.exhibit import Laid
from briefgen.render import Environment

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

    @property
    def is_fitted(self) -> bool:
        """Whether facts may have to go so that it fits its limits."""
        return self.briefing.audience.fit


@dataclass(frozen=True, slots=True)
class Bare:
    """A page alone, to be typeset."""

    page: Page
    faces: tuple[Face, ...] | None
    """Nothing where they are those that came before."""
    folders: tuple[Path, ...]
    is_rehearsal: bool = False
    """Whether nobody waits for it: the library is to prepare what every document needs."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is wrong with a PDF, or why there is none; the last that the press says of a document."""

    diagnostics: tuple[Diagnostic, ...]


def work(line: Connection, patient: bool) -> None:
    """Typeset what comes down the line until it ends. An interruption from the keyboard is the preview's to handle.

    A page alone is answered with its PDF, or with a `Paper` that says why there is none; the order that follows the PDF, with
    what is wrong with it. An order that is to be fitted is answered with both. The garbage collector looks at what was left once
    the answer is on its way.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if patient:
        os.nice(_PATIENT)
    faces: tuple[Face, ...] = ()
    made: Typeset | None = None
    gc.disable()
    gc.freeze()
    with suppress(ConnectionError):  # the preview has ended
        while (given := _next(line)) is not None:
            try:
                if isinstance(given, Bare):
                    faces = faces if given.faces is None else given.faces
                    made = _typeset(given, faces)
                    if not given.is_rehearsal:
                        line.send(made)
                else:
                    line.send(Paper(_fitted(given, line) if given.is_fitted else _judged(given, made)))
            except Problems as problems:  # those of a rehearsal are told of each document
                if not (isinstance(given, Bare) and given.is_rehearsal):
                    line.send(Paper(problems.diagnostics))
            gc.collect()


def _next(line: Connection) -> Order | Bare | None:
    """Take what comes down the line; nothing once the preview has ended, also in the middle of saying it."""
    given: Order | Bare
    try:
        given = line.recv()
    except (EOFError, OSError):
        return None
    return given


def _typeset(bare: Bare, faces: tuple[Face, ...]) -> Typeset:
    from briefgen.typeset import typeset

    return typeset(bare.page, faces, bare.folders)


def _fitted(order: Order, line: Connection) -> tuple[Diagnostic, ...]:
    """Typeset a document until it fits its limits, send its PDF, and give what is wrong with it."""
    environment = Environment(order.folders)
    found = set_to_fit(lambda dropped: _draft(order, dropped, environment), order.faces, order.folders)
    if found.typeset is not None:
        draft = found.draft
        line.send(Laid(briefing=draft.briefing, page=draft.page, drafted=order.drafted, typeset=found.typeset))
    return found.diagnostics


def _judged(order: Order, made: Typeset | None) -> tuple[Diagnostic, ...]:
    assert made is not None  # noqa: S101 -- an order follows its PDF
    return judged_on_paper(_draft(order, (), Environment(order.folders)), made).diagnostics


def _draft(order: Order, dropped: Sequence[str], environment: Environment) -> Draft:
    if dropped:
        return shortened(order.briefing, dropped, environment, Easel(order.cache).draw)
    return judged(order.briefing, order.page, environment.folders.text)
