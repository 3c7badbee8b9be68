"""Whether a document keeps to its audience's limits, measured on the finished PDF, and what would have to go so that it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.gate.layout import Layout, Placed, Room, alone, placed, room_of, words_of
from briefgen.gate.paper import Paper
from briefgen.gate.reading import Reading
from briefgen.gate.whereabouts import text_place
from briefgen.model.briefing import Briefing, Page
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.layers import STOCK

_FIRST_WORDS = 6
_MOST = 12  # facts that a hint names


@dataclass(frozen=True, slots=True)
class _Overrun:
    """One limit that a document exceeds."""

    message: str
    unit: str
    """lines or words."""
    count: int
    """How many of them are too many."""
    crossing: Placed | None
    """The block that crosses the line."""


def over_budget(reading: Reading, paper: Paper, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Hold a finished document against its audience's limits of pages and words (BG220).

    The message names the block that crosses the line and by how much, the hint the facts of lowest priority that would
    have to go. Lines that stand side by side, in columns or cells, count as one.
    """
    layout = Layout.of(paper)
    blocks = placed(reading, layout)
    found = []
    for overrun in _overruns(paper, blocks, layout, briefing):
        place = _place(overrun.crossing, briefing)
        going = _going(overrun, _rooms(reading, page, briefing, blocks, layout))
        found.append(Diagnostic("BG220", overrun.message, place, _hint(overrun, going, briefing)))
    return tuple(found)


def _place(crossing: Placed | None, briefing: Briefing) -> Place:
    """Give the line of the text that crosses the line, or the document's template."""
    found = text_place(crossing.block, (0, len(crossing.block.text)), briefing) if crossing else None
    return found or Place(f"templates/{briefing.audience.template}")


def to_drop(reading: Reading, paper: Paper, page: Page, briefing: Briefing) -> tuple[str, ...]:
    """Give the facts, at least one, that must go so that a document comes nearer to its limits, the first to go first.

    Nothing where it keeps to them, or where no fact can go: what an editor's text names, or was chosen by no section.
    """
    layout = Layout.of(paper)
    blocks = placed(reading, layout)
    rooms = None
    going: dict[str, None] = {}
    for overrun in _overruns(paper, blocks, layout, briefing):
        rooms = rooms if rooms is not None else _rooms(reading, page, briefing, blocks, layout)
        going.update(dict.fromkeys(name for name, _ in _going(overrun, rooms)))
    return tuple(going)


def _overruns(paper: Paper, blocks: Sequence[Placed], layout: Layout, briefing: Briefing) -> Iterator[_Overrun]:
    limits = briefing.audience.limits
    pages = len(paper.pages)
    if limits.pages and pages > limits.pages:
        lines = max(1, len(layout.rows_after(limits.pages)))
        position = layout.first_after(limits.pages)
        crossing = next((item for item in blocks if item.start <= position < item.end), None)
        crossing = crossing or next((item for item in blocks if item.start >= position), None)
        message = f"{pages} pages, {pages - limits.pages} over the limit of {limits.pages}"
        yield _Overrun(_crossed(message, crossing, lines, "lines"), "lines", lines, crossing)
    if limits.words and paper.words > limits.words:
        too_many = paper.words - limits.words
        crossing = _crossing_words(blocks, limits.words)
        message = f"{paper.words} words, {too_many} over the limit of {limits.words}"
        yield _Overrun(_crossed(message, crossing, too_many, "words"), "words", too_many, crossing)


def _crossing_words(blocks: Sequence[Placed], limit: int) -> Placed | None:
    words = 0
    for item in sorted(blocks, key=lambda item: item.start):
        words += words_of(item.block.text)
        if words > limit:
            return item
    return blocks[-1] if blocks else None


def _crossed(message: str, crossing: Placed | None, count: int, unit: str) -> str:
    if crossing is None:
        return message
    block = crossing.block
    words = block.text.split()
    first = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
    name = first if block.heading in ("", block.text) else f"{block.heading}: {first}"
    return f"{message}: “{name}” crosses the line by {_counted(count, unit)}"


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit if count != 1 else unit.removesuffix('s')}"


def _rooms(
    reading: Reading, page: Page, briefing: Briefing, blocks: Sequence[Placed], layout: Layout
) -> tuple[tuple[str, Room], ...]:
    """Give the facts that can go, the first to go first, with what each takes."""
    edited = {entry.fact for entry in page.ledger.entries if entry.place.file.startswith("data/texts/")}
    laid_out = {entry.fact for entry in page.ledger.entries if entry.place.file.startswith(("templates/", STOCK))} - edited
    order = [fact for section in briefing.sections.values() for fact in section.facts if fact.id in laid_out]
    last = {fact.id: number for number, fact in enumerate(order)}
    facts = sorted({fact.id: fact for fact in order}.values(), key=lambda fact: (-fact.priority, -last[fact.id]))
    texts = alone(reading.tree)
    return tuple((fact.id, room_of(fact.id, texts.get(fact.id, ()), blocks, layout)) for fact in facts)


def _going(overrun: _Overrun, rooms: tuple[tuple[str, Room], ...]) -> tuple[tuple[str, int], ...]:
    """Take as many facts, in order, as add up to what is too much."""
    going: list[tuple[str, int]] = []
    left = overrun.count
    for name, room in rooms:
        takes = len(room.rows) if overrun.unit == "lines" else room.words
        if left > 0 and takes:
            going.append((name, takes))
            left -= takes
    return tuple(going)


def _hint(overrun: _Overrun, going: tuple[tuple[str, int], ...], briefing: Briefing) -> str:
    text = _text_to_shorten(overrun, briefing)
    if not going:
        return f"no fact can go: {text}"
    named = [f"`{name}` ({_counted(takes, overrun.unit)})" for name, takes in going[:_MOST]]
    more = f" and {len(going) - _MOST} more" if len(going) > _MOST else ""
    left = overrun.count - sum(takes for _, takes in going)
    listed = f"{', '.join(named)}{more}"
    if left <= 0:
        return f"without these facts of lowest priority it would fit: {listed}"
    return f"without these facts of lowest priority {_counted(left, overrun.unit)} would be left: {listed}; {text}"


def _text_to_shorten(overrun: _Overrun, briefing: Briefing) -> str:
    """Name the editor's text that crosses the line, or the longest one."""
    texts = {name: section.text.body for name, section in briefing.sections.items() if section.text}
    if not texts:
        return "change the template or its styles"
    start = r"\W+".join(map(re.escape, re.findall(r"\w+", overrun.crossing.block.text)[:3])) if overrun.crossing else ""
    named = next((name for name, body in texts.items() if start and re.search(start, body)), "")
    return f"shorten the text of `{named or max(texts, key=lambda name: len(texts[name]))}`"
