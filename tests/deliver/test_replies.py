"""What a server's refusal is taken to mean, and how long a deferred message rests."""

from __future__ import annotations

import pytest

from briefgen.deliver.orders import Backoff
from briefgen.deliver.transport.replies import Step, is_bad_address, judge
from briefgen.deliver.transport.smtp import stuffed
from briefgen.model.sending import Fate


@pytest.mark.parametrize(
    ("step", "code", "text", "fate"),
    [
        (Step.RECIPIENT, 450, "4.2.0 greylisted", Fate.LATER),
        (Step.RECIPIENT, 452, "4.2.2 mailbox full", Fate.LATER),
        (Step.RECIPIENT, 421, "4.7.0 closing", Fate.BUSY),
        (Step.SENDER, 450, "4.7.1 too much mail", Fate.BUSY),
        (Step.SENDER, 454, "4.7.0 TLS not available", Fate.BUSY),
        (Step.END, 451, "4.3.0 try later", Fate.LATER),
        (Step.RECIPIENT, 550, "5.1.1 no such person", Fate.BAD_ADDRESS),
        (Step.RECIPIENT, 550, "unknown user", Fate.BAD_ADDRESS),
        (Step.RECIPIENT, 553, "mailbox name not allowed", Fate.BAD_ADDRESS),
        (Step.RECIPIENT, 550, "5.2.1 mailbox disabled", Fate.BAD_ADDRESS),
        (Step.RECIPIENT, 550, "5.7.1 relaying denied", Fate.REFUSED),
        (Step.RECIPIENT, 554, "5.7.1 refused by policy", Fate.REFUSED),
        (Step.RECIPIENT, 554, "no", Fate.REFUSED),
        (Step.RECIPIENT, 530, "5.7.0 authentication required", Fate.STOP),
        (Step.SENDER, 550, "5.7.1 not from you", Fate.STOP),
        (Step.SENDER, 552, "5.3.4 too large", Fate.REFUSED),
        (Step.DATA, 554, "no valid recipients", Fate.REFUSED),
        (Step.END, 552, "5.2.2 quota", Fate.REFUSED),
        (Step.END, 550, "spam", Fate.REFUSED),
        (Step.END, 550, "5.1.1 no such person", Fate.BAD_ADDRESS),
        (Step.DATA, 503, "bad sequence", Fate.STOP),
        (Step.SENDER, 250_000, "nonsense", Fate.STOP),
        (Step.RECIPIENT, -1, "", Fate.STOP),
    ],
)
def test_a_refusal_is_about_the_address_the_message_the_moment_or_all_that_we_send(
    step: Step, code: int, text: str, fate: Fate
) -> None:
    assert judge(step, code, text).fate is fate


def test_a_status_about_the_sender_says_nothing_of_the_reader_s_address() -> None:
    assert [is_bad_address(status) for status in ("5.1.1", "5.1.10", "5.1.7", "5.1.8", "5.7.1", "x")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_a_reply_is_shown_on_one_line_without_control_characters() -> None:
    assert judge(Step.RECIPIENT, 550, "no\r\n\x1b[31m such").reply == "no \ufffd[31m such"


def test_delays_double_up_to_the_longest_and_differ_between_messages() -> None:
    backoff = Backoff(first=60, longest=3600)
    delays = [backoff.seconds(attempt, "<a@b>") for attempt in range(1, 12)]
    assert all(60 * 2**number <= delay <= 60 * 2**number * 1.25 for number, delay in enumerate(delays[:6]))
    assert all(3600 <= delay <= 4500 for delay in delays[6:])
    assert backoff.seconds(1, "<a@b>") != backoff.seconds(1, "<c@d>")
    assert backoff.seconds(10_000, "<a@b>") <= 4500


def test_dots_are_stuffed_and_nothing_else_is_changed() -> None:
    assert stuffed(b".a\r\n\r\n.\r\nFrom b\r\n..\r\n") == b"..a\r\n\r\n..\r\nFrom b\r\n...\r\n"


@pytest.mark.parametrize("content", [b"a", b"a\n", b"a\r\n.\n\r\n", b"a\rb\r\n", b"a\n.\r\n"])
def test_lines_that_end_otherwise_than_with_crlf_are_never_sent(content: bytes) -> None:
    with pytest.raises(ValueError, match="CRLF"):
        stuffed(content)
