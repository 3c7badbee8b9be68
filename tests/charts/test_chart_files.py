"""The files in which charts are declared: what is wrong in them is told with its line."""

from __future__ import annotations

from pathlib import Path

from briefgen.model.diagnostic import Severity
from tests.projects import opened, problems_of, write_project

MONEY = "money:\n  title: Money was announced\n  type: bars\n  facts: {ids: [money]}\n"


def found(folder: Path, text: str, path: str = "data/charts.yaml") -> list[tuple[str, str]]:
    diagnostics = problems_of(write_project(folder, {path: text}))
    return [(item.code, str(item.place)) for item in diagnostics if item.severity is not Severity.NOTE]


def test_charts_are_read_from_one_file_and_from_a_folder(tmp_path: Path) -> None:
    files = {"data/charts.yaml": MONEY, "data/charts/more.yaml": MONEY.replace("money:", "more:", 1)}
    charts = opened(write_project(tmp_path, files)).work.charts
    assert list(charts) == ["money", "more"]
    assert str(charts["more"].place).startswith("data/charts/more.yaml:1")


def test_a_fact_that_does_not_exist_is_named_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    (item,) = problems_of(write_project(tmp_path, {"data/charts.yaml": MONEY.replace("[money]", "[mony]")}))
    assert (item.code, item.place.line) == ("BG124", 4)
    assert "chart `money`" in item.message
    assert "`money`" in item.hint


def test_a_chart_is_drawn_in_one_way(tmp_path: Path) -> None:
    assert found(tmp_path / "a", MONEY.replace("  type: bars\n", "")) == [("BG438", "data/charts.yaml:1:1")]
    assert found(tmp_path / "b", MONEY + "  spec: {mark: bar}\n") == [("BG438", "data/charts.yaml:1:1")]
    assert found(tmp_path / "c", MONEY.replace("type: bars", "spec: {mark: bar}")) == []


def test_words_and_names_that_do_not_exist_are_reported(tmp_path: Path) -> None:
    wrong = MONEY + "  topic: helth\n  sections: {ministr: issue, minister: nowhere}\n  labels: {mony: Money}\n"
    assert [code for code, _ in found(tmp_path, wrong)] == ["BG122", "BG125", "BG110", "BG124"]
    assert found(tmp_path / "b", MONEY.replace("bars", "pie")) == [("BG113", "data/charts.yaml:3:3")]
    assert found(tmp_path / "c", MONEY + "  colour: red\n") == [("BG110", "data/charts.yaml:5:3")]


def test_the_numbers_of_a_specification_are_numbers(tmp_path: Path) -> None:
    text = MONEY.replace("type: bars", "spec: {width: 200, mark: {type: bar, filled: true, color: red}}")
    chart = opened(write_project(tmp_path, {"data/charts.yaml": text})).work.charts["money"].chart
    assert chart.spec == {"width": 200, "mark": {"type": "bar", "filled": True, "color": "red"}}


def test_two_charts_of_one_name_are_an_error(tmp_path: Path) -> None:
    write_project(tmp_path, {"data/charts.yaml": MONEY})
    assert found(tmp_path, MONEY, "data/charts/more.yaml") == [("BG120", "data/charts/more.yaml:1:1")]
