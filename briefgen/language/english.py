"""Figures in English words."""

from __future__ import annotations

from briefgen.language.lexicon import Lexicon, after, any_of, beginnings, listed

_UNIT = any_of(listed("two three four five six seven eight nine"))
_TEEN = any_of(listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"))
_TENS = any_of(listed("twenty thirty forty fifty sixty seventy eighty ninety"))
_RANKS = any_of(listed("first second third fourth fifth sixth seventh eighth ninth"))
_JOIN = r"(?:\s+|\s*[-‑]\s*)"
_SMALL = rf"(?:{_TENS}(?!{_JOIN}{_RANKS}\b)(?:{_JOIN}(?:one|{_UNIT})\b)?|{_TEEN}|{_UNIT})"
_BIG = r"(?:hundred|thousand|million|billion|trillion|dozen)s?"
_CARDINAL = (
    rf"(?:(?:(?:an?|one|half\s+an?|{_SMALL}){_JOIN})?(?:{_BIG}|tens\s+of\s+{_BIG})\b"
    rf"(?:{_JOIN}(?:{_SMALL}|{_BIG})\b|\s+and\s+(?:{_SMALL}|one|{_BIG}|an?\s+half)\b|\s+of\s+{_BIG}\b)*"
    rf"|{_SMALL}\b)"
)
_PER_CENT = r"per\s?cent(?:age)?(?:\s+points?)?"

_PART = any_of(listed("third quarter fifth sixth seventh eighth ninth tenth twelfth twentieth hundredth thousandth"))
# "a third of" and "by a third in 2025" are shares, "a third party" is none.
_MEASURED = after(listed("by about nearly almost over under than around roughly up down some only just to"))
_AT_END = r"(?=\s*(?:[.,;:!?)\]–—]|$)|\s+(?:of|in|since|over|from|to|on|compared|and|or|by|as|during|between|within)\b)"
_COMPARED = r"(?=\s+(?:of|more|less|fewer|as|smaller|larger|higher|lower|bigger)\b)"
# "The second half of the year" is a date.
_NO_PERIOD = r"(?<!first\s)(?<!second\s)(?<!latter\s)(?<!last\s)(?<!next\s)(?<!former\s)"
_SHARES = (
    rf"(?:one|{_UNIT}|{_TEEN})\s+and\s+an?\s+(?:half|{_PART})\b"
    rf"|one[-‑\s]+(?:half|{_PART})\b|(?:{_UNIT}|{_TEEN})[-‑\s]+(?:halves|{_PART}s)\b"
    rf"|(?:one|{_SMALL})\s+(?:in|out\s+of)\s+(?:every\s+)?(?:{_CARDINAL}|\d+)"
    rf"|(?:one|zero)\s+{_PER_CENT}\b"
    rf"|an?\s+{_PART}\b{_COMPARED}|(?=an?\s){_MEASURED}an?\s+{_PART}\b{_AT_END}"
    rf"|(?=half){_NO_PERIOD}half\s+(?:of|an?(?!\s+{_BIG}\b)|as|all|the|its|their|our|your|that|those|these)\b"
    rf"|(?=half){after(listed('by in'))}half\b(?![-‑])|an?\s+half\b(?![-‑])"
)

_FOLD = "(?:double|triple|treble|quadruple|quintuple)"
_TO = after(listed("to will would could may might can than nearly almost"))
_MULTIPLES = (
    r"(?:twice|thrice)\b|(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing)\b(?!\s+counting\b)"
    r"|(?:doubl|tripl|trebl|quadrupl|quintupl)es\b|halves?\b(?=\s+(?:the|its|their|by|in|every|each)\b)"
    rf"|{_FOLD}\b(?=\s+(?:the|that|those|this|its|their|our|your|what|in|by|from|to|every|each)\b)"
    rf"|(?=[dthq]){_TO}(?:{_FOLD}|halve)\b(?!\s+(?:count|check)ing\b)"
    rf"|(?:double|triple)[-‑\s](?:digits?|figures?)\b|(?:{_UNIT}|ten|twenty|hundred)[-‑]?fold\b"
)
_DECADES = r"(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b"
_SCORE = rf"(?:a|{_SMALL})\s+score\s+of\b(?!\s+\d)"

_LEADS = listed(
    "in since until till by of from during before after early late mid last next this through throughout to between for"
)
_CAPITAL_LEADS = listed("IN SINCE UNTIL BY OF FROM")  # not THIS, which may help
_MONTHS = listed("January February April June July August September October November December")
_SHORT = listed("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec")

_STEMS = listed(
    "two three four five six seven eight nin ten eleven twel thirt fift twent fort hundred thousand million billion trillion",
    "dozen score half halv one zero third quarter twice thrice doubl tripl trebl quadrupl quintupl",
)
_STARTS = beginnings([*_STEMS, rf"an?\s+(?:half|score|{_BIG}|{_PART})"])

ENGLISH = Lexicon(
    stems=(
        *_STEMS,
        "march",
        *(month.lower() for month in _MONTHS),
        *(rf"{name.lower()}\b" for name in _SHORT),
    ),
    months=any_of([*_MONTHS, *(name.upper() for name in _MONTHS)]),
    near_months=rf"(?:(?:May|MAY|March|MARCH)\b|{any_of(_SHORT)}\b\.?)",
    before_month=rf"(?:{after([*_LEADS, *(word.title() for word in _LEADS), *_CAPITAL_LEADS])}|(?<=\bmid[-‑]))",
    day_link=r"(?:of\s+)?",
    ordinals="st|nd|rd|th|s|[’']s",
    scales=r"(?:(?:hundred|thousand|million|billion|trillion)s?|dozen)",
    percents=_PER_CENT,
    monies=r"(?:euros?|(?:US\s+)?dollars?|pounds?(?:\s+sterling)?|cents?|yuan|yen|rupees?|dirhams?|riyals?|francs?)",
    spelled=rf"(?i:\b(?={_STARTS})(?:{_SHARES}|{_MULTIPLES}|{_DECADES}|{_SCORE}|{_CARDINAL}(?:\s+{_PER_CENT}\b)?))",
    at_edge=r"(?i:\bone\b(?:\s+(?:in|out\s+of)(?:\s+every)?\b)?)",
    idioms=r"(?:\b[Gg]roup\s+of\s+(?:Seven|Eight|Ten|Twenty)\b|\bFive\s+Eyes\b|(?i:\btwo[-‑](?:way|sided|faced|edged)\b))",
)
