"""A workshop makes one document: tailor, render, typeset, prove; what fails is told and stops no other document."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.build.draft import Draft, judged, shortened
from briefgen.build.ingredients import Looked, ingredients
from briefgen.build.origins import OF_THE_MACHINE, placed, texts_of
from briefgen.build.proving import Prover
from briefgen.build.setting import Set, set_on_screen, set_to_fit
from briefgen.charts import Easel
from briefgen.fonts import face_css, faces_for
from briefgen.model.briefing import Briefing, DocumentId, Face, Page, Work
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity
from briefgen.model.ledger import to_json
from briefgen.model.manifest import Proof
from briefgen.publish import Finished, contents_of, finish, ledger_of, proven
from briefgen.publish.documents import LEDGER
from briefgen.render import Environment, render
from briefgen.tailor import Pools, tailor
from briefgen.tracing.sentences import sentences_of

if TYPE_CHECKING:
    from briefgen.typesetter import Typesetting

WITHHOLDING = frozenset({"BG303", "BG304"})
"""A forbidden fact, or one under embargo without the embargo line: nothing of such a document may leave."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one document: what there is to publish, findings, and how long it took in seconds."""

    id: DocumentId
    finished: Finished | None
    diagnostics: tuple[Diagnostic, ...]
    seconds: float
    is_withheld: bool = False
    """Whether it holds what its readers may not see, so that no file of it may stand in the output folder."""
    looked: Looked | None = None
    """What its templates looked at; nothing where it was not made."""
    ingredients: Mapping[str, str] = field(default_factory=dict)
    """The hash of all that went into it, by name."""

    def proven(self, proofs: Mapping[str, Proof]) -> Made:
        """Put in what the manifest says of the search of its files, by their endings."""
        return self if self.finished is None else replace(self, finished=proven(self.finished, proofs))


@dataclass(frozen=True)
class Workshop:
    """All that is needed to make any document of a project."""

    work: Work
    folders: tuple[Path, ...]
    """Folders of templates, styles and pictures, the project's before the package's."""
    as_at: datetime
    formats: tuple[str, ...] = ("html", "pdf")
    faces: tuple[Face, ...] = ()
    stock: Path | None = None
    """The package's folder of templates, where it is not the project's own."""
    embargoed: bool = False
    """Whether facts under embargo may stand in documents, which then carry the embargo line."""
    cache: Path | None = None
    """Folder in which pictures are kept, where there is one."""
    compiled: Environment | None = None
    """The templates of the same folders as an earlier workshop compiled them: only what has changed is compiled again."""

    def __getstate__(self) -> dict[str, object]:
        """Give what another process needs: what is gathered on the way is gathered there again."""
        return {item.name: getattr(self, item.name) for item in fields(self)} | {"compiled": None}

    @cached_property
    def environment(self) -> Environment:
        """The templates, compiled once for all documents."""
        return self.compiled or Environment(self.folders)

    @cached_property
    def easel(self) -> Easel:
        """What draws the pictures."""
        return Easel(self.cache)

    @cached_property
    def prover(self) -> Prover:
        """What would betray forbidden facts, gathered once for all documents of an audience."""
        files = (path for path in sorted(self.stock.rglob("*")) if path.suffix in (".j2", ".css", ".po")) if self.stock else ()
        own_words = tuple(path.read_text(encoding="utf-8") for path in files)
        return Prover(self.work, self.pools, self.source, self.environment.catalogues, own_words, self.cache)

    @cached_property
    def pools(self) -> Pools:
        """What documents may say, chosen once for all of a brief and an audience."""
        return Pools(self.work, self.as_at, self.embargoed)

    def briefing(self, document: DocumentId) -> Briefing:
        """Tailor a document."""
        return tailor(self.work, document, self.as_at, embargoed=self.embargoed, pools=self.pools)

    def draft(self, document: DocumentId, dropped: Sequence[str] = ()) -> Draft:
        """Tailor and render a document and judge its page. Problems where its template or texts fail.

        `dropped` are facts that its sections leave out, where room is short.
        """
        if dropped:
            return shortened(self.briefing(document), dropped, self.environment, self.easel.draw)
        return judged(*self.rendered(document), self.source)

    def rendered(self, document: DocumentId) -> tuple[Briefing, Page]:
        """Tailor and render a document, without judging it. Problems where its template or texts fail."""
        briefing = self.briefing(document)
        return briefing, render(briefing, self.environment, self.easel.draw)

    def judged(self, draft: Draft) -> tuple[Diagnostic, ...]:
        """Give what is wrong with a draft, also what its readers may not see of its HTML."""
        _, leaks = self.prover.prove(draft.briefing, draft.page, contents_of(draft.page, None, ("html",), ""))
        return tuple(self._placed((*draft.diagnostics, *leaks), draft))

    def make(self, document: DocumentId, *, proving: bool = True, setting: Typesetting | None = None) -> Made:
        """Make a document, as far as it goes; its files may not be published where they are not proven, too.

        `setting` sets it instead of this process.
        """
        start = time.perf_counter()
        if self.prover.is_hidden(document):
            return Made(document, None, (hidden(document),), 0.0, is_withheld=True)
        try:
            found = self._set(document, setting)
        except Problems as problems:
            return Made(document, None, _named(document, problems.diagnostics), time.perf_counter() - start)
        finished, leaks = self._finished(found, proving=proving)
        told = (*found.draft.diagnostics, *found.diagnostics, *leaks)
        findings = tuple(self._placed(told, found.draft))
        is_withheld = any(item.code in WITHHOLDING for item in findings)
        seconds = time.perf_counter() - start
        if is_withheld:
            return Made(document, None, _named(document, findings), seconds, is_withheld)
        looked = Looked.of(found.draft.page, found.typeset.fetched if found.typeset else ())
        went_in = self.ingredients_of(found.draft.briefing, looked)
        return Made(document, finished, _named(document, findings), seconds, looked=looked, ingredients=went_in)

    def ingredients(self, document: DocumentId, looked: Looked) -> Mapping[str, str]:
        """Give the hash of all that would go into a document now, if its templates look at the same as before."""
        return self.ingredients_of(self.briefing(document), looked)

    def ingredients_of(self, briefing: Briefing, looked: Looked) -> Mapping[str, str]:
        """Give the hash of all that goes into a document which has been tailored, by its name."""
        return {"font faces": self.fonts, **ingredients(self.work, briefing, looked, self.environment.folders.read)}

    @cached_property
    def fonts(self) -> str:
        """Hash of the font faces."""
        found = hashlib.sha256()
        for face in self.faces:
            found.update(f"{face.family} {face.weight} {face.style} {face.unicode_range}".encode() + face.ttf + face.woff2)
        return found.hexdigest()

    def _set(self, document: DocumentId, setting: Typesetting | None) -> Set:
        """Set a document on paper where a PDF is wanted, or where only paper tells which facts it has room for."""
        audience = self.work.audiences[document.audience]
        if "pdf" in audience.formats and ("pdf" in self.formats or audience.fit):
            return set_to_fit(lambda dropped: self.draft(document, dropped), self.faces, self.folders, setting)
        return set_on_screen(self.draft(document))

    def _finished(self, found: Set, *, proving: bool) -> tuple[Finished, tuple[Diagnostic, ...]]:
        """Make a document's files and, when `proving`, search them for what its readers may not see."""
        briefing, page = found.draft.briefing, found.draft.page
        formats = tuple(name for name in briefing.audience.formats if name in self.formats)
        sentences = sentences_of(page, found.draft.reading, found.typeset, found.pages)
        ledger = to_json(ledger_of(briefing, page, found.typeset, sentences))
        css = face_css(faces_for(self.faces, page.html))
        typeset = found.typeset if "pdf" in formats else None
        contents = {**contents_of(page, typeset, formats, css), LEDGER: ledger}
        proofs, leaks = self.prover.prove(briefing, page, contents) if proving else ({}, ())
        pages = found.typeset.pages if found.typeset else None
        return finish(page, contents, proofs, pages=pages, page_limit=briefing.audience.limits.pages), leaks

    def _placed(self, findings: Iterable[Diagnostic], draft: Draft) -> Iterator[Diagnostic]:
        return placed(findings, lambda: texts_of(draft.briefing, draft.page, self.source), draft.briefing)

    def source(self, name: str) -> str:
        """Give the text of a template or style by its name, such as `styles/base.css`; nothing where there is none."""
        return self.environment.folders.text(name)


def hidden(document: DocumentId) -> Diagnostic:
    """Say that a document is left out since its readers may know nothing of what it is about."""
    message = f"{document.stem}: its readers may know nothing of `{document.item}`"
    return Diagnostic("BG305", message, Place("briefgen.yaml"), "it appears once a fact about it is open to them", Severity.NOTE)


def _named(document: DocumentId, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say in each finding which document it is about, unless it is about the machine."""
    found = (
        item if item.code in OF_THE_MACHINE else replace(item, message=f"{document.stem}: {item.message}") for item in findings
    )
    return tuple(dict.fromkeys(found))
