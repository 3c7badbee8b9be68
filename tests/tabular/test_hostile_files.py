"""Files that are damaged, under a password, far too large or something else end in a finding, never in a traceback."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.tabular import packages
from briefgen.tabular.opening import read_sheet
from tests.tabular.sheets import cell, ods, packed, repacked, row, xlsx

PLACES = st.floats(0, 1, exclude_max=True)
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def refused(path: Path) -> Diagnostic:
    """Give the one finding with which a file is refused."""
    with pytest.raises(Problems) as caught:
        read_sheet(path)
    (found,) = caught.value.diagnostics
    assert found.place.file == path.name
    assert found.hint
    return found


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "BG151", "protected by a password"),
        (COMPOUND, "BG150", "old Excel format"),
        (b"%PDF-1.7\n", "BG150", "it is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "BG150", "it is a picture"),
        (b"PK\x03\x04 and then nothing", "BG150", "damaged or cut short"),
        ("Straße".encode("latin-1"), "BG003", "is not UTF-8 text"),
        (b'a,b\n"open', "BG101", "not valid CSV"),
        (b"a,\x00b\n", "BG105", "control character"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    found = refused(path)
    assert (found.code, words in found.message) == (code, True), found


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/document.xml": "<a/>"}, "no spreadsheet"),
        ({"xl/workbook.bin": b"\x00"}, "binary workbook"),
        ({"xl/workbook.xml": "<workbook><sheets>"}, "`xl/workbook.xml` cannot be read"),
        ({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"}, "declares a document type"),
        ({"content.xml": "<broken"}, "`content.xml` cannot be read"),
        ({"xl/workbook.xml": '<workbook><sheets><sheet name="a"/></sheets></workbook>'}, "`xl/_rels/workbook.xml.rels` cannot"),
    ],
)
def test_archives_that_hold_something_else_are_refused(tmp_path: Path, parts: dict[str, str | bytes], words: str) -> None:
    found = refused(packed(tmp_path / "table.xlsx", parts))
    assert (found.code, words in found.message) == ("BG150", True), found


def test_an_opendocument_file_under_a_password_is_refused(tmp_path: Path) -> None:
    listed = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    assert refused(ods(tmp_path / "a.ods", {"Data": row("a")}, listed)).code == "BG151"


def test_parts_that_unpack_without_end_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LARGEST_PART", 1_000_000)
    bomb = b"<row>" + b" " * 5_000_000
    path = repacked(
        xlsx(tmp_path / "a.xlsx", [("a",)]),
        lambda name, part: part.replace(b"<sheetData>", b"<sheetData>" + bomb) if "sheet1" in name else part,
    )
    assert path.stat().st_size < 20_000
    assert refused(path).code == "BG152"


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="99999999">{cell("a")}</table:table-row>',
        row('<table:table-cell table:number-columns-repeated="999999999"/>', "a"),
        row('<table:table-cell table:number-columns-repeated="999999999" office:value-type="float" office:value="1"/>'),
    ],
)
def test_cells_that_are_repeated_without_end_are_given_up(tmp_path: Path, rows: str) -> None:
    assert refused(ods(tmp_path / "a.ods", {"Data": rows})).code == "BG152"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.tabular.opening.LARGEST_FILE", 1000)
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * 1001)
    assert refused(path).code == "BG003"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(("xlsx", "ods")))
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path, [("a", 1, True), ("b", 2.5, None)])
    else:
        ods(path, {"Data": row("a", 1, True) + row("b", 2.5)})
    if data.draw(st.booleans()):
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 5))):
            content[int(data.draw(PLACES) * len(content))] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(content))
    else:
        with zipfile.ZipFile(path) as archive:
            parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
        part = parts[data.draw(st.sampled_from(sorted(parts)))]
        for _ in range(data.draw(st.integers(1, 5))):
            part[int(data.draw(PLACES) * len(part))] = data.draw(st.sampled_from(b'<>"=/19aZ &'))
        packed(path, {name: bytes(content) for name, content in parts.items()})
    with contextlib.suppress(Problems):
        read_sheet(path)
