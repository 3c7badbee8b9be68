"""Entities are named in full before an alias, where the audience wants it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.gate.names import check_names
from briefgen.model.dataset import Entity
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from tests.builders import say
from tests.drafts import HEAD, TEXT, draft

ENTITIES = (
    Entity(id="fund", type="body", name="International Monetary Fund", aliases=("IMF", "the Fund")),
    Entity(id="union", type="body", name="European Union", aliases=("EU", "European Union (EU)")),
    Entity(id="act", type="instrument", name="EU AI Act", aliases=("AI Act",)),
)
WORDS = HEAD + "{{ sections.words.text }}"


def found(folder: Path, template: str, *facts: Any, full_names: bool = True, **parts: Any) -> tuple[Diagnostic, ...]:
    return draft(folder, template, *facts, audience={"full_names": full_names}, entities=ENTITIES, **parts).found(check_names)


def test_an_alias_before_the_full_name_is_found_once_at_its_line(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, WORDS, text="It is so.\n\nStaff of the IMF say so. The IMF is sure.")

    assert (finding.code, finding.severity) == ("BG240", Severity.WARNING)
    assert finding.place == Place(TEXT, 5)
    assert "`fund`" in finding.message
    assert "International Monetary Fund" in finding.hint


def test_an_alias_in_a_statement_is_found_at_its_record(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, HEAD + "<p>{{ fact('a').sentence }}</p>", say("a", "Staff of the EU said so"))

    assert finding.place == Place("data/facts/first.yaml", 1)


@pytest.mark.parametrize("alias", ["The Fund said so.", "So said the Fund.", "The AI Act holds.", "EU’s rules hold."])
def test_an_alias_is_found_wherever_it_stands(tmp_path: Path, alias: str) -> None:
    assert len(found(tmp_path, HEAD + f"<p>{alias}</p>")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "<p>The International Monetary Fund said so. The IMF is sure.</p>",
        "<h2>The international monetary fund</h2><p>The IMF is sure.</p>",
        "<p>The EU AI Act holds.</p>",
        "<p>The European Union (EU) said so.</p>",
        "<p>It was said: “The IMF is sure.”</p>",
        "<p>NIMF and IMF-like bodies, the eu and imf.</p>",
        "<section class='sources'><p>IMF report</p></section>",
        "<p class='furniture'>IMF</p>",
    ],
)
def test_a_full_name_before_or_around_and_the_words_of_others_are_right(tmp_path: Path, words: str) -> None:
    assert found(tmp_path, HEAD + words) == ()


def test_the_name_of_a_source_is_no_alias(tmp_path: Path) -> None:
    from briefgen.model.source import Source

    sources = (Source(id="overview", type="webpage", title="The IMF today", title_short="IMF via AFP"),)
    assert found(tmp_path, HEAD + "<p>As IMF via AFP wrote in The IMF today.</p>", sources=sources) == ()


def test_an_audience_that_does_not_ask_for_full_names_gets_aliases(tmp_path: Path) -> None:
    assert found(tmp_path, HEAD + "<p>The IMF is sure.</p>", full_names=False) == ()
