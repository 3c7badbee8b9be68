"""The program: its commands, and what becomes of errors and interruptions."""

from __future__ import annotations

import sys

import click

from briefgen import __version__
from briefgen.cli.build import build
from briefgen.cli.check import check
from briefgen.cli.facts import facts
from briefgen.cli.init import init
from briefgen.cli.mail import email
from briefgen.cli.preview import preview
from briefgen.cli.report import show_problems
from briefgen.cli.schema import schema
from briefgen.cli.templates import templates
from briefgen.cli.trace import trace
from briefgen.model.diagnostic import Exit, Problems

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


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="briefgen")
def cli() -> None:
    """Make policy briefs for every audience from one dataset of sourced facts."""


for command in (build, check, email, facts, init, preview, schema, templates, trace):
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit with the contract's status: a user's mistake is told, a bug shows its traceback."""
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
    except BrokenPipeError:
        sys.stderr.close()
        status = Exit.DONE
    sys.exit(int(status or 0))
