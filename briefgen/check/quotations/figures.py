"""Figures: the numbers, dates, scales and currencies of a passage, in a form in which two passages can be compared."""

from __future__ import annotations

import re
from collections import Counter

from briefgen.check.quotations.wording import alike_words
from briefgen.language.numbers import candidates

_SIGNS = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("$", "usd", "us$", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds", "livres"), "GBP"),
    **dict.fromkeys(("¥", "jpy", "yen", "yens"), "JPY"),
    **dict.fromkeys(("₹", "inr", "rupee", "rupees", "roupies"), "INR"),
    **dict.fromkeys(("cny", "rmb", "yuan", "yuans"), "CNY"),
    **dict.fromkeys(("chf", "franc", "francs"), "CHF"),
    **dict.fromkeys(("%", "percent", "per cent", "pour cent"), "%"),
    **dict.fromkeys(("percentage points", "percentage point", "points", "point"), "points"),
}
_SCALES = {
    **dict.fromkeys(("thousand", "thousands", "mille"), "thousand"),
    **dict.fromkeys(("million", "millions", "mn", "m"), "million"),
    **dict.fromkeys(("billion", "billions", "bn", "milliard", "milliards"), "billion"),
    **dict.fromkeys(("trillion", "trillions", "tn"), "trillion"),
}


_KNOWN = frozenset(word for name in (*_SIGNS, *_SCALES) for word in name.split())
"""Words that are part of a figure's sign or scale and so are counted with its number."""


def _one_of(words: dict[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + (r"(?!\w)" if word[-1].isalpha() else "") for word in longest_first)


_FIGURE = re.compile(
    rf"(?:(?P<before>{_one_of(_SIGNS)})\s?)?(?<![\d.,])(?P<number>[-]?\d+(?:[.,']\d+)*)"
    rf"(?:[\s-]?(?P<scale>{_one_of(_SCALES)}))?(?:\s?(?P<after>{_one_of(_SIGNS)}))?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")


def figures(text: str) -> Counter[str]:
    """Count the figures of a text: `€109 billion` and `109 bn euros` are the same, `€190 billion` and `$109 billion` others.

    Numbers and months in words are counted too, in the languages that briefgen ships.
    """
    found: Counter[str] = Counter()
    for match in _FIGURE.finditer(text):
        sign = _SIGNS.get((match["before"] or match["after"] or "").casefold(), "")
        scale = _SCALES.get((match["scale"] or "").casefold(), "")
        found[" ".join(part for part in (match["number"].lstrip("-"), scale, sign) if part)] += 1
    for number in candidates(text):
        words = (word.casefold() for word in _WORDS.findall(number.text))
        found.update(word for word in words if word not in _KNOWN)
    return found


def has_figures_of(passage: str, quote: str) -> bool:
    """Tell whether every figure of a quotation stands in a passage too."""
    return figures(alike_words(quote)) <= figures(alike_words(passage))
