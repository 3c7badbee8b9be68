"""The languages that briefgen knows words of."""

from __future__ import annotations

from briefgen.language.arabic import ARABIC
from briefgen.language.english import ENGLISH
from briefgen.language.french import FRENCH
from briefgen.language.lexicon import Lexicon

LEXICONS = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}
"""By the first part of a BCP 47 tag."""


def family(language: str) -> str:
    """Turn a BCP 47 tag into its first part, the language without script and region; underscores are taken for hyphens."""
    return language.replace("_", "-").partition("-")[0].casefold()


def lexicon(language: str) -> Lexicon:
    """Give the words of a language; none where briefgen knows none."""
    return LEXICONS.get(family(language), Lexicon())
