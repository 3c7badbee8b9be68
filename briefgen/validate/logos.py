"""The logo of a brand file: which of its pictures it is, and whether every output can show it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree

from briefgen.model.brand import Picture
from briefgen.model.brand_file import Image, ImageFile, Logo
from briefgen.model.diagnostic import Severity, did_you_mean
from briefgen.model.loaded import Path
from briefgen.validate.remarks import Remark, listed

_LARGEST = 300_000
"""Bytes of a logo: it stands in every page and message."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px|pt|mm|cm|in)?\s*", re.ASCII)
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)[^)]*\)|@import", re.IGNORECASE)
_ACTIVE = frozenset(
    {"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "animateTransform", "animateMotion"}
)
_REDRAW = "export it as plain SVG, with its letters as outlines"


class LogoShelf:
    """Finds the logo of one brand file and collects what is wrong with it."""

    def __init__(self, logo: Logo, contents: Mapping[str, bytes], folder: str, publisher: str) -> None:
        self.logo, self.contents, self.folder, self.publisher = logo, contents, folder, publisher
        self.remarks: list[Remark] = []

    def chosen(self) -> tuple[Picture | None, Picture | None]:
        """Give the logo for light grounds and the one for dark grounds, where there is one of its own."""
        for size in ("medium", "large", "small"):
            image: Image | None = getattr(self.logo, size)
            if image is not None:
                return self._both(image, ("logo", size))
        return (self._picture(self.logo, ("logo",)), None) if self.logo.path else (None, None)

    def _both(self, image: Image, path: Path) -> tuple[Picture | None, Picture | None]:
        if image.light is None and image.dark is None:
            return self._picture(image, path), None
        light = self._picture(image.light, (*path, "light")) if image.light else None
        dark = self._picture(image.dark, (*path, "dark")) if image.dark else None
        return light or dark, dark

    def _picture(self, image: ImageFile, path: Path) -> Picture | None:
        """Turn a path or a name of `images` into its picture."""
        if (known := self.logo.images.get(image.path)) is not None:
            image, path = replace(known, alt=image.alt or known.alt), ("logo", "images", image.path)
        content = self.contents.get(image.path)
        if content is None:
            if "." not in image.path or "//" in image.path:  # else its file is missing, which is told already
                hint = (
                    did_you_mean(image.path, self.logo.images) or listed(self.logo.images) or "name an SVG or PNG of the project"
                )
                self._refuse(path, f"`{image.path}` is no picture of the project and no name of `logo.images`", hint)
            return None
        if len(content) > _LARGEST:
            size = f"{len(content) // 1000:,} kB; {_LARGEST // 1000} kB are allowed"
            self._refuse(path, f"`{image.path}` has {size}", "a logo stands in every page: make it smaller")
            return None
        sized = self._png(content, path, image.path) if content.startswith(_PNG) else self._svg(content, path, image.path)
        if sized is None:
            return None
        kind, width, height = sized
        return Picture(
            name=f"{self.folder}{image.path}",
            content=content,
            media_type=kind,
            width=width,
            height=height,
            alt=" ".join(image.alt.split()) or self.publisher,
        )

    def _png(self, content: bytes, path: Path, name: str) -> tuple[str, float, float] | None:
        if len(content) < 33 or content[12:16] != b"IHDR" or b"IEND" not in content[-16:]:
            self._refuse(path, f"`{name}` is no whole PNG", "export it again")
            return None
        width, height = struct.unpack(">II", content[16:24])
        if not (width and height):
            self._refuse(path, f"`{name}` has no size", "export it again")
            return None
        return "image/png", float(width), float(height)

    def _svg(self, content: bytes, path: Path, name: str) -> tuple[str, float, float] | None:
        """Judge an SVG: one that is whole, has a size, and brings all that it shows."""
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            self._refuse(path, f"`{name}` has a document type, which can hide other files", _REDRAW)
            return None
        try:
            root = ElementTree.fromstring(content)  # noqa: S314 -- without a document type there are no entities to expand
        except ElementTree.ParseError as error:
            self._refuse(path, f"`{name}` is neither PNG nor whole SVG: {error}", "use an SVG or PNG file")
            return None
        size = _size(root)
        if root.tag != f"{_SVG}svg" or size is None:
            self._refuse(path, f"`{name}` is no SVG with a size", "give it a viewBox, or width and height")
            return None
        faults = list(_faults(root))
        for fault in faults:
            self._refuse(path, f"`{name}` {fault}", _REDRAW)
        if any(element.tag == f"{_SVG}text" for element in root.iter()):
            message = f"`{name}` has text, which each output would set in whatever font it has"
            self.remarks.append(Remark("BG143", path, message, _REDRAW, Severity.WARNING))
        return None if faults else ("image/svg+xml", *size)

    def _refuse(self, path: Path, message: str, hint: str) -> None:
        self.remarks.append(Remark("BG142", path, message, hint))


def _size(root: ElementTree.Element) -> tuple[float, float] | None:
    """Give the size of an SVG, of which only how width and height relate matters."""
    box = root.get("viewBox", "").replace(",", " ").split()
    texts = (box[2], box[3]) if len(box) == 4 else (root.get("width", ""), root.get("height", ""))
    found = [_SIZE.fullmatch(text) for text in texts]
    width, height = (float(item[1]) if item else 0.0 for item in found)
    return (width, height) if width and height else None


def _faults(root: ElementTree.Element) -> Iterator[str]:
    """Say what an SVG has that does something, or that is fetched from elsewhere."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    names = {element.tag.rpartition("}")[2] for element in elements}
    if active := sorted(names & _ACTIVE):
        yield f"has `{active[0]}`, which a picture on paper cannot do"
    attributes = [(name, value) for element in elements for name, value in element.attrib.items()]
    if any(name.lower().startswith("on") for name, _ in attributes):
        yield "has a script"
    links = [value for name, value in attributes if name in {"href", _LINK}]
    styles = [element.text or "" for element in elements if element.tag == f"{_SVG}style"]
    outside = [link for link in links if not link.startswith(("#", "data:image/png", "data:image/jpeg"))]
    if outside or any(_REFERENCE.search(text) for text in (*styles, *(value for _, value in attributes))):
        yield "fetches something from elsewhere"
