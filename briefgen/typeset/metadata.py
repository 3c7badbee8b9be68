"""Writes what a PDF says about itself: its XMP packet, as PDF/A-3 and PDF/UA-1 ask for it, with our own properties.

Sources: ISO 19005-3, 6.6.2 (metadata, extension schemas) and 6.6.4 (identification); ISO 14289-1, clause 5.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefgen import __version__

if TYPE_CHECKING:
    from briefgen.model.briefing import Page

CREATOR = f"briefgen {__version__}"
NAMESPACE = "urn:briefgen:ns:document:1#"
"""XMP namespace of our own properties."""

_EPOCH = date(1970, 1, 1)
_PROPERTIES = (
    ("document", "Text", "Which brief, item, audience and language this is"),
    ("edition", "Integer", "Number of the edition"),
    ("marking", "Text", "Label that limits who may see the document"),
    ("digest", "Text", "SHA-256 of the facts and sources used, as attached in facts.json"),
)


def instant(page: Page) -> datetime:
    """Give the moment that a document bears: midnight UTC of the brief's date, or a fixed one when it has none."""
    day = date.fromisoformat(page.date) if page.date else _EPOCH
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def stamp(page: Page) -> str:
    """Give the same moment as ISO 8601 text."""
    return instant(page).strftime("%Y-%m-%dT%H:%M:%SZ")


def packet(page: Page, producer: str, description: str) -> bytes:
    """Give the whole XMP packet of a document, UTF-8; nothing in it depends on when or where it is written."""
    parts = (
        _block("pdfaid", "http://www.aiim.org/pdfa/ns/id/", {"part": "3", "conformance": "A"}),
        _block("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", {"part": "1"}),
        _dublin_core(page, description),
        _block(
            "xmp",
            "http://ns.adobe.com/xap/1.0/",
            {"CreateDate": stamp(page), "ModifyDate": stamp(page), "CreatorTool": CREATOR},
        ),
        _block("pdf", "http://ns.adobe.com/pdf/1.3/", {"Producer": producer}),
        _block("briefgen", NAMESPACE, _own(page)),
        _extensions(),
    )
    body = "\n".join(parts)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'{body}\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def _own(page: Page) -> dict[str, str]:
    values = {"document": str(page.id), "edition": str(page.edition), "marking": page.marking, "digest": page.digest}
    return {name: value for name, value in values.items() if value}


def _block(prefix: str, namespace: str, values: dict[str, str]) -> str:
    """Give simple properties of one namespace."""
    inside = "".join(f"<{prefix}:{name}>{escape(value)}</{prefix}:{name}>" for name, value in values.items())
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">{inside}</rdf:Description>'


def _dublin_core(page: Page, description: str) -> str:
    def texts(name: str, text: str) -> str:
        return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></dc:{name}>'

    def listed(name: str, container: str, text: str) -> str:
        return f"<dc:{name}><rdf:{container}><rdf:li>{escape(text)}</rdf:li></rdf:{container}></dc:{name}>"

    inside = "<dc:format>application/pdf</dc:format>" + texts("title", page.title)
    inside += listed("language", "Bag", page.language)
    if page.publisher:
        inside += listed("creator", "Seq", page.publisher) + listed("publisher", "Bag", page.publisher)
    if page.date:
        inside += listed("date", "Seq", page.date)
    if description:
        inside += texts("description", description)
    return f'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</rdf:Description>'


def _extensions() -> str:
    """Describe the properties that PDF/A-3 does not know: PDF/UA's part, and our own."""
    ua = (("part", "Integer", "Which part of ISO 14289 the document conforms to"),)
    schemas = _schema("PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", ua)
    schemas += _schema("briefgen document schema", NAMESPACE, "briefgen", _PROPERTIES)
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )


def _schema(title: str, namespace: str, prefix: str, properties: tuple[tuple[str, str, str], ...]) -> str:
    listed = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>"
        for name, kind, text in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{listed}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
