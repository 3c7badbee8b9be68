"""What the typesetter is spared changes no byte of any page, and is spared: where WeasyPrint does it by itself, a mend can go."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
import weasyprint
from tinyhtml5 import inputstream
from weasyprint import css
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break

from briefgen.typeset import document as stage
from briefgen.typeset import kept_layouts
from briefgen.typeset.known_measures import known_measures
from briefgen.typeset.plain_values import plain_values
from tests.typeset.conftest import Setter
from tests.typeset.torture import document

WORDS = "Of the signatures that were counted, 58 stood under the declaration; two did not, and nobody says which came later."
ARABIC = "أعلنت الدول الموقعة على البيان أنها ستجتمع مرة أخرى خلال عام واحد"
NARROW = "body{width:62mm; font:9pt 'Brief Sans'} p{margin:0 0 3pt}"
LINES = f"""
<p style="text-align:justify; hyphens:auto">{WORDS} {WORDS}</p><p>{WORDS}</p><p lang="ar" dir="rtl">{ARABIC}، {ARABIC}</p>
<p style="white-space:pre-wrap">A line\nand another\u2028and one more\u2029and the last \n\n</p>
<p style="letter-spacing:1pt">{WORDS}</p>
<p style="overflow:hidden; white-space:nowrap">{WORDS}</p><p class="cut">{WORDS}</p><p>{WORDS}</p>
<p style="overflow-wrap:anywhere">{WORDS.replace(" ", "")}</p><p class="first">{WORDS}</p>
<p style="max-lines:2; block-ellipsis:auto">{WORDS}</p>
<p><u>{WORDS[:20]}</u> <s>{WORDS[:20]}</s> <b style="font-variant:small-caps; word-spacing:3pt">{WORDS}</b></p>
"""
BOXES = """
<div style="padding-inline-start:8pt; padding-left:2pt; border-block-end:2pt solid red">a <b class="edge">b</b> c</div>
<div dir="rtl" style="padding-inline-start:8pt; margin-inline-end:9%; width:50%">a <b class="edge">b</b> c</div>
<div style="--room:7pt; padding:var(--room); width:calc(50% - 1em)">
a <b class="edge">b <i style="border:inherit">c</i></b></div>
<table style="border-collapse:collapse; width:50%"><tr><td style="border:1pt solid">a <b class="edge">b</b></td>
<td style="border:3pt solid; padding:5%">a <b class="edge">b</b> <span style="font:initial">c</span></td></tr></table>
<table style="width:80%"><tr><td>a <b class="edge">b</b></td><td style="padding:5%">a <b class="edge">b</b></td></tr></table>
<div style="display:flex"><p style="flex:1">a <b class="edge">b</b></p><p>a <b class="edge">b</b></p></div>
<div style="float:left; page:other; text-decoration:underline">a <b class="edge">b</b></div><ol><li>a</li></ol>
"""
GRID = f"""<div style="display:grid; grid-template-columns:minmax(0,1fr) 66.3px; gap:7mm"><p>{WORDS}</p><p>{WORDS}</p>
<p style="text-align:justify">{WORDS}</p><p>{ARABIC}</p></div>"""
BODIES = {
    "lines": (
        LINES,
        f"{NARROW} .cut{{overflow:hidden; text-overflow:ellipsis; white-space:nowrap}} .first::first-line{{color:red}}",
    ),
    "boxes": (BOXES, ".edge{padding:0 3% 0 2pt; border:1pt solid; border-inline-start-width:3pt; margin-left:4%; min-width:3em}"),
    "grid": (GRID, NARROW),
    "a footnote": (f"<p>{WORDS}<span class='n'>A source.</span> {WORDS}</p>", ".n{float:footnote}"),
    "a footnote in other letters": (f"<p>{WORDS}<span class='n'>A source.</span></p>", ".n{float: foot\\6eote}"),
    "a footnote by the number of a letter": (f"<p>{WORDS}<span style='float:foot&#110;ote'>A source.</span> {WORDS}</p>", ""),
    "notes": (f"<p>{WORDS}<span class='n'>A source.</span></p>", "@page{@note-area{width:20mm}} .n{position: note(note-area)}"),
    "content": ("<p>“\\A”</p><ul><li>a<li>b</ul>", 'p::before{content:"x\\A y"; white-space:pre-line} li::marker{color:red}'),
}
MENDS = (
    "known_characters",
    "without_notes",
    "plain_values",
    "known_lines",
    "known_measures",
    "kept_layouts",
    "written_once",
)


def nothing(*_words: str) -> AbstractContextManager[None]:
    return nullcontext()


def counted(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, work: Callable[[], object]) -> int:
    """Count how often some work calls a function or method."""
    count, original = 0, getattr(owner, name)

    def call(*words: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        return original(*words, **more)

    monkeypatch.setattr(owner, name, call)
    work()
    monkeypatch.setattr(owner, name, original)
    return count


@pytest.mark.parametrize("mend", MENDS)
@pytest.mark.parametrize("body", BODIES)
def test_pages_are_what_they_are_without(setting: Setter, body: str, mend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = setting(*BODIES[body])
    monkeypatch.setattr(stage, mend, nothing)
    slow = setting(*BODIES[body])
    assert (quick.pdf, quick.positions, quick.diagnostics) == (slow.pdf, slow.positions, slow.diagnostics)


@pytest.mark.parametrize(
    ("mend", "owner", "name"),
    [
        ("without_notes", css.StyleFor, "set_computed_styles"),
        ("plain_values", css, "check_math"),
        ("known_lines", line_break, "create_layout"),
        ("known_measures", inline, "resolve_percentages"),
        ("known_measures", inline, "strut"),
        ("kept_layouts", line_break.Layout, "setup"),
        ("written_once", zlib, "compressobj"),
    ],
)
def test_the_typesetter_is_spared(setting: Setter, mend: str, owner: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    setting(GRID, NARROW)
    few = counted(monkeypatch, owner, name, lambda: setting(GRID, NARROW))
    monkeypatch.setattr(stage, mend, nothing)
    many = counted(monkeypatch, owner, name, lambda: setting(GRID, NARROW))
    assert few * 1.25 < many, f"WeasyPrint does without by itself: take the module of {mend} away"


def test_expressions_for_reading_are_found_again(setting: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[object, object] = {}
    monkeypatch.setattr(inputstream, "characters_until_regex", known)
    first = counted(monkeypatch, re, "compile", lambda: setting(GRID))
    assert first == len({kept.pattern for kept in known.values() if isinstance(kept, re.Pattern)}) > 1
    assert not counted(monkeypatch, re, "compile", lambda: setting(GRID))
    known.clear()
    monkeypatch.setattr(stage, "known_characters", nothing)
    message = "tinyhtml5 finds them by itself: take briefgen/typeset/characters.py away"
    assert counted(monkeypatch, re, "compile", lambda: setting(GRID)) > first * 1.25, message


def test_each_value_of_each_element_is_what_weasyprint_computes() -> None:
    def values() -> list[tuple[object, ...]]:
        html = weasyprint.HTML(string=document(BOXES + LINES, BODIES["boxes"][1]).html)
        style_for = css.get_all_computed_styles(html)
        return [
            (element.etree_element.tag, name, repr(style_for(element.etree_element)[name]))
            for element in html.wrapper_element.iter_subtree()
            for name in css.INITIAL_VALUES
        ]

    plain = values()
    with plain_values():
        assert values() == plain


def test_borders_that_collapsed_stay_as_they_are() -> None:
    html = weasyprint.HTML(string='<table style="border-collapse:collapse"><td><b style="border:3px solid">b</b></table>')
    style = css.get_all_computed_styles(html)(html.etree_element.find(".//b"))
    with known_measures():
        for width in (3, 1):
            box = boxes.InlineBox("b", style, None, ())
            box.border_top_width = width
            inline.resolve_percentages(box, (100, 100))
            assert box.border_top_width == width


def test_only_so_many_layouts_are_kept(setting: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (LINES, NARROW)
    all_kept = setting(*body)
    monkeypatch.setattr(kept_layouts, "_MOST", 3)
    some = counted(monkeypatch, line_break.Layout, "setup", lambda: setting(*body))
    assert setting(*body).pdf == all_kept.pdf
    monkeypatch.undo()
    assert counted(monkeypatch, line_break.Layout, "setup", lambda: setting(*body)) < some


def test_the_library_is_as_it_was_after_a_document(setting: Setter) -> None:
    def parts() -> list[object]:
        return [
            vars(line_break.Layout)["deactivate"],
            vars(css.ComputedStyle)["__missing__"],
            vars(weasyprint.HTML)["_ua_stylesheets"],
        ]

    before = parts()
    setting(GRID, NARROW)
    assert parts() == before
