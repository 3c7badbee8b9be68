"""Words from the right within a drawing are set as words: joined, in their order, and beginning at their place."""

from __future__ import annotations

from contextlib import nullcontext

import pypdfium2
import pytest

from briefgen.typeset import document as stage
from tests.typeset.conftest import Setter

WORDS = "تعهد المستثمرين"
DRAWING = f"""<svg viewBox="0 0 320 40" role="img" style="width:80mm"><title>Words</title>
<text x="320" y="20" direction="rtl" font-family="Brief Sans" font-size="12">{WORDS}</text>
<text x="0" y="36" font-family="Brief Sans" font-size="12">Brussels Times</text></svg>"""


def printed(setting: Setter) -> str:
    pdf = pypdfium2.PdfDocument(setting(DRAWING).pdf)
    return str(pdf[0].get_textpage().get_text_range())


def test_they_read_as_they_were_written(setting: Setter) -> None:
    assert WORDS in printed(setting)
    assert "Brussels Times" in printed(setting), "other scripts stay as they are"


def test_they_begin_at_the_right(setting: Setter) -> None:
    page = pypdfium2.PdfDocument(setting(DRAWING).pdf)[0]
    text = page.get_textpage()
    found = text.search(WORDS).get_next()
    assert found
    first, last = (text.get_charbox(found[0] + place) for place in (0, len(WORDS) - 1))
    assert first[0] > last[0]
    latin = text.search("Brussels").get_next()
    assert latin
    assert last[0] > text.get_charbox(latin[0])[2], "nothing has left the drawing at its left"


def test_weasyprint_alone_still_sets_them_letter_by_letter(setting: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "words_in_one_piece", nullcontext)
    assert WORDS not in printed(setting), "the fault is gone: take briefgen/typeset/drawn_words.py away"


def test_weasyprint_is_as_it_was_after_a_document(setting: Setter) -> None:
    from weasyprint import svg
    from weasyprint.svg.text import text

    setting(DRAWING)
    assert svg.text is text
    assert svg.TAGS["text"] is text
