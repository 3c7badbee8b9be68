"""A document over its audience's limits: by how much, which block crosses the line, and which facts would have to go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.gate.budget import over_budget, to_drop
from briefgen.model.settings import Limits
from tests.gate.conftest import Finished, Maker
from tests.projects import SETTINGS, fact, write_project

TEXT = "data/texts/summit/minister.md"
RISKS = "Nobody knows what will come of it. "


def limited(made: Finished, **limits: int) -> Finished:
    return replace(made, briefing=replace(made.briefing, audience=replace(made.briefing.audience, limits=Limits(**limits))))


def told(made: Finished) -> list[tuple[str, str]]:
    found = over_budget(made.reading, made.paper, made.page, made.briefing)
    assert all(item.code == "BG220" and item.is_error for item in found)
    return [(item.message, item.hint) for item in found]


def dropped(made: Finished) -> tuple[str, ...]:
    return to_drop(made.reading, made.paper, made.page, made.briefing)


COUNT = 60
AUDIENCE = """\
readers:
  title: Readers
  template: audiences/policymaker.html.j2
  sections: {overview: {}, evidence: {facts: {}}}
"""


def many(without: Collection[str] = ()) -> str:
    """Write facts, ten of each priority, the later the less important, without some of them."""
    return "".join(
        fact(
            id=f"fact-{number}",
            type="claim",
            value="",
            statement=f'"Country number {number} said that it would think about what it had been asked"',
            priority=str(1 + number // 10),
            status="corroborated",
        )
        for number in range(1, COUNT + 1)
        if f"fact-{number}" not in without
    )


def readers(make: Maker, folder: Path, text: str = "", without: Collection[str] = ()) -> Finished:
    files = {"data/texts/summit/readers.md": text} if text else {}
    settings = SETTINGS.replace("[minister, public]", "[readers]")
    project = write_project(folder, files, settings=settings, facts=many(without), audiences=AUDIENCE)
    return make(project, "readers")


def test_a_document_within_its_limits_is_silent(make: Maker, tmp_path: Path) -> None:
    made = make(write_project(tmp_path), "minister")
    assert told(made) == told(limited(made, words=made.paper.words)) == []
    assert dropped(made) == ()


def test_forty_words_too_many_on_a_page_are_counted_and_laid_to_the_text(make: Maker, tmp_path: Path) -> None:
    short = make(write_project(tmp_path, {TEXT: "## risks\n\nIt may fail.\n"}), "minister")
    words = RISKS * 5 + "In the end all may fail."  # 35 + 6, in the place of 3 words
    long = limited(make(write_project(tmp_path, {TEXT: f"## risks\n\n{words}\n"}), "minister"), words=short.paper.words - 2)
    ((message, hint),) = told(long)
    assert long.paper.words == short.paper.words + 38
    assert message.startswith(f"{long.paper.words} words, 40 over the limit of {short.paper.words - 2}: “")
    assert message.endswith("crosses the line by 40 words")
    assert hint == "without these facts of lowest priority it would fit: `money` (27 words), `opening` (14 words)"


def test_a_page_too_many_names_the_block_that_crosses_the_line_and_how_many_lines(make: Maker, tmp_path: Path) -> None:
    words = "\n\n".join(RISKS.replace("Nobody", f"Country {number}") for number in range(60))
    made = make(write_project(tmp_path, {TEXT: f"## risks\n\n{words}\n"}), "minister")
    ((message, hint),) = told(made)
    assert len(made.paper.pages) == 2
    first = next(line for line in made.paper.pages[1].content)
    assert message.startswith("2 pages, 1 over the limit of 1: “Risks: Country ")
    assert " ".join(first.text.split()[:3]) in message
    lines = {round(line.top) for line in made.paper.pages[1].content}
    assert message.endswith(f"crosses the line by {len(lines)} lines")
    assert hint.endswith("shorten the text of `risks`")


def test_facts_of_lowest_priority_go_first_and_the_last_of_them_before_the_others(make: Maker, tmp_path: Path) -> None:
    made = readers(make, tmp_path)
    over = limited(made, words=made.paper.words - 20)
    ((message, hint),) = told(over)
    assert message.endswith("crosses the line by 20 words")
    assert hint == "without these facts of lowest priority it would fit: `fact-60` (19 words), `fact-59` (19 words)"
    assert dropped(over) == ("fact-60", "fact-59")


def test_without_the_facts_that_a_hint_names_a_document_fits(make: Maker, tmp_path: Path) -> None:
    made = readers(make, tmp_path)
    pages = len(made.paper.pages)
    assert pages > 1
    for limits in ({"pages": pages - 1}, {"words": made.paper.words - 100}):
        over = limited(made, **limits)
        going = dropped(over)
        assert 0 < len(going) < COUNT
        after = limited(readers(make, tmp_path, without=going), **limits)
        assert told(after) == []
        assert dropped(after) == ()


def test_what_an_editors_text_names_is_not_dropped(make: Maker, tmp_path: Path) -> None:
    named = " ".join(f"{{{{ fact('fact-{number}').sentence }}}}" for number in range(1, COUNT + 1))
    over = limited(readers(make, tmp_path, f"## overview\n\n{named}\n"), words=10)
    assert dropped(over) == ()
    ((_, hint),) = told(over)
    assert hint == "no fact can go: shorten the text of `overview`"


def test_where_no_fact_suffices_the_text_is_named_too(make: Maker, tmp_path: Path) -> None:
    words = RISKS * 20
    over = limited(readers(make, tmp_path, f"## overview\n\n{words}\n"), words=10)
    ((message, hint),) = told(over)
    assert "“Overview: Nobody knows what will come of …” crosses the line by" in message
    assert len(dropped(over)) == COUNT
    assert "words would be left: `fact-60` (" in hint
    assert hint.endswith(" and 48 more; shorten the text of `overview`")


@pytest.mark.parametrize("limits", [{"pages": 1}, {"words": 30}, {"pages": 1, "words": 30}])
def test_each_call_makes_progress_or_ends(make: Maker, tmp_path: Path, limits: dict[str, int]) -> None:
    made = limited(readers(make, tmp_path), **limits)
    going = dropped(made)
    assert going
    assert len(set(going)) == len(going)
    assert set(going) <= set(made.page.ledger.facts)
