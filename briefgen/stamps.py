"""Stamps of files: what tells, without reading a file, that it is as it was."""

from __future__ import annotations

import os

Stamp = tuple[int, int, int]
"""Size, time of change in nanoseconds, and number on the disk."""
_FRESH = 1_000_000_000  # ns: the coarsest clock of a file system in use


def stamp_of(about: os.stat_result) -> Stamp:
    """Take the later of the times of change: that of the content can be set by hand, that of the file's record cannot."""
    return about.st_size, max(about.st_mtime_ns, about.st_ctime_ns), about.st_ino


def is_settled(stamp: Stamp, recorded: int) -> bool:
    """Tell whether a stamp that was recorded at an instant, in nanoseconds, stands for the content.

    A file that was changed within a second before may have been changed once more since, and have the same stamp.
    """
    return stamp[1] < recorded - _FRESH
