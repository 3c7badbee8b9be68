"""One run of a build: the documents are made, published as they come, judged together, and the manifest is written last."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from briefgen.build.ahead import Begun, begun
from briefgen.build.crew import Craft, Crew, Resources, make_all, share
from briefgen.build.fingerprint import Fingerprints
from briefgen.build.inventory import Inventory
from briefgen.build.kept import Shelf
from briefgen.build.precedent import Precedent
from briefgen.build.recall import Recall
from briefgen.build.roll import Roll
from briefgen.build.together import Concord, unused
from briefgen.build.upkeep import Searched, Upkeep
from briefgen.build.workshop import Made, Workshop
from briefgen.cache import sweep
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.model.rows import Facts
from briefgen.output import OutputFolder
from briefgen.processes import start_method
from briefgen.publish import Manifest, publish
from briefgen.publish.manifest import NAME, files_of, name_of
from briefgen.stamps import Stamp

_MANY = 8
"""Documents that are searched sooner by processes that have to be started than by this one."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run works with beside its workshop."""

    cache: Path
    """Folder of what is kept from run to run; it may be deleted."""
    resources: Resources


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made, with each document's manifest entry, what failed or was withheld, and what was found."""

    published: tuple[tuple[Made, Mapping[str, Any]], ...]
    unchanged: tuple[DocumentId, ...]
    """Documents that stand as they would be made now."""
    files: tuple[str, ...]
    """All files that the manifest knows, and the manifest, relative to the output folder."""
    stamps: Mapping[str, Stamp]
    """Those of them that are known."""
    reasons: Mapping[DocumentId, tuple[str, ...]]
    """Why each of the others was made."""
    failed: tuple[DocumentId, ...]
    withheld: tuple[DocumentId, ...]
    diagnostics: tuple[Diagnostic, ...]


def run(
    workshop: Workshop,
    documents: Sequence[DocumentId],
    output: Path,
    means: Means,
    progress: Callable[[str, int], None],
) -> Result:
    """Make those documents that are not as they would be made now; no other build writes to the folder meanwhile.

    Documents that the project no longer has leave the folder, and so does one that holds what its readers may not see.
    Raises Problems (BG010) where another build holds it.
    """
    folder = OutputFolder(output)
    with folder.locked() as was_killed:
        if was_killed:
            sweep(means.cache)
        old = Manifest.read(folder)
        inventory = Inventory(folder, dict(old.documents))
        found = list(old.diagnostics)
        shelf = Shelf(means.cache / "documents", workshop.work.dataset)
        precedent = Precedent(workshop.prover, means.cache / "proof" / "made-with.json")
        roll = Roll.of(means.cache / "rolls", output, old.sha256)
        upkeep = Upkeep(workshop, inventory, Recall(workshop, shelf, Fingerprints.taken(workshop)), precedent, roll)
        made: dict[DocumentId, tuple[Made, Mapping[str, Any] | None]] = {}
        with begun(workshop, means.resources) as ahead:
            changed = _compared(documents, upkeep, ahead)
            reasons = {**changed, **_unproven(documents, upkeep, means.resources, found)}
            rest = _largest_first([document for document in reasons if document not in ahead.documents], inventory)
            others = _making(means.resources, found)(workshop, rest, means.resources) if rest else ()
            for document in chain(ahead.made(), others):
                found.extend(document.diagnostics)
                made[document.id] = (document, _shelve(document, upkeep, found))
                progress(document.id.stem, len(reasons))
        try:
            inventory.prune(workshop)
            found.extend(_judged(workshop, inventory, documents, means.cache))
            upkeep.close(documents, inventory.write(workshop, old if roll.documents else None))
        except Problems as problems:
            found.extend(problems.diagnostics)
    done = [made[document] for document in documents if document in made]
    return Result(
        unchanged=tuple(document for document in documents if document not in made),
        files=(NAME, *(path for entry in inventory.entries.values() for path in files_of(entry))),
        stamps={path: at for item in upkeep.standing.values() for path, at in item.stamps.items()},
        reasons=reasons,
        published=tuple((item, entry) for item, entry in done if entry is not None),
        failed=tuple(item.id for item, entry in done if entry is None and not item.is_withheld),
        withheld=tuple(item.id for item, _ in done if item.is_withheld),
        diagnostics=tuple(dict.fromkeys(found)),
    )


def _making(resources: Resources, found: list[Diagnostic]) -> Callable[..., Iterator[Made]]:
    """Tell who makes the documents: processes of this machine, or a cluster, which has findings of its own."""
    if resources.cluster is None:
        return make_all
    from briefgen.build.cluster.joining import make_on_cluster

    return partial(make_on_cluster, told=found.append)


def _compared(documents: Sequence[DocumentId], upkeep: Upkeep, ahead: Begun) -> dict[DocumentId, tuple[str, ...]]:
    """Tell which documents have to be made since something else goes into them, and why.

    The first of them are begun; those that are about what new files of facts are about are looked at before the others.
    """
    facts = upkeep.workshop.work.dataset.facts
    new = facts.items_of_new_files() if isinstance(facts, Facts) else frozenset()
    found: dict[DocumentId, tuple[str, ...]] = {}
    for document in sorted(documents, key=lambda document: document.item not in new):
        reasons = upkeep.known(document)
        if reasons is not None:
            found[document] = reasons
            ahead.begin(document)
    return {document: found[document] for document in documents if document in found}


def _unproven(
    documents: Sequence[DocumentId], upkeep: Upkeep, resources: Resources, found: list[Diagnostic]
) -> dict[DocumentId, tuple[str, ...]]:
    """Tell which documents may not stand as they are; what was found when the others were made is found again."""
    standing = [document for document in documents if document in upkeep.standing]
    for searched in _searched([document for document in standing if not upkeep.is_proven(document)], upkeep, resources):
        upkeep.prove(searched)
    unproven: dict[DocumentId, tuple[str, ...]] = {}
    for document in standing:
        if document in upkeep.standing:
            found.extend(upkeep.told(document))
        else:
            unproven[document] = ("what its readers may not see has changed",)
    return unproven


def _searched(documents: Sequence[DocumentId], upkeep: Upkeep, resources: Resources) -> Iterator[Searched]:
    """Search documents once more, many of them on all cores."""
    if resources.jobs < 2 or len(documents) < _MANY or start_method() != "fork":
        yield from map(upkeep.searched, documents)
        return
    for document in documents:
        upkeep.workshop.prover.prepare(document, resources.jobs)
    craft = Craft(lambda _, document: upkeep.searched(document), lambda document, reason: Searched(document, None, (reason,)))
    yield from share(Crew(upkeep.workshop, resources.limits, "fork", craft), documents, resources.jobs)


def _largest_first(documents: Sequence[DocumentId], inventory: Inventory) -> list[DocumentId]:
    """Put documents in the order in which they are handed out: a long one at the end would keep the other processes waiting.

    How large one is, its last edition tells; those without one come first.
    """
    return sorted(documents, key=lambda document: -(inventory.words(document) or math.inf))


def _shelve(made: Made, upkeep: Upkeep, found: list[Diagnostic]) -> Mapping[str, Any] | None:
    """Write a document's files and give its entry; nothing where it could not be made or may not be published."""
    workshop, inventory = upkeep.workshop, upkeep.inventory
    try:
        if made.is_withheld:
            inventory.leave(made.id)
        elif made.finished is None:
            inventory.leave_if_forbidden(workshop, made.id)
        else:
            entry = publish(made.finished, inventory.folder)
            inventory.enter(workshop, made.id, entry)
            upkeep.keep(made, inventory.entries[name_of(made.id)])
            return entry
    except Problems as problems:
        found.extend(problems.diagnostics)
    upkeep.shelf.drop(made.id)
    return None


def _judged(workshop: Workshop, inventory: Inventory, documents: Sequence[DocumentId], cache: Path) -> tuple[Diagnostic, ...]:
    """Judge all documents of the briefs that were made, also those that were made before."""
    dataset = workshop.work.dataset
    briefs = {document.brief for document in documents}
    printed = inventory.printed(workshop)
    entries = [entry for entry in inventory.entries.values() if entry["brief"] in briefs]
    together = Concord(dataset, cache / "agreement.json").judged(entries, inventory.ledger)
    return (*together, *(unused(dataset, printed, workshop.as_at) if printed is not None else ()))
