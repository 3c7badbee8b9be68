"""The trace of a fact: what it says, its evidence, and every document, page and template line that prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.fact import SLOT, Evidence, Fact, values_of_unit
from briefgen.model.ledger import Citation, LedgerFile, Printed
from briefgen.model.manifest import DocumentEntry
from briefgen.model.value import Range, Value, raw
from briefgen.render.format import Formatter
from briefgen.tracing.evidence import Library, Reference
from briefgen.tracing.output import Output


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a document prints something of a fact."""

    document: DocumentEntry
    entry: Printed
    is_stale: bool
    """Whether the fact no longer has the value that stands there."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another published value."""

    value: str
    note: str
    evidence: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FactTrace:
    """A fact from its evidence to every place that prints it."""

    fact: Fact
    statement: str
    value: str
    """As it is printed: a disputed one as its range."""
    as_of: str
    place: Place
    """Where it is written in the dataset."""
    evidence: tuple[Reference, ...]
    others: tuple[Other, ...]
    spots: tuple[Spot, ...]
    diagnostics: tuple[Diagnostic, ...]


def trace_fact(fact: Fact, dataset: Dataset, output: Output, sources: Path, formatter: Formatter) -> FactTrace:
    """Follow a fact through the finished documents; `sources` is the folder of source texts, for the quotations."""
    library = Library.of(dataset, sources, (fact.id,))
    found: list[Diagnostic] = []
    spots = tuple(spot for entry, ledger in output.ledgers(found) for spot in _spots(fact, entry, ledger))
    value = _value(fact, formatter)
    return FactTrace(
        fact=fact,
        statement=fact.statement.replace(SLOT, value),
        value=value,
        as_of=formatter.date(fact.as_of) if fact.as_of else "",
        place=dataset.places.get(fact.id, Place()),
        evidence=_references(fact.id, fact.sources, library),
        others=tuple(
            Other(
                formatter.value(item.value, item.unit or fact.unit, item.qualifier),
                item.note,
                _references(fact.id, item.sources, library),
            )
            for item in fact.alternatives
        ),
        spots=spots,
        diagnostics=(*found, *_stale(fact, spots)),
    )


def _value(fact: Fact, formatter: Formatter) -> str:
    """Write the value as documents do: a disputed one never bare (domain, evidence rule 6)."""
    numbers = values_of_unit(fact)
    if fact.value is None:
        return ""
    if fact.is_disputed and len(set(numbers)) > 1:
        return formatter.span(min(numbers), max(numbers), fact.unit)
    return formatter.value(fact.value, fact.unit, fact.qualifier)


def _references(fact: str, evidence: tuple[Evidence, ...], library: Library) -> tuple[Reference, ...]:
    return tuple(library.reference(fact, Citation.of(item)) for item in evidence)


def _spots(fact: Fact, document: DocumentEntry, ledger: LedgerFile) -> Iterator[Spot]:
    current = _raws(fact)
    for entry in ledger.entries:
        if fact.id in (entry.fact, *entry.also):
            is_stale = bool(entry.raw) and not entry.also and entry.raw not in current
            yield Spot(document, entry, is_stale)


def _raws(fact: Fact) -> frozenset[str]:
    """Give every exact value that documents may print of a fact as it is now."""
    numbers = values_of_unit(fact)
    values: list[Value | None] = [fact.value, fact.as_of]
    for item in fact.alternatives:
        values += [item.value, item.as_of]
    if numbers:
        values += [Range(min(numbers), max(numbers)), *numbers]
    return frozenset(raw(value) for value in values if value is not None)


def _stale(fact: Fact, spots: tuple[Spot, ...]) -> Iterator[Diagnostic]:
    """Warn of documents that print a value which the fact no longer has, each once."""
    for name, printed in {spot.document.stem: spot.entry.printed for spot in spots if spot.is_stale}.items():
        message = f"{name}: “{printed}” is printed of `{fact.id}`, which has changed since"
        yield Diagnostic("BG212", message, hint="run `briefgen build`", severity=Severity.WARNING)
