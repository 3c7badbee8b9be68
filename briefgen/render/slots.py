"""What a letter's templates see of a recipient: each column of the file is a slot, filled when a message is made."""

from __future__ import annotations

from briefgen.model.delivery import SLOT, Slot, with_columns
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.render.record import TOKEN, Record, here


class RecipientView:
    """A recipient as templates see it: `recipient.name` prints the slot of the column `name`, and never the name itself."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._slots: dict[Slot, int] = {}

    def __getitem__(self, column: str) -> str:
        return self._slot(Slot(str(column).lower()))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots that were printed, by the numbers of their marks."""
        return tuple(self._slots)

    def otherwise(self, printed: object, words: object) -> str:
        """Give a slot other words for where the cell is empty (a filter)."""
        token = TOKEN.fullmatch(str(printed))
        mark = SLOT.fullmatch(self._record.fragments[int(token["token"])].text) if token else None
        if mark is None:
            hint = 'write {{ recipient.name|otherwise("...") }}'
            raise Problems(Diagnostic("BG404", "the filter `otherwise` takes a column of the recipients", here(), hint))
        return self._slot(Slot(self.slots[int(mark[1])].column, self._record.spelled_out(str(words))))

    def address(self, address: str) -> str:
        """Give a link's address in which slots stand for the columns that it names in braces."""
        return self._record.words(with_columns(address, self._mark))

    def _slot(self, slot: Slot) -> str:
        return self._record.words(self._mark(slot))

    def _mark(self, slot: Slot) -> str:
        return f"\ue005{self._slots.setdefault(slot, len(self._slots))}\ue006"
