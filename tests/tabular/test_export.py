"""briefgen facts export: the same facts come back, tables hold no formulas, and an audience gets what it may see."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen import Project
from briefgen.load.from_csv import parse_csv
from briefgen.load.from_json import parse_json, parse_json_lines
from briefgen.load.from_yaml import parse_yaml
from briefgen.model.fact import Alternative, Confidence, Evidence, Fact, Locator, Relation, Translation
from briefgen.model.loaded import Plain
from briefgen.model.plain import plain
from briefgen.model.value import PartialDate, Period, Range
from briefgen.tabular.columns import columns_of
from briefgen.tabular.delimited import guarded, unguarded
from briefgen.tabular.exporting import FORMS, Form, export_facts
from briefgen.tabular.instructions import Instructions
from briefgen.tabular.naming import Naming
from briefgen.tabular.opening import read_sheet
from briefgen.tabular.rows import read_rows
from briefgen.tabular.yaml_text import yaml_text
from briefgen.validate.facts import settle_fact
from briefgen.validate.records import read_record
from tests.builders import briefgen, make_work
from tests.projects import fact as yaml_fact
from tests.projects import write_project

TRICKY = (
    *("NO", "yes", "null", "12:30", "1e3", "007", "1.10", "2025-02-11", "=1+1", "+1", "-x", "@home", "'=x", "''", "12%", "a; b"),
    *("−5", "# no", "a: b", "[x]", "{value}", "- x", "_x0041_", "\U0001f6b2", "a\nb", "http://example.org/", "e", "~", "＝1"),
    *("\t", '"', "x  y"),
)
UNUSED = ["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]
WORDS = st.one_of(
    st.sampled_from(TRICKY), st.text(st.characters(exclude_categories=UNUSED, exclude_characters="\ufeff"), max_size=30)
).filter(lambda text: bool(text) and text == text.strip())
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**17), max_value=10**17, places=3) | st.sampled_from(
    [Decimal(text) for text in ("0", "1.10", "100", "109000000000", "0.000001", "123456789012345678901", "2.4")]
)
DATES = st.one_of(
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.integers(1000, 9999).map(PartialDate),
    st.integers(1, 12).map(lambda month: PartialDate(2025, month)),
    st.just(Period(PartialDate(2025, 2, 6), PartialDate(2025, 2, 11))),
)
UNITS = st.sampled_from(["EUR", "percent", "km²", (("one", "country"), ("other", "countries"))])


@st.composite
def evidence(draw: st.DrawFn) -> tuple[Evidence, ...]:
    def locator() -> Locator:
        number, text = draw(st.none() | st.integers(0, 99)), st.just("") | WORDS
        return Locator(paragraph=number, page=draw(text), quote=draw(text), timestamp=draw(text))

    return tuple(Evidence(source=name, locator=locator()) for name in draw(st.lists(IDS, max_size=3)))


@st.composite
def random_facts(draw: st.DrawFn) -> Fact:
    """Make a fact with any of its fields; whether it makes sense does not matter."""
    kind = draw(st.sampled_from(["figure", "date", "name", "claim"]))
    text = st.just("") | WORDS
    values = {
        "figure": NUMBERS | st.tuples(NUMBERS, NUMBERS).map(lambda pair: Range(min(pair), max(pair))),
        "date": DATES,
        "name": WORDS.filter(lambda word: not word[:4].isdecimal()),
        "claim": st.none(),
    }
    unit = draw(UNITS) if kind == "figure" else ""
    others = st.tuples(NUMBERS, evidence(), text).map(lambda parts: Alternative(value=parts[0], sources=parts[1], note=parts[2]))
    return Fact(
        id=draw(IDS),
        type=kind,  # type: ignore[arg-type] # one of them
        topic=tuple(draw(st.lists(IDS, min_size=1, max_size=3))),
        statement=draw(WORDS),
        value=draw(values[kind]),
        unit=unit,
        qualifier=draw(st.sampled_from([None, "over", "at-least"])),
        as_of=draw(st.none() | DATES),
        definition=draw(text),
        sources=draw(evidence()),
        alternatives=tuple(draw(st.lists(others, max_size=2))) if kind == "figure" else (),
        confidence=draw(st.sampled_from([Confidence(), Confidence(level="low", why="one = source")])),
        relations=tuple(Relation(type="part_of", fact=name) for name in draw(st.lists(IDS, max_size=2))),
        priority=draw(st.integers(1, 9)),
        marking=draw(st.sampled_from(["TLP:CLEAR", "TLP:AMBER+STRICT"])),
        embargo_until=draw(st.none() | st.just(datetime(2025, 2, 11, 12, tzinfo=UTC))),
        review_by=draw(st.none() | st.just(date(2027, 1, 31))),
        tags=tuple(draw(st.lists(WORDS, max_size=3))),
        wording=draw(st.dictionaries(st.sampled_from(["press", "public"]), WORDS)),
        translations=draw(st.dictionaries(st.sampled_from(["fr", "pt-BR"]), WORDS.map(lambda said: Translation(statement=said)))),
        note=draw(text),
    )


def settled(records: Plain) -> list[Fact]:
    found = []
    assert isinstance(records, list)
    for record in records:
        fact, remarks = read_record(Fact, record)
        assert fact is not None, remarks
        found.append(settle_fact(fact, "TLP:CLEAR")[0])
    return found


def returned(folder: Path, content: bytes, form: Form) -> list[Fact]:
    """Read an exported file as an import or the project reads it."""
    if form in {"csv", "xlsx"}:
        path = folder / f"back.{form}"
        path.write_bytes(content)
        sheet, said = read_sheet(path), Instructions()
        table = read_rows(sheet, columns_of(sheet, said)[0], said, Naming({}))
        assert table.diagnostics == ()
        return settled(table.file.value)
    parse = {"json": parse_json, "jsonl": parse_json_lines, "yaml": parse_yaml}[form]
    value, _, found, is_whole = parse(content.decode(), "back")
    assert (found, is_whole) == ((), True)
    return settled(value)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(random_facts(), min_size=1, max_size=4, unique_by=lambda fact: fact.id))
def test_any_facts_come_back_as_they_were(tmp_path: Path, form: Form, facts: list[Fact]) -> None:
    done = export_facts(make_work(facts), facts, form)
    assert done.diagnostics == ()
    assert returned(tmp_path, done.content, form) == facts


@pytest.mark.parametrize("form", FORMS)
def test_a_tag_that_holds_a_semicolon_stays_one_tag(tmp_path: Path, form: Form) -> None:
    facts = [Fact(id="a", type="claim", topic=("x",), statement="It is", marking="TLP:CLEAR", tags=("a; b",))]
    assert returned(tmp_path, export_facts(make_work(facts), facts, form).content, form) == facts


@given(text=st.text() | st.sampled_from(TRICKY))
def test_a_guard_stands_before_every_text_that_could_be_a_formula_and_is_taken_away_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    is_number = text.removeprefix("-").removeprefix("+").replace(".", "", 1).isdecimal()
    assert guarded(text).lstrip(" ")[:1] not in tuple("=+-@＝＋－＠\t\r") or is_number


def test_an_exported_table_holds_no_formula_and_whole_numbers() -> None:
    fact = Fact(
        id="a",
        type="figure",
        topic=("x",),
        statement="=cmd|' /C calc'!A0",
        value=Decimal("-5.50"),
        unit="EUR",
        marking="TLP:CLEAR",
    )
    head, row = csv.reader(io.StringIO(export_facts(make_work([fact]), [fact], "csv").content.decode()))
    cells = dict(zip(head, row, strict=True))
    assert (cells["statement"], cells["value"]) == ("'=cmd|' /C calc'!A0", "-5.50")
    with zipfile.ZipFile(io.BytesIO(export_facts(make_work([fact]), [fact], "xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_the_same_facts_give_the_same_bytes() -> None:
    fact = Fact(id="a", type="claim", topic=("x",), statement="It is", marking="TLP:CLEAR")
    for form in FORMS:
        assert export_facts(make_work([fact]), [fact], form) == export_facts(make_work([fact]), [fact], form)


def test_what_a_table_cannot_carry_exactly_is_told() -> None:
    facts = [
        Fact(id=name, type="claim", topic=("x",), statement=text, marking="TLP:CLEAR")
        for name, text in (("a", " blanks "), ("b", "none"))
    ]
    facts.append(Fact(id="c", type="figure", topic=("x",), statement="{value}", value=Decimal(1), unit="%", marking="TLP:CLEAR"))
    found = export_facts(make_work(facts), facts, "csv").diagnostics
    assert [(item.code, item.message) for item in found] == [("BG165", "a table cannot carry these facts exactly: a, c")]
    assert export_facts(make_work(facts), facts, "yaml").diagnostics == ()


@given(words=WORDS)
def test_words_are_words_to_every_reader_of_yaml(words: str) -> None:
    text = yaml_text(
        [{"id": words, "statement": words, "tags": [words, words], "sources": [{"source": words, "locator": {"page": words}}]}]
    )
    (read,) = yaml.safe_load(text)
    assert read == {
        "id": words,
        "statement": words,
        "tags": [words, words],
        "sources": [{"source": words, "locator": {"page": words}}],
    }
    assert parse_yaml(text, "a")[0] == [read]


SECRET = yaml_fact(
    id="secret", marking="TLP:RED", statement='"Nobody may know that the palace costs {value}"', value="777123", unit="EUR"
)
EMBARGOED = yaml_fact(id="soon", type="claim", value="", statement="Soon it is told", embargo_until="2025-02-11T12:00+01:00")
OPEN = yaml_fact(
    id="plain",
    statement='"The hall costs {value}"',
    wording='{public: "We pay {value}", press: "Costs rose to {value}"}',
    note="ask the treasury about the palace",
    relations="[{type: part_of, fact: secret}]",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, facts=SECRET + EMBARGOED + OPEN)


@pytest.mark.parametrize("form", FORMS)
def test_an_audience_gets_what_it_may_see_and_the_marking_of_it(project: Path, form: str) -> None:
    target = project / f"out.{form}"
    ran = briefgen("facts", "export", "--for", "public", "--to", target, "--as-at", "2025-01-01T00:00Z", at=project)
    assert (ran.status, ran.err) == (0, f"wrote {target}: 1 fact, TLP:CLEAR\n")
    content = target.read_bytes()
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    text = content.decode()
    assert "TLP:CLEAR" in text.split("plain")[0] or form == "xlsx"
    assert "TLP:CLEAR – " in text or '"audience": "public"' in text
    assert "We pay {value}" in text
    for hidden in ("secret", "palace", "777123", "Soon", "treasury", "Costs rose", "TLP:RED"):
        assert hidden not in text, hidden
    later = briefgen("facts", "export", "--for", "public", "--as", "csv", "--as-at", "2025-03-01T00:00Z", at=project)
    assert "Soon it is told" in later.out


def test_an_export_in_which_a_secret_is_found_is_withheld(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.tabular.exporting.reader_record", lambda fact, _statement, _ids: plain(fact))
    ran = briefgen("facts", "export", "--for", "public", "--to", "out.csv", at=project)
    assert ran.status == 1
    assert "BG304" in ran.err
    assert not (project / "out.csv").exists()


def test_an_exported_table_for_readers_can_be_imported_elsewhere(project: Path, tmp_path: Path) -> None:
    other = write_project(tmp_path / "other")
    for form in ("csv", "xlsx"):
        ran = briefgen(
            "facts", "export", "--for", "public", "--to", other / f"out.{form}", "--as-at", "2025-01-01T00:00Z", at=project
        )
        assert ran.status == 0
        ran = briefgen("facts", "import", f"out.{form}", "--to", "back.yaml", "--replace", at=other)
        assert (ran.status, ran.err) == (0, ""), ran.err
        assert Project.open(other).dataset.facts["plain"].statement == "We pay {value}"


def test_facts_are_chosen_as_they_are_listed(project: Path) -> None:
    ran = briefgen("facts", "export", "--as", "jsonl", "--type", "figure", "--ids", "plain,soon", at=project)
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["plain"]
    assert briefgen("facts", "export", "--as", "json", "--topic", "health", at=project).out == "[]\n"
    assert briefgen("facts", "list", "--ids", "plain", at=project).out.splitlines()[-1] == "1 fact"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--as", "xlsx"), "a workbook is no text"),
        (("--to", "facts.docx"), "names no form"),
        (("--to", "no/such/facts.csv"), "there is no folder `no/such`"),
        (("--for", "publik"), "did you mean `public`?"),
        (("--ids", "plane"), "did you mean `plain`?"),
    ],
)
def test_wrong_usage_is_told(project: Path, options: tuple[str, ...], words: str) -> None:
    ran = briefgen("facts", "export", *options, at=project)
    assert (ran.status, words in ran.err) == (2, True), ran.err
    assert not (project / "no").exists()


def test_a_project_s_csv_file_reads_what_an_export_wrote(project: Path) -> None:
    text = briefgen("facts", "export", "--as", "csv", "--ids", "plain", at=project).out
    records = parse_csv(text, "a.csv")[0]
    assert settled(records) == [Project.open(project).dataset.facts["plain"]]
