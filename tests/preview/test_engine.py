"""The preview's engine without a server: what is made again, what stays on screen, and what may never be there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefgen import Project
from briefgen.model.briefing import Typeset
from briefgen.preview.engine import Engine
from briefgen.preview.exhibit import Exhibit, Laid
from briefgen.preview.messages import document_message, ledger_message, places_message, project_message
from briefgen.preview.press import Press
from briefgen.preview.setter import Order, Paper
from briefgen.preview.urgency import is_in_vain, next_to_set, next_work
from briefgen.stock import stock_templates
from briefgen.tailor import Request
from tests.projects import FACTS, fact, write_project
from tests.shipped import lend_fonts

NOW = datetime(2025, 3, 1, tzinfo=UTC)
MINISTER, PUBLIC = "summit-minister-en", "summit-public-en"
TEXT = "data/texts/summit/minister.md"
FIT = """\
public:
  title: Public
  template: audiences/public.html.j2
  limits: {pages: 1}
  fit: true
  sections: {what_happened: {facts: {}}}
"""
SECRET = fact(
    id="secret", statement='"The reserve holds {value} of gold bullion"', value="7_654_321", unit="EUR", marking="TLP:RED"
)


@pytest.fixture
def folder(tmp_path: Path, font_cache: Path) -> Path:
    lend_fonts(font_cache, tmp_path)
    return write_project(tmp_path, {TEXT: "## bottom_line\n\nThe plain words.\n"})


def engine_of(folder: Path) -> Engine:
    return settled(Engine(folder, Request(), lambda: NOW))


def settled(engine: Engine, watched: Collection[str] = ()) -> Engine:
    """Let an engine do all that is to be done but typesetting."""
    while work := next_work(engine, watched):
        work()
    return engine


def changed(engine: Engine, path: str, text: str) -> Engine:
    file = engine.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    engine.touch([file])
    return settled(engine)


def html(engine: Engine, name: str = MINISTER) -> str:
    screen = engine.exhibits[name].screen
    return screen.html.decode() if screen else ""


def printed(engine: Engine, press: Press, name: str = MINISTER) -> Exhibit:
    """Typeset a document as the follower would."""
    workshop, screen = engine.workshop, engine.exhibits[name].screen
    assert workshop
    assert screen
    engine.attempt(name, screen.drafted)
    running = press.begin(
        Order(
            name=name,
            drafted=screen.drafted,
            briefing=screen.briefing,
            page=screen.page,
            faces=workshop.faces,
            folders=workshop.folders,
            cache=workshop.cache,
            patient=False,
        )
    )
    said: Laid | Paper = Paper(())
    while not isinstance(said := running.take(), Paper):
        engine.lay(name, said)
        running.go_on()
    engine.tell_paper(name, screen.drafted, said.diagnostics)
    press.end(running)
    return engine.exhibits[name]


def test_every_document_is_drafted_and_the_project_s_message_lists_it(folder: Path) -> None:
    engine = engine_of(folder)
    told = project_message(engine)
    assert [(item["id"], item["state"]) for item in told["documents"]] == [(MINISTER, "made"), (PUBLIC, "made")]
    assert told["valid"]
    assert "109 billion" in html(engine)


def test_it_is_told_whether_all_that_is_shown_is_of_the_files_as_they_are_now(folder: Path) -> None:
    engine = Engine(folder, Request(), lambda: NOW)
    assert not project_message(engine)["settled"]
    engine.open()
    while (work := next_work(engine, ())) is not None:
        assert not project_message(engine)["settled"]
        work()
    assert project_message(engine)["settled"]
    engine.touch([folder / TEXT])
    assert not project_message(engine)["settled"]
    changed(engine, "briefgen.yaml", "briefs: 1\n")
    assert engine.invalid
    assert project_message(engine)["settled"]


def test_facts_under_embargo_are_shown_to_who_asks_for_them_with_the_embargo_line(folder: Path) -> None:
    later = fact(id="later", type="event", statement="A second summit is announced", embargo_until="2026-11-05T12:00+00:00")
    (folder / "data/facts/later.yaml").write_text(later)
    assert "second summit" not in html(engine_of(folder), PUBLIC)
    engine = settled(Engine(folder, Request(), lambda: NOW, embargoed=True))
    assert "second summit" in html(engine, PUBLIC)
    assert "Embargoed until" in html(engine, PUBLIC)
    assert engine.exhibits[PUBLIC].state == "made"


def test_a_change_of_a_fact_is_seen_in_the_documents_that_print_it(folder: Path) -> None:
    engine = engine_of(folder)
    changed(engine, "data/facts/first.yaml", FACTS.replace("109_000", "112_000"))
    assert "112 billion" in html(engine, MINISTER)
    assert "109 billion" not in html(engine, MINISTER)


def test_what_is_looked_at_is_drafted_judged_and_typeset_before_the_rest_is_drafted(folder: Path) -> None:
    engine = Engine(folder, Request(), lambda: NOW)
    engine.open()
    names: list[tuple[str, ...]] = []

    def work_on(setting: str = "") -> list[tuple[str, ...]]:
        while work := next_work(engine, {PUBLIC}, setting):
            names.append((getattr(work, "func", work).__name__, *getattr(work, "args", ())))
            work()
        return names

    assert work_on() == [("draft", PUBLIC)]
    wanted = next_to_set(engine, {PUBLIC})
    assert wanted
    assert wanted.screen
    assert wanted.name == PUBLIC
    engine.attempt(PUBLIC, wanted.screen.drafted)
    assert work_on(setting=PUBLIC) == [("draft", PUBLIC), ("judge", PUBLIC)]
    assert work_on()[2:] == [("draft", MINISTER), ("judge", MINISTER), ("judge_together",)]


def test_a_change_during_the_work_is_looked_at_before_the_work_goes_on(folder: Path) -> None:
    engine = Engine(folder, Request(), lambda: NOW)
    engine.open()
    engine.touch([folder / TEXT])
    assert next_work(engine, ()) == engine.open


def test_a_document_that_breaks_keeps_its_last_good_page_and_tells_the_line(folder: Path) -> None:
    engine = engine_of(folder)
    good = html(engine)
    changed(engine, TEXT, "## bottom_line\n\nThe {{ fact('munny') }} words.\n")
    told = document_message(engine, MINISTER, "")
    assert told["state"] == "broken"
    assert html(engine) == good
    assert [(item["file"], item["line"]) for item in told["problems"]] == [(TEXT, 3)]
    assert "money" in told["problems"][0]["hint"] + told["problems"][0]["message"]
    changed(engine, TEXT, "## bottom_line\n\nMended words.\n")
    assert engine.exhibits[MINISTER].state == "made"
    assert "Mended words" in html(engine)
    assert not engine.exhibits[MINISTER].problems


def test_an_invalid_dataset_is_told_in_full_and_leaves_the_documents_as_they_were(folder: Path) -> None:
    engine = engine_of(folder)
    good = html(engine)
    changed(engine, "data/facts/first.yaml", FACTS.replace("topic: investment", "topic: nothing").replace("EUR", "EURO!"))
    told = project_message(engine)
    assert not told["valid"]
    assert {item["line"] for item in told["findings"]}
    assert all(item["file"] == "data/facts/first.yaml" for item in told["findings"] if item["severity"] == "error")
    assert html(engine) == good
    changed(engine, "data/facts/first.yaml", FACTS)
    assert project_message(engine)["valid"]


def test_a_project_that_is_invalid_from_the_start_is_shown_once_it_is_mended(folder: Path) -> None:
    (folder / "data/facts/first.yaml").write_text("- id: [", encoding="utf-8")
    engine = engine_of(folder)
    assert not project_message(engine)["valid"]
    assert project_message(engine)["documents"] == []
    changed(engine, "data/facts/first.yaml", FACTS)
    assert "109 billion" in html(engine)


def test_a_document_that_holds_what_its_readers_may_not_see_is_withheld_with_the_reason(folder: Path) -> None:
    engine = engine_of(folder)
    (folder / "data/facts/first.yaml").write_text(FACTS + SECRET, encoding="utf-8")
    changed(engine, TEXT, "## bottom_line\n\nThe reserve holds €7,654,321 of gold bullion.\n")
    exhibit = engine.exhibits[MINISTER]
    assert exhibit.state == "withheld"
    assert exhibit.screen is None
    assert {item.code for item in exhibit.problems} == {"BG304"}
    assert "7,654,321" not in str(ledger_message(exhibit))
    assert engine.exhibits[PUBLIC].state == "made"


def test_the_last_good_page_goes_when_a_fact_in_it_is_forbidden_by_now_though_the_template_is_broken(folder: Path) -> None:
    secret = SECRET.replace("TLP:RED", "TLP:CLEAR")
    (folder / "data/facts/first.yaml").write_text(FACTS + secret, encoding="utf-8")
    engine = engine_of(folder)
    changed(engine, TEXT, "## bottom_line\n\nIt holds {{ fact('secret')|value }}.\n")
    assert "7,654,321" in html(engine)
    (folder / TEXT).write_text("## bottom_line\n\n{{ broken\n", encoding="utf-8")
    changed(engine, "data/facts/first.yaml", FACTS + SECRET)
    assert engine.exhibits[MINISTER].state == "withheld"
    assert html(engine) == ""


def test_a_ledger_says_where_each_value_stands_on_paper_and_what_supports_it(folder: Path) -> None:
    engine, press = engine_of(folder), Press()
    exhibit = printed(engine, press)
    assert exhibit.sheets
    assert exhibit.sheets.pdf.startswith(b"%PDF")
    told = ledger_message(exhibit)
    money = next(entry for entry in told["entries"] if entry["fact"] == "money" and entry["role"] == "value")
    width, height = exhibit.sheets.sizes[0]
    assert 0 < money["x"] < money["x"] + money["width"] < width
    assert 0 < money["y"] < money["y"] + money["height"] < height
    assert told["evidence"]["money"][0]["quote"] == "109 billion"
    assert told["evidence"]["money"][0]["place"] == "paragraph 18"
    places = places_message(engine, "money")["places"]
    assert {place["document"] for place in places} == {MINISTER, PUBLIC}
    assert {place["page"] for place in places if place["document"] == MINISTER} == {1}


def test_a_page_that_is_the_same_is_not_typeset_again(folder: Path) -> None:
    engine, press = engine_of(folder), Press()
    printed(engine, press, MINISTER)
    printed(engine, press, PUBLIC)
    assert next_to_set(engine, ()) is None
    changed(engine, TEXT, "## bottom_line\n\nOther words.\n")
    wanted = next_to_set(engine, ())
    assert wanted
    assert wanted.name == MINISTER
    sheets = engine.exhibits[MINISTER].sheets
    assert sheets, "the old PDF stays until the new one is there"
    assert document_message(engine, MINISTER, "")["sheets"]["current"] is False


def test_typesetting_is_stopped_when_its_page_is_outdated_or_another_is_looked_at(folder: Path) -> None:
    engine = engine_of(folder)
    minister, public = (engine.exhibits[name].screen for name in (MINISTER, PUBLIC))
    assert minister
    assert public
    engine.attempt(MINISTER, minister.drafted)
    assert not is_in_vain(engine, (), MINISTER, minister.drafted)
    assert not is_in_vain(engine, {MINISTER}, MINISTER, minister.drafted)
    assert is_in_vain(engine, {PUBLIC}, MINISTER, minister.drafted)
    changed(engine, TEXT, "## bottom_line\n\nOther words.\n")
    assert is_in_vain(engine, {MINISTER}, MINISTER, minister.drafted)


def test_a_pdf_that_arrives_late_does_not_bring_back_what_is_withheld(folder: Path) -> None:
    engine, press = engine_of(folder), Press()
    (folder / "data/facts/first.yaml").write_text(FACTS + SECRET.replace("TLP:RED", "TLP:CLEAR"), encoding="utf-8")
    changed(engine, TEXT, "## bottom_line\n\nThe reserve holds {{ fact('secret')|value }} of gold bullion.\n")
    exhibit = printed(engine, press)
    assert exhibit.screen
    assert exhibit.sheets
    laid = Laid(
        briefing=exhibit.screen.briefing,
        page=exhibit.screen.page,
        drafted=exhibit.screen.drafted,
        typeset=Typeset(pdf=exhibit.sheets.pdf, pages=1, positions={}),
    )
    changed(engine, "data/facts/first.yaml", FACTS + SECRET)
    engine.lay(MINISTER, laid)
    assert engine.exhibits[MINISTER].sheets is None


def test_a_pdf_is_set_and_proven_again_when_other_facts_are_forbidden(folder: Path) -> None:
    engine, press = engine_of(folder), Press()
    assert printed(engine, press).sheets
    changed(engine, "data/facts/first.yaml", FACTS + SECRET)
    exhibit = engine.exhibits[MINISTER]
    assert exhibit.state == "made"
    assert exhibit.sheets is None
    assert printed(engine, press).sheets


def test_a_document_that_must_fit_is_shown_as_it_was_made_to_fit(folder: Path) -> None:
    plans = (fact(id=f"plan-{n}", type="claim", value="", statement=f'"Country {n} said that it would"') for n in range(96))
    (folder / "data/facts/first.yaml").write_text("".join(plans), encoding="utf-8")
    (folder / "data/audiences.yaml").write_text(FIT, encoding="utf-8")
    (folder / TEXT).unlink()
    engine, press = engine_of(folder), Press()
    exhibit = printed(engine, press, PUBLIC)
    assert exhibit.screen
    assert exhibit.sheets
    assert exhibit.screen.is_fitted
    assert exhibit.sheets.of == exhibit.screen.version
    assert len(exhibit.sheets.sizes) == 1
    assert "BG221" in {item.code for item in exhibit.findings}
    engine.touch([folder / "briefgen.yaml"])
    settled(engine)
    assert engine.exhibits[PUBLIC].screen is exhibit.screen, "the same facts are left out again"


def test_a_picture_that_changes_has_every_pdf_made_again(folder: Path) -> None:
    engine = engine_of(folder)
    for name, exhibit in engine.exhibits.items():
        assert exhibit.screen
        engine.attempt(name, exhibit.screen.drafted)
    assert next_to_set(engine, ()) is None
    engine.touch([folder / "templates/images/chart.png"])
    settled(engine)
    assert next_to_set(engine, ()) is not None


def test_the_dataset_is_read_again_unless_only_the_text_of_a_template_has_changed(folder: Path) -> None:
    template = "templates/audiences/minister.html.j2"
    words = (stock_templates() / "audiences/minister.html.j2").read_text(encoding="utf-8")
    engine = changed(engine_of(folder), template, words)
    project = engine.project
    changed(engine, template, words.replace("{% block main %}", "{% block main %}<p>A line.</p>", 1))
    assert "A line." in html(engine)
    assert engine.project is project
    for path, text in (("data/facts/first.yaml", FACTS), ("templates/another.html.j2", ""), (TEXT, "## bottom_line\n\nWords.\n")):
        changed(engine, path, text)
        assert engine.project is not project, path
        project = engine.project
    (folder / template).unlink()
    engine.touch([folder / template])
    settled(engine)
    assert engine.project is not project
    assert "A line." not in html(engine)


def test_a_dataset_that_changes_while_it_is_read_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, facts = engine_of(folder), folder / "data/facts/first.yaml"
    read = Project.open

    def slow(path: Path) -> Project:
        project = read(path)
        monkeypatch.undo()
        facts.write_text(FACTS.replace("109_000", "114_000"), encoding="utf-8")
        engine.touch([facts])
        return project

    monkeypatch.setattr(Project, "open", slow)
    changed(engine, "data/facts/first.yaml", FACTS.replace("109_000", "113_000"))
    assert "114 billion" in html(engine)


def test_a_document_that_the_project_no_longer_has_leaves_and_a_new_one_comes(folder: Path) -> None:
    engine = engine_of(folder)
    settings = (folder / "briefgen.yaml").read_text(encoding="utf-8")
    changed(engine, "briefgen.yaml", settings.replace("[minister, public]", "[public, press]"))
    assert list(engine.exhibits) == [PUBLIC, "summit-press-en"]
    assert all(exhibit.state == "made" for exhibit in engine.exhibits.values())


def test_a_process_that_dies_is_told_as_a_finding(folder: Path) -> None:
    engine, press = engine_of(folder), Press()
    screen, workshop = engine.exhibits[MINISTER].screen, engine.workshop
    assert screen
    assert workshop
    order = Order(
        name=MINISTER,
        drafted=screen.drafted,
        briefing=screen.briefing,
        page=screen.page,
        faces=workshop.faces,
        folders=workshop.folders,
        cache=workshop.cache,
        patient=True,
    )
    running = press.begin(order)
    running.setter.process.kill()
    said = running.take()
    assert isinstance(said, Paper)
    assert [item.code for item in said.diagnostics] == ["BG510"]
    press.end(running)
