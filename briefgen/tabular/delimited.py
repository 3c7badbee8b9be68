"""The text of a CSV or TSV file to its cells."""

from __future__ import annotations

import csv
import io
import re

from briefgen.model.diagnostic import Place, Problems, finding
from briefgen.tabular.cells import Row, Sheet
from briefgen.tabular.packages import MOST_CELLS, too_large

_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")
_OPENING = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def read_delimited(text: str, name: str) -> Sheet:
    """Turn the text of a file (RFC 4180; also with semicolons, tabs or bars) into a table. Problems (BG101, BG152)."""
    delimiter = _delimiter(text, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    line, count = 1, 0
    try:
        for number, found in enumerate(reader, 1):
            cells = [unguarded(cell.strip()) or None for cell in found]
            count += len(cells)
            if count > MOST_CELLS:
                raise Problems(too_large(name, f"it has more than {MOST_CELLS:,} cells"))
            if any(cells):
                rows.append(Row(number, cells, line))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "put a cell in quotation marks, and double those within it"
        raise Problems(finding("BG101", f"not valid CSV: {error}", Place(name, line), hint)) from error
    return Sheet(file=name, rows=tuple(rows))


def _delimiter(text: str, name: str) -> str:
    """Choose what parts the cells: tabs in a TSV file, else what stands most often in the first line that holds something."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    first = _QUOTED.sub("", text.lstrip("\n ,;|")[:100_000]).partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def guarded(text: str) -> str:
    """Turn a text into one that no spreadsheet program takes for a formula; numbers are none and stay as they are.

    An apostrophe goes before = + - @ (also in full width), tab and carriage return (OWASP, CSV injection), and before a text that
    starts with apostrophes and one of these, so that `unguarded` can tell.
    """
    return f"'{text}" if _OPENING.match(text.lstrip(" ")) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Turn a guarded text back into itself."""
    return text[1:] if _GUARDED.match(text) else text
