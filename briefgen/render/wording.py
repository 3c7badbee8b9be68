"""A fact as one document words it: its statement, value and unit in the document's language, before they become tokens."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.fact import SLOT, Fact, Qualifier, values_of_unit
from briefgen.model.fields import Unit
from briefgen.model.value import Range, Value, raw
from briefgen.render.desk import Desk


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
    def unit(self) -> Unit:
        """The unit in the document's language."""
        translated = self.fact.translations.get(self.language)
        return (translated.unit if translated else "") or self.fact.unit

    @property
    def value(self) -> Value:
        """The main value; no text where the fact has none."""
        return "" if self.fact.value is None else self.fact.value

    @property
    def definition(self) -> str:
        """What is counted or measured."""
        translated = self.fact.translations.get(self.language)
        return (translated.definition if translated else "") or self.fact.definition

    def statement(self) -> tuple[str, bool]:
        """Give the statement for this audience, and whether it is in the document's language."""
        audience = self.desk.audience
        translated = self.fact.translations.get(self.language)
        if translated and (translated.statement or audience in translated.wording):
            return translated.wording.get(audience) or translated.statement, True
        return self.fact.wording.get(audience) or self.fact.statement, self.desk.is_own_language

    def spoken(self) -> str:
        """Give the statement with its value in place, for what goes with a document."""
        text, role, _ = self.shown(noun=True)
        text = self.desk.formatter.differing(text) if self.fact.is_disputed and role != "range" else text
        return self.statement()[0].replace(SLOT, text)

    def main(self) -> str:
        """Write the main value."""
        return self.written(self.value, self.fact.qualifier)

    def written(self, value: Value, qualifier: Qualifier | None, *, noun: bool = True) -> str:
        """Write a value in the fact's unit."""
        return self.desk.formatter.value(value, self.unit, qualifier, noun=noun)

    def noun(self) -> str:
        """Give the unit's noun in the form that the shown value asks for."""
        numbers = values_of_unit(self.fact)
        return self.desk.formatter.noun(max(numbers) if self.fact.is_disputed and numbers else self.value, self.unit)

    def shown(self, *, noun: bool) -> tuple[str, str, str]:
        """Give text, role and exact form of the value as it may stand alone: a disputed one as the range of its values."""
        if self.fact.is_disputed and len(set(values_of_unit(self.fact))) > 1:
            text, exact = self.span(noun=noun)
            return text, "range", exact
        return self.written(self.value, self.fact.qualifier, noun=noun), "value", raw(self.value)

    def span(self, *, noun: bool) -> tuple[str, str]:
        """Give text and exact form of the range of published values."""
        numbers = values_of_unit(self.fact)
        low, high = min(numbers), max(numbers)
        return self.desk.formatter.span(low, high, self.unit, noun=noun), raw(Range(low, high))
