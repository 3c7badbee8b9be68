"""What a writer waits for in the preview: from saving a file to the new HTML, and to the new PDF page, on the screen of Chromium.

    python benchmarks/preview.py [--runs N] [--json FILE]

The shipped project is copied and previewed; files of four kinds (fact, text, template, style) are saved in turns. Beside each
save the bare cost is measured in this process: opening, tailoring and rendering for the HTML, typesetting for the PDF. Targets:
the HTML within half a second in the median, the PDF within 1.5 times its bare typesetting in the median. Ends with 1 where
one is missed.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from engines import bare_engine
from playwright.sync_api import Page, sync_playwright
from report import Ratio, parser, tell

from briefgen import Project
from briefgen.build import Workshop
from briefgen.render import render
from briefgen.tailor import plan, tailor
from briefgen.typeset import typeset

ROOT = Path(__file__).parent.parent
AS_AT = "2026-11-01T12:00+00:00"
DOCUMENTS = ("minister", "policymaker", "press", "public")
HTML_LIMIT, PDF_LIMIT = 0.5, 1.5
FACTS, TEMPLATE, STYLE = "data/facts/investment.yaml", "templates/base.html.j2", "templates/styles/base.css"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


@dataclass
class Times:
    """Seconds of one document: until the HTML and the PDF's first page are seen, and what each costs bare."""

    html: list[float] = field(default_factory=list)
    pdf: list[float] = field(default_factory=list)
    bare_html: list[float] = field(default_factory=list)
    bare_pdf: list[float] = field(default_factory=list)
    engine: list[float] = field(default_factory=list)
    """What WeasyPrint alone takes for the same page, with its own choice of fonts."""


def copy_project(folder: Path) -> Path:
    """Copy the shipped project, with the fonts that were made for it."""
    for name in ("briefgen.yaml", "data", "templates"):
        subprocess.run(["cp", "-r", ROOT / name, folder], check=True)
    return folder


@contextmanager
def previewed(folder: Path) -> Iterator[str]:
    """Run the preview of a project and give its address."""
    command = [sys.executable, "-m", "briefgen", "preview", "--no-open", "--project", str(folder), "--as-at", AS_AT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def saves(folder: Path, audience: str, number: int) -> None:
    """Save a file of one of four kinds, changed so that the document's page is another."""
    text = next((folder / "data/texts").glob(f"*/{audience}.md"), folder / TEMPLATE)
    path, find, put = (
        (folder / FACTS, r"value: 109_?000_?000_?000|value: 1\d\d_?000_?000_?000", f"value: {110 + number % 80}_000_000_000"),
        (text, r"\A(?s:(.*?))(## \w+\n+)(?:Lately \w+\. )?", rf"\1\2Lately {'abcdefghij'[number % 10] * 4}. "),
        (folder / TEMPLATE, r"<style>\n(?:p .*\n)?", f"<style>\np {{ word-spacing: 0.{number:02}px }}\n"),
        (folder / STYLE, r"\A(?:li .*\n)?", f"li {{ word-spacing: 0.{number:02}px }}\n"),
    )[number % 4]
    before = path.read_text(encoding="utf-8")
    after = re.sub(find, put, before, count=1)
    assert after != before, f"{path}: nothing changed"
    path.write_text(after, encoding="utf-8")


def bare(workshop: Workshop, folder: Path, audience: str, times: Times) -> None:
    """Measure what the stages cost by themselves."""
    start = time.perf_counter()
    project = Project.open(folder)
    document = next(item for item in plan(project.work) if item.audience == audience)
    page = render(tailor(project.work, document, workshop.as_at), workshop.environment)
    times.bare_html.append(time.perf_counter() - start)
    start = time.perf_counter()
    typeset(page, workshop.faces, workshop.folders)
    times.bare_pdf.append(time.perf_counter() - start)
    start = time.perf_counter()
    bare_engine([page.html])
    times.engine.append(time.perf_counter() - start)


SHOWN_HTML, SHOWN_PDF = "#phone iframe:not(.coming)", "#paper figure"
CHANGED = """([selector, before]) => new Promise(done => {
    const look = () => {
        const now = document.querySelector(selector)?.dataset.version;
        if (now && now !== before) { watch.disconnect(); done(true) }
    };
    const watch = new MutationObserver(look);
    watch.observe(document.getElementById('panes'), { subtree: true, childList: true, attributes: true });
    look();
})"""
"""Waits without asking again and again, which would make the browser paint all the time and take a core from the typesetting."""
IDLE = "() => document.getElementById('status').textContent === 'up to date'"


def measure(page: Page, folder: Path, audience: str, times: Times, numbers: range) -> None:
    """Save a file again and again and wait for what it makes of the document."""
    project = Project.open(folder)
    workshop = project.workshop(datetime.fromisoformat(AS_AT))
    stem = next(item.stem for item in plan(project.work) if item.audience == audience)
    page.goto(page.url.partition("#")[0] + f"#/{stem}")
    page.wait_for_selector(f"#phone iframe[data-document={stem}]:not(.coming)", timeout=60_000)
    page.wait_for_function(IDLE, timeout=120_000)
    page.evaluate(CHANGED, [SHOWN_PDF, ""])
    for number in numbers:
        page.wait_for_function(IDLE, timeout=120_000)
        page.wait_for_timeout(300)
        html, pdf = (
            page.eval_on_selector(selector, "element => element.dataset.version") for selector in (SHOWN_HTML, SHOWN_PDF)
        )
        start = time.perf_counter()
        saves(folder, audience, number)
        page.evaluate(CHANGED, [SHOWN_HTML, html])
        seen = time.perf_counter() - start
        page.evaluate(CHANGED, [SHOWN_PDF, pdf])
        if number != numbers[0]:  # the first one warms up
            times.html.append(seen)
            times.pdf.append(time.perf_counter() - start)
            page.wait_for_function(IDLE, timeout=120_000)
            bare(workshop, folder, audience, times)


def main() -> int:
    """Measure, print a table, and say whether both targets are met."""
    words = parser(__doc__)
    words.add_argument("--runs", type=int, default=8, choices=range(1, 20), metavar="N", help="saves for each document")
    options = words.parse_args()
    found = {audience: Times() for audience in DOCUMENTS}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = copy_project(Path(name))
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
        with previewed(folder) as address:
            page = chromium.new_page(viewport={"width": 1600, "height": 1000})
            page.goto(address)
            for number, (audience, times) in enumerate(found.items()):
                measure(page, folder, audience, times, range(number * 20, number * 20 + options.runs + 1))
        chromium.close()
    html = statistics.median(seconds for times in found.values() for seconds in times.html)
    ratios = [seen / cost for times in found.values() for seen, cost in zip(times.pdf, times.bare_pdf, strict=True)]
    ratio = statistics.median(ratios)
    figures: dict[str, float] = {}
    print("medians in ms       HTML seen   bare   PDF seen   bare   ratio   WeasyPrint alone")
    for audience, times in found.items():
        cells = [statistics.median(list_) * 1000 for list_ in (times.html, times.bare_html, times.pdf, times.bare_pdf)]
        row = " ".join(f"{cell:{width}.0f}" for cell, width in zip(cells, (10, 6, 10, 6), strict=True))
        cells.append(statistics.median(times.engine) * 1000)
        print(f"{audience:<18} {row} {cells[2] / cells[3]:7.2f} {cells[4]:18.0f}")
        names = ("HTML", "bare HTML", "PDF", "bare PDF", "WeasyPrint alone")
        figures |= dict(zip((f"{audience}: {name}" for name in names), cells, strict=True))
    limits = [
        Ratio("seconds from saving a file to the new HTML on the screen", html, HTML_LIMIT),
        Ratio("from saving a file to the new PDF pages, to bare typesetting", ratio, PDF_LIMIT),
    ]
    return tell("preview", limits, figures, options.json)


if __name__ == "__main__":
    sys.exit(main())
