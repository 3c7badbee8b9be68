"""Processes share the documents: one that hangs, dies or takes all the memory costs its own document and no other."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

from briefgen import Project
from briefgen.build import Limits, Made, Resources, make_all
from briefgen.build.crew import StartMethod
from briefgen.model.value import parse_instant
from briefgen.tailor import plan
from tests.accidents import Faulty
from tests.projects import write_project
from tests.shipped import AS_AT


def workshop(folder: Path, accident: str = "") -> Faulty:
    project = Project.open(write_project(folder))
    return Faulty(project.work, project.folders, parse_instant(AS_AT), ("html",), accident=accident)


def make(folder: Path, accident: str = "", *, method: StartMethod = "fork", limits: Limits | None = None) -> dict[str, Made]:
    shop = workshop(folder, accident)
    resources = Resources(2, limits or Limits())
    return {made.id.audience: made for made in make_all(shop, plan(shop.work), resources, method)}


@pytest.mark.parametrize(
    ("accident", "code", "words"),
    [
        ("hangs", "BG511", "took longer than 10 seconds"),
        ("dies", "BG510", "the process that made it died (exit -9)"),
        ("takes all", "BG512", "needed more than 2048 MiB of memory"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_accident_costs_its_own_document_alone(tmp_path: Path, accident: str, code: str, words: str, jobs: int) -> None:
    shop = workshop(tmp_path, accident)
    started = time.monotonic()
    made = {item.id.audience: item for item in make_all(shop, plan(shop.work), Resources(jobs, Limits(seconds=10)))}
    assert time.monotonic() - started < 50
    assert made["public"].finished is not None
    assert made["minister"].finished is None
    (found,) = made["minister"].diagnostics
    assert (found.code, words in found.message) == (code, True), found.message


def test_a_bug_is_raised_with_the_place_where_it_happened(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        make(tmp_path, "is a bug")
    assert "in make" in "".join(caught.value.__notes__)


def test_processes_that_are_spawned_make_the_same_as_those_that_are_forked(tmp_path: Path) -> None:
    forked, spawned = (make(tmp_path / method, method=method) for method in ("fork", "spawn"))
    assert set(forked) == {"minister", "public"}
    for audience, made in forked.items():
        assert made.finished is not None
        assert made.finished == spawned[audience].finished


def test_no_process_is_left_when_the_caller_stops_early(tmp_path: Path) -> None:
    shop = workshop(tmp_path, "hangs")
    work = make_all(shop, plan(shop.work), Resources(2))
    assert next(work).id.audience == "public"
    started = time.monotonic()
    work.close()  # type: ignore[attr-defined] # it is a generator
    assert time.monotonic() - started < 1
    assert multiprocessing.active_children() == []
