"""A project: what the commands call, and what a Python program calls in their stead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import stock
from briefgen.folder import find_project
from briefgen.lasting import keep_build, lasts_until, scene_of_build, scene_of_check
from briefgen.model.briefing import Work
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.names import SOURCES
from briefgen.model.waiver import waive
from briefgen.processes import cores
from briefgen.report import Report
from briefgen.standing import Inputs, Outcome, keep
from briefgen.tailor import Request, plan, unmet

if TYPE_CHECKING:
    from briefgen.build import Cluster, Limits, Workshop
    from briefgen.mailing import Mailing
    from briefgen.overrides.shelf import Shelf
    from briefgen.typesetter import Typesetter


class Project:
    """A validated project folder.

    `Project.open(path)` raises Problems with every finding when briefgen.yaml or the dataset is invalid.
    """

    def __init__(self, root: Path, work: Work, diagnostics: tuple[Diagnostic, ...], inputs: Inputs | None = None) -> None:
        self.root, self.work, self.diagnostics = root, work, diagnostics
        self._inputs = inputs or Inputs({})

    @classmethod
    def open(cls, path: str | Path, *, jobs: int = 1) -> Project:
        """Load and validate the project that a folder belongs to.

        `jobs` is the number of processes among which many new facts are shared, one for each core when 0; more than one is only
        for programs that have no threads.
        """
        from briefgen.intake import intake

        root = find_project(Path(path).resolve())
        inputs = Inputs.seen(root)
        validated = intake(root, stock.stock_folder(), root / ".briefgen" / "cache" / "facts", jobs or cores())
        return cls(root, validated.work, validated.diagnostics, inputs)

    @property
    def dataset(self) -> Dataset:
        """Facts, topics, entities and sources."""
        return self.work.dataset

    @property
    def folders(self) -> tuple[Path, ...]:
        """Folders of templates: the project's, then the package's."""
        found = (self.root / "templates", stock.stock_templates())
        return tuple(dict.fromkeys(folder.resolve() for folder in found if folder.is_dir()))

    @property
    def _cache(self) -> Path:
        return self.root / ".briefgen" / "cache"

    @property
    def templates(self) -> Shelf:
        """Its templates over the package's."""
        from briefgen.overrides.shelf import Shelf

        return Shelf.of(self.root, stock.stock_templates(), {name: item.template for name, item in self.work.audiences.items()})

    @property
    def _stock(self) -> Path | None:

        folder = stock.stock_templates().resolve()
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
            until = lasts_until(self.work, instant)
            outcome = Outcome(documents=(), diagnostics=findings, since=instant, until=until, counted=counted)
            keep(scene_of_check(self.root, request, embargoed=embargoed), self._seen, {}, outcome)
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
        typesetter: Typesetter | None = None,
        as_at: datetime | None = None,
        embargoed: bool = False,
        progress: Callable[[str, int], None] = lambda _name, _total: None,
    ) -> Report:
        """Make documents and write them to the output folder; one that fails stops no other.

        `jobs` is the number of processes, one for each core when 0, and `limits` what one document may take; a `cluster` makes
        the documents in their stead. A `typesetter` that was started before the project was opened sets the first of them.
        `progress` hears the name of each document when it is done, and how many there are in all. `embargoed` lets facts under
        embargo into documents, which then carry the embargo line. Documents that stand as they would be made are not made again.
        """
        from briefgen.build import Limits, Resources
        from briefgen.build.run import Means, run

        instant, formats = as_at or datetime.now(UTC), tuple(formats)
        workshop = self.workshop(instant, formats, embargoed=embargoed)
        wanted = plan(self.work, request, formats)
        means = Means(self.root / ".briefgen" / "cache", Resources(jobs or cores(), limits or Limits(), cluster, typesetter))
        result = run(workshop, wanted, output or self.root / "output", means, progress)
        left_out = unmet(self.work, request or Request(), formats)
        found = (*self.diagnostics, *self.of_brand(), *left_out, *result.diagnostics)
        findings = waive(found, self.work.settings.waivers, instant.date())
        stems, until = tuple(item.stem for item in wanted), lasts_until(self.work, instant)
        outcome = Outcome(documents=stems, diagnostics=findings, since=instant, until=until)
        keep_build(scene_of_build(self.root, request, output, formats, embargoed=embargoed), self._seen, result, outcome)
        return Report.of_build(result, findings)

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
