"""What the processes that this program starts have in common: how they start, end with it, and what memory they may have."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
StartMethod = Literal["fork", "spawn"]


def cores() -> int:
    """Tell how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_method() -> StartMethod:
    """Tell how processes start: a fork shares what is imported and loaded.

    Elsewhere than on Linux it is not safe, nor once this process has drawn a chart: what draws works in threads, which no fork
    takes along, and its next picture would wait for them for ever.
    """
    return "fork" if sys.platform == "linux" and "vl_convert" not in sys.modules else "spawn"


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off interruptions from the keyboard while a process starts.

    In the middle of a fork Python would lose one: what is called there cannot raise. What is forked here hears none until it
    says by itself what it does with them.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)


def serve() -> None:
    """Leave interruptions from the keyboard to the process that started this one, and end with it.

    Linux sends a signal when that process is killed; elsewhere the end of its line tells.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)


def limit_memory(more: int) -> None:
    """Let this process have so many bytes beyond what it has; any number where the system does not tell how many that are."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + more
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
