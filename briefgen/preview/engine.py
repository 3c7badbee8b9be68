"""The engine of the preview: opens the project again after a change and makes what is to be seen of each document.

Knows nothing of servers, threads and processes. Each method does one piece of work and puts a new, whole exhibit in the
place of the old one, so that another thread may read at any time. `briefgen.preview.urgency` says what is to be done next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from briefgen.build.draft import judged
from briefgen.build.origins import placed, texts_of
from briefgen.build.setting import set_on_screen
from briefgen.build.together import judge_together, unused
from briefgen.build.workshop import WITHHOLDING, Workshop, hidden
from briefgen.fonts import face_css, faces_for
from briefgen.model.briefing import Briefing, Page
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.model.ledger import to_json
from briefgen.model.waiver import waive
from briefgen.preview.exhibit import Exhibit, Laid, Screen, Sheets, version_of
from briefgen.preview.pages import page_sizes
from briefgen.project import Project
from briefgen.publish import contents_of, ledger_of, path_of
from briefgen.publish.documents import LEDGER
from briefgen.tailor import Request, plan


class Engine:
    """What the preview knows of a project; `clock` gives the instant of each opening, which decides embargoes.

    `embargoed` lets facts under embargo into the documents all the same.
    """

    def __init__(self, root: Path, request: Request, clock: Callable[[], datetime], *, embargoed: bool = False) -> None:
        self.root, self.request, self.clock, self.embargoed = root, request, clock, embargoed
        self.round = 0
        """How often the project was opened and found valid."""
        self.is_stale = True
        """Whether files have changed since the project was last opened."""
        self.project: Project | None = None
        self.workshop: Workshop | None = None
        self.invalid: tuple[Diagnostic, ...] = ()
        """Why the project cannot be opened as it is now."""
        self.exhibits: dict[str, Exhibit] = {}
        """Documents by their names, in the project's order."""
        self.of_brand: tuple[Diagnostic, ...] = ()
        """What is wrong with the brand's colours and fonts."""
        self.together: tuple[Diagnostic, ...] = ()
        """What is wrong with the documents taken together."""
        self.judged_together = 0
        """The opening after which they were last judged."""
        self._is_read = False
        """Whether the dataset is as it was read: since then only the texts of templates and styles have changed."""
        self._templates: frozenset[Path] = frozenset()
        self._lock = Lock()

    def open(self) -> None:
        """Open the project as it is now; where it is invalid, what was known of it stays."""
        is_read, self._is_read, self.is_stale = self._is_read, True, False  # before it is read: what changes meanwhile counts
        try:
            project = self.project if self.project and is_read else Project.open(self.root)
            documents = plan(project.work, self.request)
            workshop = project.workshop(self.clock(), embargoed=self.embargoed, before=self.workshop)
        except Problems as problems:
            self.invalid, self._is_read = problems.diagnostics, False
            return
        with self._lock:
            before = self.exhibits
            self.exhibits = {item.stem: before.get(item.stem) or Exhibit(id=item) for item in documents}
        self.project, self.workshop, self.invalid = project, workshop, ()
        self.round += 1
        self._templates = frozenset(workshop.environment.folders.files())

    def touch(self, paths: Collection[Path]) -> None:
        """Take note that files have changed; pictures are in no page's text, so that every PDF is set again after one."""
        self._is_read &= all(path in self._templates and path.is_file() for path in paths)
        self.is_stale = True
        if any(path.suffix not in _TEXTS for path in paths):
            for name in tuple(self.exhibits):
                self._change(name, attempted="")

    @property
    def is_settled(self) -> bool:
        """Whether the pages of all documents, and what is wrong with them, are those of the files as they are now."""
        if self.is_stale:
            return False
        made = all(item.round == self.round and item.judged == self.round for item in self.exhibits.values())
        return bool(self.invalid) or (made and self.judged_together == self.round)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the project as a whole: why it cannot be opened, or all that is found of all documents together."""
        if self.invalid or self.project is None:
            return self.invalid
        return self._waived((*self.project.diagnostics, *self.of_brand, *self.together))

    def draft(self, name: str) -> None:
        """Make a document's page, and show it where its readers may see all of it."""
        workshop, now = self._workshop, self.round
        document, before = self.exhibits[name].id, self.exhibits[name].screen
        self._prove_anew(name)
        try:
            if workshop.prover.is_hidden(document):
                self._withhold(name, (hidden(document),), round=now, judged=now)
                return
            briefing, page = workshop.rendered(document)
        except Problems as problems:
            self._keep_last(name, problems.diagnostics, now)
            return
        drafted = version_of(page.html.encode())
        if before and before.is_fitted and before.drafted == drafted:
            self._show(name, before, now)  # the same facts would be left out again
        else:
            self._show(name, self._screen(briefing, page, drafted), now)

    def _show(self, name: str, screen: Screen, now: int) -> None:
        """Show a page of a document, unless it holds what its readers may not see."""
        contents = {**contents_of(screen.page, None, ("html",), ""), LEDGER: to_json(screen.ledger)}
        if leaks := self._leaks(screen, contents):
            self._withhold(name, leaks, round=now, judged=now)
        else:
            self._change(name, round=now, state="made", screen=screen, problems=())

    def judge(self, name: str) -> None:
        """Judge a document's page by all that can be told without typesetting."""
        workshop, now, exhibit = self._workshop, self.round, self.exhibits[name]
        found: tuple[Diagnostic, ...] = ()
        if exhibit.screen and exhibit.state == "made":
            draft = judged(exhibit.screen.briefing, exhibit.screen.page, workshop.environment.folders.text)
            found = (
                workshop.judged(draft) if exhibit.is_for_paper else (*workshop.judged(draft), *set_on_screen(draft).diagnostics)
            )
        if any(item.code in WITHHOLDING for item in found):
            self._withhold(name, found, judged=now)
        else:
            self._change(name, judged=now, on_screen=self._waived(found))

    def judge_together(self) -> None:
        """Hold the documents against each other, and find what none of them uses."""
        project = self._project
        shown = [item.screen for item in self.exhibits.values() if item.screen and item.state == "made"]
        found = judge_together(project.dataset, tuple(screen.ledger for screen in shown))
        if len(shown) == len(plan(project.work)):
            printed = {name for screen in shown for name in screen.page.ledger.facts}
            found += unused(project.dataset, printed, self._workshop.as_at)
        self.together, self.of_brand, self.judged_together = found, project.of_brand(), self.round

    def lay(self, name: str, laid: Laid) -> None:
        """Show the PDF of a document with the page that it was set from, unless it holds what its readers may not see."""
        if not self._is_of(name, laid.drafted):
            return
        forbidden = self.exhibits[name].forbidden
        shown = self.exhibits[name].screen
        is_fitted = version_of(laid.page.html.encode()) != laid.drafted
        screen = self._screen(laid.briefing, laid.page, laid.drafted) if is_fitted or shown is None else shown
        if leaks := self._leaks(screen, {**contents_of(laid.page, None, ("html",), ""), "pdf": laid.typeset.pdf}):
            self._withhold(name, leaks)
            return
        sheets = Sheets(
            pdf=laid.typeset.pdf,
            version=version_of(laid.typeset.pdf),
            of=screen.version,
            sizes=page_sizes(laid.typeset.pdf),
            positions=laid.typeset.positions,
        )
        with self._lock:  # a newer page, or one that is withheld or proven against something else by now, stays as it is
            exhibit = self.exhibits.get(name)
            if exhibit and exhibit.screen and exhibit.screen.drafted == laid.drafted and exhibit.forbidden is forbidden:
                kept = screen if screen.is_fitted else exhibit.screen  # which knows the newer lines of the templates
                self.exhibits[name] = replace(exhibit, screen=kept, sheets=sheets)

    def tell_paper(self, name: str, drafted: str, found: tuple[Diagnostic, ...]) -> None:
        """Take down what is wrong with the PDF of a page that was drafted in some version, or why there is none."""
        if not self._is_of(name, drafted):
            return
        screen = self.exhibits[name].screen
        assert screen is not None  # noqa: S101 -- as `_is_of` has found
        texts = partial(texts_of, screen.briefing, screen.page, self._workshop.environment.folders.text)
        found = tuple(placed(found, texts, screen.briefing))
        if any(item.code in WITHHOLDING for item in found):
            self._withhold(name, found)
        else:
            self._change(name, on_paper=self._waived(found))

    def attempt(self, name: str, drafted: str) -> None:
        """Take down that a version of a page is being typeset, so that it is not tried twice."""
        self._change(name, attempted=drafted)

    def _is_of(self, name: str, drafted: str) -> bool:
        """Tell whether a document is still shown as it was drafted in some version."""
        exhibit = self.exhibits.get(name)
        return exhibit is not None and exhibit.screen is not None and exhibit.screen.drafted == drafted

    @property
    def _workshop(self) -> Workshop:
        assert self.workshop is not None  # noqa: S101 -- documents are known only once the project was opened
        return self.workshop

    @property
    def _project(self) -> Project:
        assert self.project is not None  # noqa: S101 -- as above
        return self.project

    def _change(self, name: str, **fields: Any) -> None:
        """Put a document's new exhibit in the place of the old one; threads that make and typeset meet here."""
        with self._lock:
            if name in self.exhibits:
                self.exhibits[name] = replace(self.exhibits[name], **fields)

    def _prove_anew(self, name: str) -> None:
        """Let go of a PDF that was proven to hold none of some facts where others are forbidden by now: it is set again."""
        forbidden = self._workshop.prover.forbidden(self.exhibits[name].id)
        if forbidden != self.exhibits[name].forbidden:
            self._change(name, forbidden=forbidden, sheets=None, attempted="")

    def _withhold(self, name: str, problems: tuple[Diagnostic, ...], **fields: Any) -> None:
        """Let go of all that was shown of a document."""
        nothing: dict[str, Any] = {"screen": None, "sheets": None, "attempted": "", "on_screen": (), "on_paper": ()}
        self._change(name, state="withheld", problems=problems, **nothing, **fields)

    def _keep_last(self, name: str, problems: tuple[Diagnostic, ...], now: int) -> None:
        """Keep the last good version of a document that cannot be made, unless it holds what is forbidden by now."""
        exhibit, prover = self.exhibits[name], self._workshop.prover
        if exhibit.screen and prover.leaks_in(exhibit.id, path_of(exhibit.id, "html"), exhibit.screen.page.html.encode()):
            self._withhold(name, problems, round=now, judged=now)
        else:
            self._change(name, round=now, judged=now, state="broken", problems=problems)

    def _screen(self, briefing: Briefing, page: Page, drafted: str) -> Screen:
        css = face_css(faces_for(self._workshop.faces, page.html))
        ledger = ledger_of(briefing, page, None, ())
        return Screen(
            briefing=briefing,
            page=page,
            html=contents_of(page, None, ("html",), css)["html"],
            version=version_of(page.html.encode()),
            drafted=drafted,
            ledger=ledger,
            ledger_version=version_of(to_json(ledger)),
        )

    def _leaks(self, screen: Screen, contents: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        """Search files of a document for what its readers may not see."""
        _, found = self._workshop.prover.prove(screen.briefing, screen.page, contents)
        return found

    def _waived(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        workshop = self._workshop
        return tuple(dict.fromkeys(waive(found, workshop.work.settings.waivers, workshop.as_at.date())))


_TEXTS = frozenset({".j2", ".css", ".md", ".yaml", ".yml", ".json", ".jsonl", ".csv"})
