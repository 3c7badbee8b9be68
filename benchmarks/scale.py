"""Builds thousands of one-page documents: what a build costs when nothing or one fact has changed, and how much a worker holds.

    python benchmarks/scale.py [--documents N] [--sample N] [--json FILE]

A fact is changed among all documents and the build held against making all of them with Typst and with one warm Chromium, whose
time for a sample is scaled up. The memory of a worker is looked at after its hundredth document and after its thousandth. Ends
with 1 where a target is missed.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engines import AS_AT, CORES, FONT_FACE, as_typst, build, chromium, shared, typst
from projects import write_project
from report import Ratio, as_installed, parser, tell

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
    found[f"MiB of a worker after {EARLY}"], found[f"MiB of a worker after {LATE}"] = memory(folder)
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
    found["chromium, all"] = chromium(pages) * scale
    return found


def ratios(found: dict[str, float], documents: int) -> list[Ratio]:
    """Give each number that has a limit."""
    growth = (found["nothing changed"] - found[f"nothing changed, {FEW} documents"]) / (documents - FEW) * 1000
    changed = found["one fact changed"]
    early, late = found[f"MiB of a worker after {EARLY}"], found[f"MiB of a worker after {LATE}"]
    return [
        Ratio("nothing changed: milliseconds for each further document", growth, 0.2),
        Ratio("all documents with typst to one fact changed", found["typst, all"] / changed, 8, is_floor=True),
        Ratio("all documents with one warm chromium to one fact changed", found["chromium, all"] / changed, 100, is_floor=True),
        Ratio(f"a worker's memory after {LATE} documents to that after {EARLY}", late / early, 1.2),
    ]


def main() -> int:
    """Measure, print the table, and say whether all targets are met."""
    words = parser(__doc__)
    words.add_argument("--documents", type=int, default=5_000, metavar="N")
    words.add_argument("--sample", type=int, default=100, metavar="N", help="documents that are made with other engines")
    options = words.parse_args()
    as_installed()
    with tempfile.TemporaryDirectory() as name:
        found = measure(Path(name), options.documents, options.sample)
    print(f"{options.documents} documents of one page, {CORES} cores")
    for name, taken in found.items():
        print(f"  {name:<38} {taken:10.3f}")
    return tell("scale", ratios(found, options.documents), found, options.json)


if __name__ == "__main__":
    sys.exit(main())
