"""Lines break where they are full, also before an inline element that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pypdfium2
import pytest

from briefgen.typeset import document as stage
from tests.typeset.conftest import Setter

SENTENCE = "Fund reskilling for lower-skilled workers in the spring budget, where present efforts are uneven."
WIDTHS = range(40, 180, 3)
FOLLOWED_BY = {
    "a note": " <small>— Labour and Education</small>",
    "a value": ' <data value="1">EUR 109 billion</data> and more words follow here',
    "what does not wrap": ' <span style="white-space:nowrap">— Labour and Education</span>',
    "a box": ' <span style="display:inline-block">— Labour and Education</span>',
    "a space that does not break": "&nbsp;<small>— Labour and Education</small>",
}


def lonely_words(setting: Setter, follower: str, extra: str = "") -> list[str]:
    """Give the first words that stand alone on their line although the next would have fitted."""
    blocks = "".join(f'<p style="width:{width}mm">{SENTENCE}{FOLLOWED_BY[follower]}</p>' for width in WIDTHS)
    pdf = pypdfium2.PdfDocument(setting(blocks, "small{font:8pt 'Brief Sans'} p{hyphens:manual} @page{size:A3}" + extra).pdf)
    try:
        lines = [line.strip() for page in pdf for line in page.get_textpage().get_text_range().splitlines()]
    finally:
        pdf.close()
    words = set(SENTENCE.split()[:-1])
    return [line for line, after in pairwise(lines) if line in words and len(after) > 2 * len(line)]


@contextmanager
def _as_weasyprint_does_it() -> Iterator[None]:
    yield


@pytest.mark.parametrize("follower", FOLLOWED_BY)
@pytest.mark.parametrize("extra", ["", "p{text-align:justify}", "p{hyphens:auto}"])
def test_no_line_breaks_after_its_first_word(setting: Setter, follower: str, extra: str) -> None:
    assert lonely_words(setting, follower, extra) == []


@pytest.mark.parametrize("follower", FOLLOWED_BY)
def test_weasyprint_alone_still_breaks_such_lines(setting: Setter, follower: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "hanging_spaces", _as_weasyprint_does_it)
    assert lonely_words(setting, follower), "the fault is gone: take briefgen/typeset/linebreaks.py away"


def test_weasyprint_is_as_it_was_after_a_document(setting: Setter) -> None:
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    setting("<p>x")
    assert inline.split_first_line is line_break.split_first_line
