"""Facts planted in finished files, each in another hiding place, and what only looks like one."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest

from briefgen.fonts import faces
from briefgen.gate.proof import Known, Leak, Secrets
from briefgen.gate.proof.views import Kind
from briefgen.model.briefing import Face
from briefgen.model.fact import Fact
from briefgen.model.value import PartialDate, Period, Range
from briefgen.render.format import Formatter
from briefgen.typeset import typeset
from tests.builders import SOURCES, make_fact, say
from tests.fonts.test_faces import needs_arabic
from tests.typeset.torture import document

COUNTRIES = (("one", "country"), ("other", "countries"))
SECRET = make_fact("signatories", statement="{value} signed the secret statement", value=Decimal(58), unit=COUNTRIES, sources=())
SOURCE_OF = {source.id: source for source in SOURCES}


def english(text: str) -> str:
    return text


def secrets(*forbidden: Fact, admitted: tuple[Fact, ...] = (), known: Known | None = None, locale: str = "en-GB") -> Secrets:
    return Secrets.of(forbidden, admitted, SOURCE_OF, (Formatter(locale, english),), known)


def leaks(content: str | bytes, *forbidden: Fact, kind: Kind = "html", **parts: object) -> tuple[Leak, ...]:
    raw = content.encode() if isinstance(content, str) else content
    return secrets(*(forbidden or (SECRET,)), **parts).search("paper", kind, raw).leaks  # type: ignore[arg-type] # parts of `secrets`


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head><title>Report</title>{head}</head><body><h1>Report</h1>{body}</body></html>'


def data_url(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>58 countries</title><rect width="3" height="4"/></svg>'
NESTED = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{data_url(SVG)}"/></svg>'
PIXELS = b64encode(b"\x89PNG\x00 58 countries\x00").decode()
PLANTED = {
    "words": (page("<p>In all, 58 countries.</p>"), "HTML text"),
    "a comment": (page("<p>All well<!-- it was 58 countries --></p>"), "HTML comment"),
    "a comment that nobody closed": (page("<p>All well<!-- it was 58 countries</p>"), "HTML comment"),
    "markup in a comment": (page("<!-- <p><b>58</b> countries</p> -->"), "HTML comment"),
    "an alternative text": (page('<img src="a.png" alt="Map of 58 countries">'), "attribute alt"),
    "an attribute of one's own": (page("<p data-note='58 countries'>Well</p>"), "attribute data-note"),
    "an attribute without quotation marks": (page("<p data-note=58&#32;countries>Well</p>"), "attribute data-note"),
    "a hidden element": (page("<div hidden>58 countries</div>"), "hidden text"),
    "an element hidden by its style": (page('<div style="display: none"><p>58 countries</p></div>'), "hidden text"),
    "white on white": (page('<p style="color:#fff">58 countries</p>'), "HTML text"),
    "the title of a drawing": (page("<svg><title>58 countries</title></svg>"), "SVG title"),
    "words of a drawing": (page("<svg><text>58 <tspan>countries</tspan></text></svg>"), "HTML text"),
    "a drawing in an address": (page(f'<img alt="" src="{data_url(SVG)}">'), "data address: SVG title"),
    "a drawing spelled with percent signs": (page(f'<img src="data:image/svg+xml,{quote(SVG)}">'), "data address: SVG title"),
    "a drawing in a drawing": (page(f'<img src="{data_url(NESTED)}">'), "data address: data address: SVG title"),
    "a drawing in a style": (page("", f"<style>p{{background:url('{data_url(SVG)}')}}</style>"), "data address: SVG title"),
    "letters in a picture": (
        page(f'<img src="data:image/png;base64,{PIXELS}">'),
        "data address",
    ),
    "JSON-LD": (page("", '<script type="application/ld+json">{"text": "58 \\u0063ountries"}</script>'), "JSON-LD"),
    "a script": (page("<script>var n = '\\x358 countries'</script>"), "script"),
    "a style's words": (page("", '<style>p::after{content:"\\35 8 countries"}</style>'), "style"),
    "strings of a style": (page("<p>Well</p>", "<style>p::after{content:'5' /**/ \"8\"  ' countries'}</style>"), "style"),
    "a counter": (
        page("<p>countries</p>", "<style>p{counter-set:n 58} p::before{content:counter(n) ' '}</style>"),
        "styled HTML text",
    ),
    "a counter that starts at a number": (
        page(
            "<ul><li>Towns<li>countries<ul><li>x</ul></ul>",
            "<style>ul{counter-reset:n 56} li{counter-increment:n} li::before{content:counter(n)}</style>",
        ),
        "styled HTML text",
    ),
    "a counter within counters": (
        page("<p style='counter-reset:n 5 m 8'>countries", "<style>p::before{content:counter(n) counters(m,'.') ' '}</style>"),
        "styled HTML text",
    ),
    "a counter of a property": (
        page("<p>countries", "<style>p{--n:58;counter-reset:n var(--n)} p::before{content:counter(n) ' '}</style>"),
        "styled HTML text",
    ),
    "an attribute that a style prints": (
        page("<p data-a=5 data-b=8>countries", "<style>p::before{content:attr(data-a) attr(data-b) ' '}</style>"),
        "styled HTML text",
    ),
    "words after an element's": (page("<p>58", "<style>p::after{content:' countries'}</style>"), "styled HTML text"),
    "the number of an item": (page("<ol><li>Towns<li value=58>countries</ol>"), "styled HTML text"),
    "the number of a list": (page("<ol start=57><li>Towns<li>Countries</ol>"), "styled HTML text"),
    "the number of a list by its style": (
        page("<ol><li>Countries</ol>", "<style>ol{counter-reset:list-item 57}</style>"),
        "styled HTML text",
    ),
    "a field": (page("<p><input value=58> countries"), "styled HTML text"),
    "a button": (page("<p><input type=submit value='58 countries'>"), "attribute value"),
    "the hint of a field": (page("<p><input placeholder=58> countries"), "styled HTML text"),
    "a meter": (page("<p><meter max=99 value=58>most</meter> countries"), "styled HTML text"),
    "numbers in circles": (page("<p>⑤⑧ countries, ❺❽ towns"), "HTML text"),
    "a style's comment": (page("", "<style>/* 58 countries */</style>"), "style"),
    "entities": (page("<p>&#53;&#x38; &#99;ountries</p>"), "HTML text"),
    "tags between": (page("<p><b>58</b> <i>countries</i></p>"), "HTML text"),
    "tags within": (page("<p>5<b>8</b> count<i>ries</i><br>Next</p>"), "HTML text"),
    "table cells": (page("<table><tr><td>58</td><td>countries</td></tr></table>"), "HTML text"),
    "a description": (page("", '<meta name="description" content="58 countries">'), "attribute content"),
    "a title": ("<title>58 countries</title><body>Well", "title"),
    "an address": (page('<a href="mailto:x@example.org?subject=58%20countries">Write</a>'), "attribute href"),
    "a frame's page": (page('<iframe srcdoc="&lt;b&gt;58&lt;/b&gt; countries"></iframe>'), "attribute srcdoc"),
    "soft hyphens and invisible characters": (page("<p>5\u200b8 coun\u00adtries</p>"), "HTML text"),
    "wide figures and capitals": (page("<p>５８ COUNTRIES</p>"), "HTML text"),
    "blanks of other kinds": (page("<p>58\u00a0\n\tcountries</p>"), "HTML text"),
    "a tag that is none": (page('<p title="58 countries" x=">Well</p>'), "HTML text"),
    "figures spelled out": (page("<p>Fifty-eight countries</p>"), "HTML text"),
    "the id of the fact": (page('<data data-fact="signatories">many</data>'), "attribute data-fact"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_value_is_found_in_html_in(name: str) -> None:
    content, where = PLANTED[name]
    found = leaks(content)
    assert found, name
    assert {leak.fact for leak in found} == {"signatories"}
    assert any(leak.where.startswith(where) for leak in found), [leak.where for leak in found]


def test_clean_html_gives_no_leak_and_says_what_was_searched() -> None:
    proof = secrets(SECRET).search("paper", "html", page("<p>Some countries signed.</p>").encode())
    assert proof.leaks == ()
    assert proof.forbidden == 1
    assert {"HTML source", "text", "attributes", "comments", "styles"} <= set(proof.searched)
    assert proof.entry == {"forbidden": 1, "searched": list(proof.searched), "leaks": 0}


def test_where_nothing_is_forbidden_nothing_is_searched_and_that_is_said() -> None:
    proof = secrets(admitted=(SECRET,)).search("paper", "pdf", b"no PDF at all")
    assert (proof.forbidden, proof.searched, proof.leaks) == (0, (), ())


MONEY = make_fact("money", value=Decimal(109_000_000_000), sources=())
FORMS = (
    "109000000000",
    "109_000_000_000",
    "109,000,000,000",
    "109.000.000.000",
    "109'000'000'000",
    "109 000 000 000",
    "109\u202f000\u202f000\u202f000",
    "109\u2009000\u2009000\u2009000",
    "€109 billion",
    "€109bn",
    "EUR 109bn",
    "EUR109 bn",
    "EUR 109,000 million",
    "109 billion euros",
    "€ 109 bn",
    "109 bn €",
)


@pytest.mark.parametrize("form", FORMS)
def test_an_amount_of_money_is_found_as(form: str) -> None:
    assert leaks(page(f"<p>It came to {form}.</p>"), MONEY)


@pytest.mark.parametrize("form", ["40%", "40 %", "40 per cent", "40 percent", "40\u00a0%"])
def test_a_share_is_found_as(form: str) -> None:
    assert leaks(page(f"<p>It was {form} then.</p>"), make_fact(value=Decimal(40), unit="percent", sources=()))


@pytest.mark.parametrize("form", ["2025-02-11", "11 February 2025", "11 Feb 2025", "February 11, 2025", "11.02.2025"])
def test_a_date_is_found_as(form: str) -> None:
    fact = make_fact("day", type="date", statement="They meet on {value}", value=PartialDate(2025, 2, 11), unit="", sources=())
    assert leaks(page(f"<p>Save {form} for us</p>"), fact)


def test_interval_range_and_other_values_are_found() -> None:
    period = Period(PartialDate(2025, 2, 10), PartialDate(2025, 2, 11))
    interval = make_fact("days", value=period, unit="", sources=())
    assert leaks(page("<p>From 10 to 11 February 2025</p>"), interval)
    assert leaks(page("<p>58 to 61 countries</p>"), make_fact("span", value=Range(Decimal(58), Decimal(61)), unit=COUNTRIES))


def test_an_amount_is_found_as_another_language_prints_it() -> None:
    assert leaks(page("<p>109 milliards d’euros</p>"), MONEY, locale="fr-FR")
    assert leaks(
        page("<p>1\u202f580\u202f000 pays</p>"), make_fact(value=Decimal(1_580_000), unit="pays", sources=()), locale="fr-FR"
    )


SENTENCE = say("deal", "The ministers will leave the old treaty before the next spring summit", sources=())


@pytest.mark.parametrize(
    "text",
    [
        "The ministers will leave the old treaty before the next spring summit",
        "the MINISTERS will\nleave the “old” treaty — before the next",
        "we hear they leave the old treaty before the end",
    ],
)
def test_a_statement_is_found_whole_and_in_part(text: str) -> None:
    assert [leak.field for leak in leaks(page(f"<p>{text}</p>"), SENTENCE)] == ["statement"]


def test_five_words_of_a_long_statement_are_no_leak() -> None:
    assert leaks(page("<p>They leave the old treaty, at last.</p>"), SENTENCE) == ()


def test_a_statement_is_found_as_it_is_stored() -> None:
    assert leaks('{"statement": "{value} signed the secret statement"}', kind="ledger")


@pytest.mark.parametrize(
    "body",
    [
        "<p>A 3 and a 58 by themselves</p>",
        "<p>1580 countries, 3.58 countries, 1,58 countries, x58 countries, G58 countries</p>",
        "<p>58 countrysides</p>",
        '<p style="width:58%">Well</p>',
        '<svg viewBox="0 0 58 61"><path d="M58,61 58 61"/></svg>',
        '<p class="signed">secret</p>',
        "<ol><li>a<li>b<li>c</ol><style>ol{counter-reset:n} li{counter-increment:n} li::before{content:counter(n)}</style>",
        "<ol start=57><li>Towns<ol><li>countries</ol></ol>",
    ],
)
def test_what_only_looks_like_a_fact_is_no_leak(body: str) -> None:
    share = make_fact("share", value=Decimal(58), unit="percent", statement="{value} of it", sources=())
    bare = make_fact("bare", value=Decimal(3), unit="", statement="The index is {value} of a kind", sources=())
    assert leaks(page(body), SECRET, share, bare) == ()


def test_a_bare_number_is_a_leak_only_among_the_words_of_its_statement() -> None:
    bare = make_fact("bare", value=Decimal(3), unit="", statement="The stability index stood at {value} last year", sources=())
    assert leaks(page("<p>3 and at 3 of them</p>"), bare) == ()
    assert leaks(page("<p>They say it stood at 3 before</p>"), bare)


def test_a_long_number_is_a_leak_by_itself_but_not_in_a_style() -> None:
    exact = make_fact("exact", value=Decimal("1583.5"), unit="EUR", sources=())
    assert leaks(page("<td>1,583.5</td>"), exact)
    assert leaks(page('<path d="M1583.5 4"/>', "<style>p{width:1583.5px;line-height:1583.5}</style>"), exact) == ()


OTHERS: dict[str, Fact] = {
    "the same value": make_fact("open", statement="{value} came", value=Decimal(58), unit="countries"),
    "the same value as another published one": make_fact("open", value=Range(Decimal(50), Decimal(58)), unit=COUNTRIES),
    "its text": say("open", "It is said that 58 countries signed"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_an_admitted_fact_says_too_is_no_leak(name: str) -> None:
    assert leaks(page("<p>58 countries</p>"), SECRET, admitted=(OTHERS[name],)) == ()
    assert leaks(page("<p>58 countries signed the secret statement</p>"), SECRET, admitted=(OTHERS[name],))


def test_what_an_admitted_statement_prints_with_its_number_is_no_leak() -> None:
    planned = say("planned", "They will spend €109 billion of public money on machines", sources=())
    spent = make_fact("spent", statement="Others spend {value} of public money on roads", value=Decimal(109_000_000_000))
    assert leaks(page("<p>Others spend €109 billion of public money on roads</p>"), planned, admitted=(spent,)) == ()
    assert leaks(page("<p>They will spend €109 billion of public money</p>"), planned, admitted=(spent,))


def test_the_date_of_the_brief_or_of_a_cited_source_is_no_leak() -> None:
    day = PartialDate(2025, 2, 14)
    fact = make_fact("day", type="date", statement="They meet on {value}", value=day, unit="", sources=())
    assert leaks(page("<p>14 February 2025</p>"), fact)
    assert leaks(page("<p>14 February 2025</p>"), fact, known=Known(dates=(day,))) == ()
    assert leaks(page("<p>14 February 2025</p>"), fact, known=Known(texts=("Report of 14 February 2025",))) == ()
    assert leaks(page("<p>14 February 2025</p>"), fact, admitted=(say("open", "They met", as_of=day),)) == ()


def test_the_title_of_a_source_is_a_leak_only_while_no_admitted_fact_cites_it() -> None:
    titled = say("titled", "Overview of the summit", sources=())
    assert leaks(page("<p>Overview of the summit</p>"), titled)
    assert leaks(page("<p>Overview of the summit</p>"), titled, admitted=(make_fact("open"),)) == ()


def test_one_rare_word_is_a_leak_and_one_that_admitted_facts_use_is_none() -> None:
    word = make_fact("word", type="name", statement="Its name is {value}", value="Zyqqwx", unit="", sources=())
    assert [leak.field for leak in leaks(page("<p>zyqqwx</p>"), word)] == ["value"]
    assert leaks(page("<p>zyqqwxes</p>"), word) == ()
    assert leaks(page("<p>zyqqwx</p>"), word, admitted=(say("open", "Zyqqwx is open"),)) == ()


def test_the_id_of_a_fact_is_a_leak_as_an_id_and_not_as_words() -> None:
    fact = say("jobs-may-go", "Work", sources=())
    assert leaks(page('<a href="#e-jobs-may-go">1</a>'), fact)
    assert leaks(page("<p>Jobs may go</p>"), fact) == ()
    assert leaks(page('<a href="#e-jobs-may-go-abroad">1</a><b class="more-jobs-may-go">'), fact) == ()


LEDGERS = {
    "printed": {"entries": [{"printed": "58 countries"}]},
    "fact": {"entries": [{"fact": "signatories"}]},
    "reads": {"reads": ["signatories"]},
    "facts": {"facts": {"signatories": []}},
    "key": {"58 countries": 1},
}


@pytest.mark.parametrize("name", LEDGERS)
def test_a_fact_is_found_in_a_ledger_in(name: str) -> None:
    text = json.dumps(LEDGERS[name])
    assert [(leak.fact, leak.where) for leak in leaks(text, kind="ledger")] == [("signatories", "ledger")]


def test_numbers_of_a_ledger_are_searched_but_not_its_positions() -> None:
    exact = make_fact("exact", value=Decimal("1583.5"), unit="EUR", sources=())
    assert leaks('{"raw": 1583.5}', exact, kind="ledger")
    assert leaks('{"x": 1583.5, "line": 1583.5}', exact, kind="ledger") == ()


def test_the_name_of_a_file_is_searched() -> None:
    assert leaks("paris/58-countries-minister-en.pdf", kind="name")[0].where == "file name"
    assert leaks("paris/paris-minister-en.pdf", kind="name") == ()


@pytest.fixture(scope="module")
def made_faces(font_cache: Path) -> tuple[Face, ...]:
    return faces(font_cache)


Printer = Callable[[str], bytes]


@pytest.fixture(scope="module")
def printed(made_faces: tuple[Face, ...]) -> Printer:
    """Set some content as a PDF."""
    return lambda content: typeset(document(f'<h1 id="top">Title</h1>{content}', ""), made_faces, ()).pdf


LONG = "incomprehensibilities"
WRITTEN = {
    "words": ("<p>In all 58 countries</p>", "PDF text, page 1"),
    "white on white": ('<p style="color:#fff">58 countries</p>', "PDF text, page 1"),
    "tiny letters": ('<p style="font-size:.1px">58 countries</p>', "PDF text, page 1"),
    "clipped letters": ('<div style="overflow:hidden;height:0">58 countries</div>', "PDF text, page 1"),
    "letters off the page": ('<p style="position:absolute;left:-900mm">58 countries</p>', "PDF text, page 1"),
    "a second page": ('<p style="break-before:page">58 countries</p>', "PDF text, page 2"),
    "the end of a line": (
        f'<p style="width:30mm;hyphens:manual">these 58 {LONG[:11]}&shy;{LONG[11:]} met</p>',
        "PDF text, page 1",
    ),
    "a hyphen at the end of a line": (f'<p style="width:30mm">these 58 {LONG}-{LONG} met</p>', "PDF text, page 1"),
    "a bookmark": ("<h2 style=\"bookmark-label:'58 countries'\">Well</h2>", "bookmark"),
    "an alternative text": (
        '<svg width="9" height="9" role="img"><title>58 countries</title><rect width="9" height="9"/></svg>',
        "",
    ),
    "a link": ('<p><a href="https://example.org/?q=58+countries">Well</a></p>', "annotation"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_value_is_found_in_a_pdf_in(name: str, printed: Printer) -> None:
    content, where = WRITTEN[name]
    noun = {"the end of a line": LONG, "a hyphen at the end of a line": f"{LONG} {LONG}"}.get(name)
    fact = make_fact("signatories", value=Decimal(58), unit=noun, sources=()) if noun else SECRET
    found = leaks(printed(content), fact, kind="pdf")
    assert found
    assert any(leak.where.startswith(where) for leak in found), [leak.where for leak in found]


# The second has vowel signs, and letters that are drawn as one sign.
ARABIC = ("مؤسسة الأفق الأزرق", "مِيسْتْرال للتقنية المتقدّمة")
SET: dict[str, str] = {
    "a paragraph": '<p lang="ar" dir="rtl">قالت {} في باريس إنها مستعدة، 58 دولة (2025)، لكن {} قالت لا</p>',
    "a narrow column": '<p lang="ar" dir="rtl" style="width: 28mm">قالت الصحيفة {} في باريس إنها مستعدة {}</p>',
    "a sentence from the left": "<p>In Paris {} said so, 58 countries. {} did not.</p>",
    "table cells": '<table lang="ar" dir="rtl"><tr><td>{}<td>{}</table>',
    "a drawing": '<svg width="300" height="60"><text x="10" y="20">{}</text><text x="10" y="50">{}</text></svg>',
    "words that are spelt wider": '<p lang="ar" dir="rtl">مؤسســـة الأفـق الأزرق وميسترال للتقنية المتقدمة</p>',
}


@needs_arabic
@pytest.mark.parametrize("name", SET)
def test_a_name_that_is_written_from_the_right_is_found_in_a_pdf_in(name: str, printed: Printer) -> None:
    facts = [make_fact(f"name{n}", type="name", statement="{value}", value=text, unit="") for n, text in enumerate(ARABIC)]
    pdf = printed(SET[name].format(*ARABIC))
    found = {leak.fact for leak in leaks(pdf, *facts, kind="pdf") if leak.where.startswith("PDF text")}
    assert found == ({"name0"} if "وميسترال" in SET[name] else {"name0", "name1"})
    assert leaks(pdf, *facts, kind="pdf", admitted=(say("open", " ".join(ARABIC)),)) == ()


@needs_arabic
def test_other_words_from_the_right_are_no_leak_in_a_pdf(printed: Printer) -> None:
    fact = make_fact("name0", type="name", statement="{value}", value=ARABIC[0], unit="")
    assert leaks(printed('<p lang="ar" dir="rtl">قالت مؤسسة الأفق في باريس إن الأزرق لون جميل</p>'), fact, kind="pdf") == ()


def test_a_clean_pdf_gives_no_leak_and_says_what_was_searched(printed: Printer) -> None:
    proof = secrets(SECRET, SENTENCE, MONEY).search("paper", "pdf", printed("<p>Some countries signed 58 papers.</p>"))
    assert proof.leaks == ()
    assert {"PDF text", "PDF objects", "PDF attachments", "XMP"} <= set(proof.searched)


Plant = Callable[[pikepdf.Pdf], None]


def _attach(name: str, content: bytes) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content)

    return plant


def _metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:description"] = "58 countries"


def _stream(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Spare"] = pdf.make_stream(b"there were 58 countries")


def _form(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Spare"] = pdf.make_stream(b"q BT /F0 9 Tf (58 countries) Tj ET Q")


def _put(key: str, text: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = pikepdf.String(text)

    return plant


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = "58 countries"


def _name(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Spare"] = pikepdf.Name("/58 countries")


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents="58 countries", Rect=[0, 0, 9, 9])
    pdf.pages[0].obj["/Annots"] = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


PUT: dict[str, tuple[Plant, str]] = {
    "the document information": (_info, "document information"),
    "XMP": (_metadata, "XMP"),
    "an attached ledger": (_attach("facts.json", b'{"text": "58 \\u0063ountries"}'), "PDF attachment facts.json"),
    "an attached page": (_attach("page.html", b"<p>5<b>8</b> countries</p>"), "PDF attachment page.html"),
    "an attached text": (_attach("notes.txt", b"it was 58 countries"), "PDF attachment notes.txt"),
    "an attachment's name": (_attach("58 countries.txt", b"well"), ""),
    "an annotation": (_note, "annotation"),
    "an alternative text": (_put("/Alt", "58 countries"), "alternative text"),
    "the words of an object in two bytes a letter": (_put("/Spare", "58 countries \u2192"), "object"),
    "a name": (_name, "object"),
    "a stream": (_stream, "stream"),
    "a form that no page draws": (_form, "stream"),
}


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("name", PUT)
def test_a_value_is_found_in_what_a_pdf_holds_beside_its_pages(name: str, compressed: bool, printed: Printer) -> None:
    plant, where = PUT[name]
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(io.BytesIO(printed("<p>All well</p>"))) as pdf:
        plant(pdf)
        pdf.save(out, object_stream_mode=mode)
    found = leaks(out.getvalue(), kind="pdf")
    assert found
    assert any(leak.where.startswith(where) for leak in found), [leak.where for leak in found]
