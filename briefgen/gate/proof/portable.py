"""Reads all that a finished PDF holds: the text of its pages, and what stands beside it in objects, streams and attachments."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.gate.paper import read_pdf
from briefgen.gate.proof.turned import is_turned, parted
from briefgen.gate.proof.views import SEPARATOR, Piece, View, json_view, view

if TYPE_CHECKING:
    import pikepdf

_LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_STRING = re.compile(_LITERAL + rb"|<[0-9A-Fa-f\s]*>", re.DOTALL)
_WRITTEN = re.compile(_LITERAL + rb"|<\s*[Ff][Ee]\s*[Ff][Ff][0-9A-Fa-f\s]*>", re.DOTALL)
"""Strings of a page's drawing that can be words; the others are numbers of glyphs."""
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]*#[0-9A-Fa-f]{2}[^\s/<>\[\](){}%]*)")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream", re.DOTALL)
_HYPHEN = re.compile("[-\u00ad\u2010\u2011\ufffe\x02]\r?\n")
_OPERATOR = re.compile(rb"(?<!\S)(?:BT|ET|cm|Tm|Tf|re|gs|Do|begincmap)(?!\S)")
_SAMPLE = 2000
_REACH = 30
_NEAR = 160
_EVIDENCE = re.compile(r"e-([a-z0-9-]+)")
_SORTS = {
    **dict.fromkeys((b"Alt", b"ActualText", b"E"), "alternative text"),
    **dict.fromkeys((b"URI", b"Contents"), "annotation"),
    **dict.fromkeys((b"Author", b"Subject", b"Keywords", b"Producer", b"Creator", b"Title"), "document information"),
    b"Dest": "destination",
}
"""What a string is, by the key that it stands under."""
_KEY = re.compile(rb"/([A-Za-z]+)\s*\Z")


@dataclass(frozen=True, slots=True)
class _Stream:
    """A stream that may hold words: what it is (nothing for a drawing), and its decoded bytes."""

    number: int
    kind: str
    media: str
    name: str
    content: bytes


def pdf_views(content: bytes) -> Iterator[View]:
    """Give the views of a PDF. Fonts, images and colour profiles are left out; an error of pikepdf where it is no PDF."""
    import pikepdf

    yield from _page_views(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        attached = {spec.get_file().obj.objgen[0]: name for name, spec in document.attachments.items()}
        found = (item for item in document.objects if isinstance(item, pikepdf.Stream))
        streams = [_stream(item, attached) for item in found if not _is_mute(item)]
    yield _object_view(content, (stream.content for stream in streams if stream.kind == "/ObjStm"))
    drawings = [stream for stream in streams if not stream.kind]
    yield view("PDF streams", (piece for stream in drawings for piece in _drawn(stream)))
    for stream in streams:
        if stream.kind == "/EmbeddedFile":
            yield from _attachment_views(stream)
        elif stream.kind == "/Metadata":
            yield from _xmp_views(stream)


def _page_views(content: bytes) -> Iterator[View]:
    """Give the text of the pages; words parted at the end of a line are taken as one and as two.

    Where words are written from the right, also as they are drawn: there vowel signs stay with their letters.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:  # type: ignore[no-untyped-call] # the library is not typed
        texts = [str(page.get_textpage().get_text_range()) for page in document]
    where = [f"PDF text, page {number}" for number in range(1, len(texts) + 1)]
    pieces = (Piece(place, _HYPHEN.sub("", text)) for place, text in zip(where, texts, strict=True))
    yield view("PDF text", pieces, is_drawn=True)
    apart = (Piece(place, found) for place, text in zip(where, texts, strict=True) for found in _parted(text))
    yield view("PDF text, lines apart", apart)
    if any(map(is_turned, texts)):
        pages = read_pdf(content).pages
        drawn = (parted("\n".join(line.text for line in page.lines)) for page in pages)
        pieces = (Piece(place, text) for place, text in zip(where, drawn, strict=True))
        yield view("PDF text, as it is drawn", pieces, is_drawn=True)


def _parted(text: str) -> Iterator[str]:
    """Give what stands around each hyphen at the end of a line, with a blank in its place and all other such words as one."""
    parts = _HYPHEN.split(text)
    for place in range(1, len(parts)):
        before, after = "".join(parts[:place])[-_NEAR:], "".join(parts[place:])[:_NEAR]
        # the first and the last word may be cut
        yield " ".join((*before.split()[len(before) // _NEAR :], *after.split()[: -1 if len(after) == _NEAR else None]))


def _stream(item: pikepdf.Stream, attached: Mapping[int, str]) -> _Stream:
    number = item.objgen[0]
    kind = "/EmbeddedFile" if number in attached else str(item.get("/Type", ""))
    kind = kind if kind in ("/EmbeddedFile", "/Metadata", "/ObjStm") else ""
    return _Stream(number, kind, str(item.get("/Subtype", "")), attached.get(number, ""), _decoded(item))


def _is_mute(stream: pikepdf.Stream) -> bool:
    """Tell whether a stream holds no words: an image, a font program, a colour profile, a table of references."""
    keys = stream.keys()
    is_font = "/Length1" in keys or str(stream.get("/Subtype", "")) in ("/Type1C", "/CIDFontType0C", "/OpenType")
    is_image = str(stream.get("/Subtype", "")) == "/Image"
    is_profile = "/N" in keys and str(stream.get("/Type", "")) != "/ObjStm"
    return is_font or is_image or is_profile or str(stream.get("/Type", "")) == "/XRef"


def _decoded(stream: pikepdf.Stream) -> bytes:
    import pikepdf

    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a filter that the library does not know
        return stream.read_raw_bytes()


def _object_view(content: bytes, packed: Iterable[bytes]) -> View:
    """Give the strings of all objects, those in the open and those in object streams, and names that are spelled in codes."""
    source = b"\n".join((_STREAM.sub(b"", content), *packed))
    strings = dict.fromkeys(map(_text, dict.fromkeys(_STRING.findall(source))))
    names = dict.fromkeys(map(_named, _NAME.findall(source))) if b"#" in source else {}
    found = (match[1] for text in strings if (match := _EVIDENCE.fullmatch(text)))
    return View("PDF objects", SEPARATOR.join((*strings, *names)), lambda: _objects(content), names=frozenset(found))


def _objects(content: bytes) -> Iterator[Piece]:
    """Give the strings of each object by itself."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        marks = {item.objgen[0] for item in _outline(document.Root.get("/Outlines"))}
        for item in document.objects:
            if isinstance(item, pikepdf.Object):
                number = item.objgen[0]
                source = item.stream_dict.unparse() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True)
                for found in _STRING.finditer(source):
                    key = _KEY.search(source[max(0, found.start() - _REACH) : found.start()])
                    sort = _SORTS.get(key[1]) if key else None
                    yield Piece("bookmark" if number in marks else sort or f"object {number}", _text(found[0]))
                yield from (Piece(f"object {number}", _named(name)) for name in _NAME.findall(source))
    strings = _STRING.findall(_STREAM.sub(b"", content))
    yield from (Piece("object outside the table", _text(text)) for text in strings)


def _outline(item: Any) -> Iterator[Any]:
    """Give all items of an outline."""
    waiting = [item] if item is not None else []
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if found.objgen[0] not in seen:
            seen.add(found.objgen[0])
            yield found
            waiting.extend(found[key] for key in ("/First", "/Next") if key in found)


def _drawn(stream: _Stream) -> Iterator[Piece]:
    """Give the strings of a drawing; of any other stream the text."""
    content, where = stream.content, f"stream {stream.number}"
    if b"(" in content or b"feff" in content or b"FEFF" in content:
        yield Piece(where, SEPARATOR.join(map(_text, _WRITTEN.findall(content))))
    if not _OPERATOR.search(content[:_SAMPLE]):
        yield Piece(where, content.decode("utf-8", "replace"))


def _attachment_views(stream: _Stream) -> Iterator[View]:
    """Give what a file that is attached holds: JSON like a ledger, HTML and XML like a page, anything else as text."""
    from briefgen.gate.proof.markup import html_views

    where = f"PDF attachment {stream.name}".strip()
    text = stream.content.decode("utf-8", "replace")
    begin = text.lstrip()[:1]
    if "json" in stream.media or begin in ("{", "["):
        yield json_view("PDF attachments", where, text)
    elif "html" in stream.media or "xml" in stream.media or begin == "<":
        yield from html_views(text, f"{where}: ")
    else:
        yield view("PDF attachments", (Piece(where, text),))
    if stream.name:
        yield view("PDF attachments", (Piece("PDF attachment's name", stream.name),))


def _xmp_views(stream: _Stream) -> Iterator[View]:
    from briefgen.gate.proof.markup import html_views

    for found in html_views(stream.content.decode("utf-8", "replace")):
        if found.text.strip():
            pieces = tuple(Piece("XMP", piece.text) for piece in found.pieces())
            yield view("XMP", pieces, is_code=found.is_code)


def _text(written: bytes) -> str:
    """Decode a string object (ISO 32000-2, 7.3.4 and 7.9.2): UTF-16 or UTF-8 by its mark, else as one byte a letter."""
    if written[:1] == b"<":
        figures = re.sub(rb"\s", b"", written[1:-1])
        content = bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode("ascii"))
    else:
        content = written[1:-1]
        if b"\\" in content:
            content = _ESCAPE.sub(_unescaped, content)
    if content[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig" if content[:3] == b"\xef\xbb\xbf" else "latin-1", "replace")


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    return b"" if found[2] else _ESCAPED.get(found[3], found[3])


def _named(name: bytes) -> str:
    """Decode a name object: # and two figures stand for a byte."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name).decode("utf-8", "replace")
