"""All that an audience may see of a project, whatever its briefs select."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from briefgen.model.briefing import Work
from briefgen.model.fact import Fact
from briefgen.tailor.admit import forbidden, left_out


def facts_for(work: Work, audience: str, facts: Iterable[Fact], as_at: datetime) -> tuple[Fact, ...]:
    """Choose those of some facts that an audience may see at an instant, with their statements in its words."""
    admits = work.audiences[audience].admits
    admitted = (fact for fact in facts if not forbidden(fact, admits, work.scheme, as_at) and not left_out(fact, admits))
    return tuple(replace(fact, statement=fact.wording.get(audience, fact.statement)) for fact in admitted)
