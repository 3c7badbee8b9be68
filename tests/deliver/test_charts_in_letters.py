"""Charts in letters: a picture in the HTML, its words in the plain text, and nothing that the readers may not see."""

from __future__ import annotations

import re
import shutil
import struct
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from briefgen.charts import png
from briefgen.charts.raster import small
from briefgen.fonts import faces
from briefgen.model.brand import Brand, FontFile, Typeface
from briefgen.model.chart import Chart, Placed
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Fact
from briefgen.model.settings import Selection
from tests.brand.branding import font
from tests.builders import make_fact
from tests.deliver.conftest import AS_AT, AUDIENCES, LetterMaker, body, codes, parsed, plan_of
from tests.deliver.test_plan_files import changed_manifest, forget, opened, refused, write
from tests.projects import FACTS

PLACE = Place("data/charts.yaml", 7)
HERE = {"readers": "mail_figures"}
CHARTS = """\
money:
  title: "France leads by far"
  type: bars
  measure: "Sums in R&D"
  facts: {types: [figure]}
  labels: {money: "France & partners"}
  sections: {minister: mail_figures}
"""


def declared(name: str = "sums", **fields: Any) -> Placed:
    usual = {"title": "The sums overlap", "type": "bars", "facts": Selection(ids=("money",)), "sections": HERE}
    return Placed(name, Chart(**(usual | fields)), PLACE)


def charts(*placed: Placed) -> dict[str, Placed]:
    return {item.id: item for item in placed}


def test_the_first_chart_that_is_declared_stands_in_both_forms(letter: LetterMaker) -> None:
    other = declared("other", title="Another one")
    made = letter(charts=charts(declared(measure="Sums of R&D", labels={"money": "R&D"}), other))
    (picture,) = made.pictures
    (image,) = re.findall("<img[^>]*>", made.html)
    assert f'src="cid:{picture.cid}"' in image
    assert 'alt="Bar chart. The sums overlap. R&amp;D: €109 billion."' in image
    assert re.search(r'height="\d+"', image)
    assert 'width="400"' in image
    assert "The sums overlap\nSums of R&D\n\n- R&D: €109 billion\n\nSource: Overview of the summit.\n" in made.text
    assert "<svg" not in made.html
    assert "Another one" not in made.html + made.text


def test_every_number_in_a_picture_is_in_the_ledger_of_the_letter(letter: LetterMaker) -> None:
    made = letter(charts=charts(declared()), text="Nothing.", audience={"sections": {}})
    assert not made.pictures, "the section in which it would stand is not there"
    made = letter(charts=charts(declared()))
    assert [entry.printed for entry in made.pages[0].ledger.entries if entry.where == "drawing"] == ["€109 billion"] * 2
    assert "€109 billion</text>" in made.pages[0].html


def test_an_editor_may_put_a_chart_into_the_words_and_no_second_one_follows(letter: LetterMaker) -> None:
    other = declared("other", title="Another one")
    made = letter(charts=charts(declared(), other), text='Look:\n\n{{ chart("other") }}\n\nThat is all.')
    assert len(made.pictures) == 1
    figure = "Another one\n\n- France announced of investment: €109 billion\n\nSource: Overview of the summit."
    assert f"Look:\n\n{figure}\n\nThat is all." in made.text
    assert "The sums overlap" not in made.html + made.text


def test_a_chart_that_cannot_be_shown_gives_way_to_the_next(letter: LetterMaker) -> None:
    nothing = declared("nothing", title="Nothing at all", facts=Selection(ids=("gone",)), sections={"readers": "mail"})
    words = declared("words", title="No numbers", facts=Selection(types=("event",)))
    made = letter(charts=charts(nothing, words, declared()))
    assert "The sums overlap" in made.text
    assert len(made.pictures) == 1


def test_many_values_stand_in_the_picture_alone_and_that_is_no_difference(letter: LetterMaker) -> None:
    many: list[Fact] = [make_fact(f"sum-{number}", entity="") for number in range(9)]
    made = letter(*many, charts=charts(declared(facts=Selection())))
    assert "- " not in made.text.partition("The sums overlap")[2]
    drawn = {entry.fact for entry in made.pages[0].ledger.entries if entry.where == "drawing"}
    assert drawn == {fact.id for fact in many}


def test_a_fact_that_readers_may_not_see_stands_in_no_picture(letter: LetterMaker) -> None:
    secret = make_fact("secret", marking="TLP:RED", entity="")
    made = letter(make_fact(), secret, charts=charts(declared(facts=Selection(), labels={"secret": "The hidden one"})))
    assert made.pictures
    assert not any("hidden" in text for text in (made.html, made.text, made.pages[0].html, made.pictures[0].png.decode()))
    alone = letter(make_fact(), secret, charts=charts(declared(facts=Selection(ids=("secret",)))))
    assert not alone.pictures
    assert "The sums overlap" not in alone.html + alone.text


HIDDEN = (
    "- id: hidden-sum\n  type: figure\n  topic: investment\n  statement: It costs {value} of secret money\n"
    "  value: 98765432\n  unit: EUR\n  marking: TLP:RED\n  sources: [{source: overview}]\n"
)


@pytest.mark.parametrize("where", ["labels: {money: 98765432 euros}", 'title: "It costs 98765432 euros"'])
def test_the_words_of_a_picture_are_proven_and_looked_through_for_typed_figures(project: Path, where: str) -> None:
    forget(project)
    write(project, "data/facts/first.yaml", FACTS + HIDDEN)
    leaking = re.sub(f"{where.partition(':')[0]}: .*", where, CHARTS)
    assert leaking != CHARTS
    write(project, "data/charts.yaml", CHARTS)
    assert plan_of(project).path is not None
    write(project, "data/charts.yaml", leaking)
    outcome = plan_of(project)
    assert outcome.path is None
    assert {"BG304", "BG210"} <= set(codes(outcome))


def test_words_that_stand_in_the_pixels_alone_are_proven(project: Path) -> None:
    money = FACTS.partition("- id: opening")[0]
    many = "".join(money.replace("id: money", f"id: sum-{number}") for number in range(9))
    forget(project)
    write(project, "data/facts/first.yaml", FACTS + many + HIDDEN)
    words = re.sub("labels: .*", 'labels: {sum-3: 98765432 euros}\n  alt: "Nine equal sums"', CHARTS)
    write(project, "data/charts.yaml", words)
    assert "BG304" in refused(project)


def test_a_fact_under_a_longer_embargo_in_a_picture_alone_refuses_the_plan(project: Path) -> None:
    later = FACTS.partition("- id: opening")[0].replace("id: money", "id: later").replace("France", "Norway")
    forget(project)
    write(project, "data/facts/first.yaml", FACTS + later + "  embargo_until: 2025-03-09T00:00Z\n")
    write(project, "data/charts.yaml", CHARTS)
    audiences = AUDIENCES + "  sections: {mail_figures: {facts: {ids: [money]}}}\n"
    write(project, "data/audiences.yaml", audiences)
    assert plan_of(project).path is not None, "before the day it stands in no picture"
    changed_manifest(project, embargo_until=(AS_AT + timedelta(days=1)).isoformat())
    write(project, "data/audiences.yaml", audiences + "  prerelease: recipients/early.csv\n")
    write(project, "data/recipients/early.csv", "email,reason\nada@example.org,x\nmina@example.org,y\n")
    assert "BG614" in codes(plan_of(project))


def test_the_same_chart_gives_the_same_plan_also_with_another_cache(project: Path) -> None:
    forget(project)
    write(project, "data/charts.yaml", CHARTS)
    first = plan_of(project).path
    assert first is not None
    shutil.rmtree(project / ".briefgen" / "cache" / "faces")
    shutil.rmtree(project / ".briefgen" / "cache" / "charts")
    assert plan_of(project).path == first


def test_a_planned_picture_is_a_png_of_twice_its_pixels_and_few_bytes(project: Path) -> None:
    forget(project)
    write(project, "data/charts.yaml", CHARTS)
    message = parsed(opened(project).content(1))
    (image,) = (part for part in message.walk() if part.get_content_type() == "image/png")
    content = image.get_content()
    assert content.startswith(b"\x89PNG")
    across, down = struct.unpack(">II", content[16:24])
    assert across == 800
    assert len(content) < 30_000
    html = body(message, "html")
    assert f'height="{round(down / 2)}"' in html or f'height="{down // 2}"' in html
    assert "France &amp; partners: €109 billion" in html
    assert "- France & partners: €109 billion" in body(message, "plain")


def test_a_png_of_few_colours_is_written_with_a_palette_and_the_same_pixels() -> None:
    whole = Image.new("RGBA", (30, 20), "#ffffff")
    for place in range(20):
        whole.putpixel((place, place), (place, 2 * place, 250 - place, 255))
    written = BytesIO()
    whole.save(written, "PNG")
    made = small(written.getvalue())
    read = Image.open(BytesIO(made))
    assert read.mode == "P"
    assert read.convert("RGB").tobytes() == whole.convert("RGB").tobytes()
    many = Image.linear_gradient("L").convert("RGB")
    for place in range(256):
        many.putpixel((place, 0), (place, 7, 9))
    written = BytesIO()
    many.save(written, "PNG")
    assert small(written.getvalue()) == written.getvalue()


def test_the_faces_are_ours_also_where_the_machine_has_a_font_of_that_name(tmp_path: Path) -> None:
    """The brand's family has the name of a font that is installed, and other letters."""

    def drawn(name: str) -> bytes:
        face = Typeface(family=name, files=(FontFile(name="a", content=font()), FontFile(name="b", content=font(weight=700))))
        own = faces(tmp_path / "cache", (), Brand(labels=face))
        words = f'<text x="0" y="20" font-family="{name}" font-size="12">Words</text>'
        return png(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 40">{words}</svg>', 640, own, tmp_path)

    assert drawn("DejaVu Sans") == drawn("House Sans Face")


def pixels(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def test_a_line_of_two_scripts_is_set_in_our_faces_and_from_the_right_where_it_begins_there(
    tmp_path: Path, font_cache: Path
) -> None:
    own = faces(font_cache)

    def drawn(words: str, x: int = 0, anchor: str = "start") -> Image.Image:
        text = f'<text x="{x}" y="20" text-anchor="{anchor}" font-family="Brief Sans" font-size="12">{words}</text>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 40">{text}</svg>'
        return pixels(png(svg, 640, own, tmp_path))

    def differ(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int]) -> int:
        """Give the greatest difference of two pixels: a hair's breadth changes the edges of letters by a few steps of 255."""
        return max(high for _, high in ImageChops.difference(one.crop(box), other.crop(box)).getextrema())

    assert differ(drawn("Rq109 مليار"), drawn("Rq109"), (0, 0, 70, 80)) < 40
    assert differ(drawn("109 مليار", 320, "end"), drawn("109", 320, "end"), (606, 0, 640, 80)) < 40
