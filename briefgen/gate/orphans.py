"""Orphans: what stands in a dataset and is used by nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Diagnostic, Place, Severity

_TOLD_ONE_BY_ONE, _ALL_ONE_BY_ONE = 10, 100
"""Facts of a file, and of all files."""
_NOWHERE = Place()


def orphans(dataset: Dataset, used: Collection[str]) -> tuple[Diagnostic, ...]:
    """Find the facts that no document prints, the sources that no fact cites, the topics and entities that no fact uses.

    `used` are the ids of the facts that are printed in any document of the project: call it only when all were made, and
    count a fact under embargo among them. BG206 is a warning, BG205 and BG207
    are notes: a dataset may hold more than its briefs say.
    """
    return (*_unprinted(dataset, used), *_uncited(dataset), *_unfiled(dataset))


def _unprinted(dataset: Dataset, used: Collection[str]) -> Iterator[Diagnostic]:
    """Tell of each such fact, but of those of a file at once where they are many, or those of all files are."""
    files: dict[str, list[str]] = {}
    for name in _without(dataset.rows, used):
        files.setdefault(dataset.file_of(name), []).append(name)
    most = _TOLD_ONE_BY_ONE if sum(map(len, files.values())) <= _ALL_ONE_BY_ONE else 1
    for names in files.values():
        shown = names if len(names) <= most else names[:1]
        rest = f" and {len(names) - 1:,} more facts of this file" if len(shown) < len(names) else ""
        for name in shown:
            message = f"no document of the project prints `{name}`{rest}"
            hint = "let a section, a text or a template print it, or remove it"
            yield Diagnostic("BG205", message, dataset.places.get(name, _NOWHERE), hint, Severity.NOTE)


def _uncited(dataset: Dataset) -> Iterator[Diagnostic]:
    cited = {source for row in dataset.rows.values() for source in row.cites}
    for name in _without(dataset.sources, cited):
        place = dataset.record_places.get(("source", name), Place("data/sources.yaml"))
        yield Diagnostic("BG206", f"no fact cites the source `{name}`", place, "cite it, or remove it", Severity.WARNING)


def _unfiled(dataset: Dataset) -> Iterator[Diagnostic]:
    topics = {topic for row in dataset.rows.values() for topic in row.topic}
    entities = {row.entity for row in dataset.rows.values()}
    for name in _without(dataset.topics, topics):
        place = dataset.record_places.get(("topic", name), Place("data/topics.yaml"))
        yield Diagnostic("BG207", f"no fact is filed under the topic `{name}`", place, "", Severity.NOTE)
    for name in _without(dataset.entities, entities):
        place = dataset.record_places.get(("entity", name), Place("data/entities.yaml"))
        yield Diagnostic("BG207", f"no fact is about the entity `{name}`", place, "", Severity.NOTE)


def _without(names: Iterable[str], used: Collection[str]) -> Iterator[str]:
    """Give the names that are not among the used ones, in their order."""
    found = frozenset(used)
    return (name for name in names if name not in found)
