"""Diagnostics: what briefgen tells a person about their project, and where."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from briefgen.model.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a finding matters: errors fail a run, warnings fail it under `--strict`, notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Exit(IntEnum):
    """Exit status of the command line (contract, section 4)."""

    DONE = 0
    ERRORS = 1
    USAGE = 2
    INVALID = 3
    TEMPLATE = 4
    TYPESETTING = 5
    DELIVERY = 6
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file of the project: a path relative to it, line and column counted from 1 (0: the whole file)."""

    file: str = ""
    line: int = 0
    column: int = 0
    cell: str = ""
    """In a table, the cell as spreadsheet programs name it, such as Sheet1!C7; then line and column are its row and column."""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}"
        parts = [self.file] + [str(number) for number in (self.line, self.column) if number]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable code, how much it matters, where it is, what is wrong and what would mend it."""

    code: str
    message: str
    place: Place = Place()
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether it fails a run."""
        return self.severity is Severity.ERROR

    @property
    def exit(self) -> Exit:
        """The exit status that an error of this code leads to; the first digit tells the stage, the second of 6 the step."""
        if self.code == WRONG_NAME and not self.place.file:
            return Exit.USAGE  # no file names it, so the command line did
        return _EXITS.get(self.code[2:4], _EXITS.get(self.code[2:3], Exit.ERRORS))


WRONG_NAME = "BG006"
"""The code of a brief, audience, language or fact that the project does not have."""
_LONGEST = 400
_LONGEST_WORD = 60
_EXITS = {
    "0": Exit.INVALID,
    "1": Exit.INVALID,
    "2": Exit.ERRORS,
    "3": Exit.ERRORS,
    "4": Exit.TEMPLATE,
    "5": Exit.TYPESETTING,
    "6": Exit.DELIVERY,
    "60": Exit.INVALID,  # recipients and mail settings
    "61": Exit.ERRORS,  # what refuses a plan
}


def to_plain(item: Diagnostic) -> list[object]:
    """Turn a finding into plain values, which JSON can hold."""
    return [item.code, item.message, item.place.file, item.place.line, item.place.column, item.hint, item.severity.value]


def from_plain(found: list[Any]) -> Diagnostic:
    """Turn plain values into the finding that they were made of. ValueError where they were made of something else."""
    code, message, file, line, column, hint, severity = found
    return Diagnostic(code, message, Place(file, line, column), hint, Severity(severity))


class Problems(Exception):  # noqa: N818 -- not one error but the list of all that a stage found
    """A stage could not go on; carries every diagnostic that it found."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics = diagnostics
        super().__init__("; ".join(f"{item.code} {item.place}: {item.message}" for item in diagnostics))

    def __reduce__(self) -> tuple[type[Problems], tuple[Diagnostic, ...]]:
        """Keep the list when the exception crosses a process boundary."""
        return type(self), self.diagnostics


def finding(code: str, message: str, place: Place, hint: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    """Make a diagnostic that is fit to print: characters that cannot be printed and overlong quotations are replaced.

    Where no hint is given, the fix that goes with the code is the hint.
    """
    return Diagnostic(code, printable(message), place, printable(hint) or CODES[code].fix, severity)


def printable(text: str) -> str:
    """Turn text of a user's file into one line that a terminal can show; a long one keeps its start and its end."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST * 2 // 3]} ... {text[-_LONGEST // 3 :]}"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Turn a word that is not known into a hint that names the nearest known ones, or an empty string."""
    if len(word) > _LONGEST_WORD:
        return ""
    near = get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(f'`{item}`' for item in near)}?" if near else ""


def exit_status(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> Exit:
    """Turn the findings of a run into its exit status; where several apply: 3, 4, 5, 6, 1 (contract, section 4).

    A name on the command line that the project does not have stops a run before it starts, so it is never one of several.
    """
    found = {item.exit for item in diagnostics if item.is_error}
    for status in (Exit.USAGE, Exit.INVALID, Exit.TEMPLATE, Exit.TYPESETTING, Exit.DELIVERY, Exit.ERRORS):
        if status in found:
            return status
    warned = any(item.severity is Severity.WARNING for item in diagnostics)
    return Exit.ERRORS if strict and warned else Exit.DONE
