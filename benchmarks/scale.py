"""Builds thousands of one-page documents: what a build costs when nothing or one fact has changed, and how much a worker holds.

    python benchmarks/scale.py [--documents N] [--sample N] [--json FILE]

A fact is changed among all documents and the build held against making all of them with Typst and with one warm Chromium, whose
time for a sample is scaled up. The memory of a worker is looked at after its hundredth document and after its thousandth. Ends
with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engines import AS_AT, FONT_FACE, as_typst, build, chromium, shared, typst
from projects import write_project

from briefgen import Project
from briefgen.build.crew import Craft, Crew, Limits, prepare, share
from briefgen.build.workshop import Workshop
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic
from briefgen.tailor import plan

FACTS, AUDIENCE = 15, "minister"
FEW = 250
EARLY, LATE = 100, 1_000


@dataclass(frozen=True)
class Weighed:
    """What a worker held after a document, in bytes."""

    diagnostics: tuple[Diagnostic, ...]
    resident: int = 0


def weighed(workshop: Workshop, document: DocumentId) -> Weighed:
    """Make a document and look at the memory of this process."""
    made = workshop.make(document)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Weighed(made.diagnostics, pages * resource.getpagesize())


def lost(_document: DocumentId, reason: Diagnostic) -> Weighed:
    """Stop: a document that is lost on the way makes the measurement worthless."""
    raise RuntimeError(reason.message)


def memory(folder: Path) -> tuple[float, float]:
    """Let one worker make documents; give the MiB that it holds after the hundredth and after the last of a thousand."""
    project = Project.open(folder)
    workshop = project.workshop(datetime.fromisoformat(AS_AT))
    documents = plan(project.work)[:LATE]
    prepare(workshop, documents)
    crew = Crew(workshop, Limits(), "fork", Craft(weighed, lost))
    held = [item.resident / 2**20 for item in share(crew, documents, 1)]
    return held[min(EARLY, len(held)) - 1], held[-1]


def unchanged(folder: Path) -> float:
    """Build what stands already; give the seconds of a command in the median."""
    build(folder)  # records that all stands
    return statistics.median(build(folder) for _ in range(7))


def change(folder: Path) -> None:
    """Change a fact that a document prints."""
    path = folder / "data" / "facts" / "land-7.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n  value: ", "\n  value: 1", 1), encoding="utf-8")


def stamps(folder: Path) -> Iterator[tuple[Path, int]]:
    """Tell when each PDF of a project was written."""
    yield from ((path, path.stat().st_mtime_ns) for path in sorted((folder / "output").rglob("*.pdf")))


def measure(folder: Path, documents: int, sample: int) -> dict[str, float]:
    """Generate, build and build again; give seconds, and MiB of a worker."""
    found: dict[str, float] = {}
    write_project(folder, FEW, FACTS, AUDIENCE)
    build(folder)
    found[f"nothing changed, {FEW} documents"] = unchanged(folder)
    write_project(folder, documents, FACTS, AUDIENCE)
    found["MiB of a worker after 100"], found["MiB of a worker after 1000"] = memory(folder)
    found["the others"] = build(folder)
    found["nothing changed"] = unchanged(folder)
    before = dict(stamps(folder))
    assert len(before) == documents
    change(folder)
    found["one fact changed"] = build(folder)
    assert sum(before[path] != stamp for path, stamp in stamps(folder)) == 1
    files = sorted((folder / "output").rglob("*.html"))
    pages = [FONT_FACE.sub("", path.read_text(encoding="utf-8")) for path in files[:: max(1, len(files) // sample)]]
    scale = documents / len(pages)
    found["typst, all"] = shared(typst, [as_typst(page) for page in pages]) * scale
    found["one warm chromium, all"] = chromium(pages) * scale
    return found


def targets(found: dict[str, float], documents: int) -> dict[str, tuple[float, float]]:
    """Give each number that has a limit, and the limit."""
    growth = (found["nothing changed"] - found[f"nothing changed, {FEW} documents"]) / (documents - FEW) * 1000
    return {
        "nothing changed: ms for each further document": (growth, 0.2),
        "one fact changed to all with typst": (found["one fact changed"] / found["typst, all"], 1 / 8),
        "one fact changed to all with chromium": (found["one fact changed"] / found["one warm chromium, all"], 1 / 100),
        "memory after 1000 documents to that after 100": (
            found["MiB of a worker after 1000"] / found["MiB of a worker after 100"],
            1.2,
        ),
    }


def main() -> None:
    """Measure, print the table, write it as JSON; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = measure(Path(name), options.documents, options.sample)
    print(f"{options.documents} documents of one page, {len(os.sched_getaffinity(0))} cores")
    for name, taken in found.items():
        print(f"  {name:<38} {taken:10.3f}")
    limits = targets(found, options.documents)
    for name, (number, limit) in limits.items():
        print(f"  {name:<52} {number:8.4f}, at most {limit:.4f}{'' if number <= limit else ': missed'}")
    if options.json:
        options.json.write_text(json.dumps({"documents": options.documents, "found": found, "limits": limits}, indent=1))
    sys.exit(any(number > limit for number, limit in limits.values()))


if __name__ == "__main__":
    main()
