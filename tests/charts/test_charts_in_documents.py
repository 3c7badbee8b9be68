"""A chart in a document: a figure with its finding, its picture, its table, and every number of it in the ledger."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.charts import Easel
from briefgen.gate.charted import check_charts
from briefgen.gate.naked import naked_numbers
from briefgen.gate.reading import read
from briefgen.language.numbers import numbers
from briefgen.model.briefing import Briefing, DocumentId, Page
from briefgen.model.chart import Chart, Placed
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.fact import Alternative, Evidence, Fact, Relation
from briefgen.model.settings import Selection
from briefgen.model.value import PartialDate, Period, Range
from briefgen.tailor import tailor
from tests.builders import EVERYTHING, NOON, disputed, make_fact, make_work, rendered, say

PLACE = Place("data/charts.yaml", 7)
HEAD = "<h1>{{ title }}</h1>\n"
SHOWN = HEAD + '{{ chart("sums") }}{% for f in used_facts() %}<p id="{{ f|anchor }}"></p>{% endfor %}'
WHOLE = make_fact("whole", value=Decimal(200_000_000_000))
PART = make_fact("part", value=Decimal(150_000_000_000), relations=(Relation(type="part_of", fact="whole"),))
ALL = Selection()
NAMES = {"whole": "The whole", "part": "Its part"}


def declared(**fields: Any) -> dict[str, Placed]:
    """Declare one chart by the name `sums`."""
    chart = Chart(**({"title": "The sums overlap", "type": "bars", "facts": ALL, "labels": NAMES} | fields))
    return {"sums": Placed("sums", chart, PLACE)}


def page(folder: Path, *facts: Fact, template: str = SHOWN, text: str = "", **fields: Any) -> Page:
    parts = {"charts": declared(**fields), "draw": Easel().draw}
    return rendered(folder, template, *facts, text=text, **parts)


def drawing(found: Page) -> str:
    return re.findall("<svg.*?</svg>", found.html, re.DOTALL)[0]


def words_in(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def briefing_of(*facts: Fact, **fields: Any) -> Briefing:
    return tailor(make_work(facts, charts=declared(**fields)), DocumentId("summit", "", "readers", "en"), NOON)


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [item.code for item in found]


def test_a_chart_is_a_figure_with_title_picture_and_table(tmp_path: Path) -> None:
    html = page(tmp_path, WHOLE, PART, measure="Sums announced").html
    assert "<figcaption>The sums overlap</figcaption>" in html
    assert "Sums announced" in html
    assert html.index("<svg") < html.index("<table")
    assert 'data-facts="whole part"' in html
    svg = re.findall("<svg.*?</svg>", html, re.DOTALL)[0]
    assert re.match(
        r"<svg[^>]*><title>Bar chart\. The sums overlap\. The whole: €200 billion; of which Its part: €150 billion\.", svg
    )
    assert words_in(svg) == ["The whole", "€200 billion", "Its part", "€150 billion"]


def test_every_number_in_a_drawing_is_in_the_ledger(tmp_path: Path) -> None:
    found = page(tmp_path, WHOLE, PART)
    entries = [entry for entry in found.ledger.entries if entry.where == "drawing"]
    shown = [word for word in words_in(drawing(found)) if numbers(word, "en")]
    assert shown == ["€200 billion", "€150 billion"]
    assert [entry.printed for entry in entries if entry.printed in shown] == shown * 2, (
        "in the alternative text and in the picture"
    )
    assert {entry.formatter for entry in entries} == {"chart"}
    assert naked_numbers(read(found.marked, "en"), found, lambda _: "") == ()


def test_a_disputed_value_is_drawn_between_its_bounds_and_never_bare(tmp_path: Path) -> None:
    found = page(tmp_path, disputed())
    assert "58 to 61 countries" in words_in(drawing(found))
    assert not {"58 countries", "61 countries"} & set(words_in(drawing(found)))
    assert "from the lowest to the highest" in found.html


def test_dots_show_each_published_value_of_the_unit_and_the_table_all(tmp_path: Path) -> None:
    other = Alternative(value=Decimal(64), unit="signatories", sources=(Evidence(source="times"),))
    fact = disputed()
    found = page(tmp_path, disputed(alternatives=(*fact.alternatives, other)), type="dots")
    words = words_in(drawing(found))
    assert [word for word in words if numbers(word, "en")] == ["58 countries", "61 countries"]
    assert "64 signatories" in found.html.partition("<table")[2]


def test_a_timeline_is_in_the_order_of_its_days(tmp_path: Path) -> None:
    later = make_fact("later", type="date", unit="", value=PartialDate(2025, 2, 10))
    sooner = make_fact("sooner", type="date", unit="", value=Period(PartialDate(2023, 11, 1), PartialDate(2023, 11, 2)))
    found = page(tmp_path, later, sooner, type="timeline", labels={"later": "Paris", "sooner": "Bletchley"})
    assert words_in(drawing(found)) == ["1 to 2 November 2023", "Bletchley", "10 February 2025", "Paris"]


def test_counts_are_computed_and_recorded_with_every_fact_behind_them(tmp_path: Path) -> None:
    facts = [
        say(f"rec-{number}", "Act", type="recommendation", actor=actor, topic=("health",))
        for number, actor in enumerate(("Europe", "not stated", "not stated"))
    ]
    found = page(tmp_path, *facts, type="counts", title="Most do not say who should act", labels={})
    assert words_in(drawing(found)) == ["Health"]
    counted = {(entry.printed, (entry.fact, *entry.also)) for entry in found.ledger.entries if entry.role == "count"}
    assert counted == {("1", ("rec-0",)), ("2", ("rec-1", "rec-2"))}


def test_lines_have_a_gap_where_no_value_is_given(tmp_path: Path) -> None:
    years = (2020, 2021, 2022, 2023, 2024)
    facts = [
        make_fact(f"in-{year}", unit="percent", value=None if year == 2022 else Decimal(year - 2000), as_of=PartialDate(year))
        for year in years
    ]
    found = page(tmp_path, *facts, type="lines", labels={"in-2020": "Share"})
    assert [word for word in words_in(drawing(found)) if numbers(word, "en")] == ["20%", "24%"]
    assert drawing(found).partition("</title>")[2].count("L") == 2


def test_facts_that_a_document_may_not_have_are_not_in_its_chart(tmp_path: Path) -> None:
    secret = make_fact("part", value=Decimal(7), marking="TLP:RED", relations=(Relation(type="part_of", fact="whole"),))
    found = page(tmp_path, WHOLE, secret)
    assert words_in(drawing(found)) == ["The whole", "€200 billion"]
    assert "part" not in re.findall('data-facts="([^"]*)"', found.html)[0]
    assert "Its part" not in found.html


def test_a_chart_without_any_fact_is_left_out_with_a_note(tmp_path: Path) -> None:
    found = page(tmp_path, WHOLE, make_fact("secret", marking="TLP:RED"), facts=Selection(ids=("secret",)))
    assert "<figure" not in found.html
    assert [(item.code, item.severity.value) for item in found.diagnostics if item.code == "BG432"] == [("BG432", "note")]


def refused(folder: Path, *facts: Fact, **fields: Any) -> tuple[Diagnostic, ...]:
    with pytest.raises(Problems) as problems:
        page(folder, *facts, **fields)
    return problems.value.diagnostics


def test_a_chart_that_is_not_declared_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, WHOLE, template=HEAD + '{{ chart("sum") }}')
    assert (found.code, str(found.place)) == ("BG430", "templates/paper.html.j2:2")
    assert "sums" in found.hint


def test_two_units_never_share_a_scale(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, WHOLE, make_fact("dollars", unit="USD"))
    assert (found.code, found.place) == ("BG433", PLACE)


def test_a_fact_without_a_number_has_no_bar(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, WHOLE, say("claim", "It was said"))
    assert found.code == "BG434"
    (found,) = refused(tmp_path, WHOLE, type="timeline")
    assert "has no date" in found.message


def test_a_title_of_more_than_ten_words_is_reported(tmp_path: Path) -> None:
    ten, eleven = " ".join(["word"] * 10), " ".join(["word"] * 11)
    assert "BG431" not in codes(page(tmp_path, WHOLE, title=ten).diagnostics)
    assert "BG431" in codes(page(tmp_path, WHOLE, title=eleven).diagnostics)


def test_a_title_may_hold_a_fact_and_types_no_figure_itself(tmp_path: Path) -> None:
    found = page(tmp_path, WHOLE, title='Europe aims at {{ fact("whole") | value }}')
    assert re.search(r'<figcaption>Europe aims at <data [^>]*data-fact="whole"', found.html)
    typed = page(tmp_path, WHOLE, title="Europe aims at €300 billion")
    naked = naked_numbers(read(typed.marked, "en"), typed, lambda _: "")
    assert {str(item.place) for item in naked if item.code == "BG210"} == {str(PLACE)}


def test_a_figure_in_a_label_is_an_editors_own(tmp_path: Path) -> None:
    found = page(tmp_path, WHOLE, labels={"whole": "Some 300 investors"})
    assert "BG210" in codes(naked_numbers(read(found.marked, "en"), found, lambda _: ""))


def test_numbers_on_an_axis_are_figures_that_no_record_gave(tmp_path: Path) -> None:
    encoding = {
        "x": {"field": "value", "type": "quantitative", "axis": {"labels": True}},
        "y": {"field": "label", "type": "nominal"},
    }
    with_axis = page(tmp_path, WHOLE, type=None, spec={"mark": "bar", "encoding": encoding})
    assert "BG210" in codes(naked_numbers(read(with_axis.marked, "en"), with_axis, lambda _: ""))


def test_a_specification_of_ones_own_is_drawn_with_the_words_of_the_record(tmp_path: Path) -> None:
    layers = [{"mark": "bar"}, {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": {"field": "text"}}}]
    encoding = {
        "x": {"field": "value", "type": "quantitative"},
        "y": {"field": "label", "type": "nominal", "axis": {"labels": True}},
    }
    found = page(tmp_path, WHOLE, PART, type=None, spec={"width": 200, "encoding": encoding, "layer": layers})
    assert {"€200 billion", "€150 billion", "The whole", "Its part"} == set(words_in(drawing(found)))
    assert naked_numbers(read(found.marked, "en"), found, lambda _: "") == ()
    assert "<table" in found.html


def test_a_specification_gets_no_single_value_of_a_disputed_fact(tmp_path: Path) -> None:
    seen = []
    rendered(
        tmp_path,
        SHOWN,
        disputed(),
        make_fact("range", value=Range(Decimal(1), Decimal(2))),
        charts=declared(type=None, spec={"mark": "bar"}),
        draw=lambda plot: seen.append(plot.spec) or "",
    )
    assert '"value"' not in seen[0]
    assert '"low": 58.0' in seen[0]


def test_a_text_may_ask_for_a_chart_in_a_paragraph_of_its_own(tmp_path: Path) -> None:
    template = HEAD + '{{ sections.words.text }}{% for f in used_facts() %}<p id="{{ f|anchor }}"></p>{% endfor %}'
    found = page(tmp_path, WHOLE, template=template, text='Before.\n\n{{ chart("sums") }}\n\nAfter.')
    assert re.search(r"<p>Before\.</p>\s*<figure.*</figure>\s*<p>After\.</p>", found.html, re.DOTALL)
    (wrong,) = refused(tmp_path, WHOLE, template=template, text='Look: {{ chart("sums") }}.')
    assert wrong.code == "BG435"


def untabled(folder: Path, template: str) -> tuple[Diagnostic, ...]:
    found = page(folder, WHOLE, template=HEAD + template + '{% for f in used_facts() %}<p id="{{ f|anchor }}"></p>{% endfor %}')
    return check_charts(read(found.marked, "en"), briefing_of(WHOLE))


def test_a_chart_leaves_its_table_out_only_where_another_has_its_facts(tmp_path: Path) -> None:
    assert untabled(tmp_path, '{{ chart("sums") }}') == ()
    (found,) = untabled(tmp_path, '{{ chart("sums", table=false) }}')
    assert (found.code, found.place) == ("BG436", PLACE)
    assert untabled(tmp_path, '{{ chart("sums", table=false) }}<table><td>{{ fact("whole") }}</td></table>') == ()


def test_charts_stand_where_their_audience_is_to_have_them() -> None:
    sections = {"audience": {"sections": {"all": EVERYTHING["all"]}}}
    work = make_work((WHOLE,), charts=declared(sections={"readers": "all", "others": "all"}), **sections)
    briefing = tailor(work, DocumentId("summit", "", "readers", "en"), NOON)
    assert briefing.sections["all"].charts == ("sums",)
    secret = make_work((make_fact("whole", marking="TLP:RED"),), charts=declared(sections={"readers": "all"}), **sections)
    assert tailor(secret, DocumentId("summit", "", "readers", "en"), NOON).sections["all"].charts == ()
