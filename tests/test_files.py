"""Files in the output folder are whole at any moment: after a kill, on a full disk, beside another build."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from briefgen.model.diagnostic import Problems
from briefgen.output import OutputFolder
from tests.projects import fact, write_project
from tests.shipped import AS_AT, lend_fonts

KILLS = 10


@pytest.fixture
def project(tmp_path: Path, font_cache: Path) -> Path:
    """A small project of two documents."""
    lend_fonts(font_cache, write_project(tmp_path / "project"))
    return tmp_path / "project"


def command(project: Path, output: Path) -> list[str]:
    words = ("build", "--project", project, "--output", output, "--as-at", AS_AT, "--jobs", "2")
    return [sys.executable, "-m", "briefgen", *map(str, words)]


def built(project: Path, output: Path) -> dict[str, bytes]:
    done = subprocess.run(command(project, output), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(output)


def contents(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def killed(project: Path, output: Path, after: float) -> bool:
    """Start a build with its children and kill them all; tell whether they were still at work."""
    started = subprocess.Popen(
        command(project, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        time.sleep(after)
        was_running = started.poll() is None
    finally:
        os.killpg(started.pid, signal.SIGKILL) if started.poll() is None else None
        started.wait()
    return was_running


def assert_whole(path: Path) -> None:
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) >= 1
            assert pdf.check_pdf_syntax() == []
    elif path.suffix == ".json":
        assert json.loads(path.read_bytes())
    elif path.suffix == ".html":
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")


def revise(project: Path, number: int) -> None:
    """Change a figure, so that every build has other files to write."""
    path = project / "data" / "facts" / "second.yaml"
    path.write_text(fact(id="count", value=str(number), statement='"There were {value} of them"'), encoding="utf-8")


def test_a_killed_build_leaves_whole_files_and_the_next_one_clears_up_after_it(project: Path, tmp_path: Path) -> None:
    output, moment = tmp_path / "output", random.Random(7)
    start = time.monotonic()
    built(project, output)
    lasts = time.monotonic() - start
    interrupted = 0
    for number in range(KILLS):
        revise(project, number)
        was_running = killed(project, output, moment.uniform(0.3, 1) * lasts)
        lasts *= 1 if was_running else 0.8  # the first build had a cold start, or the machine has less to do now
        interrupted += was_running
        for path in output.rglob("*.*"):
            if not path.name.startswith(".briefgen-"):
                assert_whole(path)
    assert interrupted >= KILLS // 2, "most builds ended before they were killed"
    (output / "summit" / "minister" / ".briefgen-left0ver").write_bytes(b"half a fi")
    (output / ".briefgen-lock").write_bytes(b"as a killed build leaves it")
    undisturbed = built(project, tmp_path / "undisturbed")
    assert built(project, output) == undisturbed
    assert set(undisturbed) == listed(undisturbed) | {"manifest.json", ".briefgen-lock"}


WRITER = """
import sys
from pathlib import Path
from briefgen.output import OutputFolder
folder, number = OutputFolder(Path(sys.argv[1])), 0
with folder.locked():
    print("started", flush=True)
    while True:
        number += 1
        folder.write("brief/paper.pdf", bytes([65 + number % 26]) * 3_000_000)
"""


def test_a_file_that_is_written_again_and_again_is_whole_whenever_the_writer_is_killed(tmp_path: Path) -> None:
    moment, seen, left = random.Random(11), set(), 0
    folder = OutputFolder(tmp_path)
    folder.write("brief/paper.pdf", b"@" * 3_000_000)
    for _ in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == b"started\n"
            time.sleep(moment.uniform(0.01, 0.15))
            writer.kill()
        content = folder.read("brief/paper.pdf")
        assert content is not None
        assert (len(content), len(set(content))) == (3_000_000, 1), "the file is torn"
        seen.add(content[:1])
        left = max(left, len(list((tmp_path / "brief").iterdir())) - 1)
    assert len(seen) > 1, "nothing was written"
    assert left, "no kill came in the middle of a file"
    assert not folder.is_settled()
    with folder.locked():
        pass
    assert folder.is_settled()
    assert [path.name for path in (tmp_path / "brief").iterdir()] == ["paper.pdf"]


def test_what_killed_builds_leave_in_the_cache_is_removed_and_nothing_that_is_being_written(project: Path) -> None:
    cache = project / ".briefgen" / "cache" / "documents"
    gone, ours = cache / ".new-4194305-x", cache / f".new-{os.getpid()}-x"  # no process has a number beyond 2 to the 22nd
    cache.mkdir(parents=True)
    for path in (gone, ours):
        path.write_bytes(b"half a rec")
    built(project, project / "output")
    assert gone.exists(), "the build before was not killed"
    (project / "output" / ".briefgen-lock").write_bytes(b"as a killed build leaves it")
    built(project, project / "output")
    assert (gone.exists(), ours.exists()) == (False, True)


def listed(found: dict[str, bytes]) -> set[str]:
    """Give the files that a manifest lists, each with its hash held against its content."""
    files = [file for entry in json.loads(found["manifest.json"])["documents"] for file in entry["files"]]
    assert all(hashlib.sha256(found[file["path"]]).hexdigest() == file["sha256"] for file in files)
    return {file["path"] for file in files}


def limited(project: Path, output: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Build where no file can grow beyond a size in bytes, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails with an error, EFBIG
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(command(project, output), capture_output=True, text=True, check=False, preexec_fn=limit)


def test_a_disk_that_takes_no_more_keeps_every_old_file_and_the_run_says_so(project: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    old = built(project, output)
    pdf = max(len(content) for name, content in old.items() if name.endswith(".pdf"))
    revise(project, 1)
    done = limited(project, output, pdf // 2)
    assert done.returncode == 3
    assert "error BG009" in done.stderr
    assert "check space and permissions" in done.stderr
    assert "Traceback" not in done.stderr
    new = contents(output)
    large = [name for name, content in old.items() if len(content) > pdf // 2]
    assert large
    assert {name: new[name] for name in large} == {name: old[name] for name in large}
    assert not [name for name in new if "/.briefgen-" in name], "a temporary file was left"
    for path in output.rglob("*.*"):
        assert_whole(path)


def mounted(folder: Path) -> bool:
    """Mount a disk of a few pages of memory; tell whether this machine lets us."""
    folder.mkdir()
    words = ("mount", "-t", "tmpfs", "-o", "size=64k", "briefgen-test", str(folder))
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_keeps_the_old_file_whole(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    is_mounted = mounted(disk)
    too_much = b"new" * 30_000
    old_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    old_signal = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        OutputFolder(disk).write("brief/paper.html", b"old" * 10_000)
        if not is_mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(too_much) // 2, old_limit[1]))
        with pytest.raises(Problems) as told:
            OutputFolder(disk).write("brief/paper.html", too_much)
        assert [item.code for item in told.value.diagnostics] == ["BG009"]
        assert told.value.diagnostics[0].message in {"cannot write: No space left on device", "cannot write: File too large"}
        assert contents(disk) == {"brief/paper.html": b"old" * 10_000}
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old_limit)
        signal.signal(signal.SIGXFSZ, old_signal)
        if is_mounted:
            subprocess.run(["umount", str(disk)], check=True)


def test_a_second_build_of_the_same_folder_is_told_to_wait(project: Path, tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "output")
    with folder.locked():
        done = subprocess.run(command(project, folder.root), capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "error BG010" in done.stderr
    assert [path.name for path in folder.root.rglob("*")] == [".briefgen-lock"]


def test_no_symbolic_link_in_the_output_folder_is_written_through(project: Path, tmp_path: Path) -> None:
    elsewhere, output = tmp_path / "elsewhere", tmp_path / "output"
    elsewhere.mkdir()
    (elsewhere / "kept.html").write_text("mine")
    output.mkdir()
    (output / "summit").symlink_to(elsewhere)
    done = subprocess.run(command(project, output), capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "leads out of the output folder" in done.stderr
    assert contents(elsewhere) == {"kept.html": b"mine"}
