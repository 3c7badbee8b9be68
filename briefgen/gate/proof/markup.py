"""Reads all that a finished HTML file holds, also what no browser shows: comments, attributes, scripts, styles, drawings."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes

from briefgen.gate.proof.joints import joints
from briefgen.gate.proof.styled import styled_text
from briefgen.gate.proof.views import Piece, View, json_view, view
from briefgen.gate.stylesheet import declarations

_DEEPEST = 3
_JOINT = "\x00"
_TAG = r"<[a-zA-Z/!?](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
_MARKUP = re.compile(
    rf"<!--(?P<comment>.*?)(?:-->|\Z)|(?P<open><(?P<raw>script|style)\b[^>]*>)(?P<body>.*?)(?:</(?P=raw)\s*>|\Z)|(?P<tag>{_TAG})",
    re.DOTALL | re.IGNORECASE,
)
_RAW = re.compile(r"(?P<open><(?P<raw>script|style)\b[^>]*>).*?(?P<close></(?P=raw)\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s=<>\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_DATA = re.compile(r"data:([\w/+.-]*)((?:;[\w=+.-]*)*),([^\"')\s<>]*)", re.IGNORECASE)
_FONT = re.compile(
    r"data:(?:font/|application/(?:x-)?font|application/vnd\.ms-fontobject)[\w.+-]*(?:;[\w=+.-]*)*,[a-zA-Z0-9_+/=%-]*"
)
_TEXTUAL = re.compile(r"(?:text/|.*\b(?:xml|svg|json|javascript|html)\b|$)", re.IGNORECASE)
_PRINTED = re.compile(rb"[\x20-\x7e\x80-\xff]{6,}")
_GEOMETRY = frozenset(
    (
        *("d", "points", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "width", "height", "offset"),
        *("viewbox", "transform", "stroke-width", "stroke-dasharray", "font-size", "style", "sizes"),
    )
)
"""Attributes whose numbers are lengths; of these only words are searched."""
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))")
_CSS_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|/\*(.*?)\*/", re.DOTALL)
_CSS_CUT = re.compile(r"[\"'](?:\s|/\*.*?\*/)*[\"']", re.DOTALL)
"""Where one string may end and the next begin."""
_SCRIPT_ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2}))")
_MARKED_AS_HIDDEN = re.compile(r"(?i)\shidden(?=[\s=>/])|(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_EVIDENCE = re.compile(r"#?e-([a-z0-9-]+)")
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|"
    r"header|hr|html|img|input|li|link|main|meta|nav|ol|option|p|pre|section|svg|table|tbody|td|text|tfoot|th|thead|title|desc|tr|ul)\b",
    re.IGNORECASE,
)
"""Tags at which a line or cell ends, so that no word goes on behind them."""


@dataclass(slots=True)
class _Sorted:
    """The parts of an HTML file by their sort, as the walk over it finds them."""

    comments: list[str] = field(default_factory=list)
    scripts: list[tuple[str, str]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def sort(self, part: re.Match[str]) -> str:
        """Put a part where it belongs and give what stands for it in the text."""
        if part["tag"]:
            self.tags.append(part["tag"])
            return " " if _BLOCK.match(part["tag"]) else _JOINT
        if part["comment"] is not None:
            self.comments.append(part["comment"])
        elif part["raw"].lower() == "style":
            self.tags.append(part["open"])
            self.styles.append(part["body"])
        else:
            self.tags.append(part["open"])
            self.scripts.append((part["open"], part["body"]))
        return _JOINT


def html_views(source: str, prefix: str = "", depth: int = 0) -> Iterator[View]:
    """Give the views of an HTML or SVG file; `prefix` tells in which file it stands. Fonts in data: addresses are left out."""
    source = _FONT.sub("", source)
    addresses: list[re.Match[str]] = []
    source = _DATA.sub(lambda found: addresses.append(found) or "data:", source)  # type: ignore[func-returns-value] # keeps and replaces
    parts = _Sorted()
    text = _MARKUP.sub(parts.sort, source)
    # scripts and styles are left to their own views, which are as wide; all else is searched once more as it is written
    rest = _RAW.sub(r"\g<open>\g<close>", source)
    yield view(f"{prefix}HTML source", (Piece(f"{prefix}HTML source", html.unescape(rest)),), is_code=True)
    yield from _text_views(text, source, prefix)
    yield from _attribute_views(parts.tags, prefix)
    yield view(f"{prefix}comments", (Piece(f"{prefix}HTML comment", form) for text in parts.comments for form in _both(text)))
    for tag, script in parts.scripts:
        yield from _script_views(tag, script, prefix)
    yield from _style_views(parts.styles, prefix)
    around = styled_text(source, parts.styles)
    yield view(f"{prefix}text with what styles print", (Piece(f"{prefix}styled HTML text", found) for found in around))
    if depth < _DEEPEST:
        for address in addresses:
            yield from _data_views(address, prefix, depth)


def _both(text: str) -> tuple[str, ...]:
    """Give a text with its markup and, where it has some, without it."""
    plain = html.unescape(text)
    return (plain, html.unescape(re.sub(_TAG, " ", text))) if "<" in text else (plain,)


def _text_views(text: str, source: str, prefix: str) -> Iterator[View]:
    """Give the words between the tags: each tag as a blank, and as nothing where it stands between two letters."""
    spaced = html.unescape(text.replace(_JOINT, " "))
    joined = tuple(html.unescape(found) for found in joints(text, _JOINT))

    def pieces() -> Iterator[Piece]:
        parts = _Sorted()
        shown = html.unescape(_MARKUP.sub(parts.sort, _without_hidden(source)).replace(_JOINT, " "))
        yield from _titles(source, prefix)
        yield Piece(f"{prefix}HTML text", shown)
        yield Piece(f"{prefix}hidden text", spaced)

    yield View(f"{prefix}text", spaced, pieces)
    yield view(f"{prefix}text across tags", (Piece(f"{prefix}HTML text", found) for found in joined))


def _titles(source: str, prefix: str) -> Iterator[Piece]:
    for name, inside in re.findall(r"(?is)<(title|desc)\b[^>]*>(.*?)</\1\s*>", source):
        is_head = source.lower().find("<body") > source.find(inside) and name.lower() == "title"
        yield Piece(f"{prefix}title" if is_head else f"{prefix}SVG {name.lower()}", html.unescape(inside))


def _without_hidden(source: str) -> str:
    """Leave out elements that say themselves that they are hidden: by `hidden`, or by their `style`."""
    kept, position, depth, name = [], 0, 0, ""
    for found in re.finditer(_TAG, source):
        tag = found[0]
        opened = re.match(r"<(/?)([\w:-]+)", tag)
        if opened is None:
            continue
        if depth:
            if opened[2].lower() == name and not tag.endswith("/>"):
                depth += -1 if opened[1] else 1
                position = found.end()
        elif not opened[1] and _MARKED_AS_HIDDEN.search(tag) and not tag.endswith("/>"):
            kept.append(source[position : found.start()])
            name, depth, position = opened[2].lower(), 1, found.end()
    return " ".join((*kept, "" if depth else source[position:]))


def _attribute_views(tags: Iterable[str], prefix: str) -> Iterator[View]:
    """Give the values of attributes, with percent signs decoded; those that are lengths are left to the source."""
    words: list[Piece] = []
    drawn: list[Piece] = []
    names: set[str] = set()
    for name, *values in _ATTRIBUTE.findall("\n".join(dict.fromkeys(tags))):
        value = next(filter(None, values), "")
        if not value or value.isspace():
            continue
        name = name.lower()  # noqa: PLW2901 -- HTML takes capitals for small letters
        if name == "data-fact":
            names.add(value)
        elif name in ("id", "href") and (found := _EVIDENCE.fullmatch(value)):
            names.add(found[1])
        pieces = drawn if name in _GEOMETRY else words
        pieces.extend(Piece(f"{prefix}attribute {name}", form) for form in _decoded(name, value))
    yield view(f"{prefix}attributes", dict.fromkeys(words), names=names)
    yield view(f"{prefix}lengths", dict.fromkeys(drawn), is_code=True)


def _decoded(name: str, value: str) -> Iterator[str]:
    value = html.unescape(value) if "&" in value else value
    yield value
    if "%" in value and (address := unquote(value)) != value:
        yield address
        yield address.replace("+", " ")
    if name == "srcdoc":
        yield html.unescape(re.sub(_TAG, " ", value))
    if name == "style" and "\\" in value:
        yield _css(value)
    if name.startswith("on") and "\\" in value:
        yield _scripted(value)


def _script_views(tag: str, script: str, prefix: str) -> Iterator[View]:
    kind = "JSON-LD" if "ld+json" in tag.lower() else "script"
    if "json" in tag.lower():
        yield json_view(f"{prefix}{kind}", f"{prefix}{kind}", script)
        return
    yield view(f"{prefix}{kind}", (Piece(f"{prefix}{kind}", form) for form in dict.fromkeys((_scripted(script), script))))


def _scripted(script: str) -> str:
    r"""Decode \u and \\x escapes of a script."""
    return _SCRIPT_ESCAPE.sub(lambda found: _character(found[1] or found[2]), script)


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _style_views(styles: list[str], prefix: str) -> Iterator[View]:
    """Give styles with their escapes decoded, and by themselves their strings and comments, in which figures are words.

    Strings that follow each other are printed as one.
    """
    where = f"{prefix}style"
    yield view(f"{prefix}styles", (Piece(where, _css(style)) for style in styles), is_code=True, is_repeated=True)
    inside = (_css(next(filter(None, found), "")) for style in styles for found in _CSS_STRING.findall(style))
    joined = (text for style in styles if _CSS_CUT.search(style) for item in declarations(style) for text in item.strings)
    yield view(f"{prefix}style strings", (Piece(where, text) for text in dict.fromkeys((*inside, *joined))))


def _css(style: str) -> str:
    """Decode the escapes of a style sheet (CSS Syntax 3, 4.3.7)."""
    if "\\" not in style:
        return style
    return _CSS_ESCAPE.sub(lambda found: _character(found[1]) if found[1] else found[2] or "", style)


def _data_views(address: re.Match[str], prefix: str, depth: int) -> Iterator[View]:
    """Give what a data: address holds: markup as such, other text as it is, of anything else the runs of letters."""
    media, parameters, text = address.groups()
    content = _bytes(html.unescape(text), is_base64="base64" in parameters.lower())
    name = f"{prefix}data address: "
    if not _TEXTUAL.match(media):
        letters = b" ".join(_PRINTED.findall(content)).decode("latin-1")
        yield view(f"{prefix}data addresses", (Piece(f"{prefix}data address {media}", letters),))
    elif b"<" in content:
        yield from html_views(content.decode("utf-8", "replace"), name, depth + 1)
    else:
        yield view(f"{prefix}data addresses", (Piece(f"{prefix}data address {media}", content.decode("utf-8", "replace")),))


def _bytes(text: str, *, is_base64: bool) -> bytes:
    content = unquote_to_bytes(text)
    if not is_base64:
        return content
    try:
        return b64decode(content + b"=" * (-len(content) % 4))
    except Error:
        return content
