"""`briefgen email send`."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options
from briefgen.cli.email_options import Duration, Rate, described, plan_path, transport
from briefgen.cli.report import plain_stream, show, show_problems
from briefgen.model.diagnostic import Exit, Place, Problems, exit_status, finding
from briefgen.model.sending import UNFINISHED, State

if TYPE_CHECKING:
    from briefgen.deliver.transport import Transport
    from briefgen.mailing.dispatch import Dispatch
    from briefgen.model.briefing import Work


@click.command(
    epilog="""
\b
Examples:
  briefgen email send                            what the newest plan would send; nothing leaves
  briefgen email send --yes --only-to me@example.org
  briefgen email send --yes --rate 60/min        the plan, or what is left of it
  briefgen email send --yes --wait 2h            wait for messages that the server defers
  briefgen email send 35e4a9ab4e6b673b           another plan than the newest
"""
)
@click.argument("plan", metavar="[PLAN]", default="")
@options.project
@options.output
@click.option("--yes", is_flag=True, help="Send. Without it nothing leaves.")
@click.option("--only-to", multiple=True, metavar="ADDRESS", help="Only to this address; may be given again.")
@click.option("--limit", type=click.IntRange(min=1), help="Try so many messages at most.")
@click.option("--rate", type=Rate(), metavar="RATE", help="At most so many messages, such as 5/s, 120/min, 1000/h.")
@click.option("--wait", type=Duration(), metavar="TIME", help="Wait for deferred messages, at most so long, such as 2h.")
@click.option(
    "--retry-after", type=Duration(), metavar="TIME", default="60s", show_default=True, help="A deferred message's first delay."
)
@click.option("--again", is_flag=True, help="Send also to those who have the same file from another plan.")
@options.as_at
@options.reporting
def send(
    plan: str,
    folder: Path,
    output: Path | None,
    yes: bool,
    only_to: tuple[str, ...],
    limit: int | None,
    rate: float | None,
    wait: timedelta | None,
    retry_after: timedelta,
    again: bool,
    as_at: datetime | None,
    strict: bool,
    report: str,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Send a plan, the newest where PLAN names none. Without --yes nothing is sent.

    Nobody gets a message twice: a run that was interrupted goes on where it ended, and a message of which nobody can tell whether
    it arrived waits for `briefgen email status --mark-sent` or `--resend`. --as-at may lie ahead in a rehearsal alone.
    """
    from briefgen.deliver.orders import Backoff, Orders

    orders = Orders(
        only=frozenset(address.lower() for address in only_to),
        limit=limit or 0,
        interval=1 / rate if rate else 0.0,
        wait=wait.total_seconds() if wait else 0.0,
        backoff=Backoff(first=retry_after.total_seconds()),
    )
    try:
        with _opened(folder, output, plan) as (dispatch, carrier, whither):
            ordered = dispatch.ordered(orders, again=again)
            if yes:
                _refuse_the_future(as_at)
            ordered.demand_clearance(as_at or datetime.now(UTC))
            if not yes:
                return _rehearse(ordered, whither)
            return _send(ordered, carrier(), as_at, _Manner(strict, report, quiet, verbose))
    except Problems as problems:
        return show_problems(problems, report, quiet=quiet, verbose=verbose)


def _refuse_the_future(as_at: datetime | None) -> None:
    """Raise Problems (BG633) where an instant has not come yet: messages that really leave may not outrun an embargo."""
    now = datetime.now(UTC)
    if as_at is not None and as_at > now:
        message = f"--as-at {as_at.isoformat()} has not come yet: it is {now:%Y-%m-%dT%H:%M}+00:00, and messages would leave now"
        raise Problems(finding("BG633", message, Place()))


@dataclass(frozen=True, slots=True)
class _Manner:
    """How findings are told."""

    strict: bool
    report: str
    quiet: bool
    verbose: bool


@contextmanager
def _opened(folder: Path, output: Path | None, name: str) -> Iterator[tuple[Dispatch, Callable[[], Transport], str]]:
    """Open project and plan; give what is to be sent, what makes the transport, and in words where it leads."""
    from briefgen.deliver.plan import PlanFile
    from briefgen.mailing.dispatch import Dispatch
    from briefgen.project import Project

    project = Project.open(folder)
    email = project.work.settings.email
    plan = PlanFile.open(plan_path(project.root, name))
    fresh = [project.work]

    def reopen() -> Work:
        return fresh.pop() if fresh else Project.open(project.root).work

    try:
        dispatch = Dispatch.prepare(plan, project.root, output or project.root / "output", reopen)
        yield dispatch, lambda: transport(email, project.root, plan.sender), described(email)
    finally:
        plan.close()


def _rehearse(dispatch: Dispatch, whither: str) -> Exit:
    """Print what would be sent."""
    lines = dispatch.rehearse()
    for line in lines:
        click.echo(f"{line.count:>6}  {line.state:<11}  {line.document}{'  (before the embargo)' if line.early else ''}")
    due = sum(line.count for line in lines if line.is_due)
    count = min(due, dispatch.orders.limit or due)
    click.echo(f"plan {dispatch.plan.id}: nothing was sent; --yes sends {count} message{'' if count == 1 else 's'} {whither}")
    return Exit.DONE


def _send(dispatch: Dispatch, carrier: Transport, as_at: datetime | None, manner: _Manner) -> Exit:
    """Send what is due, print what the plan has come to, and give the exit status: 6 while anything is unfinished."""
    from briefgen.deliver.orders import Clock, Surroundings

    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda seconds: time.sleep(min(seconds, _HEARING)))
    with _until_interrupted() as stopped, _progress(manner.quiet) as (begin, progress):
        around = Surroundings(carrier, dispatch.clearance, clock, lambda: as_at or clock.now(), progress, stopped)
        result, counts = dispatch.send(around, begin)
        interrupted = stopped()
    show(result.diagnostics, manner.report, quiet=manner.quiet, verbose=manner.verbose)
    if manner.report == "text" and not manner.quiet:
        parts = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
        click.echo(f"plan {dispatch.plan.id}: {result.states[State.SENT]} sent now; in all {parts or 'nothing'}")
    if interrupted:
        return Exit.INTERRUPTED
    unfinished = sum(counts[state] for state in UNFINISHED) + result.states[State.FAILED]
    return exit_status(result.diagnostics, strict=manner.strict) or (Exit.DELIVERY if unfinished else Exit.DONE)


_HEARING = 0.5
"""Seconds after which a run that waits looks whether a person has ended it."""


@contextmanager
def _until_interrupted() -> Iterator[Callable[[], bool]]:
    """Let the first interruption end the run after the present message, the second one at once."""
    heard: list[int] = []

    def hear(number: int, _frame: object) -> None:
        if heard:
            raise KeyboardInterrupt
        heard.append(number)
        click.echo("ending after this message; again to end at once", err=True)

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(heard)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _progress(quiet: bool) -> Iterator[tuple[Callable[[int], None], Callable[[State], None]]]:
    """Show a progress bar where standard error is a terminal: give what hears the number of messages, then each one's state."""
    if quiet or plain_stream(sys.stderr):
        yield lambda _total: None, lambda _state: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sending", total=None)
        counts: Counter[State] = Counter()

        def step(state: State) -> None:
            counts[state] += 1
            words = ", ".join(f"{count} {name}" for name, count in counts.items())
            bar.update(task, description=words, advance=1)

        yield lambda total: bar.update(task, total=total), step
