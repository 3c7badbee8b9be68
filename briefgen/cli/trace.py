"""`briefgen trace`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from briefgen.cli import options
from briefgen.cli.report import plain_stream, show
from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Exit, Problems, did_you_mean, exit_status

if TYPE_CHECKING:
    from briefgen.model.fact import Fact
    from briefgen.model.manifest import DocumentEntry
    from briefgen.project import Project
    from briefgen.tracing.output import Output

FORMS = ("table", "csv", "html", "json")
_OF_FACTS = ("table", "json")


def _names(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the documents of the manifest and the facts in them to the shell."""
    from briefgen.folder import find_project

    try:
        root = context.params.get("output") or find_project((context.params.get("folder") or Path()).resolve()) / "output"
        documents = json.loads((root / "manifest.json").read_bytes())["documents"]
        names = {name for entry in documents for name in (entry["document"].rpartition("/")[2], *entry["facts"])}
    except (Problems, OSError, ValueError, KeyError):
        return []
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


@click.command(
    epilog="""
\b
Examples:
  briefgen trace signatory-countries
  briefgen trace signatory-countries --json | jq '.printed[].page'
  briefgen trace paris-ai-action-summit-2025-minister-en
  briefgen trace output/cycling/minister/cycling-minister-en.pdf --to sheet.html
  briefgen trace cycling-minister-en --as csv --sources ~/texts
"""
)
@click.argument("name", metavar="FACT|DOCUMENT", shell_complete=_names)
@options.project
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the finished documents.  [default: output/ in the project]",
)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of source texts, for the quotations.  [default: data/sources]",
)
@click.option("--as", "form", type=click.Choice(FORMS), help="Form of the result.  [default: by the ending of --to, else table]")
@click.option("--json", "as_json", is_flag=True, help="The same as --as json.")
@options.target
def trace(
    name: str, folder: Path, output: Path | None, sources: Path | None, form: str | None, as_json: bool, target: Path | None
) -> Exit:
    """Tell where a fact comes from and what prints it, or what a document stands on.

    FACT is the id of a fact: its evidence is shown, then every document, page and template line that prints it.

    DOCUMENT is a document's name, as the build's table and the manifest have it, or one of its files: its referencing sheet is
    shown, sentence by sentence, with facts, sources, quotations and what the machine says of them, for a reviewer to tick.
    """
    from briefgen.model.names import SOURCES
    from briefgen.project import Project
    from briefgen.tracing.output import Output

    form = "json" if as_json else form or _form_of(target)
    project = Project.open(folder)
    finished = Output.read(output or project.root / "output")
    fact = project.dataset.facts.get(name)
    document = finished.document(name, Path(name).resolve())
    texts = sources or project.root / SOURCES
    if fact is not None:
        if document is not None:
            click.echo(f"`{name}` is a fact and a document; for the document write {document.document}", err=True)
        if form not in _OF_FACTS:
            raise click.UsageError(f"`{name}` is a fact; --as {form} is for documents")
        return _trace_fact(fact, project, finished, texts, (form, target))
    if document is None:
        raise Problems(_unknown(name, project, finished))
    return _trace_document(document, project, finished, texts, (form, target))


def _form_of(target: Path | None) -> str:
    """Choose the form by the ending of the file that is to be written."""
    ending = target.suffix.removeprefix(".").lower() if target else ""
    return ending if ending in FORMS else "table"


def _unknown(name: str, project: Project, finished: Output) -> Diagnostic:
    """Say that a name is neither a fact nor a document; that a fact is gone where documents still print it."""
    printing = [entry.stem for entry in finished.manifest.documents if name in entry.facts]
    if printing:
        message = f"the dataset has no fact `{name}` any more; {', '.join(printing)} still print{'s' * (len(printing) == 1)} it"
        return Diagnostic(WRONG_NAME, message, hint="run `briefgen build`")
    hint = did_you_mean(name, (*project.dataset.facts, *finished.names))
    message = f"`{name}` is neither a fact nor a finished document"
    return Diagnostic(WRONG_NAME, message, hint=hint or "`briefgen facts list` shows the facts, `briefgen build` the documents")


def _trace_fact(fact: Fact, project: Project, finished: Output, texts: Path, wanted: tuple[str, Path | None]) -> Exit:
    from briefgen.render.format import Formatter
    from briefgen.tracing.fact import trace_fact
    from briefgen.tracing.written import PLACES, columns, fact_json, fact_lines, place_rows, places_head

    form, target = wanted
    formatter = Formatter(project.work.settings.locale, lambda words: words)
    found = trace_fact(fact, project.dataset, finished, texts, formatter)
    show(found.diagnostics)
    rows = [PLACES, *place_rows(found.spots)]
    lines = [*fact_lines(found), "", places_head(found)]
    if form == "json":
        _give(fact_json(found), target)
    elif target is None and found.spots and not plain_stream(sys.stdout):
        _give("\n".join(lines) + "\n", None)
        _table(rows)
    else:
        lines += [f"  {line}" for line in columns(rows)] if found.spots else []
        _give("\n".join(lines) + "\n", target)
    return exit_status(found.diagnostics)


def _trace_document(
    document: DocumentEntry, project: Project, finished: Output, texts: Path, wanted: tuple[str, Path | None]
) -> Exit:
    from briefgen.tracing.evidence import Library
    from briefgen.tracing.sheet import sheet_of
    from briefgen.tracing.sheet_page import sheet_html
    from briefgen.tracing.written import counted, sheet_csv, sheet_json, sheet_lines, sheet_rows

    form, target = wanted
    ledger = finished.ledger(document)
    sheet = sheet_of(ledger, Library.of(project.dataset, texts, {entry.fact for entry in ledger.entries} | set(ledger.facts)))
    if form == "table" and target is None and not plain_stream(sys.stdout):
        _table([*sheet_rows(sheet)])
        click.echo(counted(sheet))
        return Exit.DONE
    if form == "table":
        _give("\n".join(sheet_lines(sheet)) + "\n", target)
        return Exit.DONE
    _give({"csv": sheet_csv, "html": sheet_html, "json": sheet_json}[form](sheet), target)
    return Exit.DONE


def _give(text: str, target: Path | None) -> None:
    """Print a text, or write it to a file that is whole at any moment."""
    if target is None:
        click.echo(text, nl=False)
        return
    from briefgen.output import OutputFolder

    OutputFolder(target.resolve().parent).write(target.name, text.encode())
    click.echo(f"wrote {target}", err=True)


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    """Show rows, the first of which is the head, as a table on a terminal."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in rows[0]:
        table.add_column(name, overflow="fold", no_wrap=name in ("number", "page", "verdict"))
    for row in rows[1:]:
        table.add_row(*row)
    Console(highlight=False, markup=False, emoji=False).print(table)
