"""What a style says that paper does not keep: the typesetter passes over it without a word, or the PDF is no PDF/A any more.

The list is short on purpose: what changes how a page reads. That a property is ignored where nothing is lost by it (text-wrap,
transition, scroll-behavior) is no finding. A test holds the list to the typesetter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tinycss2

from briefgen.model.diagnostic import Diagnostic, Place, Severity

_CSS: Any = tinycss2  # a library without types
IGNORED: Mapping[str, str] = {
    "aspect-ratio": "give it a width and a height",
    "backdrop-filter": "choose the colour of the background itself",
    "clip-path": "draw the shape as <svg>",
    "filter": "choose the colour itself, or change the picture",
    "initial-letter": "make the letter larger with `font-size` and `float`",
    "mask": "draw the shape as <svg>",
    "mask-image": "draw the shape as <svg>",
    "mix-blend-mode": "choose the colour that comes of it",
    "perspective": "leave it to the screen: @media screen",
    "rotate": "write `transform: rotate(...)`",
    "scale": "write `transform: scale(...)`",
    "shape-outside": "let the text run beside a rectangle",
    "text-shadow": "do not let words be readable by their shadow alone: leave it to the screen, @media screen",
    "translate": "write `transform: translate(...)`",
    "writing-mode": "use `transform: rotate(...)`, or a table with the words upright",
}
"""Properties that the typesetter does not know, with what serves instead."""
IGNORED_VALUES: tuple[tuple[str, str, str], ...] = (
    ("position", "sticky", "leave it to the screen: @media screen"),
    ("display", "contents", "take the element out"),
    ("background-clip", "text", "give the words a colour"),
    ("color", "color-mix(in srgb, red, blue)", "write the colour that comes of it"),
    ("background", "conic-gradient(red, blue)", "use a linear or radial gradient, or draw it as <svg>"),
)
"""Values that it does not know, each by an example."""
_VALUES = tuple((name, value.partition("(")[0], hint) for name, value, hint in IGNORED_VALUES)
_ANY = re.compile(
    rf"(?<![\w-])(?:{'|'.join(('opacity', 'sticky', 'contents', 'background-clip', 'color-mix', 'conic-gradient', *IGNORED))})\b"
)
"""Tells in a moment that a style has none of these."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def check_style(text: str, file: str) -> Iterator[Diagnostic]:
    """Find in a style what paper does not keep, each with its line; rules for the screen alone are passed over."""
    bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    if not _ANY.search(bare):
        return

    yield from _rules(_CSS.parse_stylesheet(bare, skip_comments=True, skip_whitespace=True), file)


def _rules(rules: list[Any], file: str) -> Iterator[Diagnostic]:

    for rule in rules:
        if rule.type == "declaration":
            yield from _declaration(rule, file)
        elif rule.type in ("qualified-rule", "at-rule") and rule.content and not _is_for_the_screen(rule):
            yield from _rules(_CSS.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True), file)


def _is_for_the_screen(rule: Any) -> bool:
    """Tell whether an @media rule asks for a screen, or for what only a screen has."""
    if rule.type != "at-rule" or rule.lower_at_keyword != "media":
        return False
    condition = _CSS.serialize(rule.prelude).lower()
    return "screen" in condition or "prefers-" in condition or "hover" in condition


def _declaration(found: Any, file: str) -> Iterator[Diagnostic]:

    name, value = found.lower_name, _CSS.serialize(found.value).strip().lower()
    place = Place(file, found.source_line)
    if name == "opacity":
        if value not in ("1", "1.0", "100%"):
            yield Diagnostic("BG419", "`opacity` makes a PDF that is no PDF/A", place, "choose the lighter colour itself")
    elif name in IGNORED and value != "none":
        yield Diagnostic("BG419", f"`{name}` is not kept on paper", place, IGNORED[name], Severity.WARNING)
    else:
        for _, word, hint in (item for item in _VALUES if item[0] == name or "(" in value):
            if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", value):
                yield Diagnostic("BG419", f"`{name}: {word}` is not kept on paper", place, hint, Severity.WARNING)
