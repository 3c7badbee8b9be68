"""Naked numbers: figures in the words of a finished page that no record gave (domain, evidence rule 1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefgen.gate.reading import HEADINGS, Block, Reading
from briefgen.gate.spans import Span
from briefgen.gate.styled import styled_figures
from briefgen.language.numbers import Number, numbers
from briefgen.model.briefing import Page, Prose
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.layers import place_name

_NUMBERED = ("li", "dt", *HEADINGS)
_CAPTIONS = ("caption", "figcaption", *HEADINGS)
# "1.", "2)", "1.2 " and, before a caption's words, "Figure 3:".
_NUMBERING = re.compile(r"(?:\d{1,2}[.)]|[①-⒛⓪-⓿❶-➓㉈-㉟㊱-㊿🄀-🄌]|\d{1,2}(?:\.\d{1,2})+\.?|\(\d{1,2}\))(?=\s|$)")
_LABEL = re.compile(
    r"(?:figure|table|chart|map|box|annex|part|chapter|section|graphique|tableau|carte|encadré|annexe|partie|chapitre"
    r"|الشكل|شكل|الجدول|جدول)[ \u00a0]\d{1,2}(?:\.\d{1,2})*\s?[.:–—](?=\s|$)",
    re.IGNORECASE,
)


def naked_numbers(reading: Reading, page: Page, read: Callable[[str], str]) -> tuple[Diagnostic, ...]:
    """Find the figures of a page that a template, text or style typed itself, each at its line.

    Page furniture and the numbering of items, headings and captions are none. `read` gives the text of a template or
    style by its name, to find the line of a figure in a style.
    """
    found = [
        _finding(number.text, prose.place, _where(block))
        for block in reading.own
        for number, prose in _typed(block.text, block.spans, page.prose, reading.language)
        if not _is_numbering(block, number)
    ]
    found += [
        _finding(number.text, prose.place, f"in the {aside.attribute} of <{aside.element}>")
        for aside in reading.asides
        for number, prose in _typed(aside.text, aside.spans, page.prose, reading.language)
    ]
    return tuple(dict.fromkeys((*found, *_in_styles(reading, page, read))))


def _typed(text: str, spans: tuple[Span, ...], prose: tuple[Prose, ...], language: str) -> Iterator[tuple[Number, Prose]]:
    """Give the figures of a text, in its language, of which a typed one is part."""
    typed = [span for span in spans if span.kind == "prose"]
    for number in numbers(text, language) if typed else ():
        for span in typed:
            if span.start < number.end and number.start < span.end:
                yield number, prose[span.place]
                break


def _is_numbering(block: Block, number: Number) -> bool:
    """Tell whether a figure counts an item, heading or caption and says nothing of the world."""
    if block.kind in _NUMBERED and (label := _NUMBERING.match(block.text)) and number.end <= label.end():
        return True
    label = _LABEL.match(block.text) if block.kind in _CAPTIONS else None
    return label is not None and number.end <= label.end()


def _where(block: Block) -> str:
    return f"in “{_short(block.text)}”"


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 12 else " ".join(words[:12]) + " …"


def _finding(figure: str, place: Place, where: str) -> Diagnostic:
    message = f"no record gives “{figure}” {where}"
    return Diagnostic("BG210", message, place, "print it from a fact: {{ fact('...') }}, or leave it out")


def _in_styles(reading: Reading, page: Page, read: Callable[[str], str]) -> Iterator[Diagnostic]:
    """Find the figures that styles print of their own accord, at their line in a style sheet or template."""
    for found in styled_figures(reading):
        if found.declaration:
            place = _style_line(page, found.declaration.source, read)
        else:
            place = page.prose[found.prose].place if found.prose >= 0 else Place()
        yield _finding(found.figure, place, found.where)


def _style_line(page: Page, written: str, read: Callable[[str], str]) -> Place:
    """Find the line of a style among the templates and styles that a page was made of."""
    for name in page.ledger.templates:
        if not name.startswith("data/"):
            before, found, _ = read(name).partition(written)
            if found:
                return Place(place_name(name), before.count("\n") + 1)
    return Place()
