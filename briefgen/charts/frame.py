"""The frame of a picture: layers of Vega-Lite in places that are stated, so that nothing depends on a machine's fonts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.model.brand import SANS
from briefgen.model.chart import SIZE, WIDTH

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = SANS
"""The family in which pictures are drawn; a page puts that of its brand in its place."""
LINE = 14.5
"""From one line of words to the next."""
INDENT = 12
Row = Mapping[str, Any]
_PLACED: Mapping[str, Any] = {"type": "quantitative", "scale": None, "axis": None}


@dataclass(frozen=True, slots=True)
class Scale:
    """Values along the width of a picture: the first stands at `start`, the last at `end`."""

    low: float
    high: float
    start: float = 0
    end: float = WIDTH

    def encoding(self, name: str) -> dict[str, Any]:
        """Say to Vega-Lite where the values of a field stand."""
        scale = {"domain": [self.low, self.high], "range": [self.start, self.end], "nice": False, "zero": False}
        return {"field": name, "type": "quantitative", "axis": None, "scale": scale}


@dataclass(slots=True)
class Frame:
    """A picture in the making."""

    colours: Mapping[str, str]
    layers: list[dict[str, Any]] = field(default_factory=list)

    def spec(self, height: float) -> str:
        """Give the whole as Vega-Lite."""
        whole = {
            "$schema": SCHEMA,
            "width": WIDTH,
            "height": height,
            "padding": 0,
            "autosize": "none",
            "background": None,
            "config": {"view": {"stroke": None}},
            "resolve": {"scale": {"x": "independent", "y": "independent"}},
            "layer": self.layers,
        }
        return json.dumps(whole, sort_keys=True)

    def words(self, rows: Sequence[Row], *, colour: str = "ink", bold: bool = False, align: str = "left") -> None:
        """Write `text` at `x` and on the line `y`."""
        mark = {"type": "text", "baseline": "alphabetic", "align": align, "font": FONT, "fontSize": SIZE}
        mark |= {"fill": self.colours[colour], "fontWeight": 600 if bold else 400}
        self._layer(rows, mark, {"x": {"field": "x", **_PLACED}, "y": {"field": "y", **_PLACED}, "text": {"field": "text"}})

    def boxes(self, rows: Sequence[Row], scale: Scale, fill: str, stroke: str = "") -> None:
        """Draw boxes from `low` to `high` and from `y` to `y2`."""
        mark: dict[str, Any] = {"type": "rect", "fill": self.colours[fill]}
        if stroke:
            mark |= {"stroke": self.colours[stroke], "strokeWidth": 1}
        up = {"y": {"field": "y", **_PLACED}, "y2": {"field": "y2"}}
        self._layer(rows, mark, {"x": scale.encoding("low"), "x2": {"field": "high"}, **up})

    def lines(self, rows: Sequence[Row], scale: Scale | None = None, *, colour: str = "rule", width: float = 1) -> None:
        """Draw lines from `low` to `high` and from `y` to `y2`; without a scale these are places."""
        across = scale.encoding("low") if scale else {"field": "low", **_PLACED}
        mark = {"type": "rule", "stroke": self.colours[colour], "strokeWidth": width}
        up = {"y": {"field": "y", **_PLACED}, "y2": {"field": "y2"}}
        self._layer(rows, mark, {"x": across, "x2": {"field": "high"}, **up})

    def points(self, rows: Sequence[Row], scale: Scale | None = None, *, size: float = 90) -> None:
        """Draw points at `low` on the line `y`: open where `hollow`, with a tip to the side that `towards` says."""
        across = scale.encoding("low") if scale else {"field": "low", **_PLACED}
        shapes = {"": "circle", "more": "triangle-right", "less": "triangle-left"}
        for hollow in (False, True):
            for towards, shape in shapes.items():
                mark = {"type": "point", "shape": shape, "size": size, "stroke": self.colours["accent"], "strokeWidth": 1.5}
                mark |= {"fill": self.colours["paper" if hollow else "accent"], "opacity": 1}
                chosen = [row for row in rows if bool(row.get("hollow")) == hollow and row.get("towards", "") == towards]
                self._layer(chosen, mark, {"x": across, "y": {"field": "y", **_PLACED}})

    def path(self, rows: Sequence[Row]) -> None:
        """Draw one line through points that stand at `low` and `y`, in their order."""
        mark = {"type": "line", "stroke": self.colours["accent"], "strokeWidth": 1.75}
        order = {"field": "low", "type": "quantitative"}
        self._layer(rows, mark, {"x": {"field": "low", **_PLACED}, "y": {"field": "y", **_PLACED}, "order": order})

    def _layer(self, rows: Sequence[Row], mark: Mapping[str, Any], encoding: Mapping[str, Any]) -> None:
        if rows:
            self.layers.append({"data": {"values": list(rows)}, "mark": mark, "encoding": encoding})


def stacked(lines: Sequence[str], x: float, y: float) -> list[Row]:
    """Place lines of words one under the other; the first stands on the line `y`."""
    return [{"x": x, "y": y + number * LINE, "text": text} for number, text in enumerate(lines)]
