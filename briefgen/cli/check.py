"""`briefgen check`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.report import show, show_problems
from briefgen.model.diagnostic import Exit, Problems, Severity


@click.command(
    epilog="""
\b
Examples:
  briefgen check
  briefgen check --strict --report github
  briefgen check --sources ~/texts paris-ai-action-summit-2025
"""
)
@click.argument("briefs", metavar="[BRIEF]...", nargs=-1)
@options.project
@options.selection
@options.as_at
@options.embargoed
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of source texts, for the quotations.  [default: data/sources]",
)
@options.reporting
def check(
    briefs: tuple[str, ...],
    folder: Path,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    as_at: datetime | None,
    embargoed: bool,
    sources: Path | None,
    strict: bool,
    report: str,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Find everything that can be found without typesetting.

    Validates the dataset, renders every document's template and texts, and looks for each quotation in the local copy of its
    source. Writes nothing but its cache. BRIEF limits the documents that are rendered.
    """
    from briefgen.folder import find_project
    from briefgen.lasting import standing_check
    from briefgen.model.request import Request

    try:
        request = Request(briefs=briefs, audiences=audiences, languages=languages)
        root, instant = find_project(folder.resolve()), as_at or datetime.now(UTC)
        found = standing_check(root, request, instant, sources=sources, embargoed=embargoed)
        if found is None:
            from briefgen.project import Project

            found = Project.open(root, jobs=0).check(request, as_at=instant, sources=sources, embargoed=embargoed, jobs=0)
    except Problems as problems:
        return show_problems(problems, report, quiet=quiet, verbose=verbose)
    show(found.diagnostics, report, quiet=quiet, verbose=verbose)
    if report == "text" and not quiet:
        counts = {severity: sum(item.severity is severity for item in found.diagnostics) for severity in Severity}
        summary = ", ".join(_counted(count, severity) for severity, count in counts.items())
        facts, cited = found.counted
        click.echo(f"{_counted(facts, 'fact')}, {_counted(cited, 'source')}: {summary}")
    return found.status(strict=strict)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
