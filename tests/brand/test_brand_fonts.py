"""A brand's fonts: a file of the project or an installed package, by its family's name, in every output."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from briefgen.fonts import check_fonts, faces, faces_for
from briefgen.fonts.opened import opened
from briefgen.model.brand import Brand, FontFile, Typeface
from briefgen.model.diagnostic import Problems, Severity
from tests.brand.branding import branded, edited, font, postscript
from tests.pdf_checks import assert_valid_pdf
from tests.shipped import build, lend_fonts

REGULAR, BOLD = font(), font(weight=700)
VARIABLE, ITALIC = font("public-sans"), font("public-sans", style="italic")


def house(*contents: bytes, weight: int = 0, **fields: object) -> Brand:
    """A brand of one family, from the contents of its font files."""
    files = tuple(FontFile(name=f"{number}.ttf", content=content, **fields) for number, content in enumerate(contents))  # type: ignore[arg-type]
    face = Typeface(family="House Sans", files=files, weight=weight)
    return Brand(text=face, labels=face, headings=face)


def made(folder: Path, brand: Brand) -> dict[tuple[str, int, str], str]:
    """Make the Latin faces of a brand; give for each the weight of the font that it was cut from."""
    return {
        (face.family, face.weight, face.style): str(TTFont(BytesIO(face.ttf))["OS/2"].usWeightClass)
        for face in faces(folder, (), brand)
        if "U+41" in face.unicode_range or "U+20-7E" in face.unicode_range
    }


def test_static_files_are_chosen_by_their_own_weights(tmp_path: Path) -> None:
    found = made(tmp_path, house(BOLD, REGULAR))
    assert found == {
        ("House Sans", 400, "normal"): "400",
        ("House Sans", 600, "normal"): "700",
        ("House Sans Headings", 600, "normal"): "700",
    }


def test_a_variable_font_is_cut_at_the_weights_that_are_wanted(tmp_path: Path) -> None:
    face = Typeface(family="House Sans", files=(FontFile(name="a", content=VARIABLE), FontFile(name="b", content=ITALIC)))
    heavy = Typeface(family="House Sans", files=face.files, weight=800)
    cuts = faces(tmp_path, (), Brand(text=face, labels=face, headings=heavy))
    names = {(item.family, item.weight, item.style) for item in cuts}
    assert {("House Sans", 400, "italic"), ("House Sans", 600, "normal"), ("House Sans Headings", 600, "normal")} <= names
    text, headings = (
        next(i for i in cuts if (i.family, i.weight) == (name, 600)) for name in ("House Sans", "House Sans Headings")
    )
    assert "fvar" not in TTFont(BytesIO(headings.ttf))
    widths = [TTFont(BytesIO(item.ttf))["hmtx"]["n"][0] for item in (text, headings)]
    assert widths[0] < widths[1], "heavier letters are wider"


def test_the_stock_s_faces_are_not_made_where_the_brand_has_its_own(tmp_path: Path) -> None:
    assert {face.family for face in faces(tmp_path, (), house(REGULAR, BOLD))} == {"House Sans", "House Sans Headings"}
    only_headings = Brand(headings=house(BOLD).headings)
    assert {face.family for face in faces(tmp_path, (), only_headings)} == {"Brief Serif", "Brief Sans", "House Sans Headings"}


def test_scripts_that_a_brand_s_font_lacks_come_from_the_stock_and_those_it_has_from_itself(tmp_path: Path) -> None:
    arabic = [face for face in faces(tmp_path, ("arabic",), house(VARIABLE)) if "U+60C" in face.unicode_range]
    assert {face.family for face in arabic} == {"House Sans", "House Sans Headings"}
    own = faces(tmp_path, ("arabic",), house(REGULAR, BOLD))
    weights = {TTFont(BytesIO(face.ttf))["OS/2"].usWeightClass for face in own if "U+60C" in face.unicode_range}
    assert weights == {400, 700}, "cut from the two files of the brand"
    assert not [face for face in faces_for(own, "only Latin") if "U+60C" in face.unicode_range]


@pytest.mark.parametrize("flavor", ["woff", "woff2"])
def test_web_fonts_are_unpacked(flavor: str, tmp_path: Path) -> None:
    packed = edited(REGULAR, flavor)
    assert opened(packed).sfnt[:4] == b"\x00\x01\x00\x00"
    assert ("House Sans", 400, "normal") in made(tmp_path, house(packed))


def test_a_family_is_found_among_the_installed_packages_by_its_name(tmp_path: Path) -> None:
    brand = Brand(text=Typeface(family="IBM Plex Sans Arabic"))
    assert ("IBM Plex Sans Arabic", 400, "normal") in made(tmp_path, brand)


def test_what_a_family_lacks_is_a_note() -> None:
    found = check_fonts(house(REGULAR))
    assert {(item.code, item.severity) for item in found} == {("BG147", Severity.NOTE)}
    assert [item.message.split("; ")[0].split(" has ")[1] for item in found] == ["no italic", "no bold"]
    assert check_fonts(house(VARIABLE, ITALIC)) == ()
    assert check_fonts(Brand()) == ()


def test_a_stated_weight_or_style_is_believed() -> None:
    files = (
        FontFile(name="a", content=REGULAR),
        FontFile(name="b", content=REGULAR, weight=700),
        FontFile(name="c", content=REGULAR, style="italic"),
    )
    assert check_fonts(Brand(text=Typeface(family="House Sans", files=files))) == ()


@pytest.mark.parametrize(
    ("bits", "severity", "says"),
    [
        (0x2, Severity.ERROR, "may not be embedded"),
        (0x4, Severity.WARNING, "preview and print"),
        (0x8, None, ""),
        (0x100, Severity.ERROR, "in part"),
        (0x208, Severity.ERROR, "bitmaps"),
        (0x6, Severity.WARNING, "preview and print"),
    ],
)
def test_the_bits_that_limit_embedding_are_told(bits: int, severity: Severity | None, says: str) -> None:
    brand = house(edited(REGULAR, fsType=bits), BOLD)
    found = [item for item in check_fonts(brand) if item.code == "BG146"]
    assert [item.severity for item in found] == ([severity] if severity else [])
    assert all(says in item.message for item in found)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"ttcf" + REGULAR[4:], REGULAR[:2000], b"wOF2" + b"\0" * 80, REGULAR[:12] + b"\xff" * 400]
)
def test_a_damaged_font_is_told_and_stops_a_build_without_a_traceback(content: bytes, tmp_path: Path) -> None:
    brand = house(content)
    assert "BG145" in {item.code for item in check_fonts(brand)}
    with pytest.raises(Problems, match="BG145"):
        faces(tmp_path, (), brand)


def test_a_font_file_is_embedded_by_its_name_in_html_and_pdf(tmp_path: Path, font_cache: Path) -> None:
    brand = "typography:\n  fonts:\n    - family: House Sans\n      files: [fonts/a.ttf, fonts/b.woff2]\n  base: House Sans\n"
    project = branded(tmp_path / "p", brand, {"fonts/a.ttf": REGULAR, "fonts/b.woff2": edited(BOLD, "woff2")})
    lend_fonts(font_cache, project)
    shipped = build(project, tmp_path / "out", "--audience", "public")
    assert shipped.run.returncode == 0, shipped.run.stderr
    document = shipped.document("public")
    sources = re.findall(r'font-family:"(House Sans[^"]*)"[^}]*base64,([\w+/=]+)', document.html)
    assert {name for name, _ in sources} == {"House Sans", "House Sans Headings"}
    assert all(b64decode(content).startswith(b"wOF2") for _, content in sources)
    assert '--serif: "House Sans", ' in document.html
    assert "Brief S" not in document.html.split("--leading")[0].split("/*")[0]
    pdf = document.path(".pdf").read_bytes()
    assert_valid_pdf(pdf)
    assert fonts_of(pdf) <= {"House-Sans", "House-Sans-Semi-Bold", "House-Sans-Headings-Semi-Bold"}
    assert "House-Sans" in fonts_of(pdf)
    assert set(shipped.manifest["inputs"]) >= {"_brand.yml", "fonts/a.ttf", "fonts/b.woff2"}


def test_an_opentype_font_with_postscript_outlines_is_embedded(tmp_path: Path) -> None:
    brand = "typography:\n  fonts:\n    - {family: House Cut, files: [cut.otf]}\n  base: House Cut\n"
    project = branded(tmp_path / "p", brand, {"cut.otf": postscript()})
    shipped = build(project, tmp_path / "out", "--audience", "public")
    assert shipped.run.returncode in (0, 1), shipped.run.stderr
    pdf = shipped.document("public").path(".pdf").read_bytes()
    assert_valid_pdf(pdf)
    assert "House-Cut" in fonts_of(pdf)


def fonts_of(pdf: bytes) -> set[str]:
    """Give the names of the fonts that a PDF embeds, without the tag of their subset."""
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert all({"/FontFile2", "/FontFile3"} & set(item.keys()) for item in fonts)
        return {str(item.FontName).lstrip("/").partition("+")[2] for item in fonts}
