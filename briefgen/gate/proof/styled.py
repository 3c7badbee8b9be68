"""The words of a page together with what its styles, lists and controls print among them, as a reader meets them.

Styles print strings, attributes and counters before and after an element (CSS Content 3; CSS Lists 3, 4); a list numbers its
items from where it is told to; a field, a meter and a bar of progress show their value. Of rules that exclude each other, for
print and for screens say, each is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import cssselect2
from lxml import etree
from lxml import html as lxml_html

from briefgen.gate.reading import INLINE
from briefgen.gate.spans import tag_name
from briefgen.gate.stylesheet import Declaration, declarations, names_in, own_declarations

_SELECTORS: Any = cssselect2  # libraries without types
_HTML: Any = lxml_html
_COUNTING = ("counter-reset", "counter-increment", "counter-set")  # in the order in which they take effect
_LIST_ITEM = "list-item"
_SHOWN = {"input": ("value", "placeholder"), "textarea": ("placeholder",), "meter": ("value",), "progress": ("value",)}
_PRINTING = re.compile(rf"<(?:ol\b[^>]*\sstart\b|li\b[^>]*\svalue\b|(?:{'|'.join(_SHOWN)})\b)|\bcounter-", re.IGNORECASE)
"""What prints something without a rule of a style; at least it may."""
_PAGES = re.compile(r"@page\b[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", re.IGNORECASE)
_WRITING = re.compile(r"(?<![\w-])(?:content\s*:|counter-)|\\", re.IGNORECASE)
_UNREAD = frozenset({"head", "script", "style"})
_REACH = 240
_SHEETS = 16
"""Sheets of which it is remembered: documents of an audience have the same."""
_DEEPEST = 4
"""Custom properties that stand in each other."""


def styled_text(source: str, styles: Sequence[str]) -> tuple[str, ...]:
    """Give what stands around all that styles, lists and controls print, with and without blanks between; nothing where none do.

    `source` is a page as HTML, `styles` the sheets in it.
    """
    sheets = tuple(styles) if any(map(_may_write, styles)) else ()
    found = [item for style in sheets for item in declarations(style) if item.selectors is not None]
    rules = tuple(item for item in found if item.name in ("content", *_COUNTING))
    if not rules and not _PRINTING.search(source):
        return ()
    try:
        tree = _HTML.document_fromstring(source.encode("utf-8", "replace"), parser=_HTML.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # a page without an element
        return ()
    walker = _Walker(rules, tuple(item for item in found if item.name.startswith("--")))
    walker.walk(_SELECTORS.ElementWrapper.from_html_root(tree), set())
    return tuple(dict.fromkeys(found for glue in ("", " ") for found in _around(walker.said, glue)))


@lru_cache(maxsize=_SHEETS)
def _may_write(style: str) -> bool:
    """Tell whether a sheet may print among the words of a page: most print in margins alone, as is seen without reading them."""
    return bool(_WRITING.search(_PAGES.sub("", style)))


@dataclass(slots=True)
class _Walker:
    """Writes down the words of a page, element by element, and counts what its styles count."""

    rules: Sequence[Declaration]
    """What styles print and count."""
    custom: Sequence[Declaration]
    """Their custom properties."""
    said: list[tuple[str, bool]] = field(default_factory=list)
    """Pieces of text in order, each with whether a style, list or control prints it."""
    counters: dict[str, list[int]] = field(default_factory=dict)
    """The values of each counter, the innermost last."""

    def walk(self, wrapped: Any, begun: set[str]) -> None:
        """Read an element and what is in it; `begun` are the counters that began in the element around it."""
        element = wrapped.etree_element
        name = tag_name(element)
        if name in _UNREAD:
            return
        found = [(part, item) for item in self.rules for part in item.parts(wrapped)]
        own = [item for part, item in found if part == ""]
        own += own_declarations(element.get("style") or "") if "counter" in (element.get("style") or "") else []
        self._say("" if name in INLINE else " ")
        self._number(element, name, own, begun)
        self._count(element, own, begun)
        if name == "li" and self._is_numbered(element, own):
            self._say(f" {self._value(_LIST_ITEM)} ", printed=True)
        inside: set[str] = set()
        self._write(element, found, ("before", "marker"), inside)
        shown = [element.get(attribute) or "" for attribute in _SHOWN.get(name, ())]
        self._say(f" {' '.join(shown)} ", printed=any(shown))
        if name not in ("meter", "progress"):  # whose content is for browsers that do not know them
            self._say(element.text)
            for child in wrapped.iter_children():
                self.walk(child, inside)
                self._say(child.etree_element.tail)
        self._write(element, found, ("after",), inside)
        for counter in inside:
            self.counters[counter].pop()
        self._say("" if name in INLINE else " ")

    def _say(self, text: str | None, *, printed: bool = False) -> None:
        if text:
            self.said.append((text, printed))

    def _number(self, element: Any, name: str, own: list[Declaration], begun: set[str]) -> None:
        """Count a list and its item as browsers do (HTML, 4.4.5 and 4.4.8)."""
        if name in ("ol", "ul", "menu"):
            self._begin(_LIST_ITEM, _whole(element.get("start"), 1) - 1, begun)
        elif name == "li":
            stepped = any(item.name == "counter-increment" and _LIST_ITEM in item.written for item in own)
            self._set(_LIST_ITEM, _whole(element.get("value"), self._value(_LIST_ITEM) + (not stepped)), begun)

    def _is_numbered(self, element: Any, own: list[Declaration]) -> bool:
        """Tell whether somebody gave an item or its list a number: plain numbering says nothing."""
        above = element.getparent()
        is_told = element.get("value") or (above is not None and above.get("start"))
        return bool(is_told) or any(_LIST_ITEM in item.written for item in (*own, *self.rules) if item.name in _COUNTING)

    def _count(self, element: Any, own: Iterable[Declaration], begun: set[str]) -> None:
        declared = {item.name: item for item in own if item.name in _COUNTING}  # the last one stands for the cascade
        for name in _COUNTING:
            for counter, number in self._pairs(element, declared[name]) if name in declared else ():
                if name == "counter-reset":
                    self._begin(counter, number or 0, begun)
                elif name == "counter-set":
                    self._set(counter, number or 0, begun)
                else:
                    self._set(counter, self._value(counter) + (1 if number is None else number), begun)

    def _pairs(self, element: Any, item: Declaration) -> Iterator[tuple[str, int | None]]:
        """Give the counters of a declaration, each with its number or nothing."""
        name = ""
        for token in self._resolved(item.tokens):
            number = token.int_value if token.type == "number" else None
            if token.type == "function" and token.lower_name == "attr":
                number = _whole(element.get(next(iter(names_in(token)), "")), 0)
            if token.type == "ident":
                if name:
                    yield name, None
                name = token.value
            elif name and number is not None:
                yield name, number
                name = ""
        if name and name != "none":
            yield name, None

    def _begin(self, counter: str, number: int, begun: set[str]) -> None:
        if counter in begun:
            self.counters[counter][-1] = number
        else:
            self.counters.setdefault(counter, []).append(number)
            begun.add(counter)

    def _set(self, counter: str, number: int, begun: set[str]) -> None:
        if self.counters.get(counter):
            self.counters[counter][-1] = number
        else:
            self._begin(counter, number, begun)

    def _value(self, counter: str) -> int:
        return next(reversed(self.counters.get(counter) or [0]))

    def _write(self, element: Any, found: list[tuple[str, Declaration]], parts: tuple[str, ...], begun: set[str]) -> None:
        """Write down what styles print before or after the words of an element."""
        for part in parts:
            own = [item for where, item in found if where == part]
            self._count(element, own, begun)
            for item in own:
                if item.name == "content" and (text := "".join(self._content(element, item.tokens))):
                    self._say(text, printed=True)

    def _content(self, element: Any, tokens: Iterable[Any]) -> Iterator[str]:
        for token in self._resolved(tokens):
            if token.type == "string":
                yield token.value
            elif token.type == "function":
                names = names_in(token)
                values = self.counters.get(names[0], [0]) if names else []
                if token.lower_name == "attr" and names:
                    yield element.get(names[0]) or ""
                elif token.lower_name == "counter":
                    yield from (str(value) for value in values[-1:])
                elif token.lower_name == "counters":
                    yield next((each.value for each in token.arguments if each.type == "string"), "").join(map(str, values))

    def _resolved(self, tokens: Iterable[Any], depth: int = 0) -> Iterator[Any]:
        """Put the values of custom properties in their places."""
        for token in tokens:
            if token.type == "function" and token.lower_name == "var" and depth < _DEEPEST:
                for item in self.custom:
                    if item.name in names_in(token):
                        yield from self._resolved(item.tokens, depth + 1)
            else:
                yield token


def _whole(text: str | None, otherwise: int) -> int:
    """Read a whole number, as browsers read `start` and `value`."""
    found = (text or "").strip()
    return int(found) if found.removeprefix("-").removeprefix("+").isdecimal() else otherwise


def _around(said: list[tuple[str, bool]], glue: str) -> Iterator[str]:
    """Give what stands around each printed piece, overlapping surroundings as one."""
    text, near = "", list[tuple[int, int]]()
    for piece, printed in said:
        begin = len(text)
        text += f"{glue}{piece}{glue}" if printed else piece
        if printed:
            if near and begin - _REACH <= near[-1][1]:
                near[-1] = (near[-1][0], len(text) + _REACH)
            else:
                near.append((begin - _REACH, len(text) + _REACH))
    for first, last in near:
        begin = text.find(" ", first) if first > 0 else 0
        yield text[max(begin, 0) : last if last >= len(text) else text.rfind(" ", 0, last)]
