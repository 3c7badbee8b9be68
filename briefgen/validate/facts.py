"""The rules of the fact record: what its fields mean together, and that what it names exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from briefgen.model.diagnostic import Severity
from briefgen.model.fact import Alternative, Evidence, Fact
from briefgen.model.loaded import Path
from briefgen.model.marking import Scheme
from briefgen.model.rows import Indexed
from briefgen.model.value import Range
from briefgen.validate.locales import check_languages
from briefgen.validate.remarks import Names, Remark, listed
from briefgen.validate.values import check_statements, check_units, settle_remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What facts and briefs may name."""

    topics: Names
    entities: Names
    sources: Names
    facts: Names
    audiences: Names


def settle_fact(fact: Fact, default_marking: str) -> tuple[Fact, list[Remark]]:
    """Give a fact's values their meaning, and a marking where it carries none; remark on what has no meaning."""
    remarks: list[Remark] = []
    value = fact.value
    if value is not None:
        value, remark = settle_remark(value, fact.type, fact.unit, ("value",))
        remarks += [remark] if remark else []
    alternatives: list[Alternative] = []
    for number, item in enumerate(fact.alternatives):
        other, remark = settle_remark(item.value, fact.type, item.unit or fact.unit, ("alternatives", number, "value"))
        alternatives.append(replace(item, value=other))
        remarks += [remark] if remark else []
    marking = fact.marking or default_marking
    return replace(fact, value=value, alternatives=tuple(alternatives), marking=marking), remarks


def check_fact(fact: Fact, known: Known, scheme: Scheme | None) -> Iterator[Remark]:
    """Find everything in a settled fact that does not fit together or names what does not exist.

    `scheme` is None while the settings cannot be read: then nothing is said of markings.
    """
    yield from check_alone(fact)
    yield from check_named(fact, known, scheme)


def check_alone(fact: Fact) -> Iterator[Remark]:
    """Find what does not fit together in a settled fact by itself."""
    yield from _check_meaning(fact)
    yield from check_units(fact)
    yield from check_statements(fact)
    yield from _check_evidence(fact)
    yield from check_languages(fact.translations)
    for language, translation in fact.translations.items():
        if len(translation.alternatives) > len(fact.alternatives):
            message = f"{len(translation.alternatives)} alternatives are translated, but the fact has {len(fact.alternatives)}"
            way = ("translations", language, "alternatives")
            yield Remark("BG112", way, message, "translate each of the fact's `alternatives`, in their order")


def check_named(fact: Fact, known: Known, scheme: Scheme | None) -> Iterator[Remark]:
    """Find what a settled fact names and does not exist; `scheme` is None while the settings cannot be read."""
    yield from _check_names(fact, known)
    if scheme is not None and fact.marking not in scheme.labels:
        yield unknown_marking(fact.marking, ("marking",), scheme)


def unknown_marking(label: str, path: Path, scheme: Scheme) -> Remark:
    """Make the remark about a label that the scheme does not have."""
    near = next((known for known in scheme.labels if known.casefold().endswith(label.casefold().strip())), "")
    hint = f"did you mean `{near}`?" if near and label.strip() else Names(dict.fromkeys(scheme.labels)).hint(label)
    return Remark("BG126", path, f"the scheme `{scheme.id}` has no label `{label}`", f"{hint} ({listed(scheme.labels)})")


def unknown(code: str, what: str, word: str, path: Path, names: Names) -> Iterator[Remark]:
    """Find a reference to something that does not exist."""
    if names.lacks(word):
        yield Remark(code, path, f"there is no {what} `{word}`", names.hint(word))


def _check_meaning(fact: Fact) -> Iterator[Remark]:
    if fact.confidence.level != "high" and not fact.confidence.why.strip():
        message = f"the confidence is {fact.confidence.level}, but no reason is given"
        yield Remark("BG130", ("confidence",), message, 'add `why`, as in {level: moderate, why: "one source only"}')
    if fact.value is None and fact.type in {"figure", "date"}:
        what = "number" if fact.type == "figure" else "date"
        hint = f"add `value`, or choose another type, such as {'claim' if what == 'number' else 'event'}"
        yield Remark("BG132", ("value",), f"a fact of type {fact.type} has no {what}", hint)
    if fact.type == "recommendation" and not fact.actor.strip():
        yield Remark(
            "BG133",
            ("actor",),
            "the recommendation does not say who should act",
            'add `actor`; "not stated" where the source names nobody',
        )
    is_one_number = isinstance(fact.value, Decimal)
    if fact.is_disputed and is_one_number and not fact.alternatives and not isinstance(fact.value, Range):
        hint = "add `alternatives`, each with its sources, or write the value as {min: ..., max: ...}"
        yield Remark("BG135", ("status",), "the fact is disputed, but no other value is given", hint)


def _check_evidence(fact: Fact) -> Iterator[Remark]:
    hint = "add `sources`, each with the locator of the sentence that supports it"
    if not fact.sources:
        yield Remark("BG134", (), "no source is given", hint, Severity.WARNING)
    for number, item in enumerate(fact.alternatives):
        if not item.sources:
            path = ("alternatives", number)
            yield Remark("BG134", path, f"alternative {number + 1} has no source", hint, Severity.WARNING)


def _check_names(fact: Fact, known: Known) -> Iterator[Remark]:
    for number, topic in enumerate(fact.topic):
        yield from unknown("BG122", "topic", topic, ("topic", number), known.topics)
    if fact.entity:
        yield from unknown("BG123", "entity", fact.entity, ("entity",), known.entities)
    yield from _check_sources(fact.sources, (), known)
    for number, item in enumerate(fact.alternatives):
        yield from _check_sources(item.sources, ("alternatives", number), known)
    for number, relation in enumerate(fact.relations):
        path: Path = ("relations", number, "fact")
        if relation.fact == fact.id:
            yield Remark(
                "BG128",
                path,
                f"the fact stands in the relation {relation.type} to itself",
                "remove the relation, or correct the id",
            )
        yield from unknown("BG124", "fact", relation.fact, path, known.facts)
    yield from _check_wording(fact.wording, (), known)
    for language, translation in fact.translations.items():
        yield from _check_wording(translation.wording, ("translations", language), known)


def _check_sources(sources: tuple[Evidence, ...], way: Path, known: Known) -> Iterator[Remark]:
    for number, evidence in enumerate(sources):
        yield from unknown("BG121", "source", evidence.source, (*way, "sources", number, "source"), known.sources)


def _check_wording(wording: Mapping[str, str], way: Path, known: Known) -> Iterator[Remark]:
    for audience in wording:
        yield from unknown("BG125", "audience", audience, (*way, "wording", audience), known.audiences)


def find_circles(facts: Mapping[str, Indexed], kind: str) -> Iterator[tuple[str, ...]]:
    """Find the circles that the relations of a kind form: the ids of each, starting with the first in the dataset.

    Relations of a fact to itself are left out, since they are found with the fact.
    """
    others = {
        name: [item.fact for item in fact.relations if item.type == kind and item.fact in facts and item.fact != name]
        for name, fact in facts.items()
        if fact.relations
    }
    done: set[str] = {name for other in others.values() for name in other if name not in others}
    for start, first in others.items():
        way: dict[str, Iterator[str]] = {} if start in done else {start: iter(first)}
        while way:
            current = next(reversed(way))
            follower = next(way[current], None)
            if follower is None:
                done.add(current)
                del way[current]
            elif follower in way:
                names = list(way)
                yield tuple(names[names.index(follower) :])
            elif follower not in done:
                way[follower] = iter(others[follower])
