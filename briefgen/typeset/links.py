"""Goes through a document's links before they are written: which may stand, and what a screen reader says of them."""

from __future__ import annotations

from typing import Any

from briefgen.model.diagnostic import Diagnostic
from briefgen.typeset.library import BASE

SCHEMES = ("https:", "http:", "mailto:", "tel:", "doi:", "urn:")
"""Where a link of a document may lead, beside its own anchors."""


def admit_links(document: Any) -> tuple[Diagnostic, ...]:
    """Take from a laid-out document every link that may not stand in it; returns why.

    A link's descendants inherit it, and each would get a link annotation of its own under a structure element that is
    no Link, which PDF/UA-1 forbids (ISO 14289-1, 7.18.5): only the <a> itself keeps it.
    """
    found = []
    for page in document.pages:
        kept = []
        for link in page.links:
            kind, target, _, box = link
            if reason := _refusal(kind, target):
                found.append(Diagnostic("BG508", reason, hint="link to a whole https:// or mailto: address, or to an #anchor"))
            elif box.element_tag == "a":
                kept.append(link)
        page.links = kept
    if document.metadata.attachments:
        document.metadata.attachments = []
        found.append(Diagnostic("BG508", "the document asks for a file to be attached", hint="only facts.json is attached"))
    return tuple(dict.fromkeys(found))


def describe_links(document: Any, pydyf: Any) -> None:
    """Give each link annotation a text that tells where it leads (ISO 14289-1, 7.18.5); WeasyPrint writes the target."""
    for page in document.pages:
        for _, target, _, box in page.links:
            if annotation := box.link_annotation:
                annotation["Contents"] = pydyf.String(_description(box.element) or target)


def _refusal(kind: str, target: str) -> str:
    if kind == "internal":
        return ""
    if kind == "attachment":
        return f"the link {target.removeprefix(BASE)!r} would attach a file"
    if target.startswith(BASE):
        return f"the link {target.removeprefix(BASE)!r} is relative: it leads nowhere once the document is sent"
    if not target.lower().startswith(SCHEMES):
        return f"the link {target[:80]!r} may not stand in a document"
    return ""


def _description(element: Any) -> str:
    words = element.get("aria-label") or element.get("title") or "".join(element.itertext())
    return " ".join(words.split())
