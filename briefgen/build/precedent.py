"""What proofs were made with before: whether what has changed since can make a leak of words that were none then.

A document that is not made again was searched when it was made. A changed fact makes it necessary to search it once more only
if it brings words that betray a secret, or takes away words that were open because it said them. For most edits neither is so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.build.proving import Docket, Prover
from briefgen.gate.proof import Known, Memory, Portion, Secrets, Sources
from briefgen.intake import recalled
from briefgen.model.briefing import DocumentId
from briefgen.model.dataset import Dataset
from briefgen.model.fact import Fact
from briefgen.model.rows import Facts
from briefgen.model.value import parse_date

_MOST_CHANGED = 1000
"""Changed facts beyond which it is quicker to search the documents."""
_LONGEST_LINE = 100
"""Digests of proofs that are remembered as good."""


@dataclass(frozen=True)
class _Was:
    """What the dataset was when the last proofs were made."""

    about: str
    """Hash of all that proofs rest on beside the facts."""
    base: str
    """The same without what is told here: how values are written, and the package's words."""
    files: Sequence[str]
    """The hash of each file of facts."""
    sources: Mapping[str, list[list[str]]]
    """The texts and dates of each source."""
    dockets: Mapping[str, tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]]
    """For each docket the ids of the forbidden facts, the digests of the proofs that were good, and the texts and dates that were
    known beside the facts."""


@dataclass(frozen=True)
class Precedent:
    """Tells which earlier proofs still hold."""

    prover: Prover
    record: Path
    """The file in which is kept what proofs were made with."""
    _good: dict[Docket, frozenset[str]] = field(default_factory=dict, repr=False)

    def covers(self, document: DocumentId, digest: str) -> bool:
        """Tell whether a document whose proof was made with something else needs no other one; `digest` is that of its proof."""
        docket = self.prover.docket(document)
        if docket not in self._good:
            self._good[docket] = self._still_good(document, docket)
        return digest in self._good[docket]

    def keep(self, documents: Iterable[DocumentId]) -> None:
        """Record what the proofs of some documents hold for now."""
        if not isinstance(self._dataset.facts, Facts):
            return
        files = [file for file, _ in self._dataset.facts.by_file]
        was = self._was
        is_same = was is not None and was.about == self.prover.about and was.files == files
        done: set[Docket] = set()
        dockets = dict(was.dockets) if was is not None and is_same else {}
        for document in documents:
            docket = self.prover.docket(document)
            if docket not in done:
                done.add(docket)
                good = [*sorted(self._good.get(docket, ())), self.prover.digest(document)]
                beside = self.prover.beside(document)
                known = (list(dict.fromkeys(beside.texts)), [date.iso for date in beside.dates])
                dockets[str(docket)] = (list(self.prover.forbidden(document)), good[-_LONGEST_LINE:], *known)
        found = {
            "about": self.prover.about,
            "base": self.prover.base,
            "files": files,
            "sources": self._sources,
            "dockets": dockets,
        }
        with suppress(OSError):
            cache.keep(self.record, json.dumps(found, separators=(",", ":")).encode())

    @property
    def _dataset(self) -> Dataset:
        return self.prover.work.dataset

    @cached_property
    def _was(self) -> _Was | None:
        content = cache.kept(self.record)
        with suppress(ValueError, KeyError, TypeError):
            found: Any = json.loads(content) if content is not None else None
            names = ("about", "base", "files", "sources", "dockets")
            return _Was(*(found[name] for name in names)) if found else None
        return None

    @cached_property
    def _sources(self) -> Mapping[str, list[list[str]]]:
        said = ((name, Sources.of(source)) for name, source in self._dataset.sources.items())
        return {name: [list(its.texts), [date.iso for date in its.dates]] for name, its in said}

    @cached_property
    def _gone(self) -> Sources:
        """Give what the sources said that have changed or are no more."""
        assert self._was is not None  # noqa: S101 -- asked for only then
        gone = [said for name, said in self._was.sources.items() if self._sources.get(name) != said]
        days = tuple(parse_date(day) for _, days in gone for day in days)
        return Sources(tuple(text for texts, _ in gone for text in texts), days)

    @cached_property
    def _changed(self) -> Mapping[str, tuple[Fact | None, Fact | None]] | None:
        """Give the facts that have changed, as they were and as they are; nothing where that cannot be told."""
        was, facts = self._was, self._dataset.facts
        if was is None or was.base != self.prover.base or not isinstance(facts, Facts):
            return None
        now = dict(facts.by_file)
        gone = [file for file in was.files if file not in now]
        if "" in now or len(gone) > _MOST_CHANGED:
            return None
        old: dict[str, tuple[str, Fact]] = {}
        for file in gone:
            found = recalled(self.prover.cache / "facts", file) if self.prover.cache else None
            if found is None:
                return None
            old.update(found)
        known = frozenset(was.files)
        new = [name for file, names in now.items() if file not in known for name in names]
        names = [name for name in dict.fromkeys((*new, *old)) if _digest(old.get(name)) != _digest_now(facts, name)]
        if len(names) > _MOST_CHANGED:
            return None
        return {name: (old[name][1] if name in old else None, facts.get(name)) for name in names}

    def _still_good(self, document: DocumentId, docket: Docket) -> frozenset[str]:
        """Give the digests of earlier proofs that hold as well now as then."""
        was, changed = self._was, self._changed
        forbidden = self.prover.forbidden(document)
        before = was.dockets.get(str(docket)) if was is not None else None
        if changed is None or before is None or list(forbidden) != before[0]:
            return frozenset()
        secrets = self.prover.prepare(document)
        pairs = [pair for name, pair in changed.items() if name in forbidden]
        opened = [pair for name, pair in changed.items() if name not in forbidden]
        if not secrets.count:
            return frozenset(before[1])
        beside = self.prover.beside(document)
        known = Known(tuple({*before[2]} - {*beside.texts}), tuple({*map(parse_date, before[3])} - {*beside.dates}))
        is_worse = (
            any(_clues(new, secrets) - _clues(old, secrets) for old, new in pairs)
            or self._lost(opened, secrets)
            or secrets.admitted.forgets(known, self._gone, secrets.phrases, secrets.keys)
        )
        return frozenset() if is_worse else frozenset(before[1])

    def _lost(self, changed: Sequence[tuple[Fact | None, Fact | None]], secrets: Secrets) -> bool:
        """Tell whether something that open facts said, and that was no leak therefore, is said by none any more."""
        old = [fact for fact, _ in changed if fact is not None]
        new = [fact for _, fact in changed if fact is not None]
        rows = {name: row for name, row in self._dataset.rows.items() if name in secrets.admitted.facts}
        cited = {source for row in rows.values() for source in row.cites}
        entities = {row.entity for row in rows.values()}
        if any(set(fact.cites) - cited or fact.entity not in entities for fact in old):
            return True
        return secrets.admitted.misses(old, new, secrets.phrases, secrets.keys)


def _digest(old: tuple[str, Fact] | None) -> str:
    return old[0] if old else ""


def _digest_now(facts: Facts, name: str) -> str:
    return facts.rows[name].digest if name in facts.rows else ""


def _clues(fact: Fact | None, secrets: Secrets) -> set[tuple[str, str]]:
    """Give the phrases that would betray a fact, each with the amount or date that it is: that alone may be open."""
    if fact is None:
        return set()
    ground = secrets.admitted
    portion = Portion({fact.id: fact}, {}, Memory().remember)
    return {(phrase, key) for phrase, _, key in portion.clues(ground.writer, ground.writes_small)}
