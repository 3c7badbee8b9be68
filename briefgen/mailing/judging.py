"""Letters judged: by the gate as documents are, by the proof, and by what a mail must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.build import Workshop
from briefgen.build.origins import placed, texts_of
from briefgen.gate.content import check_content
from briefgen.gate.naked import naked_numbers
from briefgen.gate.reading import read
from briefgen.model.briefing import Briefing, Page
from briefgen.model.delivery import Letter
from briefgen.model.diagnostic import Diagnostic, Place, Severity

_LARGEST_HTML = 90_000
"""Bytes: mail programs cut a longer one (hazards, Email)."""


def judged(letter: Letter, briefing: Briefing, workshop: Workshop) -> tuple[Diagnostic, ...]:
    """Judge a letter as documents are judged, and by what a mail must hold; each finding says whose letter it is."""
    of_letter = replace(briefing, audience=replace(briefing.audience, template=letter.template))
    texts = texts_of(of_letter, letter.pages[0], workshop.source)
    found = dict.fromkeys(placed(_found(letter, of_letter, workshop), lambda: texts, of_letter))
    return tuple(replace(item, message=f"letter of {briefing.id.stem}: {item.message}") for item in found)


def printed(letter: Letter) -> tuple[str, ...]:
    """Give the facts that a letter prints, also those of its pictures."""
    return tuple(dict.fromkeys(name for page in letter.pages for name in page.ledger.facts))


def _found(letter: Letter, briefing: Briefing, workshop: Workshop) -> Iterator[Diagnostic]:
    """Judge both forms of a letter; what is drawn in its pictures stands as words in the first page."""
    html, text = letter.pages
    for page, contents in ((html, (letter.html, html.html) if letter.pictures else (letter.html,)), (text, (text.html,))):
        reading = read(page.marked, page.language)
        yield from naked_numbers(reading, page, workshop.source)
        yield from check_content(reading, page, briefing)
        for content in contents:
            yield from workshop.prover.prove(briefing, page, {"html": content.encode()})[1]
    yield from html.diagnostics
    yield from _mail_rules(letter, briefing)


def _mail_rules(letter: Letter, briefing: Briefing) -> Iterator[Diagnostic]:
    """Find where a letter does not say its marking and embargo at its head, says two things, or is too long for a mail."""
    html, text = letter.pages
    place = Place(f"templates/{letter.template}")
    first = next((block.text for block in read(html.html, html.language).blocks), "")
    heads = {
        "subject": letter.subject,
        "first line of the plain text": letter.text.partition("\n")[0],
        "first line of the HTML": first,
    }
    for where, words in heads.items():
        missing = [mark for mark in (letter.marking, letter.embargo) if mark and mark not in words]
        if missing:
            yield Diagnostic(
                "BG608", f"the {where} does not say {' and '.join(missing)}", place, "print {{ marking }} and {{ embargo }} there"
            )
    if len(letter.html.encode()) > _LARGEST_HTML:
        message = (
            f"the HTML has {len(letter.html.encode()) // 1000} kB; mail programs cut what is longer than {_LARGEST_HTML // 1000}"
        )
        yield Diagnostic("BG609", message, place, "shorten the letter: the document itself is attached")
    if differing := _differing(html, text):
        message = f"HTML and plain text do not print the same facts: {', '.join(f'`{name}`' for name in differing)}"
        yield Diagnostic("BG609", message, place, "print the same facts in both", Severity.WARNING)
    scheme, ceiling = briefing.scheme, briefing.audience.admits.marking or briefing.scheme.labels[0]
    if not scheme.admits(ceiling, letter.marking):
        yield Diagnostic("BG613", f"it is marked {letter.marking}, above the ceiling {ceiling} of its audience", place)


def _differing(html: Page, text: Page) -> list[str]:
    """Give the facts that one form has and the other has not; those that a picture alone shows may be left out of the text."""
    drawn, written = set[str](), set[str]()
    for entry in html.ledger.entries:
        (drawn if entry.where == "drawing" else written).update((entry.fact, *entry.also))
    said = set(text.ledger.facts)
    return sorted((written - said) | (said - written - drawn))
