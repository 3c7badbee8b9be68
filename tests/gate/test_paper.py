"""A PDF is read as a reader meets it: lines with their places and sizes, furniture apart, fonts."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from briefgen.gate.paper import Line, Paper, read_pdf, unembedded_fonts
from briefgen.model.briefing import Face, Typeset
from briefgen.typeset import typeset
from tests.gate.conftest import Setter
from tests.typeset.torture import document


@pytest.fixture(scope="module")
def torture(made_faces: tuple[Face, ...]) -> Typeset:
    return typeset(document(), made_faces, ())


def drawn(content: bytes, descriptor: dict[str, object] | None = None) -> bytes:
    """Make a PDF of one page, 200 by 100 points, with text in a font of one byte a character."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    font = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.TrueType, "/BaseFont": pikepdf.Name("/Plain"), "/FirstChar": 32}
    font |= {"/Widths": [500] * 95, "/FontDescriptor": pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, **(descriptor or {}))}
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(pikepdf.Dictionary(font))))
    page.obj.Contents = pdf.make_stream(content)
    into = BytesIO()
    pdf.save(into)
    return into.getvalue()


def content_of(paper: Paper) -> list[str]:
    return [line.text for page in paper.pages for line in page.content]


def test_a_font_that_is_not_in_the_file_is_an_error() -> None:
    (found,) = unembedded_fonts(read_pdf(drawn(b"BT /F 10 Tf (Money) Tj ET")))
    assert (found.code, found.message) == ("BG254", "the font `Plain` is not embedded in the PDF")
    assert unembedded_fonts(read_pdf(drawn(b"BT /F 10 Tf (Money) Tj ET", {"FontFile2": pikepdf.Dictionary()}))) == ()


def test_the_fonts_of_a_set_document_are_embedded(torture: Typeset) -> None:
    paper = read_pdf(torture.pdf)
    assert len(paper.fonts) > 3
    assert unembedded_fonts(paper) == ()


def test_a_line_has_its_place_from_the_top_left_and_its_size_as_printed() -> None:
    (line,) = read_pdf(drawn(b"q 2 0 0 2 0 0 cm BT /F 5 Tf 1 0 0 1 10 20 Tm (Money) Tj ET Q")).pages[0].lines
    assert line == Line("Money", 20, 52.5, 45, 62.5, 10, furniture=False, label=False)


@pytest.mark.parametrize(
    ("operators", "read"),
    [
        (b"(Mon\\145y \\(net\\)) Tj", ["Money (net)"]),
        (b"[(Mo) -20 <6e6579>] TJ", ["Money"]),
        (b"[(Money) -600 (now)] TJ", ["Moneynow"]),  # one show: only what is drawn as a space is one
        (b"(Money) Tj 40 0 Td (now) Tj", ["Money", "now"]),
        (b"(Money) Tj 27 0 Td (now) Tj", ["Money now"]),
        (b"(Money) Tj 25.1 0 Td (box) Tj", ["Moneybox"]),
        (b"12 TL (Money) Tj (now) ' T* (then) Tj", ["Money", "now", "then"]),
        (b"(Money) Tj 4 Ts (1) Tj", ["Money1"]),
        (b"% (no text)\n(Money) Tj", ["Money"]),
        (b"(Money) Tj 1 0 0 1 300 50 Tm (beyond the edge) Tj", ["Money"]),
        (b"/Artifact <</Type /Pagination>> BDC (Head) Tj EMC 0 -20 Td (Money) Tj", ["Money"]),
        (b"/Artifact BMC /Span <</MCID 0>> BDC (Head) Tj EMC EMC 0 -20 Td (Money) Tj", ["Money"]),
    ],
)
def test_text_is_read_however_it_is_drawn(operators: bytes, read: list[str]) -> None:
    assert content_of(read_pdf(drawn(b"BT /F 10 Tf 1 0 0 1 10 50 Tm " + operators + b" ET"))) == read


def test_every_word_is_read_that_an_independent_reader_finds(torture: Typeset) -> None:
    paper = read_pdf(torture.pdf)
    with pypdfium2.PdfDocument(torture.pdf) as other:
        for page, mine in zip(other, paper.pages, strict=True):
            theirs = page.get_textpage().get_text_range()
            assert letters(theirs) == letters(" ".join(line.text for line in mine.lines)), theirs


def letters(text: str) -> list[str]:
    """Give the Latin letters and the figures of a text, whatever their order."""
    return sorted(sign for sign in text.casefold() if sign.isascii() and sign.isalnum())


def test_running_heads_and_feet_are_furniture_and_artifacts(torture: Typeset) -> None:
    paper = read_pdf(torture.pdf)
    for number, page in enumerate(paper.pages, start=1):
        told = [line.text for line in page.furniture]
        assert {"TLP:GREEN", f"page {number} of {len(paper.pages)}"} <= set(told)
    with pikepdf.open(BytesIO(torture.pdf)) as pdf:
        content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        assert content.count(b"/Subtype /Header") >= len(pdf.pages)
        assert content.count(b"/Subtype /Footer") >= 2 * len(pdf.pages)


def test_words_are_counted_without_furniture_labels_and_repeated_heads(setting: Setter) -> None:
    rows = "".join(f"<tr><td>Pledge<td>{row}" for row in range(120))
    table = f"<table><thead><tr><th>What was pledged<th>When</thead><tbody>{rows}</table>"
    _, paper = setting(f"<ol><li>€109 billion</ol>{table}")
    assert len(paper.pages) > 2
    assert paper.words == 1 + 2 + 4 + 240, [line.text for page in paper.pages for line in page.content if line.repeated]
