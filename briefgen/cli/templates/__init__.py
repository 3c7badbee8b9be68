"""`briefgen templates list|show|vars|new|override|status`."""

from __future__ import annotations

import click

from briefgen.cli.templates.change import new_template, override_block
from briefgen.cli.templates.look import list_templates, list_words, show_template
from briefgen.cli.templates.underneath import show_status


@click.group(
    epilog="""
\b
Examples:
  briefgen templates list                            every template: whose it is, and who gets it
  briefgen templates override press quotation        one block, to be changed in the project
  briefgen templates new regional --from minister    a working audience
  briefgen templates status                          what has changed underneath since
"""
)
def templates() -> None:
    """Look at the templates, and change them block by block."""


for command in (list_templates, show_template, list_words, new_template, override_block, show_status):
    templates.add_command(command)

__all__ = ["templates"]
