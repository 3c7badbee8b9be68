"""Options and settings that the commands of `briefgen email` share: which plan, which server, where the password is."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean, finding

if TYPE_CHECKING:
    from briefgen.deliver.password import PasswordSource
    from briefgen.deliver.transport import Server, Transport
    from briefgen.mailing import Mailing
    from briefgen.model.settings import Email, Smtp
    from briefgen.project import Project

PLANS = Path(".briefgen", "plans")
LOG = Path(".briefgen")
PASSWORD = "BRIEFGEN_SMTP_PASSWORD"  # noqa: S105 -- the variable's name
_NAMED = 8
"""Plans that are named where one is not there."""
_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


documents = options.stack(
    click.argument("briefs", metavar="[BRIEF]...", nargs=-1), options.project, options.output, options.selection
)
"""Which documents of which project."""
skip_bad = click.option("--skip-bad", is_flag=True, help="Leave out readers who cannot be written to, and name them.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents a command was asked for, from which folder, at which instant."""

    briefs: tuple[str, ...]
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    output: Path | None
    as_at: datetime | None
    skip_bad: bool

    def mailing(
        self, project: Project, suppressed: frozenset[str], progress: Callable[[int], None] = lambda _count: None
    ) -> Mailing:
        """Gather what a mailing needs; the suppressed are left out of it."""
        from briefgen.model.request import Request

        found = project.mailing(
            Request(briefs=self.briefs, audiences=self.audiences, languages=self.languages),
            output=self.output.absolute() if self.output else None,
            as_at=self.as_at or datetime.now(UTC).replace(microsecond=0),
            suppressed=suppressed,
            progress=progress,
        )
        return found.skipping() if self.skip_bad else found


class Duration(click.ParamType[timedelta]):
    """A time span such as 90s, 10m, 2h."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Turn the option's text into a time span, or fail with the form that is wanted."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]*)", str(value))
        if found is None or found[2] not in _UNITS:
            self.fail("expected a time such as 90s, 10m or 2h", param, ctx)
        return timedelta(seconds=float(found[1]) * _UNITS[found[2]])


class Rate(click.ParamType[float]):
    """So many messages a second, minute or hour: 5/s, 120/min, 1000/h."""

    name = "rate"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Turn the option's text into messages a second, or fail with the form that is wanted."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*/\s*(s|m|min|h)", str(value))
        if found is None or not float(found[1]):
            self.fail("expected a rate such as 5/s, 120/min or 1000/h", param, ctx)
        return float(found[1]) / _UNITS[found[2]]


def plan_path(root: Path, name: str) -> Path:
    """Find a plan by its id or path, the newest where no name is given. Problems (BG619) where there is none."""
    from briefgen.deliver.plan import ENDING, newest_first

    if name:
        asked = (root / PLANS / f"{name}{ENDING}", root / PLANS / name, Path(name))
        found = next((path for path in asked if path.is_file()), None)
    else:
        found = next(iter(newest_first(root / PLANS)), None)
    if found is None:
        message = f"there is no plan `{name}`" if name else "there is no plan"
        known = tuple(path.stem for path in newest_first(root / PLANS))
        raise Problems(finding("BG619", message, Place(PLANS.as_posix()), did_you_mean(name, known) or _there_are(known)))
    return found


def _there_are(known: Sequence[str]) -> str:
    """Name plans, the newest first; of many, only these."""
    more = len(known) - _NAMED
    return f"there are: {', '.join(known[:_NAMED])}{f' and {more} older ones' if more > 0 else ''}" if known else ""


def transport(email: Email, root: Path, sender: str) -> Transport:
    """Make the transport that the project's settings name. Problems (BG649) where they leave out what it needs."""
    from briefgen.deliver.transport import CommandTransport, FolderTransport, SmtpTransport

    if email.transport == "folder":
        return FolderTransport(root / email.folder)
    if email.transport == "command":
        if not email.command:
            raise Problems(_incomplete("email.command"))
        return CommandTransport(email.command)
    if email.smtp is None:
        raise Problems(_incomplete("email.smtp"))
    return SmtpTransport(server(email.smtp, root, sender))


def server(smtp: Smtp, root: Path, sender: str) -> Server:
    """Turn the settings of a mail server into what a connection needs."""
    from briefgen.deliver.transport import Server

    return Server(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        username=smtp.username,
        auth=smtp.auth,
        ca_file=_path(root, smtp.ca_file),
        secret=password(smtp, root).read,
        name=sender.rpartition("@")[2] or "localhost",
    )


def password(smtp: Smtp, root: Path, variable: str = PASSWORD) -> PasswordSource:
    """Say where the password for a mail server is looked for."""
    from briefgen.deliver.password import PasswordSource

    return PasswordSource(
        variable=variable,
        given=os.environ.get(variable, ""),
        command=smtp.password_command,
        file=_path(root, smtp.password_file),
        service=f"briefgen:{smtp.host}",
        username=smtp.username,
        folder=root,
    )


def described(email: Email) -> str:
    """Say in a few words where letters go."""
    if email.transport == "smtp" and email.smtp is not None:
        return f"by {email.smtp.host}:{email.smtp.port}"
    return f"to the folder {email.folder}/" if email.transport == "folder" else f"by the command {email.command[0]}"


def _path(root: Path, name: str) -> Path | None:
    return (root / Path(name).expanduser()) if name else None


def _incomplete(setting: str) -> Diagnostic:
    return finding("BG649", f"briefgen.yaml has no `{setting}`", Place("briefgen.yaml"))
