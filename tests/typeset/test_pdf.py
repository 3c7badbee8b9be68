"""What a PDF says of itself and carries along: metadata, attachment, outline, tags of tables, lists, links and figures."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from briefgen.model.briefing import Face, Page, Typeset
from briefgen.typeset import typeset
from tests.fonts.test_faces import needs_arabic
from tests.pdf_checks import assert_valid_pdf
from tests.typeset.conftest import Setter
from tests.typeset.torture import CHART, DOT, document

OWN = "{urn:briefgen:ns:document:1#}"


def opened(done: Typeset) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(done.pdf))


def elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    """All structure elements of a kind, in the order of the tree."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        if not isinstance(node, pikepdf.Dictionary):
            return
        if str(node.get("/S", "")) == f"/{tag}":
            found.append(node)
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    walk(pdf.Root.StructTreeRoot)
    return found


def text_of(done: Typeset) -> str:
    pdf = pypdfium2.PdfDocument(done.pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def test_the_metadata_name_the_document_its_edition_marking_and_the_hash_of_its_facts(torture: Typeset) -> None:
    page = document()
    with opened(torture) as pdf, pdf.open_metadata() as about:
        assert about["dc:title"] == page.title
        assert about["dc:creator"] == [page.publisher]
        assert set(about["dc:language"]) == {"en-GB"}
        assert about["dc:description"] == "What was agreed & what it is worth"
        assert about["xmp:CreateDate"] == about["xmp:ModifyDate"] == "2025-02-14T00:00:00Z"
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("3", "A", "1")
        own = {name: about[f"{OWN}{name}"] for name in ("document", "edition", "marking", "digest")}
        assert own == {"document": str(page.id), "edition": "2", "marking": "TLP:GREEN", "digest": page.digest}
        assert str(pdf.docinfo["/Title"]) == page.title
        assert str(pdf.docinfo["/Author"]) == page.publisher
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20250214000000Z"
        assert str(pdf.Root.Lang) == "en-GB"
        assert "/Filter" not in pdf.Root.Metadata, "programs look for the packet in the plain bytes of the file"


def test_a_document_without_date_publisher_or_marking_bears_a_fixed_date_and_is_valid(made_faces: tuple[Face, ...]) -> None:
    page = replace(document("<h1>x</h1>", date=""), publisher="", marking="")
    done = typeset(page, made_faces, ())
    assert_valid_pdf(done.pdf)
    with opened(done) as pdf, pdf.open_metadata() as about:
        assert str(pdf.docinfo["/CreationDate"]) == "D:19700101000000Z"
        assert f"{OWN}marking" not in about
        assert "dc:creator" not in about


def test_the_language_and_title_of_the_page_count_whatever_its_html_says(made_faces: tuple[Face, ...]) -> None:
    page = document("<h1>x</h1>")
    stripped = replace(page, html=re.sub(r' lang="[^"]*"|<title>.*?</title>', "", page.html))
    done = typeset(stripped, made_faces, ())
    assert done.diagnostics == ()
    assert_valid_pdf(done.pdf)


def test_the_facts_are_attached_as_data_with_the_document_s_date(torture: Typeset) -> None:
    page = document()
    with opened(torture) as pdf:
        assert list(pdf.attachments) == ["facts.json"]
        file = pdf.attachments["facts.json"].get_file()
        assert json.loads(file.read_bytes()) == json.loads(page.facts_json)
        assert file.read_bytes() == page.facts_json.encode()
        assert file.mime_type == "application/json"
        assert pdf.attachments["facts.json"].description
        specification = pdf.attachments["facts.json"].obj
        assert str(specification.AFRelationship) == "/Data"
        assert specification.objgen in {item.objgen for item in pdf.Root.AF}
        parameters = specification.EF.F.Params
        assert str(parameters.CreationDate) == str(parameters.ModDate) == "D:20250214000000Z"
        assert bytes(parameters.CheckSum) == hashlib.md5(page.facts_json.encode()).digest()


def test_the_outline_is_that_of_the_headings(setting: Setter) -> None:
    with opened(setting("<h2>First</h2><h3>Inner</h3><h2>Second</h2>")) as pdf, pdf.open_outline() as outline:
        (root,) = outline.root
        assert root.title == "Title"
        assert [(item.title, [inner.title for inner in item.children]) for item in root.children] == [
            ("First", ["Inner"]),
            ("Second", []),
        ]


def test_the_place_of_each_element_with_an_id_is_where_it_is_printed(torture: Typeset) -> None:
    assert torture.positions["top"].page == 1
    assert {"v1", "n1", "c20", "money", "n901"} <= set(torture.positions)
    assert {place.page for place in torture.positions.values()} == {1, 2, 3, 4}
    pdf = pypdfium2.PdfDocument(torture.pdf)
    try:
        for number in (1, 5, 8):
            place = torture.positions[f"v{number}"]
            page = pdf[place.page - 1]
            words = page.get_textpage()
            top = page.get_height() - place.y
            assert f"€{number}" in words.get_text_bounded(left=place.x - 2, right=place.x + 30, top=top + 2, bottom=top - 18)
    finally:
        pdf.close()


def test_header_cells_carry_their_scope_as_written_or_as_is_usual(setting: Setter) -> None:
    done = setting(
        '<table><thead><tr><th>a<th scope="colgroup">b<th scope="row">c</thead>'
        '<tbody><tr><th>d<td>1<td>2<tr><th scope="col">e<td>3<td>4</tbody></table>'
        "<table><tr><th>f<th>g<tr><th>h<td>1</table>"
    )
    assert_valid_pdf(done.pdf)
    with opened(done) as pdf:
        scopes = [str(cell.A.Scope) for cell in elements(pdf, "TH")]
    column, row = "/Column", "/Row"
    assert scopes == [column, column, row, row, column, column, column, row]


def test_every_header_has_an_identifier_of_its_own_and_cells_name_those_that_apply(setting: Setter) -> None:
    rows = "".join(f"<tr><th>r{number}<td>{number}" for number in range(120))
    done = setting(f"<table><thead><tr><th>a<th>b</thead><tbody>{rows}</tbody></table>")
    assert done.pages > 1
    with opened(done) as pdf:
        headers, cells = elements(pdf, "TH"), elements(pdf, "TD")
        identifiers = [str(cell.ID) for cell in headers]
        assert len(set(identifiers)) == len(identifiers)
        index = pdf.Root.StructTreeRoot.IDTree.Names
        assert [str(name) for name in index[::2]] == sorted(identifiers)
        by_name = {str(cell.ID): cell for cell in headers}
        for cell in cells:
            named = [by_name[str(name)] for name in cell.A.Headers]
            assert [str(header.A.Scope) for header in named] == ["/Row", "/Column"]
            assert named[0].P.objgen == cell.P.objgen, "the row's own header"


def test_lists_hold_items_and_items_a_label_and_one_body(torture: Typeset) -> None:
    with opened(torture) as pdf:
        for item in elements(pdf, "LI"):
            kinds = [str(kid.S) for kid in item.K]
            assert kinds in (["/Lbl", "/LBody"], ["/LBody"], ["/Lbl"])
            assert all(kid.P.objgen == item.objgen for kid in item.K)
        for item in elements(pdf, "L"):
            assert {str(kid.S) for kid in item.K} <= {"/LI", "/L", "/Caption"}
            assert all(kid.P.objgen == item.objgen for kid in item.K)


def test_ordered_lists_count_as_in_a_browser(setting: Setter) -> None:
    text = text_of(setting('<ol start="3"><li>a<li value="7">b<li>c</ol><ol start="-1"><li>d</ol><ol start="x"><li>e</ol>'))
    assert re.findall(r"-?\d+(?=\.)", text) == ["3", "7", "8", "-1", "1"]


def test_links_say_where_they_lead_and_only_the_link_itself_is_one(setting: Setter) -> None:
    done = setting(
        '<p><a href="#top">See <data value="1">the <em>title</em></data></a> '
        '<a href="https://example.org" aria-label="Label">x</a> '
        f'<a href="#top" title="Back">↑</a> <a href="https://example.org/y"><img src="{DOT}" alt="red"></a>'
    )
    with opened(done) as pdf:
        said = [str(annotation.Contents) for annotation in pdf.pages[0].Annots]
        assert said == ["See the title", "Label", "Back", "https://example.org/y"]
        assert len(elements(pdf, "Link")) == 4


def test_decoration_is_no_figure_and_a_chart_is_one_with_its_title(setting: Setter) -> None:
    ornament = '<svg role="presentation" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9"/></svg>'
    done = setting(f'{CHART}{ornament}<img src="{DOT}" alt=""><img src="{DOT}" alt="Red dot">')
    assert done.diagnostics == ()
    with opened(done) as pdf:
        assert [str(figure.Alt) for figure in elements(pdf, "Figure")] == ["Published counts run from 58 to 64", "Red dot"]


def test_pictures_are_not_smoothed_without_a_style_of_their_own(setting: Setter) -> None:
    done = setting(f'<img src="{DOT}" alt="x">')
    assert_valid_pdf(done.pdf)
    with opened(done) as pdf:
        images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
        assert not any(image.get("/Interpolate", False) for image in images)


def test_no_font_but_our_own_is_in_a_document_and_all_are_embedded(setting: Setter) -> None:
    done = setting("<p>a <code>b</code> <span style='font-family:Helvetica,sans-serif'>c</span> <em><strong>d</strong></em>")
    assert done.diagnostics == ()
    with opened(done) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"]
        assert fonts
        for font in fonts:
            assert "+Brief-" in str(font.FontName)
            assert "/FontFile2" in font


@needs_arabic
def test_arabic_is_set_beside_latin_and_can_be_copied(setting: Setter) -> None:
    done = setting('<p>Signed by <bdi lang="ar" dir="rtl">الاتحاد نستطيع محمّد</bdi>, and more <b>text</b>')
    assert done.diagnostics == ()
    assert_valid_pdf(done.pdf)
    text = text_of(done).replace("\u034f", "")
    assert "نستطيع" in text  # lam-alef is one glyph for two letters, which PDFium turns round: not checked
    assert "Signed by" in text


@needs_arabic
def test_without_the_arabic_faces_each_letter_that_would_be_a_box_is_told(made_faces: tuple[Face, ...]) -> None:
    latin = tuple(face for face in made_faces if face.unicode_range.startswith("U+20-"))
    done = typeset(document("<h1>x</h1><p>اب"), latin, ())
    assert {item.code for item in done.diagnostics} == {"BG503"}
    assert any("fontpkg-ibm-plex-sans-arabic" in item.hint for item in done.diagnostics)


@pytest.mark.parametrize("change", ["title", "marking", "publisher"])
def test_no_text_can_break_out_of_the_metadata(made_faces: tuple[Face, ...], change: str) -> None:
    page: Page = replace(document("<h1>x</h1>"), **{change: "</rdf:li>]]>&amp;<x> \"é'"})  # type: ignore[arg-type]
    assert_valid_pdf(typeset(page, made_faces, ()).pdf)
