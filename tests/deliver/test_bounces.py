"""Delivery reports mark the messages that they return, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefgen.deliver.bounces import mark, read
from briefgen.deliver.log import SendLog
from briefgen.model.diagnostic import Problems
from briefgen.model.sending import Fate, Outcome, State
from tests.mailings import opened, write_mailing

NOW = datetime(2026, 1, 2, tzinfo=UTC)
READERS = ("one@example.org", "two@example.org")


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[tuple[SendLog, list[str]]]:
    """A log of two messages that a server took, and their Message-IDs."""
    plan = opened(write_mailing(tmp_path, READERS))
    with SendLog.hold(tmp_path / ".briefgen", NOW) as log:
        log.enter(plan, {}, NOW)
        for entry in list(log.entries(plan.id, [State.QUEUED])):
            log.stage(entry, State.SENT, NOW, Outcome(Fate.ACCEPTED, 250, "taken"))
        log.commit()
        yield log, [planned.message_id for planned in plan.planned()]
    plan.close()


def report(
    message_id: str, recipient: str = READERS[0], action: str = "failed", status: str = "5.1.1", kind: str = "rfc822"
) -> bytes:
    """Write a delivery report as Postfix does."""
    returned = "message/rfc822" if kind == "rfc822" else "text/rfc822-headers"
    return (
        "From: MAILER-DAEMON@example.org\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\n\r\nI'm sorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; no such person\r\n\r\n"
        f"--b\r\nContent-Type: {returned}\r\n\r\nSubject: The summit\r\nMessage-ID: {message_id}\r\n\r\nHello\r\n--b--\r\n"
    ).encode()


def states(log: SendLog, ids: list[str]) -> list[str]:
    return [str(entry.state) for name in ids if (entry := log.by_message_id(name))]


@pytest.mark.parametrize("kind", ["rfc822", "headers"])
def test_a_permanent_failure_marks_its_message_and_suppresses_the_address(sent: tuple[SendLog, list[str]], kind: str) -> None:
    log, ids = sent
    found = mark(log, [report(ids[0], kind=kind)], NOW)
    assert ([item.code for item in found], states(log, ids)) == (["BG648"], ["failed", "sent"])
    assert list(log.suppressed()) == [READERS[0]]
    assert mark(log, [report(ids[0])], NOW) == (), "a report that is read again changes nothing"


def test_a_full_mailbox_is_no_wrong_address(sent: tuple[SendLog, list[str]]) -> None:
    log, ids = sent
    mark(log, [report(ids[0], status="5.2.2")], NOW)
    assert (states(log, ids), log.suppressed()) == (["failed", "sent"], {})


def test_a_delay_is_noted_and_the_message_stays_sent(sent: tuple[SendLog, list[str]]) -> None:
    log, ids = sent
    assert [item.code for item in mark(log, [report(ids[0], action="delayed", status="4.4.1")] * 2, NOW)] == ["BG653"]
    assert states(log, ids) == ["sent", "sent"]


def test_a_report_marks_only_the_message_that_it_returns(sent: tuple[SendLog, list[str]]) -> None:
    log, ids = sent
    hostile = [
        report("<guessed@example.org>", READERS[1]),
        report("", READERS[1]),
        report(ids[0], READERS[1], action="delivered", status="2.0.0"),
        report(ids[0], READERS[1], status="2.0.0"),
        b"Content-Type: text/plain\r\n\r\nFinal-Recipient: rfc822; two@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 100_000,
        b"\xff\x00" * 1000,
        b"",
    ]
    mark(log, hostile, NOW)
    assert (states(log, ids), log.suppressed()) == (["sent", "sent"], {})
    mark(log, [report(ids[0], READERS[1])], NOW)
    assert (states(log, ids), list(log.suppressed())) == (["failed", "sent"], [READERS[0]]), "the log knows whose message it is"


@pytest.mark.usefixtures("sent")
def test_a_second_program_is_told_that_the_log_is_held(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="BG630"), SendLog.hold(tmp_path / ".briefgen", NOW):
        pass


def test_what_is_no_report_says_nothing() -> None:
    assert read(b"Subject: hello\r\n\r\nMessage-ID: <a@b>\r\n") == ()
