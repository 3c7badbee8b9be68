"""The French papers of the shipped project: as whole as the English ones, in French throughout, and of one mind with them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest

from tests.shipped import AS_AT, BRIEF, Document, Shipped, briefgen, copy_project

PAPERS = ("minister", "press", "public")
ENGLISH = re.compile(r"\b(?:the|of|and|with|which|from|is|are|was|were)\b")
FACT = "did-not-sign"


def own_words(document: Document) -> str:
    """Give the words of a page's body without those that say they are in another language."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", document.html[document.html.index("<body") :], flags=re.DOTALL)
    quoted = re.compile(r'<span[^>]* lang="en(?:-GB)?"[^>]*>(?:[^<]|<(?!/span>))*</span>')
    return re.sub(r"<[^>]*>", " ", quoted.sub(" ", body))


@pytest.mark.parametrize("audience", PAPERS)
def test_no_english_stands_in_a_french_paper_but_what_says_so(shipped: Shipped, audience: str) -> None:
    document = shipped.document(audience, language="fr")
    assert '<html lang="fr" dir="ltr"' in document.html
    assert set(ENGLISH.findall(own_words(document))) == set()
    assert ENGLISH.search(own_words(shipped.document(audience))), "the search is blind"
    with pikepdf.open(document.path(".pdf")) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        facts = json.loads(pdf.attachments["facts.json"].get_file().read_bytes())["facts"]
    spoken = [fact for fact in facts if fact["type"] != "quotation"]
    assert spoken
    assert not [fact["id"] for fact in spoken if ENGLISH.search(fact["statement"])]


@pytest.mark.parametrize("audience", PAPERS)
def test_both_languages_print_the_same_facts_on_as_many_pages(shipped: Shipped, audience: str) -> None:
    french, english = shipped.document(audience, language="fr"), shipped.document(audience)
    assert french.ledger["facts"] == english.ledger["facts"]
    assert french.entry["pages"] <= english.entry["pages"]
    values = [{(item["fact"], item["raw"]) for item in paper.ledger["entries"] if item["raw"]} for paper in (french, english)]
    assert values[0] == values[1]


def test_french_typography(shipped: Shipped) -> None:
    press = shipped.document("press", language="fr").html
    for words in ("«\u202f", "\u202f»", "Sources\u00a0:", "du 10 au 11 février 2025", "109\u00a0milliards d’euros"):
        assert words in press.replace("109 milliards", "109\u00a0milliards"), words
    own = own_words(shipped.document("public", language="fr"))
    assert not re.search(r"[^\u202f\u00a0 \t\n][ \t\n]*[;!?](?=\s)", own.replace("&nbsp;", "\u00a0")), (
        "a no-break space stands before these"
    )
    assert not re.search("[“”]", own)


def test_a_removed_translation_is_reported_by_fact_and_language_and_never_replaced_by_english(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    path = folder / "data/facts/agreement.yaml"
    text = path.read_text(encoding="utf-8")
    record = text[text.index(f"- id: {FACT}\n") :].partition("\n- id: ")[0]
    kept, _, _ = record.partition("\n  translations:")
    path.write_text(text.replace(record, kept), encoding="utf-8")
    (folder / f"data/texts/{BRIEF}/press.fr.md").unlink()
    ran = briefgen("check", BRIEF, "--project", folder, "--as-at", AS_AT, "--report", "json")
    found = [item for item in json.loads(ran.stdout) if item["code"].startswith("BG26")]
    assert ran.returncode == 1
    line = text[: text.index(f"- id: {FACT}\n")].count("\n") + 1
    missing = [item for item in found if f"`{FACT}`" in item["message"] and "French" in item["message"]]
    assert missing
    assert {(item["file"], item["line"]) for item in missing} == {("data/facts/agreement.yaml", line)}
    assert [item["file"] for item in found if item["code"] == "BG263"] == [f"data/texts/{BRIEF}/press.md"]


def test_papers_of_two_languages_that_disagree_are_both_named(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    path = folder / "data/facts/investment.yaml"
    options = (BRIEF, "--project", folder, "--as-at", AS_AT, "--format", "html", "--audience", "press", "--language")
    assert briefgen("build", *options, "en").returncode == 0
    assert "BG211" not in briefgen("build", *options, "fr").stderr, "so far they agree"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value: 109_000_000_000", "value: 119_000_000_000", 1), encoding="utf-8")
    ran = briefgen("build", *options, "fr")
    (found,) = [line for line in ran.stderr.splitlines() if "BG211" in line]
    assert "`french-private-investment`" in found
    assert f"{BRIEF}-press-en prints “€109 billion”" in found
    assert f"{BRIEF}-press-fr prints “119 milliards d’euros”" in found
