"""A workshop makes one document: tailor, render, typeset; what fails is told and stops no other document."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from briefgen.model.briefing import Briefing, DocumentId, Face, Page, Typeset, Work
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity
from briefgen.publish import Finished
from briefgen.publish.documents import evidence_of
from briefgen.render import Environment, render
from briefgen.tailor import tailor


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one document: what there is to publish, findings, and how long it took in seconds."""

    id: DocumentId
    finished: Finished | None
    diagnostics: tuple[Diagnostic, ...]
    seconds: float


@dataclass(frozen=True)
class Workshop:
    """All that is needed to make any document of a project."""

    work: Work
    folders: tuple[Path, ...]
    """Folders of templates, styles and pictures, the project's before the package's."""
    as_at: datetime
    formats: tuple[str, ...] = ("html", "pdf")
    faces: tuple[Face, ...] = ()

    @cached_property
    def environment(self) -> Environment:
        """The templates, compiled once for all documents."""
        return Environment(self.folders)

    def draft(self, document: DocumentId) -> tuple[Briefing, Page]:
        """Tailor and render a document. Problems where its template or texts fail."""
        briefing = tailor(self.work, document, self.as_at)
        return briefing, render(briefing, self.environment)

    def make(self, document: DocumentId) -> Made:
        """Make a document, as far as it goes."""
        start = time.perf_counter()
        try:
            briefing, page = self.draft(document)
        except Problems as problems:
            return Made(document, None, _named(document, problems.diagnostics), time.perf_counter() - start)
        formats = tuple(name for name in briefing.audience.formats if name in self.formats)
        typeset, failures = self._typeset(page) if "pdf" in formats else (None, ())
        finished = Finished(page, typeset, evidence_of(briefing, page), formats, briefing.audience.limits.pages)
        findings = (
            *page.diagnostics,
            *failures,
            *(typeset.diagnostics if typeset else ()),
            *_measured(briefing, page, typeset),
        )
        return Made(document, finished, _named(document, findings), time.perf_counter() - start)

    def _typeset(self, page: Page) -> tuple[Typeset | None, tuple[Diagnostic, ...]]:
        """Set a page as PDF; where that fails its HTML is still worth publishing."""
        from briefgen.typeset import typeset

        try:
            return typeset(page, self.faces, self.folders), ()
        except Problems as problems:
            return None, problems.diagnostics


def without_facts(briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Warn of a document for which no fact of the project is admitted."""
    if any(section.facts for section in briefing.sections.values()):
        return ()
    message = "no fact of the project is admitted to any of its sections"
    hint = "check the brief's `facts` and the audience's `admits` and `sections`"
    return (Diagnostic("BG222", message, Place("briefgen.yaml"), hint, Severity.WARNING),)


def _measured(briefing: Briefing, page: Page, typeset: Typeset | None) -> tuple[Diagnostic, ...]:
    """Hold a finished document against its audience's limits."""
    found = list(without_facts(briefing))
    limits = briefing.audience.limits
    place = Place(f"templates/{briefing.audience.template}")
    if typeset and limits.pages and typeset.pages > limits.pages:
        message = f"{typeset.pages} pages, {typeset.pages - limits.pages} over the limit of {limits.pages}"
        found.append(Diagnostic("BG220", message, place, "shorten its texts, or let its sections take fewer facts"))
    if limits.words and page.words > limits.words:
        message = f"{page.words} words, {page.words - limits.words} over the limit of {limits.words}"
        found.append(Diagnostic("BG220", message, place, "shorten its texts, or let its sections take fewer facts"))
    return tuple(found)


_OF_THE_MACHINE = frozenset({"BG501", "BG502"})


def _named(document: DocumentId, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say in each finding which document it is about, unless it is about the machine."""
    return tuple(
        item if item.code in _OF_THE_MACHINE else replace(item, message=f"{document.stem}: {item.message}") for item in findings
    )
