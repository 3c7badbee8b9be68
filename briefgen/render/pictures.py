"""Pictures: a chart's facts become a plot to be drawn, and the rows of the table that stands with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from briefgen.model.brand import Palette
from briefgen.model.chart import Chart, Mark, Panel, Plot
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.fact import Fact, Qualifier, values_of_unit
from briefgen.model.value import PartialDate, Period
from briefgen.render.desk import Desk
from briefgen.render.evidence import AlternativeView
from briefgen.render.lettering import Captions, Label, Lettering
from briefgen.render.views import FactView
from briefgen.render.wholes import parts_of, span_of, tree, wholes_of

_UNSTATED = frozenset({"", "not stated"})
_UNCERTAIN = frozenset({"E", "P", "F"})
"""SDMX observation codes of values that are estimated, provisional or forecast (SDMX CL_OBS_STATUS)."""
_TOWARDS: Mapping[Qualifier | None, Literal["", "more", "less"]] = {
    None: "",
    "about": "",
    "over": "more",
    "at-least": "more",
    "nearly": "less",
    "up-to": "less",
}
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart's table; what it prints is made anew each time that a template asks for it."""

    fact: FactView
    label: Label
    depth: int = 0
    item: AlternativeView | None = None
    members: tuple[tuple[Fact, ...], tuple[Fact, ...]] = ((), ())
    """Of counts: the facts that say who should act, and those that do not."""


@dataclass(slots=True)
class Drawn:
    """What came of a chart's facts: the plot, the words that go into it, its rows, and what is wrong."""

    lettering: Lettering
    rows: list[Row] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    spec: str = ""
    problems: list[Diagnostic] = field(default_factory=list)

    def plot(self, kind: str, palette: Palette, direction: str) -> Plot:
        """Give what is to be drawn for readers of a script of this direction."""
        panels = tuple(self.panels)
        return Plot(type=kind, palette=palette, panels=panels, spec=self.spec, is_mirrored=direction == "rtl")


@dataclass(frozen=True, slots=True)
class Artist:
    """Turns the facts of one chart in one document into what is drawn."""

    chart: Chart
    place: Place
    desk: Desk
    captions: Captions

    def drawn(self, facts: Sequence[Fact]) -> Drawn:
        """Turn facts into panels and rows; what cannot stand in the picture is told and left out."""
        found = Drawn(Lettering(self.desk.record))
        kinds: Mapping[str, Callable[[Sequence[Fact], Drawn], None]] = {
            "bars": self._bars,
            "dots": self._dots,
            "lines": self._lines,
            "timeline": self._timeline,
            "counts": self._counts,
        }
        kinds.get(self.chart.type or "", self._own)(facts, found)
        return found

    def _bars(self, facts: Sequence[Fact], found: Drawn) -> None:
        """Sort bars by size, each part under its whole; values that are not certain have bounds."""
        numeric = list(self._one_unit(self._with_number(facts, found), found))
        known = {fact.id: fact for fact in numeric}
        parts = parts_of(known)
        roots = sorted((fact for fact in numeric if not wholes_of(fact, known)), key=lambda fact: -span_of(fact)[1])
        ends: list[float] = []
        marks = []
        for fact, depth in (item for root in roots for item in tree(root, parts)):
            low, high = map(float, span_of(fact))
            del ends[depth:]
            end = ends[-1] if ends else None
            ends.append(high)
            view = self._view(fact)
            text = found.lettering.put(view.shown("chart"))
            label = found.lettering.lines(self._label(fact, facts), beside=text, indent=depth)
            marks.append(Mark(label=label, text=text, low=low, high=high, end=end, depth=depth, hollow=_is_hollow(fact)))
            found.rows.append(Row(view, self._label(fact, facts), depth))
        found.panels += [Panel(marks=tuple(marks))] if marks else []

    def _dots(self, facts: Sequence[Fact], found: Drawn) -> None:
        """Give each published value of a fact's unit a dot; facts stand on scales of their own."""
        numeric = list(self._with_number(facts, found))
        for fact in numeric:
            view = self._view(fact)
            marks = []
            for item in sorted(view.published, key=_place):
                found.rows.append(Row(view, self._label(fact, facts), item=item))
                if bounds := item.bounds():
                    low, high = map(float, bounds)
                    text = found.lettering.put(item.formatted(noun=True, formatter="chart"))
                    label = found.lettering.lines(self.captions.sources(item.citations), beside=text)
                    towards = _TOWARDS[item.qualifier()]
                    is_about = item.qualifier() == "about" or _is_hollow(fact)
                    marks.append(Mark(label=label, text=text, low=low, high=high, towards=towards, hollow=is_about))
            heading = found.lettering.lines(self._label(fact, facts)) if len(numeric) > 1 else ()
            found.panels.append(Panel(marks=tuple(marks), heading=heading))

    def _timeline(self, facts: Sequence[Fact], found: Drawn) -> None:
        dated = []
        for fact in facts:
            if isinstance(fact.value, PartialDate | Period):
                dated.append((fact.value, fact))
            else:
                self._unfit(fact, "has no date", found)
        marks = []
        for value, fact in sorted(dated, key=lambda item: (item[0].first, item[0].last)):
            view = self._view(fact)
            text = found.lettering.put(view.shown("chart"))
            label = found.lettering.lines(self._label(fact, facts), indent=2)
            low, high = value.first.toordinal() - _EPOCH, value.last.toordinal() - _EPOCH
            marks.append(Mark(label=label, text=text, low=low, high=high, hollow=_is_hollow(fact)))
            found.rows.append(Row(view, self._label(fact, facts)))
        found.panels += [Panel(marks=tuple(marks))] if marks else []

    def _counts(self, facts: Sequence[Fact], found: Drawn) -> None:
        """Give each fact a dot after the name of its group; a recommendation that names nobody to act is an open one."""
        groups: dict[str, list[Fact]] = {}
        for fact in facts:
            key = fact.home if self.chart.group_by == "topic" else str(getattr(fact, self.chart.group_by))
            groups.setdefault(key, []).append(fact)
        for key, members in sorted(groups.items(), key=lambda item: -len(item[1])):
            named = tuple(fact for fact in members if fact.type != "recommendation" or fact.actor not in _UNSTATED)
            others = tuple(fact for fact in members if fact not in named)
            title = self.captions.group(self.chart.group_by, key)
            marks = tuple(Mark(hollow=fact in others) for fact in (*named, *others))
            found.panels.append(Panel(marks=marks, heading=found.lettering.lines(title, width=128)))
            found.rows.append(Row(self._view(members[0]), title, members=(named, others)))

    def _lines(self, facts: Sequence[Fact], found: Drawn) -> None:
        """Give each entity a line; facts without a value are gaps."""
        dated = [fact for fact in facts if fact.as_of]
        for fact in facts:
            if not fact.as_of:
                self._unfit(fact, "has no `as_of`", found)
        numeric = [fact for fact in dated if fact.value is None or fact in self._with_number([fact], found)]
        kept = {fact.id for fact in self._one_unit([fact for fact in numeric if values_of_unit(fact)], found)}
        series = sorted((fact for fact in numeric if fact.value is None or fact.id in kept), key=lambda fact: fact.entity)
        for _, members in groupby(series, key=lambda fact: fact.entity):
            run = sorted(members, key=lambda fact: fact.as_of.first if fact.as_of else date.max)
            if any(fact.id in kept for fact in run):
                heading = found.lettering.lines(self._label(run[0], facts), width=104)
                found.panels.append(Panel(marks=tuple(self._point(fact, facts, found) for fact in run), heading=heading))

    def _point(self, fact: Fact, among: Sequence[Fact], found: Drawn) -> Mark:
        at = float(fact.as_of.first.toordinal() - _EPOCH) if fact.as_of else 0.0
        if fact.value is None:
            return Mark(at=at)
        view = self._view(fact)
        found.rows.append(Row(view, self._label(fact, among)))
        low, high = map(float, span_of(fact))
        text = found.lettering.put(view.shown("chart"))
        return Mark(text=text, low=low, high=high, at=at, hollow=_is_hollow(fact) or low < high)

    def _own(self, facts: Sequence[Fact], found: Drawn) -> None:
        """Put facts as data into the project's own specification: a disputed one has bounds and no single value."""
        data = []
        for fact in facts:
            view = self._view(fact)
            row: dict[str, Any] = {"id": fact.id, "label": found.lettering.put(self._label(fact, facts).shown(self.desk.record))}
            row |= {"entity": fact.entity, "topic": fact.home, "status": fact.status, "disputed": fact.is_disputed}
            row |= {
                "unit": fact.unit if isinstance(fact.unit, str) else dict(fact.unit)["other"],
                "provisional": _is_hollow(fact),
            }
            if fact.value is not None:
                row["text"] = found.lettering.put(view.shown("chart"))
                found.rows.append(Row(view, self._label(fact, facts)))
            if values_of_unit(fact):
                low, high = map(float, span_of(fact))
                row |= {"low": low, "high": high} | ({} if fact.is_disputed or low < high else {"value": low})
            for days in (fact.value, fact.as_of):
                if isinstance(days, PartialDate | Period) and "start" not in row:
                    row |= {"start": days.first.isoformat(), "end": days.last.isoformat()}
            data.append(row)
        found.spec = json.dumps({**(self.chart.spec or {}), "data": {"values": data}}, sort_keys=True)

    def _with_number(self, facts: Iterable[Fact], found: Drawn) -> Iterator[Fact]:
        for fact in facts:
            if values_of_unit(fact):
                yield fact
            else:
                self._unfit(fact, "has no number", found)

    def _one_unit(self, facts: Iterable[Fact], found: Drawn) -> Iterator[Fact]:
        """Keep facts of one unit; no scale holds two (domain, evidence rule 4)."""
        first: Fact | None = None
        for fact in facts:
            first = first or fact
            if fact.unit == first.unit:
                yield fact
            else:
                message = f"`{fact.id}` is counted in another unit than `{first.id}`, and one scale cannot hold both"
                found.problems.append(Diagnostic("BG433", message, self.place, "make a chart of each"))

    def _unfit(self, fact: Fact, why: str, found: Drawn) -> None:
        hint = "leave it out of the chart's `facts`, or choose another `type`"
        found.problems.append(Diagnostic("BG434", f"`{fact.id}` {why}, which {self.chart.type} are made of", self.place, hint))

    def _view(self, fact: Fact) -> FactView:
        return FactView(fact, self.desk)

    def _label(self, fact: Fact, among: Sequence[Fact]) -> Label:
        return self.captions.label(fact, among)


def _place(item: AlternativeView) -> tuple[bool, tuple[Decimal, ...]]:
    """Sort published values by their size; those of another unit come last."""
    bounds = item.bounds()
    return not bounds, bounds


def _is_hollow(fact: Fact) -> bool:
    return any(code in _UNCERTAIN for code in fact.obs_status)
