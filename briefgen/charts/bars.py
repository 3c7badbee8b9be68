"""Bars and dots: a row for each value, with its words above it, so that they have room on the narrowest page."""

from __future__ import annotations

from briefgen.charts.frame import INDENT, LINE, Frame, Row, Scale, stacked
from briefgen.model.chart import WIDTH, Mark, Panel

_BAR = 10
_GAP = 9
"""Between a row and the next."""
_CAP = 3
"""Half the height of a whisker's ends."""


def bars(panels: tuple[Panel, ...], frame: Frame) -> float:
    """Draw bars from zero, parts within the length of their whole, bounds as whiskers; give the height."""
    y = 0.0
    for panel in panels:
        y = _heading(panel, frame, y)
        lowest, highest = min(0.0, *(mark.low for mark in panel.marks)), max(mark.high for mark in panel.marks)
        scale = Scale(lowest, highest or 1.0, 0.75, WIDTH - 0.75)
        for mark in panel.marks:
            y = _bar(mark, frame, scale, _labelled(mark, frame, y))
    return y - _GAP + 1


def _bar(mark: Mark, frame: Frame, scale: Scale, y: float) -> float:
    """Draw one bar below its words; a value that is not certain is never a full one."""
    at = {"y": y, "y2": y + _BAR}
    if mark.end is not None:
        frame.boxes([{"low": 0, "high": mark.end, **at}], scale, "tint", "rule")
    is_whole = not mark.depth
    fill = "paper" if mark.hollow else "accent" if is_whole else "part"
    frame.boxes([{"low": 0, "high": mark.low, **at}], scale, fill, "accent")
    if mark.low < mark.high:
        middle = y + _BAR / 2
        frame.lines([{"low": mark.low, "high": mark.high, "y": middle, "y2": middle}], scale, colour="ink", width=1.5)
        ends: list[Row] = [{"low": x, "high": x, "y": middle - _CAP, "y2": middle + _CAP} for x in (mark.low, mark.high)]
        frame.lines(ends, scale, colour="ink", width=1.5)
    return y + _BAR + _GAP


def dots(panels: tuple[Panel, ...], frame: Frame) -> float:
    """Draw each published value as a dot on a line of its panel's scale; give the height."""
    y = 0.0
    for panel in panels:
        y = _heading(panel, frame, y)
        low, high = min(mark.low for mark in panel.marks), max(mark.high for mark in panel.marks)
        scale = Scale(low, high if high > low else low + 1, 6, WIDTH - 6)
        for mark in panel.marks:
            y = _labelled(mark, frame, y) + 3
            frame.lines([{"low": 0, "high": WIDTH, "y": y, "y2": y}])
            if mark.low < mark.high:
                frame.lines([{"low": mark.low, "high": mark.high, "y": y, "y2": y}], scale, colour="accent", width=2)
            places = dict.fromkeys((mark.low, mark.high))
            frame.points([{"low": x, "y": y, "hollow": mark.hollow, "towards": mark.towards} for x in places], scale)
            y += _GAP + 3
        y += _GAP / 2
    return y - _GAP / 2 - 3


def counts(panels: tuple[Panel, ...], frame: Frame) -> float:
    """Draw a dot for each fact of a group, after the group's name; give the height."""
    y, across, step = 0.0, 128, 14
    for panel in panels:
        frame.words(stacked(panel.heading, 0, y + 11))
        in_a_row = (WIDTH - across) // step
        rows = [
            {
                "low": across + step / 2 + number % in_a_row * step,
                "y": y + 7 + number // in_a_row * LINE,
                "hollow": mark.hollow,
            }
            for number, mark in enumerate(panel.marks)
        ]
        frame.points(rows)
        height = LINE * max(len(panel.heading), -(-len(panel.marks) // in_a_row))
        frame.lines([{"low": 0, "high": WIDTH, "y": y + height + 3, "y2": y + height + 3}])
        y += height + 6
    return y


def _heading(panel: Panel, frame: Frame, y: float) -> float:
    if not panel.heading:
        return y
    frame.words(stacked(panel.heading, 0, y + 11), bold=True)
    return y + len(panel.heading) * LINE + 5


def _labelled(mark: Mark, frame: Frame, y: float) -> float:
    """Write a label to the left and the value to the right; give where the words end."""
    frame.words(stacked(mark.label, mark.depth * INDENT, y + 11), bold=False)
    frame.words([{"x": WIDTH, "y": y + 11, "text": mark.text}] if mark.text else [], bold=True, align="right")
    return y + max(1, len(mark.label)) * LINE + 2
