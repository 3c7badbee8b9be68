"""Marks running heads and feet as what they are: artifacts, which are not read aloud with the text.

ISO 14289-1, 7.8: running headers and footers are pagination artifacts (ISO 32000-1, 14.8.2.2.2). WeasyPrint marks what
stands in a page's margin boxes like content, and leaves it out of the structure tree.
"""

from __future__ import annotations

from typing import Any

_POINTS = 0.75  # a unit of WeasyPrint's page is a CSS pixel


def finish_furniture(pdf: Any) -> None:
    """Turn the marked content of each page to which the structure tree does not lead into pagination artifacts."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    read = _reachable(pdf, root)
    owners = _at(pdf, root["ParentTree"])["Nums"]
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    for page, owned in zip(pages, owners[1::2], strict=False):  # the annotations of links come after the pages
        unread = {number for number, owner in enumerate(owned) if owner not in read}
        _mark(_at(pdf, page["Contents"]).stream, unread, page["MediaBox"][3] / _POINTS / 2)
        for number in unread:
            owned[number] = "null"


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _reachable(pdf: Any, root: Any) -> set[bytes]:
    """Give the references of all elements of the structure tree."""
    found: set[bytes] = set()
    waiting = list(root["K"])
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, bytes) and kid not in found:
            found.add(kid)
            waiting.extend(_at(pdf, kid).get("K", ()))
    return found


def _mark(stream: list[Any], numbers: set[int], middle: float) -> None:
    """Write another tag and other properties where some pieces of marked content begin."""
    for place, properties in enumerate(stream):
        if isinstance(properties, dict) and properties.get("MCID") in numbers:
            matrix = next((step for step in stream[place:] if isinstance(step, bytes) and step.endswith(b" Tm")), b"0 0 Tm")
            side = "Header" if float(matrix.split()[-2]) < middle else "Footer"
            stream[place - 1 : place + 1] = ["/Artifact", f"<</Type /Pagination /Subtype /{side}>>"]
