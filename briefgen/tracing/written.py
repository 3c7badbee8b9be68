"""Traces as text: plain lines, JSON, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from briefgen.tracing.evidence import Reference
from briefgen.tracing.fact import FactTrace, Spot
from briefgen.tracing.sheet import Row, Sheet

PLACES = ("document", "page", "printed", "role", "line")
COLUMNS = ("number", "page", "sentence", "facts", "source", "quotation", "verdict", "checked", "initials")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = "  "


def fact_lines(trace: FactTrace) -> Iterator[str]:
    """Write what a fact says and rests on, a line for each thing; where it is printed comes from `place_rows`."""
    fact = trace.fact
    confidence = f"{fact.confidence.level}: {fact.confidence.why}" if fact.confidence.why else fact.confidence.level
    yield fact.id
    for name, content in (
        ("statement", trace.statement),
        ("value", trace.value),
        ("as of", trace.as_of),
        ("status", fact.status),
        ("confidence", confidence),
        ("marking", fact.marking),
        ("written in", str(trace.place)),
    ):
        if content:
            yield f"  {name:<12} {content}"
    yield ""
    yield "evidence"
    for reference in trace.evidence:
        yield from _reference_lines(reference, "  ")
    if trace.others:
        yield ""
        yield "also published"
    for other in trace.others:
        yield f"  {other.value}{f': {other.note}' if other.note else ''}"
        for reference in other.evidence:
            yield from _reference_lines(reference, "    ")


def _reference_lines(reference: Reference, indent: str) -> Iterator[str]:
    quote = f": “{reference.quote}”" if reference.quote else ""
    yield f"{indent}{reference.place}{quote}  [{reference.verdict}]"
    if reference.passage:
        yield f"{indent}  the source has: “{reference.passage}”"
    if reference.address:
        yield f"{indent}  {reference.address}"


def places_head(trace: FactTrace) -> str:
    """Say in how many documents and places a fact is printed."""
    if not trace.spots:
        return "printed nowhere: no finished document has it"
    documents = len({spot.document.document for spot in trace.spots})
    return f"printed in {_counted(documents, 'document')}, {_counted(len(trace.spots), 'place')}"


def place_rows(spots: Iterable[Spot]) -> Iterator[tuple[str, ...]]:
    """Give each place that prints a fact: document, page, printed form, role, line of the template or text."""
    for spot in spots:
        entry = spot.entry
        where = "" if entry.where == "text" else f", in {'an attribute' if entry.where == 'attribute' else f'a {entry.where}'}"
        changed = " (changed since)" if spot.is_stale else ""
        page = f"p. {entry.page}" if entry.page else ""
        yield spot.document.stem, page, f"{entry.printed}{changed}", f"{entry.role}{where}", f"{entry.file}:{entry.line}"


def columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Write rows as lines whose columns stand one under the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield _GAP.join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def fact_json(trace: FactTrace) -> str:
    """Write the trace of a fact as JSON."""
    fact = trace.fact
    content = {
        "fact": fact.id,
        "statement": trace.statement,
        "value": trace.value,
        "type": fact.type,
        "status": fact.status,
        "confidence": {"level": fact.confidence.level, "why": fact.confidence.why},
        "marking": fact.marking,
        "as_of": fact.as_of.iso if fact.as_of else "",
        "place": str(trace.place),
        "evidence": [asdict(item) for item in trace.evidence],
        "alternatives": [asdict(item) for item in trace.others],
        "printed": [_spot(spot) for spot in trace.spots],
    }
    return _json(content)


def _spot(spot: Spot) -> dict[str, Any]:
    entry = spot.entry
    return {
        "document": spot.document.document,
        "page": entry.page,
        "x": entry.x,
        "y": entry.y,
        "anchor": entry.anchor,
        "where": entry.where,
        "role": entry.role,
        "formatter": entry.formatter,
        "raw": entry.raw,
        "printed": entry.printed,
        "file": entry.file,
        "line": entry.line,
        "stale": spot.is_stale,
    }


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    """Write a referencing sheet as lines: each sentence with its page and facts, and its references below it."""
    yield f"{sheet.ledger.document}, edition {sheet.ledger.edition}, {sheet.ledger.marking}"
    yield counted(sheet)
    for row in sheet.rows:
        page = f"p. {row.sentence.page}" if row.sentence.page else ""
        facts = ", ".join(row.facts)
        label = f"{row.remark}: {facts}" if row.remark and facts else row.remark or facts
        yield f"{row.number:>4}  {page:<6}{row.sentence.text}  [{label}]"
        for item in row.references:
            quote = f": “{item.quote}”" if item.quote else ""
            yield f"            {item.place or item.fact}{quote}  [{item.verdict}]"


def sheet_rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Give a referencing sheet for a table on a terminal, its head first; the references of a sentence in lines of their own."""
    yield "number", "page", "sentence", "facts", "evidence", "verdict"
    for row in sheet.rows:
        first = (str(row.number), str(row.sentence.page or ""), row.sentence.text, "\n".join(row.facts))
        for number, verdict in enumerate(row.verdicts):
            item = row.references[number] if row.references else None
            quote = f": “{item.quote}”" if item and item.quote else ""
            yield *(first if not number else ("",) * len(first)), f"{item.place}{quote}" if item else "", verdict


def counted(sheet: Sheet) -> str:
    """Say how many sentences there are, and how many need a look."""
    return ", ".join(f"{number} {name}" for name, number in sheet.counts)


def sheet_json(sheet: Sheet) -> str:
    """Write a referencing sheet as JSON."""
    ledger = sheet.ledger
    content = {
        "document": ledger.document,
        "title": ledger.title,
        "edition": ledger.edition,
        "marking": ledger.marking,
        "digest": ledger.digest,
        "rows": [
            {
                "number": row.number,
                "page": row.sentence.page,
                "heading": row.sentence.heading,
                "sentence": row.sentence.text,
                "facts": row.facts,
                "printed": [{"anchor": item.anchor, "fact": item.fact, "printed": item.printed} for item in row.printed],
                "references": [asdict(item) for item in row.references],
                "remark": row.remark,
            }
            for row in sheet.rows
        ],
    }
    return _json(content)


def sheet_csv(sheet: Sheet) -> str:
    """Write a referencing sheet as CSV (RFC 4180) with a line for each sentence.

    The references of a sentence stand one under the other in the cells of source, quotation and verdict. A cell that a
    spreadsheet would take for a formula gets an apostrophe before it.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_neutral(cell) for cell in _cells(row)] for row in sheet.rows)
    return stream.getvalue()


def _cells(row: Row) -> tuple[str, ...]:
    return (
        str(row.number),
        str(row.sentence.page or ""),
        row.sentence.text,
        "\n".join(row.facts),
        "\n".join(item.place for item in row.references),
        "\n".join(item.quote or "–" for item in row.references),
        "\n".join(row.verdicts),
        "",
        "",
    )


def _neutral(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
