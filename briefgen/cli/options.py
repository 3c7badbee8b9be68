"""Options that several commands share (contract, section 4)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
REPORTS = ("text", "json", "sarif", "github")


class Instant(click.ParamType[datetime]):
    """An ISO 8601 instant with a time zone."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Turn the option's text into an instant, or fail with the form that is wanted."""
        from briefgen.model.value import parse_instant

        try:
            return parse_instant(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class NewFile(click.Path):
    """A file to write, in a folder that is there: nobody's slip of the pen becomes a folder."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Turn the option's text into a path, or fail with the folder that is missing."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f"there is no folder `{path.parent}`", param, ctx)
        return path


def stack(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Make one decorator of several, in the order in which help shows them."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


project = click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="found from here upwards",
    help="Folder of the project.",
)
output = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the documents.  [default: output/ in the project]",
)
target = click.option("--to", "target", type=NewFile(), help="File to write instead of printing; its folder must be there.")
selection = stack(
    click.option("--audience", "audiences", multiple=True, metavar="A", help="Only this audience; may be given again."),
    click.option("--language", "languages", multiple=True, metavar="L", help="Only this language; may be given again."),
)
as_at = click.option(
    "--as-at",
    type=Instant(),
    metavar="INSTANT",
    help="The instant that decides embargoes and reviews, such as 2025-02-11T12:00+01:00.",
)
embargoed = click.option(
    "--embargoed",
    is_flag=True,
    help="Let facts under embargo in; the documents carry the embargo line on each page.",
)
reporting = stack(
    click.option("--strict", is_flag=True, help="Let warnings fail the run, too."),
    click.option("--report", type=click.Choice(REPORTS), default="text", show_default=True, help="Form of the findings."),
    click.option("--quiet", is_flag=True, help="Print errors only."),
    click.option("--verbose", is_flag=True, help="Print notes, too, and every file."),
)
