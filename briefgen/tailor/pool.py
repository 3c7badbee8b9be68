"""Pools: the facts that the documents of one brief may say to one audience, chosen once for all of them, without reading any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from briefgen.model.briefing import Work
from briefgen.model.rows import Indexed, Rows
from briefgen.model.settings import Admits, Audience, Brief
from briefgen.model.source import Source
from briefgen.tailor.admit import forbidden, is_selected, left_out


@dataclass(frozen=True, slots=True)
class Pool:
    """What of a project the documents of a brief may say to an audience."""

    rows: Rows[Indexed]
    """Of the facts, by their ids."""
    sources: Mapping[str, Source]
    """Those that the facts cite: that another one exists may say too much."""
    _by_item: Mapping[str, Mapping[str, Indexed]] | None

    def about(self, item: str) -> Mapping[str, Indexed]:
        """Give the facts about an item of the brief; all where it has none."""
        return self.rows if self._by_item is None else self._by_item.get(item, {})


@dataclass(frozen=True, slots=True)
class Pools:
    """The pools of a project at an instant, each chosen when it is first asked for."""

    work: Work
    as_at: datetime
    embargoed: bool = False
    """Whether facts under embargo may stand in documents, which then carry the embargo line."""
    _known: dict[tuple[str, str], Pool] = field(default_factory=dict, repr=False)
    _secrets: dict[tuple[str, bool], Mapping[str, Indexed]] = field(default_factory=dict, repr=False)

    def of(self, brief: Brief, audience: str) -> Pool:
        """Give the pool of a brief and an audience."""
        key = (brief.id, audience)
        if key not in self._known:
            self._known[key] = self._chosen(brief, self.work.audiences[audience])
        return self._known[key]

    def refusal(self, brief: Brief, audience: str, name: str) -> str:
        """Say why a fact of the project may not stand in a document; an empty string where it may, or there is no such fact."""
        row = self.work.dataset.rows.get(name)
        return self._reason(row, brief, self.work.audiences[audience]) if row is not None else ""

    def secrets(self, admits: Admits, *, embargoed: bool) -> Mapping[str, Indexed]:
        """Give the rows of the facts that are secret from an audience; `embargoed` tells of a document with the embargo line."""
        key = (admits.marking, embargoed or self.embargoed)
        if key not in self._secrets:
            known: dict[tuple[object, ...], str] = {}
            found: dict[str, Indexed] = {}
            for name, row in self.work.dataset.rows.items():
                alike = (row.marking, row.embargo_until)
                if alike not in known:
                    known[alike] = forbidden(row, admits, self.work.scheme, self.as_at, embargoed=key[1])
                if known[alike]:
                    found[name] = row
            self._secrets[key] = found
        return self._secrets[key]

    def _reason(self, row: Indexed, brief: Brief, audience: Audience) -> str:
        return self._secrecy(row, audience) or ("" if is_selected(row, brief.facts) else "the brief does not select it")

    def _secrecy(self, row: Indexed, audience: Audience) -> str:
        """Say why an audience may not have a fact in any brief: facts of the same marking, embargo, type and status are alike."""
        reason = forbidden(row, audience.admits, self.work.scheme, self.as_at, embargoed=self.embargoed)
        return reason or left_out(row, audience.admits)

    def _chosen(self, brief: Brief, audience: Audience) -> Pool:
        dataset = self.work.dataset
        known: dict[tuple[object, ...], bool] = {}
        rows = Rows[Indexed]()
        for name, row in dataset.rows.items():
            alike = (row.marking, row.embargo_until, row.type, row.status)
            is_open = known.get(alike)
            if is_open is None:
                is_open = known[alike] = not self._secrecy(row, audience)
            if is_open and is_selected(row, brief.facts):
                rows[name] = row
        cited = {source for row in rows.values() for source in row.cites}
        sources = {name: source for name, source in dataset.sources.items() if name in cited}
        return Pool(rows, sources, _by_item(rows, brief))


def _by_item(rows: Mapping[str, Indexed], brief: Brief) -> Mapping[str, Mapping[str, Indexed]] | None:
    """Part facts by the item of the brief that they are about; nothing where it has one document for all."""
    if brief.for_each is None:
        return None
    found: dict[str, dict[str, Indexed]] = {}
    for name, row in rows.items():
        for item in row.topic if brief.for_each[0] == "topic" else (row.entity,):
            found.setdefault(item, {})[name] = row
    return found
