"""settings: what a project says of itself, as its files have it (contract, section 3).

project.py     briefgen.yaml as a whole: title, publisher, marking, waivers
brief.py       what is to be said, of which facts, for whom
audience.py    who reads: data/audiences.yaml
selection.py   which facts a brief, a section or a chart takes
sending.py     how briefs are sent
"""

from __future__ import annotations

from briefgen.model.settings.audience import (
    Admits,
    Audience,
    AudienceTranslation,
    ConfidenceStyle,
    EvidenceStyle,
    Format,
    Limits,
    SectionRule,
)
from briefgen.model.settings.brief import Brief, BriefTranslation, ForEach
from briefgen.model.settings.project import SCHEME_IDS, Marking, Publisher, Settings, Waiver
from briefgen.model.settings.selection import Selection
from briefgen.model.settings.sending import Email, Smtp, Unsubscribe

__all__ = [
    "SCHEME_IDS",
    "Admits",
    "Audience",
    "AudienceTranslation",
    "Brief",
    "BriefTranslation",
    "ConfidenceStyle",
    "Email",
    "EvidenceStyle",
    "ForEach",
    "Format",
    "Limits",
    "Marking",
    "Publisher",
    "SectionRule",
    "Selection",
    "Settings",
    "Smtp",
    "Unsubscribe",
    "Waiver",
]
