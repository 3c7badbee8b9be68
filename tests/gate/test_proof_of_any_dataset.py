"""Whatever the facts and their markings are: what admitted facts say is no leak, and what a forbidden one says is one."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.gate.proof import Secrets
from briefgen.gate.proof.views import Kind
from briefgen.model.fact import Alternative, Confidence, Evidence, Fact, Locator, Translation
from briefgen.model.value import raw
from briefgen.render.format import Formatter
from tests.builders import SOURCES, make_fact

FORMATTER = Formatter("en-GB", lambda text: text)
ORDINARY = ("the", "of", "and", "policy", "ministers", "agreed", "in", "spring", "report", "a", "with", "countries")
UNITS = ("EUR", "percent", "countries", "km²", (("one", "person"), ("other", "people")))
ENGLISH = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Planted:
    """A fact and what of it betrays it, each thing of its own kind."""

    fact: Fact
    telling: tuple[str, ...]


@st.composite
def facts(draw: st.DrawFn) -> tuple[Planted, ...]:
    """Make facts in whose every field stands something that no other fact has: a canary, or a number."""
    count = draw(st.integers(2, 5))
    seeds = draw(st.lists(st.text(ENGLISH, min_size=5, max_size=8), min_size=count, max_size=count, unique=True))
    numbers = draw(
        st.lists(st.integers(10_001, 99_999_999).filter(lambda n: n % 10), min_size=count, max_size=count, unique=True)
    )
    return tuple(
        draw(planted(f"{name}z{place}", number)) for place, (name, number) in enumerate(zip(seeds, numbers, strict=True))
    )


@st.composite
def planted(draw: st.DrawFn, canary: str, number: int) -> Planted:
    def phrase(mark: str) -> str:
        words = draw(st.lists(st.sampled_from(ORDINARY), min_size=2, max_size=9))
        words.insert(draw(st.integers(0, len(words))), f"{canary}{mark}")
        return " ".join(words)

    unit = draw(st.sampled_from(UNITS))
    value = Decimal(number).scaleb(draw(st.sampled_from((0, 0, 6, -1, -2))))
    other = value + 7
    quotation, note, definition, why, wording, actor = (phrase(mark) for mark in "qndwva")
    actor += " the"  # who acts is told by four words: three are often no more than a name
    french, remark = phrase("f"), phrase("r")
    fact = make_fact(
        f"{canary}-a-b",
        statement=f"{phrase('s')} {{value}} {phrase('t')}",
        value=value,
        unit=unit,
        sources=(Evidence(source="overview", locator=Locator(quote=quotation)),),
        alternatives=(Alternative(value=other, note=remark, sources=(Evidence(source="times"),)),),
        note=note,
        definition=definition,
        actor=actor,
        confidence=Confidence(level="low", why=why),
        wording={"public": wording},
        translations={"fr": Translation(statement=french)},
    )
    texts = (quotation, note, definition, why, wording, actor, french, remark, fact.id)
    values = (raw(value), FORMATTER.value(value, unit), FORMATTER.value(other, unit))
    return Planted(fact, (*texts, *values, fact.statement.replace("{value}", values[1])))


def runs(text: str) -> set[tuple[str, ...]]:
    """Give all runs of six words in a text: whatever the words are, a run of so many tells of each fact that says it."""
    words = text.split()
    return {tuple(words[place : place + 6]) for place in range(len(words) - 5)}


def said(items: tuple[Planted, ...]) -> str:
    """Write a page that says all that some facts say."""
    return "".join(f'<p title="{text}">{text}</p><p>Stop</p><!-- {text} -->' for item in items for text in item.telling)


HIDING: dict[str, tuple[Kind, Callable[[str], str]]] = {
    "text": ("html", lambda text: f"<p>{html.escape(text)}</p>"),
    "comment": ("html", lambda text: f"<!-- {text} -->"),
    "attribute": ("html", lambda text: f'<img alt="{html.escape(text)}">'),
    "entities": ("html", lambda text: "<p>" + "".join(f"&#{ord(char)};" for char in text) + "</p>"),
    "tags": ("html", lambda text: "<p>" + "".join(f"<b>{char}</b>" if char != " " else char for char in text) + "</p>"),
    "json": ("html", lambda text: f'<script type="application/ld+json">{json.dumps([text])}</script>'),
    "css": ("html", lambda text: '<style>p{content:"' + "".join(f"\\{ord(char):06x}" for char in text) + '"}</style>'),
    "svg": (
        "html",
        lambda text: f'<img src="data:image/svg+xml;base64,{b64encode(f"<svg><title>{text}</title></svg>".encode()).decode()}">',
    ),
    "address": ("html", lambda text: f'<a href="https://example.org/?{quote(text)}">here</a>'),
    "hidden": ("html", lambda text: f"<div hidden>{text}</div>"),
    "ledger": ("ledger", lambda text: json.dumps({"entries": [{"printed": text}]})),
    "name": ("name", lambda text: text.replace(" ", "-")),
}


@settings(max_examples=100, deadline=None)
@given(items=facts(), cut=st.integers(1, 4), hiding=st.sampled_from(sorted(HIDING)), data=st.data())
def test_a_file_leaks_what_is_planted_in_it_and_nothing_else(
    items: tuple[Planted, ...], cut: int, hiding: str, data: st.DataObject
) -> None:
    cut = min(cut, len(items) - 1)
    forbidden, admitted = items[:cut], items[cut:]
    sources = {source.id: source for source in SOURCES}
    made = Secrets.of((item.fact for item in forbidden), (item.fact for item in admitted), sources, (FORMATTER,))
    open_page = said(admitted)
    assert made.search("paper", "html", open_page.encode()).leaks == ()
    assert (
        made.search("paper", "ledger", json.dumps({"texts": [text for item in admitted for text in item.telling]}).encode()).leaks
        == ()
    )
    item = data.draw(st.sampled_from(forbidden))
    text = data.draw(st.sampled_from(item.telling))
    kind, hide = HIDING[hiding]
    content = f"{open_page}{hide(text)}<p>And so on</p>" if kind == "html" else hide(text)
    found = {leak.fact for leak in made.search("paper", kind, content.encode()).leaks}
    secret = runs(text).difference(*(runs(own) for open_ in admitted for own in open_.telling))
    saying_the_same = {other.fact.id for other in forbidden if any(secret & runs(own) for own in other.telling)}
    assert {item.fact.id} <= found <= {item.fact.id} | saying_the_same, text
