"""The proof of finished documents: their files are searched for every fact that their readers may not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from briefgen.build.origins import texts_of
from briefgen.gate.proof import Known, Secrets, diagnostics
from briefgen.model.briefing import Briefing, DocumentId, Page, Work
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.fact import Fact
from briefgen.model.manifest import Proof
from briefgen.publish import path_of
from briefgen.publish.documents import LEDGER
from briefgen.render.format import Formatter
from briefgen.tailor import secrets

_KINDS: Mapping[str, Literal["html", "pdf", "ledger"]] = {"html": "html", "pdf": "pdf", LEDGER: "ledger"}


@dataclass(frozen=True, slots=True)
class Prover:
    """Knows what would betray the forbidden facts of each audience; `read` gives the text of a template by its name."""

    work: Work
    as_at: datetime
    embargoed: bool
    read: Callable[[str], str]
    _forbidden: dict[str, Mapping[str, Fact]] = field(default_factory=dict, repr=False)
    _known: dict[tuple[str, ...], Secrets] = field(default_factory=dict, repr=False)

    def forbidden(self, document: DocumentId) -> Mapping[str, Fact]:
        """Give the facts that are forbidden for a document, by their ids; gathered once for all audiences with one ceiling."""
        ceiling = self.work.audiences[document.audience].admits.marking
        if ceiling not in self._forbidden:
            found = secrets(self.work, document, self.as_at, embargoed=self.embargoed)
            self._forbidden[ceiling] = {fact.id: fact for fact in found}
        return self._forbidden[ceiling]

    def prepare(self, document: DocumentId) -> Secrets:
        """Gather what would betray the facts that are forbidden for a document; once for all with the same, in its languages."""
        languages = tuple(dict.fromkeys((self.work.settings.locale, document.language)))
        key = (self.work.audiences[document.audience].admits.marking, *languages)
        if key not in self._known:
            self._known[key] = self._secrets(self.forbidden(document), languages)
        return self._known[key]

    def prove(
        self, briefing: Briefing, page: Page, contents: Mapping[str, bytes]
    ) -> tuple[Mapping[str, Proof], tuple[Diagnostic, ...]]:
        """Search the files of a document, by their endings, and their names; give what the manifest says, and each leak."""
        known = self.prepare(page.id)
        proofs: dict[str, Proof] = {}
        leaks = []
        for ending, content in contents.items():
            path = path_of(page.id, ending)
            found = known.search(path, _KINDS[ending], content, page.ledger.facts)
            named = known.search(path, "name", path.encode(), page.ledger.facts)
            leaks += [*found.leaks, *named.leaks]
            searched = (*found.searched, *named.searched)
            proofs[ending] = Proof(forbidden=known.count, searched=searched, leaks=len(found.leaks) + len(named.leaks))
        return proofs, diagnostics(leaks, texts_of(briefing, page, self.read)) if leaks else ()

    def _secrets(self, forbidden: Mapping[str, Fact], languages: tuple[str, ...]) -> Secrets:
        dataset, settings = self.work.dataset, self.work.settings
        admitted = [fact for name, fact in dataset.facts.items() if name not in forbidden]
        entities = {fact.entity for fact in admitted}
        known = Known(
            texts=(
                settings.publisher.name,
                *(topic.title for topic in dataset.topics.values()),
                *(entity.name for entity in dataset.entities.values() if entity.id in entities),
            ),
            dates=tuple(brief.date for brief in settings.briefs if brief.date),
        )
        formatters = tuple(Formatter(language, lambda words: words) for language in languages)
        return Secrets.of(forbidden.values(), admitted, dataset.sources, formatters, known)
