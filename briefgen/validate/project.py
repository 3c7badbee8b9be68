"""A project as plain values to the work that `tailor` takes, or to every problem in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from briefgen.model.brand import Brand
from briefgen.model.briefing import Work
from briefgen.model.dataset import Dataset, Entity, Topic
from briefgen.model.diagnostic import Diagnostic, Place, Problems, finding
from briefgen.model.loaded import FactsFile, Loaded, LoadedFile, Path, Validated
from briefgen.model.marking import TLP, Scheme
from briefgen.model.rows import Facts, Places
from briefgen.model.settings import Audience, Publisher, Settings
from briefgen.model.source import Source
from briefgen.validate.audiences import Audiences, leads_outside
from briefgen.validate.batches import circles, equal_ids, facts_file, misnamed
from briefgen.validate.brand import read_brand, without_name
from briefgen.validate.briefs import check_briefs, check_documents, check_settings, items_of, scheme_of
from briefgen.validate.charts import read_charts
from briefgen.validate.facts import Known
from briefgen.validate.locales import check_languages
from briefgen.validate.records import label_of, read_list, read_record
from briefgen.validate.remarks import Names, Remark, placed
from briefgen.validate.texts import check_texts


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Record = TypeVar("Record", bound=_Named)


def validate(loaded: Loaded, facts: tuple[FactsFile, ...] | None = None) -> Validated:
    """Turn the plain values of a project into its work, with the warnings and notes that remain.

    `facts` are its files of facts, where they were validated by themselves before. Problems when anything is an error: with every
    finding of the run, those of `load` too, by file and line.
    """
    files = tuple(map(facts_file, loaded.facts)) if facts is None else facts
    return _Validator(loaded, files).validated()


class _Validator:
    """Validates one project and collects what is wrong with it."""

    def __init__(self, loaded: Loaded, files: tuple[FactsFile, ...]) -> None:
        self.loaded, self.files = loaded, files
        self.diagnostics = list(loaded.diagnostics)
        self.unread = loaded.unread | ({"facts"} if not all(file.is_whole for file in files) else set())
        self.record_places: dict[tuple[str, str], Place] = {}

    def validated(self) -> Validated:
        """Read all records, then hold them against each other."""
        settings = self._settings()
        brand, settings = self._brand(settings)
        scheme = scheme_of(settings) if settings else None
        topics = self._records(Topic, (self.loaded.topics,), "topic")
        entities = self._records(Entity, (self.loaded.entities,), "entity")
        sources = self._records(Source, (self.loaded.sources,), "source")
        self._check_sources(sources)
        audiences = Audiences(self.loaded)
        known = self._known(audiences)
        facts = self._facts(known, settings, scheme)
        tags = self._names("facts", dict.fromkeys(tag for row in facts.rows.values() for tag in row.tags))
        if len(facts) < len(known.facts.words):
            tags = Names(tags.words, is_complete=False)
        ready = audiences.check(known, tags, scheme or TLP, self.loaded.templates)
        if settings:
            self._check_settings(settings, known, tags, ready, entities, topics)
        self.diagnostics += audiences.diagnostics
        charts, found = read_charts(self.loaded, known, tags, ready)
        self.diagnostics += found
        self.record_places |= {("audience", name): audiences.place((name,)) for name in ready}
        work = self._finish(settings, scheme)
        dataset = Dataset(facts, topics, entities, sources, Places(facts), self.record_places)
        whole = Work(work, scheme or TLP, ready, dataset, self.loaded.texts, brand, charts)
        return Validated(whole, _ordered(self.diagnostics))

    def _finish(self, settings: Settings | None, scheme: Scheme | None) -> Settings:
        found = _ordered(self.diagnostics)
        if settings is None or scheme is None or any(item.is_error for item in found):
            raise Problems(*found)
        return settings

    def _settings(self) -> Settings | None:
        file = self.loaded.settings
        if "settings" in self.loaded.unread:
            return None
        settings, remarks = read_record(Settings, file.value)
        self.diagnostics += placed(remarks, file, ())
        return settings

    def _brand(self, settings: Settings | None) -> tuple[Brand, Settings | None]:
        """Read the brand, and let it fill in what the settings leave out of the publisher."""
        brand, publisher, found = read_brand(self.loaded, settings.publisher if settings else Publisher())
        self.diagnostics += found
        if settings is None:
            return brand, None
        if "brand" not in self.loaded.unread:
            self.diagnostics += placed(without_name(publisher), self.loaded.settings, ())
        return brand, replace(settings, publisher=publisher)

    def _records(self, kind: type[Record], files: tuple[LoadedFile, ...], label: str) -> dict[str, Record]:
        records: dict[str, Record] = {}
        for file in files:
            found, read = read_list(kind, file, label)
            self.diagnostics += found
            for path, record in read:
                records.setdefault(record.id, record)
                remarks = list(check_languages(getattr(record, "translations", ())))
                self.diagnostics += placed(remarks, file, path, f"{label} `{record.id}`") if remarks else ()
                self.record_places.setdefault((label, record.id), file.place(path))
        self.diagnostics += _equal_ids(files, label)
        return records

    def _facts(self, known: Known, settings: Settings | None, scheme: Scheme | None) -> Facts:
        labels = (scheme or TLP).labels
        default = settings.marking.default if settings and settings.marking.default in labels else labels[0]
        for file in self.files:
            self.diagnostics += (*file.diagnostics, *misnamed(file, known, scheme, default))
        self.diagnostics += equal_ids(self.files)
        facts = Facts(self.files, default)
        for kind in ("part_of", "supersedes"):
            self.diagnostics += circles(self.files, facts.rows, kind)
        return facts

    def _known(self, audiences: Audiences) -> Known:
        ids = {kind: _ids((getattr(self.loaded, kind),)) for kind in ("topics", "entities", "sources")}
        own = self._names("audiences", dict.fromkeys(audiences.plain))
        return Known(
            topics=self._names("topics", ids["topics"]),
            entities=self._names("entities", ids["entities"]),
            sources=self._names("sources", ids["sources"]),
            facts=self._names("facts", {name: None for file in self.files for name, _ in file.ids}),
            audiences=Names(own.words, own.is_complete and "stock" not in self.loaded.unread),
        )

    def _names(self, kind: str, words: Mapping[str, object]) -> Names:
        return Names(words, is_complete=kind not in self.unread)

    def _check_sources(self, sources: Mapping[str, Source]) -> None:
        file = self.loaded.sources
        for path, plain in file.records():
            source = sources.get(str(plain.get("id")))
            if source and leads_outside(source.custom.file):
                remark = Remark("BG005", ("custom", "file"), f"`{source.custom.file}` leads out of data/sources/")
                self.diagnostics += placed([remark], file, path, label_of("source", plain))

    def _check_settings(
        self,
        settings: Settings,
        known: Known,
        tags: Names,
        audiences: Mapping[str, Audience],
        entities: Mapping[str, Entity],
        topics: Mapping[str, Topic],
    ) -> None:
        types = self._names("entities", dict.fromkeys(entity.type for entity in entities.values()))
        if len(entities) < len(known.entities.words):
            types = Names(types.words, is_complete=False)
        remarks = [
            *check_settings(settings),
            *check_briefs(settings, known, tags, types),
            *check_documents(settings, audiences, entities, topics),
        ]
        self.diagnostics += placed(remarks, self.loaded.settings, ())
        for number, brief in enumerate(settings.briefs):
            self.record_places.setdefault(("brief", brief.id), self.loaded.settings.place(("briefs", number)))
        items = {
            brief.id: Names(dict.fromkeys(items_of(brief, entities, topics)), types.is_complete) for brief in settings.briefs
        }
        self.diagnostics += check_texts(self.loaded, items, known.audiences, audiences)


def _ids(files: tuple[LoadedFile, ...]) -> dict[str, object]:
    """Give all ids that stand in some files, also those of records that are otherwise wrong."""
    return {name: None for file in files for _, plain in file.records() if isinstance(name := plain.get("id"), str)}


def _equal_ids(files: tuple[LoadedFile, ...], label: str) -> Iterator[Diagnostic]:
    seen: dict[str, tuple[LoadedFile, Path]] = {}
    for file in files:
        for path, plain in file.records():
            name = plain.get("id")
            if not isinstance(name, str):
                continue
            if name in seen:
                other, way = seen[name]
                place, first = file.place((*path, "id")), other.place((*way, "id"))
                yield finding("BG120", f"two records have the id `{name}`: {label}s at {first} and {place}", place, "rename one")
            seen.setdefault(name, (file, path))


def _ordered(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda item: (item.place, item.code, item.message)))
