"""The rules of charts: each is drawn in one way, from facts, topics, audiences and sections that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.model.chart import Chart, Placed
from briefgen.model.diagnostic import Diagnostic, Severity, finding
from briefgen.model.fields import Id
from briefgen.model.loaded import Loaded, Plain
from briefgen.model.settings import Audience
from briefgen.validate.audiences import check_selection
from briefgen.validate.facts import Known, unknown
from briefgen.validate.locales import is_locale
from briefgen.validate.records import read_record
from briefgen.validate.remarks import Names, Remark, placed


def read_charts(
    loaded: Loaded, known: Known, tags: Names, audiences: Mapping[str, Audience]
) -> tuple[dict[str, Placed], list[Diagnostic]]:
    """Turn the files of charts into charts by their ids, and everything that is wrong with them."""
    charts: dict[str, Placed] = {}
    found: list[Diagnostic] = []
    for file in loaded.charts:
        if not isinstance(file.value, dict):
            hint = "write `investment:` and its fields indented below"
            found.append(finding("BG112", f"`{file.name}` should hold charts by their ids", file.place(), hint))
            continue
        for name, fields in file.value.items():
            if name in charts:
                message = f"two charts have the id `{name}`: at {charts[name].place} and {file.place((name,))}"
                found.append(finding("BG120", message, file.place((name,)), "rename one"))
                continue
            chart, remarks = _read(name, fields)
            if chart:
                charts[name] = Placed(name, chart, file.place((name,)))
                remarks = list(_check(chart, known, tags, audiences))
            found += placed(remarks, file, (name,), f"chart `{name}`")
    return charts, found


def _read(name: str, fields: Plain) -> tuple[Chart | None, list[Remark]]:
    _, wrong = read_record(Id, name)
    chart, remarks = read_record(Chart, fields)
    return chart, [Remark("BG112", (), item.message.partition(": ")[2]) for item in wrong] + remarks


def _check(chart: Chart, known: Known, tags: Names, audiences: Mapping[str, Audience]) -> Iterator[Remark]:
    if (chart.type is None) == (chart.spec is None):
        message = "it has both a `type` and a `spec`" if chart.type else "it has neither a `type` nor a `spec`"
        yield Remark("BG438", (), message, "say either how briefgen draws it, or give a Vega-Lite specification")
    yield from check_selection(chart.facts, ("facts",), known, tags)
    for name in chart.labels:
        yield from unknown("BG124", "fact", name, ("labels", name), known.facts)
    if chart.topic:
        yield from unknown("BG122", "topic", chart.topic, ("topic",), known.topics)
    for audience, section in chart.sections.items():
        yield from unknown("BG125", "audience", audience, ("sections", audience), known.audiences)
        sections = Names(audiences[audience].sections) if audience in audiences else None
        if sections and sections.lacks(section):
            message = f"the audience `{audience}` has no section `{section}`, so the chart is never printed there"
            yield Remark("BG110", ("sections", audience), message, sections.hint(section), Severity.WARNING)
    for language in chart.translations:
        if not is_locale(language):
            yield Remark("BG136", ("translations", language), f"`{language}` is no language", "use a tag such as fr or pt-BR")
