"""Makes spreadsheet files for tests: real XLSX files, and OpenDocument files as office programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Cell = str | int | float | bool | date | None
HEAD = ("id", "type", "topic", "statement", "value", "unit", "source", "quote")
MONEY = ("cash", "figure", "investment", "It cost {value}", 2.4, "EUR", "overview", "two point four")


def xlsx(
    path: Path, rows: Iterable[Sequence[Any]], more: Callable[[Any, Any], None] = lambda _book, _sheet: None, **options: Any
) -> Path:
    """Write an XLSX file with one sheet `Data`; `more` is given the book and the sheet to add what it likes."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False, **options})
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime | date):
                sheet.write_datetime(number, column, cell)
            elif cell is not None:
                sheet.write(number, column, cell)
    more(book, sheet)
    book.close()
    return path


def styled(format_: str, *cells: tuple[int, int, Any]) -> Callable[[Any, Any], None]:
    """Give what writes cells (row, column, value) in a number format."""

    def write(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": format_})
        for row, column, value in cells:
            sheet.write(row, column, value, style)

    return write


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "manifest": "manifest",
    }.items()
)
_STYLES = """
<number:date-style style:name="N1"><number:month number:textual="true"/><number:year/></number:date-style>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
"""


def ods(path: Path, sheets: Mapping[str, str], manifest: str = "") -> Path:
    """Write an ODS file of sheets, each given as its rows in XML; `manifest` goes into the list of its parts."""
    tables = "".join(f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in sheets.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    listed = f"<manifest:manifest {_SPACES}>{manifest}</manifest:manifest>"
    return packed(
        path,
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, "META-INF/manifest.xml": listed},
    )


def packed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a zip archive of parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Write an archive again with each of its parts as a function of its name and content makes it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    return packed(path, parts)


def row(*cells: Cell | str, attributes: str = "") -> str:
    """Write a row of an ODS sheet; a text that starts with < is taken as XML."""
    return f"<table:table-row {attributes}>{''.join(map(cell, cells))}</table:table-row>"


def cell(value: Cell) -> str:
    """Write a cell of an ODS sheet as office programs do."""
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
        case int() | float():
            words = f"<text:p>{value:.1f}</text:p>"
            return f'<table:table-cell office:value-type="float" office:value="{value!r}">{words}</table:table-cell>'
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        case str() if value.startswith("<"):
            return value
        case _:
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def as_bytes(path: Path) -> io.BytesIO:
    """Give a file's content as a stream."""
    return io.BytesIO(path.read_bytes())
