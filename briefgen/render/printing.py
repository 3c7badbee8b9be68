"""A fact as filters print it: each form of its value and statement as a token, written down in the document's record."""

from __future__ import annotations

from datetime import date

from briefgen.model.briefing import MUTE
from briefgen.model.fact import SLOT, Fact, Qualifier
from briefgen.model.value import PartialDate, Period, Value
from briefgen.render.desk import Desk
from briefgen.render.record import Basis, Record, Word
from briefgen.render.wording import Wording


class PrintedFact:
    """What filters can ask of a fact; templates see only what `FactView` adds.

    `is_listed` says that it comes from a list that is made for refuted facts, too: elsewhere they may not be printed.
    """

    def __init__(self, fact: Fact, desk: Desk, *, is_listed: bool = False) -> None:
        self._fact, self._desk, self._is_listed = fact, desk, is_listed
        self._wording = Wording(fact, desk)
        self.id = Word(fact.id)

    def read(self) -> Fact:
        """Give the record, and write down that it was read."""
        self._desk.record.read(self._fact.id)
        return self._fact

    @property
    def _print(self) -> Record:
        """The record, to print something of the fact; a refuted one outside its list is written down as an error."""
        if self._fact.status == "refuted" and not self._is_listed:
            self._desk.record.problem(
                "BG232",
                f"`{self._fact.id}` is refuted, and printed outside a list of refuted facts",
                "print it from a section whose `facts` name the status refuted, or leave it out",
            )
        return self._desk.record

    def words(self) -> str:
        """The statement in the words for this audience, with {value} in it; an error where it has none in this language."""
        self._desk.ask("fact", self._fact.id, "statement", needed=True)
        return self._wording.statement()

    @property
    def is_mute(self) -> bool:
        """Whether nothing can be said of it in the document's language."""
        return self._wording.is_mute

    def miss(self) -> None:
        """Write down that it is left out of a list, since nothing can be said of it in the document's language."""
        for name in MUTE:
            self._desk.ask("fact", self._fact.id, name)

    def spoken(self) -> str:
        """Give the statement as plain words, for what goes with a document; empty where it has none in this language."""
        return self._wording.spoken()

    def main(self, formatter: str) -> str:
        """Give the token of the main value."""
        self._ask_for_value(noun=True)
        exact = self._desk.exact(self._fact.id, self._wording.value, 0)
        return self._print.value(self._fact.id, self._wording.main(), role="value", formatter=formatter, raw=exact)

    def spread(self, formatter: str) -> str:
        """Give the token of the range from the lowest to the highest published value of the fact's unit."""
        self._ask_for_value(noun=True)
        text, exact = self._wording.span(noun=True)
        return self._print.value(self._fact.id, text, role="range", formatter=formatter, raw=exact)

    def shown(self, formatter: str, *, noun: bool = True, capital: bool = False) -> str:
        """Give the token of the value as it may stand alone: a disputed one as its range, or with a note where it has none."""
        self._ask_for_value(noun=noun)
        text, role, exact = self._wording.shown(noun=noun)
        text = text[:1].upper() + text[1:] if capital else text
        token = self._print.value(self._fact.id, text, role=role, formatter=formatter, raw=exact)
        return self._wording.formatter.differing(token) if self.read().is_disputed and role != "range" else token

    def preferred(self) -> str:
        """Give the token of the main value, followed by a note where other values were published."""
        token = self.main("preferred")
        return self._wording.formatter.differing(token) if self.read().is_disputed or self._fact.alternatives else token

    def noun(self) -> str:
        """Give the token of the unit's noun in the form that the shown value asks for."""
        self.read()
        return self._words("unit", self._wording.noun())

    def continued(self, words: str) -> str:
        """Give the token of a statement's words after its value, with the noun of the unit before them."""
        noun = self.noun()
        return self._said(f"{noun} {words}" if noun else words)

    def anchor(self) -> str:
        """Give the token of the id to which its values lead."""
        return self._desk.record.anchor(self._fact.id)

    def first_day(self) -> date:
        """Give the day to sort it by."""
        for found in (self.read().value, self._fact.as_of):
            if isinstance(found, PartialDate | Period):
                return found.first
        return date.max

    def note_number(self) -> str:
        """Give the token of the number of its note."""
        return self._desk.record.note(self._fact.id)

    def written(self, value: Value, qualifier: Qualifier | None) -> str:
        """Write a value in the fact's unit."""
        self._ask_for_value(noun=True)
        return self._wording.written(value, qualifier)

    def computed(self, text: str, role: str, exact: str, also: tuple[str, ...] = ()) -> str:
        """Give the token of words that follow from the value, and from those of further facts."""
        return self._print.value(self._fact.id, text, role=role, formatter=role, raw=exact, basis=Basis(also=also))

    def refuse_bare(self) -> None:
        """Write down that a disputed value stands alone."""
        if self.read().is_disputed:
            self._desk.record.problem(
                "BG230",
                f"`{self._fact.id}` is disputed, but one value of it is printed as if it were certain",
                "use `range`, `preferred` or the list of `alternatives` instead of `value`",
            )

    @property
    def language(self) -> str:
        """The document's language."""
        return self._wording.language

    def _said(self, text: str) -> str:
        """Give the token of words that say the fact; those of a quotation keep their language."""
        language = self._wording.formatter.language if self._wording.is_quoted else ""
        return self._print.statement(self._fact.id, text, language)

    def _words(self, field: str, text: str) -> str:
        """Give the token of a field's words; none where it has none in the document's language."""
        return self._desk.words("fact", self._fact.id, field, text)

    def _ask_for_value(self, *, noun: bool) -> None:
        """Write down where a value that is text, or the noun of its unit, has no words in the document's language."""
        self._desk.ask("fact", self._fact.id, "value", needed=True)
        if noun:
            self._desk.ask("fact", self._fact.id, "unit", needed=True)

    def _filled(self, words: str, *, sentence: bool) -> str:
        before, slot, after = words.partition(SLOT)
        if not slot:
            return words
        return before + self.shown("statement", capital=sentence and not before) + after
