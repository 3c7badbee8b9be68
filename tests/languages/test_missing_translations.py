"""A document is made from words of its own language alone: what has none is reported, and never stands there in another."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.model.briefing import DocumentId, Text
from briefgen.model.dataset import Entity, EntityTranslation
from briefgen.model.diagnostic import Place
from briefgen.model.fact import (
    Alternative,
    AlternativeTranslation,
    Confidence,
    ConfidenceTranslation,
    Evidence,
    Fact,
    Translation,
)
from briefgen.model.source import Source, SourceTranslation
from briefgen.tailor import tailor
from tests.builders import NOON, SOURCES, disputed, make_fact, make_work, prose, refused, rendered, say, show, texts
from tests.projects import opened, write_project

LIST = "<ul>{% for f in sections.all.facts %}<li>{{ f.sentence }}</li>{% endfor %}</ul>"
SAID = {"fr": Translation(statement="Ceci est dit")}


def test_a_fact_without_translation_is_left_out_of_its_section_and_named_at_its_line(tmp_path: Path) -> None:
    page = rendered(tmp_path, LIST, say("said", "This is said", translations=SAID), say("mute", "English only"), language="fr")
    (found,) = dict.fromkeys(page.diagnostics)
    assert (found.code, str(found.place)) == ("BG260", "data/facts/first.yaml:2")
    assert found.message == "fact `mute`: `statement` has no words in French, and is left out"
    assert found.hint == "add translations: {fr: {statement: ...}} to it"
    assert prose(page.html) == "Ceci est dit."
    assert "English only" not in page.html + page.facts_json


def test_a_section_that_its_text_fills_misses_no_fact(tmp_path: Path) -> None:
    template = "<div>{% if sections.words.text %}{{ sections.words.text }}{% else %}" + LIST + "{% endif %}</div>"
    said = {("summit", "readers", "fr"): {"words": Text("Un texte.", Place("data/texts/summit/readers.fr.md", 3))}}
    page = rendered(tmp_path, template, say("mute", "English only"), text="x", language="fr", texts=said)
    assert (prose(page.html), page.diagnostics) == ("Un texte.", ())


@pytest.mark.parametrize("template", ["{{ fact('mute').statement }}", "{{ fact('mute').sentence }}", "{{ fact('mute') }}"])
def test_a_statement_that_a_template_asks_for_by_its_id_fails_the_document(tmp_path: Path, template: str) -> None:
    (found,) = refused(tmp_path, f"\n{template}", say("mute", "English only"), language="fr")
    assert (found.code, str(found.place)) == ("BG261", "data/facts/first.yaml:1")
    assert "fact `mute`: `statement` has no words in French, and templates/paper.html.j2:2 asks for it" in found.message


def test_numbers_and_dates_need_no_translation(tmp_path: Path) -> None:
    page = rendered(
        tmp_path, "<p>{{ fact('money') | value }}</p><i id=\"{{ fact('money')|anchor }}\"></i>", make_fact(), language="fr"
    )
    assert prose(page.html) == "109 milliards d’euros"
    assert page.diagnostics == ()
    assert "France announced" not in page.html + page.facts_json, "its statement does not go with it in another language"


def test_the_noun_of_a_unit_needs_one_and_a_symbol_none(tmp_path: Path) -> None:
    template = "{{ fact('n') | value }}"
    nouns = make_fact("n", value=Decimal(3), unit=(("one", "country"), ("other", "countries")), statement="{value} signed")
    (found,) = refused(tmp_path, template, nouns, language="fr")
    assert (found.code, found.message.split(",")[0]) == ("BG261", "fact `n`: `unit` has no words in French")
    for unit in ("km²", "MW", "percent", "EUR"):
        page = rendered(tmp_path, f"<p>{template}</p>", make_fact("n", value=Decimal(3), unit=unit), language="fr")
        assert "BG261" not in {item.code for item in page.diagnostics}, unit


def test_a_fact_whose_unit_is_not_translated_is_left_out_of_lists(tmp_path: Path) -> None:
    fact = make_fact("n", value=Decimal(3), unit="countries", translations={"fr": Translation(statement="{value} ont signé")})
    page = rendered(tmp_path, LIST, fact, language="fr")
    assert [item.message for item in dict.fromkeys(page.diagnostics)] == [
        "fact `n`: `unit` has no words in French, and is left out"
    ]
    assert prose(page.html) == ""


FIELDS = (
    ("definition", "fact('f').definition", {"definition": "English words"}),
    ("note", "fact('f').note", {"note": "English words"}),
    ("actor", "fact('f').actor", {"actor": "English words"}),
    ("confidence.why", "fact('f').confidence.why", {"confidence": Confidence(level="low", why="English words")}),
    (
        "alternatives.0.note",
        "fact('f').alternatives[0].note",
        {"alternatives": (Alternative(value=Decimal(1), note="English words"),)},
    ),
)


@pytest.mark.parametrize(("field", "expression", "given"), FIELDS)
def test_other_words_of_a_fact_are_left_out_of_a_template_and_fail_in_a_text(
    tmp_path: Path, field: str, expression: str, given: dict[str, object]
) -> None:
    fact = say("f", "Said", translations=SAID, **given)
    page = rendered(tmp_path, f"<p>a{{{{ {expression} }}}}b</p>", fact, language="fr")
    assert prose(page.html) == "ab"
    assert [(item.code, f"`{field}` has no words" in item.message) for item in dict.fromkeys(page.diagnostics)] == [
        ("BG260", True)
    ]
    said = {("summit", "readers", "fr"): {"words": Text(f"{{{{ {expression} }}}}", Place("data/texts/summit/readers.fr.md", 3))}}
    (found,) = refused(tmp_path, "{{ sections.words.text }}", fact, text="x", texts=said, language="fr")
    assert found.code == "BG261"
    assert "data/texts/summit/readers.fr.md:3 asks for it" in found.message


def test_all_words_of_a_fact_can_be_translated(tmp_path: Path) -> None:
    french = Translation(
        statement="{value} ont signé",
        unit=(("one", "pays"), ("other", "pays")),
        definition="définition",
        note="remarque",
        actor="acteur",
        confidence=ConfidenceTranslation(why="raison"),
        alternatives=(AlternativeTranslation(note="autre"),),
    )
    times = (Evidence(source="times"),)
    fact = disputed(
        definition="meaning",
        note="note",
        actor="actor",
        alternatives=(
            Alternative(value=Decimal(61), unit=(("one", "country"), ("other", "countries")), note="other", sources=times),
        ),
        translations={"fr": french},
    )
    words = ("sentence", "definition", "note", "actor", "confidence.why", "alternatives[0] | value", "alternatives[0].note")
    shown = " ".join(show(f"fact('signatories').{name}") for name in words)
    page = rendered(tmp_path, f"<p>{shown}</p>", fact, language="fr")
    assert prose(page.html) == "58 à 61 pays ont signé. définition remarque acteur raison 61 pays autre"
    assert {item.code for item in page.diagnostics} == {"BG408"}


def test_a_text_value_is_translated_and_its_exact_form_stays(tmp_path: Path) -> None:
    french = Translation(statement="C’est {value}", value="Sommet pour l’action")
    fact = make_fact("name", type="name", value="Action Summit", unit="", statement="It is {value}", translations={"fr": french})
    template = "<p>{{ fact('name').statement }}</p><i id=\"{{ fact('name')|anchor }}\"></i>"
    page = rendered(tmp_path, template, fact, language="fr")
    assert prose(page.html) == "C’est Sommet pour l’action"
    assert [entry.raw for entry in page.ledger.entries if entry.role == "value"] == ["Action Summit"]


def test_a_quotation_keeps_its_language_and_says_so(tmp_path: Path) -> None:
    quoted = {"unit": (("one", "country"), ("other", "countries")), "value": Decimal(100), "qualifier": "over"}
    fact = make_fact("said", type="quotation", statement="participants from {value}", definition="x", **quoted)
    template = "<p>{{ _('“%(words)s”', words=fact('said').statement) }}</p><i id=\"{{ fact('said')|anchor }}\"></i>"
    page = rendered(tmp_path, template, fact, language="fr")
    assert prose(page.html) == "«\u202fparticipants from over 100 countries\u202f»"
    assert '<span data-fact="said" id="v1" lang="en-GB" dir="ltr">participants from ' in page.html
    assert page.diagnostics == ()
    said = make_fact("said", type="quotation", statement="x {value}", translations={"fr": Translation(statement="de {value}")})
    assert 'lang="en' not in rendered(tmp_path, template, said, language="fr").html, "a source in that language has its own words"


def test_names_of_sources_stay_and_carry_their_language_and_descriptions_are_left_out(tmp_path: Path) -> None:
    sources = (
        Source(id="overview", type="report", title="Own title", title_short="Short", language="en", note="a note"),
        Source(id="times", type="report", title="[A report]", title_short="The Times", translations={"fr": FRENCH_SOURCE}),
    )
    cites = (Evidence(source="overview"), Evidence(source="times"))
    template = (
        "<p>{% for c in fact('f').citations %}{{ c.source.short }}: {{ c.source.title }}: {{ c.source.note }}. {% endfor %}</p>"
    )
    page = rendered(tmp_path, template, say("f", "x", sources=cites, translations=SAID), language="fr", sources=sources)
    assert prose(page.html) == "Short: Own title: . Le Times: [Un article]: ."
    assert '<span lang="en" dir="ltr">Short</span>: <span lang="en" dir="ltr">Own title</span>' in page.html
    assert [item.message for item in page.diagnostics] == ["source `overview`: `note` has no words in French, and is left out"]
    described = (Source(id="overview", type="report", title="[A report]", title_short="Short"), SOURCES[1])
    page = rendered(tmp_path, template, say("f", "x", sources=cites[:1], translations=SAID), language="fr", sources=described)
    assert "A report" not in page.html
    assert [item.code for item in page.diagnostics] == ["BG260"]


FRENCH_SOURCE = SourceTranslation(title="[Un article]", title_short="Le Times")


def test_titles_that_are_needed_fail_the_document_by_name(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, "{{ title }}", language="fr", brief={"translations": {}})
    assert (found.code, found.message.split(",")[0]) == ("BG261", "brief `summit`: `title` has no words in French")
    (found,) = refused(tmp_path, "{{ title }}", language="fr", audience={"translations": {}})
    assert found.message.startswith("audience `readers`: `title` has no words in French")
    (found,) = refused(tmp_path, "{{ fact('f').topic }}", say("f", "x", translations=SAID), language="fr")
    assert found.message.startswith("topic `investment`: `title` has no words in French")
    france = (Entity(id="france", type="country", name="France", translations={"de": EntityTranslation(name="Frankreich")}),)
    (found,) = refused(
        tmp_path, "{{ fact('f').entity }}", say("f", "x", entity="france", translations=SAID), entities=france, language="fr"
    )
    assert found.message.startswith("entity `france`: `name` has no words in French")


def test_a_text_that_is_not_there_in_a_language_is_named_with_its_file() -> None:
    work = make_work([say("f", "x")], texts=texts({"words": "English"}))
    (found,) = tailor(work, DocumentId("summit", "", "readers", "fr"), NOON).diagnostics
    assert (found.code, str(found.place)) == ("BG263", "data/texts/summit/readers.md:1")
    assert "there is no `data/texts/summit/readers.fr.md`" in found.message
    french = {("summit", "readers", "fr"): {"other": Text("Autre", Place("data/texts/summit/readers.fr.md", 3))}}
    work = make_work([say("f", "x")], texts={**texts({"words": "English", "other": "Other"}), **french})
    (found,) = tailor(work, DocumentId("summit", "", "readers", "fr"), NOON).diagnostics
    assert (found.code, str(found.place)) == ("BG263", "data/texts/summit/readers.md:3")
    assert "the text of `words` has no translation in `data/texts/summit/readers.fr.md`" in found.message
    assert tailor(work, DocumentId("summit", "", "readers", "en"), NOON).diagnostics == ()


def test_an_audience_with_a_title_of_its_own_does_not_keep_the_translations_of_the_package_s(tmp_path: Path) -> None:
    audiences = opened(write_project(tmp_path, audiences="minister: {title: Note for the mayor}\n")).work.audiences
    assert audiences["minister"].translations == {}
    assert audiences["public"].translations["fr"].title == "En clair"
    merged = opened(write_project(tmp_path, audiences="public: {translations: {de: {title: Kurz gesagt}}}\n")).work.audiences
    assert {"fr", "ar", "de"} <= set(merged["public"].translations)


def test_a_regional_language_takes_its_own_words_before_those_of_the_language(tmp_path: Path) -> None:
    said = {"fr": Translation(statement="en général"), "fr-CA": Translation(statement="au Québec")}
    fact: Fact = say("f", "x", translations=said)
    assert prose(rendered(tmp_path, "<p>{{ fact('f').statement }}</p>", fact, language="fr-CA").html) == "au Québec"
    assert prose(rendered(tmp_path, "<p>{{ fact('f').statement }}</p>", fact, language="fr-BE").html) == "en général"
