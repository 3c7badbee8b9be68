"""`briefgen email bounces`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.email_options import LOG, password
from briefgen.cli.report import show, show_problems
from briefgen.model.diagnostic import Exit, Problems

PASSWORD = "BRIEFGEN_IMAP_PASSWORD"  # noqa: S105 -- the variable's name


@click.command(
    epilog="""
\b
Examples:
  briefgen email bounces --maildir ~/Maildir
  briefgen email bounces --imap mail.example.org
  briefgen email bounces --imap mail.example.org:993 --user briefs@example.org --mailbox Bounces
"""
)
@options.project
@click.option("--maildir", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Maildir with the reports.")
@click.option("--imap", metavar="HOST[:PORT]", help="IMAP server with the reports; it must encrypt from the start.")
@click.option("--user", metavar="NAME", help="User on the IMAP server.  [default: email.smtp.username]")
@click.option("--mailbox", default="INBOX", show_default=True, help="Folder on the IMAP server.")
@options.reporting
def bounces(
    folder: Path,
    maildir: Path | None,
    imap: str | None,
    user: str | None,
    mailbox: str,
    strict: bool,
    report: str,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Read delivery reports and mark the messages that came back.

    A message that was returned for good is marked as failed, and an address that does not exist joins those that nothing is sent
    to. A report counts only for the message whose Message-ID it returns. The mailbox stays as it is. The password for IMAP comes
    from BRIEFGEN_IMAP_PASSWORD, or from where email.smtp says.
    """
    from briefgen.deliver.bounces import mark
    from briefgen.deliver.log import SendLog
    from briefgen.deliver.mailbox import maildir_reports

    if (maildir is None) == (imap is None):
        raise click.UsageError("name a --maildir or an --imap server")
    try:
        from briefgen.folder import find_project

        root = find_project(folder.resolve())
        reports = maildir_reports(maildir) if maildir is not None else _imap(folder, imap or "", user, mailbox)
        with SendLog.hold(root / LOG, datetime.now(UTC)) as log:
            found = mark(log, reports, datetime.now(UTC))
    except Problems as problems:
        return show_problems(problems, report, quiet=quiet, verbose=verbose)
    show(found, report, quiet=quiet, verbose=verbose)
    if report == "text" and not quiet:
        count = sum(item.code == "BG648" for item in found)
        click.echo(f"{count} message{'' if count == 1 else 's'} marked as failed")
    return Exit.ERRORS if strict and any(item.code == "BG648" for item in found) else Exit.DONE


def _imap(folder: Path, server: str, user: str | None, mailbox: str) -> Iterable[bytes]:
    """Open the mailbox with the settings of the mail server, where they fit."""
    from briefgen.deliver.mailbox import ImapMailbox
    from briefgen.model.settings import Smtp
    from briefgen.project import Project

    project = Project.open(folder)
    host, _, port = server.partition(":")
    smtp = project.work.settings.email.smtp or Smtp(host=host)
    name = user or smtp.username
    if not name:
        raise click.UsageError("name the --user on the IMAP server, or `username` in `email.smtp` of briefgen.yaml")
    given = os.environ.get(PASSWORD, "")
    return ImapMailbox(
        host=host,
        port=int(port or 993),
        username=name,
        password=given or replace(password(smtp, project.root), variable=PASSWORD, username=name).read(),
        auth=smtp.auth,
        folder=mailbox,
        ca_file=(project.root / smtp.ca_file) if smtp.ca_file else None,
    ).reports()
