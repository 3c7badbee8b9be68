"""Filters: how a value is written. What a filter cannot write becomes a finding at the template's line, not a wrong word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.model.fact import SLOT
from briefgen.render.computed import computed
from briefgen.render.days import Length
from briefgen.render.evidence import AlternativeView, DateView, safe_address
from briefgen.render.format import N_
from briefgen.render.kinds import kind_of
from briefgen.render.record import Record, here
from briefgen.render.views import FactView

Gettext = Callable[[str], str]


def filters(gettext: Gettext, record: Record) -> Mapping[str, Callable[..., object]]:
    """Give the filters of one document by name: those that stand on their arguments alone and those that translate."""

    def level(item: object) -> str:
        """Write a fact's confidence as a word."""
        return gettext(_TERMS[_fact(item, "level").confidence.level])

    def term(word: object) -> str:
        """Write a plain word of the record (a status, a type, a relation) as readers see it."""
        known = _TERMS.get(str(word))
        return gettext(known) if known else str(word)

    def link(address: object) -> str:
        """Pass an address whose scheme may be followed."""
        return str(address) if safe_address(record.spelled_out(str(address)), record) else ""

    return {**_PLAIN, **computed(gettext), "level": level, "term": term, "link": link}


def _fact(item: object, name: str) -> FactView:
    if not isinstance(item, FactView):
        raise _unfit(item, name, "a fact")
    return item


def _valued(item: object, name: str) -> FactView:
    view = _fact(item, name)
    if not view.has_value:
        message = f"the filter `{name}` takes a fact with a value; `{view.id}` has none"
        raise Problems(Diagnostic("BG404", message, here(), "print its `statement`, or ask whether it `has_value`"))
    return view


def _unfit(item: object, name: str, wanted: str) -> Problems:
    message = f"the filter `{name}` takes {wanted}, not {kind_of(item)}"
    return Problems(Diagnostic("BG404", message, here(), f"pass {wanted} to it, such as {{{{ fact('...') | {name} }}}}"))


def value(item: object) -> str:
    """Write the value of a fact or an alternative with its qualifier and unit; refuse a disputed one."""
    if isinstance(item, AlternativeView):
        return item.formatted(noun=True, formatter="value")
    view = _valued(item, "value")
    view.refuse_bare()
    return view.shown("value")


def number(item: object) -> str:
    """Write the bare number of a fact or an alternative, for a table whose head names the unit."""
    if isinstance(item, AlternativeView):
        return item.formatted(noun=False, formatter="number")
    view = _valued(item, "number")
    view.refuse_bare()
    return view.shown("number", noun=False)


def spread(item: object) -> str:
    """Write the range of published values of a fact."""
    view = _fact(item, "range")
    if not view.is_numeric:
        raise _unfit(item, "range", "a fact with a number")
    return view.spread("range")


def figure(item: object) -> str:
    """Write a fact's value for large type, without the noun of its unit; a disputed one as its range."""
    return _valued(item, "figure").shown("figure", noun=False)


def preferred(item: object) -> str:
    """Write the main value of a disputed fact, and that published values differ."""
    return _valued(item, "preferred").preferred()


def label(item: object) -> str:
    """Write what `figure` measures: the unit's noun and the rest of a statement that begins with the value."""
    view = _fact(item, "label")
    before, slot, after = view.words().partition(SLOT)
    if not slot or before.strip() or not view.is_numeric:
        return view.statement
    return view.continued(after.strip())


def date(item: object, length: Length = "long") -> str:
    """Write a date; nothing stays nothing."""
    if item == "":
        return ""
    if length not in get_args(Length):
        message = f"the filter `date` knows no length `{length}`"
        raise Problems(Diagnostic("BG404", message, here(), f"there are: {', '.join(get_args(Length))}"))
    if isinstance(item, FactView):
        return _valued(item, "date").shown("date")
    if not isinstance(item, DateView):
        raise _unfit(item, "date", "a date")
    return item.formatted(length)


def chronological(items: Iterable[FactView]) -> list[FactView]:
    """Put facts into the order of their dates: of a value that is a date, else of the day they stand for; undated ones last."""
    return sorted((_fact(item, "chronological") for item in items), key=FactView.first_day)


def anchor(item: object) -> str:
    """Give the id of the element that shows a fact's evidence."""
    return _fact(item, "anchor").anchor()


def note(item: object) -> str:
    """Give the number of a fact's note."""
    return _fact(item, "note").note_number()


_PLAIN: Mapping[str, Callable[..., object]] = {
    "value": value,
    "number": number,
    "range": spread,
    "figure": figure,
    "preferred": preferred,
    "label": label,
    "date": date,
    "chronological": chronological,
    "anchor": anchor,
    "note": note,
}

_TERMS: Mapping[str, str] = {
    "high": N_("high"),
    "moderate": N_("moderate"),
    "low": N_("low"),
    "very-low": N_("very low"),
    "asserted": N_("stated by one source"),
    "corroborated": N_("corroborated"),
    "disputed": N_("disputed"),
    "corrected": N_("corrected"),
    "superseded": N_("superseded"),
    "refuted": N_("refuted"),
    "unverifiable": N_("cannot be verified"),
    "figure": N_("figure"),
    "date": N_("date"),
    "name": N_("name"),
    "event": N_("event"),
    "commitment": N_("commitment"),
    "initiative": N_("initiative"),
    "recommendation": N_("recommendation"),
    "claim": N_("claim"),
    "interpretation": N_("interpretation"),
    "quotation": N_("quotation"),
    "part_of": N_("part of"),
    "supersedes": N_("supersedes"),
    "same_as": N_("same as"),
    "contradicts": N_("contradicts"),
}
"""The words of the record's vocabulary, as readers see them in English."""
