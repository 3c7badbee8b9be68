"""Charts: how a project declares a picture of facts, and what is to be drawn of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args

from briefgen.model.brand import Palette
from briefgen.model.diagnostic import Place
from briefgen.model.fields import STRICT, Filled
from briefgen.model.settings import Selection
from briefgen.model.value import FromText

ChartType = Literal["bars", "dots", "lines", "timeline", "counts"]
CHART_TYPES: tuple[ChartType, ...] = get_args(ChartType)
MOST_TITLE_WORDS = 10
MOST_LINES = 4
"""Series in one frame; more become small multiples."""


def _spec(found: Any) -> Mapping[str, Any]:
    """Take a Vega-Lite specification as it stands in the file, where every scalar is text."""
    if not isinstance(found, dict):
        raise ValueError("expected a Vega-Lite specification: `mark`, `encoding` ...")  # noqa: TRY004 -- the validator collects ValueErrors
    return {str(key): _meant(value) for key, value in found.items()}


def _meant(found: Any) -> Any:
    """Read a scalar as JSON would: numbers and true, false and null are what they look like."""
    if isinstance(found, dict):
        return {key: _meant(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_meant(value) for value in found]
    if isinstance(found, str) and (found in ("true", "false", "null") or _NUMBER.fullmatch(found)):
        return json.loads(found)
    return found


_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
SpecText = Annotated[Mapping[str, Any], FromText(_spec, {"type": "object"})]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """The words of a chart in another language."""

    __pydantic_config__ = STRICT

    title: str = ""
    measure: str = ""
    population: str = ""
    note: str = ""
    alt: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of facts. Its words may hold facts, as texts do: {{ fact("id") }} and filters."""

    __pydantic_config__ = STRICT

    title: Filled
    """What the picture shows as a finding, in ten words or fewer."""
    type: ChartType | None = None
    """bars: sizes in one unit, parts under their whole. dots: every published value of facts, each fact on a scale of its own.
    lines: series over time, a series for each entity. timeline: dates. counts: a dot for each fact, grouped."""
    spec: SpecText | None = None
    """A Vega-Lite specification instead of a type. Its data are the facts: fields id, label, text, value, low, high, start, end,
    entity, topic, unit, status, provisional, disputed. Their texts are to be the labels, and axes have none."""
    facts: Selection
    """Which facts; those that a document may not have are left out of its picture."""
    group_by: Literal["topic", "entity", "status", "type"] = "topic"
    """What a chart of counts is grouped by."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What a fact is called in the picture, by its id; its entity when left out."""
    measure: str = ""
    """What is measured, for the caption; the facts' unit when left out."""
    population: str = ""
    """Of whom or where."""
    note: str = ""
    """What a reader has to know so as not to be misled."""
    alt: str = ""
    """What the picture shows, for those who cannot see it; made from the facts when left out."""
    topic: str = ""
    """Topic whose group of a section it stands in, where the section is grouped by topics."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """Where it stands without being called by name: a section for each audience."""
    translations: Mapping[str, ChartWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """A chart of a project with its id and the place where it is written."""

    id: str
    chart: Chart
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One row, dot or event of a picture: numbers to draw, and stand-ins for the words that the page puts in their place."""

    label: tuple[str, ...] = ()
    """Stand-ins of the lines of its label."""
    text: str = ""
    """Stand-in of its value."""
    low: float = 0
    high: float = 0
    """Lowest and highest value; days since 1 January 1970 on a timeline or for the place on lines."""
    at: float = 0
    """Of a line: the day."""
    end: float | None = None
    """Of a part: where its whole ends."""
    depth: int = 0
    hollow: bool = False
    """Whether it is provisional, estimated or, in counts, open."""
    towards: Literal["", "more", "less"] = ""
    """Whether the true value is said to lie above or below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Marks on one scale, under a heading where a picture has several."""

    marks: tuple[Mark, ...]
    heading: tuple[str, ...] = ()
    """Stand-ins of the lines of its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """All that is drawn of a chart in one document; holds no word that a reader sees, so that equal pictures are drawn once."""

    type: str
    palette: Palette
    panels: tuple[Panel, ...] = ()
    spec: str = ""
    """Of a chart with a specification of its own: that specification as JSON, its data within."""
    is_mirrored: bool = False
    """Whether it is read from the right: then it begins there, and its words run from there."""


WIDTH = 320
"""Of every picture in its own units: the pixels that a narrow phone has for it; on paper a quarter of a millimetre each."""
SIZE = 11.5
"""Of the words in a picture, in its own units."""

Draw = Callable[[Plot], str]
"""Turns a plot into SVG with the stand-ins in it. Problems (BG437) where it cannot be drawn."""
STAND_IN = "\ue010{number}\ue011"
"""What stands in a picture for some words: the number of the words between two private characters."""
Paint = Callable[[str, int], bytes]
"""Turns a finished picture into a PNG of so many pixels across, for mail."""


def undrawn(_plot: Plot) -> str:
    """Draw nothing: a page then has a chart's title, caption and table alone."""
    return ""
