"""What Jinja raises becomes a diagnostic with template, line, message and hint."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Protocol

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean
from briefgen.model.layers import STOCK, place_name
from briefgen.render.kinds import in_plain_words
from briefgen.render.outline import Outline
from briefgen.render.vocabulary import usage

_MISSING = re.compile(r"No (filter|test) named '([^']*)'")
_NAME = re.compile(r"`([^`]*)` is not defined")
_NOT_EXPORTED = re.compile(r"the template '([^']*)' .*does not export the requested name '([^']*)'")
_NOT_GIVEN = re.compile(r"parameter '(\w+)' was not provided")
_NO_PARENT = re.compile(r"there is no parent block called '(\w+)'")
_MACRO = re.compile(r"macro '(\w+)' ")
_CALLED = re.compile(r"^(?:[\w<>]+\.)*_?(\w+)\(\) ")


class Known(Protocol):
    """What a template may use, for suggestions: Jinja's environment with its folders of templates."""

    filters: Any
    tests: Any
    folders: Any

    def outline(self, name: str) -> Outline:
        """Give the outline of a template."""


def no_template(name: str, place: Place, known: Known) -> Diagnostic:
    """Say that there is no template of a name, and which is nearest."""
    names = known.folders.list_templates()
    if name.startswith(STOCK):
        names = known.folders.stock_names()
    hint = did_you_mean(name, names) or "correct the name, or create the file"
    return Diagnostic("BG405", f"there is no template `{name}`", place, hint)


def diagnose(error: Exception, files: Mapping[str, str], names: Iterable[str], known: Known) -> tuple[Diagnostic, ...]:
    """Turn what stopped a template into diagnostics.

    `files` maps file names as they stand in tracebacks to templates' names; `names` are those that templates have.
    """
    if isinstance(error, Problems):
        return error.diagnostics
    if isinstance(error, TemplateSyntaxError):
        return (_syntax(error, known),)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    place = Place(place_name(files[frames[-1].filename]), frames[-1].lineno or 0) if frames else Place()
    if isinstance(error, TemplateNotFound):
        return (no_template(str(error.name), place, known),)
    if isinstance(error, UndefinedError):
        return (_undefined(str(error.message), place, names, known),)
    if isinstance(error, SecurityError):
        return (Diagnostic("BG404", "the template asks for something that templates may not do", place, str(error)),)
    if isinstance(error, RecursionError) and frames:
        return (_endless([files[frame.filename] for frame in frames], place),)
    if isinstance(error, TemplateError) or place.line:
        return (_stopped(error, place, [known.outline(name) for name in files.values() if not name.startswith("data/")]),)
    raise error


def _syntax(error: TemplateSyntaxError, known: Known) -> Diagnostic:
    place = Place(place_name(error.name), error.lineno)
    missing = _MISSING.search(str(error.message))
    if not missing:
        return Diagnostic("BG401", str(error.message).rstrip("."), place, "mend the tag or expression on this line")
    near = did_you_mean(missing[2], known.filters if missing[1] == "filter" else known.tests)
    hint = near or f"`briefgen templates vars` lists the {missing[1]}s there are"
    return Diagnostic("BG403", f"there is no {missing[1]} `{missing[2]}`", place, hint)


def _undefined(message: str, place: Place, names: Iterable[str], known: Known) -> Diagnostic:
    if found := _NOT_EXPORTED.search(message):
        macros = [part.name for part in known.outline(found[1]).parts if part.kind == "macro"]
        hint = did_you_mean(found[2], macros) or f"there are: {', '.join(macros)}"
        return Diagnostic("BG402", f"`{found[1]}` has no macro `{found[2]}`", place, hint)
    if found := _NOT_GIVEN.search(message):
        return Diagnostic("BG404", f"the macro was called without its `{found[1]}`", place, "pass it where the macro is called")
    if found := _NO_PARENT.search(message):
        hint = "take out `super()`, or override a block that a template above has"
        return Diagnostic("BG404", f"`super()` finds nothing: no template above has a block `{found[1]}`", place, hint)
    name = _NAME.match(message)
    hint = did_you_mean(name[1], names) if name else message.partition("; ")[2]
    if message.startswith(("an empty value ", "there is nothing ")):
        hint = "ask first whether it is there: {% if ... %}"
    return Diagnostic("BG402", message.partition("; ")[0], place, hint or "`briefgen templates vars` lists the names there are")


def _endless(names: list[str], place: Place) -> Diagnostic:
    """Say which templates include or call one another without an end, each once."""
    circle = list(dict.fromkeys(reversed(names[-60:])))
    message = f"`{circle[0]}` includes or calls itself without an end"
    if len(circle) > 1:
        message = f"templates include or call one another without an end: {', '.join(f'`{name}`' for name in reversed(circle))}"
    return Diagnostic("BG404", message, place, "let one of them stop: ask with {% if %} before it goes on")


def _stopped(error: Exception, place: Place, outlines: Iterable[Outline]) -> Diagnostic:
    """Say why a template stopped; of a call, how the function, filter or macro is to be called."""
    words = str(error) or type(error).__name__
    hint = "check the kinds of values in the expression on this line"
    if found := _CALLED.match(words):
        words = f"`{found[1]}` {words[found.end() :]}"
        hint = usage([found[1]]) or hint
    elif found := _MACRO.match(words):
        macros = (part for item in outlines for part in item.parts if part.kind == "macro" and part.name == found[1])
        words = f"the macro `{found[1]}` {words[found.end() :]}"
        hint = next((f"it is written {{% macro {part.name}{part.signature} %}}" for part in macros), hint)
    return Diagnostic("BG404", f"the template stopped: {in_plain_words(words)}", place, hint)


def calls(error: Exception, files: Mapping[str, str]) -> str:
    """Say in which block of which other template a macro or part was called in which a template stopped; else nothing."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    for inner, outer in pairwise(reversed(frames)):
        if outer.filename != inner.filename and outer.filename != frames[-1].filename:
            block = f"block `{found[1]}` of " if (found := re.match(r"block '(\w+)'", outer.name)) else ""
            return f"{block}{Place(place_name(files[outer.filename]), outer.lineno or 0)}"
    return ""
