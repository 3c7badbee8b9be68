"""Editors' texts: Markdown with facts in it becomes HTML with tokens; no markup in it is obeyed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from briefgen.model.briefing import Text
from briefgen.render.record import ENCODED_TOKEN

_TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "a",
    "blockquote",
    "h3",
    "h4",
    "code",
    "br",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"style", "scope"}}
_SCHEMES = {"http", "https", "mailto"}
# A paragraph that begins with "Table:" before a table is its caption, as in other writers' Markdown.
_CAPTION = re.compile(r"<p>Table:\s+((?:(?!</p>).)+)</p>\s*<table>", re.DOTALL)
_HEAD = re.compile(r"<th(?![^>]*\bscope=)(?=[\s>])")
_ONE_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """CommonMark with tables, HTML shown as it is typed, and typographic quotation marks left to the editor."""
    return MarkdownIt("js-default", {"linkify": False})


def to_html(text: Text, run: Callable[[Text], str]) -> Markup:
    """Turn an editor's text into HTML: `run` fills in the facts as tokens, then Markdown is rendered and cleaned."""
    html = ENCODED_TOKEN.sub("\ue000\\1\ue001", _markdown().render(run(text)))
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    named = _CAPTION.sub(r"<table><caption>\1</caption>", _HEAD.sub('<th scope="col"', clean))
    return Markup(named.strip())  # noqa: S704 -- cleaned by nh3 two lines above


def inline(html: Markup) -> Markup:
    """Turn a text of one paragraph into its content; longer ones stay as they are."""
    found = _ONE_PARAGRAPH.fullmatch(html)
    return Markup(found[1]) if found and "<p>" not in found[1] else html  # noqa: S704 -- part of clean HTML
