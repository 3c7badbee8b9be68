"""Marking schemes: ordered labels that limit who may see a fact or a document."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.fields import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A marking scheme: its labels from the least to the most restricted, letter for letter as they are printed."""

    __pydantic_config__ = STRICT

    id: str
    labels: tuple[str, ...]
    """Labels from the least to the most restricted."""

    def rank(self, label: str) -> int:
        """Turn a label into its rank, 0 for the least restricted. ValueError when the scheme has no such label."""
        return self.labels.index(label)

    def admits(self, ceiling: str, label: str) -> bool:
        """Tell whether readers cleared up to `ceiling` may see something marked `label`."""
        return self.rank(label) <= self.rank(ceiling)

    def highest(self, labels: tuple[str, ...]) -> str:
        """Give the most restricted of some labels; the scheme's least restricted one when there are none."""
        return max(labels, key=self.rank, default=self.labels[0])


# FIRST, Traffic Light Protocol 2.0 (2022): the five labels, never translated.
TLP = Scheme(id="tlp", labels=("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"))
# UK Government Security Classifications Policy (2023): OFFICIAL-SENSITIVE is OFFICIAL with a marking.
UK_GOVERNMENT = Scheme(id="uk-government", labels=("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"))
SCHEMES = (TLP, UK_GOVERNMENT)
