"""What readers of a language are used to and CLDR does not say: digits, the first of a month, money in words of scale."""

from __future__ import annotations

from collections.abc import Mapping

_ZEROS: Mapping[str, str] = {
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",
    "deva": "\u0966",
    "mymr": "\u1040",
    "olck": "\u1c50",
    "cakm": "\U00011136",
    "adlm": "\U0001e950",
    "tibt": "\u0f20",
    "knda": "\u0ce6",
    "mtei": "\uabf0",
}
"""The nought of each numbering system that CLDR makes some language's own (Unicode Standard, general category Nd)."""
_VOWELS = "aàâeéèêëiîïoôuùûhAÀÂEÉÈÊËIÎÏOÔUÙÛH"


def digits(system: str) -> Mapping[int, str]:
    """Give the translation of 0 to 9 into the digits of a numbering system of CLDR; an empty one for Latin digits."""
    zero = _ZEROS.get(system)
    return {ord("0") + number: chr(ord(zero) + number) for number in range(10)} if zero else {}


def day_of_month(text: str, day: int, language: str) -> str:
    """Write the first of a month, which stands at the head of a date, as its readers do: "1er février"."""
    return f"1er{text.removeprefix('1')}" if language == "fr" and day == 1 and text.startswith("1") else text


def in_scale(amount: str, currency: str, language: str) -> str:
    """Join an amount in words of scale with the name of its currency: "109 milliards d’euros"; empty where a sign is usual."""
    if language == "ar":
        return f"{amount} {currency}"
    if language != "fr":
        return ""
    return f"{amount} d’{currency}" if currency[:1] in _VOWELS else f"{amount} de {currency}"
