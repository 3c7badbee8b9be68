"""`briefgen facts export`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.cli.fact_selection import chosen, selection
from briefgen.cli.report import show
from briefgen.model.diagnostic import Exit, exit_status

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.tabular.exporting import Form, Readers

_FORMS = ("csv", "json", "jsonl", "yaml", "xlsx")


@click.command(
    "export",
    epilog="""
\b
Examples:
  briefgen facts export --to facts.xlsx
  briefgen facts export --topic investment --as jsonl | head
  briefgen facts export --for press --to for-the-press.csv
  briefgen facts export --ids summit-dates,signatory-countries --as yaml
""",
)
@options.project
@selection
@click.option("--for", "audience", metavar="A", help="Only what this audience may see, in its words, with the file's marking.")
@click.option("--as", "form", type=click.Choice(_FORMS), help="Form of the file.  [default: by the ending of --to, else csv]")
@options.target
@options.as_at
def export_facts(folder: Path, audience: str | None, form: Form | None, target: Path | None, **given: Any) -> Exit:
    """Write facts as a table (CSV, XLSX) or as records (JSON, JSON Lines, YAML).

    `briefgen facts import` reads CSV and XLSX files again; the others may be put into data/facts/. With --for the file is for
    readers: facts above the audience's marking or under embargo, and what editors keep for themselves, are not in it.
    """
    from briefgen.output import OutputFolder
    from briefgen.project import Project
    from briefgen.tabular.exporting import export_facts as exported
    from briefgen.tabular.exporting import form_of

    form = form or (form_of(target.suffix) if target else "csv")
    if form is None:
        raise click.UsageError(f"the ending of `{target}` names no form; add --as {'|'.join(_FORMS)}")
    if form == "xlsx" and target is None:
        raise click.UsageError("a workbook is no text; name a file with --to")
    project = Project.open(folder)
    readers = _readers(project, audience, given["as_at"]) if audience else None
    done = exported(project.work, chosen(project.dataset, given), form, readers)
    show(done.diagnostics)
    if target is None:
        click.echo(done.content.decode(), nl=False)
    else:
        OutputFolder(target.resolve().parent).write(target.name, done.content)
        click.echo(f"wrote {target}: {done.facts} fact{'' if done.facts == 1 else 's'}, {done.marking}", err=True)
    return exit_status(done.diagnostics)


def _readers(project: Project, audience: str, as_at: datetime | None) -> Readers:
    from briefgen.tabular.exporting import Readers

    instant = as_at or datetime.now(UTC)
    return Readers(audience, instant, lambda content: project.leaks(audience, content, instant))
