"""render: a Briefing and its templates become a Page (HTML) and its ledger."""

from __future__ import annotations

from briefgen.render.environment import Environment
from briefgen.render.letter import Brush, general, templates_of, write_letter
from briefgen.render.page import rehearse, render, say_again

__all__ = ["Brush", "Environment", "general", "rehearse", "render", "say_again", "templates_of", "write_letter"]
