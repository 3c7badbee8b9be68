"""Builds many documents, and sets the same HTML with the bare engine, one command per document, Typst and Chromium beside it.

    python benchmarks/engines.py [--documents N] [--facts N] [--sample N] [--json FILE]

All is measured in one run on as many processes as there are cores. Of what is slow only a sample is made, and scaled up. Then the
same project is built again: with nothing changed, one page gone, one fact changed; and checked, from nothing and again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from projects import write_project
from report import Ratio, as_installed, parser, tell

from briefgen import Project
from briefgen.build import Workshop
from briefgen.model.briefing import DocumentId
from briefgen.tailor import plan

CORES = len(os.sched_getaffinity(0))
BRIEFGEN = (sys.executable, "-m", "briefgen")
AS_AT = "2026-02-01T00:00+00:00"
COMPOSE = "import sys, yaml\nfor name in sys.argv[1:]: yaml.compose(open(name, encoding='utf-8').read(), Loader=yaml.CSafeLoader)"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def build(project: Path) -> float:
    """Build a project from nothing with the program itself, fonts and bytecode being there; give seconds."""
    start = time.perf_counter()
    words = (*BRIEFGEN, "build", "--project", str(project), "--as-at", AS_AT, "--quiet")
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def shared(work: Callable[[Sequence[str]], None], jobs: Sequence[str]) -> float:
    """Share some work among warm processes, one for each core; give seconds for all of it."""
    context = multiprocessing.get_context("fork")
    ready, go = context.Barrier(CORES + 1, timeout=300), context.Barrier(CORES + 1)

    def run(mine: Sequence[str]) -> None:
        work(mine[:1])
        ready.wait()
        go.wait()
        work(mine)

    processes = [context.Process(target=run, args=(jobs[number::CORES],)) for number in range(CORES)]
    for process in processes:
        process.start()
    ready.wait()
    start = time.perf_counter()
    go.wait()
    for process in processes:
        process.join()
        if process.exitcode:
            raise RuntimeError("a process failed")
    return time.perf_counter() - start


def timed(work: Callable[[Sequence[str]], None], jobs: Sequence[str]) -> float:
    """Do some work; give seconds."""
    start = time.perf_counter()
    work(jobs)
    return time.perf_counter() - start


def bare_engine(pages: Sequence[str]) -> None:
    """Set pages with the engine alone."""
    import weasyprint

    for page in pages:
        weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/a-3a")


def command_each(pages: Sequence[str]) -> None:
    """Set pages with a command of its own for each."""
    with tempfile.TemporaryDirectory() as name:
        for number, page in enumerate(pages):
            source, target = Path(name) / f"{number}.html", Path(name) / f"{number}.pdf"
            source.write_text(page, encoding="utf-8")
            words = (sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/a-3a", "-q", str(source), str(target))
            subprocess.run(words, check=True)


def typst(documents: Sequence[str]) -> None:
    """Set documents with Typst, its compiler staying in the process."""
    import typst as compiler

    for document in documents:
        compiler.compile(document.encode(), pdf_standards="a-3b")


def chromium(pages: Sequence[str]) -> float:
    """Print pages with one warm browser; give seconds."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        _print(tab, pages[0])
        start = time.perf_counter()
        for page in pages:
            _print(tab, page)
        seconds = time.perf_counter() - start
        browser.close()
    return seconds


def _print(tab: object, page: str) -> None:
    tab.set_content(page)  # type: ignore[attr-defined] # a page of playwright, which is imported where it is used
    tab.pdf(prefer_css_page_size=True, tagged=True)  # type: ignore[attr-defined] # as above


def as_typst(page: str) -> str:
    """Write what a page says as a Typst document: title, headings, paragraphs, lists and rows of tables."""
    text = re.sub(r"(?s)<(head|style|script).*?</\1>", "", page)
    blocks = re.findall(r"(?s)<(h1|h2|h3|p|li|td|th)\b[^>]*>(.*?)</\1>", text)
    marks = {"h1": "= ", "h2": "== ", "h3": "=== ", "li": "- "}
    lines = [marks.get(name, "") + _plain(words) for name, words in blocks]
    head = (
        '#set document(title: "Benchmark", date: datetime(year: 2026, month: 1, day: 31))\n'
        '#set page("a4", numbering: "1 of 1")\n#set par(justify: true)\n'
    )
    return head + "\n\n".join(line for line in lines if line.strip("=- "))


def _plain(words: str) -> str:
    bare = " ".join(re.sub(r"<[^>]+>", " ", words).split())
    return re.sub(r"([\\#$*_`<>@\[\]~/=+-])", r"\\\1", bare)


def command(*words: str) -> float:
    """Run a command; give seconds. Findings are no failure here."""
    start = time.perf_counter()
    subprocess.run(words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def cold(document: Path) -> float:
    """Import the bare engine and set one document, without its font data; give seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as page:
        page.write(FONT_FACE.sub("", document.read_text(encoding="utf-8")))
        page.flush()
        code = f"import weasyprint; weasyprint.HTML({page.name!r}).write_pdf(pdf_variant='pdf/a-3a')"
        return command(sys.executable, "-c", code)


def drafted(project: Path) -> float:
    """Read all facts and render all documents on all cores, and judge nothing: less than any check that drafts; give seconds."""
    start = time.perf_counter()
    opened = Project.open(project, jobs=CORES)
    workshop, documents = Workshop(opened.work, opened.folders, datetime.fromisoformat(AS_AT)), plan(opened.work)

    def render(mine: Sequence[DocumentId]) -> None:
        gc.disable()
        for document in mine:
            workshop.rendered(document)

    processes = [multiprocessing.Process(target=render, args=(documents[number::CORES],)) for number in range(CORES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return time.perf_counter() - start


def again(project: Path) -> dict[str, float]:
    """Build a project again that was built; give the seconds of each build, and of what it is held against."""
    pages = sorted((project / "output").rglob("*.html"))
    facts = sorted((project / "data" / "facts").iterdir())
    check = (*BRIEFGEN, "check", "--project", str(project), "--as-at", AS_AT, "--quiet")
    seconds = {"python -c 'import click'": statistics.median(command(sys.executable, "-c", "import click") for _ in range(9))}
    build(project)  # nothing: records that all stands
    seconds["nothing changed"] = statistics.median(build(project) for _ in range(5))
    seconds["bare engine, cold, one document"] = statistics.median(cold(pages[0]) for _ in range(3))
    pages[0].unlink()
    seconds["one document gone"] = build(project)
    text = facts[-1].read_text(encoding="utf-8")
    facts[-1].write_text(text.replace("\n  value: ", "\n  value: 1", 1), encoding="utf-8")
    before = {page: page.stat().st_mtime_ns for page in pages}
    seconds["one fact changed"] = build(project)
    assert sum(page.stat().st_mtime_ns != before[page] for page in pages) == 1
    shutil.rmtree(project / ".briefgen" / "cache")
    seconds["all facts read, all documents rendered"] = drafted(project)
    shutil.rmtree(project / ".briefgen" / "cache")
    seconds["first check"] = command(*check)
    seconds["second check"] = command(*check)
    seconds["yaml.compose of all facts, one core"] = command(sys.executable, "-c", COMPOSE, *map(str, facts))
    return seconds


def measure(documents: int, facts: int, sample: int) -> tuple[dict[str, float], dict[str, float]]:
    """Generate, build and set; give the seconds that each way takes for all documents, and those of building again."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        write_project(project, 2, facts)
        build(project)  # makes the font faces
        write_project(project, documents, facts)
        seconds = {"briefgen": build(project)}
        files = sorted((project / "output").rglob("*.html"))
        published = [path.read_text(encoding="utf-8") for path in files]
        repeated = again(project)
    pages = [FONT_FACE.sub("", page) for page in published]
    step = max(1, len(pages) // sample)
    few = pages[::step]
    scale = len(pages) / len(few)
    seconds["bare engine"] = shared(bare_engine, pages)
    seconds["one weasyprint command each, one by one"] = timed(command_each, few) * scale
    seconds["one weasyprint command each, on all cores"] = shared(command_each, few) * scale
    seconds["the same with the fonts as published, one by one"] = timed(command_each, published[::step]) * scale
    seconds["typst"] = shared(typst, [as_typst(page) for page in few]) * scale
    seconds["one warm chromium"] = chromium(few) * scale
    return seconds, repeated


def ratios(seconds: dict[str, float], repeated: dict[str, float]) -> list[Ratio]:
    """Give each ratio that has a limit."""
    one, all_ = repeated["bare engine, cold, one document"], seconds["briefgen"]
    return [
        Ratio("full build to the bare engine", all_ / seconds["bare engine"], 1.25),
        Ratio(
            "one weasyprint command each, one by one, to a full build",
            seconds["one weasyprint command each, one by one"] / all_,
            6,
            is_floor=True,
        ),
        Ratio(
            "the same with the fonts as published, to a full build",
            seconds["the same with the fonts as published, one by one"] / all_,
            6,
            is_floor=True,
        ),
        Ratio("nothing changed to importing click", repeated["nothing changed"] / repeated["python -c 'import click'"], 5),
        Ratio("one fact changed to the bare engine, cold, and 1 s", repeated["one fact changed"] / (one + 1), 1),
        Ratio("one document gone to the bare engine, cold", repeated["one document gone"] / one, 1.5),
        Ratio("first check to yaml.compose", repeated["first check"] / repeated["yaml.compose of all facts, one core"], 1.5),
        Ratio("second check to the first", repeated["second check"] / repeated["first check"], 0.1),
    ]


def main() -> int:
    """Measure, print the table, and say whether all targets are met."""
    words = parser(__doc__)
    words.add_argument("--documents", type=int, default=250, metavar="N")
    words.add_argument("--facts", type=int, default=300, metavar="N", help="facts for each document")
    words.add_argument("--sample", type=int, default=10, metavar="N", help="documents that are made with slow engines")
    options = words.parse_args()
    as_installed()
    seconds, repeated = measure(options.documents, options.facts, options.sample)
    print(f"{options.documents} documents of {options.facts} facts each, {CORES} cores")
    for name, taken in seconds.items():
        print(f"  {name:<50} {taken:8.1f} s {taken / seconds['bare engine']:6.2f}")
    for name, taken in repeated.items():
        print(f"  {name:<50} {taken:8.2f} s")
    return tell("engines", ratios(seconds, repeated), seconds | repeated, options.json)


if __name__ == "__main__":
    sys.exit(main())
