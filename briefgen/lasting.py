"""What lasts of a build or check: for which wishes it is kept, until when it holds, and the report that it spares the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.model.names import SOURCES
from briefgen.model.request import Request
from briefgen.report import Report
from briefgen.standing import Inputs, Outcome, Scene, glance, keep

if TYPE_CHECKING:
    from briefgen.build.run import Result
    from briefgen.model.briefing import Work

_ONCE = frozenset({"BG009", "BG011"})
"""Findings that the next build may not make again: the folder refused, the manifest was damaged."""
_OF_WORKERS = frozenset({"BG516", "BG518", "BG519"})
"""Findings about who made the documents, which the next build has no use for."""


def standing_build(
    root: Path,
    request: Request | None,
    as_at: datetime,
    *,
    output: Path | None = None,
    formats: Iterable[str] = ("html", "pdf"),
    embargoed: bool = False,
) -> Report | None:
    """Give the report of a build that would make nothing since nothing has happened since the last; otherwise nothing.

    It reads neither dataset nor templates: their files and those of the documents are as the last build left them.
    """
    found = glance(scene_of_build(root, request, output, formats, embargoed=embargoed), as_at)
    return Report(found.diagnostics, unchanged=found.documents) if found else None


def standing_check(
    root: Path, request: Request | None, as_at: datetime, *, sources: Path | None = None, embargoed: bool = False
) -> Report | None:
    """Give the report of a check of a project that is as it was when it was last checked; otherwise nothing.

    Neither dataset nor templates nor sources are read. Where `sources` are elsewhere it is always nothing.
    """
    if sources is not None and sources.resolve() != root / SOURCES:
        return None
    found = glance(scene_of_check(root, request, embargoed=embargoed), as_at)
    return Report(found.diagnostics, counted=found.counted) if found else None


def scene_of_build(root: Path, request: Request | None, output: Path | None, formats: Iterable[str], *, embargoed: bool) -> Scene:
    """Tell builds apart by where they write and what they were asked for."""
    wanted = request or Request()
    asked = (wanted.briefs, wanted.audiences, wanted.languages, tuple(sorted(formats)), ("embargoed",) if embargoed else ())
    return Scene(root=root, output=(output or root / "output").resolve(), asked=asked)


def scene_of_check(root: Path, request: Request | None, *, embargoed: bool) -> Scene:
    """Tell checks apart by what they were asked for; they read the texts of sources, too."""
    scene = scene_of_build(root, request, None, ("check",), embargoed=embargoed)
    return replace(scene, reads_sources=True)


def lasts_until(work: Work, instant: datetime) -> datetime | None:
    """Give the first instant at which something ends by itself: an embargo, or the last day of a waiver or before a review."""
    days = [waiver.expires for waiver in work.settings.waivers]
    days += [row.review_by for row in work.dataset.rows.values() if row.review_by]
    ends = [datetime.combine(day + timedelta(days=1), time(), UTC) for day in days]
    ends += [row.embargo_until for row in work.dataset.rows.values() if row.embargo_until]
    return min((end for end in ends if end > instant), default=None)


def keep_build(scene: Scene, inputs: Inputs, result: Result, outcome: Outcome) -> None:
    """Record a build that left every document standing, without those of its findings that are about this run alone."""
    if result.failed or result.withheld or any(item.code in _ONCE for item in result.diagnostics):
        return
    lasting = tuple(item for item in outcome.diagnostics if item.code not in _OF_WORKERS)
    stamps = {name: result.stamps.get(name) for name in result.files}
    keep(scene, inputs, stamps, replace(outcome, diagnostics=lasting))
