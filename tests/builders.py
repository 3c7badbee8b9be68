"""Makes what passes between the stages for tests: facts, works, pages from a template's text, and runs of the program."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

from briefgen.cli import main
from briefgen.gate.reading import read
from briefgen.model.brand import Brand
from briefgen.model.briefing import DocumentId, Page, Text, Work
from briefgen.model.chart import undrawn
from briefgen.model.dataset import Dataset, Entity, Topic
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.fact import Confidence, Evidence, Fact, Locator
from briefgen.model.marking import TLP
from briefgen.model.settings import (
    Audience,
    AudienceTranslation,
    Brief,
    BriefTranslation,
    Publisher,
    SectionRule,
    Selection,
    Settings,
)
from briefgen.model.source import Source
from briefgen.render import Environment, render
from briefgen.stock import stock_templates
from briefgen.tailor import tailor

NOON = datetime(2025, 2, 11, 12, tzinfo=UTC)
EVERYTHING = {"all": SectionRule(facts=Selection())}
_SAID = {"fr": ("Lecteurs", "Le sommet"), "de": ("Leser", "Der Gipfel"), "ar": ("القراء", "القمة")}
READERS = {language: AudienceTranslation(title=title) for language, (title, _) in _SAID.items()}
TITLES = {"translations": {language: BriefTranslation(title=title) for language, (_, title) in _SAID.items()}}


def make_fact(name: str = "money", **fields: Any) -> Fact:
    """Make a fact as `validate` would hand it on: a figure of 109 billion euros where nothing else is said."""
    usual: dict[str, Any] = {
        "type": "figure",
        "topic": ("investment",),
        "statement": "France announced {value} of investment",
        "value": Decimal(109_000_000_000),
        "unit": "EUR",
        "marking": "TLP:CLEAR",
        "sources": (Evidence(source="overview", locator=Locator(paragraph=18, quote="109 billion")),),
    }
    return Fact(id=name, **(usual | fields))


def say(name: str, statement: str, **fields: Any) -> Fact:
    """Make a fact that has a statement and no value."""
    return make_fact(name, **({"type": "claim", "statement": statement, "value": None, "unit": ""} | fields))


def disputed(name: str = "signatories", **fields: Any) -> Fact:
    """Make a fact on which the sources disagree: 58 or 61 countries."""
    from briefgen.model.fact import Alternative

    usual: dict[str, Any] = {
        "statement": "{value} signed the statement",
        "value": Decimal(58),
        "unit": (("one", "country"), ("other", "countries")),
        "status": "disputed",
        "confidence": Confidence(level="moderate", why="counts differ"),
        "alternatives": (Alternative(value=Decimal(61), sources=(Evidence(source="times"),)),),
    }
    return make_fact(name, **(usual | fields))


SOURCES = (
    Source(id="overview", type="webpage", title="Overview of the summit", url="https://example.org/"),
    Source(id="times", type="article-newspaper", title="Counts & counts", title_short="The Times"),
)


def make_work(facts: Iterable[Fact], **parts: Any) -> Work:
    """Make a validated project of some facts with one audience and one brief, each of which can be replaced by its name."""
    usual = {"title": "Readers", "template": "paper.html.j2", "sections": EVERYTHING, "translations": READERS}
    audience = Audience(**(usual | parts.get("audience", {})))
    brief = Brief(**({"id": "summit", "title": "The summit", "audiences": ("readers",)} | TITLES | parts.get("brief", {})))
    facts = tuple(facts)
    dataset = Dataset(
        facts={fact.id: fact for fact in facts},
        topics={name: Topic(id=name, title=name.title()) for name in parts.get("topics", ("investment", "health"))},
        entities={item.id: item for item in parts.get("entities", (Entity(id="france", type="country", name="France"),))},
        sources={source.id: source for source in parts.get("sources", SOURCES)},
        places={fact.id: Place("data/facts/first.yaml", number) for number, fact in enumerate(facts, 1)},
    )
    settings = Settings(
        title="Example", publisher=Publisher(name="Example Unit"), briefs=(brief,), locale=parts.get("locale", "en-GB")
    )
    brand = parts.get("brand", Brand())
    return Work(settings, TLP, {"readers": audience}, dataset, parts.get("texts", {}), brand, charts=parts.get("charts", {}))


def show(expression: str) -> str:
    """Write the tag that prints an expression."""
    return "{{ " + expression + " }}"


def texts(sections: Mapping[str, str], line: int = 3) -> Mapping[tuple[str, str, str], Mapping[str, Text]]:
    """Make an editor's texts for the one audience, as they would stand in a file from some line on."""
    place = Place("data/texts/summit/readers.md", line)
    return {("summit", "readers", ""): {name: Text(body, place) for name, body in sections.items()}}


def rendered(folder: Path, template: str, *facts: Fact, text: str = "", language: str = "en", **parts: Any) -> Page:
    """Render a page from the text of one template; `text` are an editor's words for the section `words`."""
    if text:
        sections = {"words": SectionRule(), **EVERYTHING}
        parts = {"texts": texts({"words": text}), "audience": {"sections": sections}} | parts
    work = make_work(facts or (make_fact(),), **parts)
    templates = folder / "templates"
    templates.mkdir(exist_ok=True)
    (templates / "paper.html.j2").write_text(template, encoding="utf-8")
    item = parts.get("item", "")
    briefing = tailor(
        work, DocumentId("summit", item, "readers", language), parts.get("as_at", NOON), embargoed=parts.get("embargoed", False)
    )
    return render(briefing, _environment(templates), parts.get("draw", undrawn))


def prose(html: str) -> str:
    """Give the words of a page as they are read, a line for each block."""
    return "\n".join(block.text for block in read(html, "en").own)


@lru_cache(maxsize=1)
def _environment(templates: Path) -> Environment:
    return Environment((templates, stock_templates()))


def refused(folder: Path, template: str, *facts: Fact, **parts: Any) -> tuple[Diagnostic, ...]:
    """Give the findings with which a template fails; an error where it does not."""
    try:
        page = rendered(folder, template, *facts, **parts)
    except Problems as problems:
        return problems.diagnostics
    raise AssertionError(f"the template did not fail: {page.html}")


@dataclass(frozen=True)
class Ran:
    """What a run of the program came to."""

    status: int
    out: str
    err: str


def briefgen(*arguments: str | Path, at: Path) -> Ran:
    """Run the command line in this process, from a folder, as its entry point does."""
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(at)
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.object(sys, "argv", ["briefgen", *map(str, arguments)]),
        ):
            main()
    except SystemExit as end:
        return Ran(int(end.code or 0), out.getvalue(), err.getvalue())
    finally:
        os.chdir(before)
    raise AssertionError("the program always exits with a status")
