"""The referencing sheet of a document: each sentence with the facts in it, their evidence and what the machine says of it.

After the indexing and referencing of the US Government Accountability Office: a person who did not write the paper holds every
statement of it against its evidence, line by line, before it is issued.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.ledger import LedgerFile, Printed, Sentence
from briefgen.tracing.evidence import Library, Reference, unsourced


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence, numbered from 1."""

    number: int
    sentence: Sentence
    printed: tuple[Printed, ...]
    """The values and statements in it."""
    references: tuple[Reference, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts in it, or of those whose evidence it shows."""
        names = dict.fromkeys(name for item in self.printed for name in (item.fact, *item.also))
        return tuple(names) or self.sentence.shows

    @property
    def remark(self) -> str:
        """What is said of a sentence that has no fact; nothing of one that has."""
        if self.printed:
            return ""
        return "evidence" if self.sentence.shows else "source" if self.sentence.sources else "no fact"

    @property
    def verdicts(self) -> tuple[str, ...]:
        """What the machine says: of each reference, or of the sentence where it has none."""
        return tuple(item.verdict for item in self.references) or (self.remark,)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's rows, and what identifies the document."""

    ledger: LedgerFile
    rows: tuple[Row, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many sentences there are, how many stand on facts or on none, and how many references the machine doubts."""
        bare = sum(row.remark == "no fact" for row in self.rows)
        doubtful = {item for row in self.rows for item in row.references if item.is_doubtful}
        return (
            ("sentences", len(self.rows)),
            ("with facts", sum(bool(row.printed) for row in self.rows)),
            ("without a fact", bare),
            ("doubted by the machine", len(doubtful)),
        )


def sheet_of(ledger: LedgerFile, library: Library) -> Sheet:
    """Turn a document's ledger into its referencing sheet."""
    printed = {entry.anchor: entry for entry in ledger.entries if entry.anchor}
    rows = []
    for number, sentence in enumerate(ledger.sentences, 1):
        entries = tuple(printed[anchor] for anchor in sentence.anchors if anchor in printed)
        references = tuple(dict.fromkeys(_references(entries, ledger, library)))
        rows.append(Row(number, sentence, entries, references))
    return Sheet(ledger, tuple(rows))


def _references(entries: tuple[Printed, ...], ledger: LedgerFile, library: Library) -> Iterator[Reference]:
    """Give the evidence of what stands in a sentence; a range of published values rests on that of each of them."""
    for entry in entries:
        keys = [entry.evidence, *entry.also]
        if entry.role == "range":
            keys += [key for key in ledger.evidence if key.startswith(f"{entry.fact}#")]
        for key in keys:
            fact = key.partition("#")[0]
            citations = ledger.evidence.get(key, ())
            if not citations and "#" not in key:
                yield unsourced(fact)
            for citation in citations:
                yield library.reference(fact, citation)
