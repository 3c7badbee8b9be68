"""What the drawing library writes, cut down to what a page may hold: shapes and words, and nothing that is not seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

_NAME = "{http://www.w3.org/2000/svg}"
_KEPT = frozenset({"svg", "g", "path", "text", "tspan", "rect", "circle", "line"})
_ATTRIBUTES = (
    "viewBox", "transform", "d", "x", "y", "dx", "dy", "width", "height", "cx", "cy", "r", "x1", "x2", "y1", "y2",
    "fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor", "font-family", "font-size", "font-weight", "font-style",
    "direction",
)  # fmt: skip
_UNIT = re.compile(r"(\d)px$")


def cleaned(svg: str, colours: Mapping[str, str], *, is_mirrored: bool = False) -> str:
    """Turn the library's SVG into a small one: no script, style, link, id or clip, no transparency, no words but those drawn.

    What has one of the brand's colours gets a class of its name, by which styles can change it for dark screens. One that is
    mirrored begins at the right, its words upright.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 -- the drawing library's own output, never a user's file
    if is_mirrored:
        _mirror(root)
    names = {colour: name for name, colour in reversed(tuple(colours.items()))}
    return "".join(_written(root, names, is_root=True))


def _mirror(root: ElementTree.Element) -> None:
    """Turn a drawing about its middle, and each of its words back: they begin where they did, at what is now the right."""
    for words in root.iter(f"{_NAME}text"):
        words.set("transform", f"{words.get('transform', '')} scale(-1,1)".strip())
        words.set("direction", "rtl")
    left, _, width, _ = map(float, root.get("viewBox", "0 0 0 0").split())
    turned = ElementTree.Element(f"{_NAME}g", {"transform": f"translate({2 * left + width:g},0) scale(-1,1)"})
    turned.extend(root)
    root[:] = [turned]


def _written(element: ElementTree.Element, names: Mapping[str, str], *, is_root: bool = False) -> Iterator[str]:
    tag = element.tag.removeprefix(_NAME)
    if tag not in _KEPT or (not is_root and _is_nothing(element, tag)):
        return
    given = {name: _UNIT.sub(r"\1", value) for name in _ATTRIBUTES if (value := element.get(name)) is not None}
    if is_root:
        given = {"viewBox": given["viewBox"], "xmlns": "http://www.w3.org/2000/svg", "role": "img"}
    classes = [f"{side}-{names[colour]}" for side in ("fill", "stroke") if (colour := given.get(side, "").lower()) in names]
    if classes:
        given["class"] = " ".join(classes)
    inner = "".join(part for child in element for part in _written(child, names))
    if tag == "g" and not inner:
        return
    if tag == "g" and not _changes(given):
        yield inner
        return
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in given.items())
    yield f"<{tag}{attributes}>{_escaped(element.text or '') if tag in ('text', 'tspan') else ''}{inner}</{tag}>"


def _changes(given: Mapping[str, str]) -> bool:
    """Tell whether a group does anything to what is in it."""
    return any(name != "transform" or value != "translate(0,0)" for name, value in given.items())


def _is_nothing(element: ElementTree.Element, tag: str) -> bool:
    """Tell whether an element draws nothing: the library's own grounds, what is hidden, words that are none."""
    if element.get("class") in ("background", "foreground") and element.get("fill") is None and element.get("stroke") is None:
        return tag == "path"
    if element.get("display") == "none" or (tag == "path" and not element.get("d")):
        return True
    return tag == "text" and not "".join(element.itertext()).strip()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
