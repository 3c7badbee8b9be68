"""What a page's styles hide or write on every screen, so that its source says something else than a reader sees.

Knows `display`, `visibility` and `content` with the cascade's order (CSS Cascading 4, 6.1, without layers), nested
`@media` and `@supports`. A rule for some screens only (narrow ones, say) hides nothing: others show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2

_CSS: Any = tinycss2  # libraries without types
_SELECTORS: Any = cssselect2
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])content\s*:", re.IGNORECASE)
_PRINT = re.compile(r"@(?:media\s+print|page|font-face)\b[^{;]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_WATCHED = {"display": frozenset({"none"}), "visibility": frozenset({"hidden", "collapse"})}
_MAY_HIDE = "//*[@hidden or contains(@style, 'display') or contains(@style, 'visibility')]"
_PLACED = frozenset({"before", "after", "marker"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One declaration of a style that bears on what is seen on screen."""

    selector: Any
    """Compiled by cssselect2."""
    name: str
    value: str
    """In small letters; of `content` the strings in it."""
    important: bool
    also_printed: bool


def hidden_on_screen(tree: Any) -> tuple[Any, ...]:
    """Give the outermost elements (lxml) of a page that no screen shows, by a `hidden` attribute or by its styles."""
    rules = tuple(rule for rule in _rules(tree) if rule.name in _WATCHED)
    found: list[Any] = []
    hides = any(rule.value in _WATCHED[rule.name] for rule in rules) or bool(tree.xpath(_MAY_HIDE))
    if hides:
        _walk(_SELECTORS.ElementWrapper.from_html_root(tree), rules, found)
    return tuple(found)


def written_on_screen(tree: Any) -> tuple[tuple[Any, str], ...]:
    """Give each element to which a style writes words that are not printed, with these words."""
    rules = [rule for rule in _rules(tree) if rule.name == "content" and not rule.also_printed]
    if not rules:
        return ()
    elements = list(_SELECTORS.ElementWrapper.from_html_root(tree).iter_subtree())
    return tuple((wrapped.etree_element, rule.value) for rule in rules for wrapped in elements if rule.selector.test(wrapped))


def _walk(element: Any, rules: tuple[Rule, ...], found: list[Any]) -> None:
    if _is_hidden(element, rules):
        found.append(element.etree_element)
        return
    for child in element.iter_children():
        _walk(child, rules, found)


def _is_hidden(element: Any, rules: tuple[Rule, ...]) -> bool:
    """Tell whether an element is hidden, after its own styles and by the order of the cascade."""
    if element.local_name in ("head", "script", "style", "template"):
        return False
    for name, hiding in _WATCHED.items():
        deciding: tuple[tuple[Any, ...], str] = ((False, (-1,), 0), "none" if "hidden" in element.etree_element.attrib else "")
        for order, rule in enumerate(rules):
            if rule.name == name and rule.selector.test(element):
                deciding = max(deciding, ((rule.important, rule.selector.specificity, order), rule.value))
        own = _own(element.etree_element.get("style") or "", name)
        value = own if own and not deciding[0][0] else deciding[1]
        if value in hiding:
            return True
    return False


def _own(style: str, name: str) -> str:
    """Give the value that an element's own style declares for a property."""
    found = [item.partition(":")[2] for item in style.split(";") if item.partition(":")[0].strip().lower() == name]
    return found[-1].replace("!important", "").strip().lower() if found else ""


def _rules(tree: Any) -> tuple[Rule, ...]:
    return tuple(rule for style in tree.iter("style") for rule in _read(style.text or "", style.get("media") or ""))


@lru_cache(maxsize=64)
def _read(style: str, media: str) -> tuple[Rule, ...]:
    """Read the rules of a style that bear on what a screen shows; the same few styles serve all documents."""
    # Most styles hide nothing on screen, which can be seen without parsing them.
    if not _HIDING.search(_PRINT.sub("", _COMMENT.sub("", style))):
        return ()
    shows, prints = _media(media)
    return tuple(_each(_CSS.parse_stylesheet(style, skip_comments=True, skip_whitespace=True), shows, prints))


def _each(rules: Iterable[Any], shows: bool, prints: bool) -> Iterator[Rule]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer") and rule.content:
            on_screen, on_paper = (True, True)
            if rule.lower_at_keyword == "media":
                on_screen, on_paper = _media(_CSS.serialize(rule.prelude))
            inner = _CSS.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _each(inner, shows and on_screen, prints and on_paper)
        elif rule.type == "qualified-rule" and shows:
            yield from _declared(rule, prints)


def _declared(rule: Any, prints: bool) -> Iterator[Rule]:
    declarations = _CSS.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    wanted = [item for item in declarations if item.type == "declaration" and item.lower_name in (*_WATCHED, "content")]
    if not wanted:
        return
    try:
        selectors = _SELECTORS.compile_selector_list(rule.prelude)
    except _SELECTORS.SelectorError:
        return
    for item in wanted:
        is_content = item.lower_name == "content"
        value = _strings(item.value) if is_content else _CSS.serialize(item.value).strip().lower()
        for selector in selectors:
            fits = selector.pseudo_element in _PLACED if is_content else selector.pseudo_element is None
            if fits and value and not selector.never_matches:
                yield Rule(selector, item.lower_name, value, item.important, prints)


def _strings(value: Iterable[Any]) -> str:
    return " ".join(token.value for token in value if token.type == "string" and token.value.strip())


def _media(query: str) -> tuple[bool, bool]:
    """Tell whether a list of media queries holds for every screen, and for print."""
    queries = [" ".join(part.lower().split()).removeprefix("only ") for part in query.split(",")]
    if queries == [""]:
        return True, True
    return any(part in ("screen", "all", "not print") for part in queries), any(
        part in ("print", "all", "not screen") or part.startswith("print and") for part in queries
    )
