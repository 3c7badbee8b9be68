"""A fact as one document words it: its statement, value and unit in the document's language, before they become tokens."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.briefing import MUTE, OWN_WORDS
from briefgen.model.fact import SLOT, Fact, Qualifier, values_of_unit
from briefgen.model.value import Range, Value, raw
from briefgen.render.desk import Desk
from briefgen.render.format import Formatter


@dataclass(frozen=True, slots=True)
class Wording:
    """Turns a fact into the words of one audience and language; nothing of this is printed or written down as read."""

    fact: Fact
    desk: Desk

    @property
    def language(self) -> str:
        """The document's language."""
        return self.desk.formatter.locale.language

    @property
    def is_quoted(self) -> bool:
        """Whether it is a quotation that stays in the project's own language."""
        return ("fact", self.fact.id, OWN_WORDS) in self.desk.lacks

    @property
    def is_mute(self) -> bool:
        """Whether nothing can be said of it in the document's language."""
        return any(("fact", self.fact.id, name) in self.desk.lacks for name in MUTE)

    @property
    def formatter(self) -> Formatter:
        """What writes its values: in the document's language, or in that of a quotation."""
        return self.desk.original if self.is_quoted else self.desk.formatter

    @property
    def value(self) -> Value:
        """The main value; no text where the fact has none."""
        return "" if self.fact.value is None else self.fact.value

    def statement(self) -> str:
        """Give the statement for this audience, with {value} in it."""
        return self.fact.wording.get(self.desk.audience) or self.fact.statement

    def spoken(self) -> str:
        """Give the statement with its value in place, for what goes with a document; empty where it has none in this language."""
        if self.is_mute:
            return ""
        text, role, _ = self.shown(noun=True)
        text = self.formatter.differing(text) if self.fact.is_disputed and role != "range" else text
        return self.statement().replace(SLOT, text)

    def main(self) -> str:
        """Write the main value."""
        return self.written(self.value, self.fact.qualifier)

    def written(self, value: Value, qualifier: Qualifier | None, *, noun: bool = True) -> str:
        """Write a value in the fact's unit."""
        return self.formatter.value(value, self.fact.unit, qualifier, noun=noun)

    def noun(self) -> str:
        """Give the unit's noun in the form that the shown value asks for."""
        numbers = values_of_unit(self.fact)
        return self.formatter.noun(max(numbers) if self.fact.is_disputed and numbers else self.value, self.fact.unit)

    def shown(self, *, noun: bool) -> tuple[str, str, str]:
        """Give text, role and exact form of the value as it may stand alone: a disputed one as the range of its values."""
        if self.fact.is_disputed and len(set(values_of_unit(self.fact))) > 1:
            text, exact = self.span(noun=noun)
            return text, "range", exact
        return self.written(self.value, self.fact.qualifier, noun=noun), "value", self.desk.exact(self.fact.id, self.value, 0)

    def span(self, *, noun: bool) -> tuple[str, str]:
        """Give text and exact form of the range of published values."""
        numbers = values_of_unit(self.fact)
        low, high = min(numbers), max(numbers)
        return self.formatter.span(low, high, self.fact.unit, noun=noun), raw(Range(low, high))
