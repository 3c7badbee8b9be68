"""The page of one document: a briefing goes through its template and comes out as HTML with its ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from babel import Locale
from markupsafe import escape

from briefgen.model.briefing import Briefing, Ledger, Page
from briefgen.model.chart import Draw, undrawn
from briefgen.model.diagnostic import Problems
from briefgen.model.fact import Fact
from briefgen.model.plain import facts_json
from briefgen.render.brand import logo_html
from briefgen.render.catalogues import formatter as formatter_of
from briefgen.render.catalogues import translations
from briefgen.render.desk import Desk
from briefgen.render.environment import Environment
from briefgen.render.format import Formatter
from briefgen.render.jsonld import json_ld
from briefgen.render.record import Record
from briefgen.render.resolve import Resolver, unmarked
from briefgen.render.studio import Studio


def render(briefing: Briefing, environment: Environment, draw: Draw = undrawn) -> Page:
    """Turn a briefing into its page and ledger; all reading and printing of facts is recorded on the way.

    `draw` makes the pictures of its charts.

    Raises Problems (BG4xx, BG301) with every finding when a template or text cannot be rendered.
    """
    studio = studio_for(briefing, environment, draw)
    skeleton = studio.skeleton()
    stop_at_failures(studio)
    return _finish(briefing, studio, skeleton)


def rehearse(briefing: Briefing, environment: Environment) -> None:
    """Run a document's template without making a page of it. Raises Problems where it fails, as `render` does."""
    studio = studio_for(briefing, environment)
    studio.skeleton()
    stop_at_failures(studio)


def studio_for(briefing: Briefing, environment: Environment, draw: Draw = undrawn) -> Studio:
    """Lay out everything that the templates of one document stand among."""
    record = Record()
    words, catalogue = translations(environment.catalogues, Locale.parse(_locale(briefing), sep="-"), record)
    formatter = Formatter(_locale(briefing), words.gettext)
    original = formatter if briefing.is_own_language else formatter_of(environment.catalogues, briefing.settings.locale)
    studio = Studio(briefing, environment, Desk.of(briefing, record, formatter, original), words, draw)
    studio.files.update(catalogue.files if catalogue else ())
    return studio


def stop_at_failures(studio: Studio) -> None:
    """Raise Problems where a template asked for what it may not have, or could not be obeyed."""
    found = studio.record.diagnostics
    failures = [item for item in found if item.is_error and item.code.startswith(("BG3", "BG4", "BG261"))]
    if failures:
        raise Problems(*studio.explained(failures))


def _locale(briefing: Briefing) -> str:
    """Give the locale of a document: the project's own where the language is the same, for its way with dates and money."""
    settings, language = briefing.settings, briefing.id.language
    return settings.locale if language == settings.language else language


def _finish(briefing: Briefing, studio: Studio, skeleton: str) -> Page:
    """Put the data in the place of its tokens and gather what goes with the page."""
    record = studio.record
    used = briefing.dataset.in_order(record.used(skeleton))
    facts = tuple(briefing.dataset.facts[name] for name in used)
    spoken = studio.spoken(used)
    sources = _sources(facts, briefing)
    marking = briefing.scheme.highest(tuple(fact.marking for fact in facts))
    until = max((day for fact in facts if (day := fact.embargo_until) and briefing.as_at < day), default=None)
    embargo = studio.desk.formatter.embargo(until) if until else ""
    attached = facts_json(spoken, (briefing.dataset.sources[name] for name in sources))
    digest = _hashed(attached)
    late = {
        "marking": marking,
        "digest": digest,
        "json_ld": json_ld(briefing, spoken, marking),
        "embargo": embargo,
        "release": studio.desk.formatter.release(embargo),
        "logo": logo_html(briefing.brand),
        "embargo_line": f'<p class="embargo">{escape(embargo)}</p>' if embargo else "",
    }
    resolver = Resolver(record.fragments, late)
    marked = resolver.marked(skeleton)
    html = unmarked(marked)
    date = briefing.brief.date
    return Page(
        id=briefing.id,
        html=html,
        differing=studio.desk.formatter.differing("").strip(),
        marked=marked,
        prose=tuple(resolver.prose),
        title=resolver.plain(str(studio.names["title"])),
        language=studio.desk.formatter.language,
        marking=marking,
        embargo=embargo,
        embargo_until=until.isoformat() if until else "",
        edition=briefing.brief.edition,
        date=date.iso if date else "",
        publisher=briefing.settings.publisher.name,
        facts_json=attached,
        digest=digest,
        ledger=Ledger(
            entries=tuple(resolver.entries),
            facts=used,
            sources=sources,
            reads=briefing.dataset.in_order(record.reads),
            criteria=tuple(record.selections),
            charts=tuple(record.charts),
            selections=tuple(dict.fromkeys(record.selections.values())),
            templates=tuple(sorted(set(studio.files.values()))),
            asked=tuple(sorted(studio.environment.asked)),
        ),
        diagnostics=tuple(dict.fromkeys((*record.diagnostics, *resolver.refused, *resolver.dead_links))),
    )


def say_again(briefing: Briefing, environment: Environment, facts: Iterable[str]) -> tuple[str, Mapping[str, str]]:
    """Give the digest that a document has which prints some facts, and the SHA-256 of what each of them says with its sources.

    The facts are those of the briefing that its manifest entry names; it is not rendered again.
    """
    names = briefing.dataset.in_order(facts)
    studio, known = studio_for(briefing, environment), briefing.dataset
    spoken = studio.spoken(names)
    each = {
        fact.id: _hashed(facts_json([(fact, words)], (known.sources[name] for name in _sources([fact], briefing))))
        for fact, words in spoken
    }
    sources = _sources((fact for fact, _ in spoken), briefing)
    return _hashed(facts_json(spoken, (known.sources[name] for name in sources))), each


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sources(facts: Iterable[Fact], briefing: Briefing) -> tuple[str, ...]:
    """Give the sources of some facts and of their alternatives, in the dataset's order."""
    cited = {evidence.source for fact in facts for evidence in fact.evidence}
    return tuple(name for name in briefing.dataset.sources if name in cited)
