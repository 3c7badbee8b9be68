"""Sees to it that each image says what it shows, or is known as decoration (ISO 14289-1, 7.3)."""

from __future__ import annotations

from typing import Any

from briefgen.model.diagnostic import Diagnostic

_SVG = "{http://www.w3.org/2000/svg}"
_DECORATION = "\u2060\u200b\u2060"  # an alternative text that no author writes and that prints as nothing


def check_images(root: Any) -> tuple[Diagnostic, ...]:
    """Find the images of an HTML tree that have no alternative text, and note those that are decoration.

    Decoration is what HTML calls so: `alt=""`, `aria-hidden="true"`, or a role of presentation or none.
    """
    nested = {id(inner) for svg in root.iter(f"{_SVG}svg") for inner in svg.iter(f"{_SVG}svg") if inner is not svg}
    images = [*root.iter("img"), *(svg for svg in root.iter(f"{_SVG}svg") if id(svg) not in nested)]
    found = []
    for image in images:
        if _is_decoration(image):
            _note(image)
        elif not _alternative(image):
            what = " ".join(f'{name}="{image.get(name)[:60]}"' for name in ("id", "class", "src") if image.get(name))
            found.append(Diagnostic("BG507", f"an image has no alternative text: <{_name(image)} {what}".rstrip() + ">"))
    return tuple(found)


def finish_images(pdf: Any) -> None:
    """Take decoration out of the figures, and switch off the smoothing of images (ISO 19005-3, 6.2.8.3)."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/Figure":
            if getattr(item.get("Alt"), "string", "") == _DECORATION:
                item["S"] = "/NonStruct"
                del item["Alt"], item["A"]
        elif getattr(item, "extra", {}).get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


def _name(image: Any) -> str:
    return str(image.tag).removeprefix(_SVG)


def _is_decoration(image: Any) -> bool:
    if image.get("aria-hidden") == "true" or image.get("role") in {"presentation", "none"}:
        return True
    return _name(image) == "img" and image.get("alt") == ""


def _alternative(image: Any) -> str:
    """The text that WeasyPrint will take: `alt`, or the first child title of an SVG."""
    if _name(image) == "img":
        return str(image.get("alt") or "").strip()
    title = image.find(f"{_SVG}title")
    return (title.text or "").strip() if title is not None else ""


def _note(image: Any) -> None:
    if _name(image) == "img":
        image.set("alt", _DECORATION)
    else:
        title = image.makeelement(f"{_SVG}title", {})
        title.text = _DECORATION
        image.insert(0, title)
