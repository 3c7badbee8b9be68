"""Timelines: events down a line of time, each with its words beside it."""

from __future__ import annotations

from briefgen.charts.frame import LINE, Frame, stacked
from briefgen.model.chart import Panel

_TALLEST = 330
_ACROSS, _WORDS = 7, 24


def timeline(panels: tuple[Panel, ...], frame: Frame) -> float:
    """Draw events down a line in the order and, where the room allows it, at the distances of their days; give the height."""
    marks = panels[0].marks
    needed = [LINE * (bool(mark.text) + len(mark.label)) + 9 for mark in marks]
    places = _places([mark.low for mark in marks], needed)
    ends = [
        y + (mark.high - mark.low) * _stretch([mark.low for mark in marks], places) for mark, y in zip(marks, places, strict=True)
    ]
    frame.lines([{"low": _ACROSS, "high": _ACROSS, "y": places[0], "y2": max(places[-1], ends[-1])}], width=1.5)
    spans = [{"low": _ACROSS, "high": _ACROSS, "y": y, "y2": end} for y, end in zip(places, ends, strict=True) if end > y]
    frame.lines(spans, colour="accent", width=4)
    frame.points([{"low": _ACROSS, "y": y, "hollow": mark.hollow} for mark, y in zip(marks, places, strict=True)], size=100)
    for mark, y in zip(marks, places, strict=True):
        frame.words([{"x": _WORDS, "y": y + 4, "text": mark.text}], bold=True)
        frame.words(stacked(mark.label, _WORDS, y + 4 + LINE))
    return places[-1] + needed[-1] - 4


def is_to_scale(days: list[float], needed: list[float]) -> bool:
    """Tell whether events can stand at the distances of their days within the tallest picture."""
    return bool(_scaled(days, needed))


def _places(days: list[float], needed: list[float]) -> list[float]:
    """Give where each event stands: to scale where that fits, else one after the other."""
    if scaled := _scaled(days, needed):
        return scaled
    y, places = 7.0, []
    for room in needed:
        places.append(y)
        y += room
    return places


def _scaled(days: list[float], needed: list[float]) -> list[float]:
    gaps = [(later - sooner, room) for sooner, later, room in zip(days, days[1:], needed, strict=False)]
    if not all(gap > 0 for gap, _ in gaps):
        return []
    stretch = max((room / gap for gap, room in gaps), default=0.0)
    places = [7 + (day - days[0]) * stretch for day in days]
    return places if places[-1] + needed[-1] <= _TALLEST else []


def _stretch(days: list[float], places: list[float]) -> float:
    """Give how far a day reaches down the line; nothing where the line is not to scale."""
    rates = {round((y - places[0]) / (day - days[0]), 6) for day, y in zip(days[1:], places[1:], strict=True) if day > days[0]}
    return rates.pop() if len(rates) == 1 else 0.0
