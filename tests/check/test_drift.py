"""Drift: a quotation whose source has changed is found by the nearest passage, unless a figure in it has changed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefgen.check.quotations import Finding, Verdict, check_quotations, verdicts
from briefgen.check.quotations.figures import figures
from briefgen.model.diagnostic import Severity
from briefgen.model.fact import Alternative, Evidence, Locator
from briefgen.model.source import Source
from tests.builders import make_fact, make_work
from tests.check.test_quotations import quoting

TEXT = """\
The summit opened in Paris on 10 February with a speech about science.

France announced €109 billion of mostly private investment in artificial intelligence.

The United Kingdom and the United States did not sign the statement of the 61 countries.
"""
PLEDGE = "France announced €109 billion of mostly private investment"


def judge(folder: Path, quote: str, text: str = TEXT, paragraph: int | None = 2) -> Verdict:
    (folder / "overview.txt").write_text(text, encoding="utf-8")
    (verdict,) = verdicts(quoting(quote, paragraph), folder)
    return verdict


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("mostly private", "largely private"),
        ("announced", "has announced"),
        ("€109 billion", "109 billion euros"),
        ("France", "FRANCE"),
        ("France", "Brazil"),
        ("private investment", "private investments"),
    ],
)
def test_other_words_with_the_same_figures_are_drift_that_prints_them(tmp_path: Path, before: str, after: str) -> None:
    text = TEXT.replace(before, after)
    verdict = judge(tmp_path, PLEDGE, text)
    assert (verdict.finding, verdict.position, verdict.is_reworded, verdict.moves) == (Finding.DRIFTED, "paragraph 2", True, ())
    assert after in verdict.passage
    (item,) = [item for item in check_quotations(quoting(PLEDGE, 2), tmp_path) if item.code == "BG202"]
    assert item.severity is Severity.WARNING
    assert f"paragraph 2 reads “{verdict.passage}”" in item.message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("€109", "€190"),
        ("€109", "$109"),
        ("€109", "€1,109"),
        ("€109", "€10.9"),
        ("billion", "million"),
        ("€109 billion", "billions"),
        ("€109 billion", "€109"),
    ],
)
def test_a_changed_figure_is_never_drift(tmp_path: Path, before: str, after: str) -> None:
    verdict = judge(tmp_path, PLEDGE, TEXT.replace(before, after))
    assert (verdict.finding, verdict.position) == (Finding.ABSENT, "")
    (item,) = [item for item in check_quotations(quoting(PLEDGE, 2), tmp_path) if item.code == "BG201"]
    assert item.severity is Severity.ERROR
    assert "nearest is paragraph 2: “France announced" in item.hint


@pytest.mark.parametrize(
    ("quote", "is_drift"),
    [
        ("opened in Paris on 10 February with one speech about science", True),
        ("opened in Paris on 10 March with a speech about science", False),
        ("opened in Paris on 11 February with a speech about science", False),
    ],
)
def test_a_changed_date_is_never_drift(tmp_path: Path, quote: str, *, is_drift: bool) -> None:
    assert judge(tmp_path, quote, paragraph=1).finding is (Finding.DRIFTED if is_drift else Finding.ABSENT)


def test_other_words_at_another_place_tell_both(tmp_path: Path) -> None:
    quote = "did not sign the statements of the 61 countries"
    (tmp_path / "overview.txt").write_text(TEXT, encoding="utf-8")
    (item,) = [item for item in check_quotations(quoting(quote, 1), tmp_path) if item.code == "BG202"]
    assert "stands in paragraph 3, not 1: paragraph 3 reads “did not sign the statement of the 61 countries”" in item.message
    assert item.hint.endswith("and write paragraph: 3")


@pytest.mark.parametrize(
    "quote",
    ["Cheese was served at dinner", "a speech by nobody at all, and cheese of mostly French origin", "xyzzy", "…", "\u00ad"],
)
def test_words_that_are_nowhere_near_name_no_passage(tmp_path: Path, quote: str) -> None:
    verdict = judge(tmp_path, quote)
    assert (verdict.finding, verdict.passage) == (Finding.ABSENT, "")


def test_a_quotation_longer_than_its_text_is_absent(tmp_path: Path) -> None:
    for times in (3, 3_000):
        assert judge(tmp_path, TEXT * times, "Paris.").finding is Finding.ABSENT
    assert judge(tmp_path, "Paris", "").finding is Finding.ABSENT


def test_a_passage_far_down_a_long_text_is_found_by_its_words(tmp_path: Path) -> None:
    filler = "\n\n".join(f"Paragraph {number} says little of interest about the matter." for number in range(2000))
    verdict = judge(tmp_path, "France announced €109 billion of largely private investment", f"{filler}\n\n{TEXT}", 2002)
    assert (verdict.finding, verdict.position, verdict.moves) == (Finding.DRIFTED, "paragraph 2002", ())


@pytest.mark.parametrize("before", [0, 80, 91, 93, 95, 97, 99, 100, 101, 190])
def test_the_whole_passage_is_shown_wherever_it_begins(tmp_path: Path, before: int) -> None:
    common = ("end", "the", "in", "was", "it")
    passage = "it was in the end France that announced €109 billion of mostly private investment"
    words = [common[number % 5] for number in range(3000)]
    text = " ".join((*words[:before], passage, *words[before:]))
    assert judge(tmp_path, passage.replace("mostly", "largely"), text, None).passage == passage


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("€109 billion", "109 bn euros", True),
        ("€109 billion", "EUR 109 billion", True),
        ("40 %", "40 per cent", True),
        ("40 percent", "40 percentage points", False),
        ("109 billion", "109 million", False),
        ("£5", "€5", False),
        ("10.5", "10", False),
        ("three countries", "four countries", False),
        ("between 58 and 61", "between 61 and 58", True),
    ],
)
def test_figures_are_the_same_however_they_are_written(one: str, other: str, *, is_same: bool) -> None:
    assert (figures(one) == figures(other)) is is_same


def test_each_quotation_has_its_verdict_in_the_order_of_the_evidence(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text("The summit opened in “Paris”.\nOver 100 nations came.\n", encoding="utf-8")
    quotes = {"100 nations": 2, 'opened in "Paris"': None, "summit": 2, "900 nations": None}
    sources = tuple(Evidence(source="overview", locator=Locator(quote=quote, paragraph=n)) for quote, n in quotes.items())
    other = Alternative(
        value="61", sources=(Evidence(source="times", locator=Locator(quote="61 signed")), Evidence(source="times"))
    )
    known = tuple(Source(id=name, type="webpage", title=name) for name in ("overview", "times"))
    found = verdicts(make_work([make_fact(sources=sources, alternatives=(other,))], sources=known).dataset, tmp_path)
    assert [(item.fact, item.source, item.quote, str(item.finding), item.position) for item in found] == [
        ("money", "overview", "100 nations", "exact", "paragraph 2"),
        ("money", "overview", 'opened in "Paris"', "alike", "paragraph 1"),
        ("money", "overview", "summit", "drifted", "paragraph 1"),
        ("money", "overview", "900 nations", "absent", ""),
        ("money", "times", "61 signed", "no text", ""),
    ]
    assert [item.passage for item in found] == ["100 nations", "opened in “Paris”", "summit", "100 nations", ""]


def test_2000_quotations_of_300_paragraphs_take_less_than_a_second(tmp_path: Path) -> None:
    words = [f"word{number % 977}" for number in range(300 * 90)]
    text = "\n".join(" ".join(words[start : start + 90]) for start in range(0, len(words), 90))
    (tmp_path / "overview.txt").write_text(text, encoding="utf-8")
    sources = tuple(
        Evidence(source="overview", locator=Locator(quote=" ".join(words[start : start + 8]), paragraph=start // 90 + 1))
        for start in range(0, 2000 * 13, 13)
    )
    dataset = make_work([make_fact(sources=sources)]).dataset
    start = time.process_time()
    found = verdicts(dataset, tmp_path)
    assert time.process_time() - start < 1
    assert (len(found), {item.finding for item in found}) == (2000, {Finding.EXACT})
