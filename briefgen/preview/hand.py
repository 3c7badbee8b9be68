"""A hand: a thread that does one piece of work after the other for the server's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class Hand:
    """Does what it is given in a thread that no ending of the program waits for (those of an executor are waited for)."""

    def __init__(self, name: str) -> None:
        self._given: SimpleQueue[Callable[[], None]] = SimpleQueue()
        Thread(target=self._work, name=name, daemon=True).start()

    async def do(self, work: Callable[[], T]) -> T:
        """Give it a piece of work, and wait for what comes of it."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def answer(settle: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(lambda: None if done.done() else settle())

        def run() -> None:
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 -- raised again where it is waited for
                failure = error
                answer(lambda: done.set_exception(failure))
            else:
                answer(lambda: done.set_result(result))

        self._given.put(run)
        return await done

    def _work(self) -> None:
        while True:
            self._given.get()()
