"""`briefgen facts`, with `list` and `show`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.cli.fact_selection import chosen, selection
from briefgen.cli.facts_export import export_facts
from briefgen.cli.facts_import import import_facts
from briefgen.cli.report import plain_stream
from briefgen.model.diagnostic import Diagnostic, Problems, did_you_mean

if TYPE_CHECKING:
    from briefgen.model.fact import Fact
    from briefgen.project import Project
    from briefgen.render.format import Formatter


@click.group(
    epilog="""
\b
Examples:
  briefgen facts list --topic investment
  briefgen facts show signatory-countries
  briefgen facts import figures.xlsx --dry-run
  briefgen facts export --to facts.xlsx
"""
)
def facts() -> None:
    """Look at the dataset's facts, and exchange them with spreadsheets."""


facts.add_command(import_facts)
facts.add_command(export_facts)


@facts.command(
    "list",
    epilog="""
\b
Examples:
  briefgen facts list --topic investment
  briefgen facts list --type recommendation --status asserted
  briefgen facts list --json | jq length
""",
)
@options.project
@selection
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON.")
def list_facts(folder: Path, as_json: bool, **wanted: Any) -> None:
    """List facts with type, topic, status and statement."""
    from briefgen.model.plain import plain
    from briefgen.project import Project

    project = Project.open(folder)
    found = chosen(project.dataset, wanted)
    if as_json:
        click.echo(json.dumps([plain(fact) for fact in found], ensure_ascii=False, indent=1))
        return
    _print_table(found, _formatter(project))


@facts.command(
    "show",
    epilog="""
\b
Examples:
  briefgen facts show signatory-countries
  briefgen facts show signatory-countries --json
""",
)
@click.argument("name", metavar="FACT")
@options.project
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
def show_fact(name: str, folder: Path, as_json: bool) -> None:
    """Show one fact with its value, evidence, alternatives and relations."""
    from briefgen.model.plain import plain
    from briefgen.project import Project

    project = Project.open(folder)
    fact = project.dataset.facts.get(name)
    if fact is None:
        hint = did_you_mean(name, project.dataset.facts) or "`briefgen facts list` shows the ids there are"
        raise Problems(Diagnostic("BG006", f"no fact `{name}`", hint=hint))
    if as_json:
        click.echo(json.dumps(plain(fact), ensure_ascii=False, indent=1))
        return
    _print_fact(fact, project)


def _formatter(project: Project) -> Formatter:
    from briefgen.render.format import Formatter

    return Formatter(project.work.settings.locale, lambda words: words)


def _spoken(fact: Fact, formatter: Formatter) -> str:
    from briefgen.model.fact import SLOT

    if fact.value is None:
        return fact.statement
    return fact.statement.replace(SLOT, formatter.value(fact.value, fact.unit, fact.qualifier))


def _print_table(listed: list[Fact], formatter: Formatter) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("fact", "type", "topic", "status"):
        table.add_column(column, no_wrap=True)
    table.add_column("statement", overflow="fold")
    for fact in listed:
        table.add_row(fact.id, fact.type, fact.home, fact.status, _spoken(fact, formatter))
    width = None if sys.stdout.isatty() else 240
    Console(width=width, no_color=plain_stream(sys.stdout), highlight=False, markup=False, emoji=False).print(table)
    click.echo(f"{len(listed)} fact{'' if len(listed) == 1 else 's'}")


def _print_fact(fact: Fact, project: Project) -> None:
    """Print a fact as lines of name and content, then its evidence."""
    formatter = _formatter(project)
    lines = {
        "statement": _spoken(fact, formatter),
        "type": fact.type,
        "topic": ", ".join(project.dataset.topics[topic].title for topic in fact.topic),
        "status": fact.status,
        "confidence": f"{fact.confidence.level}: {fact.confidence.why}" if fact.confidence.why else fact.confidence.level,
        "definition": fact.definition,
        "as of": formatter.date(fact.as_of) if fact.as_of else "",
        "actor": fact.actor,
        "marking": fact.marking,
        "note": fact.note,
        "written in": str(project.dataset.places.get(fact.id, "")),
    }
    click.echo(fact.id)
    for name, content in lines.items():
        if content:
            click.echo(f"  {name:<12} {content}")
    for evidence in fact.sources:
        source = project.dataset.sources[evidence.source]
        where = f", paragraph {evidence.locator.paragraph}" if evidence.locator.paragraph else ""
        quote = f": “{evidence.locator.quote}”" if evidence.locator.quote else ""
        click.echo(f"  {'source':<12} {source.short}{where}{quote}")
    for other in fact.alternatives:
        named = ", ".join(project.dataset.sources[evidence.source].short for evidence in other.sources)
        value = formatter.value(other.value, other.unit or fact.unit, other.qualifier)
        click.echo(f"  {'also':<12} {value}{f' ({named})' if named else ''}{f': {other.note}' if other.note else ''}")
    for relation in fact.relations:
        click.echo(f"  {relation.type.replace('_', ' '):<12} {relation.fact}")
