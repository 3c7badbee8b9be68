"""The easel: plots become SVG, each picture drawn once and kept under the hash of all that it depends on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from briefgen import cache
from briefgen.charts.bars import bars, counts, dots
from briefgen.charts.frame import Frame
from briefgen.charts.lines import lines
from briefgen.charts.own import dressed, faults
from briefgen.charts.reserve import reserve
from briefgen.charts.shades import shades
from briefgen.charts.svg import cleaned
from briefgen.charts.timeline import timeline
from briefgen.model.chart import Panel, Plot
from briefgen.model.diagnostic import Diagnostic, Problems

_RECIPE = "1"
"""Raised when this room makes another SVG of the same plot, so that old cache files are left behind."""
_KINDS: Mapping[str, Callable[[tuple[Panel, ...], Frame], float]] = {
    "bars": bars,
    "dots": dots,
    "counts": counts,
    "timeline": timeline,
    "lines": lines,
}


@dataclass(frozen=True, slots=True)
class Easel:
    """Draws pictures; keeps them in a folder, which may be deleted at any time, where it is given one."""

    cache: Path | None = None

    def draw(self, plot: Plot) -> str:
        """Turn a plot into SVG with the stand-ins of its words in it; equal plots give equal bytes.

        Raises Problems (BG437) where its specification cannot be drawn.
        """
        colours = shades(plot.palette)
        spec = dressed(_allowed(plot.spec), colours) if plot.spec else _spec(plot, colours)
        path = self.cache / "charts" / f"{_key(spec, plot.is_mirrored)}.svg" if self.cache else None
        if path and (found := cache.kept(path)) is not None:
            return found.decode()
        svg = cleaned(_drawn(spec), colours, is_mirrored=plot.is_mirrored)
        if path:
            with suppress(OSError):  # a cache that cannot be written only costs time
                cache.keep(path, svg.encode())
        return svg


def _spec(plot: Plot, colours: Mapping[str, str]) -> str:
    """Turn the panels of a plot into Vega-Lite."""
    frame = Frame(colours)
    height = _KINDS[plot.type](plot.panels, frame)
    return frame.spec(round(height, 2))


def _allowed(spec: str) -> str:
    found = tuple(faults(json.loads(spec)))
    if found:
        hint = "leave it out: the data of a picture are its facts"
        raise Problems(*(Diagnostic("BG437", message, hint=hint) for message in found))
    return spec


def _key(spec: str, is_mirrored: bool) -> str:
    """Name a picture by all that its bytes depend on: its specification, which holds the colours, its side, and what draws it."""
    return hashlib.sha256(f"{_RECIPE} {version('vl-convert-python')} {is_mirrored} {spec}".encode()).hexdigest()


def _drawn(spec: str) -> str:
    import vl_convert

    try:
        with reserve():
            return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    except ValueError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason is given"
        raise Problems(
            Diagnostic("BG437", f"Vega-Lite cannot draw it: {reason}", hint="try it in an editor of Vega-Lite")
        ) from error
