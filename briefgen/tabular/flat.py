"""Records to rows of a table and to JSON: what CSV, XLSX and JSON Lines files of facts hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.load.from_csv import LISTS, record_of, tree_of
from briefgen.model.loaded import Plain
from briefgen.tabular.delimited import guarded
from briefgen.tabular.fields import order


@dataclass(frozen=True, slots=True)
class Flat:
    """Records as rows below headings; `lost` are the ids of those that such rows cannot carry exactly."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lost: tuple[str, ...] = ()


def flat(records: Sequence[Mapping[str, Plain]]) -> Flat:
    """Turn records into rows: each field that one of them has is a column, its heading the way to it with dots.

    A unit of `%` is among what is lost, since an import reads it as percent.
    """
    found = [dict(_cells(record)) for record in records]
    headings = tuple(sorted(dict.fromkeys(path for cells in found for path in cells), key=order))
    rows = tuple(tuple(cells.get(heading, "") for heading in headings) for cells in found)
    units = [column for column, heading in enumerate(headings) if heading.rpartition(".")[2] == "unit"]
    lost = (
        str(record.get("id"))
        for record, row in zip(records, rows, strict=True)
        if _back(headings, row) != _listed(record) or any(row[column] == "%" for column in units)
    )
    return Flat(headings, rows, tuple(lost))


def _cells(value: Plain | Mapping[str, Plain], path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _cells(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        words = [item for item in value if isinstance(item, str)]
        if path in LISTS and words == value and not any(";" in word or word != word.strip() or not word for word in words):
            yield path, "; ".join(words)
            return
        for number, item in enumerate(value):
            yield from _cells(item, f"{path}.{number}")
    else:
        yield path, value or ""


def _back(headings: tuple[str, ...], row: tuple[str, ...]) -> Mapping[str, Plain]:
    return record_of(tree_of(list(headings), list(row)), list(row))


def _listed(record: Mapping[str, Plain]) -> Mapping[str, Plain]:
    """Write one word as a list where lists may stand, as tables are read."""
    return {name: [value] if name in LISTS and isinstance(value, str) else value for name, value in record.items()}


def csv_text(table: Flat, first: str = "") -> str:
    """Turn rows into CSV text, no cell of which is a formula to a spreadsheet program.

    `first` stands alone in a row above the headings.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if first:
        writer.writerow([guarded(first), *[""] * (len(table.headings) - 1)])
    writer.writerow(guarded(heading) for heading in table.headings)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def guards(table: Flat) -> Iterator[tuple[int, str]]:
    """Give the number of each row that has a cell which CSV text has to guard, with the cell's heading."""
    for number, row in enumerate(table.rows):
        yield from ((number, heading) for heading, cell in zip(table.headings, row, strict=True) if guarded(cell) != cell)


def json_lines(records: Iterable[Mapping[str, Plain]]) -> str:
    """Turn records into JSON Lines text."""
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def json_text(content: object) -> str:
    """Turn plain values into JSON text."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
