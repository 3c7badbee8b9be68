"""The rules of briefgen.yaml: its briefs, markings, waivers and mail settings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.model.briefing import DocumentId
from briefgen.model.codes import CODES
from briefgen.model.dataset import Entity, Topic
from briefgen.model.loaded import Path
from briefgen.model.marking import SCHEMES, Scheme
from briefgen.model.settings import Audience, Brief, Settings
from briefgen.validate.audiences import check_selection, leads_outside
from briefgen.validate.facts import Known, unknown, unknown_marking
from briefgen.validate.locales import check_languages, is_locale
from briefgen.validate.remarks import Names, Remark
from briefgen.validate.senders import check_email


def scheme_of(settings: Settings) -> Scheme:
    """Give the marking scheme in force."""
    named = settings.marking.scheme
    return named if isinstance(named, Scheme) else next(scheme for scheme in SCHEMES if scheme.id == named)


def check_settings(settings: Settings) -> Iterator[Remark]:
    """Find settings that do not fit together or name what does not exist; briefs apart."""
    scheme = scheme_of(settings)
    if settings.marking.default and settings.marking.default not in scheme.labels:
        yield unknown_marking(settings.marking.default, ("marking", "default"), scheme)
    if not is_locale(settings.locale):
        yield Remark("BG136", ("locale",), f"`{settings.locale}` is no locale", "use a tag such as en-GB or fr-FR")
    if settings.brand and leads_outside(settings.brand):
        yield Remark("BG005", ("brand",), f"`{settings.brand}` leads out of the project")
    for number, waiver in enumerate(settings.waivers):
        yield from unknown("BG113", "code", waiver.code, ("waivers", number, "code"), Names(CODES))
    yield from check_email(settings.email)


def check_briefs(settings: Settings, known: Known, tags: Names, entity_types: Names) -> Iterator[Remark]:
    """Find equal ids of briefs, and audiences, topics, entities, facts and tags that briefs name but nobody defines."""
    seen: dict[str, int] = {}
    for number, brief in enumerate(settings.briefs):
        path: Path = ("briefs", number)
        if brief.id in seen:
            message = f"two briefs have the id `{brief.id}`: number {seen[brief.id] + 1} and number {number + 1}"
            yield Remark("BG120", (*path, "id"), message, "rename one")
        seen.setdefault(brief.id, number)
        for remark in check_languages(brief.translations):
            yield replace(remark, path=(*path, *remark.path))
        for position, audience in enumerate(brief.audiences):
            yield from unknown("BG125", "audience", audience, (*path, "audiences", position), known.audiences)
        yield from check_selection(brief.facts, (*path, "facts"), known, tags)
        kind, which = brief.for_each or ("", ())
        for position, word in enumerate(which):
            if kind == "topic":
                yield from unknown("BG122", "topic", word, (*path, "for_each", "topic", position), known.topics)
            else:
                yield from unknown("BG123", "entity of the type", word, (*path, "for_each", "entity"), entity_types)


def check_documents(
    settings: Settings, audiences: Mapping[str, Audience], entities: Mapping[str, Entity], topics: Mapping[str, Topic]
) -> Iterator[Remark]:
    """Find documents that would be written to the same file, also where capitals and small letters are the same."""
    taken: dict[str, DocumentId] = {}
    for number, brief in enumerate(settings.briefs):
        for document in _documents(brief, settings, audiences, items_of(brief, entities, topics)):
            name = unicodedata.normalize("NFKC", f"{document.folder}/{document.stem}").casefold()
            if name in taken:
                message = f"the documents `{taken[name]}` and `{document}` would be written to the same file"
                yield Remark(
                    "BG007",
                    ("briefs", number),
                    message,
                    "name each audience and each language once, and rename what is alike",
                )
            taken.setdefault(name, document)


def items_of(brief: Brief, entities: Mapping[str, Entity], topics: Mapping[str, Topic]) -> list[str]:
    """Give the ids of the entities or topics that a brief is made for; "" for a brief that is made once."""
    kind, which = brief.for_each or ("", ())
    if kind == "entity":
        return [entity.id for entity in entities.values() if entity.type in which]
    return [topic for topic in which if topic in topics] if kind else [""]


def _documents(brief: Brief, settings: Settings, audiences: Mapping[str, Audience], items: list[str]) -> Iterator[DocumentId]:
    for item in items:
        for audience in brief.audiences:
            if audience in audiences:
                for language in audiences[audience].languages or (settings.language,):
                    yield DocumentId(brief.id, item, audience, language)
