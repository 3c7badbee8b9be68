"""`briefgen templates status`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.model.diagnostic import Diagnostic, Exit, Place, Problems

if TYPE_CHECKING:
    from briefgen.overrides.underneath import Status

_WHO = {"package": "the package alone", "project": "you alone", "both": "the package and you"}


@click.command(
    "status",
    epilog="""
\b
Examples:
  briefgen templates status
  briefgen templates status --report json
  briefgen templates status --accept
""",
)
@options.project
@click.option("--accept", is_flag=True, help="Record the package's present text as seen, for all overrides.")
@click.option("--report", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form of the result.")
def show_status(folder: Path, accept: bool, report: str) -> Exit:
    """After an upgrade: tell which overridden blocks and files have changed underneath, with a three-way difference.

    Each is shown as it was when it was taken, as the package has it now, and as the project has it. Untouched ones are not
    listed. The exit status is 1 when something has changed or is gone, and 0 again once --accept has recorded it as seen.
    """
    from briefgen.output import OutputFolder
    from briefgen.overrides.records import FILE, read_records, written
    from briefgen.overrides.shelf import OWN_ONLY
    from briefgen.overrides.underneath import accepted, status
    from briefgen.project import Project

    project = Project.open(folder)
    shelf = project.templates
    records = {} if accept else read_records(shelf.own)
    if accept and not shelf.is_layered:
        raise Problems(Diagnostic("BG425", OWN_ONLY, Place("templates")))
    if accept:
        seen = accepted(shelf)
        OutputFolder(project.root).write(FILE, written(seen))
        click.echo(f"recorded the parents of {_counted(len(seen))} in {FILE}")
        return Exit.DONE
    found = status(shelf, records)
    told = [item for item in found if item.state != "untouched"]
    if report == "json":
        click.echo(json.dumps([_record(item) for item in told], ensure_ascii=False, indent=1))
    else:
        for item in told:
            click.echo("\n".join(_lines(item)))
        changed = sum(item.state in ("changed", "gone") for item in told)
        click.echo(f"{_counted(len(found))}, {changed} changed underneath")
    return Exit.ERRORS if any(item.state in ("changed", "gone") for item in told) else Exit.DONE


def _counted(count: int) -> str:
    return f"{count} override{'' if count == 1 else 's'}"


def _record(item: Status) -> dict[str, Any]:
    parent = str(item.parent_place) if item.parent_place else None
    return {
        "state": item.state,
        "template": item.name,
        "block": item.block,
        "place": str(item.place),
        "parent": parent,
        "calls_super": item.calls_super,
        "was": item.was,
        "now": item.now,
        "mine": item.mine,
        "regions": [asdict(region) for region in item.regions],
    }


def _lines(item: Status) -> Iterator[str]:
    """Tell of one override: what became of its parent, and the three-way difference."""
    what = "the whole file" if item.block == "*" else f"block `{item.block}`"
    if item.state == "unknown":
        yield f"{item.place}: {what}: origin unknown; `briefgen templates status --accept` records the present parent"
        return
    if item.state == "gone":
        yield f"{item.place}: {what} is gone from the package; this is what it was taken from"
        yield from (f"    was  | {line}" for line in item.was.strip("\n").split("\n"))
        return
    yield f"{item.place}: {what} has changed underneath, in {item.parent_place}"
    if item.calls_super:
        yield "    yours prints the package's with super(), so the change is in it already"
    for region in item.regions:
        alike = ", alike" if region.now == region.mine else ""
        yield f"  line {region.line}, changed by {_WHO[region.who]}{alike}"
        for name, lines in (("was ", region.was), ("now ", region.now), ("mine", region.mine)):
            yield from (f"    {name} | {line}" for line in lines or ("(nothing)",))
