"""The families of a brand: which file stands behind each weight and style that the styles use, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from briefgen.fonts.cuts import ALPHABETS, SCRIPT_CUTS, SCRIPTS, Cut
from briefgen.fonts.opened import Axes, Opened, opened
from briefgen.model.brand import REGULAR, STRONG, Brand, Typeface
from briefgen.model.diagnostic import Diagnostic, Place, Severity, finding

_LETTERS = {"arabic": 0x0628, "vietnamese": 0x1EA1, "greek": 0x03B2, "cyrillic": 0x0431, "hebrew": 0x05D0}
"""A letter by which a font is known to have a script."""
_TEXT_SIZE, _DISPLAY_SIZE = 11, 32  # points, where a font is drawn differently for small and large type (axis opsz)
_SLANT = -12  # degrees, as far as the axis goes (axis slnt)
_SLOTS = ((REGULAR, "normal"), (REGULAR, "italic"), (STRONG, "normal"))


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found of one family: the fonts behind each face that is wanted, and what is wrong with them."""

    cuts: tuple[tuple[bytes, Cut], ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a family: how the styles name it, and the weights and styles that they use."""

    family: str
    typeface: Typeface
    slots: tuple[tuple[int, str], ...]
    size: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One font of a family, with the place that names it."""

    font: Opened
    low: int
    high: int
    style: str
    name: str
    place: Place


def brand_cuts(brand: Brand) -> Shelf:
    """Give the fonts behind the families of a brand with the cuts to be made of them, and what is wrong.

    Findings: BG144 where no file and no package has a family, BG145 and BG146 where a font is of no use or may not be embedded,
    BG147 (a note) where a face is missing and another stands for it.
    """
    cuts: dict[tuple[str, int, str, str], tuple[bytes, Cut]] = {}
    found: list[Diagnostic] = []
    for use in _uses(brand):
        candidates, problems = _candidates(use.typeface)
        found += problems
        for slot in use.slots if candidates else ():
            chosen, notes = _chosen(use, slot, candidates)
            found += notes
            if chosen:
                for cut in _cuts(use, slot, chosen.font):
                    cuts.setdefault((cut.family, cut.weight, cut.style, cut.script), (chosen.font.sfnt, cut))
    return Shelf(tuple(cuts.values()), tuple(dict.fromkeys(found)))


def scripts_beside(brand: Brand, have: tuple[tuple[bytes, Cut], ...]) -> tuple[Cut, ...]:
    """Give the stock faces of other scripts that go with a brand's families: of those that its own fonts do not have."""
    own = {(cut.family, cut.script) for _, cut in have}
    stock = dict(zip(Brand().families, brand.families, strict=True))
    moved = (replace(cut, family=stock[cut.family]) for cut in SCRIPT_CUTS)
    return tuple(dict.fromkeys(cut for cut in moved if (cut.family, cut.script) not in own))


def _uses(brand: Brand) -> Iterator[_Use]:
    text, labels, headings = brand.families
    for family, typeface in ((text, brand.text), (labels, brand.labels)):
        if typeface:
            yield _Use(family, typeface, _SLOTS, _TEXT_SIZE)
    if brand.headings:
        yield _Use(headings, brand.headings, ((STRONG, "normal"),), _DISPLAY_SIZE)


def _candidates(typeface: Typeface) -> tuple[list[_Candidate], list[Diagnostic]]:
    """Open the fonts of a family: the project's own files, or those of its font package."""
    candidates, found = [], []
    for name, content, place, weight, style in _files(typeface):
        try:
            font = opened(content)
        except ValueError as error:
            hint = "replace it with a whole TTF, OTF, WOFF or WOFF2 file"
            found.append(finding("BG145", f"`{name}` cannot be used: {error}", place, hint))
            continue
        if font.forbids:
            found.append(finding("BG146", f"`{name}` says of itself that {font.forbids}", place, "use a font that allows it"))
            continue
        if font.limits:
            hint = "waive this where you hold a licence for web pages"
            found.append(finding("BG146", f"`{name}` says of itself that {font.limits}", place, hint, Severity.WARNING))
        is_stated = weight and "wght" not in font.axes
        low, high = (weight, weight) if is_stated else (font.low, font.high)
        candidates.append(_Candidate(font, low, high, style or font.style, name, place))
    if not candidates and not found:
        found.append(_not_here(typeface))
    return candidates, found


def _files(typeface: Typeface) -> Iterator[tuple[str, bytes, Place, int, str]]:
    if typeface.files:
        for file in typeface.files:
            yield file.name, file.content, file.place, file.weight, file.style
        return
    try:
        package: Any = import_module("fontpkg").family(typeface.family)
    except (ImportError, LookupError):  # fontpkg's own error for what is not installed is a LookupError
        return
    for file in package.files:
        path = Path(file.path)
        yield path.name, path.read_bytes(), typeface.place, file.weight or 0, file.style


def _not_here(typeface: Typeface) -> Diagnostic:
    slug = "-".join(typeface.family.lower().replace("_", " ").split())
    hint = f"pip install fontpkg-{slug}, or list its files below `typography.fonts`; fonts are never fetched while building"
    return finding("BG144", f"the font family `{typeface.family}` is neither in the project nor installed", typeface.place, hint)


def _chosen(use: _Use, slot: tuple[int, str], candidates: list[_Candidate]) -> tuple[_Candidate | None, list[Diagnostic]]:
    """Choose the font for one weight and style, with a note where none is quite right."""
    weight, style = _wanted(use, slot), slot[1]
    family, place = use.typeface.family, use.typeface.place
    fitting = [item for item in candidates if item.style == style]
    if style == "italic" and not fitting:
        fitting = [item for item in candidates if {"ital", "slnt"} & item.font.axes.keys()]
        if not fitting:
            message = f"the family `{family}` has no italic; its upright face stands for it"
            return None, [finding("BG147", message, place, severity=Severity.NOTE)]
    chosen = min(fitting or candidates, key=lambda item: _distance(item, weight))
    is_weak = slot[0] == STRONG and weight >= STRONG and chosen.high < STRONG
    if is_weak:
        message = f"the family `{family}` has no bold; its weight {chosen.high} stands for it"
        return chosen, [finding("BG147", message, place, severity=Severity.NOTE)]
    return chosen, []


def _wanted(use: _Use, slot: tuple[int, str]) -> int:
    """Give the weight behind one of the styles': what the brand states is for text the regular, for headings the strong one."""
    is_stated = use.typeface.weight and (slot[0] == REGULAR or len(use.slots) == 1)
    return use.typeface.weight if is_stated else slot[0]


def _distance(item: _Candidate, weight: int) -> tuple[int, int]:
    """Order fonts by how near they come to a weight (CSS Fonts 4, 5.2): strong ones rather too heavy, light ones too light."""
    nearest = min(max(weight, item.low), item.high)
    if nearest == weight:
        return 0, 0
    is_preferred = nearest > weight if weight >= REGULAR else nearest < weight
    return (1 if is_preferred else 2), abs(nearest - weight)


def _cuts(use: _Use, slot: tuple[int, str], font: Opened) -> Iterator[Cut]:
    """Give the cuts of one font: the Latin face, and one for each further script that the font has."""
    unicodes = import_module("uharfbuzz").Face(font.sfnt).unicodes
    axes = tuple(_axes(use, slot, font.axes))
    for script in ("", *SCRIPTS, *ALPHABETS):
        if not script or _LETTERS[script] in unicodes:
            yield Cut(use.family, *slot, "", axes, script)


def _axes(use: _Use, slot: tuple[int, str], axes: Axes) -> Iterator[tuple[str, float]]:
    """Give the place on each axis that a face is cut at; axes that say nothing of weight, size or slope stay where they are."""
    wanted = {"wght": float(_wanted(use, slot)), "opsz": use.size}
    if slot[1] == "italic":
        wanted |= {"ital": 1.0, "slnt": float(_SLANT)}
    for tag, place in wanted.items():
        if tag in axes:
            low, _, high = axes[tag]
            yield tag, min(max(place, low), high)
