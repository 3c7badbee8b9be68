"""`briefgen trace`: from a fact to every place that prints it, and a document's referencing sheet."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from briefgen import Project
from tests.builders import Ran, briefgen
from tests.cli_project import GOOD, replace_in, set_template, write
from tests.shipped import lend_fonts

DOCUMENT = "summit-readers-en"
SHOWING = """
{% for f in sections.all.facts %}<div id="{{ f|anchor }}">
{% for a in f.published %}<p>{{ a }} of all</p>{% endfor %}</div>{% endfor %}
"""
SOURCES = """\
- {id: overview, type: webpage, title: Overview of the summit, title-short: Overview, issued: 2025-02-12, URL: "https://example.org/"}
- {id: count, type: report, title: =SUM(A1), URL: "javascript:alert(1)"}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    """A project that was built, with a disputed fact whose two counts have sources of their own."""
    folder = write(tmp_path_factory.mktemp("traced"), sources=SOURCES)
    facts = folder / "data" / "facts" / "first.yaml"
    replace_in(
        facts,
        "alternatives: [{value: 61, sources: [{source: overview}]}]",
        "alternatives: [{value: 61, sources: [{source: count}]}]",
    )
    set_template(folder, "readers", GOOD.replace("</body>", f"<p>Nobody says so. It is “–5” <b>then</b>.</p>{SHOWING}</body>"))
    lend_fonts(font_cache, folder)
    (folder / "texts").mkdir()
    (folder / "texts" / "overview.txt").write_text("One.\n\nThey pledged 109 billion.\n", encoding="utf-8")
    built(folder)
    return folder


def built(folder: Path) -> None:
    """Build a project; its reports may find fault, but every document must be there."""
    made = Project.open(folder).build(jobs=1)
    assert len(made.documents) == 2, made.diagnostics


def trace(project: Path, *words: str | Path) -> Ran:
    return briefgen("trace", *words, at=project)


def test_a_fact_is_followed_from_its_evidence_to_the_lines_that_print_it(project: Path) -> None:
    done = trace(project, "money")
    assert done.status == 0, done.err
    lines = done.out.splitlines()
    assert lines[0] == "money"
    assert "  statement    France announced €109 billion of private investment" in lines
    assert "  marking      TLP:CLEAR" in lines
    assert "  Overview, ¶18: “109 billion”  [no local text]" in lines
    assert "    https://example.org/" in lines
    assert "printed in 2 documents, 5 places" in lines
    head = next(line for line in lines if line.strip().startswith("document "))
    row = next(line for line in lines if "€109 billion  " in line)
    assert " ".join(row.split()) == "summit-others-en €109 billion value templates/others.html.j2:5"
    assert row.index("value") == head.index("role"), "columns stand one under the other"


def test_a_disputed_fact_is_traced_as_its_range_with_the_source_of_each_count(project: Path) -> None:
    found = json.loads(trace(project, "signatories", "--json").out)
    assert (found["value"], found["statement"], found["status"]) == (
        "58 to 61 countries",
        "58 to 61 countries signed",
        "disputed",
    )
    assert [item["source"] for item in found["evidence"]] == ["overview"]
    assert [(item["value"], item["evidence"][0]["source"]) for item in found["alternatives"]] == [("61 countries", "count")]
    places = [(item["document"].rpartition("/")[2], item["printed"], item["role"]) for item in found["printed"]]
    assert ("summit-others-en", "58 to 61 countries", "range") in places
    assert (DOCUMENT, "61 countries", "alternative") in places
    assert {item["file"] for item in found["printed"]} == {"templates/readers.html.j2", "templates/others.html.j2"}


def test_a_quotation_is_looked_for_in_the_folder_that_is_named(project: Path) -> None:
    assert "[moved to paragraph 2]" in trace(project, "money", "--sources", "texts").out


def test_a_fact_that_no_document_prints_says_so(project: Path) -> None:
    done = trace(project, "secret")
    assert (done.status, done.out.splitlines()[-1]) == (0, "printed nowhere: no finished document has it")


def test_an_unknown_name_is_a_wrong_usage_and_the_nearest_is_named(project: Path) -> None:
    done = trace(project, "mony")
    assert (done.status, done.out) == (2, "")
    assert "`mony` is neither a fact nor a finished document" in done.err
    assert "did you mean `money`?" in done.err
    assert f"did you mean `{DOCUMENT}`" in trace(project, "summit-reader-en").err


def test_without_finished_documents_it_says_to_build(project: Path) -> None:
    done = trace(project, "money", "--output", "nowhere")
    assert (done.status, done.out) == (1, "")
    assert "BG208: there is no finished document in nowhere/" in done.err
    assert "briefgen build" in done.err


def test_a_fact_that_has_changed_since_the_build_is_told_and_its_places_marked(project: Path) -> None:
    facts = project / "data" / "facts" / "first.yaml"
    before = facts.read_text(encoding="utf-8")
    replace_in(facts, "109_000_000_000", "110_000_000_000")
    try:
        done = trace(project, "money")
        as_json = json.loads(trace(project, "money", "--json").out)
        replace_in(facts, "{id: opening,", "{id: start,")
        gone = trace(project, "opening")
    finally:
        facts.write_text(before, encoding="utf-8")
    assert done.status == 0
    assert f"BG212: {DOCUMENT}: “€109 billion” is printed of `money`, which has changed since" in done.err
    assert "€109 billion (changed since)" in done.out
    assert {item["stale"] for item in as_json["printed"] if item["raw"]} == {True}
    assert gone.status == 2
    assert "the dataset has no fact `opening` any more; summit-others-en, summit-readers-en still print it" in gone.err


@pytest.mark.parametrize(
    "name",
    [DOCUMENT, f"summit/readers/{DOCUMENT}", f"output/summit/readers/{DOCUMENT}.html", f"summit/readers/{DOCUMENT}.ledger.json"],
)
def test_a_document_is_known_by_its_name_its_stem_and_its_files(project: Path, name: str) -> None:
    assert trace(project, name).out.startswith(f"summit/readers/{DOCUMENT}, edition 1, TLP:CLEAR\n")


def test_a_document_s_sheet_tells_each_sentence_with_its_evidence(project: Path) -> None:
    lines = trace(project, DOCUMENT, "--sources", "texts").out.splitlines()
    assert lines[1] == "10 sentences, 7 with facts, 3 without a fact, 1 doubted by the machine"
    number = next(n for n, line in enumerate(lines) if "France announced" in line)
    assert lines[number] == "   2        France announced €109 billion of private investment.  [money]"
    assert lines[number + 1] == "            Overview, ¶18: “109 billion”  [moved to paragraph 2]"
    assert any(line.endswith("Nobody says so.  [no fact]") for line in lines)


def test_the_sheet_in_csv_has_a_line_for_each_sentence_and_no_formula(project: Path) -> None:
    done = trace(project, DOCUMENT, "--as", "csv")
    assert done.out.count("\r\n") > 10
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    alternative = next(row for row in rows if row["sentence"] == "61 countries of all")
    assert (alternative["source"], alternative["verdict"]) == ("'=SUM(A1)", "no quotation")
    assert (alternative["checked"], alternative["initials"]) == ("", "")
    disputed = next(row for row in rows if row["sentence"] == "58 to 61 countries signed.")
    assert disputed["source"] == "Overview\n=SUM(A1)", "a range rests on every count; only the start of a cell can be a formula"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_takes_for_a_formula_is_neutralised(start: str) -> None:
    from briefgen.tracing.written import _neutral

    assert _neutral(start) == f"'{start}"
    assert _neutral(f"x{start}") == f"x{start}"


def test_a_file_in_a_folder_that_is_not_there_is_refused(project: Path, tmp_path: Path) -> None:
    done = trace(project, "money", "--to", tmp_path / "no" / "such" / "money.json")
    assert (done.status, f"there is no folder `{tmp_path / 'no' / 'such'}`" in done.err) == (2, True)
    assert not (tmp_path / "no").exists()


def test_the_sheet_as_a_page_has_a_box_and_initials_for_each_sentence_and_needs_no_script(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    done = trace(project, DOCUMENT, "--to", target)
    assert (done.status, done.out) == (0, "")
    page = target.read_text(encoding="utf-8")
    rows = page.count("<tbody")
    assert rows == 10
    assert page.count('type="checkbox"') == page.count('aria-label="initials for sentence') == rows
    assert "<mark>€109 billion</mark>" in page
    assert "TLP:CLEAR" in page
    assert not re.search(r"<script|\ssrc=|url\(|@import|javascript:|<link", page)
    assert re.findall(r'<a href="([^"]*)"', page)
    assert set(re.findall(r'<a href="([^"]*)"', page)) == {"https://example.org/"}
    assert page.count("<td") > rows
    assert "size:A4 landscape" in page


def test_hostile_words_are_escaped_in_the_page(tmp_path: Path, font_cache: Path) -> None:
    folder = write(tmp_path)
    replace_in(folder / "data" / "facts" / "first.yaml", "Nobody is to read this", "<script>alert(1)</script>")
    replace_in(folder / "data" / "facts" / "first.yaml", ", marking: TLP:RED", "")
    replace_in(folder / "data" / "facts" / "first.yaml", "It opened on", "<script>2</script> It opened on")
    lend_fonts(font_cache, folder)
    built(folder)
    page = trace(folder, DOCUMENT, "--as", "html").out
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;script&gt;2&lt;/script&gt; It opened on <mark>" in page
    assert "<script" not in page


def test_the_sheet_in_json_holds_what_the_others_hold(project: Path) -> None:
    found = json.loads(trace(project, DOCUMENT, "--json").out)
    assert (found["document"], found["marking"], len(found["rows"])) == (f"summit/readers/{DOCUMENT}", "TLP:CLEAR", 10)
    assert {row["remark"] for row in found["rows"]} == {"", "no fact"}


def test_a_damaged_ledger_stops_its_document_and_not_the_trace_of_a_fact(project: Path) -> None:
    ledger = project / "output" / "summit" / "readers" / f"{DOCUMENT}.ledger.json"
    before = ledger.read_bytes()
    try:
        for damage in (b"{", None):
            ledger.write_bytes(damage) if damage else ledger.unlink()
            fact, document = trace(project, "money"), trace(project, DOCUMENT)
            assert fact.status == 0
            assert f"warning BG209 summit/readers/{DOCUMENT}.ledger.json" in fact.err
            assert "printed in 1 document, 2 places" in fact.out
            assert (document.status, document.out) == (1, "")
            assert "error BG209" in document.err
    finally:
        ledger.write_bytes(before)


def test_a_name_that_is_a_fact_and_a_document_is_taken_for_the_fact_and_told(tmp_path: Path, font_cache: Path) -> None:
    folder = write(tmp_path)
    replace_in(folder / "data" / "facts" / "first.yaml", "id: money", f"id: {DOCUMENT}")
    lend_fonts(font_cache, folder)
    built(folder)
    done = trace(folder, DOCUMENT)
    assert f"`{DOCUMENT}` is a fact and a document; for the document write summit/readers/{DOCUMENT}" in done.err
    assert done.out.startswith(f"{DOCUMENT}\n  statement")
    assert trace(folder, f"summit/readers/{DOCUMENT}").out.startswith(f"summit/readers/{DOCUMENT}, edition")


def test_a_form_that_only_documents_have_is_refused_for_a_fact(project: Path) -> None:
    done = trace(project, "money", "--as", "csv")
    assert (done.status, done.out) == (2, "")
    assert "--as csv is for documents" in done.err


def test_the_shell_completes_facts_and_documents(project: Path) -> None:
    from click.shell_completion import ShellComplete

    from briefgen.cli.main import cli

    def offered(incomplete: str) -> list[str]:
        arguments = ["trace", "--project", str(project)]
        return [item.value for item in ShellComplete(cli, {}, "briefgen", "_X").get_completions(arguments, incomplete)]

    assert offered("summit-r") == [DOCUMENT]
    assert offered("mo") == ["money"]
    assert offered("secret") == [], "it is in no document"
