"""WeasyPrint is imported late, its absence has a name, and it needs no font of the system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.typeset import torture

REPOSITORY = Path(__file__).parents[2]
SET = (
    "import sys; from pathlib import Path; from briefgen.fonts import faces; from briefgen.typeset import typeset\n"
    "from tests.typeset.torture import document\n"
    "done = typeset(document(), faces(Path(sys.argv[1])), ())\n"
    "assert not done.diagnostics, done.diagnostics\n"
    "sys.stdout.buffer.write(done.pdf)"
)


def run(program: str, *arguments: str, cwd: Path = REPOSITORY, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
        cwd=cwd,
        capture_output=True,
        check=False,
    )


@pytest.fixture(scope="module")
def usual(font_cache: Path) -> bytes:
    """The torture document as a process of its own sets it."""
    done = run(SET, str(font_cache))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"%PDF-1.7")
    assert len(done.stdout) > 50_000
    return done.stdout


def test_importing_the_stage_imports_no_typesetter() -> None:
    heavy = "('weasyprint', 'pydyf', 'fontTools', 'uharfbuzz', 'PIL')"
    done = run(f"import sys, briefgen.typeset; print([name for name in {heavy} if name in sys.modules])")
    assert done.stdout.strip() == b"[]"


WITHOUT = """
import builtins, sys, ctypes.util
import cffi
def gone(self, name, *rest):
    raise OSError(f"cannot load library {name!r}: libpango-1.0.so.0: cannot open shared object file")
cffi.FFI.dlopen = gone
from briefgen.fonts.cuts import LATIN_CUTS
from briefgen.model.briefing import Face
from briefgen.model.diagnostic import Problems
from briefgen.typeset import typeset
from tests.typeset.torture import document
for _ in range(2):
    try:
        typeset(document("<p>x"), (Face("Brief Serif", 400, "normal", b"", b"", "U+20-7E"),), ())
    except Problems as problems:
        for item in problems.diagnostics:
            print(item.code, item.message, "|", item.hint)
"""


def test_without_pango_the_package_to_install_is_named_and_nothing_else_is_printed() -> None:
    done = run(WITHOUT)
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 2, done.stderr.decode() + done.stdout.decode()
    for line in lines:
        assert line.startswith("BG501 ")
        assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in line


def test_a_machine_without_a_font_sets_the_same_bytes(font_cache: Path, tmp_path: Path, usual: bytes) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig></fontconfig>')
    without = run(SET, str(font_cache), FONTCONFIG_FILE=str(empty), FONTCONFIG_PATH=str(tmp_path))
    assert without.returncode == 0, without.stderr.decode()
    assert without.stdout == usual


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "C", "LANG": "C", "TZ": "America/New_York"},
        {"LC_ALL": "de_DE.UTF-8", "LANG": "ar_EG.UTF-8", "LANGUAGE": "fr"},
        {"SOURCE_DATE_EPOCH": "1", "HOME": "/nonexistent"},
    ],
)
def test_the_same_page_gives_the_same_bytes_whatever_the_process(
    font_cache: Path, tmp_path: Path, usual: bytes, environment: dict[str, str]
) -> None:
    other = run(SET, str(font_cache), cwd=tmp_path, **environment)
    assert other.returncode == 0, other.stderr.decode()
    assert other.stdout == usual


def test_the_same_page_gives_the_same_bytes_again_and_after_another(font_cache: Path, usual: bytes) -> None:
    from briefgen.fonts import faces
    from briefgen.typeset import typeset

    made = faces(font_cache)
    typeset(torture.document("<p>Another"), made, ())
    assert typeset(torture.document(), made, ()).pdf == usual
