"""render: a Briefing and its templates become a Page (HTML) and its ledger."""

from __future__ import annotations

from briefgen.render.environment import Environment
from briefgen.render.page import render

__all__ = ["Environment", "render"]
