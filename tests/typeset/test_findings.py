"""What WeasyPrint only logs, or stumbles over, becomes a finding; and its logger is left as it was."""

from __future__ import annotations

import gc
import logging

import pytest

from briefgen.model.briefing import Face
from briefgen.model.codes import CODES
from briefgen.model.diagnostic import Problems, Severity
from briefgen.typeset import typeset
from briefgen.typeset.findings import _MEANINGS
from tests.typeset.conftest import Setter
from tests.typeset.torture import CHART, document

FOUND = {
    "a character that no font has": ("<p>漢", "BG503", "“漢” (U+6F22)"),
    "a picture without alternative text": ('<img id="q" src="data:,x">', "BG507", 'id="q"'),
    "a drawing without a title": ('<svg class="chart" viewBox="0 0 9 9"></svg>', "BG507", 'class="chart"'),
    "a title that is not the drawing's own": (
        '<svg viewBox="0 0 9 9" width="9"><g><title>t</title><path d="M0 0h9"/></g></svg>',
        "BG507",
        "<svg>",
    ),
    "a picture that is none": ('<img alt="x" src="data:image/png;base64,eHg=">', "BG504", "could not be shown"),
    "a link to an anchor that is not there": ('<a href="#none">x</a>', "BG408", "#none"),
    "an id twice": ('<p id="q">a<p id="q">b', "BG506", "'q'"),
    "a style that is wrong": ('<p style="color: blurple">x', "BG506", "blurple"),
    "a property that does not exist": ('<p style="colour: red">x', "BG506", "colour"),
    "a selector that cannot be read": ("<style>p:::q { color: red }</style>", "BG506", "selector"),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(setting: Setter, name: str) -> None:
    content, code, words = FOUND[name]
    found = [item for item in setting(content).diagnostics if item.code == code]
    assert len(found) == 1
    assert words in found[0].message
    assert code in CODES


def test_each_finding_is_told_once_however_often_it_occurs(setting: Setter) -> None:
    done = setting("<p>漢 漢 字 漢" * 20)
    assert [item.code for item in done.diagnostics] == ["BG503", "BG503"]


def test_a_glyph_is_missing_even_where_the_machine_has_a_font_for_it(setting: Setter) -> None:
    assert {item.code for item in setting("<p>שלום").diagnostics} == {"BG503"}, "DejaVu would have been taken from the system"


SCREEN = """
@media screen { .scroll { overflow-x: auto; scroll-snap-type: x } @media (prefers-color-scheme: dark) { p { color: white } }
  @supports (color: red) { p { color: red } } :focus-visible { outline: auto } }
:root { color-scheme: light dark; accent-color: red } p { text-wrap: pretty; transition: none; scroll-margin-top: 1em }
"""


def test_styles_for_the_screen_draw_no_finding(setting: Setter) -> None:
    assert setting("<p>x", SCREEN).diagnostics == ()


def test_other_unknown_styles_do(setting: Setter) -> None:
    (found,) = setting("<p>x", "p { text-wraps: pretty }").diagnostics
    assert (found.code, found.severity) == ("BG506", Severity.WARNING)


def test_what_cannot_be_laid_out_is_a_problem_and_no_traceback(made_faces: tuple[Face, ...]) -> None:
    for content, words in (
        ("<div>" * 3000, "nested too deeply"),
        ("<style>@color-profile --q { src: url(file:///etc/passwd) }</style>", "could not be laid out"),
    ):
        with pytest.raises(Problems) as caught:
            typeset(document(content), made_faces, ())
        assert caught.value.diagnostics[0].code == "BG505"
        assert words in caught.value.diagnostics[0].message
    assert "BG504" in {item.code for item in caught.value.diagnostics}, "what was found before is told too"


def test_running_out_of_memory_is_a_problem(made_faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(weasyprint.HTML, "render", full)
    with pytest.raises(Problems, match=r"BG505.*memory"):
        typeset(document("<p>x"), made_faces, ())


def test_one_document_that_fails_leaves_no_trace_on_the_next(made_faces: tuple[Face, ...], setting: Setter) -> None:
    logger = logging.getLogger("weasyprint")
    before = (list(logger.handlers), logger.level, logger.propagate, gc.isenabled())
    first = setting(CHART).pdf
    with pytest.raises(Problems):
        typeset(document("<div>" * 3000 + "漢"), made_faces, ())
    assert (list(logger.handlers), logger.level, logger.propagate, gc.isenabled()) == before
    again = setting(CHART)
    assert again.diagnostics == ()
    assert again.pdf == first


def test_nothing_is_said_to_the_root_logger(setting: Setter, caplog: pytest.LogCaptureFixture) -> None:
    setting("<p>漢")
    assert caplog.records == []


def test_nothing_is_missed_where_logging_is_set_to_errors_only(setting: Setter) -> None:
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.CRITICAL)
    try:
        assert setting("<p>漢").diagnostics
    finally:
        root.setLevel(level)


def test_without_a_face_nothing_is_set() -> None:
    with pytest.raises(Problems, match="BG502"):
        typeset(document("<p>x"), (), ())


def test_every_message_that_is_told_in_other_words_is_one_that_weasyprint_still_has() -> None:
    from pathlib import Path

    import weasyprint

    source = "".join(path.read_text() for path in Path(weasyprint.__file__).parent.rglob("*.py"))
    for meaning in _MEANINGS:
        assert meaning.start in source, f"WeasyPrint no longer says {meaning.start!r}"
