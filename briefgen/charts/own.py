"""Specifications that a project writes itself: what they may not say, and the look that they are given."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.charts.frame import FONT, SCHEMA
from briefgen.model.chart import SIZE, WIDTH

_NETWORK = frozenset({"url", "href"})
_MARKS = frozenset({"image", "geoshape"})


def faults(spec: Any, path: str = "spec") -> Iterator[str]:
    """Say what a specification may not have: data or pictures from elsewhere, links."""
    if isinstance(spec, list):
        for number, item in enumerate(spec):
            yield from faults(item, f"{path}[{number}]")
    elif isinstance(spec, dict):
        for key, item in spec.items():
            if key in _NETWORK:
                yield f"`{path}.{key}` would fetch something or lead elsewhere"
            elif key == "mark" and (item in _MARKS if isinstance(item, str) else _type_of(item) in _MARKS):
                yield f"`{path}.mark` is one that pictures in documents cannot have"
            else:
                yield from faults(item, f"{path}.{key}")


def _type_of(mark: Any) -> str:
    return str(mark.get("type")) if isinstance(mark, dict) else ""


def dressed(spec: str, colours: Mapping[str, str]) -> str:
    """Give a specification the brand's colours and typeface; what it says itself wins."""
    found = json.loads(spec)
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": SIZE, "titleFontSize": SIZE}
    words |= {"labelColor": colours["ink"], "titleColor": colours["ink"]}
    config: dict[str, Any] = {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**words, "grid": False, "labels": False, "ticks": False, "title": None, "domainColor": colours["rule"]},
        "axisX": {},
        "legend": words,
        "header": words,
        "mark": {"color": colours["accent"]},
        "text": {"color": colours["ink"], "font": FONT, "fontSize": SIZE},
        "range": {"category": [colours["accent"], colours["part"], colours["ink"], colours["soft"]]},
    }
    own = found.get("config", {})
    whole = {"width": WIDTH, "background": None, "padding": 1, **found, "$schema": SCHEMA}
    whole["config"] = {**config, **own, "axis": {**config["axis"], **own.get("axis", {})}}
    return json.dumps(whole, sort_keys=True)
