"""Rows to an Excel workbook."""

from __future__ import annotations

import io
import re
from datetime import datetime

from briefgen.tabular.flat import Flat
from briefgen.tabular.numerals import DIGITS

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?", re.ASCII)
_FIGURES = re.compile(r"(?:.*\.)?(?:value|min|max|priority|paragraph|line)")
_WIDEST = 60
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook's instant of creation has no zone; the same rows give the same bytes


def workbook(table: Flat, title: str, marking: str) -> bytes:
    """Turn rows into an XLSX file with one sheet, its marking at the head of it and of every printed page.

    Text is stored as text, so that none is a formula. A number stands as such where the sheet gives the same digits back.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title, "category": marking, "created": _EPOCH})
    sheet = book.add_worksheet("Facts")
    bold, plain = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_header(f"&C{_shown(marking)}")
    sheet.set_footer(f"&C{_shown(marking)}&R&P/&N")
    first = 1 if marking else 0
    if marking:
        sheet.write_string(0, 0, marking, bold)
    for column, heading in enumerate(table.headings):
        sheet.write_string(first, column, heading, bold)
        longest = max((len(row[column]) for row in table.rows), default=0)
        sheet.set_column(column, column, min(max(longest, len(heading)) + 1, _WIDEST), plain)
    for number, row in enumerate(table.rows, first + 1):
        for column, text in enumerate(row):
            if not text:
                continue
            if _FIGURES.fullmatch(table.headings[column]) and _is_exact(text):
                sheet.write_number(number, column, float(text))
            else:
                sheet.write_string(number, column, text)
    if table.rows:
        sheet.autofilter(first, 0, first + len(table.rows), len(table.headings) - 1)
    sheet.freeze_panes(first + 1, 1)
    book.close()
    return content.getvalue()


def _shown(marking: str) -> str:
    """Write a marking for a header, where & begins a command."""
    return marking.replace("&", "&&")


def _is_exact(text: str) -> bool:
    """Tell whether a number comes back from a spreadsheet with the digits that it has."""
    return len(text) < DIGITS and bool(_NUMBER.fullmatch(text))
