"""The words of templates and formatters in the languages of documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from briefgen.model.diagnostic import Problems
from tests.builders import make_fact, prose, rendered, say
from tests.shipped import ROOT

LOCALE = ROOT / "templates/locale"
SHIPPED = ("fr", "ar")


def spoken() -> Iterator[str]:
    """Give every message that templates and Python mark for translation, as `make messages` finds them."""
    with (LOCALE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for found in extract_from_dir(str(ROOT), methods, options):
        message = found[2]
        yield from (message,) if isinstance(message, str) else message


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES/briefgen.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def write(folder: Path, language: str, *messages: tuple[str, str]) -> None:
    """Write a catalogue of the project's own."""
    path = folder / "templates/locale" / language / "LC_MESSAGES/briefgen.po"
    path.parent.mkdir(parents=True)
    entries = "\n\n".join(f'#, python-format\nmsgid "{message}"\nmsgstr "{words}"' for message, words in messages)
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{entries}\n', encoding="utf-8")


@pytest.mark.parametrize("language", SHIPPED)
def test_every_word_of_templates_and_formatters_is_in_each_shipped_catalogue(language: str) -> None:
    messages = set(spoken())
    assert {"Sources", "over %(value)s", "very low", "Embargoed until %(time)s (%(zone)s), %(day)s", "“%(words)s”"} <= messages
    found = catalogue(language)
    known = {message.id for message in found if message.id and message.string and not message.fuzzy}
    assert messages - known == set(), "run `make messages` and translate what is new"
    assert known - messages == set(), "no template says these any more"
    assert list(found.check()) == [], "placeholders are those of the message"


def test_a_template_speaks_the_language_of_its_document(tmp_path: Path) -> None:
    template = '<p>{{ _("Sources") }}{{ _(": ") }}{{ _("“%(words)s”", words="x") }}</p>'
    assert prose(rendered(tmp_path, template, language="fr").html) == "Sources\u00a0: «\u202fx\u202f»"
    assert prose(rendered(tmp_path, template, language="ar").html) == "المصادر: «x»"
    assert prose(rendered(tmp_path, template).html) == "Sources: “x”"


def test_a_project_s_own_catalogue_wins_message_by_message(tmp_path: Path) -> None:
    write(tmp_path, "fr", ("Sources", "Références"))
    page = rendered(tmp_path, '<p>{{ _("Sources") }}, {{ _("Notes") }}, {{ _("Risks") }}</p>', language="fr")
    assert prose(page.html) == "Références, Notes, Risques"
    assert "locale/fr/LC_MESSAGES/briefgen.po" in page.ledger.templates, "it is an input of the document"


def test_words_that_a_catalogue_lacks_are_reported_at_the_line_of_the_template(tmp_path: Path) -> None:
    page = rendered(tmp_path, '\n<p>{{ _("Sources") }}{{ _("A word of my own") }}</p>', language="fr")
    (found,) = page.diagnostics
    assert (found.code, str(found.place)) == ("BG262", "templates/paper.html.j2:2")
    assert "French has no “A word of my own”" in found.message
    assert "templates/locale/fr/LC_MESSAGES/briefgen.po" in found.hint


def test_a_language_without_a_catalogue_is_reported_once(tmp_path: Path) -> None:
    page = rendered(tmp_path, '<p>{{ _("Sources") }}{{ _("Notes") }}</p>', language="de")
    (found,) = dict.fromkeys(page.diagnostics)
    assert (found.code, found.place.file) == ("BG262", "templates/locale/de/LC_MESSAGES/briefgen.po")
    assert "no catalogue for German" in found.message


def test_english_needs_no_catalogue_but_may_have_one(tmp_path: Path) -> None:
    write(tmp_path, "en", ("Sources", "Where this comes from"))
    page = rendered(tmp_path, '<p>{{ _("Sources") }}, {{ _("Anything") }}</p>')
    assert prose(page.html) == "Where this comes from, Anything"
    assert page.diagnostics == ()


def test_a_translation_with_other_placeholders_is_a_finding_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, "fr", ("Notes", "Notes"), ("over %(value)s", "plus de %(valeur)s"))
    with pytest.raises(Problems) as caught:
        rendered(tmp_path, "<p>{{ title }}</p>", language="fr")
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.place)) == ("BG264", "templates/locale/fr/LC_MESSAGES/briefgen.po:9")


def test_what_is_no_catalogue_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "templates/locale/fr/LC_MESSAGES/briefgen.po"
    path.parent.mkdir(parents=True)
    path.write_text("msgid Sources\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        rendered(tmp_path, "<p>{{ title }}</p>", language="fr")
    assert [item.code for item in caught.value.diagnostics] == ["BG264"]


def test_words_of_the_record_s_vocabulary_are_translated_only_where_they_are_printed(tmp_path: Path) -> None:
    fact = make_fact(confidence=say("x", "x").confidence, translations={})
    page = rendered(tmp_path, "<p>{{ 'refuted' | term }}</p>", fact, language="fr")
    assert prose(page.html) == "réfuté"
    page = rendered(tmp_path, "<p>{{ 'anything' | term }}</p>", fact, language="fr")
    assert (prose(page.html), page.diagnostics) == ("anything", ())
