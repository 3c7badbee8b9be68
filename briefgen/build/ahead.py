"""Documents that are set while it is gathered what their proof rests on, and proven when both are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from briefgen.build.crew import Craft, Crew, Resources, make_all, not_made, start_method
from briefgen.build.workshop import Made, Workshop
from briefgen.model.briefing import DocumentId
from briefgen.publish import ending_of


@dataclass(frozen=True, slots=True)
class Begun:
    """Documents that processes of their own are setting."""

    documents: tuple[DocumentId, ...]
    _crew: Crew[Made]

    def made(self) -> Iterator[Made]:
        """Give each as it is done, with its proof."""
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
def begun(workshop: Workshop, documents: Sequence[DocumentId], resources: Resources) -> Iterator[Begun]:
    """Begin to set documents, if they are few; beside one or two of them there is time to gather what betrays secrets.

    Where more are to be made than may be at a time, all processes are given what was gathered instead. None is begun where a
    process cannot be forked, or a cluster makes the documents.
    """
    are_few = len(documents) <= resources.jobs and resources.cluster is None and start_method() == "fork"
    crew = Crew(workshop, resources.limits, "fork", _SETTING)
    try:
        for document in documents if are_few else ():
            crew.give(document)
        yield Begun(tuple(documents) if are_few else (), crew)
    finally:
        crew.dismiss()


def set_alone(workshop: Workshop, document: DocumentId) -> Made:
    """Make a document but for its proof."""
    return workshop.make(document, proving=False)


_SETTING = Craft(set_alone, not_made)
