"""Room for the engine that draws: it reserves far more addresses than it ever fills, which a limit of memory would refuse."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.model.diagnostic import Diagnostic, Problems

_RESERVED = 34 * 2**30
"""Bytes of addresses that V8 reserves when it starts, whatever it needs of them; without them it ends the whole process."""


@contextmanager
def reserve() -> Iterator[None]:
    """Lift this process's own limit of addresses while something is drawn; afterwards it may have as many more as before.

    Raises Problems (BG437) where the system's limit does not allow what the engine reserves.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        yield
        return
    before = _size()
    if hard != resource.RLIM_INFINITY and hard < before + _RESERVED:
        message = (
            f"Vega-Lite's engine reserves {_RESERVED // 2**30} GB of addresses, and this process may have {hard // 2**30} GB"
        )
        raise Problems(Diagnostic("BG437", message, hint="raise the limit of addresses (`ulimit -v`)"))
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (_within(soft + _size() - before, hard), hard))


def _within(wanted: int, hard: int) -> int:
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


def _size() -> int:
    """Give how many bytes of addresses the process has; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0
