"""What templates are told when they ask for facts: those that the document may have, and why not others."""

from __future__ import annotations

from typing import Any

from briefgen.model.briefing import Briefing
from briefgen.model.criteria import FIELDS, Criteria, values
from briefgen.model.diagnostic import did_you_mean
from briefgen.model.fact import Fact
from briefgen.model.rows import chosen, rows_of
from briefgen.render.arguments import facts_only, unfit
from briefgen.render.desk import Desk
from briefgen.render.evidence import SourceView
from briefgen.render.sources import by_source
from briefgen.render.views import FactView, said
from briefgen.render.wholes import WholesView
from briefgen.render.wholes import wholes as tables_of


class Answers:
    """Answers the templates of one document; each method is a name that they may use."""

    def __init__(self, briefing: Briefing, desk: Desk) -> None:
        self.briefing, self.desk = briefing, desk

    def fact(self, name: object) -> FactView:
        """Give a fact to a template, or write down why the document may not have it."""
        if not isinstance(name, str):
            raise unfit("fact", "the id of a fact, in quotation marks", name)
        known = self.briefing.dataset.facts
        found = known.get(str(name))
        if found:
            return FactView(found, self.desk)
        reason = self.briefing.refusal(str(name))
        if reason:
            hint = f"leave it out of what {self.briefing.audience.title} read, or change what they may see"
            self.desk.record.problem("BG301", f"`{name}` may not stand in this document: {reason}", hint)
        else:
            hint = did_you_mean(str(name), known) or "`briefgen facts list` shows the ids there are"
            self.desk.record.problem("BG406", f"no fact `{name}`", hint)
        topic = tuple(self.briefing.dataset.topics)[:1]
        return FactView(Fact(id="missing", type="name", topic=topic, statement="?", value="?"), self.desk)

    def facts(self, **criteria: Any) -> tuple[FactView, ...]:
        """Select facts for a template, and write the selection down."""
        unknown = [name for name in criteria if name not in FIELDS]
        if unknown:
            hint = did_you_mean(unknown[0], FIELDS) or f"there are {', '.join(FIELDS)}"
            self.desk.record.problem("BG404", f"facts() has no criterion `{unknown[0]}`", hint)
            return ()
        for field, wanted in criteria.items():
            if isinstance(wanted, str) or not isinstance(wanted, list | tuple):
                raise unfit(f"facts({field}=...)", f"a list, such as {field}=[...]", wanted)
        self._refuse(criteria.get("ids", ()))
        wanted = Criteria.of(criteria)
        self.desk.record.select(wanted, repr([(name, self._open(name, values)) for name, values in wanted.wanted]))
        is_listed = "refuted" in criteria.get("statuses", ())
        return said(FactView(fact, self.desk, is_listed=is_listed) for fact in chosen(self.briefing.own, wanted.meets))

    def used_facts(self) -> tuple[FactView, ...]:
        """Give the facts printed so far, in order."""
        return tuple(FactView(self.briefing.dataset.facts[name], self.desk) for name in self.desk.record.printed())

    def unsourced_facts(self) -> tuple[FactView, ...]:
        """Give the facts without a place for their evidence: those with a note in the order of their numbers, then the others."""
        printed = dict.fromkeys((*self.desk.record.noted(), *self.desk.record.printed()))
        names = (name for name in printed if name not in self.desk.record.evidenced)
        return tuple(
            FactView(self.briefing.dataset.facts[name], self.desk) for name in names if name in self.briefing.dataset.facts
        )

    def sources_of(self, views: object) -> tuple[SourceView, ...]:
        """Give the sources of some facts, each once."""
        return by_source(iter(facts_only("sources_of", views)), self.desk)

    def wholes(self, views: object) -> tuple[WholesView, ...]:
        """Give tables of wholes and their parts, one for each unit."""
        return tables_of(facts_only("wholes", views), self.desk)

    def _refuse(self, ids: Any) -> None:
        """Write down which facts a selection names that the document may not have."""
        for name in ids:
            if self.briefing.refusal(str(name)):
                self.fact(name)

    def _open(self, criterion: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Keep of a criterion what facts of the document have: what no reader may know of stands in no ledger."""
        found = {value for row in rows_of(self.briefing.own).values() for value in values(row, criterion)}
        return tuple(value for value in wanted if value in found)
