"""Every paper rendered with data that nobody has yet: what breaks there will break one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefgen.check.papers.invented import EXTREMES, Extreme, invented
from briefgen.check.papers.markup import check_markup
from briefgen.gate.accessible import check_headings, check_tables
from briefgen.gate.reading import read_markup
from briefgen.gate.whereabouts import entry_place
from briefgen.model.briefing import Briefing, DocumentId, Page, Work
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity
from briefgen.model.layers import place_name
from briefgen.render import Environment, rehearse, render
from briefgen.tailor import tailor

Key = tuple[str, Place, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What papers are tried with: the project, its templates, and an instant."""

    work: Work
    environment: Environment
    as_at: datetime
    named: Callable[[str], Sequence[str]]
    """Gives the ids of the facts that a template and all that goes in with it name outright."""

    def real(self, names: Iterable[str]) -> tuple[str, ...]:
        """Keep the ids of facts that there are."""
        return tuple(dict.fromkeys(name for name in names if name in self.work.dataset.facts))


Found = tuple[Extreme, Diagnostic]
"""What is wrong with a paper or letter, and with which data."""


def try_extremes(trial: Trial, documents: Sequence[DocumentId], known: frozenset[Key]) -> Iterator[Diagnostic]:
    """Render each audience's paper with each extreme, once; tell failures of templates and faults of markup.

    `documents` are such as could be made with the real data; `known` is what was found in those, so that nothing is told twice.
    """
    papers = {document.audience: document for document in reversed(documents)}.values()
    return told(
        ((extreme, item) for document in papers for extreme in EXTREMES for item in _tried(trial, document, extreme)), known
    )


def told(found: Iterable[Found], known: frozenset[Key]) -> Iterator[Diagnostic]:
    """Tell each finding once as a warning, with all data that show it."""
    seen: dict[Key, tuple[Diagnostic, list[str]]] = {}
    for extreme, item in found:
        key = key_of(item)
        if key not in known:
            seen.setdefault(key, (item, []))[1].append(extreme.phrase)
    for item, phrases in seen.values():
        listed = ", ".join(dict.fromkeys(phrases))
        code, what = ("BG421", "the page is at fault") if item.code == "BG421" else ("BG420", "the template fails")
        yield replace(item, code=code, message=f"{what} with {listed}: {item.message}", severity=Severity.WARNING)


def key_of(item: Diagnostic) -> Key:
    """Give that by which two findings are the same."""
    return item.code, item.place, item.message


def markup_faults(page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find elements of a page that are not rightly closed or nested, at the line that printed what stands in them."""
    found = []
    for fault in check_markup(page.html[max(0, page.html.find("<body")) :]):
        place = entry_place(fault.anchor, page) or Place(place_name(briefing.audience.template))
        found.append(Diagnostic("BG421", fault.message, place, fault.hint))
    return tuple(found)


def _tried(trial: Trial, document: DocumentId, extreme: Extreme) -> tuple[Diagnostic, ...]:
    """Render one paper with one extreme and give what is wrong with its template or markup."""
    named = trial.real(trial.named(trial.work.audiences[document.audience].template))
    briefing = extremely(trial, document, extreme, named)
    try:
        if extreme.is_rehearsal:
            rehearse(briefing, trial.environment)
            return ()
        page = render(briefing, trial.environment)
    except Problems as problems:
        return tuple(of_templates(problems.diagnostics, named))
    return (*of_templates(page.diagnostics, named), *structure(page, briefing))


def extremely(trial: Trial, document: DocumentId, extreme: Extreme, named: Sequence[str]) -> Briefing:
    """Tailor a document of invented data, in which the real facts that its templates name stand, too."""
    tried = replace(document, language=extreme.locale or document.language)
    return _with_named(tailor(invented(trial.work, document, extreme), tried, trial.as_at), named, trial.work.dataset)


def structure(page: Page, briefing: Briefing) -> Iterator[Diagnostic]:
    """Find what is wrong with the elements of a page: headings, tables, nesting."""
    reading = read_markup(page.marked, page.language)
    found = (*check_headings(reading, page, briefing), *check_tables(reading, page, briefing), *markup_faults(page, briefing))
    return (replace(item, code="BG421", place=_of_template(item.place, briefing)) for item in found)


def of_templates(items: Iterable[Diagnostic], named: Sequence[str]) -> Iterator[Diagnostic]:
    """Keep what is wrong with templates: not that facts which they name are not there or not in their usual section."""
    for item in items:
        is_named = item.code == "BG408" and any(f"`{name}`" in item.message for name in named)
        if item.is_error and item.code.startswith("BG4") and item.code != "BG406" and not is_named:
            yield item


def _of_template(place: Place, briefing: Briefing) -> Place:
    """Keep a place in a template; what stands in an invented text has none."""
    return Place(place_name(briefing.audience.template)) if place.file.startswith("data/") else place


def _with_named(briefing: Briefing, named: Sequence[str], real: Dataset) -> Briefing:
    """Add the real facts that a template names, which it may rely upon, to what the document may know; not to its sections."""
    facts = {name: replace(real.facts[name], relations=()) for name in named}
    cited = {evidence.source for fact in facts.values() for evidence in fact.evidence}
    dataset = replace(
        briefing.dataset,
        facts={**facts, **briefing.dataset.facts},
        sources={**{name: real.sources[name] for name in cited}, **briefing.dataset.sources},
    )
    return replace(briefing, dataset=dataset)
