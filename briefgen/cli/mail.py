"""`briefgen email`: the group of the commands that plan, draft, send and keep account."""

from __future__ import annotations

import click

from briefgen.cli.email_plan import draft, plan


@click.group(
    epilog="""
\b
Examples:
  briefgen email plan                    who gets which document, before anything is sent
  briefgen email draft --audience press  drafts for a mail program
"""
)
def email() -> None:
    """Attach documents to messages: plan who gets what, or write drafts to send by hand."""


for command in (plan, draft):
    email.add_command(command)
