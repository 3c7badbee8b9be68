"""Findings for machines: JSON, SARIF and GitHub workflow commands carry code, place, message and hint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.report import show
from briefgen.model.codes import CODES
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from tests.builders import briefgen
from tests.cli_project import GOOD, set_template
from tests.projects import SETTINGS, fact, write_project


@pytest.fixture
def faulty(project: Path) -> Path:
    """A project with an error, a warning and a note."""
    set_template(project, "readers", GOOD + "{{ fact('signatories') | value }}")
    (project / "data/facts/more.yaml").write_text(fact(id="old", type="claim", value="", statement="Old", review_by="2024-01-31"))
    return project


def report(project: Path, form: str, command: str = "check") -> Any:
    """Run with a report and give it, read back."""
    ran = briefgen(command, "--report", form, "--as-at", "2025-02-14T12:00Z", at=project)
    assert ran.status == 1
    assert ran.err == "", "what machines read goes to standard output alone"
    return ran.out if form == "github" else json.loads(ran.out)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_json_report_is_a_list_of_findings_with_their_places(faulty: Path, command: str) -> None:
    found = report(faulty, "json", command)
    first = next(item for item in found if item["code"] == "BG230")
    assert (first["severity"], first["file"], first["line"], first["column"]) == ("error", "templates/readers.html.j2", 7, 0)
    assert "signatories" in first["message"]
    assert "range" in first["hint"]
    if command == "check":
        assert {item["severity"] for item in found} == {"error", "warning", "note"}


def test_a_sarif_report_has_the_structure_of_the_standard(faulty: Path) -> None:
    log = report(faulty, "sarif")
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "briefgen"
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules.values())
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}
    located = {result["ruleId"]: result["locations"][0]["physicalLocation"] for result in run["results"]}
    assert located["BG230"] == {"artifactLocation": {"uri": "templates/readers.html.j2"}, "region": {"startLine": 7}}
    assert located["BG231"]["region"]["startLine"] == 1
    assert all(result["message"]["text"] for result in run["results"])


def test_a_github_report_is_a_command_for_each_finding(faulty: Path) -> None:
    lines = report(faulty, "github").splitlines()
    assert lines[0].startswith("::notice file=data/sources.yaml,") or lines[0].startswith("::")
    (error,) = [line for line in lines if line.startswith("::error ")]
    assert error.startswith("::error file=templates/readers.html.j2,line=7,title=BG230::")
    assert [line.split()[0] for line in lines].count("::warning") == 1


def test_data_cannot_forge_a_github_command(capsys: pytest.CaptureFixture[str]) -> None:
    show([Diagnostic("BG201", "one%\n::error::forged\r", Place("a,b:c.yaml", 3, 4))], "github")
    assert capsys.readouterr().out == "::error file=a%2Cb%3Ac.yaml,line=3,col=4,title=BG201::one%25%0A::error::forged%0D\n"


def test_every_code_can_be_reported_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    every = [Diagnostic(code, "message", severity=Severity.WARNING) for code in CODES]
    for form in ("text", "json", "sarif", "github"):
        show(every, form)
        captured = capsys.readouterr()
        assert all(code in captured.out + captured.err for code in CODES)


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_a_run_without_findings_gives_an_empty_report(tmp_path: Path, form: str) -> None:
    settings = SETTINGS.replace("audiences: [minister, public]", "audiences: [analyst]")
    topics = "- {id: investment, title: Investment}\n"
    folder = write_project(tmp_path, settings=settings, topics=topics, entities="", facts=fact())
    ran = briefgen("check", "--report", form, at=folder)
    content = json.loads(ran.out) if form != "github" else ran.out.strip()
    assert (ran.status, content["runs"][0]["results"] if form == "sarif" else content) in ((0, []), (0, ""))


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_an_invalid_dataset_is_reported_in_the_form_that_was_asked_for(tmp_path: Path, form: str) -> None:
    ran = briefgen("build", "--report", form, at=write_project(tmp_path, facts=fact(topic="nowhere")))
    assert (ran.status, ran.err) == (3, "")
    assert "BG122" in ran.out
    assert "data/facts/first.yaml" in ran.out
    if form != "github":
        json.loads(ran.out)


def test_findings_stand_in_the_order_of_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    places = [Place("b", 2), Place("a", 10), Place("a", 9), Place("b", 1, 5), Place()]
    show([Diagnostic("BG201", "m", place, "h") for place in places])
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("  ")]
    assert lines == [
        "error BG201: m",
        "error BG201 a:9: m",
        "error BG201 a:10: m",
        "error BG201 b:1:5: m",
        "error BG201 b:2: m",
    ]
