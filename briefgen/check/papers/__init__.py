"""Papers: what can be told of templates and styles beyond the documents that there are today.

context   where in a page each of a template's tags stands: in words, in an attribute, in a script or style
lints     what a template says that goes wrong with some data, in a browser or on paper
styles    what a style says that paper does not keep
markup    elements of a finished page that are not rightly closed or nested
invented  datasets that nobody has: empty, single, endless words, right to left, bare of all that is optional, many
extremes  every paper rendered with each of them
mail      what a mail's template says that mail programs do not keep
letters   the templates of mails: linted, rendered with the real data and with each extreme
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefgen.build.workshop import Workshop
from briefgen.check.papers.extremes import Trial, key_of, markup_faults, try_extremes
from briefgen.check.papers.lints import lint_templates
from briefgen.model.briefing import DocumentId
from briefgen.model.diagnostic import Diagnostic
from briefgen.render.outline import reached

__all__ = ["check_papers", "markup_faults"]


def check_papers(
    workshop: Workshop,
    documents: Sequence[DocumentId],
    made: Mapping[DocumentId, Sequence[str]],
    found: Iterable[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """Judge the templates and styles of documents beyond what their present data show.

    `made` are the names of the templates that went into each document that could be drafted, `found` is what is wrong with
    these: it is not told again.
    """
    environment = workshop.environment
    get = environment.outline_or_problems

    def named(template: str) -> tuple[str, ...]:
        return tuple(name for part in reached((template,), get) if not part.endswith(".css") for name in get(part).facts)

    papers = dict.fromkeys(workshop.work.audiences[document.audience].template for document in documents)
    printed = (name for templates in made.values() for name in templates if name.endswith((".j2", ".css")))
    names = tuple(dict.fromkeys((*reached(papers, get), *printed)))
    trial = Trial(workshop.work, environment, workshop.as_at, named)
    known = frozenset(key_of(item) for item in found)
    return (*lint_templates(names, get, environment.folders.read), *try_extremes(trial, tuple(made), known))
