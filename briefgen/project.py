"""A project: what the commands call, and what a Python program calls in their stead."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.model.briefing import Work
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Exit, Place, Problems, exit_status
from briefgen.model.source import SOURCES
from briefgen.model.waiver import waive
from briefgen.standing import Inputs, Outcome, Scene, glance, keep
from briefgen.tailor import Request, plan, unmet

if TYPE_CHECKING:
    from briefgen.build import Cluster, Limits, Workshop
    from briefgen.mailing import Mailing
    from briefgen.overrides.shelf import Shelf

SETTINGS = "briefgen.yaml"
_ONCE = frozenset({"BG009", "BG011"})
"""Findings that the next build may not make again: the folder refused, the manifest was damaged."""
_OF_WORKERS = frozenset({"BG516", "BG518", "BG519"})
"""Findings about who made the documents, which the next build has no use for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a build, as the table at its end shows it."""

    name: str
    pages: int | None
    page_limit: int
    marking: str
    words: int
    seconds: float
    paths: tuple[str, ...]
    """Files, relative to the output folder."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check or build found and made."""

    diagnostics: tuple[Diagnostic, ...]
    documents: tuple[Row, ...] = ()
    failed: tuple[str, ...] = ()
    """Documents that could not be made."""
    withheld: tuple[str, ...] = ()
    """Documents that hold what their readers may not see, of which nothing was written."""
    unchanged: tuple[str, ...] = ()
    """Documents that stand as they would be made, and were not made again."""
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Why each of the others was made."""
    counted: tuple[int, ...] = ()
    """Of a check: how many facts and sources there are."""

    def status(self, *, strict: bool = False) -> Exit:
        """Give the exit status of the run."""
        return exit_status(self.diagnostics, strict=strict)


def cores() -> int:
    """Tell how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _scene(root: Path, request: Request | None, output: Path | None, formats: Iterable[str], *, embargoed: bool) -> Scene:
    wanted = request or Request()
    asked = (wanted.briefs, wanted.audiences, wanted.languages, tuple(sorted(formats)), ("embargoed",) if embargoed else ())
    return Scene(root=root, output=(output or root / "output").resolve(), asked=asked)


def _scene_of_check(root: Path, request: Request | None, *, embargoed: bool) -> Scene:
    scene = _scene(root, request, None, ("check",), embargoed=embargoed)
    return replace(scene, reads_sources=True)


def _until(work: Work, instant: datetime) -> datetime | None:
    """Give the first instant at which something ends by itself: an embargo, or the last day of a waiver or before a review."""
    days = [waiver.expires for waiver in work.settings.waivers]
    days += [row.review_by for row in work.dataset.rows.values() if row.review_by]
    ends = [datetime.combine(day + timedelta(days=1), time(), UTC) for day in days]
    ends += [row.embargo_until for row in work.dataset.rows.values() if row.embargo_until]
    return min((end for end in ends if end > instant), default=None)


class Project:
    """A validated project folder.

    `Project.open(path)` raises Problems with every finding when briefgen.yaml or the dataset is invalid.
    """

    def __init__(self, root: Path, work: Work, diagnostics: tuple[Diagnostic, ...], inputs: Inputs | None = None) -> None:
        self.root, self.work, self.diagnostics = root, work, diagnostics
        self._inputs = inputs or Inputs({})

    @classmethod
    def find(cls, start: Path) -> Path:
        """Find the project's folder from a folder upwards. Problems (BG001) where there is none."""
        for folder in (start, *start.parents):
            if (folder / SETTINGS).is_file():
                return folder
        hint = "change to a project's folder, or name it with --project DIR"
        raise Problems(Diagnostic("BG001", f"no {SETTINGS} here or in a folder above", Place(), hint))

    @classmethod
    def open(cls, path: str | Path, *, jobs: int = 1) -> Project:
        """Load and validate the project that a folder belongs to.

        `jobs` is the number of processes among which many new facts are shared, one for each core when 0; more than one is only
        for programs that have no threads.
        """
        from briefgen.intake import intake
        from briefgen.stock import stock_folder

        root = cls.find(Path(path).resolve())
        inputs = Inputs.seen(root)
        validated = intake(root, stock_folder(), root / ".briefgen" / "cache" / "facts", jobs or cores())
        return cls(root, validated.work, validated.diagnostics, inputs)

    @classmethod
    def standing(
        cls,
        path: str | Path,
        request: Request | None = None,
        *,
        output: Path | None = None,
        formats: Iterable[str] = ("html", "pdf"),
        as_at: datetime | None = None,
        embargoed: bool = False,
    ) -> Report | None:
        """Give the report of a build that would make nothing since nothing has happened since the last; otherwise nothing.

        It reads neither dataset nor templates: their files and those of the documents are as the last build left them.
        """
        root = cls.find(Path(path).resolve())
        found = glance(_scene(root, request, output, formats, embargoed=embargoed), as_at or datetime.now(UTC))
        return Report(found.diagnostics, unchanged=found.documents) if found else None

    @classmethod
    def checked(
        cls,
        path: str | Path,
        request: Request | None = None,
        *,
        as_at: datetime | None = None,
        sources: Path | None = None,
        embargoed: bool = False,
    ) -> Report | None:
        """Give the report of a check of a project that is as it was when it was last checked; otherwise nothing.

        Neither dataset nor templates nor sources are read. Where `sources` are elsewhere it is always nothing.
        """
        root = cls.find(Path(path).resolve())
        if sources is not None and sources.resolve() != root / SOURCES:
            return None
        found = glance(_scene_of_check(root, request, embargoed=embargoed), as_at or datetime.now(UTC))
        return Report(found.diagnostics, counted=found.counted) if found else None

    @property
    def dataset(self) -> Dataset:
        """Facts, topics, entities and sources."""
        return self.work.dataset

    @property
    def folders(self) -> tuple[Path, ...]:
        """Folders of templates: the project's, then the package's."""
        from briefgen.stock import stock_templates

        found = (self.root / "templates", stock_templates())
        return tuple(dict.fromkeys(folder.resolve() for folder in found if folder.is_dir()))

    @property
    def _cache(self) -> Path:
        return self.root / ".briefgen" / "cache"

    @property
    def templates(self) -> Shelf:
        """Its templates over the package's."""
        from briefgen.overrides.shelf import Shelf
        from briefgen.stock import stock_templates

        return Shelf.of(self.root, stock_templates(), {name: item.template for name, item in self.work.audiences.items()})

    @property
    def _stock(self) -> Path | None:
        from briefgen.stock import stock_templates

        folder = stock_templates().resolve()
        return folder if folder != (self.root / "templates").resolve() else None

    @property
    def _seen(self) -> Inputs:
        """The files that a run could read; none where the brand's lie where no glance looks, such as in a hidden folder."""
        return self._inputs if self.work.brand.inputs.keys() <= self._inputs.stamps.keys() else Inputs({})

    def of_brand(self) -> tuple[Diagnostic, ...]:
        """Give what is wrong with the brand's colours and fonts, which all documents share."""
        from briefgen.fonts import check_fonts
        from briefgen.gate.contrast import check_brand

        return (*check_brand(self.work.brand), *check_fonts(self.work.brand))

    def workshop(
        self,
        as_at: datetime,
        formats: tuple[str, ...] = ("html", "pdf"),
        *,
        embargoed: bool = False,
        before: Workshop | None = None,
    ) -> Workshop:
        """Give what makes any document of the project; faces are made where the cache has them not.

        `before` is the workshop of an earlier state of the project: what still holds is taken over from it.
        """
        from briefgen.build import Workshop
        from briefgen.fonts import faces

        return Workshop(
            work=self.work,
            folders=self.folders,
            as_at=as_at,
            formats=formats,
            faces=before.faces if before and before.work.brand == self.work.brand else faces(self._cache, brand=self.work.brand),
            stock=self._stock,
            embargoed=embargoed,
            cache=self._cache,
            compiled=before.environment if before and before.folders == self.folders else None,
        )

    def check(
        self,
        request: Request | None = None,
        *,
        as_at: datetime | None = None,
        sources: Path | None = None,
        embargoed: bool = False,
        jobs: int = 1,
    ) -> Report:
        """Find everything that can be found without typesetting: templates, texts, evidence against the sources' texts.

        `as_at` is the instant that decides embargoes and reviews, now when left out; `sources` the folder of source texts,
        the project's data/sources when left out; `embargoed` lets facts under embargo into the documents. `jobs` is the number
        of processes among which the documents are shared, one for each core when 0; more than one is only for programs that have
        no threads.
        """
        from briefgen.build import Workshop
        from briefgen.check import check

        instant, folder = as_at or datetime.now(UTC), sources or self.root / SOURCES
        workshop = Workshop(self.work, self.folders, instant, stock=self._stock, embargoed=embargoed, cache=self._cache)
        found = (*self.of_brand(), *check(workshop, plan(self.work, request), folder, jobs or cores()))
        findings = waive((*self.diagnostics, *found), self.work.settings.waivers, instant.date())
        counted = (len(self.dataset.facts), len(self.dataset.sources))
        if folder.resolve() == self.root / SOURCES:
            until = _until(self.work, instant)
            outcome = Outcome(documents=(), diagnostics=findings, since=instant, until=until, counted=counted)
            keep(_scene_of_check(self.root, request, embargoed=embargoed), self._seen, (), outcome)
        return Report(findings, counted=counted)

    def leaks(self, audience: str, content: bytes, as_at: datetime) -> tuple[Diagnostic, ...]:
        """Find in JSON text what an audience may not see at an instant."""
        from briefgen.build import Workshop
        from briefgen.gate.proof import diagnostics
        from briefgen.model.briefing import DocumentId

        known = Workshop(self.work, self.folders, as_at, stock=self._stock, cache=self._cache).prover
        secrets = known.prepare(DocumentId("", "", audience, self.work.settings.language))
        return diagnostics(secrets.search("the export", "ledger", content).leaks, {})

    def build(
        self,
        request: Request | None = None,
        *,
        output: Path | None = None,
        formats: Iterable[str] = ("html", "pdf"),
        jobs: int = 0,
        limits: Limits | None = None,
        cluster: Cluster | None = None,
        as_at: datetime | None = None,
        embargoed: bool = False,
        progress: Callable[[str, int], None] = lambda _name, _total: None,
    ) -> Report:
        """Make documents and write them to the output folder; one that fails stops no other.

        `jobs` is the number of processes, one for each core when 0, and `limits` what one document may take; a `cluster` makes
        the documents in their stead. `progress` hears the name of each document when it is done, and how many there are in all.
        `embargoed` lets facts under embargo into documents, which then carry the embargo line. Documents that stand as they
        would be made are not made again.
        """
        from briefgen.build import Limits, Resources
        from briefgen.build.run import Means, run

        instant, formats = as_at or datetime.now(UTC), tuple(formats)
        workshop = self.workshop(instant, formats, embargoed=embargoed)
        wanted = plan(self.work, request, formats)
        means = Means(self.root / ".briefgen" / "cache", Resources(jobs or cores(), limits or Limits(), cluster))
        result = run(workshop, wanted, output or self.root / "output", means, progress)
        documents = tuple(
            Row(
                made.id.stem,
                entry["pages"],
                entry["page_limit"] or 0,
                entry["marking"],
                entry["words"],
                made.seconds,
                tuple(f["path"] for f in entry["files"]),
            )
            for made, entry in result.published
        )
        left_out = unmet(self.work, request or Request(), formats)
        found = (*self.diagnostics, *self.of_brand(), *left_out, *result.diagnostics)
        findings = waive(found, self.work.settings.waivers, instant.date())
        if not result.failed and not result.withheld and not any(item.code in _ONCE for item in result.diagnostics):
            stems = tuple(item.stem for item in wanted)
            lasting = tuple(item for item in findings if item.code not in _OF_WORKERS)
            outcome = Outcome(documents=stems, diagnostics=lasting, since=instant, until=_until(self.work, instant))
            keep(_scene(self.root, request, output, formats, embargoed=embargoed), self._seen, result.files, outcome)
        return Report(
            findings,
            documents,
            failed=tuple(item.stem for item in result.failed),
            withheld=tuple(item.stem for item in result.withheld),
            unchanged=tuple(item.stem for item in result.unchanged),
            reasons={item.stem: why for item, why in result.reasons.items()},
        )

    def mailing(
        self,
        request: Request | None = None,
        *,
        output: Path | None = None,
        as_at: datetime | None = None,
        suppressed: frozenset[str] = frozenset(),
        progress: Callable[[int], None] = lambda _count: None,
    ) -> Mailing:
        """Gather what `briefgen.mailing.make_plan` and `write_drafts` need to attach documents to e-mails.

        `as_at` is the instant that decides embargoes and dates the messages; `suppressed` are addresses, in small letters, that
        are not written to again; `progress` hears how many messages there are so far.
        """
        from briefgen.mailing import Mailing

        return Mailing(
            workshop=self.workshop(as_at or datetime.now(UTC)),
            root=self.root,
            output=output or self.root / "output",
            request=request or Request(),
            suppressed=suppressed,
            progress=progress,
        )
