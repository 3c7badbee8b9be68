"""What styles print of their own accord: the figures in their words, in the attributes that they show, and in their counters.

A style prints its strings (`content`, markers of lists, quotation marks, running heads), attributes (`attr()`) and counters. A
counter that is started or stepped by 0, 1 or -1 counts what is on the page; any other number there is a figure that somebody
typed, as is the number that a list or an item is given to begin with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import cssselect2

from briefgen.gate.reading import Reading
from briefgen.gate.spans import Span, unmarked
from briefgen.gate.stylesheet import Declaration, declarations, functions, names_in, own_declarations
from briefgen.language.numbers import candidates, numbers

_SELECTORS: Any = cssselect2  # a library without types
_PRINTING = frozenset({"content", "quotes", "list-style", "list-style-type", "string-set", "text-overflow", "block-ellipsis"})
_SYMBOLS = frozenset({"symbols", "additive-symbols", "prefix", "suffix", "negative", "pad"})
_COUNTING = frozenset({"counter-reset", "counter-set", "counter-increment"})
_NUMBERING = (0, 1, -1)
_LIST_ITEM = "list-item"
"""The counter that lists print of themselves (CSS Lists 3, 4.6)."""
_NUMBERED = {"ol": "start", "li": "value"}


@dataclass(frozen=True, slots=True)
class StyledFigure:
    """A figure that a style prints, and by what."""

    figure: str
    where: str
    declaration: Declaration | None = None
    """Where a style sheet types it."""
    prose: int = -1
    """Otherwise its number among the page's typed figures."""


def styled_figures(reading: Reading) -> Iterator[StyledFigure]:
    """Find the figures in what a page's style sheets, its elements' own styles and its lists print beside the page's words."""
    sheets = [found for style in reading.tree.iter("style") for found in declarations("".join(style.itertext()))]
    counters, custom = _printed_counters(sheets), _printed_properties(sheets)
    for item in sheets:
        if item.name in _PRINTING or item.name in custom or item.name in _SYMBOLS:
            yield from _in_strings(item, reading.language)
        if item.name in _COUNTING:
            for figure in _counted(item, counters, sheets):
                yield StyledFigure(figure, f"in a style: {item.written}", item)
    shown = [item for item in sheets if item.name in (_PRINTING - {"string-set"}) | _COUNTING | custom]
    yield from _in_attributes(reading, [item for item in shown if any(functions(item.tokens, "attr"))])
    yield from _in_own_styles(reading, counters, sheets)
    yield from _in_lists(reading)


def _printed_counters(sheets: list[Declaration]) -> frozenset[str]:
    found = (names_in(call) for item in sheets for call in functions(item.tokens, "counter", "counters", "target-counter"))
    return frozenset((_LIST_ITEM, *(name for names in found for name in names)))


def _printed_properties(sheets: list[Declaration]) -> frozenset[str]:
    """Give the custom properties that are printed, also those that stand in another one."""
    uses: dict[str, set[str]] = {}
    for item in sheets:
        key = item.name if item.name.startswith("--") else "printed" if item.name in _PRINTING | _SYMBOLS else ""
        if key:
            uses.setdefault(key, set()).update(name for call in functions(item.tokens, "var") for name in names_in(call))
    found: set[str] = set()
    waiting = list(uses.get("printed", ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(uses.get(name, ()))
    return frozenset(found)


def _in_strings(item: Declaration, language: str) -> Iterator[StyledFigure]:
    texts = item.strings
    signs = [item.tokens] if item.rule == "counter-style" else [call.arguments for call in functions(item.tokens, "symbols")]
    if signs:  # a single one is a digit of a numbering, which a counter puts in its place
        texts = tuple(sign.value for each in signs for sign in each if sign.type in ("ident", "string") and len(sign.value) > 1)
    for text in dict.fromkeys(texts):
        for number in numbers(text, language) if candidates(text) else ():
            yield StyledFigure(number.text, f"in a style: {item.written}", item)


def _counted(item: Declaration, counters: frozenset[str], sheets: list[Declaration]) -> Iterator[str]:
    """Give the numbers by which a declaration starts, sets or steps counters that are printed, but for plain numbering."""
    name, total = "", dict[str, int]()
    for token in item.tokens:
        if token.type == "ident":
            name = token.value
            total.setdefault(name, 0)
        elif token.type == "function" and token.lower_name == "reversed":
            name = next(iter(names_in(token)), "")
        elif token.type == "number" and token.int_value is not None:
            total[name] = total.get(name, 0) + token.int_value
        elif token.type == "function" and name in counters:
            yield from _numbers_behind(token, sheets)
    yield from (str(number) for name, number in total.items() if name in counters and number not in _NUMBERING)


def _numbers_behind(token: Any, sheets: list[Declaration]) -> Iterator[str]:
    """Give the numbers that a function stands for: those in its arguments, and in the custom properties that it names."""
    names = set(names_in(token))
    values = (token.arguments, *(item.tokens for item in sheets if item.name in names))
    for value in values:
        for part in value:
            if part.type == "number" and part.int_value not in _NUMBERING:
                yield part.representation


def _in_attributes(reading: Reading, shown: list[Declaration]) -> Iterator[StyledFigure]:
    """Find typed figures in the attributes that styles print or count from."""
    if not shown:
        return
    for element in _SELECTORS.ElementWrapper.from_html_root(reading.tree).iter_subtree():
        for item in shown:
            if item.parts(element):
                text, spans = _printed_text(item, element.etree_element.attrib)
                where = f"in an attribute that a style prints: {item.written}"
                yield from _typed(text, spans, reading.language, where)


def _printed_text(item: Declaration, attributes: Mapping[str, str]) -> tuple[str, tuple[Span, ...]]:
    """Put together the strings and attributes that a declaration prints of an element, with the figures typed in these."""
    text, spans = "", list[Span]()
    for token in item.tokens:
        if token.type == "string":
            text += token.value
        elif token.type == "function" and token.lower_name == "attr":
            found, inside = unmarked(attributes.get(next(iter(names_in(token)), ""), ""))
            spans += [Span(span.start + len(text), span.end + len(text), kind="prose", place=span.place) for span in inside]
            text += found
        elif token.type != "whitespace":
            text += "\n"
    return text, tuple(spans)


def _typed(text: str, spans: tuple[Span, ...], language: str, where: str) -> Iterator[StyledFigure]:
    for number in numbers(text, language) if spans else ():
        places = (span.place for span in spans if span.start < number.end and number.start < span.end)
        yield from (StyledFigure(number.text, where, prose=place) for place in list(places)[:1])


def _in_own_styles(reading: Reading, counters: frozenset[str], sheets: list[Declaration]) -> Iterator[StyledFigure]:
    for element in reading.tree.iter():
        marked = element.get("style") or "" if isinstance(element.tag, str) else ""
        if "counter-" in marked or "list-style" in marked or "--" in marked:
            style, spans = unmarked(marked)
            for item in own_declarations(style):
                found = _counted(item, counters, sheets) if item.name in _COUNTING else ()
                strings = (text for text in item.strings if item.name in _PRINTING or item.name.startswith("--"))
                figures = [*found, *(number.text for text in strings for number in numbers(text, reading.language))]
                for figure in figures:
                    place = next((span.place for span in spans if figure in style[span.start : span.end]), -1)
                    yield StyledFigure(figure, f"in the style of <{element.tag}>: {item.written}", prose=place)


def _in_lists(reading: Reading) -> Iterator[StyledFigure]:
    """Find the numbers that a template gives a list or an item, where it does not count from 0 or 1."""
    for element in reading.tree.iter(*_NUMBERED):
        attribute = _NUMBERED[element.tag]
        number, spans = unmarked(element.get(attribute) or "")
        if spans and number.strip().lstrip("+-").isdecimal() and int(number) not in _NUMBERING:
            yield StyledFigure(number.strip(), f"in the {attribute} of <{element.tag}>", prose=spans[0].place)
