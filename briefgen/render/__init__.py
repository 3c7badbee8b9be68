"""render: a Briefing and its templates become a Page (HTML) and its ledger."""

from __future__ import annotations

from briefgen.render.environment import Environment
from briefgen.render.letter import write_letter
from briefgen.render.page import rehearse, render, say_again

__all__ = ["Environment", "rehearse", "render", "say_again", "write_letter"]
