"""tailor: a project, a brief, an audience and a language become a Briefing: all selection, ordering and admission."""

from __future__ import annotations

from briefgen.tailor.briefing import fewer, secrets, tailor
from briefgen.tailor.plan import Request, plan

__all__ = ["Request", "fewer", "plan", "secrets", "tailor"]
