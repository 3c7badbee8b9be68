"""Evidence as it is read: source with locator and address, quotation, and what the search for the quotation came to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.check.quotations import Finding, Verdict, verdicts
from briefgen.model.dataset import Dataset
from briefgen.model.ledger import Citation

_SIGNS = {
    "paragraph": "¶{}",
    "page": "p. {}",
    "section": "§ {}",
    "chapter": "ch. {}",
    "figure": "fig. {}",
    "table": "table {}",
    "line": "line {}",
    "timestamp": "{}",
}
_UNSOURCED = "no source"
_UNQUOTED = "no quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One piece of evidence, as a reader checks it."""

    fact: str
    source: str
    """Id of the source."""
    name: str
    """The name by which it is cited."""
    locator: str
    """Where in the source: ¶18, p. 4."""
    quote: str
    address: str
    verdict: str
    """found, moved to ..., reworded, absent, no local text; no quotation or no source where there is nothing to look for."""
    passage: str = ""
    """Of a quotation that is reworded or absent: the words of the source that come closest."""

    @property
    def place(self) -> str:
        """Source and locator in one."""
        return ", ".join(part for part in (self.name, self.locator) if part)

    @property
    def is_doubtful(self) -> bool:
        """Whether the machine found fault with it."""
        return self.verdict == _UNSOURCED or self.verdict.startswith(("moved", "reworded", "absent"))


@dataclass(frozen=True, slots=True)
class Library:
    """A project's sources, and what the search for quotations in their texts came to."""

    dataset: Dataset
    found: Mapping[tuple[str, str, str], Verdict]

    @classmethod
    def of(cls, dataset: Dataset, folder: Path, facts: Collection[str]) -> Library:
        """Look for the quotations of some facts in the texts of a folder."""
        chosen = {name: fact for name, fact in dataset.facts.items() if name in facts}
        judged = verdicts(replace(dataset, facts=chosen), folder)
        return cls(dataset, {(item.fact, item.source, item.quote): item for item in reversed(judged)})

    def reference(self, fact: str, citation: Citation) -> Reference:
        """Turn a citation of a ledger into what a reader checks."""
        source = self.dataset.sources.get(citation.source)
        judged = self.found.get((fact, citation.source, citation.quote))
        return Reference(
            fact=fact,
            source=citation.source,
            name=source.short if source else citation.source,
            locator=", ".join(sign.format(citation.locator[key]) for key, sign in _SIGNS.items() if key in citation.locator),
            quote=citation.quote,
            address=source.url if source else "",
            verdict=_words(judged) if citation.quote else _UNQUOTED,
            passage=judged.passage if judged and (judged.is_reworded or judged.finding is Finding.ABSENT) else "",
        )


def unsourced(fact: str) -> Reference:
    """Stand in for the evidence of a fact that has none."""
    return Reference(fact=fact, source="", name="", locator="", quote="", address="", verdict=_UNSOURCED)


def _words(judged: Verdict | None) -> str:
    """Say what the search for a quotation came to; one that the dataset no longer has was not looked for."""
    if judged is None:
        return "not in the dataset any more"
    match judged.finding:
        case Finding.EXACT | Finding.ALIKE:
            return "found"
        case Finding.DRIFTED if judged.is_reworded:
            return f"reworded, {judged.position}" if judged.position else "reworded"
        case Finding.DRIFTED:
            return f"moved to {judged.position}" if judged.position else "moved"
        case Finding.ABSENT:
            return "absent"
        case _:
            return "no local text"
