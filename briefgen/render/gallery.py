"""The gallery of one document: `chart("id")` becomes a complete figure: title, picture, caption, table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from briefgen.model.briefing import Briefing
from briefgen.model.chart import MOST_TITLE_WORDS, Chart, ChartWords, Draw, Placed
from briefgen.model.criteria import FIELDS, Criteria, values
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, did_you_mean
from briefgen.model.fact import Fact
from briefgen.model.rows import chosen
from briefgen.model.settings import Selection
from briefgen.model.value import DateValue, Period, raw
from briefgen.render.brand import lettered
from briefgen.render.chart_rows import RowView
from briefgen.render.desk import Desk
from briefgen.render.evidence import SourceView
from briefgen.render.lettering import Captions
from briefgen.render.pictures import Artist, Drawn
from briefgen.render.record import Basis, Word

PARTIAL = "partials/chart.html.j2"
Fill = Callable[[str, Place], str]
"""Fills the facts into an editor's words, as a template whose line is that of their place."""


@dataclass(frozen=True, slots=True)
class Medium:
    """How charts stand in what is rendered: the template of a figure, its picture, and the figure within an editor's text."""

    figure: str
    hang: Callable[[str, str], str]
    """Gives a drawing that stands in the figure, with what it says to those who cannot see it, as markup."""
    in_text: Callable[[str], str] = str
    """Turns a figure into HTML that stands among the paragraphs of a text."""


def _inline(svg: str, alt: str) -> str:
    head, end, rest = svg.partition(">")
    return f"{head}{end}<title>{alt}</title>{rest}"


PAGE = Medium(PARTIAL, _inline)
"""Documents: the drawing stands in the page."""


class ChartView:
    """A chart as templates see it."""

    def __init__(self, placed: Placed, facts: tuple[Fact, ...], drawn: Drawn, gallery: Gallery) -> None:
        self._chart, self._place, self._facts, self._drawn, self._gallery = placed.chart, placed.place, facts, drawn, gallery
        self._words = gallery.words_of(placed.chart)
        self.id, self.type = Word(placed.id), Word(placed.chart.type or "spec")
        self.facts = tuple(Word(fact.id) for fact in facts)
        self.title, self.measure = self._filled("title"), self._filled("measure") or self._definition()
        self.population, self.note, self.alt = self._filled("population"), self._filled("note"), self._filled("alt")

    @property
    def rows(self) -> tuple[RowView, ...]:
        """The rows of its table."""
        rows = self._drawn.rows
        firsts = (number == 0 or rows[number - 1].fact.id != row.fact.id for number, row in enumerate(rows))
        return tuple(RowView(row, self._gallery.desk, first) for row, first in zip(rows, firsts, strict=True))

    @property
    def sources(self) -> tuple[SourceView, ...]:
        """The sources of what it shows, each once."""
        found = {citation.source.id: citation.source for row in self.rows for citation in row.citations}
        return tuple(found.values())

    @property
    def has_parts(self) -> bool:
        """Whether parts stand under their whole."""
        return any(row.depth for row in self._drawn.rows)

    @property
    def has_open(self) -> bool:
        """Whether some marks are open: estimated or provisional values, or dots of a chart of counts."""
        return any(mark.hollow for panel in self._drawn.panels for mark in panel.marks)

    @property
    def has_bounds(self) -> bool:
        """Whether some values are drawn from a lowest to a highest one."""
        return self.type in ("bars", "dots") and any(mark.low < mark.high for panel in self._drawn.panels for mark in panel.marks)

    @property
    def has_tips(self) -> bool:
        """Whether some dots point to the side on which the true value is said to lie."""
        return any(mark.towards for panel in self._drawn.panels for mark in panel.marks)

    @property
    def is_of_one_time(self) -> bool:
        """Whether all its values held at the same time, so that its table need not say when for each."""
        return self.type != "dots" and len({fact.as_of for fact in self._facts}) == 1

    @property
    def period(self) -> str:
        """When the values held: from the first to the last date."""
        dated = [(fact.as_of, fact) for fact in self._facts if fact.as_of]
        if not dated or self.type in ("timeline", "counts"):
            return ""
        desk = self._gallery.desk
        found = _period([date for date, _ in dated])
        names = tuple(dict.fromkeys(fact.id for _, fact in dated))
        text = desk.formatter.date(found, "short")
        also = Basis(also=names[1:])
        return desk.record.value(names[0], text, role="period", formatter="chart", raw=raw(found), basis=also)

    def picture(self, alt: str) -> Markup:
        """Give the picture, `alt` being what it says to those who cannot see it."""
        svg = self._gallery.svg(self._drawn, self.type, self._place)
        words = _BLANKS.sub(" ", escape(alt)).strip()
        return Markup(self._gallery.medium.hang(svg, words) if svg else "")  # noqa: S704 -- drawn, and escaped

    def _filled(self, name: str) -> Markup:
        """Fill the facts into some of the chart's words."""
        words: str = getattr(self._words, name)
        return Markup(escape(self._gallery.fill(words, self._place).strip())) if words else Markup("")  # noqa: S704 -- escaped

    def _definition(self) -> str:
        """Give what is measured where all its facts say the same of it."""
        found = {fact.definition for fact in self._facts}
        return self._drawn.rows[0].fact.definition if len(found) == 1 and self._drawn.rows else ""


def _period(dates: list[DateValue]) -> DateValue:
    """Give the time from the first to the last of some dates."""
    first, last = min(dates, key=lambda date: date.first), max(dates, key=lambda date: date.last)
    if first == last:
        return first
    start, end = (first.start if isinstance(first, Period) else first), (last.end if isinstance(last, Period) else last)
    return start if start == end else Period(start, end)


_BLANKS = re.compile("[ \\t\\n]+")  # no-break spaces stay


@dataclass(slots=True)
class Gallery:
    """Makes the figures of one document, or of its letter."""

    briefing: Briefing
    desk: Desk
    gettext: Callable[[str], str]
    draw: Draw
    fill: Fill
    medium: Medium = PAGE

    def facts(self, name: str) -> tuple[Fact, ...]:
        """Give the facts of a chart that the document may have."""
        self.desk.record.charts.setdefault(name)
        placed = self.briefing.charts.get(name)
        return self._facts(placed.chart.facts) if placed else ()

    def view(self, name: str) -> ChartView | None:
        """Give a chart with the facts that the document may have; nothing, and a finding, where there is none."""
        record = self.desk.record
        record.charts.setdefault(name)
        placed = self.briefing.charts.get(name)
        if placed is None:
            hint = did_you_mean(name, self.briefing.charts) or "declare it in data/charts.yaml"
            record.problem("BG430", f"no chart `{name}`", hint)
            return None
        if not self._is_worded(placed):
            return None
        facts = self._facts(placed.chart.facts)
        captions = Captions(placed.chart, self.desk, self.gettext)
        drawn = Artist(placed.chart, placed.place, self.desk, captions).drawn(facts)
        record.diagnostics.extend(drawn.problems)
        if not drawn.rows:
            hint = "leave it out here, or let its readers see one of its facts"
            if not drawn.problems:
                record.problem("BG432", f"the chart `{name}` has no fact that may stand in this document", hint, Severity.NOTE)
            return None
        shown = {row.fact.id for row in drawn.rows} | {fact.id for row in drawn.rows for side in row.members for fact in side}
        view = ChartView(placed, tuple(fact for fact in facts if fact.id in shown), drawn, self)
        self._check_title(view.title, placed)
        return view

    def svg(self, drawn: Drawn, kind: str, place: Place) -> str:
        """Draw a plot and put its words in."""
        try:
            brand = self.briefing.brand
            plot = drawn.plot(kind, brand.light, self.desk.formatter.direction)
            return drawn.lettering.filled(lettered(self.draw(plot), brand))
        except Problems as problems:
            self.desk.record.diagnostics.extend(replace(item, place=place) for item in problems.diagnostics)
            return ""

    def words_of(self, chart: Chart) -> ChartWords:
        """Give a chart's words in the document's language; none where it has none."""
        if self.desk.is_own_language:
            return ChartWords(
                title=chart.title,
                measure=chart.measure,
                population=chart.population,
                note=chart.note,
                alt=chart.alt,
                labels=chart.labels,
            )
        return chart.translations.get(self.desk.formatter.locale.language, ChartWords())

    def _is_worded(self, placed: Placed) -> bool:
        """Tell whether a chart can be shown in the document's language; where it cannot it is left out, which is told."""
        if self.words_of(placed.chart).title:
            return True
        language = self.desk.formatter.language_name
        message = f"chart `{placed.id}`: `title` has no words in {language}, and is left out"
        hint = f"add translations: {{{self.desk.formatter.locale.language}: {{title: ...}}}} to it"
        self.desk.record.diagnostics.append(Diagnostic("BG260", message, placed.place, hint))
        return False

    def _facts(self, wanted: Selection) -> tuple[Fact, ...]:
        """Choose a chart's facts: in the order in which it names them, else in that of the dataset."""
        criteria = Criteria.of({name: found for name in FIELDS if (found := getattr(wanted, name))})
        facts = chosen(self.briefing.own, criteria.meets)
        shown = [(name, tuple(_known(found, name, facts))) for name, found in criteria.wanted]
        self.desk.record.select(criteria, repr(shown))
        places = {name: number for number, name in enumerate(wanted.ids)}
        return tuple(sorted(facts, key=lambda fact: places.get(fact.id, 0)))

    def _check_title(self, title: str, placed: Placed) -> None:
        words = self.desk.record.spelled_out(title).split()
        if len(words) > MOST_TITLE_WORDS:
            message = (
                f"the title of the chart `{placed.id}` has {len(words)} words, {MOST_TITLE_WORDS} are enough: “{' '.join(words)}”"
            )
            hint = "say the finding alone; measure, place and period stand in the caption"
            self.desk.record.diagnostics.append(Diagnostic("BG431", message, placed.place, hint, Severity.WARNING))


def _known(wanted: tuple[str, ...], criterion: str, facts: Sequence[Fact]) -> Iterator[str]:
    """Keep of a criterion what facts of the document have: what no reader may know of stands in no ledger."""
    return (value for value in wanted if any(value in values(fact, criterion) for fact in facts))


def figures(html: str, found: Mapping[str, Markup]) -> tuple[str, tuple[str, ...]]:
    """Put figures in the place of their marks in an editor's text; give the text, and the marks that stand within a sentence."""
    for mark, figure in found.items():
        html = html.replace(f"<p>{mark}</p>", figure)
    return html, tuple(mark for mark in found if mark in html)
