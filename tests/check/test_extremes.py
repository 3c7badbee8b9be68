"""Templates are tried with data that nobody has yet, and pages are held to HTML's rules of closing and nesting."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.check.papers.extremes import Trial, try_extremes
from briefgen.check.papers.invented import EXTREMES, invented
from briefgen.check.papers.markup import check_markup
from briefgen.model.briefing import DocumentId
from briefgen.model.dataset import Entity
from briefgen.model.diagnostic import Diagnostic, Severity
from briefgen.model.settings import SectionRule, Selection
from briefgen.render import Environment
from briefgen.stock import stock_templates
from briefgen.tailor import tailor
from tests.builders import NOON, make_fact, make_work, say

HEAD = '<html lang="en"><body><h1>Title</h1>'
EVIDENCE = '{% for f in unsourced_facts() %}<p id="{{ f|anchor }}"></p>{% endfor %}'
DOCUMENT = DocumentId("summit", "", "readers", "en")


def tried(folder: Path, template: str, **parts: object) -> tuple[Diagnostic, ...]:
    """Try one template with every extreme; the real data are one fact."""
    (folder / "paper.html.j2").write_text(HEAD + template, encoding="utf-8")
    environment = Environment((folder, stock_templates()))
    work = make_work((make_fact(),), **parts)
    trial = Trial(work, environment, NOON, lambda name: environment.outline(name).facts)
    return tuple(try_extremes(trial, [DOCUMENT], frozenset()))


BREAKS = {
    "no first fact": ("{{ sections.all.facts[0].sentence }}", "no facts", "the template fails"),
    "no date": ("{{ brief.date.iso }}", "every optional field missing", "an empty value has no `iso`"),
    "no source": (
        "{% for f in sections.all.facts %}{{ f.citations[0].quote }}{% endfor %}",
        "every optional field missing",
        "nothing at place 0 of a list of 0",
    ),
    "no number": ("{% for f in sections.all.facts %}{{ f|number }}{% endfor %}", "the longest words", "has none"),
    "a share of nothing": ("{{ 100 / (sections.all.facts|length - 1) }}", "one fact", "division by zero"),
    "an empty heading": ("<h2>{{ sections.all.text }}</h2>", "no facts", "is empty"),
    "a row outside": ("{% if sections.all.facts|length > 9 %}<tr></tr>{% endif %}", "every optional", "<tr> stands outside"),
    "a link in a link": (
        "{% for f in sections.all.facts %}<a href='#x'>{{ f }}</a>{% endfor %}" + EVIDENCE,
        "one fact",
        "a link stands inside",
    ),
    "text in a paragraph": ("<p>{{ sections.all.text }}</p>", "the longest words in every text", "inside a paragraph"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_with_other_data_is_told_with_the_data(tmp_path: Path, name: str) -> None:
    template, phrase, message = BREAKS[name]
    found = [item for item in tried(tmp_path, template) if message in item.message]
    assert found, tried(tmp_path, template)
    assert phrase in found[0].message
    assert found[0].severity is Severity.WARNING
    assert found[0].code in ("BG420", "BG421")
    assert found[0].place.file == "templates/paper.html.j2"


def test_a_failure_names_line_expression_and_all_extremes_that_show_it(tmp_path: Path) -> None:
    (found,) = tried(tmp_path, "\n{{ brief.date.iso }}")
    assert found.code == "BG420"
    assert found.message == (
        "the template fails with no facts, every optional field missing: an empty value has no `iso`, in `{{ brief.date.iso }}`"
    )
    assert found.place.line == 2


def test_what_asks_first_is_no_finding(tmp_path: Path) -> None:
    template = (
        "{% if brief.date %}{{ brief.date.iso }}{% endif %}{{ sections.all.text }}"
        "{% for f in sections.all.facts if f.is_numeric %}<p>{{ f|figure }}</p>{% endfor %}" + EVIDENCE
    )
    assert tried(tmp_path, template) == ()


def test_what_real_data_show_is_not_told_again(tmp_path: Path) -> None:
    (found,) = tried(tmp_path, "{{ brief.date.iso }}")
    environment = Environment((tmp_path, stock_templates()))
    trial = Trial(make_work((make_fact(),)), environment, NOON, lambda _: ())
    key = ("BG402", found.place, "an empty value has no `iso`, in `{{ brief.date.iso }}`")
    assert list(try_extremes(trial, [DOCUMENT], frozenset({key}))) == []


def test_a_fact_that_a_template_names_is_there_with_all_extremes(tmp_path: Path) -> None:
    assert tried(tmp_path, "{{ fact('money')|value }}") == ()
    assert tried(tmp_path, "{{ fact('money').citations[0].quote }}") == ()


def test_a_fact_that_nobody_has_is_left_to_the_real_data(tmp_path: Path) -> None:
    assert tried(tmp_path, "{{ fact('mony').sentence }}") == ()


def test_an_item_of_for_each_keeps_its_facts() -> None:
    for each, item in ((("topic", ("health",)), "health"), (("entity", ("country",)), "france")):
        work = make_work((say("a", "It is", topic=("health",), entity="france"),), brief={"for_each": each})
        for extreme in EXTREMES[1:3]:
            document = DocumentId("summit", item, "readers", "en")
            briefing = tailor(invented(work, document, extreme), document, NOON)
            assert briefing.sections["all"].facts, (each, extreme.phrase)
            assert briefing.item is not None


def test_invented_facts_carry_the_tags_that_sections_ask_for() -> None:
    sections = {"risks": SectionRule(facts=Selection(tags=("risk",)))}
    work = make_work((make_fact(),), audience={"sections": sections}, entities=(Entity(id="x", type="body", name="X"),))
    (extreme,) = (item for item in EXTREMES if item.phrase == "many facts")
    assert tailor(invented(work, DOCUMENT, extreme), DOCUMENT, NOON).sections["risks"].facts


def test_the_extremes_are_those_that_were_promised() -> None:
    words = " ".join(extreme.phrase for extreme in EXTREMES)
    for promised in ("no facts", "one fact", "longest words", "right-to-left", "every optional field missing", "many facts"):
        assert promised in words


FAULTS = {
    "not closed": ("<div><p>a</p>", "<div> is never closed"),
    "not closed within": ("<section><b>so</section>", "<b> (“so”) is not closed within <section>"),
    "closed twice": ("<div></div></div>", "</div> closes nothing"),
    "a list in a paragraph": ("<p>so<ul><li>a</li></ul></p>", "<ul> stands inside a paragraph (“so”)"),
    "an item outside": ("<div><li>a</li></div>", "<li> stands outside of <ul>"),
    "a cell outside": ("<table><td>a</td></table>", "<td> stands outside of <tr>"),
    "a link in a link": ('<a href="#a"><data id="v1"><a href="#b">x</a></data></a>', "a link stands inside a link"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_is_not_rightly_nested_is_told(fault: str) -> None:
    html, message = FAULTS[fault]
    assert next(check_markup(f"<body>{html}</body>")).message == message


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<p>b<ul><li>a<li>b</ul>".replace("<p>b<ul>", "<p>b</p><ul>").replace("<p>a<p>", "<p>a</p><p>"),
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<table><caption>x</caption><thead><tr><th>a<tbody><tr><td>b</table>",
        "<br><img src='x' alt='y'><hr><svg><g><path/><a href='#'>x</a></g></svg><p>x</p>",
        "<script>if (a < b) { '</p>' }</script><style>a > b {}</style>",
        "<!-- <div> --><p>1 &lt; 2</p>",
        "<ul><li><ul><li>a</li></ul></li></ul>",
    ],
)
def test_a_page_that_html_allows_is_no_finding(html: str) -> None:
    assert list(check_markup(f"<body>{html}</body>")) == []
