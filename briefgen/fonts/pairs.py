"""Gives each letter of a joined pair its own glyph, so that words taken out of a PDF have their letters in the order of reading.

Programs that read a PDF turn words that run from the right letter by letter. Where one glyph stands for two letters these come
out the wrong way round ("إىل" for "إلى"); where each letter has its own they cannot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from importlib import import_module
from typing import Any

from briefgen.fonts.gaps import narrowed

_SECOND = 0.4
"""What the second letter gets of the narrowest drawing that it ends: its box where a reader selects it."""
_IS_SIGN = 3  # the class of glyphs in GDEF that stand above or below others

Pairs = Mapping[str, Mapping[str, str]]
"""The glyphs for pairs of letters, by the second letter and the first."""


def ordered(font: Any) -> None:
    """Change an open TrueType font of Arabic (a fontTools `TTFont`), so that its letters come out of a PDF in order and unparted.

    Of a pair the first letter has the drawing and the second an empty part of its width. A pair that carries vowel signs stays
    one glyph, since their places are those of the whole. A font with other outlines is left as it is.
    """
    if "glyf" not in font or "GSUB" not in font:
        return
    copies: dict[str, str] = {}
    endings: dict[str, str] = {}
    for pairs in _parted(font):
        for second, wholes in pairs.items():
            endings[_second(second)] = second
            copies |= {_first(whole, first): whole for first, whole in wholes.items()}
    if "GPOS" in font:
        narrowed(font, endings, copies)


def _parted(font: Any) -> list[Pairs]:
    """Put a lookup that parts pairs before each that joins them; lookups act in the order of their numbers, so both come last."""
    table = font["GSUB"].table
    features = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "rlig"]
    found: list[Pairs] = []
    moved: dict[int, tuple[int, ...]] = {}
    for index in sorted({index for feature in features for index in feature.LookupListIndex}):
        joining = table.LookupList.Lookup[index]
        if pairs := _pairs(joining):
            found.append(pairs)
            parting = _added(table, _parting(font, pairs))
            moved[index] = (parting, _added(table, joining))
    for feature in features:
        feature.LookupListIndex = [new for old in feature.LookupListIndex for new in moved.get(old, (old,))]
        feature.LookupCount = len(feature.LookupListIndex)
    return found


def _pairs(lookup: Any) -> Pairs:
    pairs: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
        for first, ligatures in getattr(table, "ligatures", {}).items():
            for ligature in ligatures:
                if len(ligature.Component) == 1:
                    pairs[ligature.Component[0]].setdefault(first, ligature.LigGlyph)
    return pairs


def _first(whole: str, first: str) -> str:
    return f"{whole}.{first}"


def _second(second: str) -> str:
    return f"{second}.second"


def _parting(font: Any, pairs: Pairs) -> Any:
    """Make the lookup that gives both letters of a pair their glyphs, unless a vowel sign stands at one of them."""
    builder, table = import_module("fontTools.otlLib.builder"), font["GSUB"].table
    rules = []
    for second, wholes in pairs.items():
        width = round(_SECOND * min(font["hmtx"][whole][0] for whole in wholes.values()))
        _add_glyph(font, _second(second), import_module("fontTools.ttLib.tables._g_l_y_f").Glyph(), (width, 0))
        for first, whole in wholes.items():
            _add_shortened(font, whole, _first(whole, first), width)
        firsts = {first: _first(whole, first) for first, whole in wholes.items()}
        rules.append((firsts, second, _added(table, builder.buildLookup([builder.buildSingleSubstSubtable(firsts)]))))
    seconds = {second: _second(second) for second in pairs}
    seconding = _added(table, builder.buildLookup([builder.buildSingleSubstSubtable(seconds)]))
    classes = font["GDEF"].table.GlyphClassDef.classDefs if "GDEF" in font else {}
    signs = {glyph for glyph, kind in classes.items() if kind == _IS_SIGN}
    subtables = [_rule(font, firsts, second, signs) for firsts, second, _ in rules if signs]
    subtables += [_rule(font, firsts, second, acts=((0, index), (1, seconding))) for firsts, second, index in rules]
    return builder.buildLookup(subtables)


def _rule(
    font: Any, firsts: Iterable[str], second: str, signs: Collection[str] = (), acts: Iterable[tuple[int, int]] = ()
) -> Any:
    """Make the rule of a pair with which lookup acts on which of its letters; one of `signs`, if there are any, must follow."""
    tables, builder = import_module("fontTools.ttLib.tables.otTables"), import_module("fontTools.otlLib.builder")
    order = font.getReverseGlyphMap()
    rule = tables.ChainContextSubst()
    rule.Format = 3
    rule.BacktrackCoverage, rule.BacktrackGlyphCount = [], 0
    rule.InputCoverage = [builder.buildCoverage(glyphs, order) for glyphs in (firsts, (second,))]
    rule.LookAheadCoverage = [builder.buildCoverage(signs, order)] if signs else []
    rule.SubstLookupRecord = []
    for place, index in acts:
        record = tables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = place, index
        rule.SubstLookupRecord.append(record)
    rule.InputGlyphCount, rule.LookAheadGlyphCount, rule.SubstCount = 2, len(rule.LookAheadCoverage), len(rule.SubstLookupRecord)
    return rule


def _added(table: Any, lookup: Any) -> int:
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    return int(table.LookupList.LookupCount) - 1


def _add_shortened(font: Any, whole: str, name: str, width: int) -> None:
    """Add the drawing of a pair once more, set to the left by what the second letter takes, which is drawn before it."""
    pen = import_module("fontTools.pens.ttGlyphPen").TTGlyphPen(font["glyf"])
    pen.addComponent(whole, (1, 0, 0, 1, -width, 0))
    advance, bearing = font["hmtx"][whole]
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    _add_glyph(font, name, glyph, (advance - width, bearing - width))


def _add_glyph(font: Any, name: str, glyph: Any, metrics: tuple[int, int]) -> None:
    font["glyf"][name] = glyph
    font["hmtx"][name] = metrics
    font.setGlyphOrder(font["glyf"].glyphOrder)
