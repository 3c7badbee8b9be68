"""The desk of one document: its record, formatter, audience and data, with which every view works."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.briefing import Briefing
from briefgen.model.dataset import Dataset
from briefgen.render.format import Formatter
from briefgen.render.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every view of one document works with: its record, its formatter, its audience and language, its data."""

    record: Record
    formatter: Formatter
    audience: str
    is_own_language: bool
    dataset: Dataset

    @classmethod
    def of(cls, briefing: Briefing, record: Record, formatter: Formatter) -> Desk:
        """Lay out the desk for one document."""
        own = briefing.id.language.split("-")[0] == briefing.settings.language
        return cls(
            record=record,
            formatter=formatter,
            audience=briefing.id.audience,
            is_own_language=own,
            dataset=briefing.dataset,
        )
