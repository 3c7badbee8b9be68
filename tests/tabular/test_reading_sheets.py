"""Spreadsheets and delimited text are read cell by cell as people see them."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from briefgen.model.diagnostic import Problems
from briefgen.model.value import PartialDate
from briefgen.tabular.cells import Area, Cell, Fault, Percent, letters, number_of
from briefgen.tabular.meaning import text_of
from briefgen.tabular.number_formats import Meaning, meaning
from briefgen.tabular.numerals import decimal
from briefgen.tabular.opening import read_sheet
from tests.tabular.sheets import cell, ods, repacked, row, styled, xlsx


def first(path: Path, sheet: str = "") -> list[Cell]:
    return list(read_sheet(path, sheet).rows[0].cells)


def test_plain_cells_of_both_formats_are_the_same(tmp_path: Path) -> None:
    cells = ("words", 61, 2.5, True, date(2025, 2, 11), None, "=1+1")
    wanted = ["words", Decimal(61), Decimal("2.5"), True, PartialDate(2025, 2, 11), None, "=1+1"]
    assert first(xlsx(tmp_path / "a.xlsx", [cells])) == wanted
    assert first(ods(tmp_path / "a.ods", {"Data": row(*cells)})) == wanted


@pytest.mark.parametrize("number", ["2.4000000000000004", "2.4", "2.39999999999999990"])
def test_a_figure_that_is_shown_as_2_4_is_2_4(number: str) -> None:
    assert decimal(number) == Decimal("2.4")
    assert text_of(decimal(number)) == "2.4"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=4).filter(lambda d: len(d.normalize().as_tuple().digits) < 16))
def test_what_a_person_types_comes_back_as_it_was_typed(number: Decimal) -> None:
    assert decimal(repr(float(number))) == number


def test_a_whole_number_with_more_digits_than_spreadsheets_keep_is_a_fault(tmp_path: Path) -> None:
    path = repacked(xlsx(tmp_path / "a.xlsx", [(1,)]), lambda _, part: part.replace(b"<v>1</v>", b"<v>12345678901234567</v>"))
    (found,) = first(path)
    assert isinstance(found, Fault)
    assert "more than 15 digits" in found.reason


def at(*parts: int) -> datetime:
    """Give an instant as spreadsheets have it."""
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001 -- they know no zones


@pytest.mark.parametrize(
    ("format_", "value", "wanted"),
    [
        ("0.0%", 0.125, Percent(Decimal("12.5"))),
        ("0%;[Red]-0%", -0.07, Percent(Decimal(-7))),
        ('0.0"%"', 12.5, Decimal("12.5")),
        ("#,##0.00 [$€-407]", 1234.5, Decimal("1234.5")),
        ("mmm yy", at(2025, 2, 1), PartialDate(2025, 2)),
        ("yyyy", at(2025, 2, 1), PartialDate(2025)),
        ("d. mmmm yyyy", at(2025, 2, 11), PartialDate(2025, 2, 11)),
        ("yyyy-mm-dd hh:mm", at(2025, 2, 11, 12, 30), at(2025, 2, 11, 12, 30)),
        ("yyyy-mm-dd hh:mm", at(2025, 2, 11), PartialDate(2025, 2, 11)),
        ("hh:mm", 0.5, time(12)),
        ("[h]:mm", 1.5, "36:00:00"),
        ("dd/mm/yyyy", at(1900, 2, 1), PartialDate(1900, 2, 1)),
        ('"day "0', 3, Decimal(3)),
        ("General", 45000, Decimal(45000)),
        ("0.00E+00", 1.5e11, Decimal(150000000000)),
    ],
)
def test_the_number_format_says_what_a_number_stands_for(tmp_path: Path, format_: str, value: object, wanted: Cell) -> None:
    assert first(xlsx(tmp_path / "a.xlsx", [], styled(format_, (0, 0, value)))) == [wanted]


def test_a_date_of_1904_and_one_outside_the_calendar(tmp_path: Path) -> None:
    assert first(xlsx(tmp_path / "a.xlsx", [(date(2025, 2, 11),)], date_1904=True)) == [PartialDate(2025, 2, 11)]
    (found,) = first(xlsx(tmp_path / "b.xlsx", [], styled("yyyy-mm-dd", (0, 0, -5))))
    assert isinstance(found, Fault)
    assert meaning("yyyy") is Meaning.YEAR


def test_formulas_give_what_was_stored_and_are_never_calculated(tmp_path: Path) -> None:
    def more(_book: object, sheet: object) -> None:
        sheet.write_formula(0, 0, "=1+1", None, 5)  # type: ignore[attr-defined] # xlsxwriter has no types
        sheet.write_formula(0, 1, '="a"', None, "words")  # type: ignore[attr-defined]
        sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]
        sheet.write_formula(0, 3, "=NOW()", None, "")  # type: ignore[attr-defined]

    number, words, error, uncounted = first(xlsx(tmp_path / "a.xlsx", [], more))
    assert (number, words) == (Decimal(5), "words")
    assert isinstance(error, Fault)
    assert error.shown == "#DIV/0!"
    assert isinstance(uncounted, Fault)
    assert "formula without a stored value" in uncounted.reason


SAID = (
    '<table:table-cell office:value-type="string"><office:annotation><text:p>a remark</text:p></office:annotation>'
    '<text:p>two<text:s text:c="2"/>blanks <text:span>and</text:span></text:p><text:p>a line</text:p></table:table-cell>'
)
MANY = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def test_cells_of_opendocument(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell office:value-type="percentage" office:value="0.125"><text:p>12.5%</text:p></table:table-cell>',
        '<table:table-cell office:value-type="currency" office:currency="EUR" office:value="1234.5"/>',
        '<table:table-cell table:style-name="month" office:value-type="date" office:date-value="2025-02-01"/>',
        '<table:table-cell table:formula="of:=[.B1]/0" office:value-type="float"><text:p>#DIV/0!</text:p></table:table-cell>',
        SAID,
        '<table:table-cell table:number-columns-repeated="2"/>',
        cell("last"),
        '<table:table-cell table:number-columns-repeated="16000"/>',
    )
    rows = row(*cells) + MANY + row("end")
    sheet = read_sheet(ods(tmp_path / "a.ods", {"Data": rows}))
    percentage, money, month, error, words, *rest = sheet.rows[0].cells
    assert (percentage, money, month) == (Percent(Decimal("12.5")), Decimal("1234.5"), PartialDate(2025, 2))
    assert isinstance(error, Fault)
    assert words == "two  blanks and\na line"
    assert rest == [None, None, "last"]
    assert [item.number for item in sheet.rows] == [1, 1_048_002]


def test_merged_and_hidden_rows_are_known(tmp_path: Path) -> None:
    def more(_book: object, sheet: object) -> None:
        sheet.merge_range(1, 2, 3, 2, "one")  # type: ignore[attr-defined] # xlsxwriter has no types
        sheet.set_row(1, None, None, {"hidden": True})  # type: ignore[attr-defined]

    sheet = read_sheet(xlsx(tmp_path / "a.xlsx", [("a", "b", "c")], more))
    assert [area.name for area in sheet.merged] == ["C2:C4"]
    assert [item.is_hidden for item in sheet.rows] == [False, True]
    spanned = '<table:table-cell table:number-rows-spanned="3" office:value-type="string"><text:p>one</text:p></table:table-cell>'
    rows = (
        row("a") + row("b", "c", spanned, attributes='table:visibility="filter"') + row("d", "e", "<table:covered-table-cell/>")
    )
    found = read_sheet(ods(tmp_path / "a.ods", {"Data": rows}))
    assert found.merged == (Area(2, 3, 4, 3),)
    assert [item.is_hidden for item in found.rows] == [False, True, False]


def test_the_first_sheet_that_can_be_seen_is_read_unless_another_is_named(tmp_path: Path) -> None:
    def more(book: object, sheet: object) -> None:
        other = book.add_worksheet("Other")  # type: ignore[attr-defined] # xlsxwriter has no types
        other.write(0, 0, "there")
        other.activate()
        sheet.hide()  # type: ignore[attr-defined]

    path = xlsx(tmp_path / "a.xlsx", [("here",)], more)
    assert read_sheet(path).name == "Other"
    assert first(path, "data") == ["here"]
    with pytest.raises(Problems, match="no sheet `Dat`") as caught:
        read_sheet(path, "Dat")
    assert caught.value.diagnostics[0].hint == "did you mean `Data`?"


def test_texts_with_runs_escapes_and_readings(tmp_path: Path) -> None:
    shared = b"<si><r><t>one </t></r><r><t>two</t></r><rPh><t>ichi</t></rPh></si><si><t>_x0041__x005F_x0041_</t></si>"

    def change(name: str, part: bytes) -> bytes:
        if not name.endswith("sharedStrings.xml"):
            return part
        return part[: part.index(b"<si>")] + shared + part[part.rindex(b"</sst>") :]

    assert first(repacked(xlsx(tmp_path / "a.xlsx", [("a", "b")]), change)) == ["one two", "A_x0041_"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", 'a,"b, c",d\n'), ("a.csv", 'a;"b, c";d\n'), ("a.tsv", "a\tb, c\td\n"), ("a.csv", '"a"|"b, c"|d\n')],
)
def test_delimited_text_is_parted_by_what_parts_it(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8-sig")
    assert first(tmp_path / name) == ["a", "b, c", "d"]


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip()) and not text.startswith(("http", "ftp", "mailto:", "internal:", "external:"))
)
_NUMBERS = st.floats(min_value=-1e14, max_value=1e14, allow_nan=False).map(lambda number: round(number, 3))
_DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 30))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.one_of(_TEXTS, _NUMBERS, _DAYS, st.booleans()), min_size=1, max_size=6), min_size=1, max_size=5))
def test_another_reader_sees_the_same_cells(tmp_path: Path, rows: list[list[object]]) -> None:
    path = xlsx(tmp_path / "a.xlsx", rows)
    theirs = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ours = read_sheet(path).rows
    assert len(ours) == len(rows)
    for mine, other in zip(ours, theirs, strict=True):
        for found, there in zip(mine.cells, other, strict=False):
            assert _same(found, there), (found, there)


def _same(found: Cell, there: object) -> bool:
    match found:
        case bool() | str():
            return found == there
        case Decimal():
            assert isinstance(there, float)
            return math.isclose(found, there, rel_tol=1e-14, abs_tol=1e-300)
        case PartialDate():
            return found.first == there
        case _:
            return found is None and there == ""


@given(st.integers(1, 16_384))
def test_columns_are_named_as_in_spreadsheets(number: int) -> None:
    assert number_of(letters(number)) == number
    assert (letters(1), letters(26), letters(27), letters(703)) == ("A", "Z", "AA", "AAA")


def test_a_sheet_of_a_document_is_chosen_by_its_name_or_by_being_seen(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", {"Data": row("data"), "data": row("small"), "More": row(row_of_tables())})
    assert first(path) == ["data"]
    assert first(path, "data") == ["small"]
    assert first(path, "DATA") == ["data"]
    assert first(path, "more") == ["outer"]
    assert read_sheet(path).others == ("data", "More")
    hidden = repacked(path, lambda _, part: part.replace(b'table:name="Data"', b'table:name="Data" table:style-name="hidden"'))
    assert first(hidden) == ["small"]
    assert first(hidden, "Data") == ["data"]


def row_of_tables() -> str:
    """Write a cell that has a table in it."""
    inner = f'<table:table table:is-sub-table="true">{row("inner")}</table:table>'
    return f'<table:table-cell office:value-type="string">{inner}<text:p>outer</text:p></table:table-cell>'
