"""Texts of sources: plain texts, web pages and PDFs are read as their readers see them, and held against their hashes."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from briefgen.check.quotations import check_quotations, verdicts
from briefgen.check.quotations.plain_text import lines_of
from briefgen.check.quotations.web_page import blocks_of
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Exit, Place, Severity, exit_status
from briefgen.model.fact import Evidence, Locator
from briefgen.model.source import Source, SourceText
from tests.builders import make_fact, make_work
from tests.check.test_quotations import LINES, check, found
from tests.projects import opened, problems_of, write_project

HASH = hashlib.sha256(LINES.encode()).hexdigest()


def locating(locator: Locator, sha256: str = "") -> Dataset:
    source = Source(id="overview", type="webpage", title="Overview", custom=SourceText(sha256=sha256))
    return make_work([make_fact(sources=(Evidence(source="overview", locator=locator),))], sources=(source,)).dataset


def told(folder: Path, locator: Locator) -> list[tuple[str, str]]:
    """Give code and hint of what is found of a quotation."""
    return [(item.code, item.hint) for item in check_quotations(locating(locator), folder) if item.code != "BG204"]


# the hash


def test_a_text_with_the_hash_that_is_kept_is_not_mentioned(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text(LINES, encoding="utf-8")
    assert check_quotations(locating(Locator(quote="100 nations"), HASH), tmp_path) == ()


def test_a_text_with_another_hash_is_a_warning_that_says_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text(LINES, encoding="utf-8")
    (item,) = check_quotations(locating(Locator(quote="100 nations"), "0" * 64), tmp_path)
    assert (item.code, item.severity, item.place) == ("BG204", Severity.WARNING, Place("data/sources.yaml"))
    assert "is not the one whose quotations were checked" in item.message
    assert HASH in item.hint


def test_a_text_without_a_hash_is_a_note_also_under_strict(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text(LINES, encoding="utf-8")
    (item,) = check_quotations(locating(Locator(quote="100 nations")), tmp_path)
    assert (item.code, item.severity) == ("BG204", Severity.NOTE)
    assert f"custom: {{file: overview.txt, sha256: {HASH}}}" in item.hint
    assert exit_status([item], strict=True) is Exit.DONE


def test_a_hash_is_64_hexadecimal_digits_and_its_source_is_told_by_its_line(tmp_path: Path) -> None:
    sources = "- {id: first, type: report, title: First}\n- {id: overview, type: report, title: A, custom: {sha256: %s}}\n"
    (item,) = problems_of(write_project(tmp_path, sources=sources % "12"))
    assert (item.code, item.place.line) == ("BG112", 2)
    work = opened(write_project(tmp_path, sources=sources % HASH.upper())).work
    assert work.dataset.sources["overview"].custom.sha256 == HASH
    assert work.dataset.record_places["source", "overview"] == Place("data/sources.yaml", 2, 3)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "overview.txt").write_text("other", encoding="utf-8")
    warned = [item for item in check_quotations(work.dataset, tmp_path / "texts") if item.code == "BG204"]
    assert [item.place.line for item in warned] == [2]


# plain text


@pytest.mark.parametrize(
    "content",
    [
        "caf\xe9 100 nations".encode("latin-1"),
        "caf\xe9 100 nations".encode("utf-8-sig"),
        "caf\xe9 100 nations".encode("utf-16"),
        "caf\xe9\r100 nations".encode("cp1252"),
    ],
)
def test_a_text_in_another_encoding_is_read_all_the_same(tmp_path: Path, content: bytes) -> None:
    assert check(tmp_path, "café 100 nations", overview_txt=content) == []


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00\x00100 nations", b"\x00" * 40])
def test_a_file_that_is_no_text_is_unreadable(tmp_path: Path, content: bytes) -> None:
    assert [code for code, _ in check(tmp_path, "100 nations", overview_txt=content)] == ["BG003"]


def test_lines_are_counted_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text("Title\n\nOver 100\nnations came\n", encoding="utf-8")
    for line, codes in ((3, []), (4, []), (1, [("BG202", "write line: 3")])):
        assert told(tmp_path, Locator(quote="100 nations", line=line)) == codes
    assert told(tmp_path, Locator(quote="100 nations", line=9, paragraph=1)) == [("BG202", "write paragraph: 2; line: 3")]


def test_form_feeds_part_the_pages_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "overview.txt").write_text("First\n\fOver 100 nations\n", encoding="utf-8")
    assert told(tmp_path, Locator(quote="100 nations", page="2")) == []
    assert told(tmp_path, Locator(quote="100 nations", page="1")) == [("BG202", 'write page: "2"')]
    (tmp_path / "overview.txt").write_text("First\nOver 100 nations\n", encoding="utf-8")
    assert told(tmp_path, Locator(quote="100 nations", page="1")) == []


SECTIONS = """\
# Summit overview

Over 100 nations came.

## 3.1 Investment

France announced €109 billion.

## 3.2 Health

Nothing was said.
"""


@pytest.mark.parametrize("ending", ["txt", "html"])
@pytest.mark.parametrize(
    ("section", "hints"),
    [
        ("3.1 Investment", []),
        ("Investment", []),
        ("Section 3.1", []),
        ("Summit Overview", []),
        ("Health", ['write section: "3.1 Investment"']),
        ("3.2", ['write section: "3.1 Investment"']),
        ("Annex", []),
    ],
)
def test_a_section_is_wrong_only_where_the_text_has_it_as_another_heading(
    tmp_path: Path, ending: str, section: str, hints: list[str]
) -> None:
    web = "".join(
        f"<h{line.count('#')}>{line.strip('# ')}</h{line.count('#')}>" if line.startswith("#") else f"<p>{line}"
        for line in SECTIONS.split("\n")
    )
    (tmp_path / f"overview.{ending}").write_text(web if ending == "html" else SECTIONS, encoding="utf-8")
    assert [hint for _, hint in told(tmp_path, Locator(quote="€109 billion", section=section))] == hints
    assert [hint for _, hint in told(tmp_path, Locator(quote="€109 billion", chapter=section))] == [
        hint.replace("section", "chapter") for hint in hints
    ]


# web pages

HIDDEN = {
    "script": "<script>var a = '100 nations'</script>",
    "script in the body": "<p>a<script type=module>100 nations</script>b</p>",
    "style": "<style>p::after { content: '100 nations' }</style>",
    "template": "<template><p>100 nations</p></template>",
    "noscript": "<noscript>100 nations</noscript>",
    "comment": "<p>100 <!-- nations --> countries</p><!-- 100 nations -->",
    "hidden": "<p hidden>100 nations</p>",
    "hidden around": "<div hidden=until-found><p>100 nations</p></div>",
    "not displayed": "<p style='color: red; display : none'>100 nations</p>",
    "attribute": "<img alt='100 nations'><input value='100 nations'>",
    "title": "<title>100 nations</title>",
    "meta": "<meta name=description content='100 nations'>",
    "frame": "<iframe srcdoc='100 nations'>100 nations</iframe>",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_page_s_reader_does_not_see_is_not_quoted(tmp_path: Path, name: str) -> None:
    page = f"<html><body><p>The summit opened.</p>{HIDDEN[name]}<p>It closed.</p></body></html>"
    assert [code for code, _ in check(tmp_path, "100 nations", overview_html=page)] == ["BG201"]
    for quote, paragraph in (("The summit opened.", 1), ("It closed.", None)):
        assert check(tmp_path, quote, paragraph, overview_html=page) == [], "what stands beside it is seen"


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("<p>Over <b>100</b> <i>nations</i></p>", "Over 100 nations"),
        ("<p>Over\n\t 100&nbsp;nations", "Over 100 nations"),
        ("<p>Over <!-- about --> 100 <script>x</script>nations</p>", "Over 100 nations"),
        ("<p>Over<br>100 nations", "Over 100 nations"),
        ("<p>O<wbr>ver 100 na&shy;tions", "Over 100 nations"),
        ("<p>of CO<sub>2</sub>", "of CO2"),
        ("<p>€109<sup>1</sup> and more", "€109"),
        ("<x-own>Over 100</x-own> nations", "Over 100 nations"),
        ("<p>a < b &amp; c</p>", "a < b & c"),
    ],
)
def test_words_are_put_together_as_a_page_shows_them(tmp_path: Path, page: str, quote: str) -> None:
    assert check(tmp_path, quote, overview_html=page) == []


def test_each_block_is_a_paragraph_and_words_beside_blocks_are_too() -> None:
    page = "<div>Loose<p>One <em>two</em></p>between<ul><li>A<li>B</ul><table><tr><td>C<td>D</table>end</div>"
    found = blocks_of(page.encode())
    assert [piece.text for piece in found] == ["Loose", "One two", "between", "A", "B", "C", "D", "end"]
    assert [piece.paragraph for piece in found] == list(range(1, 9))


@pytest.mark.parametrize("content", [b"", b" ", b"<!-- only -->", b"<html></html>", b"<p></p>"])
def test_a_page_without_words_has_no_blocks(content: bytes) -> None:
    assert blocks_of(content) == ()


def test_a_page_nested_beyond_measure_is_told_and_not_read_in_part(tmp_path: Path) -> None:
    for depth, codes in ((1_000, []), (20_000, ["BG003"])):
        page = "<div>" * depth + "100 nations" + "</div>" * depth
        assert [code for code, _ in check(tmp_path, "100 nations", overview_html=page)] == codes


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "cp1252"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ("<meta charset=iso-8859-2>", "iso-8859-2"),
        ("<meta charset=no-such-thing>", "utf-8"),
        ("<meta charset=base64>", "utf-8"),
        ("<meta charset=utf-16>", "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "windows-1250"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_states(head: str, encoding: str) -> None:
    city = "Paris" if encoding == "cp1252" else "Łódź"
    content = f"{head}<p>Élysée, {city}</p>".encode(encoding)
    assert [piece.text for piece in blocks_of(content)] == [f"Élysée, {city}"]


def test_a_zero_byte_does_not_end_a_page() -> None:
    assert [piece.text for piece in blocks_of(b"<p>One\0two</p><p>three</p>")][-1] == "three"


# PDF


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A PDF of four pages, with hyphens at the ends of lines and a ligature."""
    style = "@page { size: 10cm 8cm } p { width: 4cm; hyphens: auto } p + p { break-before: page }"
    pages = (
        "The summit opened in Paris.",
        "The governmental representatives of international organisations committed themselves to evidence-based rules.",
        "Over 100<br>nations came",
        "to the ﬁnal oﬃce in fifty-<br>eight countries",
    )
    page = f"<html lang=en><style>{style}</style>{''.join(f'<p>{words}</p>' for words in pages)}"
    made: bytes = weasyprint.HTML(string=page).write_pdf()
    return made


@pytest.fixture(scope="module")
def labelled(pdf: bytes) -> bytes:
    """The same PDF whose pages are labelled i, ii, 1, 2."""
    with pikepdf.open(BytesIO(pdf)) as document:
        roman, plain = pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(S=pikepdf.Name.D)
        document.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, roman, 2, plain]))
        made = BytesIO()
        document.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "quote", ["international organisations committed themselves", "evidence-based", "final office", "fifty-eight"]
)
def test_the_words_of_a_pdf_are_whole(tmp_path: Path, pdf: bytes, quote: str) -> None:
    assert check(tmp_path, quote, overview_pdf=pdf) == []


@pytest.mark.parametrize(
    ("page", "hints"),
    [
        ("3", []),
        ("p. 3", []),
        ("pp. 2–4", []),
        ("1, 3", []),
        ("2", ['write page: "3"']),
        ("iii", ['write page: "3"']),
        ("9", ['write page: "3"']),
        ("cover", []),
    ],
)
def test_a_page_is_counted_where_a_pdf_has_no_labels(tmp_path: Path, pdf: bytes, page: str, hints: list[str]) -> None:
    (tmp_path / "overview.pdf").write_bytes(pdf)
    assert [hint for _, hint in told(tmp_path, Locator(quote="Over 100 nations", page=page))] == hints


@pytest.mark.parametrize(
    ("page", "hints"),
    [("1", []), ("3", []), ("ii", ['write page: "1"']), ("2", ['write page: "1"']), ("p. iv", ['write page: "1"'])],
)
def test_a_page_is_known_by_its_label_too(tmp_path: Path, labelled: bytes, page: str, hints: list[str]) -> None:
    (tmp_path / "overview.pdf").write_bytes(labelled)
    assert [hint for _, hint in told(tmp_path, Locator(quote="Over 100 nations", page=page))] == hints


def test_a_page_that_moved_is_a_warning_that_names_the_right_one(tmp_path: Path, labelled: bytes) -> None:
    (tmp_path / "overview.pdf").write_bytes(labelled)
    dataset = locating(Locator(quote="The summit opened", page="ii"))
    (item,) = [item for item in check_quotations(dataset, tmp_path) if item.code == "BG202"]
    assert "stands on page i, not ii" in item.message
    (verdict,) = verdicts(dataset, tmp_path)
    assert (verdict.finding, verdict.position) == ("drifted", "page i")


def test_a_quotation_over_a_page_s_end_stands_on_both(tmp_path: Path, pdf: bytes) -> None:
    (tmp_path / "overview.pdf").write_bytes(pdf)
    quote = "nations came to the final"
    for page, count in (("3", 0), ("4", 0), ("1", 1)):
        assert len(told(tmp_path, Locator(quote=quote, page=page))) == count


def encrypted(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        made = BytesIO()
        document.save(made, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return made.getvalue()


@pytest.mark.parametrize("content", [b"", b"no PDF at all", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "encrypted", "cut off"])
def test_a_pdf_that_cannot_be_read_is_told_and_its_quotations_are_not(tmp_path: Path, pdf: bytes, content: bytes | str) -> None:
    made = {"encrypted": encrypted(pdf), "cut off": pdf[:400]}.get(content, content) if isinstance(content, str) else content
    (item,) = found(tmp_path, "100 nations", 2, overview_pdf=made)
    assert (item.code, item.severity, item.place) == ("BG003", Severity.ERROR, Place("data/sources/overview.pdf"))


def test_a_pdf_of_pictures_has_no_text(tmp_path: Path) -> None:
    drawn = weasyprint.HTML(string="<svg width=100 height=100><rect width=50 height=50 /></svg>").write_pdf()
    (item,) = found(tmp_path, "100 nations", overview_pdf=drawn)
    assert (item.code, item.severity) == ("BG203", Severity.NOTE)
    assert "holds no words" in item.message


def test_a_pdf_is_known_by_its_first_bytes(tmp_path: Path, pdf: bytes) -> None:
    assert check(tmp_path, "Over 100 nations", overview_txt=pdf) == []


def test_lines_know_their_paragraphs() -> None:
    assert [(piece.text, piece.paragraph, piece.line) for piece in lines_of(b"a\nb\n\n\n c\n")] == [
        ("a", 1, 1),
        ("b", 1, 2),
        ("c", 2, 5),
    ]
    assert [piece.paragraph for piece in lines_of(b"\n\na\nb\n\n")] == [1, 2]
