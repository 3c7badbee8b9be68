"""Sections: an audience's rules turn the facts admitted to a document into ordered, grouped sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from briefgen.model.briefing import Group, Section, Text
from briefgen.model.dataset import Dataset
from briefgen.model.rows import Indexed
from briefgen.model.settings import SectionRule
from briefgen.tailor.admit import is_selected


def sections(rules: Mapping[str, SectionRule], dataset: Dataset, texts: Mapping[str, Text]) -> Mapping[str, Section]:
    """Turn an audience's rules into its sections; rules choose in their order, so that `new` can leave out what is taken."""
    taken: set[str] = set()
    result: dict[str, Section] = {}
    for name, rule in rules.items():
        section = _section(name, rule, dataset, taken)
        taken.update(fact.id for fact in section.facts)
        result[name] = Section(name, section.facts, section.groups, texts.get(name))
    return result


def _section(name: str, rule: SectionRule, dataset: Dataset, taken: set[str]) -> Section:
    chosen = rule.facts
    if chosen is None:
        return Section(name)
    rows = [
        row
        for row in dataset.rows.values()
        if is_selected(row, chosen) and not (rule.without and _is_left_out(row, rule)) and not (rule.new and row.id in taken)
    ]
    rows = _ordered(rows, rule, dataset)
    if rule.spread:
        rows = _spread(rows)
    if rule.group_by:
        groups = _groups(rows, rule, dataset)
        return Section(name, tuple(fact for group in groups for fact in group.facts), groups)
    return Section(name, tuple(dataset.facts[row.id] for row in rows[: rule.take or None]))


def _is_left_out(fact: Indexed, rule: SectionRule) -> bool:
    """Tell whether one of the `without` criteria holds: each of them alone is enough to leave a fact out."""
    without = rule.without
    return without is not None and (
        any(topic in without.topics for topic in fact.topic)
        or any(tag in without.tags for tag in fact.tags)
        or fact.entity in without.entities
        or fact.id in without.ids
        or fact.type in without.types
        or fact.status in without.statuses
    )


def _ordered(facts: Sequence[Indexed], rule: SectionRule, dataset: Dataset) -> list[Indexed]:
    """Sort by priority, then preferred tags, then the topics' reading order, then as they are written."""
    topics = {topic: number for number, topic in enumerate(dataset.topics)}
    return sorted(
        facts,
        key=lambda fact: (
            fact.priority,
            not any(tag in rule.prefer_tags for tag in fact.tags),
            topics.get(fact.home, len(topics)),
        ),
    )


def _spread(facts: Sequence[Indexed]) -> list[Indexed]:
    """Sort ordered facts so that each topic's best comes before any topic's second best."""
    turns: list[tuple[int, Indexed]] = []
    taken: Counter[str] = Counter()
    for fact in facts:
        turns.append((taken[fact.home], fact))
        taken[fact.home] += 1
    return [fact for _, fact in sorted(turns, key=lambda turn: turn[0])]


def _groups(facts: Sequence[Indexed], rule: SectionRule, dataset: Dataset) -> tuple[Group, ...]:
    """Part ordered facts into groups in the order of what they are grouped by, each and all within the rule's room."""
    members: dict[str, list[Indexed]] = {}
    for fact in facts:
        members.setdefault(_key(fact, rule, dataset), []).append(fact)
    kept = {key: group[: rule.take_each or None] for key, group in members.items()}
    within = {fact.id for group in kept.values() for fact in group}
    room = {fact.id for fact in [fact for fact in facts if fact.id in within][: rule.take or None]}
    order = {name: number for number, name in enumerate(_order(rule, dataset))}
    found = (
        Group(key, _title(key, rule, dataset), tuple(dataset.facts[fact.id] for fact in group if fact.id in room))
        for key, group in sorted(kept.items(), key=lambda item: order.get(item[0], len(order)))
    )
    return tuple(group for group in found if group.facts)


def _key(fact: Indexed, rule: SectionRule, dataset: Dataset) -> str:
    match rule.group_by:
        case "topic":
            return fact.home
        case "actor":  # in the words of the document's language
            return dataset.facts[fact.id].actor
        case name:
            return str(getattr(fact, name or "type"))


def _order(rule: SectionRule, dataset: Dataset) -> tuple[str, ...]:
    return {"topic": tuple(dataset.topics), "entity": tuple(dataset.entities)}.get(rule.group_by or "", ())


def _title(key: str, rule: SectionRule, dataset: Dataset) -> str:
    if rule.group_by == "topic":
        return dataset.topics[key].title
    if rule.group_by == "entity":
        return dataset.entities[key].name if key in dataset.entities else ""
    return key
