"""Which charts stand in which section of a document: those declared for its audience of which it may show a fact."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from briefgen.model.briefing import Section
from briefgen.model.chart import Placed
from briefgen.model.rows import Indexed
from briefgen.tailor.admit import is_selected


def with_charts(
    sections: Mapping[str, Section], charts: Iterable[Placed], audience: str, facts: Collection[Indexed], about: str = ""
) -> Mapping[str, Section]:
    """Put charts into the sections that they are declared for.

    `facts` are those that the document is about, `about` its topic where it is about one.
    """
    result = dict(sections)
    for placed in charts:
        name, topic = placed.chart.sections.get(audience, ""), placed.chart.topic
        is_elsewhere = about and topic and topic != about
        if name in result and not is_elsewhere and any(is_selected(fact, placed.chart.facts) for fact in facts):
            result[name] = _with(result[name], placed.id, topic)
    return result


def _with(section: Section, chart: str, topic: str) -> Section:
    """Add a chart to the group of its topic; to the section where that has no such group."""
    if topic and any(group.id == topic for group in section.groups):
        groups = (replace(group, charts=(*group.charts, chart)) if group.id == topic else group for group in section.groups)
        return replace(section, groups=tuple(groups))
    return replace(section, charts=(*section.charts, chart))
