"""The declarations of a style sheet or of an element's own style, in whatever rules they are nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import cssselect2
import tinycss2

_CSS: Any = tinycss2  # libraries without types
_SELECTORS: Any = cssselect2
_ADDRESSES = frozenset({"url", "src", "image", "image-set", "format", "local"})
"""Functions whose strings are no words."""


class Selectors:
    """The selectors of a rule, compiled by cssselect2 once something asks for them: most rules print nothing."""

    def __init__(self, prelude: Any) -> None:
        self._prelude = prelude

    @cached_property
    def compiled(self) -> tuple[Any, ...] | None:
        """None for what the library cannot read, which may be about any element."""
        try:
            return tuple(_SELECTORS.compile_selector_list(self._prelude))
        except _SELECTORS.SelectorError:
            return None


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration of a style: what it says of what, and where."""

    name: str
    """In small letters; a custom property's as it is written."""
    tokens: tuple[Any, ...]
    """Its value's components (tinycss2), without comments."""
    source: str
    """The line of the style on which it begins, to find it again in a file."""
    selectors: Selectors | None
    """What it is about: nothing in an at-rule such as @page or an element's own style."""
    rule: str
    """Keyword of the at-rule that it stands in directly, in small letters."""

    @property
    def written(self) -> str:
        """The declaration on one line."""
        return f"{self.name}: {' '.join(_CSS.serialize(self.tokens).split())}"

    @property
    def strings(self) -> tuple[str, ...]:
        """The strings in its value, those that follow each other as one: so they are printed (CSS Content 3, 2)."""
        return tuple(_strings(self.tokens))

    def parts(self, element: Any) -> tuple[str, ...]:
        """Tell which parts of an element (a cssselect2 wrapper) it is about: "before", "after" ..., "" for the element itself."""
        if self.selectors is None:
            return ()
        if (compiled := self.selectors.compiled) is None:
            return ("before",)
        return tuple(found.pseudo_element or "" for found in compiled if not found.never_matches and found.test(element))


@lru_cache(maxsize=64)
def declarations(style: str) -> tuple[Declaration, ...]:
    """Read a style sheet; the same few sheets serve all documents."""
    rules = _CSS.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    return tuple(_read(rules, None, "", style.split("\n")))


def own_declarations(style: str) -> tuple[Declaration, ...]:
    """Read what stands in the `style` attribute of an element."""
    found = _CSS.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return tuple(_read(found, None, "", style.split("\n")))


def functions(tokens: Iterable[Any], *names: str) -> Iterator[Any]:
    """Give the functions of some names in a value, however deep they stand."""
    for token in tokens:
        if token.type == "function":
            if token.lower_name in names:
                yield token
            yield from functions(token.arguments, *names)
        elif hasattr(token, "content") and isinstance(token.content, list):
            yield from functions(token.content, *names)


def names_in(function: Any) -> tuple[str, ...]:
    """Give the names among the arguments of a function: of a counter, an attribute, a custom property."""
    return tuple(token.value for token in function.arguments if token.type == "ident")


def _read(rules: Iterable[Any], selectors: Selectors | None, keyword: str, lines: Sequence[str]) -> Iterator[Declaration]:
    for rule in rules:
        if rule.type == "declaration":
            tokens = tuple(token for token in rule.value if token.type != "comment")
            name = rule.name if rule.name.startswith("--") else rule.lower_name
            yield Declaration(name, tokens, lines[rule.source_line - 1].strip(), selectors, keyword)
        elif rule.type == "at-rule" and rule.content:
            yield from _read(_inside(rule), selectors, rule.lower_at_keyword, lines)
        elif rule.type == "qualified-rule":
            yield from _read(_inside(rule), Selectors(rule.prelude), "", lines)


def _inside(rule: Any) -> Iterable[Any]:
    found: Iterable[Any] = _CSS.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return found


def _strings(tokens: Iterable[Any]) -> Iterator[str]:
    joined: list[str] = []
    for token in tokens:
        if token.type == "string":
            joined.append(token.value)
        elif token.type != "whitespace":
            if joined:
                yield "".join(joined)
            joined = []
            if token.type == "function" and token.lower_name not in _ADDRESSES:
                yield from _strings(token.arguments)
    if joined:
        yield "".join(joined)
