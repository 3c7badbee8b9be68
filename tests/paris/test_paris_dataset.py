"""The shipped dataset: as large and as careful as was promised."""

from __future__ import annotations

import re

import pytest

from briefgen import Project
from briefgen.model.dataset import Dataset
from briefgen.model.fact import Evidence, Relation
from tests.shipped import ROOT, Shipped

DOCUMENT = "summit-overview"
ISSUES = tuple(f"issue-d{number}" for number in range(1, 19))
INVENTED = "global-ai-ethics-consortium"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return Project.open(ROOT).dataset


def evidence(dataset: Dataset) -> list[Evidence]:
    facts = dataset.facts.values()
    return [item for fact in facts for item in (*fact.sources, *(one for other in fact.alternatives for one in other.sources))]


def test_there_are_enough_facts_and_recommendations(dataset: Dataset) -> None:
    assert len(dataset.facts) >= 110
    assert sum(fact.type == "recommendation" for fact in dataset.facts.values()) >= 25


def test_the_summit_document_is_cited_by_paragraph_and_quotation(dataset: Dataset) -> None:
    cited = [item.locator for item in evidence(dataset) if item.source == DOCUMENT]
    assert sum(bool(locator.paragraph and locator.quote) for locator in cited) >= 110


def test_each_of_the_18_issues_with_the_summit_document_is_held_by_facts(dataset: Dataset) -> None:
    found = {tag for fact in dataset.facts.values() for tag in fact.tags if re.fullmatch(r"issue-d\d+", tag)}
    assert found == set(ISSUES)


def test_no_fact_is_without_a_source_and_no_doubt_without_its_reason(dataset: Dataset) -> None:
    for fact in dataset.facts.values():
        assert fact.sources, fact.id
        assert fact.confidence.level == "high" or fact.confidence.why, fact.id


def test_the_europeans_150_billion_are_part_of_the_200_billion(dataset: Dataset) -> None:
    part, whole = dataset.facts["european-investor-pledge"], dataset.facts["investai-total"]
    assert (part.value, part.unit, whole.value, whole.unit) == (150_000_000_000, "EUR", 200_000_000_000, "EUR")
    assert Relation(type="part_of", fact="investai-total") in part.relations


def test_what_the_summit_did_not_found_stands_only_in_the_analyst_s_list_of_what_is_not_relied_on(
    dataset: Dataset, shipped: Shipped
) -> None:
    assert dataset.facts[INVENTED].status == "refuted"
    using = [document.stem for document in shipped.documents if INVENTED in document.ledger["facts"]]
    assert using == [shipped.document("analyst").stem]
    words = dataset.facts[INVENTED].statement
    for document in shipped.documents:
        if document.audience != "analyst":
            assert words not in document.html
            assert INVENTED not in document.html
    analyst = shipped.document("analyst").html
    section = re.search(r"<section[^>]*>(?:(?!</section>).)*Not relied on.*?</section>", analyst, re.DOTALL | re.IGNORECASE)
    assert section, "the analyst's paper has no section `Not relied on`"
    outside = analyst.replace(section[0], "").split("<body", 1)[1]
    assert words in section[0]
    assert words not in outside
