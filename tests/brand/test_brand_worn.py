"""Every output wears the brand: the colours and the logo in HTML and PDF, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from briefgen.charts import Easel
from briefgen.charts.raster import png
from briefgen.fonts import faces
from briefgen.gate.reading import read
from briefgen.model.brand import LIGHT, Brand, FontFile, Typeface
from briefgen.model.chart import Chart, Placed
from briefgen.model.diagnostic import Place
from briefgen.model.settings import Selection
from briefgen.project import Project
from tests.brand.branding import LOGO, branded, font
from tests.builders import make_fact, rendered
from tests.pdf_checks import assert_valid_pdf
from tests.shipped import Shipped, build, lend_fonts

BRAND = """\
logo:
  medium: {light: {path: logo.svg, alt: House mark}, dark: {path: night.svg, alt: House mark}}
color: {primary: "#7a1f3d"}
"""
NIGHT = LOGO.replace("#7a1f3d", "#ffccdd")


def worn(folder: Path, fonts: Path, brand: str, files: dict[str, str | bytes]) -> Shipped:
    project = branded(folder / "p", brand, files)
    lend_fonts(fonts, project)
    shipped = build(project, folder / "out", "--strict")
    assert shipped.run.returncode == 0, shipped.run.stderr
    return shipped


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Shipped:
    """A project with colours and a logo of its own, built."""
    return worn(tmp_path_factory.mktemp("house"), font_cache, BRAND, {"logo.svg": LOGO, "night.svg": NIGHT})


def colours(pdf: bytes) -> set[tuple[int, ...]]:
    """Give the colours of the first page that fill more than a few pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=1.5).to_pil().convert("RGB")
    return {colour for count, colour in picture.getcolors(1_000_000) or () if count > 40}  # type: ignore[misc]


def test_a_colour_of_the_brand_stands_in_html_and_pdf(house: Shipped) -> None:
    document = house.document("minister")
    assert "--accent: #7a1f3d;" in document.html
    assert (0x7A, 0x1F, 0x3D) in colours(document.path(".pdf").read_bytes())
    assert (0x0B, 0x4F, 0x6C) not in colours(document.path(".pdf").read_bytes())


def test_changing_one_colour_changes_html_and_pdf(house: Shipped, tmp_path: Path, font_cache: Path) -> None:
    other = worn(tmp_path, font_cache, BRAND.replace("#7a1f3d", "#14565a"), {"logo.svg": LOGO, "night.svg": NIGHT})
    before, after = house.document("minister"), other.document("minister")
    assert "--accent: #14565a;" in after.html
    assert (0x14, 0x56, 0x5A) in colours(after.path(".pdf").read_bytes())
    assert house.manifest["inputs"]["_brand.yml"] != other.manifest["inputs"]["_brand.yml"]
    assert before.entry["digest"] == after.entry["digest"], "what the paper says is the same"


def test_the_brand_s_styles_stand_after_the_stock_s_and_hold_in_the_dark(house: Shipped) -> None:
    css = house.document("minister").html
    dark = re.findall(r"prefers-color-scheme: dark\) {\s*:root {(.*?)}", css, re.DOTALL)
    assert len(dark) == 2
    assert css.index("--accent: #0b4f6c") < css.index("--accent: #7a1f3d") < css.index(dark[1])
    assert {"paper", "ink", "soft", "rule", "accent", "tint", "focus", "heading", "link"} == set(re.findall(r"--(\w+):", dark[1]))


def test_pages_with_a_logo_are_accessible_and_archivable_and_say_what_it_shows(house: Shipped) -> None:
    pdf = house.document("minister").path(".pdf").read_bytes()
    assert_valid_pdf(pdf)
    assert [str(figure.Alt) for figure in figures(pdf)] == ["House mark"]


def test_the_logo_is_one_picture_with_a_variant_for_the_dark(house: Shipped) -> None:
    tree = read(house.document("public").html, "en").tree
    (picture,) = tree.xpath("//picture")
    assert picture.getparent().getparent().get("class") == "masthead"
    (image,) = picture.iter("img")
    (source,) = picture.iter("source")
    assert image.get("alt") == "House mark"
    assert source.get("media") == "screen and (prefers-color-scheme: dark)"
    assert image.get("src") != source.get("srcset")


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_a_png_of_any_kind_is_valid_in_a_pdf(mode: str, tmp_path: Path, font_cache: Path) -> None:
    picture = Image.new("RGBA", (60, 30), (122, 31, 61, 128)).convert(mode)
    content = BytesIO()
    picture.save(content, "PNG")
    shipped = worn(tmp_path, font_cache, "logo: {small: mark.png}\n", {"mark.png": content.getvalue()})
    pdf = shipped.document("minister").path(".pdf").read_bytes()
    assert_valid_pdf(pdf)
    assert [str(figure.Alt) for figure in figures(pdf)] == ["Example Unit"]


def test_an_svg_with_opacity_gradients_and_masks_is_valid_in_a_pdf(tmp_path: Path, font_cache: Path) -> None:
    parts = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#14565a"/><stop offset="1" stop-opacity="0.2"/>'
        "</linearGradient>"
        '<mask id="m"><rect width="80" height="40" fill="#888"/></mask></defs>'
        '<rect width="40" height="40" fill="url(#g)" opacity="0.5"/><rect x="40" width="9" height="9" mask="url(#m)"/></svg>'
    )
    shipped = worn(tmp_path, font_cache, "logo: {large: mark.svg}\n", {"mark.svg": LOGO.replace("</svg>", parts)})
    assert_valid_pdf(shipped.document("minister").path(".pdf").read_bytes())


def test_a_picture_has_the_brand_s_colours_and_letters_also_as_pixels(tmp_path: Path) -> None:
    face = Typeface(family="House Sans", files=(FontFile(name="a", content=font()), FontFile(name="b", content=font(weight=700))))
    brand = Brand(light=replace(LIGHT, accent="#7a1f3d"), labels=face)
    placed = Placed("sums", Chart(title="The sums", type="bars", facts=Selection()), Place("data/charts.yaml", 1))
    template = '<h1>{{ title }}</h1>{{ chart("sums") }}{% for f in used_facts() %}<p id="{{ f|anchor }}"></p>{% endfor %}'
    page = rendered(tmp_path, template, make_fact(), charts={"sums": placed}, draw=Easel().draw, brand=brand)
    (svg,) = re.findall("<svg.*?</svg>", page.html, re.DOTALL)
    assert 'font-family="House Sans"' in svg
    assert "Brief Sans" not in svg
    assert "#7a1f3d" in svg
    own = png(svg, 640, faces(tmp_path / "cache", (), brand), tmp_path / "own")
    assert len(list((tmp_path / "own").rglob("*.ttf"))) == 4, "regular and strong, of Latin letters and of Arabic ones"
    assert own.startswith(b"\x89PNG")


def test_sizes_and_line_height_are_the_brand_s(tmp_path: Path, font_cache: Path) -> None:
    shipped = worn(
        tmp_path, font_cache, "typography: {base: {size: 18px, line-height: 1.5}}\ncolor: {palette: {sun: gold}}\n", {}
    )
    html = shipped.document("public").html
    assert "--leading: 1.5;" in html
    assert "--brand-sun: #ffd700;" in html
    assert "font-size: 119.531%" in html


def figures(pdf: bytes) -> Iterator[pikepdf.Dictionary]:
    with pikepdf.open(BytesIO(pdf)) as document:
        yield from (item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure")


def test_documents_are_made_again_when_the_brand_or_one_of_its_files_has_changed(tmp_path: Path, font_cache: Path) -> None:
    brand = "logo: logo.svg\ntypography:\n  fonts:\n    - {family: House Sans, files: [a.ttf]}\n  headings: House Sans\n"
    project = branded(tmp_path, brand, {"logo.svg": LOGO, "a.ttf": font()})
    lend_fonts(font_cache, project)

    def remade() -> set[str]:
        report = Project.open(project).build(formats=("html",), jobs=1)
        assert report.status() == 0, report.diagnostics
        return {why for reasons in report.reasons.values() for why in reasons} if report.documents else set()

    assert remade()
    assert remade() == set()
    (project / "logo.svg").write_text(LOGO.replace("#7a1f3d", "#14565a"))
    assert remade() == {"the brand has changed"}
    (project / "a.ttf").write_bytes(font(weight=700))
    assert "font faces has changed" in remade()
    (project / "_brand.yml").write_text(brand + "color: {primary: navy}\n")
    assert remade() == {"the brand has changed"}
    (project / "_brand.yml").unlink()
    assert "the brand has changed" in remade()
