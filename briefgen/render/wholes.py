"""Wholes and their parts: facts that are parts of others become tables in which a part stands under its whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from briefgen.model.fact import Fact, values_of_unit
from briefgen.model.fields import Unit
from briefgen.model.value import Range, raw
from briefgen.render.desk import Desk
from briefgen.render.views import FactView

_SCALES = (12, 9, 6, 0)
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class PartView:
    """A row: the fact, its number in the table's unit, and how it is to be drawn."""

    fact: FactView
    depth: int
    """0 for a whole, 1 for its parts, 2 for theirs."""
    number: str
    start: int
    """Where its bar starts, in hundredths of the largest number: 0, or the lower bound of a range."""
    end: int
    lacks: int
    """How many decimals it has fewer than the row with most, so that decimal signs can stand one under the other."""


@dataclass(frozen=True, slots=True)
class WholesView:
    """A table of wholes and their parts: the unit with its scale ("€ billion") and the rows."""

    unit: str
    rows: tuple[PartView, ...]


def wholes(views: Iterable[FactView], desk: Desk) -> tuple[WholesView, ...]:
    """Turn facts into tables, one for each unit; what has neither a part nor a whole of its unit among them is left out."""
    facts = [view.read() for view in views]
    tables: dict[Unit, list[tuple[Fact, int]]] = {}
    for unit in dict.fromkeys(fact.unit for fact in facts if values_of_unit(fact)):
        known = {fact.id: fact for fact in facts if fact.unit == unit and values_of_unit(fact)}
        parts = parts_of(known)
        for fact in known.values():
            if fact.id in parts and not wholes_of(fact, known):
                tables.setdefault(unit, []).extend(tree(fact, parts))
    return tuple(_table(unit, tuple(rows), desk) for unit, rows in tables.items())


def wholes_of(fact: Fact, known: Mapping[str, Fact]) -> tuple[str, ...]:
    """Give the ids of the wholes, among some facts, that a fact is part of."""
    return tuple(item.fact for item in fact.relations if item.type == "part_of" and item.fact in known)


def parts_of(known: Mapping[str, Fact]) -> Mapping[str, list[Fact]]:
    """Give the parts of each whole by its id, the largest first."""
    found: dict[str, list[Fact]] = {}
    for part in sorted(known.values(), key=lambda part: -max(values_of_unit(part))):
        for whole in wholes_of(part, known):
            found.setdefault(whole, []).append(part)
    return found


def tree(fact: Fact, parts: Mapping[str, list[Fact]], above: tuple[str, ...] = ()) -> Iterator[tuple[Fact, int]]:
    """Give a whole and its parts, each with its depth; a circle is cut where it closes."""
    yield fact, len(above)
    for part in parts.get(fact.id, ()):
        if part.id not in (fact.id, *above):
            yield from tree(part, parts, (*above, fact.id))


def _table(unit: Unit, rows: tuple[tuple[Fact, int], ...], desk: Desk) -> WholesView:
    spans = [span_of(fact) for fact, _ in rows]
    numbers = [number for span in spans for number in span]
    scale = next(scale for scale in _SCALES if _fits(numbers, scale) or not scale)
    largest = max(abs(number) for number in numbers) or Decimal(1)
    most = max(_decimals(high, scale) for _, high in spans)
    made = (
        PartView(
            fact=FactView(fact, desk),
            depth=depth,
            number=_number(fact, scale, desk),
            start=int(max(low, Decimal()) / largest * 100) if low < high else 0,
            end=int(max(high, Decimal()) / largest * 100),
            lacks=most - _decimals(high, scale),
        )
        for (fact, depth), (low, high) in zip(rows, spans, strict=True)
    )
    return WholesView(desk.record.words(desk.formatter.head(unit, scale)), tuple(made))


def _number(fact: Fact, scale: int, desk: Desk) -> str:
    low, high = span_of(fact)
    exact = raw(Range(low, high)) if low < high else raw(high)
    text = desk.formatter.qualified(desk.formatter.scaled(low, high, scale), fact.qualifier)
    role = "range" if fact.is_disputed else "value"
    return desk.record.value(fact.id, text, role=role, formatter="wholes", raw=exact)


def span_of(fact: Fact) -> tuple[Decimal, Decimal]:
    """Give the bounds of what may be printed: of all published values where they are disputed, else of the main one."""
    numbers = values_of_unit(fact)
    if not fact.is_disputed:
        numbers = (fact.value.min, fact.value.max) if isinstance(fact.value, Range) else numbers[:1]
    return min(numbers), max(numbers)


def _fits(numbers: Iterable[Decimal], scale: int) -> bool:
    """Tell whether numbers lose nothing and are not all below one when they are counted in a power of ten."""
    counted = [number.scaleb(-scale) for number in numbers]
    return all(_decimals(number, scale) <= _DECIMALS for number in numbers) and max(map(abs, counted)) >= 1


def _decimals(number: Decimal, scale: int) -> int:
    return max(0, -int(number.scaleb(-scale).normalize().as_tuple().exponent))
