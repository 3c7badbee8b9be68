"""What the evidence gate costs: the stages of a build are called one after the other on generated documents, and timed.

    python benchmarks/gate.py [--documents N] [--json FILE]

Prints each stage's share of the time. The target: the gate (judging page and paper, the proof) takes at most a fifth of it, on
documents of about four pages; a tenth of the facts are forbidden. As in the processes of a build, the garbage collector is off
while a document is made, and looks at what it left afterwards, which is a stage of its own.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from projects import write_project
from report import Ratio, parser, tell

from briefgen import Project
from briefgen.build import Workshop
from briefgen.build.draft import judged
from briefgen.build.setting import judged_on_paper
from briefgen.fonts import face_css, faces, faces_for
from briefgen.model.ledger import to_json
from briefgen.output import OutputFolder
from briefgen.publish import contents_of, finish, ledger_of, publish
from briefgen.publish.documents import LEDGER
from briefgen.render import render
from briefgen.tailor import plan, tailor
from briefgen.tracing.sentences import sentences_of
from briefgen.typeset import typeset

DOCUMENTS, FACTS = 250, 60
GATE = ("judge the page", "judge the paper", "prove")
TARGET = 0.2


class Clock:
    """Adds up how long each stage takes, in seconds."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one call of a stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - start


def run(folder: Path) -> tuple[Clock, int]:
    """Make every document stage by stage; give the times and the number of pages."""
    project, clock, pages = Project.open(folder), Clock(), 0
    workshop = Workshop(project.work, project.folders, datetime(2026, 2, 1, tzinfo=UTC), faces=faces(folder / "cache"))
    output = OutputFolder(folder / "output")
    gc.disable()
    gc.freeze()
    for document in plan(project.work):
        with clock.stage("tailor"):
            briefing = tailor(project.work, document, workshop.as_at)
        with clock.stage("render"):
            page = render(briefing, workshop.environment)
        with clock.stage("judge the page"):
            draft = judged(briefing, page, workshop.source)
        with clock.stage("typeset"):
            made = typeset(page, workshop.faces, workshop.folders)
        with clock.stage("judge the paper"):
            found = judged_on_paper(draft, made)
        with clock.stage("ledger"):
            sentences = sentences_of(page, draft.reading, made, found.pages)
            ledger = to_json(ledger_of(briefing, page, made, sentences))
        with clock.stage("publish"):
            css = face_css(faces_for(workshop.faces, page.html))
            contents = {**contents_of(page, made, ("html", "pdf"), css), LEDGER: ledger}
        with clock.stage("prove"):
            proofs, leaks = workshop.prover.prove(briefing, page, contents)
        assert not leaks, leaks
        with clock.stage("publish"):
            publish(finish(page, contents, proofs, pages=made.pages, page_limit=0), output)
        pages += made.pages
        with clock.stage("collect"):
            gc.collect(1)
    return clock, pages


def main() -> None:
    """Generate, run, print the table; exit 1 where the gate takes more than its share."""
    words = parser(__doc__)
    words.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N")
    options = words.parse_args()
    count = options.documents
    with tempfile.TemporaryDirectory() as name:
        write_project(Path(name), count, FACTS)
        clock, pages = run(Path(name))
    whole = sum(clock.seconds.values())
    print(f"{count} documents, {pages / count:.1f} pages each, {whole / count * 1000:.0f} ms each")
    for stage, seconds in clock.seconds.items():
        print(f"  {stage:<16} {seconds / count * 1000:7.1f} ms {seconds / whole:6.1%}")
    share = sum(clock.seconds[stage] for stage in GATE) / whole
    sys.exit(tell("gate", [Ratio("the gate's share of a build", share, TARGET)], {**clock.seconds, "pages": pages}, options.json))


if __name__ == "__main__":
    main()
