"""Keeps the gaps within a word so narrow that what reads a PDF takes none for the end of the word."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

_WIDEST = 0.09
"""In ems: from a tenth, Poppler reads a space."""


def narrowed(font: Any, endings: Mapping[str, str], copies: Mapping[str, str]) -> None:
    """Limit what an open font (a fontTools `TTFont`) puts between two letters to the widest gap that is none to a reader.

    `endings` are glyphs that are followed as another one is, `copies` glyphs that come after others as another one does.
    """
    table, limit = font["GPOS"].table, round(_WIDEST * font["head"].unitsPerEm)
    order = font.getReverseGlyphMap()
    features = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern"]
    for index in sorted({index for feature in features for index in feature.LookupListIndex}):
        for spacing in (getattr(item, "ExtSubTable", item) for item in table.LookupList.Lookup[index].SubTable):
            if getattr(spacing, "PairSet", None):
                _lists(spacing, endings, copies, order)
                values = [value for pairs in spacing.PairSet for value in pairs.PairValueRecord]
            elif getattr(spacing, "Class1Record", None):
                _classes(spacing, endings, copies, order)
                values = [value for first in spacing.Class1Record for value in first.Class2Record]
            else:
                continue
            for value in values:
                _limit(value, limit)


def _lists(spacing: Any, endings: Mapping[str, str], copies: Mapping[str, str], order: Mapping[str, int]) -> None:
    """Give new glyphs a share in a table that lists pairs: their glyphs stand in the order of their numbers, new ones last."""
    glyphs = spacing.Coverage.glyphs
    for ending in sorted((ending for ending, letter in endings.items() if letter in glyphs), key=order.__getitem__):
        spacing.PairSet.append(copy(spacing.PairSet[glyphs.index(endings[ending])]))
        glyphs.append(ending)
    spacing.PairSetCount = len(spacing.PairSet)
    for pairs in spacing.PairSet:
        records = {record.SecondGlyph: record for record in pairs.PairValueRecord}
        for new in (new for new, whole in copies.items() if whole in records):
            records[new] = copy(records[copies[new]])
            records[new].SecondGlyph = new
        pairs.PairValueRecord = sorted(records.values(), key=lambda record: order[record.SecondGlyph])
        pairs.PairValueCount = len(records)


def _classes(spacing: Any, endings: Mapping[str, str], copies: Mapping[str, str], order: Mapping[str, int]) -> None:
    glyphs, firsts, seconds = spacing.Coverage.glyphs, spacing.ClassDef1.classDefs, spacing.ClassDef2.classDefs
    new = {ending: letter for ending, letter in endings.items() if letter in glyphs}
    glyphs.extend(sorted(new, key=order.__getitem__))
    firsts.update({ending: firsts[letter] for ending, letter in new.items() if letter in firsts})
    seconds.update({copied: seconds[whole] for copied, whole in copies.items() if whole in seconds})


def _limit(record: Any, limit: int) -> None:
    for value in (record.Value1, record.Value2):
        for name in ("XAdvance", "XPlacement"):
            if value and getattr(value, name, 0):
                setattr(value, name, max(-limit, min(limit, getattr(value, name))))
