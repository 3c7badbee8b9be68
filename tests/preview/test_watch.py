"""Changes of a project's files are seen: told by the system, or by looking where it tells nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from briefgen.preview import watch

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
41 22 0:38 / /home/shared\\040files rw,relatime shared:20 - nfs4 server:/export rw,vers=4.2
42 22 0:39 / /home/shared\\040files/local rw - tmpfs tmpfs rw
43 22 0:40 / /workspace rw - fuse.sshfs me@there:/ rw
"""


async def first_change(folder: Path, *, is_polling: bool) -> tuple[Path, ...]:
    """Write a file again and again until some change is seen."""

    async def write() -> None:
        for number in range(200):
            (folder / "data/facts.yaml").write_text(f"- {number}\n")
            await asyncio.sleep(0.1)

    writing = asyncio.create_task(write())
    try:
        async with asyncio.timeout(20):
            async for found in watch.changes(folder, is_polling=is_polling):
                return found
    finally:
        writing.cancel()
    return ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/facts.yaml").write_text("[]\n")
    return tmp_path


def looks(monkeypatch: pytest.MonkeyPatch, *, refused: bool) -> list[bool]:
    """Note of each watch whether it looks at the files itself; `refused` lets the system refuse to tell."""
    asked: list[bool] = []

    async def watching(*folders: Path, force_polling: bool | None, **others: Any) -> AsyncIterator[watch.Found]:
        asked.append(bool(force_polling))
        if refused and not force_polling:
            raise OSError(28, "No space left on device (os error 28)")
        async for found in watchfiles.awatch(*folders, force_polling=force_polling, **others):
            yield found

    monkeypatch.setattr(watch, "awatch", watching)
    return asked


@pytest.mark.parametrize("is_polling", [False, True])
def test_a_change_is_seen(folder: Path, is_polling: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = looks(monkeypatch, refused=False)
    assert asyncio.run(first_change(folder, is_polling=is_polling)) == (folder / "data/facts.yaml",)
    assert set(asked) == {is_polling}


def test_where_the_system_refuses_to_tell_files_are_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = looks(monkeypatch, refused=True)
    assert asyncio.run(first_change(folder, is_polling=False)) == (folder / "data/facts.yaml",)
    assert sorted(asked) == [False, False, True, True]


def test_files_on_a_network_mount_are_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = looks(monkeypatch, refused=False)
    monkeypatch.setattr(watch, "is_remote", lambda path: path == folder)
    assert asyncio.run(first_change(folder, is_polling=False))
    assert set(asked) == {True}


@pytest.mark.parametrize(
    ("place", "is_remote"),
    [
        ("/home/me/project", False),
        ("/home/shared files/project", True),
        ("/home/shared files/local/project", False),
        ("/workspace", True),
        ("/workspaces/mine", False),
    ],
)
def test_the_system_says_what_a_folder_lies_on(tmp_path: Path, place: str, is_remote: bool) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert watch.is_remote(Path(place), mounts) is is_remote
    assert not watch.is_remote(Path(place), tmp_path / "none"), "systems without such a file"
