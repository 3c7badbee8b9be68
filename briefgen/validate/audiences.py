"""The project's audiences laid over the package's own, and the rules that they keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from briefgen.model.diagnostic import Diagnostic, Place, finding
from briefgen.model.fields import Id
from briefgen.model.loaded import Loaded, LoadedFile, Path, Plain
from briefgen.model.marking import Scheme
from briefgen.model.settings import Audience, Selection
from briefgen.validate.facts import Known, unknown, unknown_marking
from briefgen.validate.locales import check_languages, is_locale
from briefgen.validate.records import read_record
from briefgen.validate.remarks import Names, Remark

_MERGED = ("limits", "admits")


def merged(stock: Mapping[str, Plain], own: Mapping[str, Plain]) -> dict[str, Plain]:
    """Lay the project's audiences over the package's: fields given win; `limits` and `admits` merge field by field.

    An audience with a template but without sections takes those of the package's audience with the same template.
    """
    audiences = dict(stock)
    for name, fields in own.items():
        base = stock.get(name)
        if not isinstance(fields, dict):
            if fields is not None or base is None:
                audiences[name] = fields
            continue
        given = {field: value for field, value in fields.items() if value is not None or not isinstance(base, dict)}
        audiences[name] = _laid_over(base if isinstance(base, dict) else {}, given, stock)
    return audiences


def _laid_over(base: Mapping[str, Plain], given: dict[str, Plain], stock: Mapping[str, Plain]) -> dict[str, Plain]:
    result = {**base, **given}
    below, above = base.get("translations"), given.get("translations", {})
    if given.get("title", base.get("title")) != base.get("title"):
        result["translations"] = above  # those of the package are of another title
    elif isinstance(below, dict) and isinstance(above, dict):
        result["translations"] = {**below, **above}
    for field in _MERGED:
        below, above = base.get(field), given.get(field)
        if isinstance(below, dict) and isinstance(above, dict):
            result[field] = {**below, **above}
    if "sections" not in given and (template := given.get("template")):
        alike = (item for item in stock.values() if isinstance(item, dict) and item.get("template") == template)
        if (model := next(alike, None)) and "sections" in model:
            result["sections"] = model["sections"]
    return result


class Audiences:
    """The audiences of a project, merged and read; knows in which of the two files each field is written."""

    def __init__(self, loaded: Loaded) -> None:
        self.own = loaded.audiences
        self.stock = loaded.stock
        self.diagnostics: list[Diagnostic] = []
        self.read: dict[str, Audience] = {}
        self.plain = merged(self._mapping(self.stock), self._mapping(self.own))
        for name, fields in self.plain.items():
            self._read(name, fields)

    def place(self, path: Path) -> Place:
        """Turn the way to a field into its place in the file that gives it."""
        if not _has(self.own.value, path) and _has(self.stock.value, path):
            return self.stock.place(path)
        return (self.own if _has(self.own.value, path[:1]) else self.stock).place(path)

    def is_own(self, path: Path) -> bool:
        """Tell whether the project itself gives a field."""
        return _has(self.own.value, path)

    def report(self, name: str, remarks: Iterator[Remark] | list[Remark]) -> None:
        """Keep the remarks about an audience, at the places of their fields."""
        for remark in remarks:
            place = self.place((name, *remark.path))
            self.diagnostics.append(
                finding(remark.code, f"audience `{name}`: {remark.message}", place, remark.hint, remark.severity)
            )

    def check(self, known: Known, tags: Names, scheme: Scheme, templates: frozenset[str]) -> Mapping[str, Audience]:
        """Find what audiences name that does not exist; give them with ceilings that the scheme has.

        The package's own ceilings are labels of one scheme; under another one they are the least restricted label.
        """
        result: dict[str, Audience] = {}
        stock = self.stock.value.values() if isinstance(self.stock.value, dict) else ()
        promised = [str(item.get("template")) for item in stock if isinstance(item, dict)]
        names = Names(dict.fromkeys([*sorted(templates), *promised]))
        for name, audience in self.read.items():
            self.report(name, self._check_fields(name, audience, names))
            for section, rule in audience.sections.items():
                for field, selection in (("facts", rule.facts), ("without", rule.without)):
                    if selection and self.is_own((name, "sections", section, field)):
                        self.report(name, check_selection(selection, ("sections", section, field), known, tags))
            result[name] = self._within(name, audience, scheme)
        return result

    def _within(self, name: str, audience: Audience, scheme: Scheme) -> Audience:
        ceiling = audience.admits.marking
        if not ceiling or ceiling in scheme.labels:
            return audience
        if self.is_own((name, "admits", "marking")):
            self.report(name, [unknown_marking(ceiling, ("admits", "marking"), scheme)])
        return replace(audience, admits=replace(audience.admits, marking=""))

    def _mapping(self, file: LoadedFile) -> Mapping[str, Plain]:
        if isinstance(file.value, dict):
            return file.value
        hint = "write `minister:` and its fields indented below"
        self.diagnostics.append(finding("BG112", f"`{file.name}` should hold audiences by their ids", file.place(), hint))
        return {}

    def _read(self, name: str, fields: Plain) -> None:
        id_record, wrong = read_record(Id, name)
        audience, remarks = read_record(Audience, fields)
        self.report(name, [Remark("BG112", (), item.message.partition(": ")[2]) for item in wrong] + remarks)
        if id_record is not None and audience is not None:
            self.read[name] = audience

    def _check_fields(self, name: str, audience: Audience, templates: Names) -> Iterator[Remark]:
        for number, language in enumerate(audience.languages):
            if not is_locale(language):
                yield Remark("BG136", ("languages", number), f"`{language}` is no language", "use a tag such as en or pt-BR")
        yield from check_languages(audience.translations)
        for field, value in (
            ("template", audience.template),
            ("recipients", audience.recipients),
            ("prerelease", audience.prerelease),
        ):
            if leads_outside(value):
                hint = "use a path inside the project, without `..`"
                yield Remark("BG005", (field,), f"`{value}` leads out of the project", hint)
            elif field == "template" and self.is_own((name, field)):
                yield from unknown("BG127", "template", value, (field,), templates)


def check_selection(selection: Selection, path: Path, known: Known, tags: Names) -> Iterator[Remark]:
    """Find topics, entities, facts and tags of a selection that do not exist."""
    for code, what, field, names in (
        ("BG122", "topic", "topics", known.topics),
        ("BG123", "entity", "entities", known.entities),
        ("BG124", "fact", "ids", known.facts),
        ("BG129", "fact with the tag", "tags", tags),
    ):
        for number, word in enumerate(getattr(selection, field)):
            yield from unknown(code, what, word, (*path, field, number), names)


def leads_outside(name: str) -> bool:
    """Tell whether a path written in a project leads out of its folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name[:3]


def _has(found: Any, path: Path) -> bool:
    for step in path:
        is_item = isinstance(found, list) and isinstance(step, int) and step < len(found)
        if not is_item and not (isinstance(found, dict) and step in found):
            return False
        found = found[step]
    return True
