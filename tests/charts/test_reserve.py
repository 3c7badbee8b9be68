"""The engine that draws reserves more addresses than a build lets a process have, and leaves the limit as it was."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection

import pytest

from briefgen.charts import Easel
from briefgen.charts.reserve import _size
from briefgen.model.diagnostic import Problems
from tests.charts.test_pictures import EVERY

GB = 2**30


def _told(work: Callable[[], object], line: Connection) -> None:
    try:
        line.send(work())
    except Problems as problems:
        line.send([item.code for item in problems.diagnostics])


def in_a_process(work: Callable[[], object]) -> object:
    """Run something in a fresh process, whose limits and engine are its own."""
    mine, its = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_told, args=(work, its))
    process.start()
    its.close()
    try:
        return mine.recv()
    except EOFError:
        return "the process died"
    finally:
        process.join()


def _limited() -> object:
    resource.setrlimit(resource.RLIMIT_AS, (_size() + GB, resource.RLIM_INFINITY))
    for plot in EVERY.values():
        assert Easel().draw(plot)
    left = resource.getrlimit(resource.RLIMIT_AS)[0] - _size()
    return 0.9 * GB < left < 1.1 * GB


def _walled_in() -> object:
    resource.setrlimit(resource.RLIMIT_AS, (_size() + GB, _size() + 4 * GB))
    return bool(Easel().draw(EVERY["bars"]))


@pytest.mark.parametrize(("work", "expected"), [(_limited, True), (_walled_in, ["BG437"])])
def test_a_limit_of_memory_holds_for_everything_but_the_addresses_of_the_engine(
    work: Callable[[], object], expected: object
) -> None:
    assert in_a_process(work) == expected
