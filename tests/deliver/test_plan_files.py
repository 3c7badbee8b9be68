"""Plans: who gets what, what refuses a plan, and that its messages are the planned bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from briefgen.deliver.plan import PlanFile, newest_first
from briefgen.deliver.planning import PlanWriter, Shared
from briefgen.deliver.suppressed import suppressed_addresses
from briefgen.model.diagnostic import Exit, Problems, exit_status
from tests.deliver.conftest import AS_AT, AUDIENCES, EMAIL, RECIPIENTS, body, codes, parsed, plan_of
from tests.projects import FACTS, SETTINGS

CSV = "data/recipients/ministers.csv"


def opened(folder: Path, **changes: object) -> PlanFile:
    outcome = plan_of(folder, **changes)
    assert outcome.path is not None, outcome.diagnostics
    return PlanFile.open(outcome.path)


def write(folder: Path, name: str, content: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")


def refused(folder: Path, **changes: object) -> list[str]:
    """Give the codes with which a plan is refused; nothing of it is left behind."""
    before = set(folder.glob(".briefgen/plans/*"))
    outcome = plan_of(folder, **changes)
    assert outcome.path is None
    assert set(folder.glob(".briefgen/plans/*")) == before
    assert exit_status(outcome.diagnostics) in {Exit.ERRORS, Exit.INVALID}
    return codes(outcome)


def test_a_plan_holds_a_message_for_each_recipient_with_the_manifest_s_pdf(project: Path) -> None:
    plan = opened(project)
    assert (plan.count, plan.sender) == (2, "briefs@example.org")
    (document,) = plan.documents.values()
    manifest = json.loads((project / "output/manifest.json").read_text())
    (entry,) = manifest["documents"]
    assert document.sha256 == next(file["sha256"] for file in entry["files"] if file["path"] == document.path)
    assert set(document.facts) == set(entry["facts"])
    for planned, address in zip(plan.planned(), ("ada@example.org", "mina@example.org"), strict=True):
        content = plan.content(planned.number)
        assert (planned.address, planned.document, planned.size) == (address, "summit-minister-en", len(content))
        assert hashlib.sha256(content).hexdigest() == planned.sha256
        message = parsed(content)
        assert (message["Subject"], message["Message-ID"]) == (planned.subject, planned.message_id)
        (pdf,) = message.iter_attachments()
        assert hashlib.sha256(pdf.get_content()).hexdigest() == document.sha256
        assert pdf.get_filename() == "summit-minister-en.pdf"
        assert "€109 billion" in body(message, "plain")


def test_the_same_inputs_give_the_same_plan(project: Path) -> None:
    first = plan_of(project).path
    assert first is not None
    content = first.read_bytes()
    second = plan_of(project).path
    assert (second, second.read_bytes() if second else b"") == (first, content)
    later = plan_of(project, as_at=AS_AT + timedelta(hours=1)).path
    assert later not in (None, first)
    assert newest_first(project / ".briefgen/plans")[0] == later


def test_a_plan_is_its_owner_s_alone(project: Path) -> None:
    path = plan_of(project).path
    assert path is not None
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_plan_grows_by_the_recipient_and_not_by_the_attachment(project: Path) -> None:
    sizes = []
    for count in (10, 510):
        rows = "".join(f"reader{number}@example.org,Reader {number}\n" for number in range(count))
        write(project, CSV, f"email,name\n{rows}")
        path = plan_of(project).path
        assert path is not None
        sizes.append(path.stat().st_size)
    assert sizes[1] - sizes[0] < 500 * 1_000


def test_a_changed_plan_gives_no_message(project: Path) -> None:
    path = plan_of(project).path
    assert path is not None
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "UPDATE blobs SET content = zeroblob(9) WHERE length(content) = (SELECT max(length(content)) FROM blobs)"
        )
    plan = PlanFile.open(path)
    with pytest.raises(Problems, match="BG620"):
        plan.content(1)
    with pytest.raises(Problems, match="BG620"):
        plan.content(99)
    path.write_bytes(b"no plan")
    with pytest.raises(Problems, match="BG619"):
        PlanFile.open(path)
    with closing(sqlite3.connect(path.with_name("other.plan"))) as database, database:
        database.execute("CREATE TABLE about (key, value)")
    with pytest.raises(Problems, match="BG619"):
        PlanFile.open(path.with_name("other.plan"))


def test_a_plan_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), PlanWriter(tmp_path / "plans", "a@example.org", "2025-03-01T00:00:00+00:00"):
        raise RuntimeError
    assert list((tmp_path / "plans").iterdir()) == []
    assert Shared.of(b"x").sha256 == hashlib.sha256(b"x").hexdigest()


def test_all_that_is_wrong_is_told_at_once_and_refuses_the_plan(project: Path) -> None:
    write(project, CSV, "email,name,desk\nada@example.org,Ada,x\nbad,Bo,x\nada@example.org,,x\n")
    (project / "output/summit/minister/summit-minister-en.pdf").write_bytes(b"%PDF other")
    assert sorted(refused(project)) == ["BG601", "BG604", "BG611"]


def test_a_column_that_no_letter_prints_and_one_that_is_missing_are_told_at_the_headings(project: Path) -> None:
    write(project, CSV, "email,name,desk\nada@example.org,Ada,x\n")
    assert refused(project) == ["BG617"]
    write(project, "templates/email/minister.subject.txt.j2", "[{{ marking }}] {{ recipient.titel }}")
    outcome = plan_of(project)
    assert [(item.code, item.place.line) for item in outcome.diagnostics] == [("BG606", 1), ("BG617", 1)]
    write(project, "templates/email/minister.subject.txt.j2", "[{{ marking }}] {{ recipient.desk }}")
    assert [planned.subject for planned in opened(project).planned()] == ["[TLP:CLEAR] x"]


def test_bad_rows_are_left_out_and_named_when_asked_for(project: Path) -> None:
    write(project, CSV, RECIPIENTS + "bad,Bo,\nx@example.org,,\n")
    assert refused(project) == ["BG601", "BG606"]
    outcome = plan_of(project, skip_bad=True)
    assert outcome.path is not None
    assert outcome.left_out == 2
    assert [str(item.place) for item in outcome.diagnostics] == [f"{CSV}:4", f"{CSV}:5"]
    assert PlanFile.open(outcome.path).count == 2


def test_a_name_that_no_head_can_carry_is_told_at_its_row(project: Path) -> None:
    write(project, CSV, "email,name\nada@example.org,=?utf-8?q?x=0AReply-To:_evil@example.com?=\nb@example.org,a =?b?= c\n")
    outcome = plan_of(project)
    assert [(item.code, item.place.line) for item in outcome.diagnostics] == [("BG603", 2), ("BG603", 3)]


def test_suppressed_addresses_are_left_out_and_named(project: Path) -> None:
    outcome = plan_of(project, suppressed=frozenset({"ada@example.org"}))
    assert outcome.suppressed == (("minister", "ada@example.org"),)
    assert outcome.counts == {"summit-minister-en": 1}
    everyone = frozenset({"ada@example.org", "mina@example.org"})
    assert refused(project, suppressed=everyone) == ["BG616"]


def test_the_send_log_s_suppressed_addresses_are_read(tmp_path: Path) -> None:
    log = tmp_path / "send-log.sqlite"
    assert suppressed_addresses(log) == frozenset()
    with closing(sqlite3.connect(log)) as database, database:
        database.execute("CREATE TABLE suppressed (address TEXT, reason TEXT, since TEXT)")
        database.execute("INSERT INTO suppressed VALUES ('Ada@Example.org', 'bounced', '')")
    assert suppressed_addresses(log) == {"ada@example.org"}
    log.write_bytes(b"damaged" * 100)
    with pytest.raises(Problems, match="BG619"):
        suppressed_addresses(log)


def test_a_message_over_the_limit_refuses_the_plan_once_for_its_document(project: Path) -> None:
    write(project, "briefgen.yaml", SETTINGS + EMAIL + "  max_size: 20 kB\n")
    assert refused(project) == ["BG618"]


def test_a_document_that_the_project_has_left_behind_is_refused(project: Path) -> None:
    write(project, "data/facts/first.yaml", FACTS.replace("109_000_000_000", "110_000_000_000"))
    assert refused(project) == ["BG612"]
    write(project, "data/facts/first.yaml", FACTS)
    write(project, "briefgen.yaml", SETTINGS.replace("date:", "edition: 2\n    date:") + EMAIL)
    assert refused(project) == ["BG612"]
    write(project, "briefgen.yaml", SETTINGS + EMAIL)
    write(project, "data/texts/summit/minister.md", "## bottom_line\n\nOther words.\n")
    assert refused(project) == ["BG612"]
    (project / "data/texts/summit/minister.md").unlink()
    write(project, "templates/audiences/minister.html.j2", "<html></html>")
    assert refused(project) == ["BG612"]


def test_a_document_that_is_missing_or_was_changed_is_refused(project: Path) -> None:
    pdf = project / "output/summit/minister/summit-minister-en.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert refused(project) == ["BG611"]
    pdf.unlink()
    assert refused(project) == ["BG611"]
    manifest = project / "output/manifest.json"
    found = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(found | {"documents": []}))
    assert refused(project) == ["BG610"]
    manifest.unlink()
    with pytest.raises(Problems, match="BG610"):
        plan_of(project)


def forget(project: Path) -> None:
    """Delete what the build remembers of its documents, as anybody may."""
    shutil.rmtree(project / ".briefgen/cache/documents")


def changed_manifest(project: Path, **fields: str) -> None:
    """Change what the manifest says of the minister's document."""
    manifest = project / "output/manifest.json"
    found = json.loads(manifest.read_text())
    found["documents"][0] |= fields
    manifest.write_text(json.dumps(found))


def test_an_audience_above_its_ceiling_is_refused(project: Path) -> None:
    changed_manifest(project, marking="TLP:AMBER")
    (found,) = plan_of(project).diagnostics
    assert found.message == "summit-minister-en: it is marked TLP:AMBER, above the ceiling TLP:CLEAR of its audience"
    assert refused(project) == ["BG613"]
    forget(project)
    write(project, "data/audiences.yaml", AUDIENCES + "  admits: {marking: TLP:AMBER}\n")
    (first, _) = opened(project).planned()
    assert first.subject == "[TLP:AMBER] The summit"


def test_before_an_embargo_only_those_on_the_list_get_the_document_each_with_the_reason(project: Path) -> None:
    until = AS_AT + timedelta(days=1)
    changed_manifest(project, embargo_until=until.isoformat())
    assert refused(project) == ["BG614"]
    write(project, "data/audiences.yaml", AUDIENCES + "  prerelease: recipients/early.csv\n")
    write(project, "data/recipients/early.csv", "email,reason\nMINA@example.org,lead department\n")
    outcome = plan_of(project)
    assert [(item.code, str(item.place)) for item in outcome.diagnostics] == [("BG615", f"{CSV}:2")]
    (planned,) = (plan := opened(project, skip_bad=True)).planned()
    assert (planned.address, planned.prerelease) == ("mina@example.org", "lead department")
    message = parsed(plan.content(1))
    said = "Embargoed until 00:00 (UTC), 2 March 2025"
    assert message["Subject"] == f"[TLP:CLEAR] {said}: The summit"
    assert body(message, "plain").splitlines()[0] == f"TLP:CLEAR · {said}"
    assert said in body(message, "html")
    assert [planned.prerelease for planned in opened(project, as_at=until).planned()] == ["", ""]


def test_a_letter_that_prints_a_fact_under_a_longer_embargo_is_refused(project: Path) -> None:
    secret = (
        FACTS
        + FACTS.partition("- id: opening")[0].replace("id: money", "id: later").replace("France", "Norway")
        + ("  embargo_until: 2025-03-09T00:00Z\n")
    )
    forget(project)
    write(project, "data/facts/first.yaml", secret)
    assert plan_of(project).path is not None, "a fact under embargo stands in no letter"
    changed_manifest(project, embargo_until="2025-03-02T00:00:00+00:00")
    write(project, "data/audiences.yaml", AUDIENCES + "  prerelease: recipients/early.csv\n")
    write(project, "data/recipients/early.csv", "email,reason\nmina@example.org,x\n")
    assert "BG614" in codes(plan_of(project))


def test_a_letter_is_proven_as_documents_are(project: Path) -> None:
    secret = FACTS + (
        "- id: hidden-sum\n  type: figure\n  topic: investment\n  statement: It costs {value} of secret money\n"
        "  value: 98765432\n"
        "  unit: EUR\n  marking: TLP:RED\n  sources: [{source: overview}]\n"
    )
    write(project, "data/facts/first.yaml", secret)
    assert plan_of(project).path is not None
    text = "{{ marking }}\nDear {{ recipient.name }}, it is {% raw %}98,765,432{% endraw %} euros of secret money"
    write(project, "templates/email/minister.txt.j2", text)
    assert {"BG304", "BG210"} <= set(refused(project))


def test_a_letter_without_its_marking_or_of_two_minds_is_told(project: Path) -> None:
    write(project, "templates/email/minister.subject.txt.j2", "{{ title }}")
    write(project, "templates/email/minister.txt.j2", "Dear {{ recipient.name }}\n{{ marking }}")
    outcome = plan_of(project)
    assert sorted(codes(outcome)) == ["BG608", "BG608", "BG609"]
    assert {item.place.file for item in outcome.diagnostics} == {"templates/email/message.html.j2"}


def test_html_that_mail_programs_would_cut_is_refused(project: Path) -> None:
    write(
        project,
        "templates/email/parts.html.j2",
        "{% macro opening() %}<p>{{ 'words ' * 16000 }}</p>{% endmacro %}{% macro figures() %}{% endmacro %}",
    )
    assert "BG609" in refused(project)


def test_without_a_sender_or_recipients_there_is_no_plan(project: Path) -> None:
    write(project, "briefgen.yaml", SETTINGS)
    with pytest.raises(Problems, match=r"BG601.*email\.from"):
        plan_of(project)
    write(project, "briefgen.yaml", SETTINGS + EMAIL)
    write(project, "data/audiences.yaml", "minister: {recipients: ''}\n")
    with pytest.raises(Problems, match="BG616"):
        plan_of(project)
    write(project, "data/audiences.yaml", AUDIENCES)
    (project / CSV).unlink()
    assert refused(project) == ["BG002"]
