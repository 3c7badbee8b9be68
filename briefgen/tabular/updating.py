"""A file of facts that an import wrote earlier, brought up to date: only fields that differ are changed in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.load.edit_yaml import with_fields, with_record
from briefgen.load.from_yaml import parse_yaml
from briefgen.model.diagnostic import Place, Problems, finding
from briefgen.model.fact import Fact
from briefgen.model.loaded import LoadedFile, Plain
from briefgen.tabular.cell_places import only
from briefgen.tabular.rows import Table
from briefgen.tabular.yaml_text import field_lines, record_text

Record = Mapping[str, Plain]
_GROUPED = re.compile(r"[+-]?\d+(?:_\d+)+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Merged:
    """A file's facts with those of a table laid over them."""

    before: LoadedFile
    """The file as it is."""
    kept: LoadedFile
    """Its facts that the table does not have."""
    new: LoadedFile
    """The table's facts, with the fields that the file has besides."""

    @property
    def gone(self) -> tuple[str, ...]:
        """The ids of the facts that the table does not have."""
        return tuple(str(record.get("id")) for _, record in self.kept.records())


def merge(before: LoadedFile, table: Table) -> Merged:
    """Lay the facts of a table over those of a file: fields that the table does not give are the file's."""
    records = [record for _, record in before.records()]
    old = {str(record.get("id")): record for record in records}
    ids = {str(record.get("id")) for _, record in table.file.records()}
    kept = only(before, [number for number, record in enumerate(records) if str(record.get("id")) not in ids])
    value: list[Plain] = [_over(old.get(str(record.get("id")), {}), record, table) for _, record in table.file.records()]
    return Merged(before, kept, LoadedFile(name=table.file.name, value=value, starts=table.file.starts, spots=table.file.spots))


def _over(before: Record, record: Record, table: Table) -> dict[str, Plain]:
    """Lay a record over the one in the file; what only is written otherwise there, such as 1_000, stays as it is written."""
    kept = {name: item for name, item in before.items() if name not in table.fields}
    told = {
        name: before[name] if name in before and _bare(before[name]) == _bare(item) else item for name, item in record.items()
    }
    return kept | told


def _bare(value: Plain) -> Plain:
    """Give what a value says, however it is written: digits in groups, one word as a list."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    return value.replace("_", "") if isinstance(value, str) and _GROUPED.fullmatch(value) else value


def rewrite(text: str, merged: Merged) -> tuple[str, int, int]:
    """Turn the text of a file into one with the merged facts, and tell how many of them are changed and how many new.

    Order and comments stay; new facts come last. Raises Problems (BG161) where the text cannot be changed safely.
    """
    old = [record for _, record in merged.before.records()]
    new = {str(record.get("id")): record for _, record in merged.new.records()}
    parts = _parts(text, merged.before)
    wanted: list[Record] = []
    changed = 0
    for number, record in enumerate(old):
        after = new.pop(str(record.get("id")), record)
        wanted.append(after)
        if after != record:
            changed += 1
            parts[number + 1] = _changed(parts[number + 1], record, after)
    text = "".join(parts)
    for record in new.values():
        text = with_record(text, record_text(record) + "\n")
        wanted.append(record)
    _prove(text, wanted, merged.before.name)
    return text, changed, len(new)


def _parts(text: str, file: LoadedFile) -> list[str]:
    """Part a text into what stands before the first record, and each record with what follows it."""
    lines = text.splitlines(keepends=True)
    starts = [spot[0] - 1 for spot in file.starts]
    ends = [*starts[1:], len(lines)]
    return ["".join(lines[: starts[0] if starts else None]), *("".join(lines[a:b]) for a, b in zip(starts, ends, strict=True))]


def _changed(part: str, before: Record, after: Record) -> str:
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    changes = {name: field_lines(name, after[name]) if name in after else None for name in names}
    order = (*Fact.__slots__, *(name for name in names if name not in Fact.__slots__))
    found = with_fields(part, changes, order)
    if found is not None:
        return found
    lines = part.rstrip().split("\n")
    comments = [line for line in lines[1:] if line.lstrip().startswith("#")]
    margin = " " * (len(part) - len(part.lstrip(" ")))
    whole = "\n".join(f"{margin}{line}" for line in [*record_text(after).split("\n"), *comments])
    return whole + part[len(part.rstrip()) :]


def _prove(text: str, wanted: list[Record], name: str) -> None:
    """Read the changed text again, and refuse it where it does not say what it should."""
    value, _, found, is_whole = parse_yaml(text, name)
    if found or not is_whole or value != wanted:
        message = f"`{name}` is written so that it cannot be changed safely"
        hint = "write each record after `- ` with a line for each field, or write the file anew with --replace"
        raise Problems(finding("BG161", message, Place(name), hint))
