"""The end of the program as a process of its own."""

from __future__ import annotations

import _thread
import atexit
import os
import sys
import threading
from typing import NoReturn

_SOON = 0.01
"""Seconds until an interruption that was lost comes again."""


def keep_interruptions() -> None:
    """Let an interruption come again that came where nothing can be raised: while an object is let go of, say.

    Python tells of it and goes on (`sys.unraisablehook`), so that who pressed the keys would wait for the whole run.
    """
    sys.unraisablehook = _told


def _told(lost: sys.UnraisableHookArgs) -> None:
    if issubclass(lost.exc_type, KeyboardInterrupt):
        again = threading.Timer(_SOON, _thread.interrupt_main)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(lost)


def leave(end: SystemExit) -> NoReturn:
    """End this process with its status, without taking apart what it has in memory: the system takes it back at once.

    What was registered for the end is done first. Where other threads are at work the interpreter ends in its own way.
    """
    if threading.active_count() > 1 or not isinstance(end.code, int):
        raise end
    atexit._run_exitfuncs()  # noqa: SLF001 -- as the interpreter does, but for what comes after it
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(end.code)
