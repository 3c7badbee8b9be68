"""briefgen facts import: columns become fields, every row is validated with the project, and nothing is written in vain."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefgen import Project
from briefgen.model.value import PartialDate, Range
from tests.builders import Ran, briefgen
from tests.projects import problems_of, write_project
from tests.tabular.sheets import HEAD, MONEY, ods, row, styled, xlsx

WRITTEN = """\
# From table.xlsx, sheet Data, by `briefgen facts import`; with --update it changes only what differs.

- id: cash
  type: figure
  topic: investment
  statement: "It cost {value}"
  value: 2.4
  unit: EUR
  sources:
    - {source: overview, locator: {quote: two point four}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project")


def imported(project: Path, *options: str, rows: object = (HEAD, MONEY), **more: object) -> Ran:
    """Import a table of some rows."""
    xlsx(project / "table.xlsx", rows, **more)  # type: ignore[arg-type] # of any cells
    return briefgen("facts", "import", "table.xlsx", *options, at=project)


def written(project: Path, name: str = "table.yaml") -> str:
    return (project / "data/facts" / name).read_text(encoding="utf-8")


def test_a_table_becomes_a_file_of_facts(project: Path) -> None:
    ran = imported(project)
    assert (ran.status, ran.out, ran.err) == (0, "wrote data/facts/table.yaml\n1 fact\n", "")
    assert written(project) == WRITTEN
    assert problems_of(project) == ()
    assert imported(project, "--replace").out == "1 fact, all as they were\n"
    assert written(project) == WRITTEN


def test_opendocument_and_text_give_the_same_facts(project: Path) -> None:
    imported(project)
    ods(project / "two.ods", {"Data": row(*HEAD) + row("second", *MONEY[1:])})
    assert briefgen("facts", "import", "two.ods", at=project).status == 0
    (project / "three.csv").write_text(";".join(HEAD) + "\nthird;" + ";".join(map(str, MONEY[1:])) + "\n", encoding="utf-8")
    assert briefgen("facts", "import", "three.csv", at=project).status == 0
    same = written(project).partition("type")[2]
    assert written(project, "two.yaml").partition("type")[2] == same
    assert written(project, "three.yaml").partition("type")[2] == same


def test_a_project_without_facts_can_be_filled(tmp_path: Path) -> None:
    project = write_project(tmp_path, facts="")
    assert imported(project).status == 0
    assert list(Project.open(project).dataset.facts) == ["cash"]


def test_headings_of_people_are_matched(project: Path) -> None:
    head = ("ID", "Type", "Topic", "Statement", "Minimum", "Max", "Unit", "As of", "Confidence", "Reason", "Source", "Page")
    more = ("Paragraph 2", "Source 2", "Quote 2", "Wording public", "Statement (fr)", "Country", "Tags")
    cells = ("a", "figure", "Investment", "It cost {value}", 1, 2.5, "EUR", date(2025, 2, 9), "low", "one source")
    sourced = ("Overview of the summit", 7, 3, "overview", "=NO", "Cost {value}", "Cela coûte {value}", "French Republic", "x; y")
    rows = [
        ("TLP:CLEAR figures for the summit",),
        (),
        (*head, *more, "Alternative", "Alternative source"),
        (*cells, *sourced, 3, "overview"),
    ]
    ran = imported(project, "--map", "Country=entity", rows=rows)
    assert (ran.status, ran.err) == (0, "")
    fact = Project.open(project).dataset.facts["a"]
    assert (fact.value, fact.unit, fact.topic, fact.entity) == (Range(1, 2.5), "EUR", ("investment",), "france")  # type: ignore[arg-type] # equal
    assert fact.as_of == PartialDate(2025, 2, 9)
    assert (fact.confidence.level, fact.confidence.why, fact.tags) == ("low", "one source", ("x", "y"))
    assert [(item.source, item.locator.page, item.locator.paragraph, item.locator.quote) for item in fact.sources] == [
        ("overview", "7", None, ""),
        ("overview", "", 3, "=NO"),
    ]
    assert fact.wording == {"public": "Cost {value}"}
    assert fact.translations["fr"].statement == "Cela coûte {value}"
    assert [str(item.value) for item in fact.alternatives] == ["3"]


def test_what_is_said_of_columns_is_followed(project: Path) -> None:
    rows = [("Land", "Jahr", "Wert", "Text", "Intern"), ("Österreich", 2025, "1.234,50", "Es sind {value}", "x")]
    options = ("--map", "Wert=value", "--map", "Text=statement", "--map", "E=-", "--id-from", "Land", "--id-from", "B")
    fixed = ("--set", "type=figure", "--set", "topic=health", "--set", "unit=EUR", "--set", "Source=overview")
    ran = imported(project, *options, *fixed, "--number-locale", "de", rows=rows)
    assert (ran.status, ran.err) == (0, "")
    fact = Project.open(project).dataset.facts["osterreich-2025"]
    assert (str(fact.value), fact.unit, fact.sources[0].source) == ("1234.50", "EUR", "overview")


def test_a_mapping_file_says_the_same_and_the_command_line_has_the_last_word(project: Path) -> None:
    mapping = (
        "columns: {Wert: value, Text: statement, Rest: '-'}\nset: {type: figure, topic: health, unit: EUR, source: overview}\n"
    )
    (project / "map.yaml").write_text(
        mapping + "id_from: [Land]\nheader_row: 2\nnumber_locale: de\nsheet: data\n", encoding="utf-8"
    )
    rows = [("statement", "value"), ("Land", "Wert", "Text", "Rest"), ("Ghana", "1.000", "Es sind {value}", 1)]
    ran = imported(project, "--mapping", "map.yaml", "--set", "unit=GHS", rows=rows)
    assert (ran.status, ran.err) == (0, "")
    fact = Project.open(project).dataset.facts["ghana"]
    assert (str(fact.value), fact.unit) == ("1000", "GHS")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("colums: {a: b}", "there is no field `colums` in a mapping file"),
        ("columns: [a]", "`columns` should hold a text for each name"),
        ("columns: {Wert: valeu}", "there is no field `valeu`"),
        ("header_row: two", "`header_row` should be the number of a row"),
        ("- a", "should hold fields"),
        ("id_from: {a: b}", "`id_from` should be a list of columns"),
    ],
)
def test_a_wrong_mapping_file_is_told(project: Path, mapping: str, words: str) -> None:
    (project / "map.yaml").write_text(mapping, encoding="utf-8")
    ran = imported(project, "--mapping", "map.yaml")
    assert ran.status == 3
    assert words in ran.err
    assert "map.yaml" in ran.err


def test_everything_that_is_wrong_is_told_at_its_cell_and_nothing_is_written(project: Path) -> None:
    def more(_book: object, sheet: object) -> None:
        sheet.write_formula(3, 4, "=1/0", None, "#REF!")  # type: ignore[attr-defined] # xlsxwriter has no types
        sheet.merge_range(5, 5, 6, 5, "EUR")  # type: ignore[attr-defined]

    rows = [
        HEAD,
        MONEY,
        ("cash", "figure", "welth", "It cost {value}", "1,5", "EUR", "nobody", ""),
        ("three", "figure", "health", "It is {value}", None, "EUR", "overview", ""),
        ("money", "figur", "health", "It is {value}", 1, "EUR", "overview", ""),
        ("six", "figure", "health", "It is {value}", 1, None, "overview", ""),
        ("seven", "figure", "health", "It is {value}", 1, None, "overview", ""),
    ]
    ran = imported(project, rows=rows, more=more)
    assert ran.status == 3
    found = [line.split(": ")[0].removeprefix("error ") for line in ran.err.splitlines() if line.startswith("error")]
    assert found == [
        "BG120 table.xlsx:Data!A3",
        "BG122 table.xlsx:Data!C3",
        "BG115 table.xlsx:Data!E3",
        "BG121 table.xlsx:Data!G3",
        "BG157 table.xlsx:Data!E4",
        "BG120 table.xlsx:Data!A5",
        "BG113 table.xlsx:Data!B5",
        "BG158 table.xlsx:Data!F6:F7",
    ]
    assert "say how numbers are written in the table with --number-locale" in ran.err
    assert not (project / "data/facts/table.yaml").exists()
    report = json.loads(briefgen("facts", "import", "table.xlsx", "--report", "json", at=project).out)
    assert {"file": "table.xlsx", "line": 3, "column": 3, "cell": "Data!C3"}.items() <= report[1].items()


def test_bad_rows_are_left_out_and_named_where_that_is_wanted(project: Path) -> None:
    rows = [
        (*HEAD, "Relation", "Relation fact"),
        (*MONEY, None, None),
        ("two", "figure", "welth", "It is {value}", 1, "EUR", "overview", None, None, None),
        ("three", "figure", "health", "It is {value}", 1, "EUR", "overview", None, "part_of", "two"),
        ("four", "figure", "health", "It is {value}", 1, "EUR", "overview", None, "part_of", "three"),
        ("five", "figure", "health", "It is {value}", 1, "EUR", "overview", None, "part_of", "cash"),
    ]
    ran = imported(project, "--skip-bad", rows=rows)
    assert (ran.status, ran.out) == (0, "wrote data/facts/table.yaml\n2 facts, 3 rows left out\n")
    assert "warning BG163 table.xlsx: 3 rows were left out: 3, 4, 5" in ran.err
    assert "warning BG122 table.xlsx:Data!C3" in ran.err
    assert list(Project.open(project).dataset.facts)[-2:] == ["cash", "five"]
    assert imported(project, "--skip-bad", "--replace", "--strict", rows=rows).status == 1


def test_errors_of_the_project_itself_are_not_left_out(tmp_path: Path) -> None:
    project = write_project(tmp_path, topics="- {id: investment, title: Investment}\n")
    ran = imported(project, "--skip-bad")
    assert ran.status == 3
    assert "data/facts/first.yaml" in ran.err
    assert not (project / "data/facts/table.yaml").exists()


@pytest.mark.parametrize(
    ("options", "rows", "words"),
    [
        (("--sheet", "Dat"), (HEAD, MONEY), "no sheet `Dat`"),
        (("--map", "Wert=value"), (HEAD, MONEY), "there is no column `Wert`"),
        (("--map", "value=valeu"), (HEAD, MONEY), "there is no field `valeu`"),
        (("--id-from", "Land"), (HEAD, MONEY), "there is no column `Land`"),
        (("--header-row", "9"), (HEAD, MONEY), "row 9 is empty"),
        ((), (HEAD[1:], MONEY[1:]), "no column holds `id`"),
        ((), (("a", "b"), (1, 2)), "no column holds `statement`"),
        ((), ((*HEAD, "Value"), (*MONEY, 1)), "the columns E and I both hold `value`"),
        ((), (), "the table is empty"),
        (("--id-from", "id"), (HEAD, ("Ελλάδα", *MONEY[1:])), "no id can be made"),
        (("--number-locale", "de"), (HEAD, (*MONEY[:4], "1,234.5", *MONEY[5:])), "is not written as numbers are in `de`"),
        ((), ((*HEAD, "min"), (*MONEY, 1)), "`value` is given in one and in several columns"),
        ((), (HEAD, (*MONEY[:3], "x" * 20_001, *MONEY[4:])), "20,000 are allowed"),
        ((), (HEAD, (*MONEY[:3], "a\u2028b", *MONEY[4:])), "control character U+2028"),
    ],
)
def test_what_cannot_be_imported_is_told(project: Path, options: tuple[str, ...], rows: object, words: str) -> None:
    ran = imported(project, *options, rows=rows)
    assert (ran.status, words in ran.err) == (3, True), ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--map", "value"), "expected COLUMN=FIELD"),
        (("--to", "../outside.yaml"), "is not in data/facts/"),
        (("--to", "facts.xlsx"), "should end in .yaml"),
        (("--number-locale", "klingon"), "is no locale"),
        (("--replace", "--update"), "exclude each other"),
    ],
)
def test_wrong_usage_is_told(project: Path, options: tuple[str, ...], words: str) -> None:
    ran = imported(project, *options)
    assert (ran.status, words in ran.err) == (2, True), ran.err


def test_percentages_are_numbers_in_percent(project: Path) -> None:
    rows = [HEAD, ("a", *MONEY[1:4], None, None, *MONEY[6:]), ("b", *MONEY[1:4], "12,5 %", "%", *MONEY[6:])]
    assert imported(project, "--number-locale", "fr", rows=rows, more=styled("0.0%", (1, 4, 0.07))).status == 0
    facts = Project.open(project).dataset.facts
    assert [(str(facts[name].value), facts[name].unit) for name in "ab"] == [("7", "percent"), ("12.5", "percent")]
    rows = [HEAD, ("c", *MONEY[1:])]
    ran = imported(project, "--to", "more.yaml", rows=rows, more=styled("0.0%", (1, 4, 0.07)))
    assert "BG159 table.xlsx:Data!E2: the number is a percentage, but its unit is `EUR`" in ran.err


def test_columns_that_match_nothing_and_hidden_rows_are_warned_of(project: Path) -> None:
    def more(_book: object, sheet: object) -> None:
        sheet.set_row(1, None, None, {"hidden": True})  # type: ignore[attr-defined] # xlsxwriter has no types

    ran = imported(project, rows=[(*HEAD, "Remark"), (*MONEY, "x")], more=more)
    assert ran.status == 0
    assert "warning BG156 table.xlsx:Data!I1: the column `Remark` matches no field" in ran.err
    assert "warning BG164 table.xlsx:Data!A2: 1 of the rows are hidden" in ran.err


def test_a_dry_run_shows_what_would_be_written(project: Path) -> None:
    ran = imported(project, "--dry-run")
    assert ran.out == f"--- data/facts/table.yaml\n{WRITTEN}"
    assert ran.err == "nothing was written: 1 fact\n"
    assert not (project / "data/facts/table.yaml").exists()


def test_a_file_that_exists_is_not_written_over(project: Path) -> None:
    imported(project)
    ran = imported(project, rows=[HEAD, (*MONEY[:4], 3, *MONEY[5:])])
    assert ran.status == 3
    assert "error BG160 data/facts/table.yaml: `data/facts/table.yaml` exists" in ran.err
    assert written(project) == WRITTEN


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl"])
def test_other_forms_of_files_hold_the_same_facts(project: Path, ending: str) -> None:
    imported(project)
    before = Project.open(project).dataset.facts["cash"]
    (project / "data/facts/table.yaml").unlink()
    assert imported(project, "--to", f"cash.{ending}").out.startswith(f"wrote data/facts/cash.{ending}\n")
    assert Project.open(project).dataset.facts["cash"] == before


def test_a_csv_file_of_facts_holds_no_formula(project: Path) -> None:
    ran = imported(project, "--to", "cash.csv", rows=[HEAD, (*MONEY[:7], "=1+1")])
    assert ran.status == 3
    assert "BG165" in ran.err
    assert not (project / "data/facts/cash.csv").exists()


def test_facts_are_parted_into_files_by_a_field(project: Path) -> None:
    rows = [HEAD, MONEY, ("b", "figure", "health; investment", *MONEY[3:]), ("c", *MONEY[1:])]
    ran = imported(project, "--split", "topic", rows=rows)
    assert ran.out == "wrote data/facts/table/investment.yaml\nwrote data/facts/table/health.yaml\n3 facts\n"
    assert written(project, "table/health.yaml").count("- id:") == 1
    assert imported(project, "--split", "topic", "--update", rows=rows).out == "3 facts, all as they were\n"


def test_a_file_that_would_be_too_large_to_be_read_is_not_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.tabular.importing.LARGEST_FILE", 100)
    ran = imported(project)
    assert ran.status == 3
    assert "BG166" in ran.err
    assert not (project / "data/facts/table.yaml").exists()


def test_hundreds_of_the_same_finding_are_counted(project: Path) -> None:
    rows = [HEAD, *((f"f{number}", "figure", "nowhere", *MONEY[3:]) for number in range(60))]
    ran = imported(project, rows=rows)
    assert ran.err.count("error BG122") == 50
    assert "and 10 more of BG122; --report json lists all" in ran.err
