"""A finished page fetches nothing: whatever it shows is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.gate.fetched import check_self_contained
from briefgen.model.diagnostic import Place, Severity
from tests.drafts import HEAD, TEMPLATE, draft


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<img src='map.png' alt='A map'>", "the src of <img> leads out of the page: `map.png`"),
        (
            "<img src='data:,' srcset='data:,x 1x, map.png 2x' alt='A map'>",
            "the srcset of <img> leads out of the page: `map.png`",
        ),
        ("<img src='data:,' srcset='data:,x, map.png' alt='A map'>", "the srcset of <img> leads out of the page: `map.png`"),
        (
            "<img src='data:,' srcset='small.png 1x, large.png 2x' alt='A map'>",
            "the srcset of <img> leads out of the page: `small.png`",
        ),
        ("<img src='' alt='A map'>", "the src of <img> names no file"),
        ("<svg><title>A map</title><image href='map.png'/></svg>", "the href of <image> leads out of the page: `map.png`"),
        (
            "<svg><title>A map</title><image xlink:href='map.png'/></svg>",
            "the xlink:href of <image> leads out of the page: `map.png`",
        ),
        ("<svg><title>A map</title><use href='marks.svg#a'/></svg>", "the href of <use> leads out of the page: `marks.svg#a`"),
        ("<svg><title>A map</title><rect fill='url(ink.svg#a)'/></svg>", "the fill of <rect> leads out of the page: `ink.svg#a`"),
        ("<script src='//example.org/x.js'></script>", "the src of <script> leads out of the page: `//example.org/x.js`"),
        (
            "<link rel='stylesheet' href='https://example.org/x.css'>",
            "the href of <link> leads out of the page: `https://example.org/x.css`",
        ),
        ("<link rel='shortcut icon' href='favicon.ico'>", "the href of <link> leads out of the page: `favicon.ico`"),
        ("<video poster='still.png'></video>", "the poster of <video> leads out of the page: `still.png`"),
        ("<object data='table.html'></object>", "the data of <object> leads out of the page: `table.html`"),
        ("<iframe srcdoc='<p>a</p>'></iframe>", "the srcdoc of <iframe> leads out of the page: `a page of its own`"),
        ("<p style='background: url(ground.png)'>a</p>", "the style of <p> leads out of the page: `ground.png`"),
        ("<style>p { background: url('ground.png') }</style>", "a style leads out of the page: `ground.png`"),
        ("<style>@import 'other.css';</style>", "a style leads out of the page: `other.css`"),
        ("<style>@IMPORT URL( other.css );</style>", "a style leads out of the page: `other.css`"),
    ],
)
def test_what_a_browser_would_fetch_is_found(tmp_path: Path, markup: str, named: str) -> None:
    found = draft(tmp_path, HEAD + markup).found(check_self_contained)

    assert named in [item.message for item in found]
    assert {(item.code, item.severity, item.place) for item in found} == {("BG257", Severity.ERROR, Place(TEMPLATE))}
    assert "data: address" in found[0].hint


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='data:image/png;base64,AA,AA' srcset='data:,x 1x' alt='A map'>",
        "<a href='https://example.org/'>a link that a reader follows</a>",
        "<link rel='canonical' href='https://example.org/'>",
        "<svg><title>A map</title><a href='https://example.org/'><use href='#mark'/></a><rect fill='url(#ink)'/></svg>",
        "<style>/* url(old.png) */ p { background: url(data:,x); mask: url(#mask) }</style>",
        "<style>@font-face { src: url('data:font/woff2,x') }</style>",
        "<p>url(in.words)</p>",
    ],
)
def test_what_is_in_the_page_or_only_linked_is_right(tmp_path: Path, markup: str) -> None:
    assert draft(tmp_path, HEAD + markup).found(check_self_contained) == ()
