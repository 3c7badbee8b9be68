"""A line that is set before anybody waits, so that the library has prepared what every document needs."""

from __future__ import annotations

from contextlib import suppress

from briefgen.model.briefing import DocumentId, Ledger, Page
from briefgen.typeset.findings import listening
from briefgen.typeset.library import load

LINE = Page(
    id=DocumentId("", "", "", "en"),
    html='<!doctype html><html lang="en"><title>1</title><h1 id="a">A <b>line</b> <i>is</i> <a href="#a">set</a></h1>'
    "<ul><li>1</ul><table><tr><th>1<td>1</table>",
    title="1",
    language="en",
    marking="",
    edition=1,
    date="",
    publisher="",
    facts_json="{}",
    digest="",
    ledger=Ledger(entries=(), facts=(), sources=()),
)


def rehearse() -> None:
    """Load the library and set the line in whatever font the system has; what fails will be told of a document that is set."""
    with listening(), suppress(Exception):
        load().HTML(string=LINE.html).write_pdf(pdf_variant="pdf/a-3a")
