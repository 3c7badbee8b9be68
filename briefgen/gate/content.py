"""What a finished page must hold that can be read from its HTML alone: one call for all of its checks."""

from __future__ import annotations

from briefgen.gate.accessible import check_headings, check_pictures, check_tables
from briefgen.gate.charted import check_charts
from briefgen.gate.claims import DIFFERING, check_disputed, check_interpretations
from briefgen.gate.contrast import check_contrast
from briefgen.gate.directions import check_directions
from briefgen.gate.fetched import check_self_contained
from briefgen.gate.names import check_names
from briefgen.gate.reading import Reading
from briefgen.gate.sentences import check_limits, check_registers, sentences_of
from briefgen.model.briefing import Briefing, Page
from briefgen.model.diagnostic import Diagnostic

__all__ = ["check_content"]


def check_content(reading: Reading, page: Page, briefing: Briefing, differing: str = DIFFERING) -> tuple[Diagnostic, ...]:
    """Turn a page as it is read into everything that is wrong with its sentences, claims, names, markup and colours.

    `differing` is the note, in the page's language, that says beside a value that others were published.
    """
    found = sentences_of(reading)
    return (
        *check_limits(found, reading, page, briefing),
        *check_registers(found, reading, page, briefing),
        *check_directions(found, reading, page, briefing),
        *check_interpretations(reading, page, briefing),
        *check_disputed(reading, page, briefing, differing),
        *check_names(reading, page, briefing),
        *check_headings(reading, page, briefing),
        *check_tables(reading, page, briefing),
        *check_pictures(reading),
        *check_charts(reading, briefing),
        *check_self_contained(reading, page, briefing),
        *check_contrast(reading, briefing.brand),
    )
