"""`briefgen templates list|show|vars`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.report import plain_stream


@click.command(
    "list",
    epilog="""
\b
Examples:
  briefgen templates list
  briefgen templates list --own
  briefgen templates list --json | jq '.[] | select(.overrides != [])'
""",
)
@options.project
@click.option("--own", is_flag=True, help="Only the project's own files.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
def list_templates(folder: Path, own: bool, as_json: bool) -> None:
    """List templates and styles: whose they are, what they override, which audiences' papers and mails they go into."""
    from briefgen.overrides.catalogue import catalogue
    from briefgen.project import Project

    rows = [row for row in catalogue(Project.open(folder).templates) if not own or row.layer != "package"]
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    table = [(row.name, row.layer, ", ".join(row.overrides), ", ".join(row.audiences)) for row in rows]
    _table(("template", "of", "overrides", "audiences"), table)


@click.command(
    "show",
    epilog="""
\b
Examples:
  briefgen templates show press
  briefgen templates show partials/evidence.html.j2
  briefgen templates show press --block quotation
""",
)
@click.argument("name", metavar="NAME|AUDIENCE")
@options.project
@click.option("--block", metavar="B", help="Print what stands in this block in the end.")
def show_template(name: str, folder: Path, block: str | None) -> None:
    """Show a template as it is in the end: what it extends, and every block or macro with the file and line it comes from.

    NAME is a template or style, as `briefgen templates list` has it; AUDIENCE stands for its template.
    """
    from briefgen.model.layers import place_name
    from briefgen.overrides.effective import effective, effective_block
    from briefgen.project import Project

    shelf = Project.open(folder).templates
    wanted = shelf.find(name)
    if not wanted.endswith(".j2"):
        click.echo((shelf.environment.folders.read(wanted) or b"").decode(), nl=False)
        return
    chain = shelf.family(wanted)
    if block:
        click.echo(effective_block(chain, block).source.strip("\n"))
        return
    for number, item in enumerate(chain):
        whose = "project" if shelf.is_own(item) else "package"
        click.echo(f"{'extends ' if number else ''}{place_name(item.name)} ({whose})")
    rows = [
        (
            "  " * found.depth + found.name,
            str(found.place),
            ("with " if found.calls_super else "over ") + ", ".join(map(str, found.over)),
        )
        if found.over
        else ("  " * found.depth + found.name, str(found.place), "")
        for found in effective(chain)
    ]
    if rows:
        _table(("block", "comes from", "in the place of"), rows)
    macros = [
        (f"{part.name}{part.signature}", f"{place_name(chain[0].name)}:{part.line}")
        for part in chain[0].parts
        if part.kind == "macro"
    ]
    if macros:
        _table(("macro", "comes from"), macros)


@click.command(
    "vars",
    epilog="""
\b
Examples:
  briefgen templates vars
  briefgen templates vars fact facts
  briefgen templates vars fact.statement filters
  briefgen templates vars "blocks of press"
  briefgen templates vars "names of mails"
  briefgen templates vars --json | jq -r '.[].name'
""",
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@options.project
@click.option("--json", "as_json", is_flag=True, help="Print the words as JSON.")
def list_words(names: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """List every name, filter, function and block that a template may use, with its type, a sentence and an example.

    NAME is a word, a group of words (names, filters, blocks, a type such as fact, "blocks of press"), or fact.statement.
    """
    from briefgen.overrides.words import words
    from briefgen.project import Project

    found = words(Project.open(folder).templates, names)
    if as_json:
        click.echo(json.dumps([{"group": word.group, **asdict(word.term)} for word in found], ensure_ascii=False, indent=1))
        return
    for group, listed in groupby(found, key=lambda word: word.group):
        click.secho(
            group if group.startswith(("names", "filters", "blocks")) else f"a {group} has", bold=not plain_stream(sys.stdout)
        )
        for word in listed:
            term = word.term
            on = f" on {term.takes}" if group == "filters" else ""
            click.echo(f"  {term.written}{on}: {term.gives}\n      {term.sentence}\n      {term.example}")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(head):
        table.add_column(name, overflow="fold", no_wrap=not number)
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else 200
    Console(width=width, no_color=plain_stream(sys.stdout), highlight=False, markup=False, emoji=False).print(table)
