"""What templates pass to functions: of the right kind, or told with what is wanted and an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import Undefined

from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.render.kinds import kind_of
from briefgen.render.record import here
from briefgen.render.views import FactView
from briefgen.render.vocabulary import usage


def facts_only(name: str, views: object) -> tuple[FactView, ...]:
    """Pass facts to a function that takes a list of them, and say what it got where it is something else."""
    if isinstance(views, str | Mapping) or not isinstance(views, Iterable):
        raise unfit(name, "a list of facts", views)
    found = tuple(views)
    for item in found:
        if not isinstance(item, FactView):
            raise unfit(name, "a list of facts", item)
    return found


def unfit(function: str, wanted: str, got: object) -> Problems:
    """Say that a function of a template got something else than it takes; a name that is not defined is told as such."""
    if isinstance(got, Undefined):
        str(got)  # raises what says that the name is not defined
    return Problems(
        Diagnostic("BG404", f"`{function}` takes {wanted}, not {kind_of(got)}", here(), usage([function.partition("(")[0]]))
    )
