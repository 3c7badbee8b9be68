"""charts: plots as SVG, drawn by Vega-Lite without a browser and kept by their content."""

from __future__ import annotations

from briefgen.charts.easel import Easel
from briefgen.charts.raster import png

__all__ = ["Easel", "png"]
