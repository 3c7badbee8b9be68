"""Parts a content stream into operands and operators, and reads operands (ISO 32000-1, 7.2, 7.3 and 7.8.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.gate.typefaces import Typeface

_LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
_TOKEN = re.compile(
    rb"%[^\r\n]*|BI\s.*?\sEI(?=\s)|" + _LITERAL + rb"|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/?[^\s\[\]()<>/%]+", re.DOTALL
)
_STRING = re.compile(rb"<([0-9A-Fa-f\s]*)>|(" + _LITERAL + rb")|([-+.\d]+)")
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def tokens_of(stream: bytes) -> list[bytes]:
    """Part a content stream into tokens; an array may be one token or several."""
    # Without literal strings, comments and pictures in the stream, what stands between blanks is a token.
    is_plain = not any(sign in stream for sign in (b"(", b"%", b"\nBI\n", b" BI "))
    return stream.split() if is_plain else _TOKEN.findall(stream)


def tag_before(tokens: list[bytes], place: int) -> bytes:
    """Give the tag of marked content that the operator at a place begins; between them its properties may stand."""
    deep = 0
    while place:
        place -= 1
        token = tokens[place]
        deep += token.count(b">>") - token.count(b"<<")
        if deep == 0 and token.startswith(b"/") and not tokens[place - 1].startswith(b"/"):
            return token
    return b""


def strings_before(tokens: list[bytes], place: int) -> bytes:
    """Give the operand of the operator at a place that shows text: a string, or an array of strings and numbers."""
    last = tokens[place - 1]
    if not last.endswith(b"]") or last.startswith(b"["):
        return last
    first = place - 1
    while first and not tokens[first].startswith(b"["):
        first -= 1
    return b" ".join(tokens[first:place])


def codes_of(strings: bytes, font: Typeface) -> tuple[Sequence[int], float]:
    """Give the codes of some strings and the sum of the numbers between them."""
    if b"(" in strings:
        return _codes_of_any(strings, font)
    parts = strings.strip(b"[] ").replace(b">0<", b"").replace(b">", b"<").split(b"<")  # numbers, digits, numbers ...
    moved = sum(map(float, b" ".join(parts[::2]).split()))
    return font.codes(bytes.fromhex(b"".join(parts[1::2]).decode("ascii"))), moved


def _codes_of_any(strings: bytes, font: Typeface) -> tuple[Sequence[int], float]:
    codes: list[int] = []
    moved = 0.0
    for digits, literal, number in _STRING.findall(strings):
        if number:
            moved += float(number)
        else:
            codes += font.codes(_literal(literal) if literal else bytes.fromhex(digits.decode("ascii")))
    return codes, moved


def name_of(operand: bytes) -> str:
    """Give a name without its solidus."""
    return operand.decode("latin-1").lstrip("/")


def _literal(string: bytes) -> bytes:
    """Give the bytes of a literal string (ISO 32000-1, 7.3.4.2)."""
    return b"".join(_unescaped(string[1:-1]))


def _unescaped(string: bytes) -> Iterator[bytes]:
    position = 0
    for escape in _ESCAPED.finditer(string):
        yield string[position : escape.start()]
        octal, end, other = escape.groups()
        yield bytes([int(octal, 8) & 255]) if octal else b"" if end else _ESCAPES.get(other, other)
        position = escape.end()
    yield string[position:]
