"""A fact as filters print it: each form of its value and statement as a token, written down in the document's record."""

from __future__ import annotations

from datetime import date

from briefgen.model.diagnostic import Severity
from briefgen.model.fact import SLOT, Fact, Qualifier
from briefgen.model.value import PartialDate, Period, Value, raw
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
        """The statement in the words for this audience and language, with {value} in it; a warning where it is not translated."""
        words, is_translated = self._wording.statement()
        if not is_translated:
            self._desk.record.problem(
                "BG241",
                f"`{self._fact.id}` has no statement in {self.language}",
                f"add translations: {{{self.language}: {{statement: ...}}}} to the fact",
                Severity.WARNING,
            )
        return words

    def spoken(self) -> str:
        """Give the statement as plain words, for what goes with a document."""
        return self._wording.spoken()

    def main(self, formatter: str) -> str:
        """Give the token of the main value."""
        exact = raw(self._wording.value)
        return self._print.value(self._fact.id, self._wording.main(), role="value", formatter=formatter, raw=exact)

    def spread(self, formatter: str) -> str:
        """Give the token of the range from the lowest to the highest published value of the fact's unit."""
        text, exact = self._wording.span(noun=True)
        return self._print.value(self._fact.id, text, role="range", formatter=formatter, raw=exact)

    def shown(self, formatter: str, *, noun: bool = True, capital: bool = False) -> str:
        """Give the token of the value as it may stand alone: a disputed one as its range, or with a note where it has none."""
        text, role, exact = self._wording.shown(noun=noun)
        text = text[:1].upper() + text[1:] if capital else text
        token = self._print.value(self._fact.id, text, role=role, formatter=formatter, raw=exact)
        return self._desk.formatter.differing(token) if self.read().is_disputed and role != "range" else token

    def preferred(self) -> str:
        """Give the token of the main value, followed by a note where other values were published."""
        token = self.main("preferred")
        return self._desk.formatter.differing(token) if self.read().is_disputed or self._fact.alternatives else token

    def noun(self) -> str:
        """Give the token of the unit's noun in the form that the shown value asks for."""
        self.read()
        return self._desk.record.words(self._wording.noun(), self._fact.id)

    def continued(self, words: str) -> str:
        """Give the token of a statement's words after its value, with the noun of the unit before them."""
        noun = self.noun()
        return self._print.statement(self._fact.id, f"{noun} {words}" if noun else words)

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

    def _filled(self, words: str, *, sentence: bool) -> str:
        before, slot, after = words.partition(SLOT)
        if not slot:
            return words
        return before + self.shown("statement", capital=sentence and not before) + after
