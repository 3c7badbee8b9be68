"""Each page carries its document's marking as the scheme asks, and its embargo; where one does not, it is an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.gate.marked import pages_without_embargo, unmarked_pages
from briefgen.model.diagnostic import Diagnostic
from briefgen.model.marking import TLP, UK_GOVERNMENT
from tests.gate.conftest import Finished, Maker
from tests.projects import write_project


def styled(style: str) -> Callable[[str], str]:
    """Give what adds a user's style to a page, after all others."""
    return lambda html: html.replace("</head>", f"<style>{style}</style></head>")


def told(found: tuple[Diagnostic, ...]) -> list[str]:
    assert all(item.is_error for item in found)
    return [f"{item.code} {item.message}" for item in found]


def of(made: Finished) -> list[str]:
    return told(unmarked_pages(made.page, made.reading, made.paper, made.briefing.scheme))


@pytest.mark.parametrize("audience", ["minister", "public"])
def test_the_stock_papers_are_marked(make: Maker, tmp_path: Path, audience: str) -> None:
    assert of(make(write_project(tmp_path), audience)) == []


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("@page { @top-right { content: none } }", "is missing in the head of page 1"),
        ('@page { @bottom-right { content: "tlp:clear" } }', "is missing in the foot of page 1"),
        ('@page { @top-right { content: "TLP:CLEARED" } }', "is missing in the head of page 1"),
        ("@page { @top-right { font-size: 9pt } }", "is smaller than 12 points in the head of page 1"),
        ("@page { @bottom-right { text-align: left } }", "is not right-justified in the foot of page 1"),
    ],
)
def test_a_page_whose_marking_a_style_changes_is_found(make: Maker, tmp_path: Path, style: str, message: str) -> None:
    made = make(write_project(tmp_path), "minister", styled(style))
    assert of(made) == [f"BG302 the marking TLP:CLEAR {message}"]


def test_all_pages_that_lack_a_marking_are_named(make: Maker, tmp_path: Path) -> None:
    blank = '<p style="break-before: page">more</p>'
    made = make(
        write_project(tmp_path),
        "minister",
        lambda html: styled("@page:first { @top-right { content: string(marking) } } @page { @top-right { content: none } }")(
            html.replace("</main>", f"{blank * 3}</main>")
        ),
    )
    assert of(made) == ["BG302 the marking TLP:CLEAR is missing in the head of pages 2 to 4"]


@pytest.mark.parametrize("hide", ['<p class="marking" hidden>', '<p class="marking" style="display:none">', "<p><!--"])
def test_a_page_that_shows_no_marking_on_screen_is_found(make: Maker, tmp_path: Path, hide: str) -> None:
    end = "-->" if hide.endswith("<!--") else ""

    def hidden(html: str) -> str:
        for shown in ("marking", "marking furniture"):
            html = html.replace(f'<p class="{shown}">TLP:CLEAR</p>', f"{hide}TLP:CLEAR{end}</p>")
        return html

    made = make(write_project(tmp_path), "minister", hidden)
    assert of(made) == ["BG302 the HTML does not show the marking TLP:CLEAR"]


def test_a_label_is_not_found_within_a_longer_one(make: Maker, tmp_path: Path) -> None:
    def marked(html: str) -> str:
        return html.replace("TLP:CLEAR", "TLP:AMBER+STRICT")

    made = make(write_project(tmp_path), "minister", marked)
    strict, amber = replace(made.page, marking="TLP:AMBER+STRICT"), replace(made.page, marking="TLP:AMBER")
    assert told(unmarked_pages(strict, made.reading, made.paper, TLP)) == []
    assert len(told(unmarked_pages(amber, made.reading, made.paper, TLP))) == 3


def test_another_scheme_asks_for_head_and_foot_alone(make: Maker, tmp_path: Path) -> None:
    def marked(html: str) -> str:
        return styled("@page { @top-right { font-size: 9pt; text-align: left } }")(html.replace("TLP:CLEAR", "TOP SECRET"))

    made = make(write_project(tmp_path), "minister", marked)
    top, secret = replace(made.page, marking="TOP SECRET"), replace(made.page, marking="SECRET")
    assert told(unmarked_pages(top, made.reading, made.paper, UK_GOVERNMENT)) == []
    assert len(told(unmarked_pages(secret, made.reading, made.paper, UK_GOVERNMENT))) == 3


def test_an_embargo_stands_at_the_head_of_each_page_and_in_the_html(make: Maker, tmp_path: Path) -> None:
    line = "Embargoed until 11 February 2027, 12:00"
    silent = make(write_project(tmp_path), "minister")
    page = replace(silent.page, embargo=line)
    assert told(pages_without_embargo(silent.page, silent.reading, silent.paper)) == []
    assert told(pages_without_embargo(page, silent.reading, silent.paper)) == [
        f"BG303 the HTML does not show “{line}”",
        f"BG303 “{line}” is missing in the head of page 1",
    ]

    def embargoed(html: str) -> str:
        return html.replace('data-embargo=""', f'data-embargo="{line}"').replace("<main", f"<p class='embargo'>{line}</p><main")

    said = make(tmp_path, "minister", embargoed)
    assert told(pages_without_embargo(page, said.reading, said.paper)) == []
