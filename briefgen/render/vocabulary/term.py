"""A term: one word of the vocabulary of templates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word that templates may use: how it is written, the type of what it gives, a sentence, and an example that works."""

    name: str
    gives: str
    sentence: str
    example: str
    takes: str = ""
    """Parameters of a function, in brackets; the type that a filter is put on."""

    @property
    def written(self) -> str:
        """The word as it is written, with its parameters."""
        return f"{self.name}{self.takes}" if self.takes.startswith("(") else self.name
