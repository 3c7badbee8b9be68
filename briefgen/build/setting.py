"""A draft is set on paper and judged there; where its audience wants it to fit, facts of low priority go until it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.build.draft import Draft
from briefgen.gate.budget import over_budget, to_drop
from briefgen.gate.marked import pages_without_embargo, unmarked_pages
from briefgen.gate.paper import Paper, read_pdf, unembedded_fonts
from briefgen.gate.sameness import differences
from briefgen.model.briefing import Face, Page, Typeset
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity

if TYPE_CHECKING:
    from briefgen.typesetter import Typesetting

_FITTINGS = 12
"""How often a document is set again at most, each time with fewer facts."""


@dataclass(frozen=True, slots=True)
class Set:
    """A draft with what it became on paper, and what is wrong with it there."""

    draft: Draft
    typeset: Typeset | None
    paper: Paper | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The words of each page of the PDF."""
        return tuple(" ".join(line.text for line in sheet.content) for sheet in self.paper.pages) if self.paper else ()


def set_to_fit(
    make_draft: Callable[[Sequence[str]], Draft],
    faces: tuple[Face, ...],
    folders: tuple[Path, ...],
    setting: Typesetting | None = None,
) -> Set:
    """Set a document; `make_draft` gives its draft without some facts. Problems where its template or texts fail.

    `setting` sets a page instead of this process.
    """
    setting = setting or _typeset
    dropped: tuple[str, ...] = ()
    for _ in range(_FITTINGS):
        found = set_on_paper(make_draft(dropped), faces, folders, setting)
        more = _to_drop(found) if found.draft.briefing.audience.fit else ()
        if not more:
            break
        dropped += tuple(name for name in more if name not in dropped)
    if dropped and any(item.code == "BG220" for item in found.diagnostics):
        return set_on_paper(make_draft(()), faces, folders, setting)  # it cannot fit: nothing is left out in vain
    return replace(found, diagnostics=(*found.diagnostics, *_told(dropped, found.draft)))


def _typeset(page: Page, faces: tuple[Face, ...], folders: tuple[Path, ...]) -> Typeset:
    from briefgen.typeset import typeset

    return typeset(page, faces, folders)


def set_on_paper(draft: Draft, faces: tuple[Face, ...], folders: tuple[Path, ...], setting: Typesetting) -> Set:
    """Typeset a draft and judge the pages; where that fails its HTML is still worth publishing."""
    try:
        made = setting(draft.page, faces, folders)
    except Problems as problems:
        return Set(draft, None, None, problems.diagnostics)
    return judged_on_paper(draft, made)


def judged_on_paper(draft: Draft, made: Typeset) -> Set:
    """Judge the finished pages of a draft; its words are counted on them."""
    paper = read_pdf(made.pdf)
    draft = replace(draft, page=replace(draft.page, words=paper.words))
    page, reading, briefing = draft.page, draft.reading, draft.briefing
    found = (
        *made.diagnostics,
        *differences(reading, paper, Place(f"templates/{briefing.audience.template}")),
        *over_budget(reading, paper, page, briefing),
        *unmarked_pages(page, reading, paper, briefing.scheme),
        *pages_without_embargo(page, reading, paper),
        *unembedded_fonts(paper),
    )
    return Set(draft, made, paper, found)


def set_on_screen(draft: Draft) -> Set:
    """Judge a draft that is published as HTML alone."""
    page, reading, scheme = draft.page, draft.reading, draft.briefing.scheme
    found = (
        *unmarked_pages(page, reading, None, scheme),
        *pages_without_embargo(page, reading, None),
        *_too_many_words(draft),
    )
    return Set(draft, None, None, found)


def _too_many_words(draft: Draft) -> tuple[Diagnostic, ...]:
    """Hold a document that is made for the screen alone against its limit of words."""
    limit, words = draft.briefing.audience.limits.words, draft.page.words
    if not limit or words <= limit:
        return ()
    message = f"{words} words, {words - limit} over the limit of {limit}"
    place = Place(f"templates/{draft.briefing.audience.template}")
    return (Diagnostic("BG220", message, place, "shorten its texts, or let its sections take fewer facts"),)


def _to_drop(found: Set) -> tuple[str, ...]:
    draft = found.draft
    return to_drop(draft.reading, found.paper, draft.page, draft.briefing) if found.paper else ()


def _told(dropped: tuple[str, ...], draft: Draft) -> tuple[Diagnostic, ...]:
    """List the facts that went so that a document fits."""
    if not dropped:
        return ()
    message = f"left out to fit its limits: {', '.join(f'`{name}`' for name in dropped)}"
    hint = "raise the priority of those that must stay, or shorten the texts"
    place = Place(f"templates/{draft.briefing.audience.template}")
    return (Diagnostic("BG221", message, place, hint, Severity.NOTE),)
