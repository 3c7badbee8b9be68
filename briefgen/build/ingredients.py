"""What goes into a document, by name, each with the hash of its content: when none of it has changed, nor has the document."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefgen.cache import WORDS, program, version
from briefgen.model.briefing import Briefing, DocumentId, Page, Section, Work
from briefgen.model.criteria import Criteria
from briefgen.model.fact import Fact
from briefgen.model.layers import place_name
from briefgen.model.rows import rows_of
from briefgen.native import native_content

ENGINE = (
    *WORDS,
    "brotli",
    "cssselect2",
    "fonttools",
    "jinja2",
    "lxml",
    "pikepdf",
    "pillow",
    "pydyf",
    "pypdfium2",
    "pyphen",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "vl-convert-python",
    "weasyprint",
)
"""The libraries that have a part in a document's words, its markup, its pages and their judgement."""
MACHINE = f"{sys.platform} {os.uname().machine}"
"""The kind of system and of processor."""
_SETTINGS = ("title", "publisher", "locale", "paper", "marking")
_BRIEF = ("id", "title", "subtitle", "date", "edition", "facts", "for_each")
_AUDIENCE = ("title", "template", "limits", "fit", "admits", "sections", "evidence", "confidence", "full_names")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the templates of a document looked at beyond what its briefing lays before them."""

    facts: tuple[str, ...]
    """Ids of the facts that they looked into."""
    selections: tuple[Criteria, ...]
    """Selections that they made themselves."""
    charts: tuple[str, ...]
    """Ids of the charts that they asked for, also of those that there are not."""
    files: tuple[str, ...]
    """Names of the templates, styles and pictures that they asked for, also of those that there are not."""

    @classmethod
    def of(cls, page: Page, pictures: Iterable[str] = ()) -> Looked:
        """Take down what a finished page was made of; `pictures` are the files that were fetched when it was set."""
        named = (*page.ledger.templates, *page.ledger.asked)
        files = (name for name in named if not name.startswith("data/"))
        return cls(page.ledger.reads, page.ledger.criteria, page.ledger.charts, tuple(sorted({*files, *pictures})))


def ingredients(work: Work, briefing: Briefing, looked: Looked, read: Callable[[str], bytes | None]) -> Mapping[str, str]:
    """Give the hash of all that goes into a document, by a name that a user understands; `read` gives a template's bytes."""
    return dict(_named(work, briefing, looked, read))


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Tell what is new, changed or gone among the ingredients of a document."""
    told = [f"{name} is new" for name in now if name not in before]
    told += [f"{name} has changed" for name in now if name in before and before[name] != now[name]]
    return (*told, *(f"{name} is gone" for name in before if name not in now))


def files_of(document: DocumentId, looked: Looked) -> Iterator[tuple[str, str]]:
    """Give the files that a document is made of, also those that may be there tomorrow: what each is called, and its name."""
    yield from ((place_name(name), name) for name in looked.files)
    language = document.language.replace("-", "_")
    for tag in dict.fromkeys((language.partition("_")[0], language)):
        yield f"catalogue `{tag}`", f"locale/{tag}/LC_MESSAGES/briefgen.po"


def _named(work: Work, briefing: Briefing, looked: Looked, read: Callable[[str], bytes | None]) -> Iterator[tuple[str, str]]:
    settings, brief, audience = briefing.settings, briefing.brief, briefing.audience
    yield "briefgen, Python and their libraries", engine()
    if "pdf" in audience.formats:
        yield "Pango and what else of the system typesets", native_content()
    yield "settings of the project", _hash({name: getattr(settings, name) for name in _SETTINGS}, briefing.scheme)
    yield "the brand", _hash(work.brand)  # of its files it shows the hashes
    yield f"brief `{brief.id}`", _hash({name: getattr(brief, name) for name in _BRIEF}, briefing.title, briefing.item)
    yield f"audience `{briefing.id.audience}`", _hash({name: getattr(audience, name) for name in _AUDIENCE})
    for section in briefing.sections.values():
        yield f"section `{section.id}`", _hash(*_composition(section))
    selected = [(criteria, _selected(criteria, briefing)) for criteria in looked.selections]
    for criteria, names in selected:
        yield f"selection {criteria}", _hash(names)
    for chart in looked.charts:
        yield f"chart `{chart}`", _hash(briefing.charts.get(chart))
    yield from _records(briefing, {*looked.facts, *(name for _, names in selected for name in names)})
    for label, name in files_of(briefing.id, looked):
        content = read(name)
        yield label, hashlib.sha256(content).hexdigest() if content is not None else ""
    yield "texts without translation", _hash(briefing.diagnostics)
    if audience.full_names:
        yield "names of entities", _hash([(item.id, item.name, item.aliases) for item in briefing.dataset.entities.values()])


def _records(briefing: Briefing, looked_into: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the facts that a document was handed or looked into, with the sources, entities and topics that they name."""
    dataset = briefing.dataset
    handed = (fact.id for section in briefing.sections.values() for fact in section.facts)
    facts = [dataset.facts[name] for name in dataset.in_order({*handed, *looked_into})]
    yield "order of the facts", _hash([fact.id for fact in facts])
    for fact in facts:
        yield f"fact `{fact.id}`", _hash(fact, _is_embargoed(fact, briefing))
    cited = {evidence.source for fact in facts for evidence in fact.evidence}
    sources = [source for source in dataset.sources.values() if source.id in cited]
    yield "order of the sources", _hash([source.id for source in sources])
    for source in sources:
        yield f"source `{source.id}`", _hash(source)
    for name in sorted({fact.entity for fact in facts if fact.entity}):
        yield f"entity `{name}`", _hash(dataset.entities.get(name))
    for name in sorted({fact.home for fact in facts}):
        yield f"topic `{name}`", _hash(dataset.topics.get(name))


def _selected(criteria: Criteria, briefing: Briefing) -> list[str]:
    return [name for name, row in rows_of(briefing.own).items() if criteria.meets(row)]


def _composition(section: Section) -> Iterator[object]:
    yield [fact.id for fact in section.facts]
    yield [(group.id, group.title, [fact.id for fact in group.facts]) for group in section.groups]
    yield section.text
    yield section.charts, [group.charts for group in section.groups]


def _is_embargoed(fact: Fact, briefing: Briefing) -> bool:
    return fact.embargo_until is not None and briefing.as_at < fact.embargo_until


def _hash(*parts: Any) -> str:
    """Hash plain, frozen records: their `repr` says all that is in them, and the same on every run."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def engine() -> str:
    """Hash the program itself and the versions of Python, of the kind of machine, and of the libraries that it works with."""
    return _hash(program(), sys.version, MACHINE, [(name, version(name)) for name in ENGINE])
