"""Commands that go out together where a server offers it (RFC 2920), and what a refusal in their midst leaves behind: nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mail.test_smtp import READERS, Serve, send, states
from tests.mail_servers import PASSWORD, Unruly
from tests.mailings import Mailing, opened, write_mailing

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the test server


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD", PASSWORD)


def contents(mailing: Mailing) -> dict[str, bytes]:
    """Give the planned bytes by their reader."""
    plan = opened(mailing)
    found = {planned.address: plan.content(planned.number) for planned in plan.planned()}
    plan.close()
    return found


def refusing(address: str, words: str) -> Callable[[str, int], str | None]:
    return lambda named, _times: words if named == address else None


@pytest.mark.parametrize("offers", [True, False])
def test_sender_and_recipient_go_together_where_that_is_offered_and_the_data_never(
    tmp_path: Path, serve: Serve, offers: bool
) -> None:
    server = serve(pipelining=offers)
    planned = contents(write_mailing(tmp_path, READERS[:3], server.settings()))
    assert send(tmp_path).status == 0
    expected = [f"RCPT TO:<{reader}>\r\n".encode() if offers else b"" for reader in READERS[:3]]
    assert server.ahead == expected
    assert server.heard == ["MAIL", "RCPT", "DATA"] * 3
    assert dict(server.delivered) == planned
    assert server.connections == 1


@pytest.mark.parametrize(("words", "state"), [("550 5.1.1 no such reader", "failed"), ("450 4.2.1 later", "deferred")])
def test_a_recipient_refused_among_commands_that_went_together_leaves_no_half_message(
    tmp_path: Path, serve: Serve, words: str, state: str
) -> None:
    server = serve(pipelining=True, answer=refusing(READERS[1], words))
    planned = contents(write_mailing(tmp_path, READERS[:3], server.settings()))
    assert send(tmp_path).status == 6
    assert server.heard == ["MAIL", "RCPT", "DATA", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA"]
    assert server.delivered == [(reader, planned[reader]) for reader in (READERS[0], READERS[2])]
    assert states(tmp_path) == {"reader1": "sent", "reader2": state, "reader3": "sent"}
    assert server.connections == 1, "the conversation goes on where it was"


def test_a_sender_refused_with_the_recipient_behind_it_is_the_refusal_that_counts(tmp_path: Path, serve: Serve) -> None:
    server = serve(pipelining=True, at_sender=lambda times: "552 5.3.4 too large" if times == 2 else None)
    planned = contents(write_mailing(tmp_path, READERS[:3], server.settings()))
    done = send(tmp_path)
    assert (done.status, "552 5.3.4 too large" in done.err) == (6, True)
    assert "need MAIL" not in done.err, "what the server says of the recipient then tells nothing"
    assert server.heard == ["MAIL", "RCPT", "DATA", "MAIL", "RSET", "MAIL", "RCPT", "DATA"]
    assert server.delivered == [(reader, planned[reader]) for reader in (READERS[0], READERS[2])]
    assert states(tmp_path) == {"reader1": "sent", "reader2": "failed", "reader3": "sent"}
    assert server.connections == 1, "both answers were read, so the conversation goes on where it was"


def test_a_server_that_hangs_up_among_commands_that_went_together_gets_each_message_once(tmp_path: Path, serve: Serve) -> None:
    server: Unruly = serve(pipelining=True, per_connection=2, abrupt=True)
    planned = contents(write_mailing(tmp_path, READERS, server.settings()))
    assert send(tmp_path).status == 0
    assert dict(server.delivered) == planned
    assert set(server.recipients().values()) == {1}
    assert server.connections == 3
