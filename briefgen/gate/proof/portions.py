"""Portions of a dataset: what the open facts of a file say and what would betray the secret ones, gathered once and kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from briefgen.gate.proof.forms import Key, Writer, raw_texts
from briefgen.gate.proof.numerals import unit_name
from briefgen.gate.proof.phrases import Clue
from briefgen.gate.proof.telling import telling
from briefgen.gate.proof.views import SEPARATOR
from briefgen.gate.proof.words import Words, digits, words
from briefgen.model.fact import Fact
from briefgen.model.fields import Unit
from briefgen.model.value import DateValue, PartialDate, Period, Range, Value

_SPELT = re.compile(r"[^\W_]+")
Remember = Callable[[str, Callable[[], Any], Callable[[Any], bool]], Any]
"""Gives what is kept under a name, plain values that JSON can hold, if it still holds; else makes and keeps it."""


class Memory:
    """Keeps values by their names as long as it lives."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def remember(self, name: str, make: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
        """Give what is kept under a name if it still holds; else make and keep it."""
        if name not in self._kept or not holds(self._kept[name]):
            self._kept[name] = make()
        return self._kept[name]


@dataclass(frozen=True, slots=True)
class Portion:
    """Some facts of a dataset: those that are secret from an audience, and those that are open to it."""

    secret: Mapping[str, Fact]
    open: Mapping[str, Fact]
    remember: Remember

    def published(self) -> frozenset[str]:
        """Give the amounts and dates of its open facts, as `key_text` writes them: all printed forms of them are open."""
        return frozenset(self._said()["keys"])

    def small(self) -> frozenset[str]:
        """Give the words that its open facts write in small letters."""
        return frozenset(self._said()["small"])

    def may_say(self, phrase: Words) -> bool:
        """Tell whether its open facts have all words of a phrase, though perhaps not together."""
        known = self._words()
        return all(word in known for word in phrase)

    def with_digits(self) -> Mapping[str, tuple[str, ...]]:
        """Give the ids of the open facts that publish a number or year, by its significant digits."""
        found = self.remember("digits", lambda: _by_digits(self.open), _always)
        return {number: tuple(names) for number, names in found.items()}

    def clues(self, writer: Writer, is_small: Callable[[str], bool]) -> Iterator[tuple[str, Clue, str]]:
        """Give what would betray its secret facts: words parted by blanks, and the text of the amount or date that they are.

        Of equal phrases the first stays. `is_small` tells whether open texts write a word in small letters.
        """
        if not self.secret:
            return
        asked: dict[str, bool] = {}

        def told(word: str) -> bool:
            return asked.setdefault(word, is_small(word))

        def gathered() -> dict[str, Any]:
            facts = tuple(self.secret.values())
            found: dict[tuple[str, str], tuple[str, str]] = {}
            for fact in facts:
                for phrase, field, key in _clues(fact, writer, told):
                    found.setdefault((" ".join(phrase), key), (fact.id, field))
            return {"clues": [(*clue, *said) for said, clue in found.items()], "asked": asked}

        def holds(kept: Mapping[str, Any]) -> bool:
            return all(is_small(word) == was for word, was in kept["asked"].items())

        languages = (formatter.language for formatter in writer.formatters)
        kept = self.remember(" ".join(("clues", *languages)), gathered, holds)
        clues: dict[tuple[str, str], Clue] = {}
        for fact, field, phrase, key in kept["clues"]:
            clue = clues.get((fact, field)) or clues.setdefault((fact, field), Clue(fact, field))
            yield phrase, clue, key

    def _said(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.remember("said", self._say, _always)
        return found

    def _say(self) -> dict[str, list[str]]:
        """Read what the open facts say, and beside them the secret ones, which the same files hold: none is read twice."""
        tuple(self.secret.values())
        return _said(self.open)

    def _words(self) -> Mapping[str, int]:
        texts = (text for fact in self.open.values() for text in raw_texts(fact))
        found: Mapping[str, int] = self.remember("words", lambda: dict.fromkeys(words(SEPARATOR.join(texts)), 1), _always)
        return found


Share = Callable[[Sequence[Portion], Callable[[Portion], object]], None]
"""Lets something be asked of portions, so that what `remember` keeps of it is there when it is asked for again."""


def alone(_portions: Sequence[Portion], _ask: Callable[[Portion], object]) -> None:
    """Share nothing: what is asked for is gathered when it is."""


def key_text(key: Key) -> str:
    """Write an amount with the name of its unit, or a date, so that equal ones are written alike; nothing for none."""
    match key:
        case None:
            return ""
        case PartialDate() | Period():
            return key.iso
        case number, unit:
            return f"{number.normalize():f} {unit}"


def dates(fact: Fact) -> Iterator[DateValue]:
    """Give the dates that a fact publishes, and the days on which its values held."""
    for value in (fact.value, fact.as_of, *(found for item in fact.alternatives for found in (item.value, item.as_of))):
        if isinstance(value, PartialDate | Period):
            yield value


def _clues(fact: Fact, writer: Writer, is_small: Callable[[str], bool]) -> Iterator[tuple[Words, str, str]]:
    for text in writer.texts(fact):
        yield from ((phrase, text.field, "") for phrase in telling(text, is_small))
    yield from ((phrase, field, key_text(key)) for field, phrase, key in writer.values(fact))


def _said(facts: Mapping[str, Fact]) -> dict[str, list[str]]:
    keys: set[str] = set()
    small: set[str] = {""}
    for fact in facts.values():
        keys.update(key_text((abs(number), unit_name(unit))) for value, unit in _values(fact) for number in _numbers(value))
        keys.update(map(key_text, dates(fact)))
        texts = (text for text in raw_texts(fact) if text != fact.id)
        small.update(found for text in texts for found in _SPELT.findall(text) if found[0].islower())
    return {"keys": sorted(keys), "small": sorted(small)}


def _by_digits(facts: Mapping[str, Fact]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for fact in facts.values():
        for value, _ in _values(fact):
            numbers = [format(abs(number), "f").replace(".", "") for number in _numbers(value)]
            if isinstance(value, PartialDate | Period):
                numbers += [str(value.first.year), str(value.last.year)]
            for number in numbers:
                found.setdefault(digits(number), {})[fact.id] = None
    return {number: list(names) for number, names in found.items()}


def _values(fact: Fact) -> Iterator[tuple[Value | None, Unit]]:
    units = dict.fromkeys((fact.unit, *(item.unit for item in fact.translations.values() if item.unit)))
    yield from ((fact.value, unit) for unit in units)
    yield from ((item.value, item.unit or fact.unit) for item in fact.alternatives)


def _numbers(value: Value | None) -> tuple[Decimal, ...]:
    if isinstance(value, Range):
        return (value.min, value.max)
    return (value,) if isinstance(value, Decimal) else ()


def _always(_kept: Any) -> bool:
    return True
