"""What the server tells the preview's page, as JSON.

`GET /events?document=NAME` is a stream of server-sent events, each a whole state that takes the place of the one before:

    project   {title, valid, settled, documents: [{id, brief, briefTitle, item, itemTitle, audience, audienceTitle, language,
              state, errors, warnings, pages, limit}], findings: [FINDING]}; `settled`: all as the files are now
    document  {id, title, marking, language, state, screen: VERSION, sheets: {version, sizes: [[width, height]], current},
              setting, paper, problems: [FINDING], findings: [FINDING], ledger: VERSION}
    FINDING   {severity, code, file, line, column, message, hint}

`state` is waiting, made, broken (its last good version is shown) or withheld (nothing is). A VERSION is empty where there is
nothing to show; `current` tells whether the PDF is of the page on screen, `paper` whether its audience gets a PDF. Sizes are in
points.

    GET /documents/NAME/page        the HTML, for a frame of its own
    GET /documents/NAME/pages/N     page N of the PDF as a BMP; ?width= pixels
    GET /documents/NAME/ledger      {entries: [{anchor, fact, also, role, printed, where, file, line, page, x, y, width, height,
                                    evidence}], facts: {ID: {statement, marking, status, confidence}},
                                    evidence: {KEY: [{source, name, title, url, place, quote}]}}
    GET /facts/ID                   {fact, places: [{document, title, audience, language, anchor, role, printed, where, page,
                                    file, line}]}

Between the page and a document's frame go the messages that `assets/frame.js` describes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.model.briefing import Work
from briefgen.model.diagnostic import Diagnostic, Severity
from briefgen.model.ledger import Printed
from briefgen.preview.engine import Engine
from briefgen.preview.exhibit import Exhibit, Screen, Sheets

Message = dict[str, Any]


def project_message(engine: Engine) -> Message:
    """Tell of the project and all its documents."""
    project = engine.project
    return {
        "title": project.work.settings.title if project else engine.root.name,
        "valid": not engine.invalid,
        "settled": engine.is_settled,
        "documents": [_listed(item, project.work) for item in engine.exhibits.values()] if project else [],
        "findings": findings(engine.findings),
    }


def _listed(exhibit: Exhibit, work: Work) -> Message:
    document, audiences = exhibit.id, work.audiences
    brief = next((brief for brief in work.settings.briefs if brief.id == document.brief), None)
    named = work.dataset.entities.get(document.item)
    topic = work.dataset.topics.get(document.item)
    audience = audiences.get(document.audience)
    count = {kind: sum(item.severity is kind for item in exhibit.findings) for kind in Severity}
    return {
        "id": exhibit.name,
        "brief": document.brief,
        "briefTitle": _brief_title(brief.title if brief else document.brief),
        "item": document.item,
        "itemTitle": named.name if named else topic.title if topic else document.item,
        "audience": document.audience,
        "audienceTitle": audience.title if audience else document.audience,
        "language": document.language,
        "state": exhibit.state,
        "errors": count[Severity.ERROR],
        "warnings": count[Severity.WARNING],
        "pages": len(exhibit.sheets.sizes) if exhibit.sheets else None,
        "limit": (audience.limits.pages or None) if audience else None,
    }


def _brief_title(title: str) -> str:
    """Give the title of a brief that is made for many items without the place of the item's name."""
    for slot in ("{item.name}", "{item.title}"):
        title = title.replace(slot, "…")
    words = title.strip("… :–—-") or title
    return words[0].upper() + words[1:]


def document_message(engine: Engine, name: str, setting: str) -> Message:
    """Tell of one document; `setting` is the one that is being typeset."""
    exhibit = engine.exhibits.get(name)
    if exhibit is None:
        return {"id": name, "state": "gone"}
    screen, sheets = exhibit.screen, exhibit.sheets
    version = screen.version if screen else ""
    return {
        "id": name,
        "title": screen.page.title if screen else "",
        "marking": screen.page.marking if screen else "",
        "language": exhibit.id.language,
        "state": exhibit.state,
        "screen": version,
        "sheets": {"version": sheets.version, "sizes": sheets.sizes, "current": sheets.of == version} if sheets else None,
        "setting": setting == name,
        "paper": exhibit.is_for_paper,
        "problems": findings(exhibit.problems),
        "findings": findings(exhibit.findings),
        "ledger": _ledger_version(screen, sheets) if screen else "",
    }


def _ledger_version(screen: Screen, sheets: Sheets | None) -> str:
    return f"{screen.ledger_version}-{sheets.version if sheets and sheets.of == screen.version else ''}"


def ledger_message(exhibit: Exhibit) -> Message:
    """Tell what a document prints, where, and what stands behind it."""
    screen = exhibit.screen
    if screen is None:
        return {"entries": [], "facts": {}, "evidence": {}}
    ledger = screen.ledger
    evidence = {key: [_cited(citation, screen) for citation in cited] for key, cited in ledger.evidence.items()}
    return {
        "entries": [
            {
                **{name: getattr(entry, name) for name in _SHOWN},
                "also": list(entry.also),
                **_on_paper(entry, exhibit.sheets, screen.version),
            }
            for entry in ledger.entries
        ],
        "facts": {record["id"]: _fact(record) for record in json.loads(screen.page.facts_json)["facts"]},
        "evidence": evidence,
    }


_SHOWN = ("anchor", "fact", "role", "printed", "where", "file", "line", "evidence")


def places_message(engine: Engine, fact: str) -> Message:
    """Tell where a fact stands in all documents."""
    places = [
        {
            "document": exhibit.name,
            "title": exhibit.screen.page.title,
            "audience": exhibit.screen.briefing.audience.title,
            "language": exhibit.id.language,
            **{name: getattr(entry, name) for name in _SHOWN if name != "evidence"},
            "page": _on_paper(entry, exhibit.sheets, exhibit.screen.version)["page"],
        }
        for exhibit in engine.exhibits.values()
        if exhibit.screen
        for entry in exhibit.screen.ledger.entries
        if fact == entry.fact or fact in entry.also
    ]
    return {"fact": fact, "places": places}


def findings(found: Iterable[Diagnostic]) -> list[Message]:
    """Tell of findings, errors first, then by their places."""
    order = list(Severity)
    ordered = sorted(found, key=lambda item: (order.index(item.severity), item.place, item.code, item.message))
    return [
        {
            "severity": str(item.severity),
            "code": item.code,
            "file": item.place.file,
            "line": item.place.line,
            "column": item.place.column,
            "message": item.message,
            "hint": item.hint,
        }
        for item in ordered
    ]


def _on_paper(entry: Printed, sheets: Sheets | None, version: str) -> Message:
    position = sheets.positions.get(entry.anchor) if sheets and sheets.of == version and entry.anchor else None
    if position is None:
        return {"page": None}
    return {name: getattr(position, name) for name in ("page", "x", "y", "width", "height")}


def _fact(record: Mapping[str, Any]) -> Message:
    return {
        "statement": record["statement"],
        "marking": record.get("marking", ""),
        "status": record.get("status", "asserted"),
        "confidence": record.get("confidence", {}).get("level", ""),
    }


def _cited(citation: Any, screen: Screen) -> Message:
    source = screen.briefing.dataset.sources.get(citation.source)
    return {
        "source": citation.source,
        "name": (source.title_short or source.title) if source else citation.source,
        "title": source.title if source else citation.source,
        "url": source.url if source and source.url.startswith(("https://", "http://")) else "",
        "place": ", ".join(f"{name} {value}" for name, value in citation.locator.items()),
        "quote": citation.quote,
    }
