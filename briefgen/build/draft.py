"""A draft: a document before it is typeset, with what is wrong with its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefgen.gate.content import check_content
from briefgen.gate.naked import naked_numbers
from briefgen.gate.reading import Reading, read
from briefgen.language.sentences import count_words
from briefgen.model.briefing import Briefing, Page
from briefgen.model.chart import Draw
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.ledger import LedgerFile
from briefgen.publish import ledger_of
from briefgen.render import Environment, render
from briefgen.tailor import fewer


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is typeset: what it may say, its page, the page as it is read, and what is wrong with it."""

    briefing: Briefing
    page: Page
    reading: Reading
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ledger(self) -> LedgerFile:
        """Its ledger, without sentences and the places of values on paper."""
        return ledger_of(self.briefing, self.page, None, ())


def shortened(briefing: Briefing, dropped: Sequence[str], environment: Environment, draw: Draw) -> Draft:
    """Draft a document again without some facts. Problems where its template or texts fail."""
    briefing = fewer(briefing, dropped)
    draft = judged(briefing, render(briefing, environment, draw), environment.folders.text)
    # that no fact is left is told of the whole document, not of a shortened one
    return replace(draft, diagnostics=tuple(item for item in draft.diagnostics if item.code != "BG222"))


def judged(briefing: Briefing, page: Page, source: Callable[[str], str]) -> Draft:
    """Judge a page by all that can be told without typesetting; `source` gives the text of a template by its name."""
    reading = read(page.marked, page.language)
    found = (
        *briefing.diagnostics,
        *page.diagnostics,
        *naked_numbers(reading, page, source),
        *check_content(reading, page, briefing, page.differing),
        *_without_facts(briefing),
    )
    words = sum(count_words(block.text) for block in reading.own)
    return Draft(briefing, replace(page, words=words), reading, found)


def _without_facts(briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Warn of a document for which no fact of the project is admitted."""
    if any(section.facts for section in briefing.sections.values()):
        return ()
    message = "no fact of the project is admitted to any of its sections"
    hint = "check the brief's `facts` and the audience's `admits` and `sections`"
    return (Diagnostic("BG222", message, Place("briefgen.yaml"), hint, Severity.WARNING),)
