"""`briefgen email plan|draft`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options
from briefgen.cli.email_options import Wanted, documents, skip_bad
from briefgen.cli.report import plain_stream, show, show_problems
from briefgen.model.diagnostic import Exit, Problems, exit_status

if TYPE_CHECKING:
    from briefgen.deliver.plan import PlanFile
    from briefgen.mailing import Outcome
    from briefgen.project import Project

_SHOWN = 40
"""Messages that the table shows where not all are asked for."""


@click.command(
    epilog="""
\b
Examples:
  briefgen email plan
  briefgen email plan --audience minister --export /tmp/look
  briefgen email plan --skip-bad --all
"""
)
@documents
@skip_bad
@click.option(
    "--export", "export_to", type=click.Path(file_okay=False, path_type=Path), help="Write every message as .eml into a folder."
)
@click.option("--all", "show_all", is_flag=True, help=f"Show every message in the table, not the first {_SHOWN}.")
@options.as_at
@options.reporting
def plan(
    briefs: tuple[str, ...],
    folder: Path,
    output: Path | None,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    skip_bad: bool,
    export_to: Path | None,
    show_all: bool,
    as_at: datetime | None,
    strict: bool,
    report: str,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Compose every message and write a plan that `briefgen email send` sends; nothing is sent.

    Documents are taken from the output folder as `briefgen build` wrote them, addresses from each audience's `recipients`.
    Anything that is wrong refuses the plan: all of it is told at once.
    """
    from briefgen.deliver.plan import PlanFile
    from briefgen.mailing import export, make_plan
    from briefgen.project import Project

    wanted = Wanted(briefs, audiences, languages, output, as_at, skip_bad)
    try:
        project = Project.open(folder)
        with _progress(quiet) as progress:
            outcome = make_plan(wanted.mailing(project, _suppressed(project), progress))
        show((*project.diagnostics, *outcome.diagnostics), report, quiet=quiet, verbose=verbose)
        if outcome.path is not None:
            plan_file = PlanFile.open(outcome.path)
            if export_to is not None:
                export(plan_file, export_to.absolute())
            if report == "text" and not quiet:
                _table(plan_file, sys.maxsize if show_all else _SHOWN)
    except Problems as problems:
        return show_problems(problems, report, quiet=quiet, verbose=verbose)
    if report == "text" and not quiet:
        _summary(outcome, project.root)
    return exit_status(outcome.diagnostics, strict=strict)


@click.command(
    epilog="""
\b
Examples:
  briefgen email draft
  briefgen email draft --audience press --to /tmp/drafts
  briefgen email draft --audience minister --per-recipient
"""
)
@documents
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to.  [default: .briefgen/drafts in the project]",
)
@click.option("--per-recipient", is_flag=True, help="A draft for each recipient, addressed, instead of one for each document.")
@skip_bad
@options.as_at
@options.reporting
def draft(
    briefs: tuple[str, ...],
    folder: Path,
    output: Path | None,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    target: Path | None,
    per_recipient: bool,
    skip_bad: bool,
    as_at: datetime | None,
    strict: bool,
    report: str,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Write .eml drafts with the documents attached, which a mail program opens for editing, for those who send by hand."""
    from briefgen.mailing import write_drafts
    from briefgen.project import Project

    wanted = Wanted(briefs, audiences, languages, output, as_at, skip_bad)
    try:
        project = Project.open(folder)
        drafts = target.absolute() if target else project.root / ".briefgen" / "drafts"
        outcome = write_drafts(wanted.mailing(project, _suppressed(project)), drafts, per_recipient=per_recipient)
    except Problems as problems:
        return show_problems(problems, report, quiet=quiet, verbose=verbose)
    show((*project.diagnostics, *outcome.diagnostics), report, quiet=quiet, verbose=verbose)
    if report == "text" and not quiet:
        count = sum(outcome.counts.values())
        click.echo(f"{count} {'draft' if count == 1 else 'drafts'} in {_shown(drafts, project.root)}")
    return exit_status(outcome.diagnostics, strict=strict)


def _suppressed(project: Project) -> frozenset[str]:
    """Give those whom the send log has suppressed."""
    from briefgen.deliver.suppressed import suppressed_addresses

    return suppressed_addresses(project.root / ".briefgen" / "send-log.sqlite")


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int], None]]:
    """Show how many messages there are so far where standard error is a terminal."""
    if quiet or plain_stream(sys.stderr):
        yield lambda _count: None
        return
    from rich.console import Console

    with Console(stderr=True).status("composing messages") as status:

        def step(count: int) -> None:
            if count % 100 == 0:
                status.update(f"composing messages: {count:,}")

        yield step


def _table(plan_file: PlanFile, most: int) -> None:
    """Print who gets which document, with the encoded size and subject of each message."""
    from itertools import islice

    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("recipient", "document"):
        table.add_column(name, overflow="fold")
    table.add_column("size", justify="right", no_wrap=True)
    table.add_column("subject", overflow="fold")
    has_early = any(planned.prerelease for planned in plan_file.planned())
    if has_early:
        table.add_column("before its embargo", overflow="fold")
    for planned in islice(plan_file.planned(), most):
        early = (planned.prerelease,) if has_early else ()
        table.add_row(planned.address, planned.document, f"{planned.size / 1000:,.0f} kB", planned.subject, *early)
    console = Console(markup=False, highlight=False, soft_wrap=False)
    console.print(table)
    if plan_file.count > most:
        click.echo(f"and {plan_file.count - most:,} more; --all shows them")


def _summary(outcome: Outcome, root: Path) -> None:
    """Print how many messages each document goes out in, who is suppressed, and where the plan is."""
    click.echo()
    for stem, count in outcome.counts.items():
        click.echo(f"{count:>7,}  {stem}")
    for audience, address in outcome.suppressed:
        click.echo(f"suppressed: {address} ({audience})")
    if outcome.left_out:
        click.echo(f"left out: {outcome.left_out:,} {'row' if outcome.left_out == 1 else 'rows'}, named above", err=True)
    if outcome.path is None:
        click.echo("the plan is refused: nothing was written", err=True)
    else:
        click.echo(f"plan: {_shown(outcome.path, root)}")


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
