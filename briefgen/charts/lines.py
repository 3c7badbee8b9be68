"""Lines over time, each labelled where it ends; many of them as small multiples on one scale."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.charts.frame import LINE, Frame, Row, stacked
from briefgen.model.chart import MOST_LINES, WIDTH, Mark, Panel

_HEIGHT, _MARGIN, _SMALL = 150, 110, 64
_GUTTER = 24


@dataclass(frozen=True, slots=True)
class _Area:
    """Where lines are drawn, and the values at its edges."""

    left: float
    top: float
    right: float
    bottom: float
    days: tuple[float, float]
    values: tuple[float, float]

    def place(self, mark: Mark) -> tuple[float, float]:
        """Give the place of a point; a range stands in its middle."""
        value = (mark.low + mark.high) / 2
        x = self.left + (self.right - self.left) * _share(mark.at, self.days)
        return x, self.bottom - (self.bottom - self.top) * _share(value, self.values)


def _share(value: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return (value - low) / (high - low) if high > low else 0.5


def lines(panels: tuple[Panel, ...], frame: Frame) -> float:
    """Draw each panel's points as a line, broken where a value is missing; give the height."""
    marks = [mark for panel in panels for mark in panel.marks if mark.text]
    days = (min(mark.at for mark in marks), max(mark.at for mark in marks))
    values = (min(0.0, *(mark.low for mark in marks)), max(mark.high for mark in marks))
    if len(panels) <= MOST_LINES:
        return _together(panels, frame, _Area(8, 20, WIDTH - _MARGIN, _HEIGHT, days, values))
    wide = (WIDTH - _GUTTER) / 2
    for number, panel in enumerate(panels):
        left, top = number % 2 * (wide + _GUTTER), number // 2 * (_SMALL + 3 * LINE)
        frame.words(stacked(panel.heading[:1], left, top + 11), bold=True)
        area = _Area(left + 6, top + 2.3 * LINE, left + wide - 6, top + LINE + _SMALL, days, values)
        _line(panel, frame, area)
        last = [mark for mark in panel.marks if mark.text][-1]
        x, y = area.place(last)
        frame.words([{"x": x + 6, "y": y - 8, "text": last.text}], align="right")
    return -(-len(panels) // 2) * (_SMALL + 3 * LINE) - LINE


def _together(panels: tuple[Panel, ...], frame: Frame, area: _Area) -> float:
    """Draw the lines in one frame, with names and last values beside their ends, pushed apart where they would meet."""
    ends: list[tuple[float, Panel, Mark]] = []
    for panel in panels:
        _line(panel, frame, area)
        first, last = (mark for mark in (panel.marks[0], [mark for mark in panel.marks if mark.text][-1]))
        x, y = area.place(first)
        frame.words([{"x": x - 6, "y": y - 8, "text": first.text}] if first.text and first is not last else [])
        ends.append((area.place(last)[1], panel, last))
    bottom = 0.0
    for y, panel, last in sorted(ends, key=lambda item: item[0]):
        at = max(y - 2, bottom + 11)
        frame.words([{"x": area.right + 12, "y": at, "text": last.text}], bold=True)
        frame.words(stacked(panel.heading, area.right + 12, at + LINE))
        bottom = at + len(panel.heading) * LINE
    return max(area.bottom + 8, bottom + 8)


def _line(panel: Panel, frame: Frame, area: _Area) -> None:
    frame.lines([{"low": area.left - 6, "high": area.right + 6, "y": area.bottom, "y2": area.bottom}])
    run: list[Row] = []
    for mark in (*panel.marks, Mark()):
        if mark.text:
            x, y = area.place(mark)
            run.append({"low": x, "y": y, "hollow": mark.hollow})
        elif run:
            frame.path(run if len(run) > 1 else [])
            frame.points(run, size=50)
            run = []
