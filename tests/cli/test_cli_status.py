"""The exit status tells how a run went, and a user's mistake never shows a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.diagnostic import Diagnostic, Exit, Problems, Severity, exit_status
from briefgen.project import Project
from tests.builders import Ran, briefgen
from tests.cli_project import GOOD, HEAD, manifest, replace_in, set_template
from tests.projects import fact, write_project

BUILD = ("build", "--format", "html", "--jobs", "1")
EVIDENCE = '{% for f in unsourced_facts() %}<p id="{{ f|anchor }}"></p>{% endfor %}'


def told(ran: Ran) -> str:
    """Give what a run told of mistakes, in which no traceback may stand."""
    assert "Traceback" not in ran.err + ran.out
    assert "\x1b" not in ran.err + ran.out, "no colours where there is no terminal"
    return ran.err


def test_a_good_build_ends_with_0_and_names_what_it_made(project: Path) -> None:
    ran = briefgen(*BUILD, at=project)
    assert (ran.status, told(ran)) == (0, "")
    assert "2 documents in output" in ran.out


def test_a_good_check_ends_with_0_and_counts(project: Path) -> None:
    ran = briefgen("check", at=project)
    assert (ran.status, told(ran)) == (0, "")
    assert "4 facts, 1 source: 0 errors, 0 warnings, 2 notes" in ran.out


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_warning_fails_a_run_only_under_strict(project: Path, command: str) -> None:
    replace_in(project / "data/facts/first.yaml", "marking: TLP:RED", "review_by: 2024-01-31")
    replace_in(project / "briefgen.yaml", "audiences: [readers, others]", "audiences: [readers], facts: {tags: []}")
    options = ("--format", "html") if command == "build" else ()
    set_template(project, "readers", HEAD + "{{ fact('money').sentence }}" + EVIDENCE)
    replace_in(project / "data/audiences.yaml", "all: {facts: {}}", "all: {}")
    assert briefgen(command, *options, at=project).status == 0
    strict = briefgen(command, "--strict", *options, at=project)
    assert (strict.status, "warning BG222" in told(strict)) == (1, True)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_disputed_value_printed_bare_ends_with_1_and_the_document_is_made(project: Path, command: str) -> None:
    set_template(project, "readers", HEAD + "\n{{ fact('signatories') | value }}" + EVIDENCE)
    ran = briefgen(command, *(("--format", "html") if command == "build" else ()), at=project)
    assert ran.status == 1
    assert "error BG230 templates/readers.html.j2:2: " in told(ran)
    if command == "build":
        assert len(manifest(project / "output")) == 2, "a document with errors is still published"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "--audience", "reader"), "did you mean `readers`?"),
        (("build", "sumit"), "did you mean `summit`?"),
        (("check", "--language", "xx"), "there are: en"),
        (("check", "nothing", "--audience", "nobody"), "no audience `nobody`"),
        (("facts", "show", "mony"), "did you mean `money`?"),
    ],
)
def test_a_name_that_the_project_does_not_have_is_wrong_usage(project: Path, arguments: tuple[str, ...], words: str) -> None:
    ran = briefgen(*arguments, at=project)
    assert ran.status == 2
    assert words in told(ran)
    assert "BG006" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("wibble",),
        ("build", "--wibble"),
        ("build", "--format", "docx"),
        ("build", "--jobs", "0"),
        ("build", "--project", "/nowhere/at/all"),
        ("check", "--as-at", "yesterday"),
        ("check", "--as-at", "2025-02-11"),
        ("check", "--report", "xml"),
        ("check", "--sources", "/nowhere"),
        ("facts",),
        ("facts", "show"),
        ("schema", "wibble"),
        ("email", "bounces"),
        ("email", "bounces", "--imap", "mail.example.org"),  # as who?
    ],
)
def test_wrong_usage_ends_with_2(project: Path, arguments: tuple[str, ...]) -> None:
    ran = briefgen(*arguments, at=project)
    assert ran.status == 2
    assert told(ran)


@pytest.mark.parametrize("arguments", [("build",), ("check",), ("facts", "list"), ("facts", "show", "x")])
def test_a_folder_without_a_project_is_told_with_3(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = briefgen(*arguments, at=tmp_path)
    assert ran.status == 3
    assert "error BG001" in told(ran)
    assert "--project DIR" in ran.err


@pytest.mark.parametrize("arguments", [BUILD, ("check",), ("facts", "list"), ("facts", "show", "money")])
def test_an_invalid_dataset_ends_with_3_and_every_problem_at_once(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    facts = (
        fact(id="one", topic="nowhere")
        + fact(id="two", colour="red")
        + fact(id="three", sources="[{source: nobody}]", value="many")
    )
    ran = briefgen(*arguments, at=write_project(tmp_path, facts=facts))
    assert ran.status == 3
    codes = {line.split()[1] for line in told(ran).splitlines() if line.startswith("error")}
    assert {"BG110", "BG121", "BG122", "BG115"} <= codes
    assert "data/facts/first.yaml:" in ran.err


def test_a_dataset_at_fault_comes_before_a_template_at_fault(project: Path) -> None:
    set_template(project, "readers", "{{ nothing }}")
    replace_in(project / "data/facts/first.yaml", "topic: investment", "topic: nowhere")
    assert briefgen(*BUILD, at=project).status == 3


@pytest.mark.usefixtures("forked")
def test_typesetting_that_fails_ends_with_5(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_in(project / "data/audiences.yaml", "formats: [html]", "formats: [html, pdf]")

    def fail(*_arguments: object) -> object:
        raise Problems(Diagnostic("BG501", "Pango is not installed", hint="apt install libpango-1.0-0"))

    monkeypatch.setattr("briefgen.typeset.typeset", fail)
    ran = briefgen("build", "--jobs", "1", at=project)
    assert ran.status == 5
    assert "error BG501: Pango is not installed\n  apt install libpango-1.0-0" in told(ran)
    assert len(manifest(project / "output")) == 2, "the HTML is made all the same"


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ("", 0),
        ("BG201", 1),
        ("BG301 BG230", 1),
        ("BG650 BG201", 6),
        ("BG505 BG650 BG201", 5),
        ("BG402 BG505 BG650", 4),
        ("BG110 BG402 BG505 BG650 BG201", 3),
        ("BG009 BG402", 3),
    ],
)
def test_where_several_apply_the_earliest_stage_decides(codes: str, status: int) -> None:
    assert exit_status([Diagnostic(code, "") for code in codes.split()]) is Exit(status)
    notes = [Diagnostic(code, "", severity=Severity.NOTE) for code in codes.split()]
    assert exit_status(notes, strict=True) is Exit.DONE


def test_a_bug_shows_its_traceback(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(Project, "check", broken)
    with pytest.raises(ZeroDivisionError):
        briefgen("check", at=project)


def test_a_project_is_found_from_a_folder_within_it_and_by_its_name(project: Path, tmp_path: Path) -> None:
    inside = project / "data" / "facts"
    ran = briefgen(*BUILD, at=inside)
    assert ran.status == 0
    assert (project / "output" / "manifest.json").is_file()
    assert "project/output" in ran.out, "the folder is named as it can be found"
    for named in (project, inside, Path("project")):
        assert briefgen("check", "--project", named, at=tmp_path).status == 0


def test_an_embargo_and_a_review_are_decided_by_the_instant_that_is_named(project: Path) -> None:
    replace_in(
        project / "data/facts/first.yaml", "marking: TLP:RED", "embargo_until: 2025-02-11T12:00+01:00, review_by: 2025-03-01"
    )
    for instant, is_there, warns in (("2025-02-11T10:59Z", False, False), ("2025-03-02T11:00Z", True, True)):
        ran = briefgen(*BUILD, "--as-at", instant, at=project)
        page = (project / "output/summit/readers/summit-readers-en.html").read_text()
        assert ("Nobody is to read this" in page) is is_there
        checked = briefgen("check", "--as-at", instant, at=project)
        assert (ran.status, checked.status, "BG231" in checked.err) == (0, 0, warns)


def test_quiet_prints_errors_only_and_verbose_prints_notes(project: Path) -> None:
    set_template(project, "readers", GOOD + "{{ fact('signatories') | value }}")
    replace_in(project / "data/facts/first.yaml", "marking: TLP:RED", "review_by: 2024-01-31")
    quiet, usual, verbose = (briefgen("check", *option, at=project) for option in (("--quiet",), (), ("--verbose",)))
    shown = [
        sorted({line.split()[0] for line in ran.err.splitlines() if not line.startswith(" ")}) for ran in (quiet, usual, verbose)
    ]
    assert shown == [["error"], ["error", "warning"], ["error", "note", "warning"]]
    assert (quiet.out, quiet.status) == ("", 1)
    assert briefgen("build", "--quiet", "--format", "html", at=project).out == ""


def test_a_format_that_an_audience_is_not_made_in_is_told_instead_of_making_nothing(project: Path) -> None:
    ran = briefgen("build", "--audience", "readers", "--format", "pdf", at=project)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error BG006: audience `readers` is made as html, not as pdf\n")
    assert not (project / "output").exists()


def test_an_audience_that_is_left_out_for_its_formats_is_a_warning_also_where_nothing_has_changed(project: Path) -> None:
    path = project / "data/audiences.yaml"
    path.write_text(path.read_text().replace("formats: [html]", "formats: [pdf]", 1))
    for _ in range(2):
        ran = briefgen("build", "--audience", "readers", "--audience", "others", "--format", "html", "--jobs", "1", at=project)
        assert (ran.status, "warning BG006: audience `readers` is made as pdf, not as html" in ran.err) == (0, True), ran
