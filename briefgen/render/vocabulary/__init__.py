"""The vocabulary of templates: every name, filter, function and block that briefgen gives them, with type, sentence and example.

One table for `briefgen templates vars`, for templates/README.md (docs/make_vocabulary.py) and for hints in errors. Tests hold
it to what a document's templates really find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.render.vocabulary.blocks import BLOCKS
from briefgen.render.vocabulary.filters import FILTERS
from briefgen.render.vocabulary.mails import MAIL_FILTERS, MAIL_NAMES
from briefgen.render.vocabulary.names import NAMES
from briefgen.render.vocabulary.records import attributes
from briefgen.render.vocabulary.term import Term

__all__ = ["BLOCKS", "FILTERS", "MAIL_FILTERS", "MAIL_NAMES", "NAMES", "Term", "attributes", "terms", "usage"]


def terms() -> Iterator[tuple[str, Term]]:
    """Give every term with what it is: a name, a filter, a block, or a part of a type ("fact")."""
    for kind, listed in (("name", NAMES), ("filter", FILTERS), ("block", BLOCKS)):
        yield from ((kind, term) for term in listed)
    for kind, parts in attributes().items():
        yield from ((kind, term) for term in parts)


def usage(words: Iterable[str]) -> str:
    """Give the way in which the first function or filter among some words is written, as a hint; empty where none is one."""
    functions = {term.name: term for term in NAMES if term.takes}
    known = functions | {term.name: term for term in FILTERS if term.name not in functions}
    return next((f"it is used so: {known[word].example}" for word in words if word in known), "")
