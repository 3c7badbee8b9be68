"""Remarks: what a rule has to say about a field of a record, before it is given a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.model.diagnostic import Diagnostic, Severity, did_you_mean, finding
from briefgen.model.loaded import LoadedFile, Path

_MOST_GUESSES = 30
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding about a field of a record; the way to the field starts at the record."""

    code: str
    path: Path
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    is_about_name: bool = False
    """Whether the field's name is at fault, not what it holds."""


@dataclass(frozen=True, slots=True)
class Names:
    """The ids that a reference may name; while some could not be read, none can be said to be unknown."""

    words: Mapping[str, object]
    is_complete: bool = True
    guesses: dict[str, str] = field(default_factory=dict)
    """Hints already made: guessing among thousands of words takes time."""

    def lacks(self, word: str) -> bool:
        """Tell whether a word is certainly not among them."""
        return self.is_complete and word not in self.words

    def hint(self, word: str) -> str:
        """Name the nearest words, or all where they are few."""
        if word not in self.guesses and len(self.guesses) < _MOST_GUESSES:
            self.guesses[word] = did_you_mean(word, self.words)
        return self.guesses.get(word, "") or listed(self.words)


def listed(words: Iterable[str]) -> str:
    """Turn the words that are allowed into a hint that lists them; an empty one where they are too many or none."""
    shown = [f"`{word}`" for word in words]
    return f"there are: {', '.join(shown)}" if 0 < len(shown) <= _MOST_LISTED else ""


def placed(remarks: Iterable[Remark], file: LoadedFile, record: Path, label: str = "") -> list[Diagnostic]:
    """Turn the remarks about a record into diagnostics at the places of the fields in its file."""
    found = []
    for remark in remarks:
        path = (*record, *remark.path)
        place = file.name_place(path) if remark.is_about_name else file.place(path)
        message = f"{label}: {remark.message}" if label else remark.message
        found.append(finding(remark.code, message, place, remark.hint, remark.severity))
    return found
