"""Overrides: one block brought into a project, what it was taken from, and what has changed underneath since."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.model.diagnostic import Problems
from briefgen.overrides.catalogue import catalogue
from briefgen.overrides.effective import effective, effective_block
from briefgen.overrides.records import FILE, read_records, written
from briefgen.overrides.shelf import Shelf
from briefgen.overrides.three_way import regions
from briefgen.overrides.underneath import Status, accepted, status
from briefgen.overrides.words import words
from briefgen.overrides.writing import override
from briefgen.stock import stock_templates

PRESS = "audiences/press.html.j2"
AUDIENCES = {"press": PRESS, "minister": "audiences/minister.html.j2"}


@dataclass(frozen=True)
class Bench:
    """A project's folder over a copy of the package's templates, which can be upgraded."""

    root: Path
    stock: Path

    @property
    def shelf(self) -> Shelf:
        return Shelf.of(self.root, self.stock, AUDIENCES)

    def write(self, name: str, text: str) -> None:
        path = self.root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str = PRESS) -> str:
        return (self.root / "templates" / name).read_text(encoding="utf-8")

    def override(self, audience: str, block: str) -> None:
        made = override(self.shelf, audience, block, read_records(self.root / "templates"))
        for name, content in made.files.items():
            self.write(name.removeprefix("templates/"), content.decode())

    def accept(self) -> None:
        self.write(FILE.removeprefix("templates/"), written(accepted(self.shelf)).decode())

    def upgrade(self, name: str, old: str, new: str) -> None:
        path = self.stock / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def states(self) -> Mapping[tuple[str, str], Status]:
        found = status(self.shelf, read_records(self.root / "templates"))
        return {(item.name, item.block): item for item in found if item.state != "untouched"}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    shutil.copytree(stock_templates(), tmp_path / "package")
    return Bench(tmp_path / "project", tmp_path / "package")


def codes(problems: Problems) -> list[str]:
    return [item.code for item in problems.diagnostics]


def test_an_override_is_the_block_as_it_stands_in_a_file_over_the_package_s(bench: Bench) -> None:
    before = effective_block(bench.shelf.family(PRESS), "quotation").source
    bench.override("press", "quotation")
    text = bench.read()
    assert text.startswith('{% extends "stock:audiences/press.html.j2" %}\n')
    assert "{{ super() }}" in text
    chain = bench.shelf.family(PRESS)
    found = effective_block(chain, "quotation")
    assert found.source == before
    assert str(found.place) == f"templates/{PRESS}:4"
    assert [place.file for place in found.over] == [f"stock:{PRESS}"]
    assert not found.calls_super, "what a comment says is not called"


def test_a_second_override_joins_the_first_and_leaves_it_as_it_is(bench: Bench) -> None:
    bench.override("press", "quotation")
    bench.write(PRESS, bench.read().replace("Quotation", "Said"))
    first = bench.read()
    bench.override("press", "contact")
    assert bench.read().startswith(first.rstrip())
    assert set(read_records(bench.root / "templates")) == {(PRESS, "quotation"), (PRESS, "contact")}


def test_what_is_overridden_already_is_never_overwritten(bench: Bench) -> None:
    bench.override("press", "quotation")
    with pytest.raises(Problems) as caught:
        bench.override("press", "quotation")
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.place)) == ("BG422", f"templates/{PRESS}:4")


@pytest.mark.parametrize(("audience", "block", "hint"), [("pres", "main", "`press`"), ("press", "quotaton", "`quotation`")])
def test_an_unknown_audience_or_block_is_told_with_the_nearest(bench: Bench, audience: str, block: str, hint: str) -> None:
    with pytest.raises(Problems) as caught:
        bench.override(audience, block)
    (found,) = caught.value.diagnostics
    assert (found.code, hint in found.hint) == ("BG006", True)


def test_a_project_whose_templates_are_the_package_s_has_nothing_beneath(bench: Bench) -> None:
    shelf = Shelf.of(bench.stock.parent, bench.stock, AUDIENCES)
    (bench.stock.parent / "templates").symlink_to(bench.stock)
    shelf = Shelf.of(bench.stock.parent, bench.stock, AUDIENCES)
    with pytest.raises(Problems) as caught:
        override(shelf, "press", "quotation", {})
    assert codes(caught.value) == ["BG425"]
    assert status(shelf, {}) == ()
    assert {row.layer for row in catalogue(shelf)} == {"package"}


def test_a_block_of_the_base_is_overridden_for_one_audience(bench: Bench) -> None:
    bench.override("minister", "colophon")
    assert bench.read("audiences/minister.html.j2").endswith("{% block colophon %}{% endblock %}\n")
    assert read_records(bench.root / "templates")["audiences/minister.html.j2", "colophon"].source == "stock:base.html.j2"


def test_a_changed_parent_is_reported_and_an_untouched_one_is_not(bench: Bench) -> None:
    bench.override("press", "quotation")
    bench.override("press", "contact")
    assert bench.states() == {}
    bench.upgrade(PRESS, '<p class="by">', '<p class="by new">')
    (found,) = bench.states().values()
    assert (found.state, found.block) == ("changed", "quotation")
    assert str(found.parent_place).startswith(f"stock:{PRESS}:")
    (region,) = found.regions
    assert (region.who, region.was, region.mine) == ("package", region.mine, region.was)
    assert 'class="by new"' in region.now[0]


def test_a_change_of_mine_alone_is_no_change_underneath(bench: Bench) -> None:
    bench.override("press", "quotation")
    bench.write(PRESS, bench.read().replace("Quotation", "Said"))
    assert bench.states() == {}


def test_accepting_records_the_present_parent_as_seen(bench: Bench) -> None:
    bench.override("press", "quotation")
    bench.upgrade(PRESS, '<p class="by">', '<p class="by new">')
    assert bench.states()
    bench.accept()
    assert bench.states() == {}


def test_an_override_written_by_hand_is_of_unknown_origin_until_it_is_accepted(bench: Bench) -> None:
    bench.write(PRESS, f'{{% extends "stock:{PRESS}" %}}{{% block contact %}}<p>us</p>{{% endblock %}}')
    assert {key: item.state for key, item in bench.states().items()} == {(PRESS, "contact"): "unknown"}
    bench.accept()
    assert bench.states() == {}
    bench.upgrade(PRESS, "Contact", "Contacts")
    assert [item.state for item in bench.states().values()] == ["changed"]


def test_a_file_in_the_place_of_a_whole_one_is_watched_as_a_whole(bench: Bench) -> None:
    bench.write("styles/press.css", "/* ours */")
    bench.write("partials/links.html.j2", "{% macro source_list(facts) %}{% endmacro %}")
    assert {key: item.state for key, item in bench.states().items()} == {
        ("partials/links.html.j2", "*"): "unknown",
        ("styles/press.css", "*"): "unknown",
    }
    bench.accept()
    bench.upgrade("styles/press.css", "{", "{ ")
    assert list(bench.states()) == [("styles/press.css", "*")]


def test_a_file_that_builds_upon_the_package_s_is_not_watched_as_a_whole(bench: Bench) -> None:
    bench.write("partials/links.html.j2", '{% import "stock:partials/links.html.j2" as links with context %}')
    assert bench.states() == {}


def test_a_block_that_is_gone_from_the_package_is_told(bench: Bench) -> None:
    bench.override("press", "quotation")
    bench.upgrade(PRESS, "block quotation", "block said")
    (found,) = bench.states().values()
    assert (found.state, found.parent_place) == ("gone", None)
    assert "blockquote" in found.was


def test_a_file_that_is_gone_from_the_package_is_told(bench: Bench) -> None:
    bench.write("styles/press.css", "/* ours */")
    bench.accept()
    (bench.stock / "styles/press.css").unlink()
    assert [item.state for item in bench.states().values()] == ["gone"]


def test_an_override_that_the_project_took_out_is_forgotten(bench: Bench) -> None:
    bench.override("press", "quotation")
    (bench.root / "templates" / PRESS).unlink()
    bench.upgrade(PRESS, '<p class="by">', '<p class="by new">')
    assert bench.states() == {}
    bench.accept()
    assert read_records(bench.root / "templates") == {}


def test_a_block_within_an_overridden_one_goes_with_it(bench: Bench) -> None:
    bench.override("press", "main")
    bench.upgrade(PRESS, '<p class="by">', '<p class="by new">')
    assert list(bench.states()) == [(PRESS, "main")]


def test_a_block_over_one_of_the_project_s_is_the_project_s_own_affair(bench: Bench) -> None:
    bench.override("press", "quotation")
    bench.write("audiences/board.html.j2", f'{{% extends "{PRESS}" %}}{{% block quotation %}}{{{{ super() }}}}{{% endblock %}}')
    bench.upgrade(PRESS, '<p class="by">', '<p class="by new">')
    assert list(bench.states()) == [(PRESS, "quotation")]


def test_an_empty_block_that_a_template_fills_has_nothing_to_change(bench: Bench) -> None:
    bench.write("audiences/board.html.j2", '{% extends "base.html.j2" %}{% block main %}<p>so</p>{% endblock %}')
    assert bench.states() == {}


def test_the_record_survives_and_a_damaged_one_is_told(bench: Bench) -> None:
    bench.override("press", "quotation")
    records = read_records(bench.root / "templates")
    assert written(records).decode() == bench.read("overrides.json")
    content = json.loads(bench.read("overrides.json"))
    content["overrides"][PRESS]["quotation"]["text"][1] += " "
    for damaged in (json.dumps(content), "{", "[]", '{"overrides": {"x": 3}}'):
        bench.write("overrides.json", damaged)
        with pytest.raises(Problems) as caught:
            bench.states()
        assert codes(caught.value) == ["BG424"]


def test_the_catalogue_tells_whose_each_file_is_what_it_overrides_and_who_uses_it(bench: Bench) -> None:
    bench.override("press", "quotation")
    bench.write("styles/press.css", "/* ours */")
    bench.write("mine.html.j2", "mine")
    rows = {row.name: row for row in catalogue(bench.shelf)}
    assert (rows[PRESS].layer, rows[PRESS].overrides, rows[PRESS].audiences) == (
        "project over package",
        ("quotation",),
        ("press",),
    )
    assert (rows["styles/press.css"].overrides, rows["styles/press.css"].audiences) == (("whole file",), ("press",))
    assert (rows["mine.html.j2"].layer, rows["mine.html.j2"].audiences) == ("project", ())
    assert (rows["base.html.j2"].layer, rows["base.html.j2"].audiences) == ("package", ("press", "minister"))


def test_blocks_are_listed_in_the_order_of_the_page_with_their_origins(bench: Bench) -> None:
    mine = "{% block main %}{{ super() }}{% block mine %}x{% endblock %}{% endblock %}"
    bench.write(PRESS, f'{{% extends "stock:{PRESS}" %}}\n{mine}')
    found = effective(bench.shelf.family(PRESS))
    names = [(item.name, item.depth) for item in found]
    assert names[:3] == [("html_class", 0), ("paper_css", 0), ("body_class", 0)]
    assert names.index(("main", 0)) < names.index(("mine", 1)) < names.index(("quotation", 1)), "super() brings the package's in"
    main = next(item for item in found if item.name == "main")
    assert (str(main.place), main.calls_super) == (f"templates/{PRESS}:2", True)
    assert [place.file for place in main.over] == [f"stock:{PRESS}", "templates/base.html.j2"]
    assert ("subtitle", 1) not in names, "the press release's heading has none"


def test_a_template_is_found_by_its_name_and_its_audience(bench: Bench) -> None:
    assert bench.shelf.find("press") == bench.shelf.find(PRESS) == PRESS
    assert bench.shelf.find(f"stock:{PRESS}") == f"stock:{PRESS}"
    with pytest.raises(Problems) as caught:
        bench.shelf.find("audiences/pres.html.j2")
    assert PRESS in caught.value.diagnostics[0].hint


def test_words_are_found_by_name_group_and_both(bench: Bench) -> None:
    assert [word.path for word in words(bench.shelf, ["fact.statement"])] == ["fact.statement"]
    assert {word.group for word in words(bench.shelf, ["filters"])} == {"filters"}
    assert {word.group for word in words(bench.shelf, ["date"])} >= {"filters", "brief", "date"}
    assert "quotation" in [word.term.name for word in words(bench.shelf, ["blocks of press"])]
    assert len(words(bench.shelf)) > 100
    with pytest.raises(Problems) as caught:
        words(bench.shelf, ["statemnt"])
    assert "did you mean" in caught.value.diagnostics[0].hint


REGIONS = {
    "nothing": ("a b c", "a b c", "a b c", []),
    "the package alone": ("a b c", "a x c", "a b c", [("package", "b", "x", "b")]),
    "the project alone": ("a b c", "a b c", "a y c", [("project", "b", "b", "y")]),
    "both": ("a b c", "a x c", "a y c", [("both", "b", "x", "y")]),
    "both alike": ("a b c", "a x c", "a x c", [("both", "b", "x", "x")]),
    "in two places": ("a b c d e", "a x c d e", "a b c y e", [("package", "b", "x", "b"), ("project", "d", "d", "y")]),
    "added at the end": ("a", "a b", "a", [("package", "", "b", "")]),
    "taken out": ("a b", "a", "a b", [("package", "b", "", "b")]),
    "everything": ("a", "b", "c", [("both", "a", "b", "c")]),
}


@pytest.mark.parametrize("name", REGIONS)
def test_a_three_way_difference_tells_who_changed_what(name: str) -> None:
    was, now, mine, expected = REGIONS[name]
    found = regions(*(text.replace(" ", "\n") for text in (was, now, mine)))
    assert [(item.who, *(" ".join(lines) for lines in (item.was, item.now, item.mine))) for item in found] == expected


@pytest.mark.parametrize("name", ["email/message.html.j2", "email/press.html.j2", "email/press-correction.txt.j2"])
def test_a_block_of_mails_is_overridden_for_all_or_for_one_audience_and_watched(bench: Bench, name: str) -> None:
    bench.override(name, "greeting")
    parent = "email/message.txt.j2" if name.endswith("txt.j2") else "email/message.html.j2"
    block = effective_block(bench.shelf.family(name), "greeting")
    assert (block.place.file, block.over[-1].file.endswith(parent)) == (f"templates/{name}", True)
    row = next(row for row in catalogue(bench.shelf) if row.name == name)
    assert (row.overrides, row.audiences) == (("greeting",), ("press",) if "press" in name else ("press", "minister"))
    assert [item.state for item in status(bench.shelf, read_records(bench.root / "templates"))] == ["untouched"]
    bench.upgrade(parent, "Dear %(name)s,", "Good day, %(name)s,")
    (found,) = status(bench.shelf, read_records(bench.root / "templates"))
    assert (found.state, found.name, found.block) == ("changed", name, "greeting")


def test_a_mail_of_an_audience_that_there_is_not_or_a_block_that_it_has_not_is_refused(bench: Bench) -> None:
    for name, block in (("email/presx.html.j2", "greeting"), ("email/press.html.j2", "lead_block"), ("email/press.css.j2", "x")):
        with pytest.raises(Problems, match="BG006"):
            bench.override(name, block)


def test_the_words_of_mails_are_listed_by_themselves(bench: Bench) -> None:
    found = {word.term.name for word in words(bench.shelf, ["names of mails", "filters of mails", "blocks of mails"])}
    assert {"recipient", "attachment", "otherwise", "greeting", "pictures"} <= found
