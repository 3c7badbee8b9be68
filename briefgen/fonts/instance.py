"""Turns a variable font into one static face: the whole of it for PDF, a subset of it for the web."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.fonts.cuts import SPACES
from briefgen.fonts.pairs import ordered
from briefgen.model.briefing import Face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.fonts.cuts import Cut

FEATURES = ("calt", "ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "pnum", "tnum")
"""Features of the web subset of a Latin face; other scripts keep HarfBuzz's choice, without which they cannot be read."""

_OWN_NAMES = {1: "family", 3: "unique", 4: "full", 6: "postscript", 16: "family", 17: "style"}
_DROPPED_NAMES = (2, 21, 22, 25)
_LEGAL_NAMES = (0, 5, 8, 9, 11, 13, 14)


def make(source: bytes, cut: Cut) -> Face:
    """Turn a variable font's bytes into a `Face`; pure, so that equal input gives equal bytes.

    Raises `ValueError` where the bytes are no font that can be cut so.
    """
    whole = _pinned(source, cut)
    characters = _kept(whole, cut)
    subset = _subset(whole, (*characters, *SPACES), () if cut.script else FEATURES)
    return Face(
        family=cut.family,
        weight=cut.weight,
        style=cut.style,
        ttf=_renamed(subset if cut.script else whole, cut),
        woff2=_renamed(subset, cut, flavor="woff2"),
        unicode_range=unicode_range(characters),
    )


def unicode_range(characters: Iterable[int]) -> str:
    """Turn characters into the value of the CSS descriptor, runs joined: `U+20-7E,U+A0`."""
    runs: list[list[int]] = []
    for character in sorted(set(characters)):
        if runs and runs[-1][1] + 1 == character:
            runs[-1][1] = character
        else:
            runs.append([character, character])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def _pinned(source: bytes, cut: Cut) -> bytes:
    """Pin every axis of a variable font; uharfbuzz takes about 10 ms where fontTools takes up to 10 s."""
    harfbuzz = import_module("uharfbuzz")
    face = harfbuzz.Face(source)
    plan = harfbuzz.SubsetInput()
    plan.keep_everything()
    plan.pin_all_axes_to_default(face)
    for axis, value in cut.axes:
        if not plan.pin_axis_location(face, axis, value):
            raise ValueError(f"the font has no axis {axis}")
    plan.flags |= harfbuzz.SubsetFlags.SET_OVERLAPS_FLAG
    return _run(plan, face)


def _kept(font: bytes, cut: Cut) -> tuple[int, ...]:
    face = import_module("uharfbuzz").Face(font)
    return tuple(char for char in sorted(face.unicodes) if any(first <= char <= last for first, last in cut.ranges))


def _subset(font: bytes, characters: tuple[int, ...], features: tuple[str, ...]) -> bytes:
    """Keep the glyphs of some characters, and some layout features (HarfBuzz's own choice where none are named)."""
    harfbuzz = import_module("uharfbuzz")
    plan = harfbuzz.SubsetInput()
    plan.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.SET_OVERLAPS_FLAG
    plan.unicode_set.update(characters)
    plan.name_id_set.update(_LEGAL_NAMES)
    if features:
        plan.layout_feature_tag_set.clear()
        plan.layout_feature_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in features)
    return _run(plan, harfbuzz.Face(font))


def _run(plan: Any, face: Any) -> bytes:
    try:
        data: bytes = plan.subset(face).blob.data
    except RuntimeError as error:
        raise ValueError("the font cannot be cut") from error
    return data


def _renamed(font: bytes, cut: Cut, flavor: str | None = None) -> bytes:
    """Give a font the name of its face and keep its copyright and licence; no time of making is written.

    An Arabic one for PDF is made fit to be read out of it.
    """
    tools = import_module("fontTools.ttLib")
    with tools.TTFont(BytesIO(font), recalcTimestamp=False, recalcBBoxes=False) as edited:
        for number in _DROPPED_NAMES:
            edited["name"].removeNames(nameID=number)
        for number, text in _names(cut, cut.inner_family(is_web=flavor is not None)).items():
            edited["name"].removeNames(nameID=number)
            edited["name"].setName(text, number, 3, 1, 0x409)
        if cut.script == "arabic" and not flavor:
            ordered(edited)
        edited.flavor = flavor
        output = BytesIO()
        edited.save(output, reorderTables=None)
    return output.getvalue()


def _names(cut: Cut, family: str) -> dict[int, str]:
    style = f"{cut.weight}" + (" Italic" if cut.style == "italic" else "")
    full = f"{family} {style}"
    words = {
        "family": family,
        "style": style,
        "full": full,
        "unique": f"briefgen: {full}",
        "postscript": full.replace(" ", ""),
    }
    return {2: "Italic" if cut.style == "italic" else "Regular"} | {key: words[word] for key, word in _OWN_NAMES.items()}
