"""Drafts of one document for tests of what a page must hold: as it is read, as it was rendered, and what it may say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.gate.reading import Reading, read
from briefgen.model.briefing import Briefing, DocumentId, Page
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.fact import Fact
from briefgen.model.settings import SectionRule
from briefgen.tailor import tailor
from tests.builders import EVERYTHING, NOON, make_fact, make_work, rendered, texts

HEAD = "<h1>{{ title }}</h1>"
TEMPLATE = "templates/paper.html.j2"
TEXT = "data/texts/summit/readers.md"
"""An editor's text; its first line is the third."""


@dataclass(frozen=True)
class Draft:
    """One document before it is typeset."""

    reading: Reading
    page: Page
    briefing: Briefing

    def found(self, check: Callable[..., tuple[Diagnostic, ...]]) -> tuple[Diagnostic, ...]:
        """Give what a check of a reading, page and briefing finds."""
        return check(self.reading, self.page, self.briefing)


def draft(folder: Path, template: str, *facts: Fact, text: str = "", **parts: Any) -> Draft:
    """Make a document from the text of one template; `text` are an editor's words for the section `words`."""
    audience = {"sections": {"words": SectionRule(), **EVERYTHING}} | parts.pop("audience", {})
    parts = {"audience": audience, "texts": texts({"words": text} if text else {})} | parts
    page = rendered(folder, template, *facts, **parts)
    work = make_work(facts or (make_fact(),), **parts)
    briefing = tailor(work, DocumentId("summit", "", "readers", parts.get("language", "en")), NOON)
    return Draft(read(page.marked, page.language), page, briefing)
