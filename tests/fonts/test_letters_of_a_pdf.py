"""Arabic faces for PDF: a glyph for each letter and no wide gap within a word, so that copied text reads as it was written."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from briefgen.fonts import faces
from briefgen.fonts.pairs import ordered
from briefgen.model.briefing import Face

WORDS = ("إلى", "لا", "حتى", "الاصطناعي", "العاملين", "الأوروبية")


@pytest.fixture(scope="module")
def arabic(font_cache: Path) -> Face:
    return next(face for face in faces(font_cache, scripts=("arabic",)) if "U+61" in face.unicode_range)


def shaped(font: bytes, word: str) -> list[tuple[int, int, int]]:
    """Set a word: for each glyph the letter that it begins with, its width and its place, in font units."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(font)), buffer)
    placed = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.cluster, place.x_advance, place.x_offset) for info, place in placed]


def woff_as_ttf(face: Face) -> bytes:
    font = TTFont(BytesIO(face.woff2))
    font.flavor = None
    output = BytesIO()
    font.save(output)
    return output.getvalue()


@pytest.mark.parametrize("word", WORDS)
def test_each_letter_has_a_glyph_of_its_own(arabic: Face, word: str) -> None:
    assert {cluster for cluster, _, _ in shaped(arabic.ttf, word)} == set(range(len(word)))


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_as_wide_as_it_is_on_a_screen(arabic: Face, word: str) -> None:
    on_paper, on_screen = shaped(arabic.ttf, word), shaped(woff_as_ttf(arabic), word)
    assert sum(width for _, width, _ in on_paper) == sum(width for _, width, _ in on_screen)
    assert len(on_paper) >= len(on_screen)


def test_letters_with_a_vowel_sign_stay_joined_so_that_it_finds_its_place(arabic: Face) -> None:
    assert shaped(arabic.ttf, "لاً") == shaped(woff_as_ttf(arabic), "لاً")


@pytest.mark.parametrize("word", ["باريس", "الوزير", "أكثر", "المستثمرين", "تاريخ"])
def test_no_gap_within_a_word_is_as_wide_as_a_space(arabic: Face, word: str) -> None:
    unit = TTFont(BytesIO(arabic.ttf))["head"].unitsPerEm
    assert all(abs(place) < unit / 10 for _, _, place in shaped(arabic.ttf, word))
    assert any(abs(place) >= unit / 12 for _, _, place in shaped(arabic.ttf, word)), "letters still keep apart"


def test_a_font_with_other_outlines_is_left_as_it_is() -> None:
    font = TTFont()
    ordered(font)
    assert font.keys() == TTFont().keys()
