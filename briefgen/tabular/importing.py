"""A table file to files of facts: everything is validated with the project before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from briefgen.load.files import LARGEST_FILE, read_text
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, finding
from briefgen.model.loaded import Loaded, LoadedFile, Plain
from briefgen.tabular.cell_places import only
from briefgen.tabular.cells import Sheet
from briefgen.tabular.columns import columns_of
from briefgen.tabular.flat import csv_text, flat, guards, json_lines, json_text
from briefgen.tabular.instructions import Instructions
from briefgen.tabular.naming import Naming
from briefgen.tabular.opening import read_sheet
from briefgen.tabular.rows import Table, read_rows
from briefgen.tabular.slugs import slug
from briefgen.tabular.updating import Merged, merge, rewrite
from briefgen.tabular.yaml_text import yaml_text
from briefgen.validate import validate

FACTS = "data/facts"
ENDINGS = (".yaml", ".yml", ".json", ".jsonl", ".csv")
Mode = Literal["new", "replace", "update"]
_MOST_NAMED = 10
_OF_GAPS = frozenset({"BG111", "BG130", "BG131", "BG132", "BG133", "BG134", "BG135"})
_SEPARATED = re.compile(r"`[+-]?\d[\d.,'’\s]*[,'’\s.][\d.,'’\s]*` is not a number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An import as it is asked for."""

    file: Path
    target: str
    """The file of facts, or the folder of files where they are split; relative to the project."""
    said: Instructions = field(default_factory=Instructions)
    mode: Mode = "new"
    skip_bad: bool = False
    split: Literal["", "entity", "topic", "type"] = ""
    """The field by whose values the facts are parted into files."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import comes to; nothing is written yet."""

    texts: Mapping[str, str]
    """The text of each file that is to be written, by its path relative to the project."""
    before: Mapping[str, str]
    """The text of each of them as it is."""
    facts: int
    """How many facts the table gave."""
    added: int
    changed: int
    skipped: int
    diagnostics: tuple[Diagnostic, ...]


def import_facts(wanted: Wanted, root: Path, loaded: Loaded) -> Imported:
    """Turn a table into the files of facts that are to be written, each of whose facts fits into the project.

    Raises Problems with everything that is wrong, at its cell: BG150 to BG161, BG166, BG167, and what `validate` finds.
    """
    sheet = read_sheet(wanted.file, wanted.said.sheet)
    columns, warned = columns_of(sheet, wanted.said)
    table = read_rows(sheet, columns, wanted.said, Naming.of(loaded))
    return _Import(wanted, root, loaded, sheet, (*warned, *_notes(sheet, wanted))).settled(table)


def _notes(sheet: Sheet, wanted: Wanted) -> Iterator[Diagnostic]:
    if sheet.others and not wanted.said.sheet:
        message = f"the sheet `{sheet.name}` was read; the file has others: {', '.join(sheet.others)}"
        yield finding("BG153", message, Place(sheet.file), "name the one that is meant with --sheet", Severity.NOTE)


class _Import:
    """Holds a table against a project."""

    def __init__(self, wanted: Wanted, root: Path, loaded: Loaded, sheet: Sheet, found: tuple[Diagnostic, ...]) -> None:
        self.wanted, self.root, self.sheet, self.found = wanted, root, sheet, found
        none = [item for item in loaded.diagnostics if item.code == "BG002" and item.place.file == FACTS]
        self.loaded = replace(  # a project without facts is what an import may be for
            loaded,
            diagnostics=tuple(item for item in loaded.diagnostics if item not in none),
            unread=loaded.unread - {"facts"} if none else loaded.unread,
        )
        self.files = {file.name: file for file in loaded.facts}

    def settled(self, table: Table) -> Imported:
        """Validate, leave out bad rows where that is wanted until all others fit, and write the texts."""
        skipped: set[int] = set()
        while True:
            merged = self._merged(table)
            found = tuple(item for item in self._validated(merged) if not _follows(item, table.bad))
            errors = [item for item in (*table.diagnostics, *found) if item.is_error]
            if not errors:
                return self._written(merged, (*table.diagnostics, *found), tuple(sorted(skipped)))
            if not self.wanted.skip_bad or not all(map(self._is_of_row, errors)):
                raise Problems(*self.found, *table.diagnostics, *found)
            bad = table.bad | {item.place.line for item in errors}
            skipped |= bad
            self.found += tuple(replace(item, severity=Severity.WARNING) for item in errors)
            table = table.without(bad)

    def _is_of_row(self, item: Diagnostic) -> bool:
        return item.place.file == self.sheet.file and item.place.line > 0

    def _merged(self, table: Table) -> Mapping[str, Merged]:
        """Give for each file that is to be written the facts that will be in it."""
        found, wrong = {}, []
        for target, numbers in self._targets(table).items():
            part = Table(only(table.file, numbers), (), table.fields) if self.wanted.split else table
            before = self.files.get(target)
            exists = before is not None or (self.root / target).exists() or (self.root / target).is_symlink()
            if exists and self.wanted.mode == "new":
                hint = "update the facts in it with --update, write it anew with --replace, or name another file with --to"
                wrong.append(finding("BG160", f"`{target}` exists", Place(target), hint))
            old = before if before is not None and self.wanted.mode == "update" else LoadedFile(name=target, value=[])
            found[target] = merge(old, part)
        if wrong:
            raise Problems(*self.found, *wrong)
        return found

    def _targets(self, table: Table) -> Mapping[str, list[int]]:
        if not self.wanted.split:
            return {self.wanted.target: []}
        found: dict[str, list[int]] = {}
        folder = PurePosixPath(self.wanted.target)
        for (number, *_), record in table.file.records():
            value = record.get(self.wanted.split)
            name = slug(value[0] if isinstance(value, list) and value and isinstance(value[0], str) else str(value or "none"))
            found.setdefault((folder / f"{name or 'none'}.yaml").as_posix(), []).append(int(number))
        return found

    def _validated(self, merged: Mapping[str, Merged]) -> tuple[Diagnostic, ...]:
        """Validate the project as it would be; give the errors of all files, and of the table whatever is found."""
        facts = [file for file in self.loaded.facts if file.name not in merged]
        facts += [item.kept for item in merged.values()] + [item.new for item in merged.values()]
        try:
            found = validate(replace(self.loaded, facts=tuple(facts))).diagnostics
        except Problems as problems:
            found = problems.diagnostics
        return tuple(self._hinted(item) for item in found if item.is_error or item.place.file == self.sheet.file)

    def _hinted(self, item: Diagnostic) -> Diagnostic:
        if item.code == "BG115" and not self.wanted.said.number_locale and _SEPARATED.search(item.message):
            return replace(item, hint="say how numbers are written in the table with --number-locale, such as de or en-GB")
        return item

    def _written(self, merged: Mapping[str, Merged], found: tuple[Diagnostic, ...], skipped: tuple[int, ...]) -> Imported:
        texts, before = {}, {}
        added = changed = count = 0
        told = [*self.found, *found]
        for target, item in merged.items():
            old = self._text(target)
            records = [record for _, record in item.new.records()]
            count += len(records)
            if self.wanted.mode == "update" and old:
                text, edited, new = _rewritten(old, item)
                told += _gone(target, item.gone)
            else:
                text, edited, new = _whole(target, records, self._head()), 0, len(records)
            told += _too_large(target, text)
            added, changed = added + new, changed + edited
            if text != old:
                texts[target], before[target] = text, old
        if skipped:
            rows = _named([str(line) for line in skipped])
            message = f"{len(skipped)} row{'s were' if len(skipped) > 1 else ' was'} left out: {rows}"
            told.append(finding("BG163", message, Place(self.sheet.file), severity=Severity.WARNING))
        if any(item.is_error for item in told):
            raise Problems(*told)
        return Imported(texts, before, count, added, changed, len(skipped), tuple(told))

    def _text(self, target: str) -> str:
        path = self.root / target
        if not path.is_file():
            return ""
        return read_text(self.root, path)[0]

    def _head(self) -> tuple[str, ...]:
        sheet = f", sheet {self.sheet.name}" if self.sheet.name else ""
        return (f"From {self.sheet.file}{sheet}, by `briefgen facts import`; with --update it changes only what differs.",)


def _follows(item: Diagnostic, bad: frozenset[int]) -> bool:
    """Tell whether a finding only says that something is missing in a row of which a cell could not be read."""
    return item.code in _OF_GAPS and item.place.line in bad


def _rewritten(old: str, item: Merged) -> tuple[str, int, int]:
    if not item.before.name.endswith((".yaml", ".yml")):
        message = f"`{item.before.name}` is no YAML file; only such are updated"
        hint = "write the file anew with --replace, or name a .yaml file with --to"
        raise Problems(finding("BG161", message, Place(item.before.name), hint))
    return rewrite(old, item)


def _whole(target: str, records: list[dict[str, Plain]], head: tuple[str, ...]) -> str:
    """Write all facts of a file, in the form that its ending names. Problems (BG165) where CSV cannot carry them."""
    match PurePosixPath(target).suffix:
        case ".json":
            return json_text(records)
        case ".jsonl":
            return json_lines(records)
        case ".csv":
            table = flat(records)
            unsafe = [f"`{records[number].get('id')}` ({heading})" for number, heading in guards(table)]
            if unsafe or table.lost:
                message = f"CSV cannot carry these facts safely and exactly: {_named([*unsafe, *table.lost])}"
                raise Problems(finding("BG165", message, Place(target), "name a .yaml or .jsonl file with --to"))
            return csv_text(table)
        case _:
            return yaml_text(records, head)


def _named(names: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _gone(target: str, names: tuple[str, ...]) -> Iterator[Diagnostic]:
    if names:
        message = f"{len(names)} facts of `{target}` are not in the table, and stay: {_named(names)}"
        yield finding("BG162", message, Place(target), "delete them by hand where they are out of date", Severity.WARNING)


def _too_large(target: str, text: str) -> Iterator[Diagnostic]:
    size = len(text.encode())
    if size > LARGEST_FILE:
        message = f"`{target}` would have {size // 1_000_000} MB; {LARGEST_FILE // 1_000_000} are read"
        yield finding("BG166", message, Place(target), "part it into several files, such as with --split entity or --split topic")
