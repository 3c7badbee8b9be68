"""What templates see of facts and how filters write it: disputed values, words for an audience, other languages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.model.dataset import Entity, EntityTranslation
from briefgen.model.diagnostic import Place, Severity
from briefgen.model.fact import Alternative, Evidence, Relation, Translation
from briefgen.model.value import Range, parse_date
from tests.builders import disputed, make_fact, prose, refused, rendered, say, show

COUNTRIES = (("one", "country"), ("other", "countries"))


GERMAN = EntityTranslation(name="Frankreich")


def read(folder: Path, expression: str, *facts: object, **parts: object) -> str:
    """Give the words that an expression prints."""
    return prose(rendered(folder, f"<p>{show(expression)}</p>", *facts, **parts).html)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["value", "number"])
def test_a_disputed_value_printed_bare_is_an_error_at_the_line_of_the_template(tmp_path: Path, name: str) -> None:
    template = "\n\n" + show(f"fact('signatories') | {name}") + """<i id="{{ fact('signatories')|anchor }}"></i>"""
    page = rendered(tmp_path, template, disputed())
    (found,) = page.diagnostics
    assert (found.code, found.severity, found.place) == ("BG230", Severity.ERROR, Place("templates/paper.html.j2", 3))
    assert "58 to 61" in page.html, "even then the page says that the sources disagree"


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("fact('signatories') | range", "58 to 61 countries"),
        ("fact('signatories') | preferred", "58 countries (published values differ)"),
        ("fact('signatories') | figure", "58 to 61"),
        ("fact('signatories') | label", "countries signed the statement"),
        ("fact('signatories')", "58 to 61 countries"),
        ("fact('signatories').sentence", "58 to 61 countries signed the statement."),
        ("fact('signatories') | level", "moderate"),
        ("fact('signatories').confidence.why", "counts differ"),
        ("fact('signatories').status | term", "disputed"),
        ("'part_of' | term", "part of"),
        ("fact('signatories').alternatives[0] | value", "61 countries"),
        ("fact('signatories').alternatives[0] | number", "61"),
        ("fact('signatories').alternatives[0].citations[0].source.short", "The Times"),
        ("fact('signatories').published | length", "2"),
    ],
)
def test_a_disputed_fact_is_written_as_disputed(tmp_path: Path, expression: str, words: str) -> None:
    assert read(tmp_path, expression, disputed()) == words


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("fact('money') | value", "over €109 billion"),
        ("fact('money') | preferred", "over €109 billion"),
        ("fact('money') | figure", "over €109 billion"),
        ("fact('money') | label", "announced"),
        ("fact('money').sentence", "Over €109 billion announced."),
        ("fact('money').as_of | date", "9 February 2025"),
        ("fact('money').as_of | date('short')", "9 Feb 2025"),
        ("fact('money').as_of.iso", "2025-02-09"),
        ("fact('money').citations[0].locator", "¶18"),
        ("fact('money').citations[0].quote", "109 billion"),
        ("fact('money').topic", "Investment"),
        ("fact('money').entity", "France"),
        ("fact('money').definition", "over several years"),
        ("fact('money').note", ""),
        ("fact('money').actor", ""),
        ("fact('money').marking", "TLP:CLEAR"),
        ("fact('money').priority", "5"),
    ],
)
def test_what_a_fact_gives(tmp_path: Path, expression: str, words: str) -> None:
    fact = make_fact(
        statement="{value} announced",
        qualifier="over",
        entity="france",
        definition="over several years",
        as_of=parse_date("2025-02-09"),
    )
    assert read(tmp_path, expression, fact) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": parse_date("2025-02-10"), "unit": "", "alternatives": ()}, "10 February 2025 (published values differ)"),
        ({"alternatives": (Alternative(value=Decimal(64), unit="signatories"),)}, "58 countries (published values differ)"),
        ({"value": Range(Decimal(58), Decimal(61)), "alternatives": ()}, "58 to 61 countries"),
        ({"alternatives": (Alternative(value=Decimal(58)), Alternative(value=Decimal(60)))}, "58 to 60 countries"),
    ],
)
def test_a_disputed_value_never_stands_alone_also_where_it_has_no_range(
    tmp_path: Path, fields: dict[str, object], words: str
) -> None:
    fact = disputed(statement="It is {value}", **fields)
    for expression in ("fact('signatories')", "fact('signatories') | preferred"):
        assert "(published values differ)" in read(tmp_path, expression, fact) or " to " in read(tmp_path, expression, fact)
    assert read(tmp_path, "fact('signatories')", fact) == words
    assert read(tmp_path, "fact('signatories').statement", fact) == f"It is {words}"
    assert f"It is {words}" in rendered(tmp_path, "{{ fact('signatories').statement }}", fact).facts_json


@pytest.mark.parametrize("name", ["value", "number", "figure", "preferred", "date", "range"])
def test_a_fact_without_a_value_has_none_to_print(tmp_path: Path, name: str) -> None:
    (found,) = refused(tmp_path, "\n" + show(f"fact('claim') | {name}"), say("claim", "It is so"))
    assert (found.code, found.place.line) == ("BG404", 2)
    assert name in found.message


def test_a_fact_without_a_value_prints_its_statement(tmp_path: Path) -> None:
    assert read(tmp_path, "fact('claim')", say("claim", "It is so")) == "It is so"


def test_a_fact_is_said_in_the_words_for_its_audience(tmp_path: Path) -> None:
    fact = say("claim", "In general words", wording={"readers": "In their words", "others": "In other words"})
    page = rendered(tmp_path, "{{ fact('claim').statement }}", fact)
    assert prose(page.html) == "In their words"
    assert "In their words" in page.facts_json
    assert "other words" not in page.facts_json + page.html, "what is worded for others stays with the editors"


def test_a_translated_fact_speaks_the_language_of_the_document(tmp_path: Path) -> None:
    french = Translation(
        statement="{value} ont signé",
        wording={"others": "non"},
        unit=(("one", "pays"), ("other", "pays")),
        definition="au 11 février",
    )
    fact = make_fact("signed", statement="{value} signed", value=Decimal(1_234_567), unit=COUNTRIES, translations={"fr": french})
    page = rendered(tmp_path, "<p>{{ fact('signed').sentence }} {{ fact('signed').definition }}</p>", fact, language="fr")
    assert prose(page.html).replace("\u202f", " ") == "1 234 567 pays ont signé. au 11 février"
    assert page.language == "fr"
    assert [item.code for item in page.diagnostics] == ["BG408"]


def test_topics_and_entities_are_named_in_the_language_of_the_document(tmp_path: Path) -> None:
    parts = {
        "entities": (
            Entity(id="france", type="country", name="France", translations={"de": EntityTranslation(name="Frankreich")}),
        ),
        "brief": {"for_each": ("entity", ("country",)), "title": "{item.name}", "translations": {}},
        "item": "france",
        "language": "de",
    }
    fact = make_fact(entity="france", translations={"de": Translation(statement="{value}")})
    page = rendered(tmp_path, "{{ title }} {{ item.title }} {{ fact('money').entity }}", fact, **parts)
    assert page.html == "Frankreich Frankreich Frankreich"


def test_facts_are_those_of_the_item_where_a_brief_has_a_document_for_each(tmp_path: Path) -> None:
    facts = (make_fact(entity="france"), make_fact("other", statement="Another saw {value}", value=Decimal(7)))
    parts = {"brief": {"for_each": ("entity", ("country",)), "title": "{item.name}"}, "item": "france"}
    template = "<p>{% for f in facts() %}{{ f.id }} {% endfor %}{{ fact('other').sentence }}</p>"
    page = rendered(tmp_path, template, *facts, **parts)
    assert prose(page.html) == "money Another saw €7.", "its own facts are selected; those of other items may be named"


def test_relations_lead_only_to_facts_that_the_document_may_have(tmp_path: Path) -> None:
    facts = (
        say("whole", "The whole", relations=(Relation(type="supersedes", fact="known"), Relation(type="part_of", fact="secret"))),
        say("known", "The known"),
        say("secret", "CANARY", marking="TLP:RED"),
    )
    template = "{% for r in fact('whole').relations %}{{ r.type | term }}: {{ r.fact.statement }}{% endfor %}"
    page = rendered(tmp_path, template, *facts)
    assert prose(page.html) == "supersedes: The known"
    assert "secret" not in page.html + page.facts_json + repr(page.ledger)


def test_sources_are_listed_once_with_the_facts_that_they_support(tmp_path: Path) -> None:
    facts = (say("a", "One"), say("b", "Two", sources=(Evidence(source="overview"), Evidence(source="times"))))
    template = (
        "{% for s in sources_of(sections.all.facts) %}{{ s.short }}:{% for f in s.facts %} {{ f.id }}{% endfor %}; {% endfor %}"
    )
    assert prose(rendered(tmp_path, template, *facts).html) == "Overview of the summit: a b; The Times: b;"


def test_facts_are_put_in_the_order_of_their_days(tmp_path: Path) -> None:
    facts = (
        make_fact("third", value=parse_date("2025-03"), unit=""),
        make_fact("undated"),
        make_fact("first", as_of=parse_date("2024")),
        make_fact("second", value=parse_date("2025-02-10/2025-02-11"), unit=""),
    )
    template = "{% for f in sections.all.facts | chronological %}{{ f.id }} {% endfor %}"
    assert rendered(tmp_path, template, *facts).html == "first second third undated "


def test_criteria_of_a_template_narrow_what_it_gets(tmp_path: Path) -> None:
    facts = (say("a", "One", tags=("key",)), say("b", "Two", tags=("key",), topic=("health",)), say("c", "Three"))
    template = "{% for f in facts(tags=['key'], topics=['health', 'investment'], types=['claim']) %}{{ f.id }}{% endfor %}"
    assert rendered(tmp_path, template, *facts).html == "ab"


def test_an_unknown_criterion_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, "{% for f in facts(topic=['health']) %}{{ f }}{% endfor %}")
    assert (found.code, found.hint) == ("BG404", "did you mean `topics`?")
