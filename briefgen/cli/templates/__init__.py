"""`briefgen templates list|show|vars|new|override|status`."""

from __future__ import annotations

import click

from briefgen.cli.templates.change import new_template, override_block
from briefgen.cli.templates.look import list_templates, list_words, show_template
from briefgen.cli.templates.underneath import show_status


@click.group()
def templates() -> None:
    """Look at the templates, and change them block by block."""


for command in (list_templates, show_template, list_words, new_template, override_block, show_status):
    templates.add_command(command)

__all__ = ["templates"]
