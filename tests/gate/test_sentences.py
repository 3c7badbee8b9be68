"""Sentences are held to their audience's limits, and likelihood is kept apart from confidence, each at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.gate.sentences import check_limits, check_registers, sentences_of
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.fact import Confidence
from briefgen.model.settings import Limits
from tests.builders import make_fact, say
from tests.drafts import HEAD, TEMPLATE, TEXT, draft

FIVE = {"limits": Limits(sentence_words=5)}
WORDS = HEAD + "{{ sections.words.text }}"


def limits(folder: Path, template: str, *facts: Any, **parts: Any) -> tuple[Diagnostic, ...]:
    made = draft(folder, template, *facts, **parts)
    return check_limits(sentences_of(made.reading), made.reading, made.page, made.briefing)


def mixed(folder: Path, template: str, *facts: Any, **parts: Any) -> tuple[Diagnostic, ...]:
    made = draft(folder, template, *facts, **parts)
    return check_registers(sentences_of(made.reading), made.reading, made.page, made.briefing)


def test_a_long_sentence_of_an_editor_is_found_at_its_line_with_its_count(tmp_path: Path) -> None:
    text = "This one is short.\n\nThis *other* one has far too many words in it."

    (found,) = limits(tmp_path, WORDS, text=text, audience=FIVE)

    assert found.code == "BG223"
    assert found.severity is Severity.WARNING
    assert found.place == Place(TEXT, 5)
    assert found.message.startswith("10 words in a sentence, 5 over the limit of 5: “This other one has far")


def test_a_long_sentence_with_a_value_in_it_is_found_at_the_line_of_its_text(tmp_path: Path) -> None:
    text = 'Short.\n\nShort.\n\nIt has {{ fact("money") | value }} and then it goes on.'

    (found,) = limits(tmp_path, WORDS, text=text, audience=FIVE)

    assert found.place == Place(TEXT, 7)


def test_a_long_statement_is_found_at_its_record_and_the_hint_names_the_wording(tmp_path: Path) -> None:
    first, second = say("short", "It is so"), say("long", "It is so and it is so again and again")

    (found,) = limits(tmp_path, HEAD + "{% for f in facts() %}<p>{{ f.sentence }}</p>{% endfor %}", first, second, audience=FIVE)

    assert found.place == Place("data/facts/first.yaml", 2)
    assert "wording: {readers: ...}" in found.hint


def test_the_reason_for_a_doubt_is_found_at_the_record_that_gives_it(tmp_path: Path) -> None:
    fact = make_fact(confidence=Confidence(level="low", why="nobody has ever seen how it was counted"))
    template = HEAD + "<p>{{ fact('money') | value }}. {{ fact('money').confidence.why }}.</p>"

    (found,) = limits(tmp_path, template, fact, audience=FIVE)

    assert found.place == Place("data/facts/first.yaml", 1)


def test_a_long_sentence_of_a_template_is_found_at_the_template(tmp_path: Path) -> None:
    (found,) = limits(tmp_path, HEAD + "<p>These words stand in no text but here.</p>", audience=FIVE)

    assert found.place == Place(TEMPLATE)


@pytest.mark.parametrize(
    "words",
    [
        "<p>This is short. So is this.</p>",
        "<h2>This heading has far more than five words</h2>",
        "<table><caption>A caption of far more than five words</caption></table>",
        "<table><tr><th scope='col'>A head of far more than five words</th></tr></table>",
        "<section class='sources'><p>Overview, and other sources, all in one long line.</p></section>",
        "<ul class='source-list'><li>Overview: a title that is of more than five words</li></ul>",
        "<ol class='notes plain'><li>Overview, paragraph, and the words of the quotation</li></ol>",
        "<p class='furniture'>A running head is none of the document's words.</p>",
        "<p>Overview of the summit said: “one two three four five six”.</p>",
    ],
)
def test_what_is_no_sentence_of_the_document_is_not_counted(tmp_path: Path, words: str) -> None:
    assert limits(tmp_path, HEAD + words, make_fact(), audience=FIVE) == ()


def test_words_in_quotation_marks_count_where_nobody_is_quoted(tmp_path: Path) -> None:
    (found,) = limits(tmp_path, HEAD + "<p>“We will judge them by their terms.”</p>", audience=FIVE)

    assert found.message.startswith("7 words")


def test_without_a_limit_no_sentence_is_too_long(tmp_path: Path) -> None:
    assert limits(tmp_path, HEAD + f"<p>{'word ' * 200}.</p>") == ()


def test_a_paragraph_of_too_many_sentences_is_found(tmp_path: Path) -> None:
    text = "One is here. Two is here.\n\nOne is here. Two is here. Three is here.\n"

    (found,) = limits(tmp_path, WORDS, text=text, audience={"limits": Limits(paragraph_sentences=2)})

    assert (found.code, found.severity) == ("BG224", Severity.WARNING)
    assert found.message.startswith("3 sentences in a paragraph, 1 over the limit of 2")


def test_a_paragraph_of_statements_is_found_where_they_were_put_together(tmp_path: Path) -> None:
    facts = (say("a", "It is so"), say("b", "It is not so"))
    template = HEAD + "\n<p>{% for f in facts() %}{{ f.sentence }} {% endfor %}</p>"

    (found,) = limits(tmp_path, template, *facts, audience={"limits": Limits(paragraph_sentences=1)})

    assert found.place == Place(TEMPLATE, 2)


def test_a_source_code_in_brackets_is_no_sentence(tmp_path: Path) -> None:
    template = HEAD + "<p>It is so. [SO ¶18; BT]</p><p>It is so. (very low)</p>"

    assert limits(tmp_path, template, audience={"limits": Limits(paragraph_sentences=1)}) == ()


def test_a_document_that_is_too_hard_to_read_is_found(tmp_path: Path) -> None:
    hard = "<p>Interinstitutional harmonisation necessitates comprehensive implementation mechanisms.</p>"
    audience = {"limits": Limits(reading_level=40)}

    (found,) = limits(tmp_path, HEAD + hard, audience=audience)

    assert found.code == "BG225"
    assert "over the limit of 40" in found.message
    assert limits(tmp_path, HEAD + "<p>The cat sat on the mat. It was fat.</p>", audience=audience) == ()


def test_likelihood_and_confidence_in_one_sentence_are_found_with_the_facts_in_it(tmp_path: Path) -> None:
    text = 'It is so.\n\nIt is very likely that {{ fact("jobs").statement }}, with moderate confidence.'

    (found,) = mixed(tmp_path, WORDS, say("jobs", "jobs will change"), text=text)

    assert (found.code, found.severity) == ("BG236", Severity.ERROR)
    assert found.place == Place(TEXT, 5)
    assert "`jobs`" in found.message
    assert "very likely" in found.message


def test_a_statement_that_mixes_likelihood_and_confidence_is_found_at_its_record(tmp_path: Path) -> None:
    fact = say("jobs", "It is likely, with high confidence, that jobs will change")

    (found,) = mixed(tmp_path, HEAD + "<p>{{ fact('jobs').sentence }}</p>", fact)

    assert found.place == Place("data/facts/first.yaml", 1)


@pytest.mark.parametrize(
    "words",
    [
        "<p>It is very likely. We have moderate confidence in that.</p>",
        "<p>It is likely.</p>",
        "<p>Confidence low: few saw it.</p>",
    ],
)
def test_likelihood_and_confidence_in_sentences_of_their_own_are_right(tmp_path: Path, words: str) -> None:
    assert mixed(tmp_path, HEAD + words) == ()
