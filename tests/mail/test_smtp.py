"""Plans are sent to a server in this process, which misbehaves as each test wants."""

from __future__ import annotations

import base64
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.builders import Ran, briefgen
from tests.mail_servers import PASSWORD, Certificates, Unruly
from tests.mailings import Mailing, opened, write_mailing

READERS = [f"reader{number}@example.org" for number in range(1, 7)]
Serve = Callable[..., Unruly]
pytestmark = [  # of the test server, not of what is tested
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD", PASSWORD)


def send(folder: Path, *words: str) -> Ran:
    return briefgen("email", "send", "--yes", *words, at=folder)


def states(folder: Path) -> dict[str, str]:
    """Give the state of each message by the start of its address."""
    with sqlite3.connect(folder / ".briefgen" / "send-log.sqlite") as database:
        return {address.partition("@")[0]: state for address, state in database.execute("SELECT address, state FROM messages")}


def test_messages_arrive_byte_for_byte_over_one_connection(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    long = "x" * 998
    write_mailing(tmp_path, READERS, server.settings(), text=f".\n..\nFrom me\n{long}\n")
    done = send(tmp_path)
    assert done.status == 0, done.err
    plan = opened(Mailing(tmp_path, next((tmp_path / ".briefgen" / "plans").iterdir())))
    assert server.delivered == [(planned.address, plan.content(planned.number)) for planned in plan.planned()]
    assert server.connections == 1
    plan.close()


def test_without_yes_nothing_leaves(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    mailing = write_mailing(tmp_path, READERS, server.settings())
    done = briefgen("email", "send", at=tmp_path)
    assert done.status == 0
    assert f"plan {mailing.id}: nothing was sent; --yes sends 6 messages by localhost:{server.port}" in done.out
    assert (server.connections, server.delivered) == (0, [])
    assert not (tmp_path / ".briefgen" / "send-log.sqlite").exists()


def test_a_trial_reaches_one_address_and_the_rest_follows(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS, server.settings())
    assert send(tmp_path, "--only-to", "Reader3@example.org").status == 0
    assert [address for address, _ in server.delivered] == ["reader3@example.org"]
    assert "BG652" in send(tmp_path, "--only-to", "stranger@example.org").err
    assert send(tmp_path, "--limit", "2").status == 6, "something is left"
    assert send(tmp_path).status == 0
    assert server.recipients() == dict.fromkeys(READERS, 1)


def test_a_rate_is_kept(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS[:4], server.settings())
    start = datetime.now().astimezone()
    assert send(tmp_path, "--rate", "10/s").status == 0
    assert (datetime.now().astimezone() - start).total_seconds() >= 0.3


def test_a_server_without_starttls_gets_nothing(tmp_path: Path, serve: Serve) -> None:
    server = serve(starttls=False)
    write_mailing(tmp_path, READERS, server.settings())
    done = send(tmp_path)
    assert (done.status, server.senders, server.offered) == (6, 0, [])
    assert "BG635" in done.err
    assert set(states(tmp_path).values()) == {"queued"}


def test_a_certificate_of_another_authority_is_not_trusted(tmp_path: Path, serve: Serve, certificates: Certificates) -> None:
    for server in (serve(), serve(tls=True)):
        folder = tmp_path / str(server.tls)
        write_mailing(folder, READERS, server.settings(ca_file=certificates.other))
        done = send(folder)
        assert (done.status, server.senders, server.offered) == (6, 0, [])
        assert "BG634" in done.err
        assert "Traceback" not in done.err


def test_a_server_may_encrypt_from_the_start(tmp_path: Path, serve: Serve) -> None:
    server = serve(tls=True)
    write_mailing(tmp_path, READERS[:1], server.settings())
    assert send(tmp_path).status == 0
    assert server.recipients() == {READERS[0]: 1}


def test_a_wrong_password_is_offered_once_and_stands_nowhere(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS, server.settings())
    wrong = "hunter2-Zq9-wrong"
    environment = {**os.environ, "BRIEFGEN_SMTP_PASSWORD": wrong, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    command = [sys.executable, "-m", "briefgen", "email", "send", "--yes", "--verbose"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 6
    assert b"BG636" in done.stderr
    assert server.offered == [wrong.encode()]
    secrets = (wrong.encode(), base64.b64encode(f"\0sender\0{wrong}".encode()))
    places = [done.stdout, done.stderr, *(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())]
    assert not any(secret in place for secret in secrets for place in places)


def test_a_password_comes_from_a_command_or_a_private_file(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFGEN_SMTP_PASSWORD")
    server = serve()
    kept = tmp_path / "kept"
    kept.write_text(f"{PASSWORD}\n", encoding="ascii")
    kept.chmod(0o644)
    for name, more in (
        ("command", f", password_command: [{sys.executable}, -c, \"print(open('{kept}').read())\"]"),
        ("file", f", password_file: {kept}"),
    ):
        write_mailing(tmp_path / name, READERS[:1], server.settings(more))
    assert send(tmp_path / "command").status == 0
    open_to_all = send(tmp_path / "file")
    assert (open_to_all.status, "must be 0600" in open_to_all.err) == (6, True)
    kept.chmod(0o600)
    assert send(tmp_path / "file").status == 0
    assert len(server.delivered) == 2


def test_a_token_comes_from_a_command_and_a_wrong_one_is_offered_once(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRIEFGEN_SMTP_PASSWORD")
    server = serve()
    for name, token in (("right", PASSWORD), ("wrong", "ya29.wrong")):
        command = f", auth: xoauth2, password_command: [{sys.executable}, -c, 'print(\"{token}\")']"
        write_mailing(tmp_path / name, READERS[:1], server.settings(command))
    assert send(tmp_path / "right").status == 0
    refused = send(tmp_path / "wrong", "--wait", "5s", "--retry-after", "0.1s")
    assert (refused.status, "BG636" in refused.err, "ya29" in refused.err) == (6, True, False)
    assert (len(server.offered), len(server.delivered)) == (2, 1)


def test_a_server_that_does_not_offer_the_mechanism_is_offered_no_password(tmp_path: Path, serve: Serve) -> None:
    server = serve(without=("PLAIN",))
    write_mailing(tmp_path, READERS[:1], server.settings())
    done = send(tmp_path)
    assert (done.status, "BG638" in done.err, server.offered) == (6, True, [])


def test_no_child_of_ours_shows_the_password_in_the_process_listing(tmp_path: Path, serve: Serve) -> None:
    listings: list[bytes] = []

    def look(_server: Unruly) -> None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                listings.append(path.read_bytes())
            except OSError:
                continue

    server = serve(on_data=look)
    write_mailing(tmp_path, READERS[:1], server.settings())
    command = [sys.executable, "-m", "briefgen", "email", "send", "--yes"]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "BRIEFGEN_SMTP_PASSWORD": PASSWORD}, check=False)
    assert done.returncode == 0
    assert any(b"briefgen" in listing for listing in listings)
    assert not any(PASSWORD.encode() in listing for listing in listings)


def test_a_password_that_is_answered_by_hanging_up_is_not_offered_again(tmp_path: Path, serve: Serve) -> None:
    server = serve(drops_logins=True)
    write_mailing(tmp_path, READERS, server.settings())
    done = send(tmp_path, "--wait", "5s", "--retry-after", "0.1s")
    assert (done.status, "BG636" in done.err, len(server.offered)) == (6, True, 1)


@pytest.mark.parametrize("abrupt", [False, True])
def test_a_server_that_ends_each_connection_gets_everything(tmp_path: Path, serve: Serve, abrupt: bool) -> None:
    server = serve(per_connection=2, abrupt=abrupt)
    write_mailing(tmp_path, READERS, server.settings())
    done = send(tmp_path)
    assert done.status == 0, done.err
    assert server.recipients() == dict.fromkeys(READERS, 1)
    assert server.connections == 3


def test_450_is_deferred_with_growing_delays_and_delivered_in_the_end(tmp_path: Path, serve: Serve) -> None:
    server = serve(answer=lambda address, times: "450 4.2.0 not yet" if address == READERS[0] and times < 4 else None)
    write_mailing(tmp_path, READERS[:2], server.settings())
    done = send(tmp_path, "--wait", "30s", "--retry-after", "0.2s")
    assert done.status == 0, done.err
    assert server.recipients() == dict.fromkeys(READERS[:2], 1)
    with sqlite3.connect(tmp_path / ".briefgen" / "send-log.sqlite") as database:
        rows = database.execute("SELECT at, state FROM events WHERE message = 1 ORDER BY id").fetchall()
    assert [state for _, state in rows] == ["deferred", "deferred", "deferred", "sent"]
    times = [datetime.fromisoformat(at) for at, _ in rows]
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    assert gaps[0] < gaps[1] < gaps[2]


def test_without_waiting_a_deferred_message_is_tried_by_a_later_run(tmp_path: Path, serve: Serve) -> None:
    server = serve(answer=lambda address, times: "451 4.3.0 later" if address == READERS[0] and times == 1 else None)
    write_mailing(tmp_path, READERS[:2], server.settings())
    first = send(tmp_path, "--retry-after", "0.5s")
    assert (first.status, states(tmp_path)) == (6, {"reader1": "deferred", "reader2": "sent"})
    assert "BG642" in first.err
    assert send(tmp_path).status == 6, "its time has not come"
    assert send(tmp_path, "--wait", "5s").status == 0
    assert server.named[READERS[0]] == 2


def test_550_is_tried_once_ever_also_by_another_plan(tmp_path: Path, serve: Serve) -> None:
    server = serve(answer=lambda address, _: "550 5.1.1 no such person" if address == READERS[0] else None)
    write_mailing(tmp_path, READERS[:2], server.settings())
    assert send(tmp_path).status == 6
    assert send(tmp_path).status == 0, "nothing is left to be done"
    write_mailing(tmp_path, [READERS[0], READERS[2]], server.settings(), when="2026-02-02")
    later = send(tmp_path)
    assert "BG656" in later.err
    assert server.named == {READERS[0]: 1, READERS[1]: 1, READERS[2]: 1}


def test_a_reader_who_has_the_same_file_is_left_out(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS[:2], server.settings())
    assert send(tmp_path).status == 0
    write_mailing(tmp_path, READERS[:3], server.settings(), when="2026-02-02")
    later = send(tmp_path)
    assert (later.status, "2 readers of this plan have the same file already" in later.err) == (0, True)
    assert server.recipients() == dict.fromkeys(READERS[:3], 1)
    assert send(tmp_path, "--again").status == 0
    assert server.recipients() == {READERS[0]: 2, READERS[1]: 2, READERS[2]: 1}


def test_a_swallowed_answer_leaves_one_copy_and_one_unknown_that_a_person_settles(tmp_path: Path, serve: Serve) -> None:
    server = serve(swallow=frozenset({READERS[1]}))
    mailing = write_mailing(tmp_path, READERS[:3], server.settings())
    done = send(tmp_path)
    assert (done.status, states(tmp_path)) == (6, {"reader1": "sent", "reader2": "unknown", "reader3": "sent"})
    assert "BG644" in done.err
    assert send(tmp_path).status == 6
    assert server.recipients() == dict.fromkeys(READERS[:3], 1), "nothing is sent again by itself"
    shown = json.loads(briefgen("email", "status", "--report", "json", at=tmp_path).out)
    assert (shown["counts"]["unknown"], [item["number"] for item in shown["messages"]]) == (1, [2])
    assert "BG652" in briefgen("email", "status", "--mark-sent", "1", at=tmp_path).err, "it is known"
    settled = briefgen("email", "status", "--mark-sent", "2", at=tmp_path)
    assert (settled.status, settled.out) == (0, f"plan {mailing.id}: 3 sent\n")


def test_a_message_sent_once_more_keeps_its_message_id(tmp_path: Path, serve: Serve) -> None:
    swallowed = {READERS[0]}
    server = serve(swallow=swallowed)
    write_mailing(tmp_path, READERS[:1], server.settings())
    assert send(tmp_path).status == 6
    swallowed.clear()
    assert briefgen("email", "status", "--resend", "1", at=tmp_path).status == 6
    assert send(tmp_path).status == 0
    (first, second) = (content for _, content in server.delivered)
    assert first == second


def test_a_message_refused_after_its_end_is_not_tried_again(tmp_path: Path, serve: Serve) -> None:
    server = serve(at_end=lambda _server, address: "554 5.7.1 looks like spam" if address == READERS[0] else None)
    write_mailing(tmp_path, READERS[:2], server.settings())
    assert send(tmp_path).status == 6
    assert states(tmp_path) == {"reader1": "failed", "reader2": "sent"}
    assert json.loads(briefgen("email", "status", "--report", "json", at=tmp_path).out)["suppressed"] == []


def test_a_sender_that_is_refused_stops_the_run_and_fails_no_message(tmp_path: Path, serve: Serve) -> None:
    server = serve(at_sender=lambda _times: "550 5.7.1 not from you")
    write_mailing(tmp_path, READERS, server.settings())
    done = send(tmp_path)
    assert (done.status, server.senders) == (6, 1)
    assert "BG647" in done.err
    assert set(states(tmp_path).values()) == {"queued"}


def test_ten_refusals_in_a_row_stop_the_run(tmp_path: Path, serve: Serve) -> None:
    server = serve(at_end=lambda *_: "554 5.7.1 looks like spam")
    write_mailing(tmp_path, [f"r{number}@example.org" for number in range(20)], server.settings())
    assert send(tmp_path).status == 6
    assert sorted(states(tmp_path).values()) == ["failed"] * 10 + ["queued"] * 10


def test_a_busy_server_ends_the_run_until_later(tmp_path: Path, serve: Serve) -> None:
    server = serve(at_sender=lambda times: "451 4.7.1 slow down" if times == 3 else None)
    write_mailing(tmp_path, READERS, server.settings())
    done = send(tmp_path, "--retry-after", "0.2s")
    assert (done.status, len(server.delivered), "BG645" in done.err) == (6, 2, True)
    assert send(tmp_path, "--wait", "10s").status == 0
    assert server.recipients() == dict.fromkeys(READERS, 1)


def test_an_unreachable_server_is_told(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    settings = server.settings()
    server.stop()
    write_mailing(tmp_path, READERS, settings)
    done = send(tmp_path)
    assert (done.status, "BG645" in done.err, "refused" in done.err) == (6, True, True)


def test_a_pdf_that_changed_after_the_plan_is_not_sent(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    mailing = write_mailing(tmp_path, READERS, server.settings())
    mailing.pdf.write_bytes(b"%PDF-1.7 another")
    for words in (("--yes",), ()):
        done = briefgen("email", "send", *words, at=tmp_path)
        assert (done.status, "BG639" in done.err) == (6, True)
    assert server.connections == 0


def test_a_pdf_that_changes_while_a_plan_is_sent_stops_it(tmp_path: Path, serve: Serve) -> None:
    mailing: list[Mailing] = []

    def change(server: Unruly) -> None:
        if len(server.delivered) == 2:
            mailing[0].pdf.write_bytes(b"%PDF-1.7 another")

    server = serve(on_data=change)
    mailing.append(write_mailing(tmp_path, READERS, server.settings()))
    done = send(tmp_path)
    assert (done.status, "BG639" in done.err, len(server.delivered)) == (6, True, 3)
    assert sorted(states(tmp_path).values()) == ["queued"] * 3 + ["sent"] * 3


def test_before_the_embargo_only_the_prerelease_list_is_written_to(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    embargo = {"embargo_until": "2099-01-01T12:00:00+00:00", "prerelease": {READERS[0]: "checks the figures"}}
    write_mailing(tmp_path, READERS[:2], server.settings(), **embargo)
    refused = send(tmp_path)
    assert (refused.status, "BG640" in refused.err, server.connections) == (6, True, 0)
    assert send(tmp_path, "--only-to", READERS[0]).status == 0
    assert [address for address, _ in server.delivered] == [READERS[0]]
    with sqlite3.connect(tmp_path / ".briefgen" / "send-log.sqlite") as database:
        early = database.execute("SELECT prerelease FROM messages WHERE state = 'sent'").fetchall()
    assert early == [("checks the figures",)], "the log says why"


def test_an_instant_that_has_not_come_lets_nothing_out_and_may_be_rehearsed(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS[:2], server.settings(), embargo_until="2099-01-01T12:00:00+00:00")
    ahead = ("--as-at", "2099-01-01T12:00+00:00")
    refused = send(tmp_path, *ahead)
    assert (refused.status, server.connections, server.delivered) == (6, 0, [])
    assert "error BG633: --as-at 2099-01-01T12:00:00+00:00 has not come yet" in refused.err
    assert not (tmp_path / ".briefgen" / "send-log.sqlite").exists()
    rehearsed = briefgen("email", "send", *ahead, at=tmp_path)
    assert (rehearsed.status, "--yes sends 2 messages" in rehearsed.out) == (0, True)


def test_an_embargo_that_is_over_keeps_nobody_waiting(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS[:2], server.settings(), embargo_until="2020-01-01T12:00:00+00:00")
    refused = send(tmp_path, "--as-at", "2019-12-31T12:00+00:00")
    assert (refused.status, "BG640" in refused.err) == (6, True), "an instant that is past is believed"
    assert send(tmp_path).status == 0
    assert server.recipients() == dict.fromkeys(READERS[:2], 1)


@pytest.mark.parametrize(
    ("planned", "now"),
    [("2020-01-01T12:00:00+00:00", "2099-01-01T12:00+00:00"), ("2099-01-01T12:00:00+00:00", "2020-01-01T12:00+00:00")],
)
def test_of_two_embargoes_the_plan_s_and_the_dataset_s_the_later_counts(
    tmp_path: Path, serve: Serve, planned: str, now: str
) -> None:
    server = serve()
    write_mailing(tmp_path, READERS[:1], server.settings(), embargo_until=planned)
    facts = tmp_path / "data" / "facts" / "first.yaml"
    text = facts.read_text(encoding="utf-8").replace("- id: money\n", f"- id: money\n  embargo_until: {now}\n")
    facts.write_text(text, encoding="utf-8")
    done = send(tmp_path)
    assert (done.status, "is under embargo until 2099-01-01" in done.err, server.connections) == (6, True, 0)


def test_an_audience_below_the_document_s_marking_gets_nothing(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS, server.settings(), marking="TLP:RED")
    done = send(tmp_path)
    assert (done.status, "BG641" in done.err, server.connections) == (6, True, 0)


def test_a_fact_that_was_marked_up_after_the_build_holds_its_documents_back(tmp_path: Path, serve: Serve) -> None:
    server = serve()
    write_mailing(tmp_path, READERS, server.settings())
    facts = tmp_path / "data" / "facts" / "first.yaml"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("- id: money\n", "- id: money\n  marking: TLP:RED\n"), encoding="utf-8"
    )
    done = send(tmp_path)
    assert (done.status, "BG641" in done.err, server.connections) == (6, True, 0)


def test_the_log_is_for_its_owner_alone(tmp_path: Path, serve: Serve) -> None:
    write_mailing(tmp_path, READERS, serve().settings())
    assert send(tmp_path).status == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / ".briefgen").glob("send-log*")}
    assert set(modes.values()) == {0o600}, modes


def test_letters_go_to_a_folder_or_a_command_as_they_were_planned(tmp_path: Path) -> None:
    write_mailing(tmp_path / "folder", READERS[:2])
    mailing = write_mailing(
        tmp_path / "command", READERS[:2], f"{{transport: command, command: [{shutil.which('python3')}, {_taker(tmp_path)}]}}"
    )
    for folder in ("folder", "command"):
        assert send(tmp_path / folder).status == 0
    outbox = tmp_path / "folder" / "outbox"
    written = sorted(path.read_bytes() for path in outbox.iterdir())
    assert [content[:4] for content in written] == [b"From", b"From"]
    assert {path.stat().st_mode & 0o777 for path in outbox.iterdir()} == {0o600}
    plan = opened(mailing)
    assert (tmp_path / "taken").read_bytes() == b"".join(plan.content(planned.number) for planned in plan.planned())
    plan.close()


def _taker(folder: Path) -> Path:
    script = folder / "taker.py"
    script.write_text(f"import sys\nopen({str(folder / 'taken')!r}, 'ab').write(sys.stdin.buffer.read())\n", encoding="utf-8")
    return script
