"""Kinds of values in words for somebody who writes templates: what Python calls a str is text to them."""

from __future__ import annotations

import re

_KINDS = {
    "str": "text",
    "Markup": "text",
    "Word": "text",
    "int": "a number",
    "float": "a number",
    "bool": "yes or no",
    "list": "a list",
    "tuple": "a list",
    "dict": "a record",
    "NoneType": "nothing",
    "Undefined": "a name that is not defined",
    "Named": "a name that is not defined",
    "Macro": "a macro",
    "function": "a function",
    "method": "a function",
    "builtin_function_or_method": "a function",
}
_NAMED = re.compile(r"'(\w+)'|\b(str|list|tuple)\b(?= \(not )|\"(\w+)\"")
_PYTHON = (
    (re.compile(r"(.+) object is not callable"), r"\1 cannot be called"),
    (re.compile(r"(.+) object is not iterable|argument of type (.+) is not iterable"), r"\1\2 is no list"),
    (re.compile(r"unsupported operand type\(s\) for (\S+): (.+) and (.+)"), r"`\1` does not work between \2 and \3"),
    (re.compile(r"'(\S+)' not supported between instances of (.+) and (.+)"), r"`\1` does not work between \2 and \3"),
    (re.compile(r"can only concatenate (.+) \(not (.+)\) to .*"), r"`+` does not work between \1 and \2"),
    (re.compile(r"(.+) takes .+ positional arguments? but \d+ w(?:as|ere) given"), r"\1 is given more than it takes"),
    (re.compile(r"(.+) missing \d+ required positional arguments?: (.+)"), r"\1 lacks \2"),
    (re.compile(r"object of type (.+) has no len\(\)"), r"\1 has no length"),
)


def kind_of(value: object) -> str:
    """Name the kind of a value: "a fact", "text", "nothing"."""
    if isinstance(value, str) and not value:
        return "an empty value"
    name = type(value).__name__
    return _KINDS.get(name) or f"a {name.removesuffix('View').lower()}"


def in_plain_words(message: str) -> str:
    """Say what Python says about kinds of values in words for somebody who writes templates."""
    text = _NAMED.sub(_kind, message)
    for pattern, plain in _PYTHON:
        if pattern.fullmatch(text):
            return pattern.sub(plain, text)
    return text


def _kind(found: re.Match[str]) -> str:
    name = found[1] or found[2] or found[3]
    if name in _KINDS:
        return _KINDS[name]
    return f"a {name.removesuffix('View').lower()}" if name.endswith("View") else found[0]
