"""Documents that are set while others are looked at and it is gathered what proofs rest on; they are proven when that is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from briefgen.build.crew import Craft, Crew, Resources, make_all, not_made
from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.processes import start_method
from briefgen.publish import ending_of
from briefgen.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Begun:
    """Documents that processes of their own are setting."""

    most: int
    """How many may be begun."""
    _crew: Crew[Made]
    documents: list[DocumentId] = field(default_factory=list)

    def begin(self, document: DocumentId) -> None:
        """Let a document be set from now on, unless as many are begun already as may be."""
        if len(self.documents) < self.most:
            self._crew.give(document)
            self.documents.append(document)

    def made(self) -> Iterator[Made]:
        """Give each as it is done, with its proof."""
        for document in self.documents:  # which are being set meanwhile
            self._crew.workshop.prover.prepare(document, self.most)
        while self._crew.busy:
            for made in self._crew.finished():
                yield self._proven(made)

    def _proven(self, made: Made) -> Made:
        if made.finished is None:
            return made
        workshop, finished = self._crew.workshop, made.finished
        contents = {ending_of(path): content for path, content in finished.contents.items()}
        proofs, leaks = workshop.prover.search(made.id, contents, finished.entry.facts)
        if leaks:  # only where it is made are the places known from which they come
            (made,) = make_all(workshop, [made.id], Resources(1, self._crew.limits))
            return made
        return made.proven(proofs)


@contextmanager
def begun(workshop: Workshop, resources: Resources) -> Iterator[Begun]:
    """Set the first documents that are to be made, as many as may be at a time, while there is other work to do.

    The others are made by processes that are given what was gathered meanwhile. None is begun where a process cannot be
    forked, or a cluster makes the documents.
    """
    may = resources.cluster is None and start_method() == "fork"
    crew = Crew(workshop, resources.limits, "fork", Craft(partial(set_alone, typesetter=resources.typesetter), not_made))
    try:
        yield Begun(resources.jobs if may else 0, crew)
    finally:
        crew.dismiss()


def set_alone(workshop: Workshop, document: DocumentId, typesetter: Typesetter | None = None) -> Made:
    """Make a document but for its proof; a typesetter sets it, if there is one."""
    return workshop.make(document, proving=False, setting=typesetter.typeset if typesetter else None)
