"""The rows of a chart's table as templates see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefgen.render.desk import Desk
from briefgen.render.evidence import CitationView, DateView
from briefgen.render.pictures import Row
from briefgen.render.record import Basis


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a chart's table as templates see it."""

    _row: Row
    _desk: Desk
    is_first: bool
    """Whether it is the first of its fact."""

    @property
    def fact(self) -> Any:
        """The fact."""
        return self._row.fact

    @property
    def depth(self) -> int:
        """0 for a whole, 1 for its parts."""
        return self._row.depth

    @property
    def label(self) -> str:
        """What the fact, or the group of a chart of counts, is called."""
        return self._row.label.shown(self._desk.record)

    @property
    def value(self) -> str:
        """The value, as it may stand alone."""
        row = self._row
        return row.item.formatted(noun=True, formatter="chart") if row.item else row.fact.shown("chart")

    @property
    def as_of(self) -> DateView | str:
        """When the value held."""
        return self._row.item.as_of if self._row.item else self._row.fact.as_of

    @property
    def note(self) -> str:
        """What editors note about a published value."""
        return self._row.item.note if self._row.item else ""

    @property
    def citations(self) -> tuple[CitationView, ...]:
        """Its evidence."""
        return self._row.item.citations if self._row.item else self._row.fact.citations

    @property
    def filled(self) -> str:
        """Of a chart of counts: how many full dots there are."""
        return self._count(0)

    @property
    def open(self) -> str:
        """Of a chart of counts: how many open dots there are."""
        return self._count(1)

    def _count(self, side: int) -> str:
        members = self._row.members[side]
        if not members:
            return "–"
        text = str(len(members))
        also = Basis(also=tuple(fact.id for fact in members[1:]))
        return self._desk.record.value(members[0].id, text, role="count", formatter="chart", raw=text, basis=also)
