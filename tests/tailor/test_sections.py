"""Sections: which of the admitted facts each one gets, in which order and groups."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.model.briefing import Section, Text
from briefgen.model.dataset import Dataset, Entity, Topic
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Fact
from briefgen.model.settings import SectionRule, Selection
from briefgen.tailor.sections import sections
from tests.builders import make_fact, say

ALL = Selection()


def chosen(facts: list[Fact], **rules: SectionRule) -> dict[str, Section]:
    """Let rules choose among facts of two topics and two entities."""
    dataset = Dataset(
        facts={fact.id: fact for fact in facts},
        topics={name: Topic(id=name, title=name.title()) for name in ("health", "investment", "labour")},
        entities={name: Entity(id=name, type="country", name=name.title()) for name in ("france", "china")},
        sources={},
    )
    return dict(sections(rules, dataset, {"words": Text("Hello", Place())}))


def ids(section: Section) -> str:
    """Give the ids of a section's facts."""
    return " ".join(fact.id for fact in section.facts)


def row(*names: str, **fields: Any) -> list[Fact]:
    """Make some facts alike."""
    return [say(name, "It is so", **fields) for name in names]


def test_a_section_without_a_selection_lives_from_its_text_alone() -> None:
    found = chosen(row("a"), words=SectionRule(), silent=SectionRule())
    assert (found["words"].facts, found["words"].text, found["silent"].text) == ((), Text("Hello", Place()), None)


def test_facts_stand_by_priority_then_preferred_tags_then_topic_then_as_written() -> None:
    facts = [
        *row("late", priority=9),
        *row("labour1", topic=("labour", "health")),
        *row("health1", topic=("health",)),
        *row("labour2", topic=("labour",)),
        *row("tagged", topic=("labour",), tags=("key",)),
        *row("first", priority=1, topic=("labour",)),
        *row("health2", topic=("health", "labour")),
    ]
    found = chosen(facts, all=SectionRule(facts=ALL, prefer_tags=("key", "other")))
    assert ids(found["all"]) == "first tagged health1 health2 labour1 labour2 late"


def test_a_section_that_is_spread_takes_from_each_topic_in_turn() -> None:
    facts = [
        *row("labour1", "labour2", "labour3", topic=("labour",), priority=1),
        *row("health1", "health2", topic=("health",), priority=4),
    ]
    found = chosen(facts, some=SectionRule(facts=ALL, take=3, spread=True))
    assert ids(found["some"]) == "labour1 health1 labour2"


def test_a_single_topic_fills_a_section_that_is_spread() -> None:
    found = chosen(row("a", "b", "c", topic=("labour",)), some=SectionRule(facts=ALL, take=2, spread=True))
    assert ids(found["some"]) == "a b"


@pytest.mark.parametrize(("take", "expected"), [(0, "a b c"), (1, "a"), (2, "a b"), (9, "a b c")])
def test_a_section_takes_so_many_and_the_first_of_them(take: int, expected: str) -> None:
    assert ids(chosen(row("a", "b", "c"), all=SectionRule(facts=ALL, take=take))["all"]) == expected


def test_a_section_of_new_facts_leaves_out_what_earlier_sections_took() -> None:
    rules = {
        "two": SectionRule(facts=ALL, take=2),
        "again": SectionRule(facts=ALL, take=1),
        "rest": SectionRule(facts=ALL, new=True),
        "nothing": SectionRule(facts=ALL, new=True),
    }
    found = chosen(row("a", "b", "c", "d"), **rules)
    assert [ids(section) for section in found.values()] == ["a b", "a", "c d", ""]


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ({"types": ("figure",)}, "a b c"),
        ({"tags": ("key",)}, "a c d"),
        ({"topics": ("health",)}, "a b d"),
        ({"ids": ("a", "d")}, "b c"),
        ({"statuses": ("disputed",)}, "a b c"),
        ({"entities": ("china",)}, "b c d"),
        ({"tags": ("key",), "topics": ("health",)}, "a d"),
    ],
)
def test_each_criterion_of_without_alone_is_enough_to_leave_a_fact_out(without: dict[str, Any], expected: str) -> None:
    facts = [
        *row("a", entity="china"),
        *row("b", tags=("key",)),
        *row("c", topic=("labour", "health")),
        make_fact("d", status="disputed"),
    ]
    found = chosen(facts, all=SectionRule(facts=ALL, without=Selection(**without)))
    assert sorted(ids(found["all"]).split()) == expected.split()


def test_groups_stand_in_the_order_of_their_topics_with_their_titles() -> None:
    facts = [*row("l1", "l2", topic=("labour", "health")), *row("h1", topic=("health",)), *row("i1", priority=1)]
    found = chosen(facts, all=SectionRule(facts=ALL, group_by="topic"))["all"]
    assert [(group.id, group.title, [fact.id for fact in group.facts]) for group in found.groups] == [
        ("health", "Health", ["h1"]),
        ("investment", "Investment", ["i1"]),
        ("labour", "Labour", ["l1", "l2"]),
    ]
    assert ids(found) == "h1 i1 l1 l2"


def test_groups_share_the_room_of_their_section_by_priority() -> None:
    facts = [*row("h1", "h2", "h3", topic=("health",)), *row("l1", "l2", topic=("labour",), priority=1), *row("i1", priority=9)]
    found = chosen(facts, all=SectionRule(facts=ALL, group_by="topic", take_each=2, take=3))["all"]
    assert [(group.id, [fact.id for fact in group.facts]) for group in found.groups] == [
        ("health", ["h1"]),
        ("labour", ["l1", "l2"]),
    ]


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("entity", [("france", "France"), ("china", "China"), ("", "")]),
        ("status", [("disputed", "disputed"), ("asserted", "asserted")]),
        ("type", [("figure", "figure"), ("claim", "claim")]),
        ("actor", [("ministries", "ministries"), ("", "")]),
    ],
)
def test_facts_group_by_what_they_are_about_or_how_they_stand(group_by: Any, expected: list[tuple[str, str]]) -> None:
    facts = [
        make_fact("one", entity="china", status="disputed", actor="ministries"),
        *row("two", entity="france"),
        *row("three"),
    ]
    groups = chosen(facts, all=SectionRule(facts=ALL, group_by=group_by))["all"].groups
    assert [(group.id, group.title) for group in groups] == expected


def test_thousands_of_facts_are_grouped_quickly() -> None:
    facts = [make_fact(f"f{number}", priority=number % 9 + 1) for number in range(5_000)]
    found = chosen(facts, all=SectionRule(facts=ALL, group_by="topic"))["all"]
    assert len(found.facts) == 5_000
