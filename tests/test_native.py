"""The system's libraries that typeset: told as they are, without the library that uses them, and each change of one is seen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from briefgen import native
from tests.projects import write_project
from tests.shipped import AS_AT, lend_fonts

REQUIRED = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1"]


def run(*words: str, **environment: str) -> str:
    done = subprocess.run([sys.executable, *words], env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout + done.stderr


def test_versions_are_those_that_the_typesetting_library_works_with() -> None:
    asked = run(
        "-c",
        "from weasyprint.text.ffi import ffi, pango, harfbuzz, fontconfig\n"
        "ffi.cdef('const char * hb_version_string (void); const char * pango_version_string (void);', override=True)\n"
        "ffi.cdef('int FcGetVersion (void);', override=True)\n"
        "print(ffi.string(pango.pango_version_string()).decode(), ffi.string(harfbuzz.hb_version_string()).decode())\n"
        "print(fontconfig.FcGetVersion())\n",
    ).split()
    found = native.native_versions()
    major, minor, patch = found["fontconfig"].split(".")
    assert [found["Pango"], found["HarfBuzz"], f"{major}{minor:>02}{patch:>02}"] == asked
    assert found["FreeType"].startswith("2.")
    assert native.can_typeset()


def test_files_are_those_that_typesetting_loads() -> None:
    loaded = run(
        "-c",
        "from weasyprint import HTML\nfrom briefgen import native\n"
        "HTML(string='<p lang=th>\\u0e20\\u0e32\\u0e29\\u0e32').write_pdf()\nprint(*native._files(), sep='\\n')",
    ).split()
    assert list(native.native_stamps()) == loaded
    names = {Path(name).name.partition(".so")[0] for name in loaded}
    assert names >= {"libpango-1.0", "libharfbuzz", "libfontconfig", "libfreetype", "libfribidi", "libthai", "libz"}


def test_the_typesetting_library_is_imported_without_a_search_where_each_is_found_by_its_name() -> None:
    imported = (
        "import sys\nbegun = []\n"
        "sys.addaudithook(lambda event, _: begun.append(event) if event == 'subprocess.Popen' else None)\n"
        "from briefgen import native\nfrom briefgen.typeset import library\n{}\n"
        "library.load()\nimport ctypes.util\nprint(len(begun), ctypes.util.find_library.__module__)"
    )
    assert run("-c", imported.format("")).split() == ["0", "ctypes.util"]
    searched, _ = run("-c", imported.format("library.can_typeset = lambda: False")).split()
    assert int(searched) > 20


@pytest.mark.parametrize("missing", REQUIRED)
def test_without_one_of_them_nothing_is_spared_and_its_version_is_none(missing: str) -> None:
    loaded = native._loaded

    def without(names: tuple[str, ...]) -> object:
        return None if missing in names else loaded(names)

    native.native_versions.cache_clear()
    try:
        with mock.patch.object(native, "_loaded", without):
            assert not native.can_typeset()
            assert native.NONE in native.native_versions().values()
    finally:
        native.native_versions.cache_clear()
    assert native.can_typeset()


def test_where_the_system_does_not_tell_of_files_the_versions_decide(tmp_path: Path) -> None:
    content, versions = native.native_content.__wrapped__, native.native_versions()
    there = content()
    with mock.patch.object(native, "_LOADED", tmp_path / "maps"):
        assert native.native_stamps() == {}
        usual = content()
        assert usual == content() != there
        with mock.patch.object(native, "native_versions", return_value={**versions, "Pango": "1.44.7"}):
            assert content() != usual


def test_documents_are_made_again_when_a_library_of_the_system_is_another(tmp_path: Path, font_cache: Path) -> None:
    project = write_project(tmp_path / "project", audiences="public: {formats: [html]}\n")
    lend_fonts(font_cache, project)
    mended = tmp_path / "mended"
    mended.mkdir()
    pango = next(name for name in native.native_stamps() if "libpango-1.0" in name)
    shutil.copy(pango, mended / "libpango-1.0.so.0")
    with (mended / "libpango-1.0.so.0").open("ab") as file:
        file.write(b"\0")  # of the same version, and loaded as before

    def build(**environment: str) -> list[str]:
        words = ("build", "--project", str(project), "--as-at", AS_AT, "--explain", "summit")
        told = run("-m", "briefgen", *words, **environment).splitlines()
        return [line for line in told if re.match(r"summit-[a-z-]+:|  ", line)]

    build()
    unchanged = [f"summit-{name}-en: not made again: nothing that goes into it has changed" for name in ("minister", "public")]
    assert build() == unchanged
    made = build(LD_LIBRARY_PATH=str(mended))
    assert made == [
        "summit-minister-en: made, since",
        "  Pango and what else of the system typesets has changed",
        "summit-public-en: not made again: nothing that goes into it has changed",
    ]
    assert build(LD_LIBRARY_PATH=str(mended)) == unchanged
    assert build() == made
