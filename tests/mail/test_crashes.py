"""Senders are killed at random moments, started four at a time, and run out of disk: nobody gets two, and nothing is lost."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import pytest

from tests.mail_servers import PASSWORD, Unruly
from tests.mailings import write_mailing

MESSAGES, KILLS = 120, 25
Serve = Callable[..., Unruly]
pytestmark = [  # of the test server, not of what is tested
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


SENDERS = """
import contextlib, io, os, sys
from briefgen.cli import main
sys.argv = ["briefgen", "email", "send"]
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main()
sys.argv.append("--yes")
for line in sys.stdin:
    child = os.fork()
    if not child:
        sys.stdin.close()
        os.dup2(os.open(line.strip(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.dup2(2, 1)
        main()
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Starts senders one after another, in processes of their own that need not import anything again."""


class Sender:
    """One process that sends, and what it says."""

    def __init__(self, starter: subprocess.Popen[str], told: Path) -> None:
        assert starter.stdin
        assert starter.stdout
        self._starter, self._told = starter, told
        starter.stdin.write(f"{told}\n")
        starter.stdin.flush()
        self.pid = int(starter.stdout.readline())

    def wait(self) -> tuple[int, str]:
        """Wait for its end; give its exit status and what it said."""
        assert self._starter.stdout
        return int(self._starter.stdout.readline()), self._told.read_text(encoding="utf-8")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Sender]]:
    """Start senders in the test's folder, each time from a starter of its own where one still works."""
    starters: list[subprocess.Popen[str]] = []

    def new() -> subprocess.Popen[str]:
        environment = {**os.environ, "BRIEFGEN_SMTP_PASSWORD": PASSWORD}
        command = [sys.executable, "-c", SENDERS]
        pipe = subprocess.PIPE
        starters.append(subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=pipe, stdout=pipe, text=True))
        return starters[-1]

    def begin(*, beside: bool = False) -> Sender:
        starter = new() if beside or not starters else starters[0]
        return Sender(starter, tmp_path / f"told-{starters.index(starter)}")

    yield begin
    for starter in starters:
        starter.communicate()


def states(folder: Path) -> dict[str, str]:
    """Give the state of each message by its address."""
    with sqlite3.connect(folder / ".briefgen" / "send-log.sqlite") as database:
        return dict(database.execute("SELECT address, state FROM messages"))


def wait_until(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_of_120_messages_and_25_kills_nobody_gets_two_and_nothing_is_lost(
    tmp_path: Path, serve: Serve, start: Callable[..., Sender]
) -> None:
    chance = random.Random(7)
    server = serve(seconds=0.01)
    readers = [f"reader{number}@example.org" for number in range(MESSAGES)]
    write_mailing(tmp_path, readers, server.settings())
    killed = 0
    for _ in range(KILLS):
        before, process = server.senders, start()
        wait_until(lambda before=before: server.senders > before)  # type: ignore[misc] # the value of this turn
        time.sleep(chance.uniform(0.0, 0.1))
        os.kill(process.pid, signal.SIGKILL)
        killed += process.wait()[0] == -signal.SIGKILL
    assert killed == KILLS, "each kill hit a sender at work"
    status, told = start().wait()
    found, arrived = states(tmp_path), server.recipients()
    assert max(arrived.values()) == 1, "nobody has two"
    assert found.keys() == set(readers)
    assert set(found.values()) <= {"sent", "unknown"}, told
    assert {address for address, state in found.items() if state == "sent"} <= arrived.keys(), "what is sent was delivered"
    assert status == (6 if "unknown" in found.values() else 0)


def test_of_four_senders_at_once_one_works_and_three_say_so(tmp_path: Path, serve: Serve, start: Callable[..., Sender]) -> None:
    server = serve()
    server.closed.set()
    readers = [f"reader{number}@example.org" for number in range(5)]
    write_mailing(tmp_path, readers, server.settings())
    senders = [start(beside=True) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        ended = as_completed([pool.submit(sender.wait) for sender in senders])
        try:
            said = [next(ended).result() for _ in range(3)]
        finally:
            server.closed.clear()
        assert [(status, "BG630" in told) for status, told in said] == [(6, True)] * 3
        assert next(ended).result()[0] == 0
    assert server.recipients() == dict.fromkeys(readers, 1)


def test_a_disk_that_is_full_before_the_final_dot_delivers_nothing(
    tmp_path: Path, serve: Serve, start: Callable[..., Sender]
) -> None:
    process: list[Sender] = []

    def fill(server: Unruly) -> None:
        if (
            process and len(server.delivered) == 2
        ):  # from now on the log cannot grow, while what the sender says can still be written
            resource.prlimit(process.pop().pid, resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))

    server = serve(seconds=0.2, on_data=fill)
    readers = [f"reader{number}@example.org" for number in range(5)]
    write_mailing(tmp_path, readers, server.settings())
    server.closed.set()
    first = start()
    process.append(first)
    server.closed.clear()
    status, told = first.wait()
    assert (status, "BG632" in told, "Traceback" in told) == (6, True, False), told
    assert len(server.delivered) == 2, "the third was named, and its final dot never written"
    start().wait()
    arrived, found = server.recipients(), states(tmp_path)
    assert arrived == dict.fromkeys(readers, 1)
    assert set(found.values()) <= {"sent", "unknown"}
