"""The referencing sheet as a page of its own: to be read, ticked on screen, or printed landscape and ticked by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import attrgetter

from briefgen.gate.reading import HEADINGS
from briefgen.model.ledger import LedgerFile
from briefgen.tracing.evidence import Reference
from briefgen.tracing.sheet import Row, Sheet
from briefgen.tracing.sheet_style import STYLE

_HEAD = (
    ("number", "No."),
    ("page", "Page"),
    ("sentence", "Sentence"),
    ("facts", "Facts"),
    ("source", "Source"),
    ("quote", "Quotation"),
    ("verdict", "Machine"),
    ("checked", "Checked by"),
)


def sheet_html(sheet: Sheet) -> str:
    """Write a referencing sheet as one HTML file that needs no script and fetches nothing."""
    ledger = sheet.ledger
    head = "".join(f'<th scope="col" class="{name}">{label}</th>' for name, label in _HEAD)
    rows = "\n".join(_row(row, ledger.language) for row in sheet.rows)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Referencing sheet: {escape(ledger.document.rpartition("/")[2])}</title>
<style>{STYLE}{_marked(ledger.marking)}</style>
</head>
<body>
<header>
<p class="kind">Referencing sheet<span class="marking">{escape(ledger.marking)}</span></p>
<h1 lang="{escape(ledger.language)}" dir="auto">{escape(ledger.title)}</h1>
<dl>{"".join(f"<div><dt>{name}</dt><dd>{escape(text)}</dd></div>" for name, text in _identity(ledger))}</dl>
<ul class="counts">{"".join(f"<li><b>{number}</b> {name}</li>" for name, number in sheet.counts)}</ul>
<p class="how">Hold each sentence against its evidence, tick it and put your initials. The machine says only whether the words of
a quotation stand in the local copy of the source; whether they bear the sentence out is for you to judge. “No fact” means
that nothing in the sentence comes from the dataset.</p>
</header>
<main>
<table>
<caption>Every sentence of the document, in reading order</caption>
<thead><tr>{head}</tr></thead>
{rows}
</table>
</main>
<footer><p><label>Referencer <input type="text"></label> <label>Date <input type="text"></label></p></footer>
</body>
</html>
"""


def _identity(ledger: LedgerFile) -> Iterator[tuple[str, str]]:
    yield "Document", ledger.document
    yield "Edition", str(ledger.edition)
    yield "Marking", ledger.marking
    if ledger.pages:
        yield "Pages", str(ledger.pages)
    yield "Digest of its facts", ledger.digest


def _row(row: Row, language: str) -> str:
    """Write a sentence with a line for each of its references, kept together on a printed page."""
    sentence = row.sentence
    kind = "heading" if sentence.kind in HEADINGS else "aside" if row.remark in ("evidence", "source") else "said"
    first, *others = _lines(row)
    span = _span(len(others) + 1)
    return (
        f'<tbody class="{kind}">'
        f'<tr><th scope="row" class="number"{span}>{row.number}</th>'
        f'<td class="page"{span}>{sentence.page or ""}</td>'
        f'<td class="sentence"{span} lang="{escape(language)}" dir="auto">{_sentence(row)}</td>{first}'
        f'<td class="checked"{span}><input type="checkbox" aria-label="sentence {row.number} checked">'
        f'<input type="text" maxlength="6" aria-label="initials for sentence {row.number}"></td></tr>'
        f"{''.join(f'<tr>{other}</tr>' for other in others)}</tbody>"
    )


def _lines(row: Row) -> Iterator[str]:
    """Write the cells of a sentence's references: each fact beside its own."""
    if not row.references:
        facts = "<br>".join(map(_breakable, row.facts))
        yield f'<td class="facts">{facts}</td><td></td><td></td><td class="verdict">{row.remark}</td>'
    for fact, found in groupby(row.references, key=attrgetter("fact")):
        group = tuple(found)
        for number, item in enumerate(group):
            cell = "" if number else f'<td class="facts"{_span(len(group))}>{_breakable(fact)}</td>'
            yield f"{cell}{_reference(item)}"


def _span(count: int) -> str:
    return f' rowspan="{count}"' if count > 1 else ""


def _sentence(row: Row) -> str:
    """Write a sentence with the values that facts gave underlined."""
    text, parts = row.sentence.text, []
    position = 0
    for item in row.printed:
        start = text.find(item.printed, position) if item.role != "statement" and item.printed else -1
        if start >= 0:
            parts += [escape(text[position:start]), f"<mark>{escape(item.printed)}</mark>"]
            position = start + len(item.printed)
    return "".join((*parts, escape(text[position:])))


def _reference(item: Reference) -> str:
    name = escape(item.name)
    if item.address.startswith(("https://", "http://")):
        name = f'<a href="{escape(item.address)}">{name}</a>'
    locator = f' <span class="locator">{escape(item.locator)}</span>' if item.locator else ""
    quote = f'<q dir="auto">{escape(item.quote)}</q>' if item.quote else ""
    passage = f'<span class="passage">The source has: <q dir="auto">{escape(item.passage)}</q></span>' if item.passage else ""
    verdict = f'<td class="verdict{" doubt" if item.is_doubtful else ""}">{escape(item.verdict)}</td>'
    return f'<td class="source">{name}{locator}</td><td>{quote}{passage}</td>{verdict}'


def _breakable(name: str) -> str:
    """Let an id break after its hyphens."""
    return escape(name).replace("-", "-<wbr>")


def _marked(marking: str) -> str:
    """Put the marking at head and foot of each printed page, right-justified in 12 points (TLP 2.0)."""
    label = re.sub(r"[^A-Za-z0-9]", lambda found: f"\\{ord(found[0]):06x}", marking)
    box = f'{{content:"{label}";font:bold 12pt sans-serif}}'
    return f"@page{{@top-right{box}@bottom-right{box}}}"
