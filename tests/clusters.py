"""Real Dask clusters on loopback for tests: the commands of the README, each process in a folder and home of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.shipped import ROOT

DASK = str(Path(sys.executable).with_name("dask"))
_SPY = """\
import os, sys

def refuse(event, arguments, root=os.environ["BRIEFGEN_TEST_REFUSED"]):
    if event in {"open", "os.listdir", "os.scandir"} and str(arguments[0]).startswith(root):
        raise PermissionError(13, "a worker may not see the project", arguments[0])

sys.addaudithook(refuse)
"""


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def folders_below(folder: Path, beginning: str) -> list[Path]:
    """Give the folders below a folder whose names begin so, also while a worker removes some."""
    return [Path(place, name) for place, names, _ in os.walk(folder) for name in names if name.startswith(beginning)]


@dataclass
class Running:
    """A scheduler and its workers."""

    folder: Path
    refused: Path
    """A folder that no process of the cluster may open a file of: Python itself refuses it."""
    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ("--host", "127.0.0.1")
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return str(self._scheduler()["address"])

    def start(self) -> None:
        """Start the scheduler; its address is known afterwards."""
        self._run("scheduler", "scheduler", "--port", "0", "--scheduler-file", str(self.folder / "scheduler.json"))
        wait_for(lambda: (self.folder / "scheduler.json").is_file() and self._scheduler())

    def hire(self, name: str, *options: str, **environment: str) -> None:
        """Start a worker that makes one document at a time."""
        words = ("worker", self.address, "--nthreads", "1", "--name", name, "--local-directory", str(self.folder / name))
        self._run(name, *words, *options, **environment)

    def store(self, name: str) -> list[Path]:
        """Give the folders in which a worker keeps what it was sent."""
        return folders_below(self.folder / name, "briefgen-")

    def end(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End a process."""
        process = self.processes.pop(name)
        process.send_signal(how)
        process.wait(20)

    def _run(self, name: str, *words: str, **environment: str) -> None:
        home = self.folder / name
        home.mkdir(exist_ok=True)
        (home / "sitecustomize.py").write_text(_SPY, encoding="utf-8")
        spied = {"PYTHONPATH": f"{home}:{ROOT}", "HOME": str(home), "BRIEFGEN_TEST_REFUSED": str(self.refused)}
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [DASK, *words, "--no-dashboard", *self.options],
                cwd=home,
                env={**os.environ, **spied, **self.environment, **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _scheduler(self) -> dict[str, object]:
        with suppress(ValueError):
            found: dict[str, object] = json.loads((self.folder / "scheduler.json").read_text(encoding="utf-8"))
            return found
        return {}


@contextmanager
def running(folder: Path, refused: Path, **options: object) -> Iterator[Running]:
    """Start a scheduler, and end all that is running in the end."""
    folder.mkdir()
    found = Running(folder, refused, **options)  # type: ignore[arg-type] # as they are named there
    try:
        found.start()
        yield found
    finally:
        for name in reversed(list(found.processes)):  # the scheduler last
            found.end(name)
