"""Columns are balanced in few steps, and to the same heights; lines that are split again are split as before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

from briefgen.model.briefing import Typeset
from briefgen.typeset import document as stage
from tests.typeset.conftest import Setter

NOTE = "Overview of the summit, an account of what was said and signed on two days in February, and by whom it was not."
STYLE = "ul{columns:2; font:9pt 'Brief Sans'} li{margin:0 0 4pt; text-align:justify; hyphens:auto}"
WHOLE = f"{STYLE} li{{break-inside:avoid}}"


def notes(*lengths: int) -> str:
    items = (
        f"<li id='n{number}'>{' '.join([NOTE] * 4)[:length]}, p. <b>{number}</b></li>" for number, length in enumerate(lengths)
    )
    return f"<ul>{''.join(items)}</ul><p id='end'>What follows.</p>"


BODIES = {
    "some": notes(110, 320, 80, 250, 400),
    "many": notes(*(40 + 37 * number % 300 for number in range(40))),
    "one": notes(200),
    "over pages": notes(*(60 + 53 * number % 350 for number in range(160))),
    "a float": notes(90, 300, 210).replace("<li id='n1'", "<li style='float:left; width:20mm' id='n1'"),
}


def blocks_laid_out(monkeypatch: pytest.MonkeyPatch, work: Callable[[], Typeset]) -> int:
    """Count how many blocks WeasyPrint lays out."""
    from weasyprint.layout import block

    count, original = 0, block.block_container_layout

    def counted(*words: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        return original(*words, **more)

    monkeypatch.setattr(block, "block_container_layout", counted)
    work()
    monkeypatch.undo()
    return count


@pytest.mark.parametrize("style", [STYLE, WHOLE])
@pytest.mark.parametrize("body", BODIES)
def test_lines_that_are_known_make_the_same_bytes(
    setting: Setter, body: str, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = setting(BODIES[body], style)
    monkeypatch.setattr(stage, "known_lines", nullcontext)
    assert setting(BODIES[body], style).pdf == quick.pdf


@pytest.mark.parametrize("body", BODIES)
def test_columns_of_whole_items_stand_where_weasyprint_puts_them(
    setting: Setter, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = setting(BODIES[body], WHOLE)
    monkeypatch.setattr(stage, "whole_items", nullcontext)
    slow = setting(BODIES[body], WHOLE)
    assert slow.pages == quick.pages
    for name, place in slow.positions.items():
        there = quick.positions[name]
        assert (there.page, there.x) == (place.page, place.x), name
        assert abs(there.y - place.y) < 1, name  # WeasyPrint goes on by pixels of 0.75 points


def test_columns_of_whole_items_are_balanced_in_few_steps(setting: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    body = notes(400, 330, 390, 350, 380)
    few = blocks_laid_out(monkeypatch, lambda: setting(body, WHOLE))
    monkeypatch.setattr(stage, "whole_items", nullcontext)
    many = blocks_laid_out(pytest.MonkeyPatch(), lambda: setting(body, WHOLE))
    assert few * 3 < many, "WeasyPrint does it by itself: take briefgen/typeset/columns.py away"


def test_texts_of_the_same_words_and_other_styles_are_split_apart(setting: Setter) -> None:
    text = f"<div style='width:60mm'><p>{NOTE}</p><p id='big' style='font-size:18pt'>{NOTE}</p><p id='end'>{NOTE}</p></div>"
    made = setting(text)
    assert made.positions["end"].y - made.positions["big"].y > 100


def test_weasyprint_s_blocks_are_as_they_were_after_a_document(setting: Setter) -> None:
    from weasyprint.layout import block

    before = block.block_box_layout
    setting(BODIES["one"], WHOLE)
    assert block.block_box_layout is before
