"""The sources of some facts, as templates list them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.model.source import Source
from briefgen.render.desk import Desk
from briefgen.render.evidence import SourceView
from briefgen.render.views import FactView


def by_source(facts: Iterator[FactView], desk: Desk) -> tuple[SourceView, ...]:
    """Turn facts into their sources, each once in the order of first mention, with the facts that it supports."""
    found: dict[str, dict[str, FactView]] = {}
    for view in facts:
        fact = view.read()
        for evidence in fact.evidence:
            found.setdefault(evidence.source, {})[fact.id] = view
    sources: Mapping[str, Source] = desk.dataset.sources
    return tuple(SourceView(sources[name], desk, tuple(views.values())) for name, views in found.items())
