"""Faults of templates and texts, as the command line tells them: code, file, line, hint, status; the other documents are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import briefgen
from tests.cli_project import GOOD, HEAD, files, manifest, set_template
from tests.projects import fact

EVIDENCE = '{% for f in unsourced_facts() %}<p id="{{ f|anchor }}"></p>{% endfor %}'
FAULTS = {
    "syntax": ("{{ title", "BG401", "mend the tag", 4),
    "an undefined name": ("{{ titel }}", "BG402", "did you mean `title`", 4),
    "an undefined section": ("{{ sections.wrods.text }}", "BG402", "did you mean `words`?", 4),
    "an unknown filter": ("{{ fact('money') | valeu }}", "BG403", "did you mean `value`?", 4),
    "the wrong kind": ("{{ title | value }}", "BG404", "pass a fact to it", 4),
    "division by zero": ("{{ 1 / 0 }}", "BG404", "check the kinds", 4),
    "a missing template": ("{% include 'reader.html.j2' %}", "BG405", "did you mean `readers.html.j2`", 4),
    "an unknown fact": ("{{ fact('mony') | value }}", "BG406", "did you mean `money`?", 4),
    "a forbidden fact": ("{{ fact('secret') }}", "BG301", "leave it out of what Readers read", 1),
    "a list printed": ("{{ facts() }}", "BG407", "pass it through a filter", 4),
    "a dead link": ("{{ fact('money') | value }}", "BG408", "anchor", 4),
    "a bare disputed value": ("{{ fact('signatories') | value }}" + EVIDENCE, "BG230", "use `range`", 1),
    "memory": ("{{ 'x' * 10**9 }}", "BG404", "", 4),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_fault_of_a_template_is_told_with_its_place_and_what_mends_it(project: Path, fault: str, command: str) -> None:
    text, code, hint, status = FAULTS[fault]
    set_template(project, "readers", f"{HEAD}\n\n{text}")
    ran = briefgen(command, *(("--format", "html", "--jobs", "1") if command == "build" else ()), at=project)
    assert ran.status == status, ran
    first, second = ran.err.splitlines()[:2]
    assert first.startswith(f"error {code} templates/readers.html.j2:3: "), ran.err
    assert second.startswith("  ")
    assert hint in second
    assert "Traceback" not in ran.err
    if command == "build":
        assert "summit-others-en" in manifest(project / "output"), "one bad document never stops the others"
        assert "summit/others/summit-others-en.html" in files(project / "output")


def test_a_document_that_fails_keeps_its_old_files_and_entry(project: Path) -> None:
    assert briefgen("build", at=project).status == 0
    before = manifest(project / "output")
    set_template(project, "readers", "{{ nothing }}")
    set_template(project, "others", GOOD + "<!-- new -->")
    ran = briefgen("build", at=project)
    assert ran.status == 4
    assert "1 document in output; 1 could not be made: summit-readers-en" in ran.out
    after = manifest(project / "output")
    assert after["summit-readers-en"] == before["summit-readers-en"]
    assert after["summit-others-en"] != before["summit-others-en"]
    assert "summit/readers/summit-readers-en.html" in files(project / "output")


def test_faults_of_all_templates_and_texts_are_told_in_one_run(project: Path) -> None:
    folder = project / "data" / "texts" / "summit"
    folder.mkdir(parents=True)
    (folder / "others.md").write_text("## words\n\nOne\n{{ fact('mony') }}\n{{ fact('secret') }}\n")
    set_template(project, "readers", "{{ fact('moneys') }}{{ nothing }}")
    ran = briefgen("check", at=project)
    assert ran.status == 4
    assert [" ".join(line.split()[:3]) for line in ran.err.splitlines() if line.startswith("error")] == [
        "error BG406 data/texts/summit/others.md:4:",
        "error BG301 data/texts/summit/others.md:5:",
        "error BG402 templates/readers.html.j2:1:",
        "error BG406 templates/readers.html.j2:1:",
    ]


def test_a_template_that_is_nowhere_is_a_fault_of_the_project(project: Path) -> None:
    (project / "templates" / "readers.html.j2").unlink()
    ran = briefgen("check", at=project)
    assert ran.status == 3
    assert "BG127 data/audiences.yaml:3" in ran.err


def test_a_template_that_is_no_text_is_told(project: Path) -> None:
    (project / "templates" / "readers.html.j2").write_bytes(b"caf\xe9")
    for command in ("check", "build"):
        ran = briefgen(command, at=project)
        assert ran.status == 3
        assert "error BG003 templates/readers.html.j2: " in ran.err
    assert "summit-others-en" in manifest(project / "output")


def test_hostile_facts_are_printed_and_not_obeyed(project: Path) -> None:
    hostile = """'<script>alert(1)</script> {{7*7}} {% include "x" %} "quoted"'"""
    (project / "data/facts/more.yaml").write_text(fact(id="hostile", type="claim", value="", statement=hostile))
    assert briefgen("build", at=project).status == 0
    page = (project / "output/summit/readers/summit-readers-en.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} {% include &#34;x&#34; %}" in page
    assert "<script>" not in page
