"""Quotations: each is looked for in the local copy of its source, whatever kind of file that is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.check.quotations import check_quotations
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Exit, Place, Severity, exit_status
from briefgen.model.fact import Alternative, Evidence, Locator
from briefgen.model.source import Source, SourceText
from tests.builders import make_fact, make_work

LINES = "The summit opened in Paris.\nOver 100 nations came.\nFrance announced “€109 billion” – a record.\n"


def quoting(quote: str, paragraph: int | None = None, source: Source | None = None) -> Dataset:
    """Make a dataset of one fact that quotes one source."""
    evidence = Evidence(source="overview", locator=Locator(quote=quote, paragraph=paragraph))
    found = source or Source(id="overview", type="webpage", title="Overview")
    return make_work([make_fact(sources=(evidence,))], sources=(found,)).dataset


def check(folder: Path, *arguments: Any, **files: str | bytes) -> list[tuple[str, Severity]]:
    """Check a quotation against files (`overview_txt` is overview.txt) and give the codes found."""
    return [(item.code, item.severity) for item in found(folder, *arguments, **files)]


def found(folder: Path, *arguments: Any, **files: str | bytes) -> tuple[Diagnostic, ...]:
    """Give what is found but for the note that no hash of the text is kept (BG204)."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content.encode() if isinstance(content, str) else content)
    return tuple(item for item in check_quotations(quoting(*arguments), folder) if item.code != "BG204")


@pytest.mark.parametrize("paragraph", [None, 2])
def test_a_quotation_that_stands_where_it_should_is_not_mentioned(tmp_path: Path, paragraph: int | None) -> None:
    assert check(tmp_path, "100 nations", paragraph, overview_txt=LINES) == []


@pytest.mark.parametrize(
    "quote",
    [
        'announced "€109 billion"',
        "announced “€109\u00a0billion”",
        "announced  “€109 billion”",
        "“€109 billion” - a record",
        "“€109 bil\u00adlion” — a record",
        "«€109 billion» ‒ a record",
        "announced “€109 \u200bbillion”",
    ],
)
def test_typographic_variants_of_a_quotation_are_the_same_quotation(tmp_path: Path, quote: str) -> None:
    assert check(tmp_path, quote, 3, overview_txt=LINES) == []


def test_a_quotation_in_another_paragraph_is_a_warning_that_names_the_right_one(tmp_path: Path) -> None:
    (item,) = found(tmp_path, "100 nations", 3, overview_txt=LINES)
    assert (item.code, item.severity, item.place) == ("BG202", Severity.WARNING, Place("data/facts/first.yaml", 1))
    assert "paragraph 2, not 3" in item.message
    assert item.hint == "write paragraph: 2"


@pytest.mark.parametrize("paragraph", [0, 99])
def test_a_paragraph_that_the_source_does_not_have_is_another_paragraph(tmp_path: Path, paragraph: int) -> None:
    assert check(tmp_path, "100 nations", paragraph, overview_txt=LINES) == [("BG202", Severity.WARNING)]


@pytest.mark.parametrize("quote", ["100 nation states", "€110 billion", "0 nations came", "9 billion"])
def test_a_quotation_that_is_not_in_the_source_is_an_error(tmp_path: Path, quote: str) -> None:
    (item,) = found(tmp_path, quote, 2, overview_txt=LINES)
    assert (item.code, item.severity, item.place) == ("BG201", Severity.ERROR, Place("data/facts/first.yaml", 1))
    assert quote in item.message


@pytest.mark.parametrize("quote", ["109", "109 billion”", "- and €109", "12.5 %", "12.5", "CO2", "2024-25"])
def test_a_figure_is_found_as_a_whole(tmp_path: Path, quote: str) -> None:
    text = "It announced “€109 billion”¹ – and €109¹ more; 12.5 % of CO₂ went in 2024-\n25."
    assert check(tmp_path, quote, overview_txt=text) == []


@pytest.mark.parametrize("quote", ["09 billion", "€10", "2.5 %", "€12", "nation", "able"])
def test_a_part_of_a_figure_or_word_is_not_the_quotation(tmp_path: Path, quote: str) -> None:
    text = "They gave €109 billion, 12.5 % and €12.50, to the international body; unable to sign, they left for 1091 months."
    assert [code for code, _ in check(tmp_path, quote, overview_txt=text)] == ["BG201"]


@pytest.mark.parametrize("quote", ["sustainable growth", "sus\u00adtainable growth"])
@pytest.mark.parametrize("broken", ["sustain-\nable growth", "sustain\u00ad\nable growth", "sustain‐\n  able\ngrowth"])
def test_a_word_that_a_line_s_end_parts_is_one_word(tmp_path: Path, quote: str, broken: str) -> None:
    assert check(tmp_path, quote, 2, overview_txt=f"First.\n\nIt is about {broken}.\n") == []


def test_a_word_s_own_hyphen_at_a_line_s_end_is_no_drift(tmp_path: Path) -> None:
    text = "First.\n\nIt was an evidence-\nbased decision of the AI-\nPowered office.\n"
    assert check(tmp_path, "an evidence-based decision", 2, overview_txt=text) == []
    assert check(tmp_path, "the AI-Powered office", 2, overview_txt=text) == []
    assert check(tmp_path, "an evidence-based decision", 1, overview_txt=text) == [("BG202", Severity.WARNING)]


def test_of_several_occurrences_the_one_at_the_stated_place_counts_also_when_its_quotation_marks_differ(tmp_path: Path) -> None:
    text = "A 'record' sum.\nNothing.\nA ‘record’ sum.\nA 'record' sum."
    for paragraph in (1, 3, 4):
        assert check(tmp_path, "'record' sum", paragraph, overview_txt=text) == []
    (item,) = found(tmp_path, "'record' sum", 7, overview_txt=text)
    assert item.hint == "write paragraph: 4"


def test_a_quotation_that_runs_over_into_the_next_paragraph_is_found(tmp_path: Path) -> None:
    for paragraph in (None, 1, 2):
        assert check(tmp_path, "in Paris. Over 100", paragraph, overview_txt=LINES) == []
    assert check(tmp_path, "in Paris. Over 100", 3, overview_txt=LINES) == [("BG202", Severity.WARNING)]


def test_blank_lines_part_the_paragraphs_of_a_wrapped_text(tmp_path: Path) -> None:
    wrapped = "The summit\nopened in Paris.\n\nOver 100\nnations came.\n \nFrance announced.\n"
    assert check(tmp_path, "Over 100 nations came", 2, overview_txt=wrapped) == []
    assert check(tmp_path, "France announced", 2, overview_txt=wrapped) == [("BG202", Severity.WARNING)]


def test_a_source_without_a_text_is_a_note_also_under_strict(tmp_path: Path) -> None:
    (item,) = found(tmp_path, "100 nations", 2)
    assert (item.code, item.severity, item.place.file) == ("BG203", Severity.NOTE, "data/sources.yaml")
    assert item.message == f"no text of `overview` in {tmp_path.name}/, so its 1 quotation was not checked"
    assert exit_status([item], strict=True) is Exit.DONE


def test_the_projects_folder_of_source_texts_is_named_as_the_project_has_it(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "sources"
    folder.mkdir(parents=True)
    (item,) = found(folder, "100 nations", 2)
    assert item.message.startswith("no text of `overview` in data/sources/, so ")


def test_evidence_without_a_quotation_has_nothing_to_be_found(tmp_path: Path) -> None:
    assert check(tmp_path, "") == []


def test_quotations_of_other_published_values_are_checked_too(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text(LINES)
    evidence = Evidence(source="overview", locator=Locator(quote="nowhere"))
    other = Alternative(value="61", sources=(evidence,))
    dataset = make_work([make_fact(sources=(), alternatives=(other,))]).dataset
    assert [item.code for item in check_quotations(dataset, tmp_path)] == ["BG204", "BG201"]


PAGE = """<html><head><title>T</title><style>p{}</style><script>let Over = "100 nations"</script></head><body><h1>Overview</h1>
<p>The summit <b>opened</b>
in&nbsp;Paris.</p><ul><li>Over 100 nations</li></ul><p>France &amp; others</p></body></html>"""


@pytest.mark.parametrize("ending", ["html", "htm"])
@pytest.mark.parametrize(
    ("quote", "paragraph", "codes"),
    [
        ("The summit opened in Paris", None, []),
        ("Over 100 nations", None, []),
        ("France & others", None, []),
        ("let Over", None, ["BG201"]),
        ("The summit opened", 2, []),
        ("The summit opened", 1, ["BG202"]),
    ],
)
def test_a_web_page_is_read_as_its_reader_sees_it(
    tmp_path: Path, ending: str, quote: str, paragraph: int | None, codes: list[str]
) -> None:
    assert [code for code, _ in check(tmp_path, quote, paragraph, **{f"overview_{ending}": PAGE})] == codes


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A small PDF of two pages."""
    import weasyprint

    pages = "<p>The summit opened in Paris.</p><p style='break-before: page'>Over 100<br>nations came; a long</p>"
    made: bytes = weasyprint.HTML(string=pages).write_pdf()
    return made


@pytest.mark.parametrize(
    ("quote", "codes"), [("Over 100 nations came", []), ("in Paris. Over 100", []), ("Over 101 nations", ["BG201"])]
)
@pytest.mark.parametrize("paragraph", [None, 1, 7])
def test_a_pdf_is_searched_on_all_its_pages_and_tells_no_paragraphs(
    tmp_path: Path, pdf: bytes, quote: str, codes: list[str], paragraph: int | None
) -> None:
    assert [code for code, _ in check(tmp_path, quote, paragraph, overview_pdf=pdf)] == codes


def named(file: str) -> Source:
    return Source(id="overview", type="webpage", title="Overview", custom=SourceText(file=file))


def test_a_source_may_name_its_text(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(LINES)
    assert found(tmp_path, "100 nations", 2, named("texts/a.txt")) == ()


@pytest.mark.parametrize("file", ["../secret.txt", "link.txt", "/etc/passwd"])
def test_no_text_is_read_from_outside_its_folder(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(LINES)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert [item.code for item in check_quotations(quoting("100 nations", 2, named(file)), folder)] == ["BG203"]
