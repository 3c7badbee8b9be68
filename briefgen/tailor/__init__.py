"""tailor: a project, a brief, an audience and a language become a Briefing: all selection, ordering and admission."""

from __future__ import annotations

from briefgen.model.request import Request
from briefgen.tailor.briefing import fewer, tailor
from briefgen.tailor.plan import plan, unmet
from briefgen.tailor.pool import Pools

__all__ = ["Pools", "Request", "fewer", "plan", "tailor", "unmet"]
