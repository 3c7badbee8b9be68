"""The sample project in Arabic: read from the right, in HTML and PDF, on the page and in its text layer."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from briefgen.stock import stock_folder
from tests.pdf_checks import assert_valid_pdf
from tests.shipped import Document, Shipped, build, lend_fonts

AUDIENCES = ("minister", "public", "policymaker")
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Shipped:
    """The sample, built as a user would."""
    folder = tmp_path_factory.mktemp("arabic")
    shutil.copytree(stock_folder() / "examples/arabic", folder, dirs_exist_ok=True)
    lend_fonts(font_cache, folder)
    return build(folder, folder / "output", "--strict")


def boxes(document: Document, words: str) -> tuple[float, float]:
    """Find some words on the first page of a document; give their left edge and their top in points."""
    page = pypdfium2.PdfDocument(document.path(".pdf").read_bytes())[0]
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found, f"{words} is not in the text layer of {document.stem}"
    left, _, _, top = text.get_charbox(found[0])
    return left, top


def test_the_sample_builds_without_a_finding(sample: Shipped) -> None:
    assert (sample.run.returncode, sample.run.stderr) == (0, "")
    assert [document.audience for document in sample.documents] == sorted(AUDIENCES)


def test_each_page_says_that_it_is_arabic_and_read_from_the_right(sample: Shipped) -> None:
    for document in sample.documents:
        assert '<html lang="ar" dir="rtl"' in document.html
        with pikepdf.open(document.path(".pdf")) as pdf:
            assert str(pdf.Root.Lang) == "ar"
            assert str(pdf.Root.ViewerPreferences.get("/Direction", "/R2L")) == "/R2L"


def test_each_pdf_is_pdf_ua_1_and_pdf_a_3a(sample: Shipped) -> None:
    for document in sample.documents:
        assert_valid_pdf(document.path(".pdf").read_bytes())


def test_key_figures_and_columns_start_at_the_right(sample: Shipped) -> None:
    minister = sample.document("minister", language="ar")
    first, last = boxes(minister, "58"), boxes(minister, "200")
    page = pypdfium2.PdfDocument(minister.path(".pdf").read_bytes())[0]
    assert first[0] > page.get_width() / 2, "the text of the page starts at the right"
    rights = [boxes(minister, word)[0] for word in ("مؤيد", "معارض")]
    assert rights[0] > rights[1], "the arguments for stand at the right of those against"
    assert last[0] < first[0]


def test_a_chart_begins_at_the_right_and_stands_beside_its_table(sample: Shipped) -> None:
    paper = sample.document("policymaker", language="ar")
    page = pypdfium2.PdfDocument(paper.path(".pdf").read_bytes())[0]
    text = page.get_textpage()
    finder = text.search("المبادرة الأوروبية: الهدف")
    in_the_table, in_the_picture = sorted(text.get_charbox(found[0])[0] for found in iter(finder.get_next, None))
    assert in_the_picture > page.get_width() * 0.8
    assert in_the_table < page.get_width() / 2


def tiles(document: Document) -> list[str]:
    """Give the large figures of a page in its source's order."""
    return re.findall(r'<p class="figure-value">.*?data-fact="([a-z-]+)"', document.html)


def test_tiles_stand_in_the_order_of_the_source_from_right_to_left(sample: Shipped) -> None:
    for audience in ("minister", "public"):
        document = sample.document(audience, language="ar")
        entries = {entry["fact"]: entry for entry in document.ledger["entries"] if entry["formatter"] == "figure"}
        places = [(entries[name]["y"], -entries[name]["x"]) for name in tiles(document)]
        assert len(places) > 3
        assert places == sorted(places), f"{audience}: rows from the top, each from the right"


def test_the_text_layer_holds_the_words_of_the_page(sample: Shipped) -> None:
    for document in sample.documents:
        pdf = pypdfium2.PdfDocument(document.path(".pdf").read_bytes())
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert "\ufffd" not in text
        printed = {letter for letter in text if ARABIC.match(letter)}
        assert {letter for letter in document.html if ARABIC.match(letter)} - printed <= set("،؛؟ـ")
        for words in ("صفحة 1 من", "القمة", "باريس", "إلى", "الذكاء الاصطناعي", "لم توقع الولايات المتحدة"):
            assert words in text.replace("\r\n", " "), words


def test_words_of_another_language_say_which_and_which_way_they_are_read(sample: Shipped) -> None:
    html = sample.document("policymaker", language="ar").html
    assert '<span lang="en" dir="ltr">over 60 countries</span>' in html
    assert '«<span lang="en"' in html, "the quotation marks are those of the document"


def test_the_facts_that_go_with_a_pdf_are_those_of_its_language(sample: Shipped) -> None:
    with pikepdf.open(sample.document("minister", language="ar").path(".pdf")) as pdf:
        facts = json.loads(pdf.attachments["facts.json"].get_file().read_bytes())["facts"]
    assert all(ARABIC.search(fact["statement"]) for fact in facts)
