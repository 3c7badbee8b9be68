"""A document of about four pages that holds every construct that templates use; made here, so that the tests read it."""

from __future__ import annotations

from briefgen.model.briefing import FONT_SLOT, DocumentId, Ledger, Page

STYLE = """
@page { size: A4; margin: 22mm 18mm 24mm 18mm;
  @top-left { content: element(head) }
  @top-right { content: "TLP:GREEN"; font: 600 11pt "Brief Sans" }
  @bottom-left { content: string(title) " · edition 1"; font: 400 7.6pt "Brief Sans"; color: #4b5563 }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font: 400 7.6pt "Brief Sans" } }
@page :first { @top-left { content: none } }
html { font: 400 10pt/14.2pt "Brief Serif", serif; color: #1b1f24; font-variant-numeric: lining-nums }
body { margin: 0 }
.head { position: running(head); font: 400 7.6pt "Brief Sans" }
h1 { font: 600 22pt/26pt "Brief Display", serif; color: #0b4f6c; string-set: title content(); margin: 0 0 4mm }
h2 { font: 600 14pt/18pt "Brief Display", serif; color: #0b4f6c; margin: 7mm 0 2mm }
h3 { font: 600 8.5pt/12pt "Brief Sans"; text-transform: uppercase; letter-spacing: .06em; margin: 4mm 0 1mm }
p { margin: 0 0 2.2mm; hyphens: auto; orphans: 2; widows: 2 }
a { color: inherit; text-decoration: none }
sup { font: 600 7pt/1 "Brief Sans"; color: #0b4f6c; vertical-align: super }
.lead { background: #eef4f6; border-left: 3pt solid #0b4f6c; border-radius: 0 3pt 3pt 0; padding: 3mm 4mm }
.body { margin-right: 44mm }
.note { float: right; clear: right; width: 38mm; margin: 0 -44mm 2mm 0; border-top: .5pt solid #c9ced6;
  font: 400 7.6pt/10.5pt "Brief Sans"; color: #4b5563 }
.note q { font-style: italic }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 5mm; margin: 4mm 0 }
.figures div { border-top: 1pt solid #1b1f24 }
.figures dt { font: 600 18pt/24pt "Brief Display" }
.figures dd { margin: 0; font: 400 8pt/11pt "Brief Sans" }
.sides { display: flex; gap: 8mm }
.sides > section { flex: 1 }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font: 400 8.5pt/12pt "Brief Sans" }
caption { text-align: left; font-weight: 600 }
th, td { text-align: left; border-bottom: .5pt solid #c9ced6; padding: 1mm 1mm 1mm 0; vertical-align: top }
.number { text-align: right; font-variant-numeric: tabular-nums lining-nums }
figure { margin: 4mm 0; break-inside: avoid }
figcaption { font: 400 7.6pt/11pt "Brief Sans"; color: #4b5563 }
.columns { columns: 2; column-gap: 8mm }
ol.recommendations { list-style: none; padding: 0; counter-reset: r }
ol.recommendations > li { counter-increment: r; padding-left: 8mm; position: relative }
ol.recommendations > li::before { content: counter(r); position: absolute; left: 0; font: 600 10pt "Brief Sans" }
nav ol { list-style: none; padding: 0 }
nav a::after { content: " " target-counter(attr(href), page) }
.stamp { position: absolute; top: 0; right: 0; font: 600 8pt "Brief Sans" }
@media screen { .scroll { overflow-x: auto } body { max-width: 72ch } }
@media screen { @media (prefers-color-scheme: dark) { html { color: white } } }
"""

CHART = """<svg viewBox="0 0 300 60" width="300" height="60" role="img"><title>Published counts run from 58 to 64</title>
<line x1="80" y1="15" x2="290" y2="15" stroke="#c9ced6"/><circle cx="150" cy="15" r="4" fill="#0b4f6c"/>
<text x="0" y="18" font-family="Brief Sans" font-size="8">Brussels Times</text>
<text x="158" y="12" font-family="Brief Sans" font-size="8" font-weight="600">58</text></svg>"""

ORNAMENT = '<svg aria-hidden="true" viewBox="0 0 10 2" width="40" height="8"><rect width="10" height="1" fill="#0b4f6c"/></svg>'
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4O"
    "HwAAAABJRU5ErkJggg=="
)


def _value(number: int, text: str) -> str:
    return f'<data id="v{number}" value="{number}" data-fact="fact-{number}"><a href="#n{number}">{text}</a></data>'


def _statement(number: int) -> str:
    return (
        f'<aside class="note" id="n{number}"><a href="#v{number}">{number}</a> Summit document, ¶{number}; Reuters, 11 Feb. '
        f"<q>€{number} billion investment</q> <small>Confidence moderate: a mix of new and earlier pledges.</small></aside>"
        f"<p>France announced {_value(number, f'€{number}&nbsp;billion')} of mostly private investment"
        f'<sup><a href="#n{number}">{number}</a></sup>. It includes €30 to 50 billion from the United Arab Emirates and '
        "€20 billion from Brookfield, spread over several years, and in part announced before the summit. "
        "The United Kingdom cited <em>national security</em> and a <strong>lack of clarity</strong> on global "
        'governance; see <a href="https://example.org/a?b=c&amp;d=e">the statement of <cite>the Élysée</cite></a>.</p>'
    )


def _table(rows: int) -> str:
    body = "".join(
        f'<tr><th scope="row">Pledge {row}</th><td class="number" id="c{row}">{row}.0</td>'
        f'<td><data value="{row}"><a href="#n1">over {row} years</a></data></td></tr>'
        for row in range(1, rows + 1)
    )
    return (
        '<div class="scroll"><table><caption>Pledges and what they include</caption>'
        '<colgroup><col style="width:45%"><col style="width:20%"><col></colgroup>'
        '<thead><tr><th scope="col">Pledge</th><th scope="col" class="number">€ billion</th><th>Standing</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def body() -> str:
    """Give the document's body."""
    figures = "".join(
        f"<div><dt>{_value(number, f'€{number} billion')}</dt><dd>private investment announced for France</dd></div>"
        for number in (901, 902, 903, 904)
    )
    notes = "".join(f'<li id="n{number}">Evidence {number}</li>' for number in (901, 902, 903, 904))
    return f"""<a href="#main" class="skip" hidden>Skip</a><div class="head">Policy Unit · Briefing</div>
<main id="main"><header><h1 id="top">Paris AI Action Summit 2025: what was agreed</h1>
<p class="subtitle">Numbers in the margin lead from each statement to its evidence. {ORNAMENT}</p></header>
<div class="lead" style="position:relative"><h2 id="overview">Overview</h2><span class="stamp">v1</span>
<ul><li>Between 58 and 61 countries signed.<li><p>A paragraph in an item.</p><ul><li>Nested</li></ul></ul></div>
<dl class="figures">{figures}</dl>
<nav aria-label="Contents"><ol><li><a href="#money">The money</a></li><li><a href="#for">For</a></li></ol></nav>
<div class="body"><section><h2 id="money">The money</h2>{"".join(_statement(number) for number in range(1, 9))}</section>
<figure>{CHART}<figcaption>Countries, as reported on 11 February 2025.</figcaption></figure>
<p><img src="{DOT}" alt="A red dot" width="8" height="8"> <img src="{DOT}" alt="" width="8" height="8"> dots</p>
<h3>Terms</h3><dl><dt>InvestAI</dt><dd>A goal of the Commission.</dd></dl><hr></div>
{_table(34)}
<div class="sides"><section><h3 id="for">For</h3><ul><li>More than 100 countries took part.</li></ul></section>
<section><h3>Against</h3><ul><li>Two partners stayed out.</li></ul></section></div>
<section class="columns"><p>{"In two columns of text that is balanced over both. " * 12}</p></section>
<h2>Recommendations</h2><ol class="recommendations"><li>Support the statement. <small>— Foreign Ministry</small></li>
<li>Ask for the terms. <small>— Treasury</small></li></ol>
<ol start="3"><li>Numbered by the list itself</li></ol>
<details open><summary>Method</summary><p>How this was made, in CO<sub>2</sub> and m<sup>2</sup>.</p></details>
<blockquote><p>“Quoted at length.”</p><footer>— a minister</footer></blockquote>
<p></p><div></div><span></span>
<p>In Arabic: <bdi lang="ar" dir="rtl">الاتحاد الأوروبي نستطيع محمّد</bdi>,
and <span lang="fr">Élysée — “ŒUVRE” ﬁn → ½ ≤ 3 € £ ¥</span>.</p>
<h2>Evidence</h2><ol>{notes}</ol></main>"""


def document(content: str = "", style: str = "", *, language: str = "en-GB", date: str = "2025-02-14") -> Page:
    """Give a page around some content; without any, the whole torture document."""
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Sample</title>'
        f'<meta name="description" content="What was agreed &amp; what it is worth">'
        f"<style>{FONT_SLOT}\n{STYLE}{style}</style></head><body>{content or body()}</body></html>"
    )
    return Page(
        id=DocumentId("paris", "", "policymaker", "en"),
        html=html,
        title="Paris AI Action Summit 2025: what was agreed & “what it is worth”",
        language=language,
        marking="TLP:GREEN",
        edition=2,
        date=date,
        publisher="Policy Unit <test>",
        facts_json='{"facts": ["é"]}',
        digest="ab" * 32,
        ledger=Ledger(entries=(), facts=(), sources=()),
        words=1000,
    )
