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
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content.encode() if isinstance(content, str) else content)
    return check_quotations(quoting(*arguments), folder)


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


@pytest.mark.parametrize("quote", ["100 nation states", "over 100 nations", "€110 billion"])
def test_a_quotation_that_is_not_in_the_source_is_an_error(tmp_path: Path, quote: str) -> None:
    (item,) = found(tmp_path, quote, 2, overview_txt=LINES)
    assert (item.code, item.severity, item.place) == ("BG201", Severity.ERROR, Place("data/facts/first.yaml", 1))
    assert quote in item.message


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
    assert "its 1 quotation was not checked" in item.message
    assert exit_status([item], strict=True) is Exit.DONE


def test_evidence_without_a_quotation_has_nothing_to_be_found(tmp_path: Path) -> None:
    assert check(tmp_path, "") == []


def test_quotations_of_other_published_values_are_checked_too(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text(LINES)
    evidence = Evidence(source="overview", locator=Locator(quote="nowhere"))
    other = Alternative(value="61", sources=(evidence,))
    dataset = make_work([make_fact(sources=(), alternatives=(other,))]).dataset
    assert [item.code for item in check_quotations(dataset, tmp_path)] == ["BG201"]


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
        ("The summit opened", 3, []),
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


@pytest.mark.parametrize("content", [b"", b"no PDF at all", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"])
def test_a_damaged_pdf_is_told_and_not_taken_for_a_missing_quotation(tmp_path: Path, content: bytes) -> None:
    first, *_ = found(tmp_path, "100 nations", 2, overview_pdf=content)
    assert (first.code, first.place) == ("BG003", Place("data/sources/overview.pdf"))


def test_a_text_in_another_encoding_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    assert check(tmp_path, "100 nations", 1, overview_txt="caf\xe9 100 nations".encode("latin-1")) == []


def named(file: str) -> Source:
    return Source(id="overview", type="webpage", title="Overview", custom=SourceText(file=file))


def test_a_source_may_name_its_text(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(LINES)
    dataset = quoting("100 nations", 2, named("texts/a.txt"))
    assert check_quotations(dataset, tmp_path) == ()


@pytest.mark.parametrize("file", ["../secret.txt", "link.txt", "/etc/passwd"])
def test_no_text_is_read_from_outside_its_folder(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(LINES)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert [item.code for item in check_quotations(quoting("100 nations", 2, named(file)), folder)] == ["BG203"]
