"""Style sheets are read once for all documents that have the same, and the documents are what they would be otherwise."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
import tinycss2

from briefgen.typeset import document as stage
from briefgen.typeset import known_styles
from tests.typeset.conftest import Setter

STYLE = "@page{size:A5; @bottom-right{content:counter(page)}} @media print{p{color:navy}} p{margin:3pt 0}"
FAULTY = "p{colour:red} :root{--ink:3} p{color:var(--ink)}"
BODY = "<p id='a'>Some words.</p><p>Others.</p>"


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    known_styles._known.cache_clear()


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The style sheets of the documents that are read from now on."""
    found: list[str] = []
    original = tinycss2.parse_stylesheet

    def counted(text: str, **words: bool) -> object:
        found.append(text)
        return original(text, **words)

    monkeypatch.setattr(tinycss2, "parse_stylesheet", counted)
    return found


def test_a_sheet_is_read_once_and_sets_as_before(setting: Setter, sheets: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, other = setting(BODY, STYLE), setting(BODY, STYLE), setting(BODY, f"{STYLE} p{{color:red}}")
    own = [text for text in sheets if STYLE in text]
    assert len(own) == len(set(own)) == 2
    monkeypatch.setattr(stage, "known_styles", lambda _records: nullcontext())
    plain = setting(BODY, STYLE)
    assert first.pdf == second.pdf == plain.pdf != other.pdf
    assert first.positions == second.positions == plain.positions


@pytest.mark.parametrize("style", [FAULTY, "p{colour:red}"])
def test_each_document_is_told_what_is_wrong_with_a_sheet(setting: Setter, style: str) -> None:
    first, second = setting(BODY, style), setting(BODY, style)
    assert first.diagnostics == second.diagnostics != ()


def test_what_is_harmless_does_not_keep_a_sheet_from_being_known(setting: Setter, sheets: list[str]) -> None:
    for _ in range(3):
        assert setting(BODY, "p{text-wrap:balance}").diagnostics == ()
    assert len([text for text in sheets if "text-wrap" in text]) == 1


@pytest.mark.parametrize(
    "rule", ["@layer a{p{color:red}}", "@counter-style x{system:cyclic;symbols:'*'}", "@\\6c ayer a{p{color:red}}"]
)
def test_a_sheet_that_does_more_than_style_is_read_each_time(setting: Setter, sheets: list[str], rule: str) -> None:
    first, second = setting(BODY, rule), setting(BODY, rule)
    assert first.pdf == second.pdf
    assert len([text for text in sheets if rule in text]) == 2


def test_few_sheets_are_known_at_a_time(setting: Setter, sheets: list[str]) -> None:
    styles = [f"p{{margin:{number}pt}}" for number in range(known_styles._MOST + 1)]
    for style in (*styles, styles[0]):
        setting(BODY, style)
    assert known_styles._known.cache_info().currsize == known_styles._MOST
    assert len([text for text in sheets if styles[0] in text]) == 2
