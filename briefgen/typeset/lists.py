"""Numbers lists, and brings them in the structure tree to the form that PDF/UA-1 asks for, whatever markup they hold.

ISO 14289-1, 7.2: an L holds only L, LI and Caption; an LI holds only Lbl and LBody. WeasyPrint keeps to it where items
hold text alone: a paragraph in an item, or a <div> around <dt> and <dd>, breaks it.
"""

from __future__ import annotations

from typing import Any


def number_lists(root: Any) -> None:
    """Let `start` and `value` count as in a browser: WeasyPrint numbers lists by styles alone, and sets before it counts."""
    for tag, attribute, declaration in (("ol", "start", "counter-reset"), ("li", "value", "counter-set")):
        for element in root.iter(tag):
            number = element.get(attribute, "").strip()
            if number.lstrip("-").isdecimal():
                element.set("style", f"{declaration}:list-item {int(number) - 1};{element.get('style', '')}")


_WRAPPERS = frozenset({"/Div", "/NonStruct", "/Span", "/Sect"})


def finish_lists(pdf: Any, pydyf: Any) -> None:
    """Lift items out of wrappers, and give each item one body."""
    elements = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/StructElem"]
    for element in elements:
        if element.get("S") == "/L":
            kids = _lifted(pdf, element)
            _adopt(pdf, element, kids)
            element["K"] = pydyf.Array(kids)
    for element in elements:
        if element.get("S") == "/LI":
            _embody(pdf, pydyf, element)


def _at(pdf: Any, kid: Any) -> Any:
    """Look up a child of a structure element: a reference to another element, or the number of marked content."""
    return pdf.objects[int(kid.split()[0])] if isinstance(kid, bytes) else {}


def _adopt(pdf: Any, parent: Any, kids: list[Any]) -> None:
    for kid in kids:
        child = _at(pdf, kid)
        if child.get("Type") == "/StructElem":
            child["P"] = parent.reference


def _lifted(pdf: Any, element: Any) -> list[Any]:
    """Give the children of a list, with those of every wrapper in the wrapper's stead."""
    kids: list[Any] = []
    for kid in element["K"]:
        child = _at(pdf, kid)
        kids += _lifted(pdf, child) if child.get("S") in _WRAPPERS else [kid]
    return kids


def _embody(pdf: Any, pydyf: Any, item: Any) -> None:
    """Put all that is not the label of an item into one body."""
    labels = [kid for kid in item["K"] if _at(pdf, kid).get("S") == "/Lbl"]
    rest = [kid for kid in item["K"] if kid not in labels]
    if all(_at(pdf, kid).get("S") == "/LBody" for kid in rest):
        return
    values = {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(rest), "P": item.reference, "Pg": item["Pg"]}
    body = pydyf.Dictionary(values)
    pdf.add_object(body)
    _adopt(pdf, body, rest)
    for kid in rest:
        if _at(pdf, kid).get("S") == "/LBody":
            _at(pdf, kid)["S"] = "/NonStruct"
    item["K"] = pydyf.Array([*labels, body.reference])
