"""The stock tables say what they say also to who hears them or copies their text, where no line ends between two words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import disputed, prose, rendered

PAGE = (
    '{% from "partials/tables.html.j2" import fact_table, published_values with context %}<h1>Title</h1>'
    '{{ TABLE }}<p id="{{ fact("signatories")|anchor }}">{{ fact("signatories")|note }}</p>'
)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('published_values(facts(), "Published", ["signatories"])', "the statement.\u20601\u00a0moderate: counts differ\n"),
        ('fact_table(facts(), "Facts", false)', "the statement. signatories states that signed\n"),
        ('fact_table(facts(), "Facts", false)', "\nmoderate: counts differ\n"),
    ],
)
def test_the_parts_of_a_cell_do_not_run_together(tmp_path: Path, table: str, words: str) -> None:
    page = rendered(tmp_path, PAGE.replace("TABLE", table), disputed(definition="states that signed"))

    assert words in prose(page.html)
