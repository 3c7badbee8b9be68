"""Parts of the expressions that find figures: digits, dates, and what has digits and is no figure."""

from __future__ import annotations

from briefgen.language.lexicon import Lexicon, any_of, listed

SIGNS = "$€£¥₹₽₩₪₺₴₦₫₱฿₡₲₸₼₾﷼"
"""Currency signs, for a set of characters."""
CODES = any_of(
    listed("EUR USD GBP CHF JPY CNY INR CAD AUD NZD AED SAR QAR KWD EGP MAD TND DZD BRL ZAR KRW SEK NOK DKK PLN CZK SGD HKD")
)
"""ISO 4217 codes that may stand before or after digits."""
SPACE = r"[\s\u200e\u200f\u061c]"
"""Spaces and the marks of writing direction."""
MINUS = r"(?:(?<![\w)\]%])[+\-−±])"
"""A sign before a number: after a word it is a hyphen."""

# Of scripts that part words by spaces; Arabic prefixes may stand right before digits.
_LETTER = "A-Za-zªµºÀ-ÖØ-öø-ɏͰ-ԯḀ-῿"
LEFT = rf"(?<![{_LETTER}\d])(?<!\d[.,٫٬])"
"""Where a number may begin."""
RIGHT = rf"(?![{_LETTER}\d])(?![.,٫٬]\d)(?![-‑][A-Z]+\b)"
"""Where a number may end: not within a word ("5G"), nor before capitals ("3-D")."""

OUTSIDE_WORDS = r"(?!(?<=[^\W\d_])[^\W\d_])"
"""Anywhere but between two letters, where no expression begins: asked first, since most places are such."""

CALENDAR = (
    r"(?:\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.+Z-]*[\dZ])?"  # ISO 8601
    r"|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})"
    r"|\d{1,2}(?::|[ \u00a0\u202f]?h[ \u00a0\u202f]?)\d{2}(?::\d{2})?)"  # 12:00, 10h30
)
"""Dates and times of digits alone."""
FRACTION = r"(?:\d*[ ⁄]?[¼-¾⅐-⅞]|\d+[/⁄]\d+)"
"""Fractions of digits, and characters that are fractions."""
_CIRCLED = "①-⒛⓪-⓿❶-➓㉈-㉟㊱-㊿🄀-🄌Ⅰ-ↈ"  # in circles, brackets and squares, with full stops; characters that are Roman numerals
_RAISED = "⁰¹²³⁴-⁹₀-₉"
NUMERIC = f"{_CIRCLED}{_RAISED}"
"""Characters that are numbers but no digits, for a set of characters."""
# Raised and lowered ones stand alone: not as exponents, in formulas or as the marks of notes.
ENCLOSED = rf"(?:[{_CIRCLED}]+|(?<![^\s(\[“‘«\"'])[{_RAISED}]+)"
"""Numbers in characters that are numbers but no digits."""
DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫٬’']\d+)*|(?<![\w.])\.\d+)"
"""A number in digits with the separators of any language."""

SKIPPED = r"\ue000\d+\ue001|(?:https?://|www\.)[^\s<>\"]+|(?<![\w.+-])\w[\w.+-]*+@[\w.-]+"
"""Tokens of data, and addresses."""
_OF_TIME = r"(?!(?i:pre|post|mid|mi|early|late|under|over|sub|top|non|pré|après|avant)[-‑])"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ\d]*(?:[-‑/.][A-ZÀ-Þ\d]+){0,4}"
# A capitalised word before four digits is not part of a name, but in front of a year: "Paris-2025".
NAMES = (
    rf"(?<![\w-])(?=[A-ZÀ-Þ]){_OF_TIME}(?:{_CAPITALS}|[A-ZÀ-Þ]\w+(?=[-‑]\d{{1,3}}(?!\d)))[-‑/]\d[\w.]*(?<!\.)"
    rf"|(?<!\w)[{_LETTER}][^\W\d]*+\d\w*"
)
"""Names with digits: "H5N1", "COVID-19", "SHA-256"."""


def dates(words: Lexicon) -> str:
    """Make the expression of dates that name their month."""
    month = rf"(?:{words.months}|{words.near_months})"
    day = rf"\d{{1,2}}(?:{words.ordinals}|\.)?"
    year = r"(?:(?:\s*,)?\s+(?:de\s+)?\d{4}(?!\d))"
    return (
        rf"{LEFT}{day}{SPACE}+{words.day_link}{month}\b\.?{year}?"
        rf"|\b{month}\b\.?(?:{SPACE}+{day}{RIGHT}{year}?|{year})"
        rf"|\b{words.months}\b|(?={words.near_months}){words.before_month}{words.near_months}"
    )
