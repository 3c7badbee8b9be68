"""`briefgen email plan` and `briefgen email draft` as they are typed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.builders import briefgen
from tests.deliver.conftest import RECIPIENTS, body, parsed
from tests.projects import SETTINGS

AT = ("--audience", "minister", "--as-at", "2025-03-01T00:00Z")
CSV = "data/recipients/ministers.csv"


def test_plan_shows_who_gets_what_and_where_the_plan_is(project: Path) -> None:
    ran = briefgen("email", "plan", *AT, at=project)
    assert (ran.status, ran.err) == (0, "")
    assert "ada@example.org" in ran.out
    assert "mina@example.org" in ran.out
    assert "      2  summit-minister-en\nplan: .briefgen/plans/" in ran.out
    assert (project / ran.out.rpartition("plan: ")[2].strip()).is_file()


@pytest.mark.parametrize("command", ["send", "status"])
def test_a_plan_that_is_not_there_is_told_with_those_that_are_the_newest_first(project: Path, command: str) -> None:
    made = [briefgen("email", "plan", *AT[:-1], f"2025-03-0{day}T00:00Z", at=project).out for day in (1, 2)]
    older, newer = (Path(out.rpartition("plan: ")[2].strip()).stem for out in made)
    ran = briefgen("email", command, "nosuch", at=project)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"error BG619 .briefgen/plans: there is no plan `nosuch`\n  there are: {newer}, {older}\n"
    assert briefgen("email", command, f"{newer[:-1]}x", at=project).err.endswith(f"  did you mean `{newer}`?\n")


def test_of_many_plans_the_newest_are_named(project: Path) -> None:
    folder = project / ".briefgen/plans"
    folder.mkdir(parents=True)
    for number in range(12):
        (folder / f"{number:016x}.plan").touch()
        os.utime(folder / f"{number:016x}.plan", (number, number))
    told = briefgen("email", "send", "nosuch", at=project).err
    assert told.endswith(f"  there are: {', '.join(f'{number:016x}' for number in range(11, 3, -1))} and 4 older ones\n")


def test_plan_tells_everything_and_writes_nothing_where_something_is_wrong(project: Path) -> None:
    (project / CSV).write_text(RECIPIENTS + "bad,Bo,\n")
    ran = briefgen("email", "plan", *AT, at=project)
    assert ran.status == 3
    assert f"error BG601 {CSV}:4: `bad` is no e-mail address" in ran.err
    assert "the plan is refused" in ran.err
    assert "ada@example.org" not in ran.out
    ran = briefgen("email", "plan", *AT, "--skip-bad", at=project)
    assert ran.status == 0
    assert f"warning BG601 {CSV}:4" in ran.err
    assert "left out: 1 row, named above" in ran.err


def test_a_refusal_that_is_not_about_the_files_has_the_status_of_findings(project: Path) -> None:
    (project / "output/summit/minister/summit-minister-en.pdf").unlink()
    ran = briefgen("email", "plan", *AT, "--report", "json", at=project)
    assert ran.status == 1
    assert [item["code"] for item in json.loads(ran.out)] == ["BG611"]


def test_export_writes_the_planned_bytes_for_their_owner_alone(project: Path, tmp_path: Path) -> None:
    assert briefgen("email", "plan", *AT, "--export", tmp_path / "look", "--quiet", at=project).status == 0
    first, second = sorted((tmp_path / "look").iterdir())
    assert (first.name, first.stat().st_mode & 0o777) == ("00001-summit-minister-en.eml", 0o600)
    assert parsed(first.read_bytes())["To"] == "Ada Example <ada@example.org>"
    assert parsed(second.read_bytes())["To"] == "Mina Example <mina@example.org>"


def test_the_table_is_cut_unless_all_is_asked_for(project: Path) -> None:
    rows = "".join(f"reader{number}@example.org,Reader {number}\n" for number in range(60))
    (project / CSV).write_text(f"email,name\n{rows}")
    ran = briefgen("email", "plan", *AT, at=project)
    assert "and 20 more; --all shows them" in ran.out
    assert "reader59@example.org" not in ran.out
    assert "reader59@example.org" in briefgen("email", "plan", *AT, "--all", at=project).out
    assert "reader59@example.org" not in "".join(briefgen("email", "plan", *AT, "--verbose", at=project).err)


def test_a_draft_opens_for_editing_and_says_nothing_that_its_sender_s_program_will(project: Path, tmp_path: Path) -> None:
    ran = briefgen("email", "draft", *AT, "--to", tmp_path / "drafts", at=project)
    assert (ran.status, ran.out) == (0, f"1 draft in {tmp_path / 'drafts'}\n")
    (path,) = (tmp_path / "drafts").iterdir()
    message = parsed(path.read_bytes())
    assert message.keys() == ["X-Unsent", "Subject", "MIME-Version", "Content-Type"]
    assert (message["X-Unsent"], path.name) == ("1", "summit-minister-en.eml")
    assert "Dear [name]," in body(message, "plain")
    assert next(message.iter_attachments()).get_filename() == "summit-minister-en.pdf"


def test_a_draft_for_each_recipient_is_addressed_and_filled(project: Path) -> None:
    assert briefgen("email", "draft", *AT, "--per-recipient", at=project).status == 0
    first, second = (parsed(path.read_bytes()) for path in sorted((project / ".briefgen/drafts").iterdir()))
    assert first.keys() == ["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"]
    assert "Dear Ada Example," in body(first, "plain")
    assert second["To"] == "Mina Example <mina@example.org>"


def test_mail_settings_that_no_server_takes_are_told_by_check(project: Path) -> None:
    wrong = "email: {from: Unit <ü@example.org>, reply_to: nobody, unsubscribe: {mailto: x, url: 'http://example.org/'}}\n"
    (project / "briefgen.yaml").write_text(SETTINGS + wrong)
    ran = briefgen("check", at=project)
    assert ran.status == 3
    assert ran.err.count("error BG601 briefgen.yaml:8:") == 4
