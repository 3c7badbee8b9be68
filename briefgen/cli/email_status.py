"""`briefgen email status`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.cli.email_options import LOG, plan_path
from briefgen.cli.report import show_problems
from briefgen.model.diagnostic import Exit, Place, Problems, finding
from briefgen.model.sending import UNFINISHED, Entry, State

if TYPE_CHECKING:
    from briefgen.deliver.log import LogReader, SendLog

_SHOWN = (State.SENDING, State.DATA_END, State.DEFERRED, State.FAILED, State.UNKNOWN)


@click.command(
    epilog="""
\b
Examples:
  briefgen email status                    the newest plan: counts, and every message that is not simply sent or queued
  briefgen email status --mark-sent 17     the reader says that message 17 arrived
  briefgen email status --resend 17        it did not: queue it again, under the same Message-ID
  briefgen email status --allow reader@example.org
"""
)
@click.argument("plan", metavar="[PLAN]", default="")
@options.project
@click.option("--mark-sent", multiple=True, metavar="MESSAGE", help="An unknown message has arrived: number or Message-ID.")
@click.option("--resend", multiple=True, metavar="MESSAGE", help="An unknown message has not arrived: queue it again.")
@click.option("--allow", multiple=True, metavar="ADDRESS", help="Let a suppressed address be sent to again.")
@click.option("--report", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form of the answer.")
def status(
    plan: str, folder: Path, mark_sent: tuple[str, ...], resend: tuple[str, ...], allow: tuple[str, ...], report: str
) -> Exit:
    """Show how far a plan is, the newest where PLAN names none, and settle messages of which nobody knew whether they arrived.

    Ends with 6 while anything is unfinished.
    """
    from briefgen.deliver.log import LogReader, SendLog
    from briefgen.folder import find_project

    try:
        root = find_project(folder.resolve())
        name = plan_path(root, plan).stem
        if mark_sent or resend or allow:
            with SendLog.hold(root / LOG, datetime.now(UTC)) as held:
                _settle(held, name, {**dict.fromkeys(mark_sent, State.SENT), **dict.fromkeys(resend, State.QUEUED)})
                _allow(held, allow)
        log = LogReader.open(root / LOG)
        if log is None:
            click.echo(f"plan {name}: nothing was sent yet")
            return Exit.DONE
        with log:
            counts, entries = log.counts(name), tuple(log.entries(name, _SHOWN))
            _FORMS[report](name, counts, entries, log)
    except Problems as problems:
        return show_problems(problems)
    return Exit.DELIVERY if any(counts[state] for state in UNFINISHED) else Exit.DONE


def _settle(log: SendLog, plan: str, decisions: Mapping[str, State]) -> None:
    """Put unknown messages into the states that a person gives them. Problems (BG652) where one is not unknown."""
    found = {name: log.entry(plan, name) for name in decisions}
    wrong = [
        finding("BG652", f"message {name} is {entry.state}, not unknown" if entry else f"there is no message {name}", Place())
        for name, entry in found.items()
        if entry is None or entry.state is not State.UNKNOWN
    ]
    if wrong:
        raise Problems(*wrong)
    for name, entry in found.items():
        if entry is not None:
            words = "a person says that it arrived" if decisions[name] is State.SENT else "a person says that it did not arrive"
            log.settle(entry, decisions[name], datetime.now(UTC), words)


def _allow(log: SendLog, addresses: tuple[str, ...]) -> None:
    wrong = [
        finding("BG652", f"{address} is not suppressed", Place()) for address in addresses if log.unsuppress(address) is None
    ]
    if wrong:
        raise Problems(*wrong)


def _text(plan: str, counts: Mapping[State, int], entries: tuple[Entry, ...], log: LogReader) -> None:
    """Print counts, then each message that needs attention."""
    parts = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    click.echo(f"plan {plan}: {parts or 'nothing was sent yet'}")
    for entry in entries:
        due = f", again from {entry.due[:16]}Z" if entry.due else ""
        said = f"{entry.code or ''} {entry.reply}".strip()
        click.echo(f"{entry.number:>6}  {entry.state:<8}  {entry.address}  {entry.document}: {said}{due}")
    suppressed = log.suppressed()
    if suppressed:
        click.echo("nothing is sent to:")
        for item in suppressed.values():
            click.echo(f"        {item.address}  since {item.since[:10]}: {item.reason}")
    if counts[State.UNKNOWN]:
        click.echo("ask the readers of unknown messages, then --mark-sent or --resend the number")


def _json(plan: str, counts: Mapping[State, int], entries: tuple[Entry, ...], log: LogReader) -> None:
    record: dict[str, Any] = {
        "plan": plan,
        "counts": {str(state): counts[state] for state in State},
        "messages": [asdict(entry) for entry in entries],
        "suppressed": [asdict(item) for item in log.suppressed().values()],
    }
    click.echo(json.dumps(record, ensure_ascii=False, indent=1))


_FORMS: Mapping[str, Callable[[str, Mapping[State, int], tuple[Entry, ...], LogReader], None]] = {"text": _text, "json": _json}
