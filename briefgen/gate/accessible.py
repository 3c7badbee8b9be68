"""Markup of a finished page that software reads out: the order of headings, heads of tables, alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.gate.reading import FURNITURE, HEADINGS, Reading
from briefgen.gate.whereabouts import element_place
from briefgen.model.briefing import PROSE_END, PROSE_MARK, Briefing, Page
from briefgen.model.diagnostic import Diagnostic, printable

_MARKS = re.compile(rf"{PROSE_MARK[0]}\d+{PROSE_MARK[1]}|{PROSE_END}")
_SHOWN = 60


def unmarked(text: str | None) -> str:
    """Take the marks of typed figures out of a text or attribute."""
    return _MARKS.sub("", text or "").strip()


def check_headings(reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Hold the headings to an outline: one h1, none empty, no level left out on the way down (WCAG 2.2, 1.3.1 and 2.4.6)."""
    headings = [element for element in reading.tree.iter(*HEADINGS) if not _is_furniture(element)]
    found = []
    tops = [element for element in headings if element.tag == "h1"]
    if len(tops) != 1:
        message = f"the page has {len(tops)} headings of level 1" if tops else "the page has no heading of level 1"
        found.append((tops[-1] if tops else None, message, "give it one <h1>, its title"))
    before = 0
    for element in headings:
        level, words = int(element.tag[1]), _words(element)
        if not words:
            found.append((element, f"a heading of level {level} is empty", "give it words, or leave it out"))
        elif level > before + 1:
            above = f"one of level {before}" if before else "none"
            message = f"the heading “{words}” is of level {level} and follows {above}"
            found.append((element, message, f"make it a heading of level {before + 1}"))
        before = level
    return tuple(Diagnostic("BG250", message, element_place(at, page, briefing), hint) for at, message, hint in found)


def check_tables(reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find tables without heads that say what they are the head of, or without a name (WCAG 2.2, 1.3.1)."""
    tables = (table for table in reading.tree.iter("table") if table.get("role") not in {"presentation", "none"})
    return tuple(
        Diagnostic("BG255", message, element_place(table, page, briefing), hint)
        for table in tables
        for message, hint in _faults(table)
    )


def check_pictures(reading: Reading) -> tuple[Diagnostic, ...]:
    """Find images without an alternative text, with the very words in which typesetting finds them (WCAG 2.2, 1.1.1)."""
    findings = []
    for image in reading.tree.iter("img", "svg"):
        if _is_within_drawing(image) or _is_decoration(image) or _alternative(image):
            continue
        named = ((name, unmarked(image.get(name))) for name in ("id", "class", "src"))
        what = " ".join(f'{name}="{value[:_SHOWN]}"' for name, value in named if value)
        findings.append(Diagnostic("BG507", f"an image has no alternative text: <{image.tag} {what}".rstrip() + ">"))
    return tuple(findings)


def _faults(table: Any) -> Iterator[tuple[str, str]]:
    """Say what a table lacks, and what to do."""
    name = _named(table)
    called = f"the table “{name}”" if name else f"the table that begins “{_words(table)}”"
    heads = list(table.iter("th"))
    if not heads:
        yield f"{called} has no header cells", 'mark the heads of columns and rows: <th scope="col">, <th scope="row">'
    bare = next((cell for cell in heads if not cell.get("scope")), None)
    if bare is not None:
        message = f"a header cell of {called} does not say what it is the head of: “{_words(bare)}”"
        yield message, 'add scope="col", "row", "colgroup" or "rowgroup"'
    if not name:
        yield f"{called} has no name", "give it a <caption>, or an aria-label; in a text, write `Table: what it shows` before it"


def _named(table: Any) -> str:
    caption = table.find("caption")
    found = _words(caption) if caption is not None else unmarked(table.get("aria-label"))
    return found or unmarked(table.get("aria-labelledby"))


def _words(element: Any) -> str:
    """Give the first words that an element says, those of its pictures among them."""
    spoken = [unmarked(image.get("alt") or image.get("aria-label")) for image in element.iter("img", "svg")]
    words = " ".join((unmarked(element.text_content()), *spoken)).split()
    return printable(" ".join(words[:8]))


def _is_furniture(element: Any) -> bool:
    return any(FURNITURE in (around.get("class") or "").split() for around in (element, *element.iterancestors()))


def _is_within_drawing(image: Any) -> bool:
    return any(True for _ in image.iterancestors("svg"))


def _is_decoration(image: Any) -> bool:
    if image.get("aria-hidden") == "true" or image.get("role") in {"presentation", "none"}:
        return True
    return bool(image.tag == "img" and image.get("alt") == "")


def _alternative(image: Any) -> str:
    """Give the alternative text that counts: `alt`, or the title that is the first child of a drawing (SVG 2, 5.8)."""
    if image.tag == "img":
        return unmarked(image.get("alt"))
    first = next((child for child in image if isinstance(child.tag, str)), None)
    return unmarked(first.text) if first is not None and first.tag == "title" else ""
