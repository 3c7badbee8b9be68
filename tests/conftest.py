"""What many tests share: fonts made once, and one build of the shipped project."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from briefgen.fonts import faces
from tests.shipped import Shipped, build, copy_project, lend_fonts

# Where the tests run in the background of a shell, it has them ignore the keyboard, and what they start would, too.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made fonts, which takes seconds: `lend_fonts(font_cache, project)` gives them to a project."""
    folder = tmp_path_factory.mktemp("fonts")
    faces(folder)
    return folder


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Shipped:
    """The shipped project in a copy, all its documents built once in both formats."""
    folder = copy_project(tmp_path_factory.mktemp("shipped"))
    lend_fonts(font_cache, folder)
    return build(folder, folder / "output")


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that have what the test has put in a function's place, also after another test has drawn a chart in this one."""
    monkeypatch.setattr("briefgen.build.crew.start_method", lambda: "fork")
