"""`briefgen email`: the group of the commands that plan, draft, send and keep account."""

from __future__ import annotations

import click

from briefgen.cli.email_bounces import bounces
from briefgen.cli.email_correct import correct
from briefgen.cli.email_plan import draft, plan
from briefgen.cli.email_send import send
from briefgen.cli.email_status import status


@click.group(
    epilog="""
\b
Examples:
  briefgen email plan                    who gets which document, before anything is sent
  briefgen email draft --audience press  drafts for a mail program
  briefgen email send                    what the plan would send; --yes sends it
"""
)
def email() -> None:
    """Attach documents to messages: plan who gets what, send it or write drafts, and keep account of what was sent."""


for command in (plan, draft, send, status, bounces, correct):
    email.add_command(command)
