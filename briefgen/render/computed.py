"""What is computed from facts: totals, rounded values, directions of change; a computation that would mislead is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import combinations

from briefgen.language.claims import directions
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.model.fact import Fact, Qualifier, values_of_unit
from briefgen.model.value import DateValue, Range, raw
from briefgen.render.format import N_
from briefgen.render.kinds import kind_of
from briefgen.render.record import here
from briefgen.render.views import FactView

ACROSS = ("dates", "definitions")
_CHANGES = {1: "rises", -1: "falls", 0: "stays"}
_ROUNDING: Mapping[Qualifier | None, str] = {
    "over": ROUND_FLOOR,
    "at-least": ROUND_FLOOR,
    "nearly": ROUND_CEILING,
    "up-to": ROUND_CEILING,
}


def computed(gettext: Callable[[str], str]) -> Mapping[str, Callable[..., object]]:
    """Give the filters that compute, by name."""
    saying = {"dates": N_("dates differ"), "definitions": N_("definitions differ")}

    def total(items: Iterable[object], across: Iterable[str] = ()) -> str:
        """Write the sum of some facts; `across` names what may differ between them, and the text then says so."""
        wanted = tuple(across)
        for name in wanted:
            if name not in ACROSS:
                raise _wrong(f"the filter `total` cannot sum across `{name}`", f"there are: {', '.join(ACROSS)}")
        text, differing = _total([_numeric(item, "total") for item in items], wanted)
        notes = gettext(", ").join(gettext(saying[name]) for name in differing)
        return f"{text} ({notes})" if notes else text

    return {"total": total, "rounded": rounded, "direction": direction, "magnitude": magnitude}


def rounded(item: object, digits: int = 2) -> str:
    """Write the value of a fact to some significant digits: 108.9 billion to 3 is "about 109 billion".

    What the rounding changes is called "about", unless the fact's own qualifier says on which side the true value lies:
    then it is rounded to that side.
    """
    view = _numeric(item, "rounded")
    view.refuse_bare()
    value = view.read().value
    bounds = (value.min, value.max) if isinstance(value, Range) else (_one_number(view, "rounded"),)
    changed = [_round(number, digits, view.read().qualifier) for number in bounds]
    numbers = tuple(number for number, _ in changed)
    shown = numbers[0] if len(set(numbers)) == 1 else Range(*numbers)
    qualifier = next((found for _, found in changed if found), None)
    return view.computed(view.written(shown, qualifier), "rounded", raw(value if value is not None else ""))


def direction(item: object, up: str, down: str, same: str = "") -> str:
    """Write the word for how a value changed, by its sign: `direction("rose", "fell", "was unchanged")`."""
    view = _numeric(item, "direction")
    number = _one_number(view, "direction")
    if not number and not same:
        message = f"`{view.id}` is zero, and the filter `direction` has no word for that"
        raise _wrong(message, 'give a third one: direction("rose", "fell", "was unchanged")')
    for word, sign in ((up, 1), (down, -1), (same, 0)):
        for found in directions(word, view.language):
            if found.sign != sign:
                message = f"the filter `direction` is given “{word}” for a value that {_CHANGES[sign]}"
                raise Problems(Diagnostic("BG237", message, here(), 'the order is: direction("rose", "fell", "was unchanged")'))
    return view.computed(up if number > 0 else down if number < 0 else same, "direction", raw(number))


def magnitude(item: object) -> str:
    """Write the size of a change without its sign, to stand after its direction: "fell by 3%"."""
    view = _numeric(item, "magnitude")
    view.refuse_bare()
    number = _one_number(view, "magnitude")
    return view.computed(view.written(abs(number), view.read().qualifier), "magnitude", raw(number))


def _total(views: list[FactView], across: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Give the token of a sum, and what differs between its parts. Problems where it would count twice or mix."""
    facts = [view.read() for view in views]
    if not facts:
        raise _wrong("the filter `total` got no fact", "ask whether there are any before you print their total")
    _refuse_parts(facts)
    differing = tuple(name for name in ACROSS if _differs(facts, name))
    problems = [*_unlike_units(facts), *(name for name in differing if name not in across)]
    if problems:
        names = ", ".join(f"`{fact.id}`" for fact in facts)
        message = f"a total of values that differ in {' and '.join(problems)}: {names}"
        raise Problems(Diagnostic("BG235", message, here(), 'leave out what is unlike, or say so: total(across=["dates"])'))
    spans = [_span(fact) for fact in facts]
    low, high = (sum((span[side] for span in spans), Decimal()) for side in (0, 1))
    qualifiers = {fact.qualifier for fact in facts}
    qualifier = next(iter(qualifiers)) if len(qualifiers) == 1 else "about"
    value = low if low == high else Range(low, high)
    text = views[0].written(value, qualifier)
    return views[0].computed(text, "total", raw(value), tuple(fact.id for fact in facts[1:])), differing


def _refuse_parts(facts: list[Fact]) -> None:
    """Refuse a total in which a fact is counted twice, once by itself and once within its whole."""
    wholes = {fact.id: {item.fact for item in fact.relations if item.type == "part_of"} for fact in facts}
    for first, second in combinations(wholes, 2):
        for part, whole in ((first, second), (second, first)):
            if whole in _above(part, wholes):
                message = f"`{part}` is part of `{whole}`, and a total adds the one to the other"
                raise Problems(Diagnostic("BG234", message, here(), f"leave `{part}` out of the total"))
    if len(wholes) < len(facts):
        raise _wrong("a total counts a fact twice", "name each fact once")


def _above(part: str, wholes: Mapping[str, set[str]]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = list(wholes.get(part, ()))
    while waiting:
        whole = waiting.pop()
        if whole not in seen:
            seen.add(whole)
            yield whole
            waiting.extend(wholes.get(whole, ()))


def _unlike_units(facts: list[Fact]) -> Iterator[str]:
    if len({fact.unit for fact in facts}) > 1:
        yield "units"
    if len(facts) > 1 and facts[0].unit == "percent":
        yield "what the shares are of"


def _differs(facts: list[Fact], name: str) -> bool:
    if name == "dates":
        found: set[DateValue | str | None] = {fact.as_of for fact in facts}
    else:
        found = {fact.definition for fact in facts}
    return len(found) > 1


def _span(fact: Fact) -> tuple[Decimal, Decimal]:
    """Give the bounds of what may be added: of all published values where they are disputed, else of the main one."""
    numbers = values_of_unit(fact)
    if not fact.is_disputed:
        numbers = (fact.value.min, fact.value.max) if isinstance(fact.value, Range) else numbers[:1]
    return min(numbers), max(numbers)


def _round(number: Decimal, digits: int, qualifier: Qualifier | None) -> tuple[Decimal, Qualifier | None]:
    if not number or digits < 1:
        return number, qualifier
    step = Decimal(1).scaleb(number.adjusted() - digits + 1)
    result = (number / step).to_integral_value(_ROUNDING.get(qualifier, ROUND_HALF_EVEN)) * step
    result = result.quantize(min(step, Decimal(1)))
    return (result, qualifier or "about") if result != number else (number, qualifier)


def _one_number(view: FactView, name: str) -> Decimal:
    value = view.read().value
    if not isinstance(value, Decimal):
        raise _wrong(f"the filter `{name}` takes a fact with one number; `{view.id}` has a range", "use `range`")
    return value


def _numeric(item: object, name: str) -> FactView:
    if not isinstance(item, FactView) or not item.is_numeric:
        kind = kind_of(item)
        if isinstance(item, FactView):
            kind = f"`{item.id}`, which has no number"
        raise _wrong(f"the filter `{name}` takes facts with numbers, not {kind}", "pass facts of type figure to it")
    return item


def _wrong(message: str, hint: str) -> Problems:
    return Problems(Diagnostic("BG404", message, here(), hint))
