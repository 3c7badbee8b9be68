"""Follows the project: while the server runs, what has changed is made again, what is looked at before the rest."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from briefgen.preview.engine import Engine
from briefgen.preview.exhibit import Exhibit, Laid, Sheets
from briefgen.preview.hand import Hand
from briefgen.preview.pages import Pictures
from briefgen.preview.press import Press, Running
from briefgen.preview.setter import Order, Paper
from briefgen.preview.urgency import is_in_vain, next_to_set, next_work


class Bell(asyncio.Event):
    """Rings when something may have changed."""

    async def rung(self, seconds: float | None = None) -> None:
        """Wait until it has rung, or for some seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.wait(), seconds)
        self.clear()


class Follower:
    """Keeps an engine at work: one thread drafts, one process typesets, one thread looks at PDFs."""

    def __init__(self, engine: Engine, press: Press) -> None:
        self.engine, self._press = engine, press
        self._watched: Counter[str] = Counter()
        self._maker, self._printer, self._paper = Hand("drafts"), Hand("press"), Hand("paper")
        self._pictures = Pictures()
        self._bells: set[Bell] = set()
        self.has_ended = False
        self.setting = ""
        """The document that is being typeset."""

    async def run(self, changes: AsyncIterator[Collection[Path]]) -> None:
        """Follow changes until cancelled; a bug in making a document ends it."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._make())
            group.create_task(self._typeset())
            async for paths in changes:
                self.engine.touch(paths)
                self.ring()

    def ring(self) -> None:
        """Wake all that wait for something new."""
        for bell in self._bells:
            bell.set()

    def end(self) -> None:
        """Let those who listen to news go."""
        self.has_ended = True
        self.ring()

    @contextmanager
    def watching(self, name: str) -> Iterator[None]:
        """Count a document as looked at."""
        self._watched[name] += 1
        self.ring()
        try:
            yield
        finally:
            self._watched[name] -= 1
            self._watched += Counter()
            self.ring()

    @contextmanager
    def bell(self) -> Iterator[Bell]:
        """Give a bell that rings whenever something may have changed, and when the preview ends."""
        bell = Bell()
        self._bells.add(bell)
        try:
            yield bell
        finally:
            self._bells.discard(bell)

    async def picture(self, name: str, sheets: Sheets, number: int, width: int) -> bytes:
        """Draw a page of a PDF. IndexError where there is no such page."""
        return await self._paper.do(partial(self._pictures.picture, name, sheets, number, width))

    async def _make(self) -> None:
        with self.bell() as bell:
            while True:
                while work := next_work(self.engine, self._watched.keys(), self.setting):
                    await self._maker.do(work)
                    self.ring()
                await bell.rung()

    async def _typeset(self) -> None:
        with self.bell() as bell:
            while True:
                exhibit = next_to_set(self.engine, self._watched.keys())
                if exhibit is None:
                    if workshop := self.engine.workshop:
                        await self._printer.do(partial(self._press.stock, workshop.faces, workshop.folders))
                    await bell.rung()
                    continue
                self.setting = exhibit.name
                running = await self._printer.do(partial(self._press.begin, self._order(exhibit)))
                self.ring()
                try:
                    await self._attend(running, bell)
                finally:
                    self._press.end(running)
                    self.setting = ""
                    self.ring()

    def _order(self, exhibit: Exhibit) -> Order:
        workshop, screen = self.engine.workshop, exhibit.screen
        assert workshop is not None and screen is not None  # noqa: S101, PT018 -- as `next_to_set` has found
        self.engine.attempt(exhibit.name, screen.drafted)
        return Order(
            name=exhibit.name,
            drafted=screen.drafted,
            briefing=screen.briefing,
            page=screen.page,
            faces=workshop.faces,
            folders=workshop.folders,
            cache=workshop.cache,
            patient=exhibit.name not in self._watched,
        )

    async def _attend(self, running: Running, bell: Bell) -> None:
        """Hear what the press says of a document, until it is done or not wanted any more."""
        order, line, loop = running.order, running.line, asyncio.get_running_loop()
        heard = asyncio.Event()

        def hear() -> None:
            loop.remove_reader(line)  # it would be called again and again until all is read
            heard.set()

        try:
            while True:
                if not heard.is_set():
                    loop.add_reader(line, hear)
                await _first(heard, bell)
                bell.clear()
                if is_in_vain(self.engine, self._watched.keys(), order.name, order.drafted):
                    self.engine.attempt(order.name, "")
                    return
                if not heard.is_set():
                    continue
                said = await self._paper.do(partial(self._hear, running))
                heard.clear()
                self.ring()
                if isinstance(said, Paper):
                    return
                for number, width in self._looked_at(order.name):
                    await self._paper.do(partial(self._draw, order.name, number, width))
                await self._paper.do(running.go_on)
        finally:
            loop.remove_reader(line)

    def _hear(self, running: Running) -> Laid | Paper:
        """Take what the press says next to the engine."""
        order, said = running.order, running.take()
        if isinstance(said, Laid):
            self.engine.lay(order.name, said)
        else:
            self.engine.tell_paper(order.name, order.drafted, said.diagnostics)
        return said

    def _looked_at(self, name: str) -> tuple[tuple[int, int], ...]:
        """Give the pages of a document that are looked at, each with its width: they are drawn while the news is on its way."""
        return self._pictures.asked(name) if name in self._watched else ()

    def _draw(self, name: str, number: int, width: int) -> None:
        exhibit = self.engine.exhibits.get(name)
        if exhibit and exhibit.sheets and number <= len(exhibit.sheets.sizes):
            self._pictures.draw(exhibit.sheets, number, width)


async def _first(*events: asyncio.Event) -> None:
    """Wait until one of some events has come."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
