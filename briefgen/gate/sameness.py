"""Whether a document's HTML and its PDF say the same (contract, section 6): their words and figures are counted.

Left out on both sides: page furniture, punctuation, hyphens, and what no reader sees as words. What styles write of their
own accord (signs and numbers of lists, heads of tables that run on over a page) may stand in print alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from briefgen.gate.paper import Paper
from briefgen.gate.reading import FURNITURE, HEADINGS, Reading
from briefgen.gate.screen import hidden_on_screen, written_on_screen
from briefgen.gate.spelling import MARKS, letters, parts_of, scattered_parts_of, spelt
from briefgen.model.diagnostic import Diagnostic, Place, printable

_PAGES = re.compile(r"@page\b[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
_COUNTED = re.compile(r"(?<![\w-])content\s*:[^;}]*counters?\(")
_NUMBER = re.compile(r"\d{1,3}")
_MOST_WORDS, _MOST_HEADINGS = 8, 3
_UNSAID = frozenset({"title", "desc", "metadata", "script", "style"})
_NOWHERE = Place()


class _Said(NamedTuple):
    """A word, the heading that it stands under, and the letters of the line or block that it stands in."""

    word: str
    heading: str
    around: str


def differences(reading: Reading, paper: Paper, place: Place = _NOWHERE) -> tuple[Diagnostic, ...]:
    """Find the words and figures of a page that its PDF does not have, and those that only the PDF has (BG226).

    What styles hide on every screen is not on the page, and what they write on screen alone is. `place` is where the
    findings are said to be.
    """
    screen, printed = list(_on_screen(reading)), list(_in_print(reading, paper))
    if _counted(screen) == _counted(printed):
        return ()
    _join(printed, _counted(screen) - _counted(printed))
    _join(screen, _counted(printed) - _counted(screen))
    missing, added = _extra(screen, printed), _extra(printed, screen)
    missing, added = _unparted(missing, added)
    added, missing = _unparted(added, missing)
    sheets = paper.pages
    missing = _without(missing, _count(line.text for page in sheets for line in page.furniture))
    added = _without(added, _count(block.text for block in reading.blocks if block.furniture))
    added = _without(added, _count(line.text for page in sheets for line in page.content if line.repeated))
    added = _without(added, _numbering(reading, paper))
    return (*_told(missing, "on screen and not in print", place), *_told(added, "in print and not on screen", place))


def _on_screen(reading: Reading) -> Iterator[_Said]:
    """Give the words that a screen shows, in order, without those that styles hide and with those that they write."""
    hidden = _count(_text(element) for element in hidden_on_screen(reading.tree))
    for block in reading.own:
        words = spelt(block.text)
        around = "".join(words)
        for word in words:
            if hidden[word]:
                hidden[word] -= 1
            else:
                yield _Said(word, block.heading, around)
    for element, text in written_on_screen(reading.tree):
        if not any(FURNITURE in (above.get("class") or "").split() for above in (element, *element.iterancestors())):
            yield from (_Said(word, "", letters(text)) for word in spelt(text))


def _text(element: Any) -> str:
    """Give the words within an element that are not page furniture, without what drawings are called."""
    if FURNITURE in (element.get("class") or "").split():
        return ""
    parts = [element.text or ""]
    for child in element:
        is_said = isinstance(child.tag, str) and child.tag.rpartition("}")[2].lower() not in _UNSAID
        parts += (_text(child) if is_said else "", child.tail or "")
    return MARKS.sub("", "".join(parts))


def _in_print(reading: Reading, paper: Paper) -> Iterator[_Said]:
    """Give the words of a PDF's own lines, in order; what a line's end parts is two words."""
    headings = {letters(block.text): block.text for block in reading.own if block.kind in HEADINGS}
    heading = ""
    for line in (line for page in paper.pages for line in page.content):
        words = spelt(line.text)
        around = "".join(words)
        heading = headings.get(around, heading)
        yield from (_Said(word, heading, around) for word in words)


def _counted(said: list[_Said]) -> Counter[str]:
    return Counter(item.word for item in said)


def _join(said: list[_Said], lacking: Counter[str]) -> None:
    """Put the pieces together that make up words which are lacking: a line's end parts them, or nothing on a page."""
    row = [item.word for item in said]
    for word, count in lacking.items():
        for _ in range(count):
            found = parts_of(word, row)
            if not found:
                break
            first, last = found[0], found[-1] + 1
            row[first:last] = [word]
            said[first:last] = [said[first]._replace(word=word)]


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in spelt(text))


def _extra(said: list[_Said], other: list[_Said]) -> list[_Said]:
    """Give as many of each word as the other side lacks, in order; those whose line or block it lacks too come first."""
    left = _counted(said) - _counted(other)
    row = "".join(item.word for item in other)
    candidates = [(place, item) for place, item in enumerate(said) if item.word in left]
    lacking = {around for around in {item.around for _, item in candidates} if around not in row}
    kept: list[tuple[int, _Said]] = []
    for place, item in sorted(candidates, key=lambda found: (found[1].around not in lacking, found[0])):
        if left[item.word] > 0:
            left[item.word] -= 1
            kept.append((place, item))
    return [item for _, item in sorted(kept, key=lambda found: found[0])]


def _without(said: list[_Said], excused: Counter[str]) -> list[_Said]:
    """Drop as many of each word as are excused."""
    left = Counter(excused)
    kept: list[_Said] = []
    for item in said:
        if left[item.word] > 0:
            left[item.word] -= 1
        else:
            kept.append(item)
    return kept


def _unparted(wholes: list[_Said], pieces: list[_Said]) -> tuple[list[_Said], list[_Said]]:
    """Drop whole words of one side together with the pieces of them on the other."""
    kept, left = [], list(pieces)
    for item in wholes:
        row = [piece.word for piece in left]
        found = parts_of(item.word, row) or scattered_parts_of(item.word, row)
        if found:
            left = [piece for place, piece in enumerate(left) if place not in found]
        else:
            kept.append(item)
    return kept, left


def _numbering(reading: Reading, paper: Paper) -> Counter[str]:
    """Count the numbers at the ends of lines that may be counted by styles, where a style outside @page counts."""
    styles = (style.text or "" for style in reading.tree.iter("style"))
    if not any(_COUNTED.search(_PAGES.sub("", style)) for style in styles):
        return Counter()
    found: Counter[str] = Counter()
    for words in (spelt(line.text) for page in paper.pages for line in page.content):
        found.update(word for word in words[:1] + words[-1:] if _NUMBER.fullmatch(word))
    return found


def _told(said: list[_Said], where: str, place: Place) -> Iterator[Diagnostic]:
    if not said:
        return
    words = [f"“{item.word}”" for item in said]
    listed = ", ".join(words[:_MOST_WORDS]) + (f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else "")
    headings = list(dict.fromkeys(item.heading for item in said if item.heading))[:_MOST_HEADINGS]
    under = " under " + ", ".join(f"“{heading}”" for heading in headings) if headings else ""
    hint = "look for `display`, `visibility`, `hidden` or `content` that differ between screen and print"
    yield Diagnostic("BG226", printable(f"{listed}{under}: {where}"), place, hint)
