"""`briefgen build`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from briefgen.cli import options
from briefgen.cli.report import plain_stream, show, show_problems
from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Exit, Place, Problems, Severity, did_you_mean

if TYPE_CHECKING:
    from briefgen.model.request import Request
    from briefgen.report import Report
    from briefgen.typesetter import Typesetter


@click.command(
    epilog="""
\b
Examples:
  briefgen build
  briefgen build sector-view --format html
  briefgen build --audience minister --audience press --output /tmp/briefs
  briefgen build --embargoed --audience press
  briefgen build --cluster tcp://scheduler.example.org:8786
  briefgen build --explain minister      why it was made, or was not
"""
)
@click.argument("briefs", metavar="[BRIEF]...", nargs=-1)
@options.project
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to.  [default: output/ in the project]",
)
@options.selection
@click.option("--format", "formats", multiple=True, type=click.Choice(["html", "pdf"]), help="Only this format.  [default: both]")
@click.option("--jobs", type=click.IntRange(min=1), help="Documents made at a time.  [default: one for each core]")
@click.option(
    "--time-limit", type=click.FloatRange(min=1), default=300, show_default=True, metavar="SECONDS", help="For one document."
)
@click.option(
    "--memory-limit", type=click.IntRange(min=64), default=2048, show_default=True, metavar="MB", help="For one document."
)
@click.option("--cluster", metavar="ADDRESS", help="Make them on the workers of a Dask scheduler, such as tcp://host:8786.")
@click.option("--explain", metavar="DOCUMENT", help="Say why a document was made, or was not; its name may be a part of it.")
@options.as_at
@options.embargoed
@options.reporting
def build(
    briefs: tuple[str, ...],
    folder: Path,
    output: Path | None,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    jobs: int | None,
    time_limit: float,
    memory_limit: int,
    cluster: str | None,
    explain: str | None,
    as_at: datetime | None,
    embargoed: bool,
    strict: bool,
    report: str,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Make the documents and write them to the output folder.

    One document that fails does not stop the others. BRIEF limits the briefs; the rest of the output folder stays as it is.
    """
    from briefgen.folder import find_project
    from briefgen.lasting import standing_build
    from briefgen.model.request import Request

    if jobs and cluster is not None:
        raise click.UsageError("--jobs is for this machine; each worker of a cluster has its own `dask worker --nthreads`")
    try:
        root = find_project(folder.resolve())
        request = Request(briefs=briefs, audiences=audiences, languages=languages)
        wanted: _Wanted = {
            "request": request,
            "output": output,
            "formats": formats or ("html", "pdf"),
            "as_at": as_at or datetime.now(UTC),
            "embargoed": embargoed,
        }
        means = _Means(jobs or 0, time_limit, memory_limit * 2**20, cluster)
        made = standing_build(root, **wanted) or _made(root, wanted, means, quiet=quiet)
    except Problems as problems:
        return show_problems(problems, report, quiet=quiet, verbose=verbose)
    reasons, unknown = _explained(made, explain) if explain is not None else ([], ())
    show((*made.diagnostics, *unknown), report, quiet=quiet, verbose=verbose)
    if report == "text" and not quiet:
        _table(made, output or root / "output", verbose=verbose)
    for line in reasons:
        click.echo(line, err=report != "text")
    return made.status(strict=strict)


class _Wanted(TypedDict):
    request: Request
    output: Path | None
    formats: tuple[str, ...]
    as_at: datetime
    embargoed: bool


@dataclass(frozen=True, slots=True)
class _Means:
    """Who makes the documents, and what one of them may take."""

    jobs: int
    seconds: float
    memory: int
    cluster: str | None


def _made(root: Path, wanted: _Wanted, means: _Means, *, quiet: bool) -> Report:
    """Make what has to be made."""
    with _typesetter(wanted, means) as typesetter:
        from briefgen.build import Cluster, Limits
        from briefgen.project import Project

        project = Project.open(root, jobs=means.jobs)
        limits, cluster = Limits(means.seconds, means.memory), Cluster(means.cluster) if means.cluster is not None else None
        with _progress(quiet) as progress:
            return project.build(
                **wanted, jobs=means.jobs, limits=limits, cluster=cluster, typesetter=typesetter, progress=progress
            )


def _typesetter(wanted: _Wanted, means: _Means) -> AbstractContextManager[Typesetter | None]:
    """Have a typesetter get ready beside the reading, where it may have a core and has something to do."""
    from briefgen.processes import cores
    from briefgen.typesetter import standing_by

    is_of_use = "pdf" in wanted["formats"] and means.cluster is None and means.jobs != 1 and cores() > 1
    return standing_by(means.memory) if is_of_use else nullcontext()


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """Show a progress bar where standard error is a terminal."""
    if quiet or plain_stream(sys.stderr):
        yield lambda _name, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many documents are made in a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("making documents", total=None)

        def step(name: str, total: int) -> None:
            bar.update(task, description=name, total=total, advance=1)
            bar.refresh()

        yield step


def _table(made: Report, output: Path, *, verbose: bool) -> None:
    """Print the documents made: document, pages of the limit, words, seconds, path."""
    if not made.documents:
        _count(made, output)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("document", overflow="fold")
    for name in ("pages", "words", "seconds"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("marking", no_wrap=True)
    table.add_column("path", overflow="fold")
    for row in made.documents:
        pages = "" if row.pages is None else f"{row.pages} of {row.page_limit}" if row.page_limit else str(row.pages)
        paths = row.paths if verbose else [path for path in row.paths if path.endswith((".pdf", ".html"))][-1:]
        table.add_row(
            row.name,
            pages,
            str(row.words),
            f"{row.seconds:.2f}",
            row.marking,
            "\n".join(str(_shown(output / path)) for path in paths),
        )
    width = None if sys.stdout.isatty() else 200
    console = Console(file=sys.stdout, width=width, no_color=plain_stream(sys.stdout), highlight=False, markup=False, emoji=False)
    console.print(table)
    _count(made, output)


def _count(made: Report, output: Path) -> None:
    """Say how many documents were made, left as they are, could not be made or may not be shown."""
    failed = f"; {len(made.failed)} could not be made: {', '.join(made.failed)}" if made.failed else ""
    for item in made.diagnostics:
        if item.code == "BG221":
            click.echo(item.message)
    failed += f"; withheld: {', '.join(made.withheld)}" if made.withheld else ""
    count = len(made.documents)
    unchanged = f" made, {len(made.unchanged)} unchanged" if made.unchanged else ""
    click.echo(f"{count} document{'' if count == 1 else 's'}{unchanged} in {_shown(output)}{failed}")


def _explained(made: Report, wanted: str) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """Say why each document whose name has some words in it was made, or that it stands as it would be made; warn of none."""
    names = sorted({*made.reasons, *made.unchanged})
    lines = []
    for name in names:
        if wanted in name:
            reasons = made.reasons.get(name, ())
            lines.append(f"{name}: {'made, since' if reasons else 'not made again: nothing that goes into it has changed'}")
            lines += [f"  {reason}" for reason in reasons]
    if lines:
        return lines, ()
    hint = did_you_mean(wanted, names) or "give an audience, an item or the whole name, as the table of a build has it"
    return [], (Diagnostic(WRONG_NAME, f"no document of this build has `{wanted}` in its name", Place(), hint, Severity.WARNING),)


def _shown(path: Path) -> Path:
    """Give a path as short as it can be named from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
