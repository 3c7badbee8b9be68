"""The program: its commands, and what becomes of errors and interruptions."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import cast

import click

from briefgen import __version__
from briefgen.cli.report import show_problems
from briefgen.cli.streams import lost_output, stand_alone
from briefgen.model.diagnostic import Exit, Problems

_NEW_OBJECTS = 1_000_000
"""So many are made before the garbage collector looks at them, not 700: what a run reads and imports lives to its end."""

EXAMPLES = """
\b
Examples:
  briefgen init my-project               a new project with a small dataset that builds at once
  briefgen check                         find what is wrong, without writing a file
  briefgen build                         make every document of the project into output/
  briefgen build --audience minister     only the ministers' documents
  briefgen preview                       every document in your browser, live as files change
  briefgen facts show summit-dates       one fact with its evidence
  briefgen email plan                    who gets which document, before anything is sent
  briefgen trace summit-dates            every document, page and template line that prints it
"""


_MODULES = {
    "build": "build",
    "check": "check",
    "email": "mail",
    "facts": "facts",
    "init": "init",
    "preview": "preview",
    "schema": "schema",
    "templates": "templates",
    "trace": "trace",
}
"""The modules of the commands, by their names."""


class _Commands(click.Group):
    """Commands whose modules are imported when they are asked for: most runs need one of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- the same at all times
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        if cmd_name not in _MODULES:
            return None
        return cast(click.Command, getattr(import_module(f"briefgen.cli.{_MODULES[cmd_name]}"), cmd_name))


@click.group(cls=_Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="briefgen")
def cli() -> None:
    """Make policy briefs for every audience from one dataset of sourced facts."""


def main() -> None:
    """Run the command line and exit with the contract's status: a user's mistake is told, a bug shows its traceback."""
    stand_alone()
    gc.set_threshold(_NEW_OBJECTS)
    try:
        status = cli.main(prog_name="briefgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        status = Exit.INTERRUPTED
    except Problems as problems:
        status = show_problems(problems)
    if reason := lost_output():
        click.echo(f"standard output could not be written: {reason}", err=True)
        status = status or Exit.ERRORS
    sys.exit(int(status or 0))
