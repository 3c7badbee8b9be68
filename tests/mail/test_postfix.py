"""Plans are sent through a real Postfix and read back from a real Dovecot."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
from pathlib import Path

import pytest

from briefgen.deliver.plan import PlanFile
from tests.builders import briefgen
from tests.mail_servers import Stack, parsed
from tests.mailings import opened, write_mailing
from tests.projects import SETTINGS, write_project
from tests.shipped import lend_fonts

NAMES = {
    "editor": 'Dr "Bobby" O\'Neil, Chair',
    "ministre.jose": "José Núñez-Šimić",
    "citizen": "王小明 (citizen)",
    "press": "Press <desk>",
}


CHART = """\
money:
  title: "France leads"
  type: bars
  facts: {types: [figure]}
  sections: {minister: mail_figures}
"""


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch, stack: Stack) -> None:
    monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD", stack.env["SMTP_PASSWORD"])


def planned_from_recipients(folder: Path, fonts: Path, email: str) -> Path:
    """Build a small project's document, plan a mailing to four awkward names, and give the plan."""
    rows = io.StringIO()
    csv.writer(rows).writerows([("email", "name"), *((f"{user}@brief.example", name) for user, name in NAMES.items())])
    settings = SETTINGS.replace("[minister, public]", "[minister]") + f"email: {email}\n"
    audiences = "minister:\n  recipients: recipients/ministers.csv\n"
    files = {"data/recipients/ministers.csv": rows.getvalue(), "data/charts.yaml": CHART}
    write_project(folder, files, settings=settings, audiences=audiences)
    lend_fonts(fonts, folder)
    briefgen("build", at=folder)
    done = briefgen("email", "plan", at=folder)
    assert done.status == 0, done.err
    (path,) = (folder / ".briefgen" / "plans").glob("*.plan")
    return path


def test_awkward_names_get_their_message_whole(tmp_path: Path, stack: Stack, font_cache: Path) -> None:
    sender = stack.settings().replace("{transport", f'{{from: "Policy Unit <{stack.env["SMTP_USER"]}>", transport', 1)
    plan = PlanFile.open(planned_from_recipients(tmp_path, font_cache, sender))
    done = briefgen("email", "send", "--yes", at=tmp_path)
    assert done.status == 0, done.err
    (document,) = plan.documents.values()
    pdf = (tmp_path / "output" / document.path).read_bytes()
    for planned in plan.planned():
        user = planned.address.partition("@")[0]
        (arrived,) = stack.about(user, planned.message_id)
        content = plan.content(planned.number)
        assert arrived.endswith(content[content.index(b"\r\n\r\n") :]), "the body arrives byte for byte"
        message, sent = parsed(arrived), parsed(content)
        (reader,) = message["To"].addresses
        assert (reader.display_name, reader.addr_spec) == (NAMES[user], planned.address)
        assert message["Subject"] == planned.subject
        assert message.get_body(("plain",)).get_content() == sent.get_body(("plain",)).get_content()
        (attached,) = [part for part in message.iter_attachments() if part.get_content_type() == "application/pdf"]
        assert attached.get_filename() == f"{document.stem}.pdf"
        assert attached.get_payload(decode=True) == pdf
        picture, drawn = (
            next(part for part in found.walk() if part.get_content_type() == "image/png") for found in (message, sent)
        )
        assert picture["Content-ID"].strip("<>") in message.get_body(("html",)).get_content()
        assert hashlib.sha256(picture.get_content()).digest() == hashlib.sha256(drawn.get_content()).digest()
        assert not any(other.address.encode() in arrived for other in plan.planned() if other != planned)
        apart = tmp_path / f"{user}.parts"
        apart.mkdir()
        subprocess.run(["ripmime", "-i", "-", "-d", apart], input=arrived, check=True, capture_output=True)
        assert (apart / f"{document.stem}.pdf").read_bytes() == pdf, "another parser reads the same"
        assert (apart / "chart-1.png").read_bytes() == drawn.get_content()
    plan.close()


def test_a_second_run_sends_nothing_more(tmp_path: Path, stack: Stack) -> None:
    mailing = write_mailing(tmp_path, ["editor@brief.example"], stack.settings())
    assert briefgen("email", "send", "--yes", at=tmp_path).status == 0
    (planned,) = opened(mailing).planned()
    assert stack.about("editor", planned.message_id)
    again = briefgen("email", "send", "--yes", at=tmp_path)
    assert (again.status, again.out) == (0, f"plan {mailing.id}: 0 sent now; in all 1 sent\n")
    assert len(stack.about("editor", planned.message_id)) == 1


def test_450_and_452_are_deferred_550_and_554_fail_for_good(tmp_path: Path, stack: Stack) -> None:
    write_mailing(tmp_path, [f"{user}@brief.example" for user in ("greylist", "full", "gone", "spam")], stack.settings())
    done = briefgen("email", "send", "--yes", at=tmp_path)
    assert done.status == 6
    shown = json.loads(briefgen("email", "status", "--report", "json", at=tmp_path).out)
    found = {message["address"].partition("@")[0]: (message["state"], message["code"]) for message in shown["messages"]}
    assert found == {"greylist": ("deferred", 450), "full": ("deferred", 452), "gone": ("failed", 550), "spam": ("failed", 554)}
    assert [item["address"] for item in shown["suppressed"]] == ["gone@brief.example"], "a policy says nothing of the address"


def test_a_server_that_limits_the_rate_gets_everything_in_the_end(tmp_path: Path, stack: Stack) -> None:
    mailing = write_mailing(tmp_path, ["editor@brief.example"] * 8, stack.settings("SMTP_LIMITED_PORT"))
    done = briefgen("email", "send", "--yes", "--wait", "40s", "--retry-after", "1s", at=tmp_path)
    assert done.status == 0, done.err
    assert "too much mail" in done.err, "the limit was met"
    for planned in opened(mailing).planned():
        assert len(stack.about("editor", planned.message_id)) == 1


def test_an_accepted_message_that_comes_back_is_marked(tmp_path: Path, stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing = write_mailing(tmp_path, ["closed@brief.example", "editor@brief.example"], stack.settings())
    assert briefgen("email", "send", "--yes", at=tmp_path).status == 0
    (bounced, arrived) = opened(mailing).planned()
    assert stack.about("sender", bounced.message_id), "Postfix sends a delivery report"
    words = ("email", "bounces", "--imap", f"localhost:{stack.env['IMAPS_PORT']}")
    monkeypatch.setenv("BRIEFGEN_IMAP_PASSWORD", "pw-sender")
    done = briefgen(*words, at=tmp_path)
    assert (done.status, done.out) == (0, "1 message marked as failed\n"), done.err
    assert "mailbox is closed" in done.err
    shown = json.loads(briefgen("email", "status", "--report", "json", at=tmp_path).out)
    assert [(message["message_id"], message["state"]) for message in shown["messages"]] == [(bounced.message_id, "failed")]
    assert briefgen(*words, at=tmp_path).out == "0 messages marked as failed\n", "a report is read once"
    maildir = stack.folder / "mail" / "sender" / "Maildir"
    assert briefgen("email", "bounces", "--maildir", maildir, at=tmp_path).status == 0
    assert stack.about("editor", arrived.message_id)


def test_a_wrong_password_is_offered_once(tmp_path: Path, stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    write_mailing(tmp_path, ["editor@brief.example"] * 3, stack.settings())
    monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD", "pw-wrong")
    before = (stack.folder / "maillog").read_text(encoding="utf-8").count("authentication failed")
    done = briefgen("email", "send", "--yes", at=tmp_path)
    assert done.status == 6
    assert "BG636" in done.err
    assert (stack.folder / "maillog").read_text(encoding="utf-8").count("authentication failed") == before + 1
