"""Admission: what is secret never enters a briefing; what editors leave out is left out for a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model.briefing import Briefing, DocumentId
from briefgen.model.fact import Fact, Relation
from briefgen.model.marking import TLP
from briefgen.model.settings import Admits, SectionRule, Selection
from briefgen.tailor import Pools, fewer, tailor
from tests.builders import NOON, disputed, make_fact, make_work, rendered, say

AT = datetime(2025, 2, 11, 12, tzinfo=timezone(timedelta(hours=1)))


def briefing(*facts: Fact, as_at: datetime = NOON, **parts: Any) -> Briefing:
    """Tailor the one document of some facts."""
    return tailor(make_work(facts, **parts), DocumentId("summit", "", "readers", "en"), as_at)


def admitting(**admits: Any) -> dict[str, Any]:
    """Make an audience that admits something."""
    return {"audience": {"admits": Admits(**admits)}}


@pytest.mark.parametrize(("ceiling", "highest"), [("", 0), ("TLP:CLEAR", 0), ("TLP:AMBER", 2), ("TLP:RED", 4)])
def test_facts_up_to_the_ceiling_are_admitted(ceiling: str, highest: int) -> None:
    facts = [say(f"f{number}", "It is so", marking=label) for number, label in enumerate(TLP.labels)]
    found = briefing(*facts, **admitting(marking=ceiling))
    assert list(found.dataset.facts) == [f"f{number}" for number in range(highest + 1)]
    assert all("ceiling" in found.refusal(f"f{number}") for number in range(highest + 1, 5))
    assert not any(found.refusal(f"f{number}") for number in range(highest + 1))


@pytest.mark.parametrize(
    ("as_at", "is_admitted"),
    [
        (AT - timedelta(microseconds=1), False),
        (AT, True),
        (datetime(2025, 2, 11, 11, tzinfo=UTC), True),
        (datetime(2025, 2, 11, 11, tzinfo=timezone(timedelta(hours=2))), False),
    ],
)
def test_an_embargo_ends_at_its_instant_in_every_time_zone(as_at: datetime, is_admitted: bool) -> None:
    found = briefing(say("news", "It is so", embargo_until=AT), as_at=as_at)
    assert ("news" in found.dataset.facts) is is_admitted
    assert ("embargo" in found.refusal("news")) is not is_admitted


def test_statuses_and_types_are_editorial_and_no_secrets() -> None:
    facts = (say("claimed", "One"), say("refuted", "Two", status="refuted"), make_fact("counted"))
    found = briefing(*facts, **admitting(types=("claim",)))
    assert list(found.dataset.facts) == ["claimed"]
    assert "status refuted" in found.refusal("refuted")
    assert "type figure" in found.refusal("counted")


def test_all_statuses_but_refuted_are_admitted_where_nothing_is_said() -> None:
    statuses = ("asserted", "corroborated", "disputed", "corrected", "superseded", "refuted", "unverifiable")
    found = briefing(*(say(status, "It is so", status=status) for status in statuses))
    assert set(statuses) - set(found.dataset.facts) == {"refuted"}


def test_recommendations_and_commitments_stand_beyond_statuses() -> None:
    facts = [say(kind, "Do it", type=kind) for kind in ("recommendation", "commitment", "claim")]
    found = briefing(*facts, **admitting(statuses=("corroborated",)))
    assert list(found.dataset.facts) == ["recommendation", "commitment"]


def test_a_recommendation_is_no_less_secret_for_that() -> None:
    assert not briefing(say("advice", "Do it", type="recommendation", marking="TLP:RED")).dataset.facts


def test_a_brief_takes_the_facts_that_meet_each_of_its_criteria() -> None:
    facts = (say("a", "One", tags=("key",)), say("b", "Two", tags=("key",), topic=("health",)), say("c", "Three"))
    found = briefing(*facts, brief={"facts": Selection(tags=("key", "other"), topics=("investment",))})
    assert list(found.dataset.facts) == ["a"]
    assert [found.refusal(name) for name in "abcd"] == ["", *2 * ["the brief does not select it"], ""]


def test_relations_to_facts_that_are_not_admitted_are_dropped() -> None:
    relations = tuple(Relation(type="part_of", fact=name) for name in ("open", "secret", "early", "refuted"))
    found = briefing(
        say("whole", "One", relations=relations),
        say("open", "Two"),
        say("secret", "Three", marking="TLP:AMBER"),
        say("early", "Four", embargo_until=NOON + timedelta(days=1)),
        say("refuted", "Five", status="refuted"),
    )
    assert [relation.fact for relation in found.dataset.facts["whole"].relations] == ["open"]
    assert [relation.fact for fact in found.sections["all"].facts for relation in fact.relations] == ["open"]


EVERY_WAY = """<title>{{ title }}</title>{% for f in facts() %}<article id="{{ f|anchor }}" title="{{ f.statement }}">{{ f }}
{{ f.sentence }}{{ f.note }}{{ f.definition }}{% for r in f.relations %}{{ r.fact.statement }}{% endfor %}
{% for c in f.citations %}{{ c.source.title }}{{ c.quote }}{{ c.locator }}{% endfor %}{{ f.topic }}{{ f.entity }}
{% for a in f.alternatives %}{{ a.note }}{{ a }}{% endfor %}</article>{% endfor %}{% for s in sections.values() %}
{% for f in s.facts %}{{ f.sentence }}{% endfor %}{% for g in s.groups %}{{ g.title }}{% endfor %}{% endfor %}
{% for s in sources_of(used_facts()) %}{{ s.title }}{% endfor %}<script>{{ json_ld }}</script>{{ marking }}"""

instants = st.none() | st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
drawn_secrets = st.lists(
    st.tuples(
        st.sampled_from(TLP.labels),
        instants,
        st.sampled_from(("asserted", "refuted", "disputed")),
        st.sets(st.integers(0, 5)),
    ),
    min_size=1,
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(drawn_secrets, st.sampled_from(TLP.labels))
def test_nothing_of_a_forbidden_fact_is_anywhere_in_a_page(tmp_path: Path, drawn: list[Any], ceiling: str) -> None:
    facts = [_canary(number, len(drawn), *fields) for number, fields in enumerate(drawn)]
    rules = {"all": SectionRule(facts=Selection(), group_by="status"), "few": SectionRule(facts=Selection(), take=2)}
    audience = {"admits": Admits(marking=ceiling), "sections": rules}
    page = rendered(tmp_path, EVERY_WAY, *facts, audience=audience)
    everything = "\n".join((page.html, page.facts_json, repr(page.ledger), page.title, repr(page.diagnostics)))
    for number, (label, embargo, status, _) in enumerate(drawn):
        is_forbidden = not TLP.admits(ceiling, label) or (embargo is not None and embargo > NOON)
        is_there = f"canary{number}" in everything.lower()
        assert is_there is (not is_forbidden and status != "refuted")


def _canary(number: int, count: int, marking: str, embargo: datetime | None, status: str, related: set[int]) -> Fact:
    """Make a fact of which each field carries its mark."""
    word = f"Canary{number}"
    relations = tuple(Relation(type="part_of", fact=f"canary{other}-id") for other in sorted(related) if other < count)
    return disputed(
        f"canary{number}-id",
        statement=f"{word} says {{value}}",
        note=word,
        definition=word,
        unit=word,
        alternatives=(),
        marking=marking,
        embargo_until=embargo,
        status=status,
        relations=relations,
        wording={"others": word},
        tags=(word,),
    )


def test_dropped_facts_leave_sections_and_groups_but_not_the_dataset() -> None:
    rules = {"all": SectionRule(facts=Selection(), group_by="topic")}
    found = briefing(say("one", "One"), say("two", "Two", topic=("health",)), audience={"sections": rules})

    shorter = fewer(found, ("two",))

    assert [fact.id for fact in shorter.sections["all"].facts] == ["one"]
    assert [group.id for group in shorter.sections["all"].groups] == ["investment"]
    assert "two" in shorter.dataset.facts


def test_sources_that_only_a_secret_fact_cites_are_not_in_the_document() -> None:
    cited = briefing(say("open", "One"), disputed("secret", marking="TLP:RED")).dataset.sources

    assert list(cited) == ["overview"]


def test_facts_under_embargo_are_secret_unless_they_are_asked_for() -> None:
    facts = (
        say("open", "One"),
        say("early", "Two", embargo_until=NOON + timedelta(days=1)),
        say("red", "Three", marking="TLP:RED"),
    )
    work, document = make_work(facts), DocumentId("summit", "", "readers", "en")
    admits = work.audiences["readers"].admits

    assert list(Pools(work, NOON).secrets(admits, embargoed=False)) == ["early", "red"]
    assert list(Pools(work, NOON).secrets(admits, embargoed=True)) == ["red"]
    assert "early" in tailor(work, document, NOON, embargoed=True).dataset.facts
