"""A file to the table in it, by what it holds and not by what it is called."""

from __future__ import annotations

from pathlib import Path

from briefgen.load.files import read_bytes, read_text
from briefgen.model.diagnostic import Problems
from briefgen.tabular.cells import Sheet
from briefgen.tabular.delimited import read_delimited
from briefgen.tabular.ods import CONTENT, read_ods
from briefgen.tabular.packages import LARGEST_FILE, damaged, is_packed, refuse_other_kinds, unpacked
from briefgen.tabular.xlsx import WORKBOOK, read_xlsx


def read_sheet(path: Path, wanted: str = "") -> Sheet:
    """Turn an XLSX, ODS, CSV or TSV file into a table; `wanted` names the sheet of a workbook.

    Problems: BG003 where the file cannot be opened or its text is not UTF-8, BG101, and BG150 to BG153.
    """
    real = path.resolve()
    content = read_bytes(real.parent, real, LARGEST_FILE)
    if not is_packed(content):
        refuse_other_kinds(content, real.name)
        text, found = read_text(real.parent, real, LARGEST_FILE)
        if found:
            raise Problems(*found)
        return read_delimited(text, real.name)
    package = unpacked(content, real.name)
    if package.has(WORKBOOK):
        return read_xlsx(package, wanted)
    if package.has(CONTENT):
        return read_ods(package, wanted)
    if package.has("xl/workbook.bin"):
        raise Problems(damaged(real.name, "it is a binary workbook (.xlsb)", "save it as .xlsx or .ods"))
    raise Problems(damaged(real.name, "it is no spreadsheet", "name an .xlsx, .ods, .csv or .tsv file"))
