"""A corrected fact reaches exactly those who were sent an edition that it touches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import briefgen
from tests.cli_project import replace_in
from tests.mail_servers import parsed
from tests.projects import SETTINGS, write_project
from tests.shipped import lend_fonts

ROWS = "email,name\n" + "".join(f"{name}@example.org,{name.title()}\n" for name in ("ada", "ben", "cleo"))
EMAIL = "email: {from: Policy Unit <unit@example.org>, transport: folder}\n"


def arrived(folder: Path) -> dict[str, list[str]]:
    """Give the plain text of what each reader was sent, by the start of their address."""
    found: dict[str, list[str]] = {}
    for path in sorted((folder / "outbox").iterdir(), key=lambda path: path.stat().st_mtime_ns):
        message = parsed(path.read_bytes())
        text = f"{message['Subject']}\n{message.get_body(('plain',)).get_content()}"
        found.setdefault(str(message["To"].addresses[0].username), []).append(text)
    return found


@pytest.fixture
def sent(tmp_path: Path, font_cache: Path) -> Path:
    """A project whose first edition was sent to Ada and Ben, and not yet to Cleo."""
    settings = SETTINGS.replace("[minister, public]", "[minister]") + EMAIL
    audiences = "minister:\n  recipients: recipients/ministers.csv\n"
    write_project(tmp_path, {"data/recipients/ministers.csv": ROWS}, settings=settings, audiences=audiences)
    lend_fonts(font_cache, tmp_path)
    run("build", at=tmp_path)
    run("email", "plan", at=tmp_path)
    run("email", "send", "--yes", "--limit", "2", at=tmp_path, status=6)
    assert list(arrived(tmp_path)) == ["ada", "ben"]
    return tmp_path


def run(*words: str, at: Path, status: int | None = None) -> str:
    """Run a command; a build may find things that are no matter here."""
    done = briefgen(*words, at=at)
    assert status is None or done.status == status, done.err
    assert "Traceback" not in done.err
    return done.out + done.err


def correct_the_figure(folder: Path) -> None:
    replace_in(folder / "data" / "facts" / "first.yaml", "109_000_000_000", "110_000_000_000")
    replace_in(folder / "data" / "facts" / "first.yaml", "109 billion", "110 billion")
    replace_in(folder / "briefgen.yaml", "date: 2025-02-14", "date: 2025-02-14\n    edition: 2")
    run("build", at=folder)


def test_those_who_read_the_old_figure_get_notice_and_new_document_once(sent: Path) -> None:
    text = sent / "data" / "texts" / "summit" / "minister.md"
    text.parent.mkdir(parents=True)
    text.write_text("## correction\n\nThe source has published a new count.\n", encoding="utf-8")
    correct_the_figure(sent)
    told = run("email", "correct", at=sent, status=0)
    assert "2  summit-minister-en" in told
    run("email", "send", "--yes", at=sent, status=0)
    found = arrived(sent)
    assert {name: len(texts) for name, texts in found.items()} == {"ada": 2, "ben": 2}, "Cleo has no edition to be corrected"
    notice = found["ada"][1]
    assert notice.startswith("[TLP:CLEAR] Correction: The summit\n")
    was, now = notice.index("€109 billion"), notice.index("€110 billion")
    assert was < now
    assert "The source has published a new count." in notice
    assert "BG657" in run("email", "correct", at=sent, status=0), "there is nothing left to correct"


def test_without_a_changed_fact_nobody_gets_a_notice(sent: Path) -> None:
    assert "BG657" in run("email", "correct", at=sent, status=0)
    replace_in(sent / "briefgen.yaml", "date: 2025-02-14", "date: 2025-02-14\n    edition: 2")
    run("build", at=sent)
    assert "BG657" in run("email", "correct", at=sent, status=0), "a new edition of the same facts is no correction"


def test_no_reason_is_invented_and_a_reader_who_left_the_list_is_named(sent: Path) -> None:
    correct_the_figure(sent)
    replace_in(sent / "data" / "recipients" / "ministers.csv", "ben@example.org,Ben\n", "")
    told = run("email", "correct", at=sent, status=6)
    assert "BG659" in told
    assert "BG658" in told
    assert "ben@example.org" in told
    assert "1  summit-minister-en" in run("email", "correct", "--skip-bad", at=sent, status=0)


def test_a_fact_that_is_gone_is_said_to_be_gone(sent: Path) -> None:
    facts = sent / "data" / "facts" / "first.yaml"
    facts.write_text("- id: opening" + facts.read_text(encoding="utf-8").partition("- id: opening")[2], encoding="utf-8")
    run("build", at=sent)
    run("email", "correct", at=sent, status=0)
    run("email", "send", "--yes", at=sent, status=0)
    notice = arrived(sent)["ada"][1]
    assert "€109 billion" in notice
    assert "This no longer stands in the brief." in notice


def test_before_anything_was_sent_there_is_nothing_to_correct(tmp_path: Path) -> None:
    write_project(tmp_path)
    assert "BG657" in run("email", "correct", at=tmp_path, status=0)
