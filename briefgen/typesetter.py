"""A process that loads the typesetting library while the project is read, and sets the first document that is to be set.

To load the library takes as long as to read a large project, and to set a first document longer than the next one. Whoever
makes documents is forked later, when all is read, and would wait for both.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.processes import limit_memory, serve, start_method, uninterrupted

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Lock
    from pathlib import Path

    from briefgen.model.briefing import Face, Page, Typeset

    Typesetting = Callable[[Page, tuple[Face, ...], tuple[Path, ...]], Typeset]
    """Sets a page in faces, with pictures from folders. Problems where it cannot be set."""


@dataclass(frozen=True, slots=True)
class Typesetter:
    """A process with the library loaded, which works for one other at a time."""

    process: int
    """Its number."""
    is_free: Lock
    _line: Connection

    def typeset(self, page: Page, faces: tuple[Face, ...], folders: tuple[Path, ...]) -> Typeset:
        """Set a page as `briefgen.typeset.typeset` does; in this process where that one is busy or has died."""
        from briefgen.typeset import typeset

        if self.is_free.acquire(block=False):
            with suppress(EOFError, ConnectionError):
                self._line.send((page, faces, folders))
                found: Typeset | Exception = self._line.recv()
                self.is_free.release()
                if isinstance(found, Exception):
                    raise found
                return found
        return typeset(page, faces, folders)


@contextmanager
def standing_by(memory: int) -> Iterator[Typesetter | None]:
    """Start the process; `memory` is how many bytes it may take. Nothing where processes cannot be forked."""
    if start_method() != "fork":
        yield None
        return
    from multiprocessing import get_context

    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, ours, memory), daemon=True)
    with uninterrupted():
        process.start()
    theirs.close()
    try:
        yield Typesetter(process.pid or 0, context.Lock(), ours)
    finally:
        process.kill()
        process.join()
        ours.close()


def _work(line: Connection, other: Connection, memory: int) -> None:
    """Load the library, set a line so that it prepares what every document needs, then set what comes down the line."""
    serve()
    other.close()
    gc.disable()
    from briefgen.model.diagnostic import Problems
    from briefgen.typeset import rehearse, typeset

    rehearse()
    limit_memory(memory)
    with suppress(EOFError, ConnectionError):
        while True:
            try:
                line.send(typeset(*line.recv()))
            except (Problems, MemoryError) as error:
                line.send(error)
