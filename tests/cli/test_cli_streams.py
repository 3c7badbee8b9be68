"""The program among other programs: colours, pipes, interruptions and kills, each in a process of its own."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.builders import briefgen as run_here
from tests.cli_project import GOOD, files, set_template
from tests.shipped import briefgen

LOOP = "{% for x in range(99999) %}"
SLOW = GOOD + LOOP * 3 + "{% set y = x * x %}" + "{% endfor %}" * 3


def on_a_terminal(*words: str, cwd: Path, **environment: str) -> tuple[int, str]:
    """Run the program with its streams on a terminal; give its status and what it showed."""
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")} | {"TERM": "xterm-256color"}
    command = [sys.executable, "-m", "briefgen", *words]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=env | environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the terminal's other end is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return process.returncode, shown.decode()


def test_colours_are_for_terminals_and_not_where_no_color_is_set(project: Path) -> None:
    set_template(project, "readers", "{{ nothing }}")
    arguments = ("build", "--format", "html", "--jobs", "1")
    status, shown = on_a_terminal(*arguments, cwd=project)
    assert (status, "\x1b[31m" in shown) == (4, True)
    status, shown = on_a_terminal(*arguments, cwd=project, NO_COLOR="1")
    assert status == 4
    assert "\x1b[3" not in shown
    assert "error BG402 templates/readers.html.j2:1" in shown


def without_readers(*words: str | Path, cwd: Path) -> tuple[int, str]:
    """Run the program with a standard output that nobody reads any more; give its status and what it told beside it."""
    unread, theirs = os.pipe()
    os.close(unread)
    try:
        command = [sys.executable, "-m", "briefgen", *words]
        ran = subprocess.run(command, cwd=cwd, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    finally:
        os.close(theirs)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize(
    "words", [("facts", "list"), ("facts", "list", "--json"), ("--help",), ("facts", "export", "--as", "yaml")]
)
def test_a_reader_that_leaves_early_is_no_error(project: Path, words: tuple[str, ...]) -> None:
    assert without_readers(*words, cwd=project) == (0, "")


def test_a_reader_that_leaves_early_hides_no_error(project: Path) -> None:
    set_template(project, "readers", "{{ nothing }}")
    assert without_readers("check", "--report", "json", cwd=project) == (4, "")


def test_a_reader_that_leaves_in_the_middle_gets_no_traceback(project: Path) -> None:
    more = "".join(
        f"- {{id: f{number}, type: claim, topic: health, statement: {'long ' * 30}, sources: [{{source: overview}}]}}\n"
        for number in range(2000)
    )
    (project / "data/facts/more.yaml").write_text(more)
    command = f"set -o pipefail; {sys.executable} -m briefgen facts list --json | head -c 10"
    ran = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("words", [("facts", "list"), ("--help",), ("build", "--format", "html", "--report", "json")])
def test_a_full_disk_behind_standard_output_is_told_when_all_is_done(project: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "briefgen", *words]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, cwd=project, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr.splitlines()[-1:]) == (
        1,
        ["standard output could not be written: No space left on device"],
    )
    assert "Traceback" not in ran.stderr
    assert words[0] != "build" or "manifest.json" in files(project / "output")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_is_closed_from_the_start_is_none(project: Path, closed: str) -> None:
    command = f"{sys.executable} -m briefgen facts list {closed}"
    ran = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_python_m_briefgen_is_the_same_program() -> None:
    for option in ("--version", "--help", "-h"):
        ran = briefgen(option)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "briefgen" in ran.stdout


@contextmanager
def started(project: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Start a build in a group of its own, as a shell does; end what is left of the group."""
    command = [sys.executable, "-m", "briefgen", "build", "--format", "html", *words]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def slow(project: Path) -> Path:
    """A project that was built once; now its second document takes long."""
    assert run_here("build", "--format", "html", at=project).status == 0
    set_template(project, "readers", GOOD + "<!-- new -->")
    set_template(project, "others", SLOW)
    return project


def contents(project: Path) -> dict[str, bytes]:
    """Give the files of the output folder."""
    return {name: (project / "output" / name).read_bytes() for name in files(project / "output")}


def is_new(project: Path) -> bool:
    """Tell whether the first document was made again."""
    return b"<!-- new -->" in (project / "output/summit/readers/summit-readers-en.html").read_bytes()


def whole(project: Path, before: Mapping[str, bytes]) -> None:
    """Each file of the output is the old one or a whole new one; beside them may be temporary ones."""
    output = project / "output"
    assert [name for name in files(output) if "/.briefgen-" not in name] == sorted(before)
    for name in before:
        content = (output / name).read_bytes()
        assert content == before[name] or content.rstrip().endswith((b"</html>", b"-->", b"}"))
    json.loads((output / "manifest.json").read_text())


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interruption_ends_with_130_and_leaves_whole_files(slow: Path, jobs: str) -> None:
    before = contents(slow)
    with started(slow, "--jobs", jobs) as process:
        until(lambda: is_new(slow))
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, "", "interrupted")
    whole(slow, before)
    set_template(slow, "others", GOOD)
    assert run_here("build", "--format", "html", at=slow).status == 0
    assert files(slow / "output") == sorted(before), "what was left under temporary names is swept"


def test_a_killed_build_takes_its_workers_along_and_the_next_can_start_at_once(slow: Path) -> None:
    before = contents(slow)
    with started(slow, "--jobs", "2") as process:
        until(lambda: is_new(slow))
        workers = _children(process.pid)
        assert workers
        process.kill()
        until(lambda: not any(map(_is_running, workers)), seconds=20)
    whole(slow, before)
    set_template(slow, "others", GOOD)
    assert run_here("build", "--format", "html", at=slow).status == 0
    assert files(slow / "output") == sorted(before), "what was left under temporary names is swept"


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_running(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def ended(code: str, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program in a process that does something of its own before."""
    begin = f"import atexit, os, signal, sys, threading, time\n{code}\nfrom briefgen.__main__ import main\nmain()"
    command = [sys.executable, "-c", begin, *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


INTERRUPT = "lambda: os.kill(os.getpid(), signal.SIGINT)"


@pytest.mark.parametrize(
    "lost",
    [
        f"os.register_at_fork(before={INTERRUPT})",
        f"os.register_at_fork(after_in_parent={INTERRUPT})",
        f"os.register_at_fork(after_in_child={INTERRUPT}, after_in_parent={INTERRUPT})",
        f"import gc\nclass Held: __del__ = lambda self: ({INTERRUPT})()\ngc.set_threshold = lambda _: Held()",
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_interruption_is_lost_where_python_cannot_raise_it(slow: Path, lost: str, jobs: str) -> None:
    done = ended(lost, "build", "--format", "html", "--jobs", jobs, cwd=slow)
    assert (done.returncode, done.stderr.strip()) == (130, "interrupted")


def test_the_end_does_what_was_registered_and_takes_nothing_apart() -> None:
    held = "class Held:\n  def __del__(self): print('taken apart')\nheld = Held()\natexit.register(print, 'registered')"
    done = ended(held, "--version")
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["registered"])
    assert ended(held, "no-such-command").returncode == 2


def test_the_end_waits_for_other_threads() -> None:
    work = "threading.Thread(target=lambda: (time.sleep(1), print('worked'))).start()"
    done = ended(work, "--version")
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["worked"])
