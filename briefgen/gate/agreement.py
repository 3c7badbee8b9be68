"""Agreement: what the documents of a brief print of one fact must round to one another (domain, evidence rule 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations

from briefgen.language.amounts import Amount, agree, amounts
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.ledger import LedgerFile, Printed
from briefgen.model.rows import Indexed

_IN_TABLES = frozenset({"wholes", "number"})
"""Filters that write a number for a table whose head names the unit and its scale."""
_SCALES = (0, 6, 9, 12)
_OF_SEVERAL = frozenset({"total", "count", "period"})
"""What is said of several facts together, and is compared where the facts are the same."""
_MAIN = frozenset({"value", "rounded", "magnitude"})


@dataclass(frozen=True, slots=True)
class _Form:
    """How one document prints something of a fact."""

    document: str
    language: str
    printed: Printed

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The numbers that its words say."""
        return amounts(self.printed.printed, self.language)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The exact numbers behind it; none where it is no number."""
        try:
            return tuple(Decimal(part) for part in self.printed.raw.split("/"))
        except InvalidOperation:
            return ()

    def __str__(self) -> str:
        where = f", page {self.printed.page}" if self.printed.page else ""
        return f"{self.document} prints “{self.printed.printed}”{where}"


def disagreements(ledgers: Iterable[LedgerFile], same: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Find facts of which two documents of a brief print what does not agree; names both documents, with pages.

    `same` leads from a fact to the one that it is the same as, where the dataset says so.
    """
    briefs: dict[str, list[LedgerFile]] = {}
    for ledger in ledgers:
        briefs.setdefault(ledger.document.partition("/")[0], []).append(ledger)
    return tuple(found for group in briefs.values() for found in _in_brief(group, same))


def same_facts(facts: Iterable[Indexed]) -> Mapping[str, str]:
    """Lead each fact that is `same_as` another to one of those that are the same."""
    leads: dict[str, str] = {}

    def first(name: str) -> str:
        while name in leads:
            name = leads[name]
        return name

    for fact in facts:
        for relation in fact.relations:
            one, other = first(fact.id), first(relation.fact)
            if relation.type == "same_as" and one != other:
                leads[max(one, other)] = min(one, other)
    return {name: first(name) for name in leads}


def _in_brief(ledgers: list[LedgerFile], same: Mapping[str, str]) -> Iterator[Diagnostic]:
    forms: dict[str, dict[str, list[_Form]]] = {}
    for ledger in ledgers:
        stem = ledger.document.rpartition("/")[2]
        for printed in ledger.entries:
            fact = same.get(printed.fact, printed.fact)
            forms.setdefault(fact, {}).setdefault(_kind(printed), []).append(_Form(stem, ledger.language, printed))
    for fact, kinds in forms.items():
        yield from _of_fact(fact, kinds)


def _kind(printed: Printed) -> str:
    """Group what may be compared: main values, ranges, each alternative, dates, directions, totals of the same facts."""
    if printed.role in _MAIN:
        return "main"
    if printed.role.startswith("alternative"):
        return f"{printed.role} {printed.evidence}"
    return f"{printed.role} {' '.join(printed.also)}" if printed.role in _OF_SEVERAL else printed.role


def _of_fact(fact: str, kinds: Mapping[str, list[_Form]]) -> Iterator[Diagnostic]:
    for kind, forms in kinds.items():
        if kind != "statement":
            yield from _first(fact, (_against(one, other) for one, other in combinations(_distinct(forms), 2)))
    main, span = kinds.get("main", []), kinds.get("range", [])
    yield from _first(fact, (_outside(one, other) for one in _distinct(main) for other in _distinct(span)))
    said = _distinct([*main, *span])
    yield from _first(fact, (_in_words(form, said) for form in _distinct(kinds.get("statement", []))))


def _distinct(forms: list[_Form]) -> list[_Form]:
    """Keep one of the forms that say the same in the same way, so that only what differs is compared."""
    kept: dict[tuple[str, str, str, str], _Form] = {}
    for form in forms:
        kept.setdefault((form.printed.raw, form.printed.printed, form.printed.qualifier, form.language), form)
    return list(kept.values())


def _first(fact: str, found: Iterable[tuple[_Form, _Form, str] | None]) -> Iterator[Diagnostic]:
    for clash in found:
        if clash is not None:
            one, other, how = clash
            place = Place(one.printed.file, one.printed.line)
            hint = "build both documents again; where they still differ, mend the wording or use one filter for both"
            yield Diagnostic("BG211", f"`{fact}`: {one}, but {other}{how}", place, hint)
            return


def _against(one: _Form, other: _Form) -> tuple[_Form, _Form, str] | None:
    """Hold two forms against one another: their numbers must round to one another, dates, words and qualifiers be the same."""
    first, second = one.numbers, other.numbers
    if not first or not second:
        return None if one.printed.raw == other.printed.raw else (one, other, "")
    if not (_says(one, first) and _says(other, second) and (_says(one, second) or _says(other, first))):
        return one, other, ""
    if one.printed.qualifier != other.printed.qualifier and "rounded" not in (one.printed.role, other.printed.role):
        return one, other, ": the qualifiers differ"
    return None


def _says(form: _Form, numbers: tuple[Decimal, ...]) -> bool:
    """Tell whether the words of a form are what some exact numbers round to; the words that follow from a sign have no number."""
    if form.printed.role == "magnitude":
        numbers = tuple(map(abs, numbers))
    if form.printed.role == "direction":
        return all((number > 0) == (exact > 0) for number, exact in zip(numbers, form.numbers, strict=False))
    found = form.amounts
    if not found:  # a number spelled out, or written in a way that cannot be read back
        return form.numbers == numbers
    if len(found) == 1:
        found *= len(numbers)  # bounds that round to the same are written once
    if len(found) != len(numbers):
        return False
    if form.printed.role == "rounded":
        found = tuple(_coarse(amount) for amount in found)
    qualifier = form.printed.qualifier
    return any(
        all(_rounds(amount, number.scaleb(-scale), qualifier) for amount, number in zip(found, numbers, strict=True))
        for scale in (_SCALES if form.printed.formatter in _IN_TABLES else (0,))
    )


def _coarse(amount: Amount) -> Amount:
    """Take the noughts at the end of a rounded number for places that were rounded away: "about 40%" stands for 38.6%."""
    step = amount.step
    while amount.value and not amount.value % (step * 10):
        step *= 10
    return replace(amount, step=step)


def _rounds(amount: Amount, number: Decimal, qualifier: str) -> bool:
    """Tell whether a number rounds to what is printed: "over 38%" stands for 38.6% as well, which is rounded to its side."""
    beyond = (number - amount.value) / amount.step
    if qualifier in ("over", "at-least"):
        return 0 <= beyond < 1
    return -1 < beyond <= 0 if qualifier in ("nearly", "up-to") else agree(amount, number)


def _outside(main: _Form, span: _Form) -> tuple[_Form, _Form, str] | None:
    """Find a main value that lies outside the range that another document prints."""
    bounds = span.numbers
    if len(bounds) != 2 or all(bounds[0] <= abs(number) <= bounds[1] for number in main.numbers):
        return None
    return main, span, ""


def _in_words(statement: _Form, said: list[_Form]) -> tuple[_Form, _Form, str] | None:
    """Find a number in a statement's own words that disagrees with the value that is printed elsewhere."""
    for form in said:
        units = {amount.unit for amount in form.amounts}
        alike = [amount for amount in statement.amounts if amount.unit in units and (amount.unit or len(statement.amounts) == 1)]
        numbers = [number for other in said for number in other.numbers]
        if alike and numbers and not any(agree(amount, number) for amount in alike for number in numbers):
            return statement, form, ""
    return None
