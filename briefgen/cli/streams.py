"""The program's own streams, which stand whether anybody reads them or not: a reader who leaves changes nothing about a run."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO


class _Unread(io.FileIO):
    """A file that drops what nobody reads any more, or has no room for, where others would fail in the middle of a run."""

    lost = ""
    """Why something could not be written that somebody was to read."""

    def write(self, content: Any, /) -> int:
        """Write bytes and give how many were taken."""
        try:
            return super().write(content)
        except BrokenPipeError:
            return memoryview(content).nbytes
        except OSError as error:
            self.lost = error.strerror or "unknown reason"
            return memoryview(content).nbytes


def stand_alone() -> None:
    """Make standard output and error outlive their readers, such as `head`: the run goes on to its own end and exit status.

    Without it click and rich each end a run with 1, which says that it found errors. A stream that was closed from the start
    takes everything and keeps nothing.
    """
    sys.stdout, sys.stderr = (_lasting(stream) for stream in (sys.stdout, sys.stderr))


def lost_output() -> str:
    """Write what still waits for standard output, and say why some of it was lost; an empty string where all was written."""
    sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return raw.lost if isinstance(raw, _Unread) else ""


def _lasting(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 -- the device of the system, open until the end
    if not isinstance(stream, io.TextIOWrapper):
        return stream  # what a program that calls this one put there
    stream.flush()
    file = _Unread(stream.fileno(), "w", closefd=False)
    by_lines, at_once = stream.line_buffering, stream.write_through
    return io.TextIOWrapper(
        io.BufferedWriter(file), stream.encoding, stream.errors, line_buffering=by_lines, write_through=at_once
    )
