"""Figures in French words; "neuf" after a noun (new) is taken for nine."""

from __future__ import annotations

from briefgen.language.lexicon import Lexicon, after, any_of, beginnings, listed

_SMALL = any_of(
    listed(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante",
        "cinquante soixante septante huitante octante nonante",
    )
)
_BIG = r"(?:cents?|mille|millions?|milliards?|billions?)"
_GROUP = r"(?:douzaine|dizaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|millier)s?"
_JOIN = r"(?:\s+|[-‑])"
_WORD = rf"(?:{_SMALL}|{_BIG})\b"
_ET = rf"{_JOIN}et{_JOIN}(?:une?|onze|demie?)\b"
_CARDINAL = rf"(?:un{_JOIN}(?=(?:million|milliard|billion)s?\b))?{_WORD}(?:{_JOIN}{_WORD}|{_ET}|(?<=vingt){_JOIN}une?\b)*"
_PER_CENT = r"(?:pour\s*cent|pourcent)"
_PART = r"(?:tiers|quarts?|(?:cinqui|sixi|septi|huiti|neuvi|dixi|douzi|vingti|centi|milli)èmes?)"
_SHARES = (
    rf"(?:un|une|{_SMALL})\s+sur\s+(?:{_CARDINAL}|\d+)"
    rf"|une?\s+(?:tiers|quart)\b|(?:{_SMALL})\s+{_PART}\b|une?\s+{_PART}\s+(?:de|du|des)\b"
    rf"|une?\s+{_PER_CENT}\b"
    r"|la\s+moitié\b|(?:une?\s+)?demi[-‑]\w+|de\s+moitié\b"
)
_MULTIPLES = r"(?:le|du|au)\s+(?:double|triple|quadruple)\b|(?:doubl|tripl|quadrupl)(?:é|ée|és|ées|er|era|eront|ent|ant|ait)\b"
_MONTHS = listed("janvier février fevrier avril juin juillet août aout septembre octobre novembre décembre decembre")
_LEADS = listed("en de depuis dès fin début jusqu’en jusqu'en à")

_STEMS = listed(
    "deux trois quatr cinq six sept huit neuf dix onze douz treiz quator quinz seiz vingt trent quarant soixant octant nonant",
    r"cent mill billion dizain un\b une\b moitié demi doubl tripl quadrupl",
)
_STARTS = beginnings(
    [*_STEMS, r"la\s+moit", r"de\s+moit", *(rf"{article}\s+(?:doub|trip|quad)" for article in ("le", "du", "au"))]
)

FRENCH = Lexicon(
    stems=(*_STEMS, *listed(r"janv févr fevr avr juin juil août aout oct nov\b novemb déc decemb mars\b mai\b")),
    months=rf"(?i:{any_of(_MONTHS)})",
    near_months=r"(?i:(?:mars|mai)\b|(?:janv|févr|avr|juil|sept|oct|nov|déc)\b\.?)",
    before_month=rf"(?:{after(_LEADS)}|(?<=\bmi[-‑]))",
    day_link=r"(?:de\s+)?",
    ordinals="ers?|res?|ères?|es?|èmes?|nde?s?",
    scales=r"(?:cents?|mille|millions?|milliards?|billions?|Mds?|M)",
    percents=_PER_CENT,
    monies=r"(?:d[’']\s?|de\s+)?(?:euros?|dollars?|livres?|yuans?|yens?|roupies?|dirhams?|riyals?|francs?|dinars?)",
    spelled=rf"(?i:\b(?={_STARTS})(?<!pour\s)(?:{_SHARES}|{_MULTIPLES}|(?:une?\s+)?{_GROUP}\b|{_CARDINAL}(?:\s+{_PER_CENT}\b)?))",
    at_edge=r"(?i:\bune?\s+sur\b)",
    idioms=rf"(?i:\b{_PER_CENT}\b)",
)
