"""A workshop in pieces: equal projects give equal pieces, an edit changes its own, and what comes out makes the same."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from briefgen import Project
from briefgen.build import Workshop
from briefgen.build.cluster.bundle import Bundle, needed, packed, unpacked
from briefgen.build.cluster.versions import differences, versions_here
from briefgen.model.briefing import Face
from briefgen.model.value import parse_instant
from briefgen.tailor import plan
from tests.builders import make_fact, make_work
from tests.projects import write_project
from tests.shipped import AS_AT, ROOT

NOW = parse_instant(AS_AT)


def shop(folder: Path) -> Workshop:
    project = Project.open(folder)
    return Workshop(
        project.work, project.folders, NOW, ("html",), (Face("Own", 400, "normal", b"1", b"2", "U+0-24F"),), project.folders[-1]
    )


def opened(bundle: Bundle, folder: Path) -> Workshop:
    for name in ("pieces", "files", "cache"):
        (folder / name).mkdir(parents=True)
    for name, content in bundle.pieces.items():
        (folder / "pieces" / name).write_bytes(content)
    return unpacked(bundle.id, folder / "pieces", folder / "files", folder / "cache")


def test_what_is_unpacked_makes_the_same_documents(tmp_path: Path) -> None:
    one = shop(write_project(tmp_path / "here", {"templates/styles/own.css": "p{margin:0}"}))
    other = opened(packed(one), tmp_path / "there")
    assert other.work == one.work
    assert (other.faces, other.as_at, other.formats) == (one.faces, one.as_at, one.formats)
    assert not any(folder.is_relative_to(tmp_path / "here") for folder in (*other.folders, other.stock or tmp_path / "here"))
    for document in plan(one.work):
        here, there = one.make(document), other.make(document)
        assert here.finished is not None
        assert replace(there, seconds=0) == replace(here, seconds=0)


def test_pieces_are_named_by_their_content_in_every_process(tmp_path: Path) -> None:
    write_project(tmp_path)
    code = f"from pathlib import Path; from tests.build.test_bundle import *; print(packed(shop(Path({str(tmp_path)!r}))).id)"
    environments = ({**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed} for seed in "12")
    said = [
        subprocess.run([sys.executable, "-c", code], env=item, capture_output=True, text=True, check=True).stdout
        for item in environments
    ]
    assert said[0] == said[1] == f"{packed(shop(tmp_path)).id}\n"


def test_the_list_names_every_piece(tmp_path: Path) -> None:
    bundle = packed(shop(write_project(tmp_path)))
    assert needed(bundle.pieces[bundle.id]) | {bundle.id} == set(bundle.pieces)


def test_an_edit_of_a_large_dataset_changes_few_pieces(tmp_path: Path) -> None:
    facts = [make_fact(f"f{number}") for number in range(5000)]
    usual = Workshop(make_work(facts), (tmp_path,), NOW)

    def fresh(work_facts: list[object]) -> int:
        dataset = make_work(work_facts).dataset  # type: ignore[arg-type]
        changed = replace(usual, work=replace(usual.work, dataset=replace(dataset, places=usual.work.dataset.places)))
        return len(packed(changed).pieces.keys() - packed(usual).pieces.keys())

    assert len(packed(usual).pieces) > 25
    assert fresh(list(facts)) == 0
    assert fresh([*facts[:2000], make_fact("f2000", note="New"), *facts[2001:]]) == 2, "its portion, and the list"
    assert fresh([*facts[:2000], make_fact("between"), *facts[2000:]]) == 2


def test_links_lead_where_they_led_and_never_out(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "here", {"templates/real/a.css": "a{}", "secret.txt": "secret"})
    templates = folder / "templates"
    (templates / "within").symlink_to(templates / "real")
    (templates / "round").symlink_to(templates)
    (templates / "out.css").symlink_to(folder / "secret.txt")
    one = shop(folder)
    bundle = packed(one)
    other = opened(bundle, tmp_path / "there")
    assert b"secret" not in bundle.pieces.values()
    for each in (one, other):
        folders = each.environment.folders
        assert folders.read("within/a.css") == folders.read("round/real/a.css") == b"a{}"
        assert folders.read("out.css") is None
        assert (each.folders[0] / "out.css").exists()


def test_versions_that_differ_are_named_with_both() -> None:
    here = versions_here(pdf=True)
    assert {"briefgen", "Python", "weasyprint", "Pango", "zlib"} <= set(here)
    assert differences(here, dict(here)) == ""
    there = {**here, "weasyprint": "1.0"}
    del there["Pango"]
    assert differences(there, here) == (
        f"weasyprint 1.0 where this machine has {here['weasyprint']}, Pango none where this machine has {here['Pango']}"
    )
