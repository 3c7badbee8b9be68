"""What the world knows of languages and currencies: BCP 47 tags of CLDR, ISO 4217 codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from briefgen.model.diagnostic import did_you_mean
from briefgen.validate.remarks import Remark

_THREE_CAPITALS = re.compile(r"[A-Z]{3}")
_LONGEST_TAG = 35  # RFC 5646, 4.4.1: what programs can be expected to keep


def is_locale(tag: str) -> bool:
    """Tell whether a BCP 47 tag names a language or locale that values can be formatted for."""
    if not tag or len(tag) > _LONGEST_TAG:
        return False
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def check_languages(translations: Iterable[str]) -> Iterator[Remark]:
    """Find translations of a record into what is no language."""
    for language in translations:
        if not is_locale(language):
            yield Remark("BG136", ("translations", language), f"`{language}` is no language", "use a tag such as fr or pt-BR")


def is_false_currency(unit: str) -> bool:
    """Tell whether a unit looks like a currency code (three capitals) but is none of ISO 4217."""
    return bool(_THREE_CAPITALS.fullmatch(unit)) and unit not in _currencies()


def currency_hint(unit: str) -> str:
    """Name currency codes that look like a unit, and say what else can be done."""
    near = did_you_mean(unit, sorted(_currencies()))
    return f"{near} A unit that is no currency is written in small letters or in words".strip()


@lru_cache
def _currencies() -> frozenset[str]:
    return frozenset(get_global("all_currencies"))
