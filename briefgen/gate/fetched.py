"""What a finished page would fetch from elsewhere when it is opened: a document is one file (contract, section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.gate.accessible import unmarked
from briefgen.gate.reading import Reading
from briefgen.gate.whereabouts import element_place
from briefgen.model.briefing import Briefing, Page
from briefgen.model.diagnostic import Diagnostic, printable

_SHOWN = 60
_FETCHED = frozenset({"src", "poster", "data", "background"})
"""Attributes whose address a browser fetches by itself, on whatever element."""
_SETS = frozenset({"srcset", "imagesrcset"})
_LINKED = frozenset({"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "prefetch", "modulepreload", "mask-icon"})
"""Kinds of <link> whose address is fetched; others only name a page."""
_DRAWN = frozenset({"image", "feimage", "use", "script", "tref", "mpath", "pattern", "lineargradient", "radialgradient"})
"""Elements of a drawing that take in what their `href` names."""
_STYLED = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CANDIDATE = re.compile(r"(?P<bare>[^\s,]\S*?),+(?=\s|$)|(?P<address>[^\s,]\S*)[^,]*")


def check_self_contained(reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find the addresses of a page that lead out of it, but for links that a reader follows."""
    findings = []
    for element in reading.tree.iter():
        for where, address in _fetched(element) if isinstance(element.tag, str) else ():
            if not address.lower().startswith(("data:", "#")):
                shown = printable(address[:_SHOWN])
                message = f"{where} leads out of the page: `{shown}`" if shown else f"{where} names no file"
                hint = "put it into the page: a picture as inline <svg> or as a data: address, a style with style('...')"
                findings.append(Diagnostic("BG257", message, element_place(element, page, briefing), hint))
    return tuple(dict.fromkeys(findings))


def _fetched(element: Any) -> Iterator[tuple[str, str]]:
    """Give the addresses that a browser fetches for an element, each with what names it."""
    name = element.tag.rpartition("}")[2].lower()
    for attribute, value in element.attrib.items():
        known = attribute.rpartition("}")[2].lower()
        if known == "srcdoc":
            yield f"the srcdoc of <{name}>", "a page of its own"
        elif known in _SETS:
            yield from ((f"the {known} of <{name}>", address) for address in _in_set(value))
        elif known in _FETCHED or (known in ("href", "xlink:href") and _is_taken_in(element, name)):
            yield f"the {known} of <{name}>", unmarked(value)
        else:
            yield from ((f"the {known} of <{name}>", address) for address in _in_style(value))
    if name == "style":
        yield from (("a style", address) for address in _in_style(element.text or ""))


def _is_taken_in(element: Any, name: str) -> bool:
    if name == "link":
        return bool(_LINKED & set((element.get("rel") or "").lower().split()))
    return name in _DRAWN


def _in_style(text: str) -> Iterator[str]:
    """Give the addresses in a style, or in an attribute that is styled like one (`fill`, `clip-path` ...)."""
    lower = text.lower()
    if "url(" in lower or "@import" in lower:
        for found in _STYLED.findall(_COMMENT.sub("", text)):
            yield unmarked("".join(found))


def _in_set(text: str) -> Iterator[str]:
    """Give the addresses of a `srcset` (HTML, 4.8.4.2.1): each goes to the next space; a comma at its end is not part of it."""
    for found in _CANDIDATE.finditer(unmarked(text)):
        yield found["bare"] or found["address"]
