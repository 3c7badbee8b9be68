"""The shipped project's PDFs: valid, tagged, with their facts attached, marked on every page."""

from __future__ import annotations

import hashlib
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.pdf_checks import assert_valid_pdf
from tests.shipped import Document, Shipped
from tests.words import difference, html_words

OWN = "{urn:briefgen:ns:document:1#}"


def attached(pdf: pikepdf.Pdf) -> Any:
    """Give the file specification of the one attachment."""
    assert list(pdf.attachments) == ["facts.json"]
    return pdf.attachments["facts.json"]


def test_every_pdf_is_pdf_ua_1_and_pdf_a_3a(shipped: Shipped) -> None:
    assert len(shipped.documents) == 17
    for document in shipped.documents:
        try:
            assert_valid_pdf(document.path(".pdf").read_bytes())
        except AssertionError as error:
            raise AssertionError(f"{document.stem}: {error}") from error


def test_every_pdf_carries_the_facts_of_its_ledger_and_their_hash_in_its_metadata(shipped: Shipped) -> None:
    for document in shipped.documents:
        with pikepdf.open(document.path(".pdf")) as pdf, pdf.open_metadata() as about:
            found = attached(pdf)
            assert found.obj.AFRelationship == "/Data"
            assert {item.objgen for item in pdf.Root.AF} == {found.obj.objgen}
            content = found.get_file().read_bytes()
            facts = json.loads(content)
            assert [fact["id"] for fact in facts["facts"]] == list(document.ledger["facts"])
            assert {source["id"] for source in facts["sources"]} == set(document.ledger["sources"])
            assert about[f"{OWN}digest"] == hashlib.sha256(content).hexdigest() == document.ledger["digest"]
            assert about[f"{OWN}edition"] == str(document.entry["edition"])
            assert about[f"{OWN}marking"] == document.entry["marking"]
            assert about["pdfaid:part"] + about["pdfaid:conformance"] + about["pdfuaid:part"] == "3A1"


def test_every_pdf_has_title_language_outline_and_embedded_fonts(shipped: Shipped) -> None:
    for document in shipped.documents:
        with pikepdf.open(document.path(".pdf")) as pdf:
            assert str(pdf.docinfo["/Title"]) == document.entry["title"]
            assert f'<html lang="{pdf.Root.Lang}"' in document.html
            assert str(pdf.Root.Lang).startswith(document.entry["language"])
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            with pdf.open_outline() as outline:
                assert outline.root, f"{document.stem} has no outline"
            described = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item]
            assert described
            for font in described:
                files = [key for key in font.FontDescriptor if str(key).startswith("/FontFile")]
                assert files, f"{document.stem}: {font.BaseFont} is not embedded"


def test_html_and_pdf_carry_the_same_words(shipped: Shipped) -> None:
    told = []
    for document in shipped.documents:
        assert html_words(document.html).total() > 200
        if differs := difference(document.html, document.path(".pdf")):
            told.append(f"{document.stem}:\n{differs}")
    assert not told, "\n" + "\n".join(told)


def test_every_entry_of_a_ledger_stands_in_the_html_and_on_a_page_of_the_pdf(shipped: Shipped) -> None:
    for document in shipped.documents:
        entries = document.ledger["entries"]
        assert entries
        for entry in (entry for entry in entries if entry["anchor"]):
            assert document.html.count(f' id="{entry["anchor"]}"') == 1, f"{document.stem}: {entry}"
            assert 1 <= entry.get("page", 0) <= document.entry["pages"], f"{document.stem}: {entry}"
            assert entry["file"], f"{document.stem}: {entry}"
            assert entry["line"] > 0, f"{document.stem}: {entry}"


def test_a_printed_value_stands_on_the_page_that_the_ledger_names(shipped: Shipped) -> None:
    document = shipped.document("minister")
    with pypdfium2.PdfDocument(document.path(".pdf")) as pdf:
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    for entry in document.ledger["entries"]:
        if entry["anchor"] and entry["role"] != "statement":
            assert "".join(entry["printed"].split()) in pages[entry["page"] - 1], entry


def labels(document: Document) -> list[list[tuple[float, float, float, float]]]:
    """Find the marking in a document: for each page its places as left, bottom and right edge and size, in points."""
    found = []
    with pypdfium2.PdfDocument(document.path(".pdf")) as pdf:
        for page in pdf:
            text = page.get_textpage()
            places = []
            for match in re.finditer(re.escape(document.entry["marking"]), _every_character(text)):
                first, last = text.get_charbox(match.start()), text.get_charbox(match.end() - 1)
                places.append((first[0], first[1], last[2], _size(text, match.start())))
            found.append(places)
    return found


def _every_character(text: pypdfium2.PdfTextPage) -> str:
    return "".join(chr(pdfium.FPDFText_GetUnicode(text, index)) for index in range(text.count_chars()))


def _size(text: pypdfium2.PdfTextPage, index: int) -> float:
    """Give the printed size of a character: its font's, scaled as the page is drawn."""
    matrix = pdfium.FS_MATRIX()
    assert pdfium.FPDFText_GetMatrix(text, index, matrix)
    return float(pdfium.FPDFText_GetFontSize(text, index)) * abs(matrix.d)


def test_the_marking_stands_at_the_right_of_head_and_foot_of_every_page_in_12_points(shipped: Shipped) -> None:
    for document in shipped.documents:
        with pypdfium2.PdfDocument(document.path(".pdf")) as pdf:
            sizes = [page.get_size() for page in pdf]
        for (width, height), places in zip(sizes, labels(document), strict=True):
            edges = [(right, bottom, size) for _, bottom, right, size in places if right > width * 0.8]
            heads = [edge for edge in edges if edge[1] > height * 0.9]
            feet = [edge for edge in edges if edge[1] < height * 0.1]
            assert heads, f"{document.stem}: {places}"
            assert feet, f"{document.stem}: {places}"
            assert all(size >= 11.99 for _, _, size in (*heads, *feet)), document.stem
            assert max(edge[0] for edge in (*heads, *feet)) - min(edge[0] for edge in (*heads, *feet)) < 1, document.stem
            assert width - heads[0][0] < 72, f"{document.stem}: the marking ends {width - heads[0][0]} pt from the edge"


def test_nothing_in_a_pdf_starts_a_program_or_leads_to_a_file(shipped: Shipped) -> None:
    for document in shipped.documents:
        with pikepdf.open(BytesIO(Path(document.path(".pdf")).read_bytes())) as pdf:
            actions = {
                str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Action"
            }
            assert actions <= {"/URI", "/GoTo"}
            assert "/OpenAction" not in pdf.Root
