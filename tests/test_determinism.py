"""The same inputs give the same bytes: on another day, in another folder, language and time zone, on other processes."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.shipped import BRIEF, Shipped, build, copy_project

SECTORS = "[health, education, labour, investment, regulation, sustainability, governance, development]"
AROUND = 60


def a_few_documents(folder: Path) -> Path:
    """Copy the shipped project with one sector instead of eight."""
    settings = copy_project(folder) / "briefgen.yaml"
    text = settings.read_text(encoding="utf-8")
    assert SECTORS in text
    settings.write_text(text.replace(SECTORS, "[investment]"), encoding="utf-8")
    for texts in (folder / "data/texts/sector-view").iterdir():
        if texts.name != "investment":
            shutil.rmtree(texts)
    return folder


def files(shipped: Shipped) -> dict[str, bytes]:
    """Give every file that a build wrote."""
    found = {
        path.relative_to(shipped.output).as_posix(): path.read_bytes() for path in shipped.output.rglob("*") if path.is_file()
    }
    assert f"{BRIEF}/minister/{BRIEF}-minister-en.pdf" in found, shipped.run.stderr
    return found


def where(name: str, one: bytes, two: bytes) -> str:
    """Say where two files part: the first byte, and what stands around it in both."""
    pairs = enumerate(zip(one, two, strict=False))
    first = next((number for number, (left, right) in pairs if left != right), min(len(one), len(two)))
    start = max(0, first - AROUND)
    parts = (
        f"{name}: {len(one)} and {len(two)} bytes, which part at byte {first}",
        *(repr(x[start : first + AROUND]) for x in (one, two)),
    )
    return "\n  ".join(parts)


def test_two_builds_under_different_circumstances_give_the_same_bytes(tmp_path: Path) -> None:
    chosen = ("--audience", "minister", "--audience", "analyst", "--audience", "sector")
    first = a_few_documents(tmp_path / "a")
    second = a_few_documents(tmp_path / "another folder with a longer name")
    here = {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "HOME": str(tmp_path / "a")}
    there = {
        "PYTHONHASHSEED": "4711",
        "TZ": "America/St_Johns",
        "LC_ALL": "C.UTF-8",
        "LANG": "fr_FR.UTF-8",
        "SOURCE_DATE_EPOCH": "86400",
    }
    one = files(build(first, tmp_path / "one", *chosen, "--jobs", "1", cwd=tmp_path, **here))
    two = files(build(Path(), tmp_path / "two", *reversed_options(chosen), "--jobs", "3", cwd=second, **there))
    assert set(one) == set(two)
    differing = [where(name, one[name], two[name]) for name in one if one[name] != two[name]]
    assert not differing, "\n".join(differing)


def reversed_options(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give options with their values in the opposite order."""
    pairs = list(zip(words[::2], words[1::2], strict=True))
    return tuple(word for pair in reversed(pairs) for word in pair)


def test_documents_built_one_by_one_are_those_of_one_build(tmp_path: Path, shipped: Shipped) -> None:
    project = copy_project(tmp_path / "project")
    for audience in ("press", "public"):
        parts = build(project, tmp_path / "output", "--audience", audience)
    for document in parts.documents:
        whole = next(found for found in shipped.documents if found.stem == document.stem)
        assert document.entry == whole.entry
        for ending in (".html", ".pdf", ".ledger.json"):
            one, two = document.path(ending).read_bytes(), whole.path(ending).read_bytes()
            assert one == two, where(document.stem + ending, one, two)
    assert [str(document.entry["language"]) for document in parts.documents] == ["en", "fr", "en", "fr"]
