"""Contrast of a page's colours, read from the properties that its styles name them by (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tinycss2 import color5

from briefgen.gate.reading import Reading
from briefgen.model.brand import Brand
from briefgen.model.colour import PART, TEXT, between, contrast, standing_out
from briefgen.model.diagnostic import Diagnostic, Place, Severity, finding, printable

PAIRS = (
    ("--ink", "--paper", TEXT, "text"),
    ("--soft", "--paper", TEXT, "quiet text"),
    ("--accent", "--paper", TEXT, "headings and links"),
    ("--ink", "--tint", TEXT, "text in a box"),
    ("--soft", "--tint", TEXT, "quiet text in a box"),
    ("--accent", "--tint", TEXT, "headings and links in a box"),
    ("--heading", "--paper", TEXT, "headings"),
    ("--link", "--paper", TEXT, "links"),
    ("--link", "--tint", TEXT, "links in a box"),
    ("--focus", "--paper", PART, "the mark of the focus"),
    ("--focus", "--tint", PART, "the mark of the focus in a box"),
)
"""Which colour stands on which: foreground, ground, least contrast, what it is. `--rule` only parts what is apart
without it, so it is held to nothing; bars and dots of tables are `--accent` and `--soft` on `--paper`."""
STYLE = "templates/styles/tokens.css"
"""Where the colours are named, unless a brand gives them."""
_parse: Callable[..., Any] = color5.parse_color  # which is not typed
_NAMES = frozenset(name for front, ground, _, _ in PAIRS for name in (front, ground))
_PARTS = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]""", re.DOTALL)
_DECLARED = re.compile(r"\s*(--[\w-]+)\s*:(.*)", re.DOTALL)
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\))?[^()]*))?\)")
_ROOT = frozenset({":root", "html", "*", "body", ":host"})
_DEEPEST = 9  # references from one property to the next before they are taken for a circle
_WHITE = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Rule:
    """The colours that one rule of a style names: for which media, for what, and which."""

    media: str
    selector: str
    colours: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a reader has before them, with all colours that hold there."""

    name: str
    scheme: str
    colours: Mapping[str, str]


_SEEN = (("on screen, light", "screen", "light"), ("on screen, dark", "screen", "dark"), ("in print", "print", "light"))
"""The ways of seeing a page: name, medium, colour scheme."""


def check_contrast(reading: Reading, brand: Brand | None = None) -> tuple[Diagnostic, ...]:
    """Find colours of a page's styles that stand out too little from their ground, in light, dark and print.

    A colour that the brand gives is told where the brand file gives it; what is wrong with the brand by itself is left to
    `check_brand`, which tells it once for all documents.
    """
    faults = _check("\n".join(style.text or "" for style in reading.tree.iter("style")))
    told = {(item.front, item.back) for item in _of_brand(brand)} if brand else set()
    return tuple(
        replace(fault.diagnostic, place=_place(fault.front, brand) or fault.diagnostic.place)
        for fault in faults
        if (fault.front, fault.back) not in told
    )


def check_brand(brand: Brand) -> tuple[Diagnostic, ...]:
    """Find colours of a brand that stand out too little from their ground, each where the brand file gives it."""
    return tuple({item.diagnostic.place: item.diagnostic for item in reversed(tuple(_of_brand(brand)))}.values())[::-1]


Named = tuple[str, str]
"""The name of a colour and how it is written."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with one colour on another."""

    diagnostic: Diagnostic
    front: Named = ("", "")
    back: Named = ("", "")


def _of_brand(brand: Brand) -> Iterator[_Fault]:
    for ground, palette in (("light", brand.light), ("dark", brand.dark)):
        for front, back, least, what in PAIRS:
            colour, under = (str(getattr(palette, name.removeprefix("--"))) for name in (front, back))
            if not colour or between(colour, under) >= least:
                continue
            places = [brand.places.get((ground, name.removeprefix("--"))) for name in (front, back)]
            place = places[0] or places[1]
            if place is None:
                continue
            ratio = _shown(between(colour, under))
            message = f"{what}: {colour} on {under} ({ground}) has a contrast of {ratio}; {least}:1 is the least"
            better = standing_out(colour, (palette.paper, under), least)
            hint = f"the nearest shade that stands out enough is {better}"
            yield _Fault(finding("BG256", message, place, hint), (front, colour), (back, under))


def _place(front: Named, brand: Brand | None) -> Place | None:
    """Give the place in the brand file of a colour that a page has from the brand."""
    name = front[0].removeprefix("--")
    for ground, palette in (("light", brand.light), ("dark", brand.dark)) if brand else ():
        if name and getattr(palette, name) == front[1]:
            return brand.places.get((ground, name)) if brand else None
    return None


@lru_cache(maxsize=32)
def _check(css: str) -> tuple[_Fault, ...]:
    """Judge a style; the documents of one audience share theirs."""
    found: dict[_Fault, list[str]] = {}
    for ground in _grounds(tuple(_rules(css))):
        for pair in PAIRS:
            for fault in _faults(ground, *pair):
                found.setdefault(fault, []).append(ground.name)
    return tuple(
        replace(fault, diagnostic=replace(fault.diagnostic, message=f"{fault.diagnostic.message} ({', '.join(ways)})"))
        for fault, ways in found.items()
    )


def _faults(ground: _Ground, front: str, back: str, least: float, what: str) -> Iterator[_Fault]:
    """Say what is wrong with a colour on its ground."""
    if not {front, back} <= ground.colours.keys() or ground.colours[front].strip() == "var(--accent)":
        return  # the accent is judged by its own name
    written = {name: printable(_resolved(ground.colours[name], ground.colours).strip()) for name in (front, back)}
    upper, under = (_colour(written[name], ground.scheme) for name in (front, back))
    if upper is None or under is None:
        name = front if upper is None else back
        message = f"the contrast of {name} was not judged, since `{written[name]}` cannot be read as a colour"
        hint = "write it as hex, rgb(), hsl(), hwb() or by its name"
        yield _Fault(Diagnostic("BG256", message, Place(STYLE), hint, Severity.NOTE))
        return
    opaque = _over(under, _WHITE)
    ratio = contrast(_over(upper, opaque), opaque)
    if ratio < least:
        message = f"{front} {written[front]} on {back} {written[back]} has a contrast of {_shown(ratio)}"
        hint = f"choose a darker or lighter {front}: {what} must have {least}:1 at the least"
        yield _Fault(Diagnostic("BG256", message, Place(STYLE), hint), (front, written[front]), (back, written[back]))


def _shown(ratio: float) -> str:
    """Write a contrast cut and not rounded, so that what is too low never reads as enough."""
    return f"{int(ratio * 100) / 100}:1"


def _over(front: tuple[float, ...], ground: tuple[float, ...]) -> tuple[float, ...]:
    """Lay a colour over an opaque one, as far as it lets that shine through."""
    *parts, alpha = front
    return tuple(part * alpha + under * (1 - alpha) for part, under in zip(parts, ground, strict=True))


def _colour(text: str, scheme: str) -> tuple[float, ...] | None:
    """Read a CSS colour as sRGB parts and its opacity; nothing where it is written in a way that cannot be turned into sRGB."""
    try:
        found = _parse(text.strip(), color_schemes=(scheme,))
        rgb = found.to("srgb")
    except (AttributeError, NotImplementedError):  # no colour, a word such as currentcolor, or a space it cannot turn
        return None
    return (*(min(max(float(part), 0.0), 1.0) for part in rgb.coordinates), float(rgb.alpha))


def _resolved(text: str, colours: Mapping[str, str], depth: int = 0) -> str:
    """Put the values of other properties in the place of references to them."""
    if "var(" not in text or depth > _DEEPEST:
        return text
    put = _REFERENCE.sub(lambda found: colours.get(found[1]) or found[2] or "", text)
    return _resolved(put, colours, depth + 1)


def _grounds(rules: tuple[_Rule, ...]) -> Iterator[_Ground]:
    """Give all colours that hold together: those of the page in each way of seeing it, then those of parts with their own."""
    for name, medium, scheme in _SEEN:
        shown = [rule for rule in rules if _holds(rule.media, medium, scheme)]
        page = {key: value for rule in shown if _is_root(rule.selector) for key, value in rule.colours}
        yield _Ground(name, scheme, page)
        for rule in shown:
            if not _is_root(rule.selector) and _NAMES & {key for key, _ in rule.colours}:
                yield _Ground(f"{name}, {printable(rule.selector)}", scheme, page | dict(rule.colours))


def _is_root(selector: str) -> bool:
    return any(part.strip() in _ROOT for part in selector.split(","))


def _holds(media: str, medium: str, scheme: str) -> bool:
    """Tell whether rules in some media queries hold for a way of seeing; what is not about medium or scheme is taken to."""
    for query in filter(None, media.split("\n")):
        if not any(_matches(one.lower(), medium, scheme) for one in query.split(",")):
            return False
    return True


def _matches(query: str, medium: str, scheme: str) -> bool:
    words = set(re.findall(r"[\w-]+", re.sub(r"\([^)]*\)", "", query)))
    wanted = re.search(r"prefers-color-scheme\s*:\s*(\w+)", query)
    matches = not words & ({"screen", "print", "speech"} - {medium}) and (wanted is None or wanted[1] == scheme)
    return not matches if "not" in words else matches


def _rules(css: str) -> Iterator[_Rule]:
    """Give the rules of a style that name properties, with the media queries around them."""
    around: list[str] = []
    declared: list[list[tuple[str, str]]] = [[]]
    text = ""
    position = 0
    for part in _PARTS.finditer(css):
        text += css[position : part.start()]
        position = part.end()
        if part[0] == "{":
            around.append(text.strip())
            declared.append([])
        elif part[0] in ";}":
            if found := _DECLARED.fullmatch(text):
                declared[-1].append((found[1], found[2].replace("!important", "")))
            if part[0] == "}" and around:
                selector, colours = around.pop(), declared.pop()
                if colours:
                    yield _Rule(_media(around), selector, tuple(colours))
        elif not part[0].startswith("/*"):
            text += part[0]
            continue
        else:
            continue
        text = ""


def _media(around: list[str]) -> str:
    return "\n".join(name.removeprefix("@media").strip() for name in around if name.startswith("@media"))
