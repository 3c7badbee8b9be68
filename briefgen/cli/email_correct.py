"""`briefgen email correct`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.email_options import LOG, Wanted, documents, skip_bad
from briefgen.cli.report import show, show_problems
from briefgen.model.diagnostic import Exit, Place, Problems, Severity, exit_status, finding


@click.command(
    epilog="""
\b
Examples:
  briefgen email correct                     plan notices to all whom a changed fact concerns
  briefgen email correct paris-ai-action-summit-2025 --audience press
  briefgen email send                        look at the plan, then send it with --yes
"""
)
@documents
@skip_bad
@options.as_at
@options.reporting
def correct(
    briefs: tuple[str, ...],
    folder: Path,
    output: Path | None,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    skip_bad: bool,
    as_at: datetime | None,
    strict: bool,
    report: str,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Plan a notice and the new document for those who were sent an edition that a changed fact touches.

    The send log says who they are and what they read. Correct the facts, raise the brief's edition, say why under the heading
    `## correction` of the audience's text, and build; then run this. Nothing is sent: `briefgen email send` does.
    """
    from briefgen.deliver.log import LogReader
    from briefgen.mailing.correct import make_correction
    from briefgen.project import Project

    try:
        project = Project.open(folder)
        log = LogReader.open(project.root / LOG)
        if log is None:
            return show_problems(Problems(finding("BG657", "nothing was sent yet", Place(), "", Severity.WARNING)), report)
        with log:
            wanted = Wanted(briefs, audiences, languages, output, as_at, skip_bad)
            outcome = make_correction(wanted.mailing(project, frozenset(log.suppressed())), log)
    except Problems as problems:
        return show_problems(problems, report, quiet=quiet, verbose=verbose)
    show((*project.diagnostics, *outcome.diagnostics), report, quiet=quiet, verbose=verbose)
    if report == "text" and not quiet:
        for stem, count in outcome.counts.items():
            click.echo(f"{count:>6}  {stem}")
        for audience, address in outcome.suppressed:
            click.echo(f"suppressed: {address} ({audience})")
        if outcome.path is not None:
            click.echo(f"plan: {outcome.path.relative_to(project.root)}; `briefgen email send` sends it")
    return exit_status(outcome.diagnostics, strict=strict)
