"""Figures that a template or text types itself: they become tokens as the data do, so that each keeps its line.

A figure in a template's own words has no source (domain, evidence rule 1). Which of them are at fault is judged on the
finished page, where it is known what is furniture or numbering; here they are only kept apart from what records gave.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from briefgen.language.numbers import candidates
from briefgen.model.diagnostic import Place
from briefgen.render.record import TOKEN, Record, Word

FILTER = "typed figure"
"""Name of the filter that makes the token; no template can write it."""
# In Markdown these are no words: the number of a list's item (a longer one is a year or an amount), an address.
_MARKDOWN = re.compile(r"(?m)^[ ]{0,12}(?:[-*+>] +)*\d{1,2}[.)](?=[ \t\n])|\]\([^)\n]*\)|<[a-z]+:[^>\s]*>|^\[[^\]\n]+\]:.*$")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|(\d+));?")
_CODE = re.compile(
    rf"<(script|style)\b.*?</\1\s*>|<!--.*?-->|&#?\w+;|<[a-zA-Z/!](?:\"[^\"]*\"|'[^']*'|[^'\">])*>|{TOKEN.pattern}", re.DOTALL
)


class TypedFigures(Extension):
    """Parts the words of templates and texts, so that each figure in them is printed through a filter of its own."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Turn a template's tokens into tokens in which figures stand alone (Jinja's extension protocol)."""
        is_text = (stream.name or "").startswith("data/")
        is_message = False
        last: Token | None = None
        for token in stream:
            if last is not None and last.type == "block_begin" and token.value in ("trans", "endtrans"):
                is_message = token.value == "trans"
            if token.type == "data" and not is_message:
                yield from _parted(token, is_text=is_text)
            else:
                yield token
            last = token


def _parted(token: Token, *, is_text: bool) -> Iterator[Token]:
    text = _REFERENCE.sub(_digit, token.value)
    silent = [found.span() for found in _REFERENCE.finditer(text)]
    if is_text:
        silent += [found.span() for found in _MARKDOWN.finditer(text)]
    position, line = 0, token.lineno
    for figure in candidates(text):
        if any(start < figure.end and figure.start < end for start, end in silent):
            continue
        if figure.start > position:
            yield Token(line, "data", text[position : figure.start])
        line += text.count("\n", position, figure.start)
        for kind, value in (
            ("variable_begin", "{{"),
            ("string", text[figure.start : figure.end]),
            ("pipe", "|"),
            ("name", FILTER),
            ("variable_end", "}}"),
        ):
            yield Token(line, kind, value)
        line += text.count("\n", figure.start, figure.end)
        position = figure.end
    if position < len(text):
        yield Token(line, "data", text[position:])


def _digit(reference: re.Match[str]) -> str:
    """Write the character for a numeric reference to one that is a number; other references stay as they are."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    character = chr(number) if number < 0x110000 else ""
    return character if character.isnumeric() else reference[0]


def typed_filter(record: Record) -> Callable[..., str]:
    """Give the filter through which typed figures are printed; it asks for the context so that it runs when a page is made."""

    @pass_context
    def typed(_context: Any, text: str) -> str:
        return record.typed(text)

    return typed


def finalizer(printable: Callable[[Any], Any], record: Record) -> Callable[..., Any]:
    """Give what each printed expression goes through: figures in plain words that it makes become tokens.

    Markup comes from macros, whose words were parted when they ran, or is a style; a word of a record is the record's.
    """

    @pass_context
    def finalize(_context: Any, value: Any) -> Any:
        shown = printable(value)
        if isinstance(shown, Word):
            return record.words(str(shown))
        if isinstance(shown, Markup) or not isinstance(shown, str | int | float):
            return shown
        text = str(shown)
        return _replaced(text, record, None)

    return finalize


def remaining(skeleton: str, record: Record, find: Callable[[str], Place]) -> str:
    """Turn the figures that are still bare in a skeleton's words (of ready-made markup) into tokens, too."""
    parts: list[str] = []
    position = 0
    for code in _CODE.finditer(skeleton):
        parts.extend((_replaced(skeleton[position : code.start()], record, find), code[0]))
        position = code.end()
    parts.append(_replaced(skeleton[position:], record, find))
    return "".join(parts)


def _replaced(text: str, record: Record, find: Callable[[str], Place] | None) -> str:
    if "%EE%80%8" in text:
        return text  # a token that a filter has encoded; the record will say so
    parts: list[str] = []
    position = 0
    for figure in candidates(text):
        words = text[figure.start : figure.end]
        parts.extend((text[position : figure.start], record.typed(words, find(words) if find else None)))
        position = figure.end
    return "".join((*parts, text[position:])) if parts else text
