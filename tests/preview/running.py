"""Runs `briefgen preview` on a project for tests, as its user does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.shipped import AS_AT


@dataclass(frozen=True)
class Running:
    """A preview that answers: its address and process."""

    address: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def interrupt(self) -> tuple[int, str, float]:
        """End it as a person would; give its exit status, what it said to standard error, and the seconds until it had ended."""
        start = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        seconds = time.perf_counter() - start
        _, said = self.process.communicate()  # a process that is still loading the typesetting library may keep the pipe a moment
        return self.process.returncode, said, seconds


@contextmanager
def previewing(folder: Path, *words: str) -> Iterator[Running]:
    """Preview a project; it is ended at the end where the test has not ended it."""
    command = [sys.executable, "-m", "briefgen", "preview", "--no-open", "--project", str(folder), "--as-at", AS_AT, *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            assert process.stdout is not None
            yield Running(process.stdout.readline().strip(), process)
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()
