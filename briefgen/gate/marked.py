"""Whether each page of a document carries its marking, and its embargo where there is one (domain: markings).

Traffic Light Protocol 2.0 (FIRST, 2022): labels stand in the head and foot of each page, right-justified, in 12 points or
more, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefgen.gate.paper import Line, Paper, Sheet
from briefgen.gate.reading import Reading
from briefgen.gate.screen import hidden_on_screen
from briefgen.gate.spelling import letters
from briefgen.model.briefing import Page
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.marking import TLP, Scheme

_EDGE = 0.15  # of a page's height: what is its head, and what its foot
_LEAST = 12 - 0.01  # points; a PDF's numbers are rounded
_RIGHT = 0.8  # of a page's width: where what is set to the right ends
_STYLE = Place("templates/styles/print.css")
_BASE = Place("templates/base.html.j2")


def unmarked_pages(page: Page, reading: Reading, paper: Paper | None, scheme: Scheme) -> tuple[Diagnostic, ...]:
    """Find where a document's marking does not stand as it must (BG302): on its pages, or in its HTML at all."""
    label = _label(page.marking, scheme)
    found: list[Diagnostic] = []
    if not _is_shown(reading, lambda text: label.search(text) is not None):
        found.append(
            Diagnostic("BG302", f"the HTML does not show the marking {page.marking}", _BASE, "print {{ marking }} in it")
        )
    for name, lines_of in (("head", _head), ("foot", _foot)) if paper else ():
        told: dict[str, list[int]] = {}
        for number, sheet in enumerate(paper.pages if paper else (), start=1):
            fault = _fault([line for line in lines_of(sheet) if label.search(line.text)], sheet, page.marking, scheme)
            if fault:
                told.setdefault(fault, []).append(number)
        found += [
            Diagnostic("BG302", f"the marking {page.marking} {fault} in the {name} of {_pages(numbers)}", _STYLE)
            for fault, numbers in told.items()
        ]
    return tuple(found)


def pages_without_embargo(page: Page, reading: Reading, paper: Paper | None) -> tuple[Diagnostic, ...]:
    """Find where a document under embargo does not say so (BG303): at the head of a page, or in its HTML at all."""
    line = letters(page.embargo)
    if not line:
        return ()
    found: list[Diagnostic] = []
    if not _is_shown(reading, lambda text: line in letters(text)):
        found.append(Diagnostic("BG303", f"the HTML does not show “{page.embargo}”", _BASE, "print {{ embargo_line }} in it"))
    sheets = paper.pages if paper else ()
    silent = [number for number, sheet in enumerate(sheets, start=1) if line not in letters(_text(_head(sheet)))]
    if silent:
        found.append(Diagnostic("BG303", f"“{page.embargo}” is missing in the head of {_pages(silent)}", _STYLE))
    return tuple(found)


def _label(marking: str, scheme: Scheme) -> re.Pattern[str]:
    """Make what finds a label letter for letter, where it is not part of another one of its scheme."""
    longer = [label for label in scheme.labels if marking in label and label != marking]
    before = "".join(rf"(?<!{re.escape(label.partition(marking)[0])})" for label in longer if not label.startswith(marking))
    after = "".join(rf"(?!{re.escape(label.partition(marking)[2])})" for label in longer if not label.endswith(marking))
    return re.compile(rf"(?<![\w:]){before}{re.escape(marking)}{after}(?!\w)")


def _is_shown(reading: Reading, holds: Callable[[str], bool]) -> bool:
    """Tell whether a page's words hold something where a screen shows it."""
    shown = sum(holds(block.text) for block in reading.blocks)
    return shown > 0 and shown > sum(holds(" ".join(element.itertext())) for element in hidden_on_screen(reading.tree))


def _head(sheet: Sheet) -> tuple[Line, ...]:
    return tuple(line for line in sheet.lines if (line.top + line.bottom) / 2 < sheet.height * _EDGE)


def _foot(sheet: Sheet) -> tuple[Line, ...]:
    return tuple(line for line in sheet.lines if (line.top + line.bottom) / 2 > sheet.height * (1 - _EDGE))


def _text(lines: Iterable[Line]) -> str:
    return " ".join(line.text for line in lines)


def _fault(lines: Sequence[Line], sheet: Sheet, marking: str, scheme: Scheme) -> str:
    """Say what is wrong with a label at an edge of a page, or nothing."""
    if not lines:
        return "is missing"
    if scheme.id != TLP.id:
        return ""
    right = [line for line in lines if line.text.endswith(marking) and line.right > sheet.width * _RIGHT]
    if not right:
        return "is not right-justified"
    return "" if any(line.size >= _LEAST for line in right) else "is smaller than 12 points"


def _pages(numbers: Sequence[int]) -> str:
    """Write page numbers: "page 2", "pages 1 to 4, 6"."""
    return f"page{'s' if len(numbers) > 1 else ''} " + ", ".join(_runs(numbers))


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    first = last = numbers[0]
    for number in (*numbers[1:], None):
        if number is not None and number == last + 1:
            last = number
            continue
        yield f"{first} to {last}" if last > first else str(first)
        if number is not None:
            first = last = number
