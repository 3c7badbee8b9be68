"""Files become plain values: what YAML, JSON, JSON Lines, CSV and Markdown say, and where they say it."""

import json
import time
from pathlib import Path

import pytest
import yaml

from briefgen.load import load
from briefgen.load.files import LARGEST_FILE
from briefgen.load.from_csv import csv_spots, parse_csv
from briefgen.load.from_json import json_spots, parse_json, parse_json_lines
from briefgen.load.from_yaml import parse_yaml, yaml_spots
from briefgen.load.texts import split_sections
from briefgen.model.diagnostic import Place, Problems, Severity
from briefgen.stock import stock_folder
from tests.projects import write_project


def test_every_yaml_scalar_is_the_text_that_stands_in_the_file():
    text = 'a: NO\nb: 1.10\nc: 12:30\nd: 0o17\ne: yes\nf: 2025-02-11\ng: .inf\nh: 1_000\ni: "null"\nj:\nk: ~\nl: null\n'
    value, _, diagnostics, is_whole = parse_yaml(text, "f")
    expected = ["NO", "1.10", "12:30", "0o17", "yes", "2025-02-11", ".inf", "1_000", "null", None, None, None]
    assert (list(value.values()), diagnostics, is_whole) == (expected, (), True)


def test_yaml_knows_the_place_of_every_field():
    text = "- id: a\n  sources:\n    - {source: x}\n- id: b\n"
    assert parse_yaml(text, "f")[1] == ((1, 3), (4, 3))
    spots = yaml_spots(text)
    assert spots[0, "sources"] == (2, 3)
    assert spots[0, "sources", 0, "source"] == (3, 8)
    assert spots[1, "id"] == (4, 3)


def test_without_the_c_library_yaml_means_the_same(monkeypatch: pytest.MonkeyPatch):
    text = "- id: a\n  value: 1.10\n  note:\n  sources: [{source: x}]\n- &b !!str c\n- {a: 1, a: 2}\n"
    by_c = parse_yaml(text, "f"), yaml_spots(text)
    monkeypatch.setattr("briefgen.load.from_yaml._PARSER", yaml.SafeLoader)
    assert (parse_yaml(text, "f"), yaml_spots(text)) == by_c


def test_two_equal_keys_are_named_with_both_lines():
    (found,) = parse_yaml("a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\n", "f")[2]
    assert (found.code, found.place) == ("BG102", Place("f", 5, 3))
    assert "lines 3 and 5" in found.message


def test_json_numbers_keep_their_text_and_records_their_lines():
    text = '[{"value": 1.10, "new": true, "x": null},\n {"value": 1e3, "list": [false, 2]}]'
    value, starts, diagnostics, _ = parse_json(text, "f")
    assert value == [{"value": "1.10", "new": "true", "x": None}, {"value": "1e3", "list": ["false", "2"]}]
    assert (starts, diagnostics) == (((1, 2), (2, 2)), ())
    assert json_spots(text)[1, "list", 1] == (2, 33)


@pytest.mark.parametrize(("text", "spot"), [("[1,]", (1, 4)), ("[{}\n{}]", (2, 1)), ("{}x", (1, 3)), ("[\n", (2, 1))])
def test_bad_json_is_found_where_it_is(text, spot):
    (found,) = parse_json(text, "f")[2]
    assert (found.code, (found.place.line, found.place.column)) == ("BG101", spot)


def test_equal_keys_in_json_are_found_too():
    (found,) = parse_json('[{"a": {"b": 1,\n "b": 2}}]', "f")[2]
    assert (found.code, found.place) == ("BG102", Place("f", 2, 2))
    assert "lines 1 and 2" in found.message


@pytest.mark.parametrize("parse", [parse_json, parse_json_lines])
def test_json_that_is_nested_without_end_is_refused(parse):
    (found,) = parse("[" * 100_000, "f")[2]
    assert (found.code, found.place) == ("BG104", Place("f", 1, 1))


def test_characters_that_the_yaml_parser_refuses_are_a_finding():
    (found,) = parse_yaml("a: \x07\n", "f")[2]
    assert (found.code, found.place.line) == ("BG101", 1)


def test_a_key_without_a_name_is_a_finding():
    (found,) = parse_yaml("a: 1\n~: 2\n", "f")[2]
    assert (found.code, found.place) == ("BG101", Place("f", 2, 1))


def test_a_bad_line_of_json_lines_leaves_the_others():
    value, starts, (found,), is_whole = parse_json_lines('{"id": "a"}\n\nnope\n {"id": "b"}\n', "f")
    assert (value, starts, is_whole) == ([{"id": "a"}, {"id": "b"}], ((1, 1), (4, 2)), False)
    assert (found.code, found.place) == ("BG101", Place("f", 3, 1))


def test_csv_headings_with_dots_are_the_ways_to_fields():
    text = (
        "\ufeffid,topic,tags,confidence.level,sources.0.source,sources.0.locator.quote,sources.1.source,value.min\n"
        'a,x; y,one,high,s1,"two\nlines, ""quoted""",s2,\n'
        "b,x,,,,,s2,1.10\n"
    )
    value, starts, diagnostics, _ = parse_csv(text.removeprefix("\ufeff"), "f")
    assert value == [
        {
            "id": "a",
            "topic": ["x", "y"],
            "tags": ["one"],
            "confidence": {"level": "high"},
            "sources": [{"source": "s1", "locator": {"quote": 'two\nlines, "quoted"'}}, {"source": "s2"}],
        },
        {"id": "b", "topic": ["x"], "sources": [{"source": "s2"}], "value": {"min": "1.10"}},
    ]
    assert (starts, diagnostics) == (((2, 1), (4, 1)), ())
    spots = csv_spots(text.removeprefix("\ufeff"))
    assert spots[0, "sources", 0, "locator", "quote"] == (2, 20)
    assert spots[1, "sources", 0, "source"] == (4, 9)
    assert spots["header", "sources", 0, "source"] == (1, 32)


def test_spreadsheets_that_part_cells_with_semicolons_are_read_too():
    assert parse_csv('id;topic\na;"x; y"\n', "f")[0] == [{"id": "a", "topic": ["x", "y"]}]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("id,topic\na\n", "BG101", 2),
        ("id,topic,id\n", "BG102", 1),
        ("id,,topic\n", "BG101", 1),
        ("confidence,confidence.level\n", "BG101", 1),
        ('id\n"open\n', "BG101", 2),
        ("a" + ".b" * 50 + "\n1\n", "BG101", 1),
        ("id\n" + "x" * 200_000 + "\n", "BG106", 2),
        (",".join(f"c{number}" for number in range(301)) + "\n", "BG101", 1),
    ],
)
def test_bad_csv_is_found_where_it_is(text, code, line):
    (found,) = parse_csv(text, "f")[2]
    assert (found.code, found.place.line) == (code, line)
    assert found.hint


def test_texts_are_split_at_level_two_headings_and_know_their_first_line():
    text = "<!-- for\n## no_heading\n-->\n\n## bottom_line\n\nFirst.\n\n```\n## code\n```\n## risks ##\nSecond.\n## empty\n"
    sections, diagnostics = split_sections(text, "t.md")
    assert diagnostics == ()
    assert {name: (item.body, item.place) for name, item in sections.items()} == {
        "bottom_line": ("First.\n\n```\n## code\n```", Place("t.md", 7, 1)),
        "risks": ("Second.", Place("t.md", 13, 1)),
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Words.\n## a\nb\n", "BG101", 1),
        ("## a\nb\n## a\nc\n", "BG102", 3),
        ("## Bottom line\nb\n", "BG101", 1),
        ("## a\n" + "[" * 20_001, "BG106", 1),
    ],
)
def test_bad_texts_are_found_where_they_are(text, code, line):
    _, (found,) = split_sections(text, "t.md")
    assert (found.code, found.place.line) == (code, line)
    assert found.hint


def test_files_are_read_in_the_order_of_their_names_and_others_are_mentioned(tmp_path: Path):
    files = {f"data/facts/{name}": "[]" for name in ("b.json", "a/z.json", "c.jsonl", ".hidden.yaml", "notes.md", "x.xlsx")}
    loaded = load(write_project(tmp_path, files), stock_folder())
    names = [file.name.removeprefix("data/facts/") for file in loaded.facts]
    assert names == ["a/z.json", "b.json", "c.jsonl", "first.yaml"]
    (note,) = loaded.diagnostics
    assert (note.code, note.place.file, note.severity) == ("BG003", "data/facts/x.xlsx", Severity.NOTE)


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path):
    loaded = load(write_project(tmp_path, topics=b"\xef\xbb\xbf- id: a\r\n  title: A\r\n- id: b\r\n"), stock_folder())
    assert loaded.topics.value == [{"id": "a", "title": "A"}, {"id": "b"}]
    assert loaded.topics.place((1,)) == Place("data/topics.yaml", 3, 3)
    assert loaded.diagnostics == ()


def test_a_folder_without_settings_is_no_project(tmp_path: Path):
    with pytest.raises(Problems) as caught:
        load(tmp_path, stock_folder())
    assert [item.code for item in caught.value.diagnostics] == ["BG001"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path):
    write_project(tmp_path, {"data/facts/large.json": b" " * (LARGEST_FILE + 1)})
    assert [item.code for item in load(tmp_path, stock_folder()).diagnostics] == ["BG003"]


def test_links_that_lead_to_each_other_are_refused(tmp_path: Path):
    facts = write_project(tmp_path) / "data/facts"
    (facts / "a.yaml").symlink_to(facts / "b.yaml")
    (facts / "b.yaml").symlink_to(facts / "a.yaml")
    (facts / "c.yaml").symlink_to(facts / "nowhere.yaml")
    assert [item.code for item in load(tmp_path, stock_folder()).diagnostics] == ["BG003"] * 3


def test_a_file_in_place_of_the_folder_of_facts_is_a_finding(tmp_path: Path):
    (found,) = load(write_project(tmp_path, {"data/facts": "x"}, facts=""), stock_folder()).diagnostics
    assert (found.code, found.place.file) == ("BG003", "data/facts")


def test_nothing_is_read_through_a_pipe(tmp_path: Path):
    import os

    os.mkfifo(write_project(tmp_path) / "data/facts/pipe.yaml")
    assert [item.code for item in load(tmp_path, stock_folder()).diagnostics] == ["BG003"]


@pytest.mark.parametrize("name", ["large.yaml", "large.json", "large.csv", "large.jsonl"])
@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "{" * 1_000_000,
        "{a: " * 200_000,
        '{"a":' * 200_000,
        "? " * 500_000,
        "- " * 500_000,
        '"' * 1_000_001,
        "&a " * 300_000,
        "\\" * 1_000_000,
        "a: b: " * 100_000,
        "!" * 1_000_000,
        "'" * 1_000_001,
        "id," * 100_000,
        "a\n" * 200_000,
        "[\n" * 200_000,
        " " * 3_000_000 + "x",
        "a: " + "x" * 5_000_000,
        "{{" * 500_000,
        "<!--" * 100_000,
    ],
)
def test_hostile_files_end_in_findings_and_soon(tmp_path: Path, name: str, text: str):
    write_project(tmp_path, {f"data/facts/{name}": text})
    start = time.process_time()
    load(tmp_path, stock_folder())
    assert time.process_time() - start < 10


def test_hostile_texts_end_in_findings_and_soon():
    for number, text in enumerate(("## a\n" * 30_000, "`" * 190_000, "<!--\n" * 30_000, "#" * 190_000, "## a " + " #" * 90_000)):
        start = time.process_time()
        split_sections(text, f"{number}.md")
        assert time.process_time() - start < 3


def test_equal_records_are_equal_in_every_format():
    record = {
        "id": "a",
        "topic": ["x"],
        "value": "1.10",
        "confidence": {"level": "low", "why": "x"},
        "sources": [{"source": "s"}],
    }
    by_yaml = parse_yaml("- {id: a, topic: [x], value: 1.10, confidence: {level: low, why: x}, sources: [{source: s}]}", "f")[0]
    by_json = parse_json(json.dumps([record]).replace('"1.10"', "1.10"), "f")[0]
    by_lines = parse_json_lines(json.dumps(record), "f")[0]
    by_csv = parse_csv("id,topic,value,confidence.level,confidence.why,sources.0.source\na,x,1.10,low,x,s\n", "f")[0]
    assert by_yaml == by_json == by_lines == by_csv == [record]
