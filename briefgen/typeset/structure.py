"""Completes what WeasyPrint writes of tables and text, where PDF/UA-1 and PDF/A-3 ask for more."""

from __future__ import annotations

from typing import Any

_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


def state_scopes(root: Any) -> None:
    """Write a scope on each <th> that has none: `col` in a head or in a row of headers only, `row` elsewhere.

    WeasyPrint takes a header without a scope for one of its column, and lists it so in each cell's Headers.
    """
    heads = {id(cell) for head in root.iter("thead") for cell in head.iter("th")}
    for row in root.iter("tr"):
        is_head = all(cell.tag == "th" for cell in row)
        for cell in row.iter("th"):
            if cell.get("scope") not in _SCOPES:
                cell.set("scope", "col" if is_head or id(cell) in heads else "row")


def finish_headers(document: Any, pdf: Any, pydyf: Any) -> None:
    """Give each table header its scope (ISO 14289-1, 7.5) and an identifier of its own, and index these.

    WeasyPrint repeats an identifier where a table runs on over a page, and leaves out the index
    (ISO 32000-1, table 322: required where there are identifiers).
    """
    index = pydyf.Array()
    for box in _headers(document):
        box.mark["A"]["Scope"] = _SCOPES[box.element.get("scope")]
        if identifier := box.mark.get("ID"):
            identifier.string = f"header-{len(index) // 2:06}"  # the cells' Headers hold this same object
            index.extend([identifier, box.mark.reference])
    if index:
        root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
        root["IDTree"] = pydyf.Dictionary({"Names": index})


def _headers(document: Any) -> list[Any]:
    boxes = (box for page in document.pages for box in page._page_box.descendants())  # noqa: SLF001 -- no public way
    return [box for box in boxes if getattr(box, "element_tag", "") == "th" and hasattr(box, "mark")]


def finish_text(pdf: Any) -> None:
    """Map glyphs without a character of their own to one that is ignored (ISO 19005-3, 6.2.11.7.2).

    Where several glyphs make up one character, WeasyPrint maps one of them to it and the others to nothing, which is
    no valid map.
    """
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if lines and lines[0] == b"/CIDInit /ProcSet findresource begin":
            lines[:] = [line.replace(b"> <>", b"> <034f>") for line in lines]  # COMBINING GRAPHEME JOINER
