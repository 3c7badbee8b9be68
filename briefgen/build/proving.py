"""The proof of finished documents: their files are searched for every fact that their readers may not see."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from briefgen.build.origins import texts_of
from briefgen.build.recollection import portions, sharing
from briefgen.cache import program
from briefgen.gate.proof import Known, Leak, Secrets, diagnostics
from briefgen.model.briefing import Briefing, DocumentId, Page, Work
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.manifest import Proof
from briefgen.model.rows import Indexed, Row, View
from briefgen.publish import path_of
from briefgen.publish.documents import LEDGER
from briefgen.render.catalogues import Catalogues, formatter
from briefgen.tailor import Pools

Docket = tuple[str, str, str]
"""What proofs share that rest on the same: the ceiling, the language, and whether facts under embargo may stand."""
_KINDS: Mapping[str, Literal["html", "pdf", "ledger"]] = {"html": "html", "pdf": "pdf", LEDGER: "ledger"}


@dataclass(frozen=True)
class Prover:
    """Knows what would betray the forbidden facts of each audience; `read` gives the text of a template by its name."""

    work: Work
    pools: Pools
    read: Callable[[str], str]
    catalogues: Catalogues
    """The words in which values are written in each language."""
    own_words: tuple[str, ...] = ()
    """Texts of the package's own templates, whose words betray nothing."""
    cache: Path | None = None
    """Folder in which is kept what is gathered of each file of facts."""
    _hidden: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _known: dict[tuple[str, ...], Secrets] = field(default_factory=dict, repr=False)
    _digests: dict[Docket, str] = field(default_factory=dict, repr=False)

    def forbidden(self, document: DocumentId, *, embargoed: bool = False) -> Mapping[str, Indexed]:
        """Give what decides about the facts that are forbidden for a document, by their ids.

        `embargoed` says that the document carries the embargo line.
        """
        return self.pools.secrets(self.work.audiences[document.audience].admits, embargoed=embargoed)

    def prepare(self, document: DocumentId, jobs: int = 1) -> Secrets:
        """Gather what would betray the facts that are forbidden for a document; once for all with the same, in its languages.

        Much is shared among `jobs` processes.
        """
        languages = tuple(dict.fromkeys((self.work.settings.locale, document.language)))
        key = (self.work.audiences[document.audience].admits.marking, *languages)
        if key not in self._known:
            self._known[key] = self._secrets(self.forbidden(document), languages, jobs)
        return self._known[key]

    def prove(
        self, briefing: Briefing, page: Page, contents: Mapping[str, bytes]
    ) -> tuple[Mapping[str, Proof], tuple[Diagnostic, ...]]:
        """Search the files of a document, by their endings, and their names; give what the manifest says, and each leak."""
        proofs, leaks = self.search(page.id, contents, page.ledger.facts)
        return proofs, diagnostics(leaks, texts_of(briefing, page, self.read)) if leaks else ()

    def search(
        self, document: DocumentId, contents: Mapping[str, bytes], used: Sequence[str]
    ) -> tuple[Mapping[str, Proof], tuple[Leak, ...]]:
        """Search the files of a document, by their endings, and their names; `used` are the ids of the facts that it prints."""
        known = self.prepare(document)
        proofs: dict[str, Proof] = {}
        leaks: list[Leak] = []
        for ending, content in contents.items():
            path = path_of(document, ending)
            found = known.search(path, _KINDS[ending], content, used)
            named = known.search(path, "name", path.encode(), used)
            leaks += [*found.leaks, *named.leaks]
            searched = (*found.searched, *named.searched)
            proofs[ending] = Proof(forbidden=known.count, searched=searched, leaks=len(found.leaks) + len(named.leaks))
        return proofs, tuple(leaks)

    def digest(self, document: DocumentId) -> str:
        """Hash all that the proof of a document rests on: what is forbidden for it, and what is known to betray nothing."""
        key = self.docket(document)
        if key not in self._digests:
            facts = [row.digest if isinstance(row, Row) else row for row in self.work.dataset.rows.values()]
            self._digests[key] = _hashed(self.about, facts, list(self.forbidden(document)), key)
        return self._digests[key]

    def docket(self, document: DocumentId) -> Docket:
        """Name what documents share whose proofs rest on the same: the ceiling, and the language."""
        return self.work.audiences[document.audience].admits.marking, document.language, str(self.pools.embargoed)

    @cached_property
    def about(self) -> str:
        """Hash all that proofs rest on beside the facts."""
        dataset, settings = self.work.dataset, self.work.settings
        return _hashed(self.base, dataset.topics, dataset.entities, dataset.sources, settings.publisher, settings.briefs)

    @cached_property
    def base(self) -> str:
        """Hash what proofs rest on beside the facts and what `beside` tells: how values are written, and the package's words."""
        settings = self.work.settings
        languages = {settings.locale, *(tag for item in self.work.audiences.values() for tag in item.languages)}
        return _hashed(program(), [self.catalogues.digest(tag) for tag in sorted(languages)], settings.locale, self.own_words)

    def beside(self, document: DocumentId) -> Known:
        """Give what betrays nothing to the readers of a document although no fact says it, but for the package's own words."""
        return self._beside(self.forbidden(document))

    def leaks_in(self, document: DocumentId, path: str, content: bytes) -> bool:
        """Tell whether an earlier file of a document holds what is forbidden for it by now."""
        ending = next(ending for ending in _KINDS if path.endswith(f".{ending}"))
        return self.prepare(document).holds_secrets(_KINDS[ending], content)

    def is_hidden(self, document: DocumentId) -> bool:
        """Tell whether a document is about an entity of which its readers may know nothing: all facts about it are forbidden."""
        ceiling = self.work.audiences[document.audience].admits.marking
        if ceiling not in self._hidden:
            forbidden, rows = self.forbidden(document), self.work.dataset.rows
            shown = {row.entity for name, row in rows.items() if name not in forbidden}
            self._hidden[ceiling] = frozenset(row.entity for row in forbidden.values()) - shown
        return document.item in self._hidden[ceiling] and document.item in self.work.dataset.entities

    def _secrets(self, forbidden: Mapping[str, Indexed], languages: tuple[str, ...], jobs: int) -> Secrets:
        dataset = self.work.dataset
        open_rows = {name: row for name, row in dataset.rows.items() if name not in forbidden}
        known = self._beside(forbidden)
        known = replace(known, texts=(*known.texts, *self.own_words))
        formatters = tuple(formatter(self.catalogues, language) for language in languages)
        about = " ".join((program(), *map(self.catalogues.digest, languages)))
        parts = portions(dataset, forbidden, self.cache / "proof" if self.cache else None, about)
        admitted, share = View(open_rows, dataset.facts.__getitem__), sharing(dataset.facts, jobs if self.cache else 1)
        return Secrets.gathered(parts, admitted, dataset.sources, formatters, known, share)

    def _beside(self, forbidden: Mapping[str, Indexed]) -> Known:
        dataset, settings = self.work.dataset, self.work.settings
        shown = {row.entity for name, row in dataset.rows.items() if name not in forbidden}
        entities = [entity for entity in dataset.entities.values() if entity.id in shown]
        return Known(
            texts=(
                settings.publisher.name,
                *(topic.title for topic in dataset.topics.values()),
                *(said.title for topic in dataset.topics.values() for said in topic.translations.values()),
                *(entity.name for entity in entities),
                *(said.name for entity in entities for said in entity.translations.values()),
            ),
            dates=tuple(brief.date for brief in settings.briefs if brief.date),
        )


def _hashed(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
