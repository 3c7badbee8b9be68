"""The words of pictures: labels broken into lines that fit, and stand-ins that keep the place of words until they are drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from briefgen.model.chart import SIZE, STAND_IN, WIDTH, Chart, ChartWords
from briefgen.model.fact import Fact
from briefgen.render.desk import Desk
from briefgen.render.evidence import CitationView
from briefgen.render.record import Record

_STAND_IN = re.compile(STAND_IN.format(number=r"(\d+)"))
_BROAD = 0.52 * SIZE
"""What a letter takes at most on average, so that lines broken by it fit in any typeface for text."""
_INDENT = 12
_GAP = 14


@dataclass(frozen=True, slots=True)
class Label:
    """What something is called in a picture: words of a record, or an editor's own."""

    text: str
    is_own: bool = False
    """Whether an editor wrote it: then a figure in it is one that no record gave."""

    def shown(self, record: Record, text: str = "") -> str:
        """Give it (or a line of it) as it is printed."""
        words = text or self.text
        return Markup(escape(words)) if self.is_own else record.words(words)  # noqa: S704 -- escaped


@dataclass(slots=True)
class Lettering:
    """The words of one picture, by the numbers of their stand-ins."""

    record: Record
    words: list[str] = field(default_factory=list)

    def put(self, words: str) -> str:
        """Keep words and give their stand-in, which is as long as they are."""
        length = len(self.record.spelled_out(words)) - 2
        self.words.append(words)
        return STAND_IN.format(number=str(len(self.words) - 1).zfill(max(length, 1)))

    def lines(self, label: Label, *, beside: str = "", indent: int = 0, width: float = WIDTH) -> tuple[str, ...]:
        """Break a label into lines and give their stand-ins; `beside` is what stands to the right of them."""
        room = width - indent * _INDENT - (len(beside) * _BROAD + _GAP if beside else 0)
        return tuple(self.put(label.shown(self.record, line)) for line in broken(label.text, int(max(room, 60) / _BROAD)))

    def filled(self, svg: str) -> str:
        """Put the words in the place of their stand-ins."""
        return _STAND_IN.sub(lambda found: str(escape(self.words[int(found[1])])), svg)


def broken(text: str, letters: int) -> tuple[str, ...]:
    """Break words into lines of so many letters at most; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Captions:
    """What facts, sources and groups are called in the picture of a chart."""

    chart: Chart
    desk: Desk
    gettext: Callable[[str], str]

    def label(self, fact: Fact, among: Sequence[Fact]) -> Label:
        """Name a fact: as the chart says, or by its entity, or by its statement where another has the same entity."""
        labels = self._labels()
        if fact.id in labels:
            return Label(labels[fact.id], is_own=True)
        entity = self.desk.dataset.entities.get(fact.entity)
        if entity and not any(other.entity == fact.entity for other in among if other is not fact):
            return Label(entity.name)
        return Label(" ".join(fact.statement.replace("{value}", "").split()))

    def _labels(self) -> Mapping[str, str]:
        """Give the chart's own names of facts in the document's language; those without one are named as others are."""
        if self.desk.is_own_language:
            return self.chart.labels
        return self.chart.translations.get(self.desk.formatter.locale.language, ChartWords()).labels

    def group(self, kind: str, key: str) -> Label:
        """Name a group of facts."""
        if kind == "topic":
            return Label(self.desk.dataset.topics[key].title)
        entity = self.desk.dataset.entities.get(key) if kind == "entity" else None
        return Label(entity.name if entity else key or "–")

    def sources(self, citations: Sequence[CitationView]) -> Label:
        """Name the sources of a value: the first, and that there are others."""
        names = tuple(dict.fromkeys(self.desk.dataset.sources[citation.source.id].short for citation in citations))
        if len(names) > 1:
            return Label(self.gettext("%(names)s and others").replace("%(names)s", names[0]))
        return Label(names[0] if names else "–")
