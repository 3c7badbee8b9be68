"""The plan: which documents a project has, and whose words stand in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefgen.model.briefing import DocumentId, Text, Work
from briefgen.model.dataset import Entity
from briefgen.model.diagnostic import Exit, Place, Problems, Severity, exit_status
from briefgen.model.settings import Audience, Brief, SectionRule
from briefgen.tailor import Request, plan, tailor, unmet
from tests.builders import EVERYTHING, NOON, make_work, say

ENTITIES = tuple(
    Entity(id=name, type=kind, name=name.title()) for name, kind in (("un", "body"), ("france", "country"), ("china", "country"))
)


def work(*briefs: Brief, **audience: Any) -> Work:
    """Make a project of two audiences, of which `readers` has French documents too."""
    made = make_work([say("a", "One", entity="france"), say("b", "Two", topic=("health", "investment"))], entities=ENTITIES)
    readers = replace(made.audiences["readers"], languages=("en", "fr"), **audience)
    others = Audience(title="Others", template="paper.html.j2", sections=EVERYTHING)
    return replace(made, settings=replace(made.settings, briefs=briefs), audiences={"readers": readers, "others": others})


SUMMIT = Brief(id="summit", title="The summit", audiences=("others", "readers"))
PROFILE = Brief(id="profile", title="{item.name}: a profile", audiences=("others",), for_each=("entity", ("country",)))
SECTOR = Brief(id="sector", title="{item.title} view", audiences=("others",), for_each=("topic", ("health", "investment")))


def test_a_brief_has_a_document_for_each_audience_and_language() -> None:
    assert list(map(str, plan(work(SUMMIT)))) == ["summit/others/en", "summit/readers/en", "summit/readers/fr"]


def test_a_brief_for_each_entity_has_a_document_for_each_of_that_type() -> None:
    assert list(map(str, plan(work(PROFILE)))) == ["profile/france/others/en", "profile/china/others/en"]


def test_a_brief_for_each_topic_has_a_document_for_each_that_it_names() -> None:
    assert list(map(str, plan(work(SECTOR)))) == ["sector/health/others/en", "sector/investment/others/en"]


@pytest.mark.parametrize(
    ("request_", "count"),
    [
        (Request(), 7),
        (Request(briefs=("summit",)), 3),
        (Request(briefs=("summit", "sector")), 5),
        (Request(audiences=("readers",)), 2),
        (Request(languages=("fr",)), 1),
    ],
)
def test_a_request_narrows_the_plan_by_every_list_that_it_gives(request_: Request, count: int) -> None:
    assert len(plan(work(SUMMIT, PROFILE, SECTOR), request_)) == count


def test_unknown_names_are_all_told_with_the_nearest_ones() -> None:
    with pytest.raises(Problems) as caught:
        plan(work(SUMMIT, PROFILE), Request(briefs=("sumit", "xyz")))
    first, second = caught.value.diagnostics
    assert (first.code, first.hint) == ("BG006", "did you mean `summit`?")
    assert second.hint == "there are: profile, summit"
    assert exit_status(caught.value.diagnostics) is Exit.USAGE


@pytest.mark.parametrize("unknown", [{"audiences": ("reader",)}, {"languages": ("de",)}])
def test_an_audience_or_language_that_no_document_has_is_unknown(unknown: dict[str, Any]) -> None:
    with pytest.raises(Problems, match="BG006"):
        plan(work(SUMMIT), Request(**unknown))


def test_names_that_no_document_has_together_are_told() -> None:
    with pytest.raises(Problems) as caught:
        plan(work(SUMMIT, PROFILE, SECTOR), Request(briefs=("profile", "sector"), languages=("fr",)))
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == ("BG006", "no document is of brief `profile` or `sector` and language `fr`")
    assert exit_status((found,)) is Exit.USAGE


def test_a_format_that_no_document_asked_for_is_made_in_is_told_with_those_there_are() -> None:
    made = work(SUMMIT, PROFILE, formats=("html",))
    with pytest.raises(Problems) as caught:
        plan(made, Request(audiences=("readers",)), ("pdf",))
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == ("BG006", "audience `readers` is made as html, not as pdf")
    assert found.hint == "ask for html, or add pdf to its `formats` in data/audiences.yaml"
    assert exit_status((found,)) is Exit.USAGE


def test_an_audience_asked_for_by_name_that_is_not_made_in_a_format_is_a_warning_beside_others_that_are() -> None:
    made = work(SUMMIT, formats=("html",))
    both = Request(audiences=("readers", "others"))
    assert [document.audience for document in plan(made, both, ("pdf",))] == ["others"]
    (warning,) = unmet(made, both, ("pdf",))
    assert (warning.code, warning.severity) == ("BG006", Severity.WARNING)
    assert "audience `readers` is made as html" in warning.message
    assert unmet(made, both, ("html", "pdf")) == ()


def test_a_format_for_whoever_has_it_leaves_the_others_out_without_a_word() -> None:
    made = work(SUMMIT, formats=("html",))
    assert [document.audience for document in plan(made, Request(briefs=("summit",)), ("pdf",))] == ["others"]
    assert unmet(made, Request(briefs=("summit",)), ("pdf",)) == ()


def test_unknown_names_of_several_kinds_are_told_in_one_run() -> None:
    with pytest.raises(Problems) as caught:
        plan(work(SUMMIT), Request(briefs=("sumit",), audiences=("reader",), languages=("de",)))
    assert len(caught.value.diagnostics) == 3


def test_an_item_fills_the_title_and_gives_its_sections_the_facts_about_it() -> None:
    made = work(SUMMIT, PROFILE, SECTOR)
    france = tailor(made, DocumentId("profile", "france", "others", "en"), NOON)
    assert (france.title, [fact.id for fact in france.sections["all"].facts]) == ("France: a profile", ["a"])
    investment = tailor(made, DocumentId("sector", "investment", "others", "en"), NOON)
    assert (investment.title, len(investment.sections["all"].facts)) == ("Investment view", 2)
    health = tailor(made, DocumentId("sector", "health", "others", "en"), NOON)
    assert [fact.id for fact in health.sections["all"].facts] == ["b"]


def test_an_entity_and_a_topic_of_the_same_name_are_not_confused() -> None:
    made = work(replace(PROFILE, for_each=("entity", ("theme",))), SECTOR)
    entities = {**made.dataset.entities, "health": Entity(id="health", type="theme", name="Health, a body")}
    made = replace(made, dataset=replace(made.dataset, entities=entities))
    assert tailor(made, DocumentId("profile", "health", "others", "en"), NOON).title == "Health, a body: a profile"
    assert tailor(made, DocumentId("sector", "health", "others", "en"), NOON).title == "Health view"


def words_in(language: str, item: str, texts: dict[tuple[str, str, str], str], locale: str = "en-GB") -> str | None:
    """Give the words that a document gets of some files' texts."""
    made = work(replace(PROFILE, audiences=("readers",)), sections={"words": SectionRule()})
    placed = {key: {"words": Text(body, Place())} for key, body in texts.items()}
    made = replace(made, texts=placed, settings=replace(made.settings, locale=locale))
    found = tailor(made, DocumentId("profile", item, "readers", language), NOON).sections["words"].text
    return found.body if found else None


BRIEF, ITEM = ("profile", "readers"), ("profile/france", "readers")


@pytest.mark.parametrize(
    ("texts", "english", "french"),
    [
        ({(*BRIEF, ""): "plain"}, "plain", None),
        ({(*BRIEF, "fr"): "french"}, None, "french"),
        ({(*BRIEF, ""): "plain", (*BRIEF, "en"): "english", (*BRIEF, "fr"): "french"}, "english", "french"),
        ({(*BRIEF, ""): "plain", (*ITEM, ""): "of France"}, "of France", None),
        ({(*BRIEF, "fr"): "french", (*ITEM, ""): "of France"}, "of France", "french"),
        ({("profile/china", "readers", ""): "of China"}, None, None),
        ({("profile", "others", ""): "for others"}, None, None),
        ({("summit", "readers", ""): "of another brief"}, None, None),
    ],
)
def test_texts_are_those_of_the_item_and_the_language(
    texts: dict[tuple[str, str, str], str], english: str | None, french: str | None
) -> None:
    assert (words_in("en", "france", texts), words_in("fr", "france", texts)) == (english, french)


def test_a_text_without_a_language_is_in_the_projects_own() -> None:
    texts = {(*BRIEF, ""): "plain"}
    assert words_in("fr", "france", texts, locale="fr-FR") == "plain"
    assert words_in("en", "france", texts, locale="fr-FR") is None


def test_a_regional_language_takes_the_words_of_its_language() -> None:
    texts = {(*BRIEF, ""): "plain", (*BRIEF, "fr"): "french", (*BRIEF, "fr-CA"): "of Canada"}
    assert [words_in(language, "france", texts) for language in ("en-US", "fr-CA", "fr-BE")] == ["plain", "of Canada", "french"]
