"""What Jinja raises becomes a diagnostic with template, line, message and hint."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean
from briefgen.render.record import place_name

_MISSING = re.compile(r"No (filter|test) named '([^']*)'")
_NAME = re.compile(r"`([^`]*)` is not defined")


class Known(Protocol):
    """What a template may use, for suggestions: Jinja's environment with its folders of templates."""

    filters: Any
    tests: Any
    folders: Any


def no_template(name: str, place: Place, known: Known) -> Diagnostic:
    """Say that there is no template of a name, and which is nearest."""
    hint = did_you_mean(name, known.folders.list_templates()) or "correct the name, or create the file"
    return Diagnostic("BG405", f"there is no template `{name}`", place, hint)


def diagnose(error: Exception, files: Mapping[str, str], names: Iterable[str], known: Known) -> tuple[Diagnostic, ...]:
    """Turn what stopped a template into diagnostics.

    `files` maps file names as they stand in tracebacks to templates' names; `names` are those that templates have.
    """
    if isinstance(error, Problems):
        return error.diagnostics
    if isinstance(error, TemplateSyntaxError):
        place = Place(place_name(error.name), error.lineno)
        missing = _MISSING.search(str(error.message))
        if missing:
            hint = (
                did_you_mean(missing[2], known.filters if missing[1] == "filter" else known.tests)
                or "templates/README.md lists the filters there are"
            )
            return (Diagnostic("BG403", f"there is no {missing[1]} `{missing[2]}`", place, hint),)
        return (Diagnostic("BG401", str(error.message), place, "mend the tag or expression on this line"),)
    place = _place(error, files)
    if isinstance(error, TemplateNotFound):
        return (no_template(str(error.name), place, known),)
    if isinstance(error, UndefinedError):
        message = str(error.message)
        name = _NAME.match(message)
        hint = did_you_mean(name[1], names) if name else message.partition("; ")[2]
        return (Diagnostic("BG402", message.partition("; ")[0], place, hint or "templates/README.md lists the names there are"),)
    if isinstance(error, SecurityError):
        return (Diagnostic("BG404", "the template asks for something that templates may not do", place, str(error)),)
    if isinstance(error, TemplateError) or place.line:
        words = str(error) or type(error).__name__
        return (
            Diagnostic(
                "BG404",
                f"the template stopped: {words}",
                place,
                "check the kinds of values in the expression on this line",
            ),
        )
    raise error


def _place(error: Exception, files: Mapping[str, str]) -> Place:
    """Find the last line of a template in the traceback, whose frames Jinja has rewritten to templates' lines."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    return Place(place_name(files[frames[-1].filename]), frames[-1].lineno or 0) if frames else Place()
