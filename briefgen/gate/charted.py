"""Charts in a finished page: the facts of each stand in a table, for those who cannot see it or want the exact values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.gate.reading import Reading
from briefgen.model.briefing import Briefing
from briefgen.model.diagnostic import Diagnostic, Place


def check_charts(reading: Reading, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find charts whose table stands neither with them nor elsewhere in the document (BG436)."""
    figures = [figure for figure in reading.tree.iter("figure") if figure.get("data-chart")]
    if not figures:
        return ()
    tabled = {fact for table in reading.tree.iter("table") for item in table.iter() for fact in _facts(item)}
    return tuple(found for figure in figures for found in _untabled(figure, tabled, briefing))


def _facts(item: Any) -> Iterator[str]:
    yield from (item.get("data-fact") or "").split()
    yield from (item.get("data-also") or "").split()


def _untabled(figure: Any, tabled: set[str], briefing: Briefing) -> Iterator[Diagnostic]:
    name = figure.get("data-chart")
    missing = [fact for fact in (figure.get("data-facts") or "").split() if fact not in tabled]
    if missing:
        shown = ", ".join(f"`{fact}`" for fact in missing)
        message = f"the chart `{name}` shows {shown}, which stands in no table of the document"
        placed = briefing.charts.get(name)
        place = placed.place if placed else Place(f"templates/{briefing.audience.template}")
        yield Diagnostic("BG436", message, place, "leave `table=false` out, or print the facts in a table")
